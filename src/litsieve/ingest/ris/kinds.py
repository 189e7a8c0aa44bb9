"""Kinds of RIS: what TY says, unless the database says it better in M3, PT or a note."""

from __future__ import annotations

import re

from litsieve.ingest.ris.parse import Fields
from litsieve.ingest.values import kinds

#: TY: document type and source type; None says nothing.
_TYPES: dict[str, tuple[str | None, str | None]] = {
    **dict.fromkeys(("JOUR", "EJOUR", "INPR"), ("article", "journal")),
    **dict.fromkeys(("MGZN", "NEWS"), ("article", "trade")),
    **dict.fromkeys(("CONF", "CPAPER"), ("conference-paper", "proceedings")),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "WHOLE"), ("book", "book")),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), ("chapter", "book")),
    **dict.fromkeys(("RPRT", "GOVDOC"), ("report", "institution")),
    **dict.fromkeys(("ELEC", "WEB", "BLOG", "ICOMM"), ("other", "web")),
    **dict.fromkeys(("DATA", "DBASE", "AGGR"), ("dataset", "repository")),
    **dict.fromkeys(
        ("ADVS", "ANCIENT", "ART", "BILL", "CASE", "CHART", "CLSWK", "COMP", "CTLG", "EQUA",
         "FIGURE", "GRANT", "HEAR", "JFULL", "LEGAL", "MANSCPT", "MAP", "MPCT", "MULTI", "MUSIC",
         "PAMP", "PAT", "PCOMM", "SLIDE", "SOUND", "STAND", "STAT", "STD", "UNBILL", "UNPB",
         "UNPD", "VIDEO"),
        ("other", None),
    ),
    "THES": ("thesis", "institution"),
    "SER": (None, "book-series"),
    "GEN": (None, None),
    "ABST": (None, None),
}  # fmt: skip

#: `Document Type: Article`, `Publication Type: Journal Article` in the notes of EBSCOhost.
_NOTED = re.compile(r"\b(?:Document|Publication) Types?: ([^;.\n]+)")
_LIST = re.compile(r"[,\n]")


def kind_of(fields: Fields, venue: str | None) -> dict[str, str | None]:
    """document_type(_raw) and source_type of an entry; the raw word is the closest it gives."""
    code = fields["TY"][0].upper() if "TY" in fields else ""
    document, source = _TYPES.get(code, (None, None))
    if code and code not in _TYPES:
        document = kinds.document_type(code)
    raw = code
    for stated in _stated(fields):
        if found := _closest(stated):
            document, raw = found, stated
            break
    if source in ("journal", "trade", "proceedings") and not venue:
        source = None
    if source == "web" and ("VL" in fields or "SP" in fields):
        document, source = None, None  # Ovid gives all of CENTRAL as ELEC
    if venue and kinds.is_preprint_venue(venue):
        document, source = "preprint", "repository"
    return {"document_type": document, "document_type_raw": raw, "source_type": source}


def _stated(fields: Fields) -> list[str]:
    """What the database calls the kind of the document, the closest first."""
    found = ["; ".join(fields[tag]) for tag in ("PT", "M3") if tag in fields]
    if "M1" in fields and len(fields["M1"][0]) < 40:
        found.append(fields["M1"][0])  # RefWorks
    for note in fields.get("N1", ()):
        if " Type" in note:
            found += _NOTED.findall(note)
    return found


def _closest(stated: str) -> str | None:
    """The kind that a list of words names, the most telling of several; None if none is known."""
    if len(stated) > 300 or stated[:4].lower() == "doi:":
        return None
    return kinds.document_type(stated) or kinds.document_type(_LIST.sub(";", stated))
