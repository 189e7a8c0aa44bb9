"""Embase CSV: *Export → CSV* (or Excel) of Embase.com, in its two layouts.

Recognised by a header with `Title` and `Author Names`; or, in the layout with one field a line, by
lines that begin with `"TITLE",` and `"AUTHOR NAMES",` or `"SOURCE",`.

- One row a record: from 8 to 50 columns, as were ticked. The query may stand above the header.
- One field a line (`"AUTHOR NAMES","Mao J.","Yang G."`), records parted by a blank line or dashes:
  a record begins with its `TITLE`; a quotation mark left open ends with its field.
- Where there is no column for it, venue, year, volume, issue and pages are read from `Source`:
  `Cancer (2004) 102:4 (253-258). Date of Publication: 25 Aug 2004`.
- The record's own id is the PUI (`L372953113`), which stands in `PUI` or in the link to Embase;
  else the accession number; else the PMID.
- Index terms are keywords; they name the kind of document where `Publication Type` is missing.
- `Original Title` is the title in another language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from urllib.parse import unquote

from litsieve.ingest.entry import REPAIRED, Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, damage, headings, read_table
from litsieve.ingest.shapes.label_lines import BEGINNING, cells_of, without_rule
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.shapes.table_head import below, lines_above
from litsieve.ingest.values import dates, identifiers, kinds, names, places

NAME = "embase-csv"
LABEL = "Embase CSV"
DATABASE = "Embase"
SIGN = 'a header with Title and Author Names, or lines that begin with "TITLE", and "SOURCE",'

_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "title_alternative": ("original title", "original (non-english) title"),
    "authors": ("author names", "authors", "author"),
    "addresses": ("author addresses", "author address"),
    "correspondence": ("correspondence address",),
    "source": ("source",),
    "venue": ("source title",),
    "year": ("publication year",),
    "volume": ("volume",),
    "issue": ("issue",),
    "first_page": ("first page",),
    "last_page": ("last page",),
    "date": ("date of publication",),
    "document_type_raw": ("publication type", "document type"),
    "issn": ("issn",),
    "isbn": ("isbn",),
    "publisher": ("book publisher",),
    "abstract": ("abstract", "abstract/summary", "summary"),
    "abstract_original": ("original abstract", "original (non-english) abstract"),
    "author_keywords": ("author keywords",),
    "drug_terms": ("emtree drug index terms",),
    "device_terms": ("emtree device index terms",),
    "medical_terms": ("emtree medical index terms",),
    "other_terms": ("keywords",),
    "language": ("article language", "language of article"),
    "accession": ("embase accession id", "accession number"),
    "pmid": ("medline pmid",),
    "pui": ("pui",),
    "doi": ("doi",),
    "full_text": ("full text link",),
    "embase_link": ("embase link",),
    "open_url": ("open url link",),
}
_TERMS = ("author_keywords", "drug_terms", "device_terms", "medical_terms", "other_terms")
_OWN = frozenset(
    {"authors", "addresses", "correspondence", "source", "first_page", "last_page", "date",
     "abstract_original", "accession", "pui", "full_text", "embase_link", "open_url", *_TERMS}
)  # fmt: skip
_SIGNS = ("title", "author names")

_SOURCE = re.compile(r"(?P<venue>.+?) \((?P<year>(?:1[89]|20)\d\d)\)(?P<place>[ .].*|$)", re.DOTALL)
_PLACE_END = re.compile(r"\.?\s*(?:Article Number|Date of Publication|Conference)\b")
_PLACE = re.compile(r"(?P<volume>[^\s:()]*)[: ]*(?P<issue>[^()]*?)\s*(?:\((?P<pages>[^()]*)\))?")
_ARTICLE_NUMBER = re.compile(r"Article Number: (.+?)(?:\. |\.?$)")
_DATE = re.compile(r"Date of Publication: ([^.]+)")
_ISSN = re.compile(r"[?&]issn=([\dXx-]+)")
_LINK_DOI = re.compile(r"[?&]id=doi:([^&]+)")
_PUI = re.compile(r"\bL\d{5,}\b")
_ADDRESS = re.compile(r"(?:^|[;,]?\s+|[;,])\([^()]*\.[^()]*\)\s*")
_EMAIL = re.compile(r"[.,;]?\s*E-?mail:.*", re.IGNORECASE | re.DOTALL)

#: A record of the layout with one field a line begins with its title; all labels of a file are in
#: quotation marks, or none (what Excel made of it).
_TITLE = re.compile(r'^[ \t\ufeff]*(?P<mark>"?)TITLE(?P=mark),', re.MULTILINE)
_STARTS = {
    mark: re.compile(
        rf"^-{{20,}}[ \t\r]*\n(?=[ \t]*{mark}[A-Z])|^(?=[ \t\ufeff]*{mark}TITLE{mark},)",
        re.MULTILINE,
    )
    for mark in ('"', "")
}
_BESIDE = re.compile(
    r'^(?P<mark>"?)(?:AUTHOR NAMES|SOURCE|SOURCE TITLE|PUBLICATION YEAR|ABSTRACT|EMBASE LINK)'
    r"(?P=mark),",
    re.MULTILINE,
)
_OURS = {theirs: ours for ours, spellings in _COLUMNS.items() for theirs in spellings}


def detect(head: str) -> bool:
    """Whether the file begins as one of the two layouts does."""
    return lines_above(head, *_SIGNS) is not None or _first_title(head) is not None


def read(text: Text) -> Reading:
    """The records of an Embase export in either layout."""
    if title := _first_title(text.head):
        starts = partial(_starts, _STARTS[title["mark"]])
        return Reading(cut(text, starts), _records, database=DATABASE)
    text = below(text, lines_above(text.head, *_SIGNS))
    return read_table(text, Columns(_COLUMNS, _of_row), database=DATABASE)


def _starts(pattern: re.Pattern[str], window: str, _last: bool) -> Iterator[int]:
    """Where records begin: at their title, or behind the line of dashes that parts two."""
    return (found.end() for found in pattern.finditer(window))


def _first_title(head: str) -> re.Match[str] | None:
    """The first title of the layout with one field a line; None if it is the other layout."""
    found = _TITLE.search(head)
    if not found or "author names" in headings(head[found.start() :]):
        return None
    return found if _BESIDE.search(head, found.end()) else None


# --- one row a record ------------------------------------------------------------------------


def _of_row(cell: Cells) -> Found | None:
    return _found(cell, _at_commas)


def _at_commas(text: str) -> list[str]:
    """Terms at the commas that are not in brackets: `cyst (diagnosis, surgery), adult`."""
    if text.count("(") != text.count(")"):
        return text.split(",")
    terms: list[str] = []
    held = ""
    for part in text.split(","):
        held = f"{held},{part}" if held else part
        if held.count("(") <= held.count(")"):
            terms.append(held.strip())
            held = ""
    return terms


def _found(cell: Cells, split: Callable[[str], list[str]]) -> Found:
    """What a record's cells say; `split` parts a list of terms."""
    terms = [t for column in _TERMS if column in cell for t in split(cell[column])]
    kind = cell.get("document_type_raw") or next(filter(kinds.document_type, terms), "")
    own_id = _own_id(cell)
    pmid = identifiers.pmid(cell.get("pmid", ""))
    dois = (cell.get("doi", ""), cell.get("full_text", ""), _of_link(cell))
    fields: dict[str, Value] = {
        **_of_source(cell.get("source", "")),
        **{column: value for column, value in cell.items() if column not in _OWN},
        "source_id": own_id or pmid,
        "doi": next((text for text in dois if identifiers.doi(text)), None),
        "url": cell.get("full_text") or cell.get("embase_link") or cell.get("open_url"),
        "abstract": cell.get("abstract") or cell.get("abstract_original"),
        "keywords": "; ".join(terms),
        "document_type_raw": kind,
    }  # fmt: skip
    if "first_page" in cell:
        fields["pages"] = "-".join(filter(None, (cell["first_page"], cell.get("last_page"))))
    if "issn" not in cell and (issn := _ISSN.search(cell.get("open_url", ""))):
        fields["issn"] = issn[1]
    in_source = _DATE.search(cell.get("source", ""))
    date = cell.get("date") or (in_source[1] if in_source else "")
    fields["published"] = dates.published(str(fields.get("year") or date), date)
    fields["source_type"] = kinds.scopus_source(kind, bool(fields.get("venue")), "isbn" in cell)
    if "authors" in cell:
        listed, is_cut = names.take_cut(names.from_scopus(cell["authors"].replace("\n", "; ")))
        fields["authors"], fields["authors_cut"] = list(listed), is_cut
    affiliations = _affiliations(cell)
    fields["affiliations"] = "; ".join(affiliations)
    fields["countries"] = places.countries([_EMAIL.sub("", place) for place in affiliations])
    return Found(fields, own_id=own_id or (f"pmid:{pmid}" if pmid else None))


def _of_link(cell: Cells) -> str:
    """The DOI in an OpenURL: `…&id=doi:10.4103%2F2303-9027.138783&atitle=…`."""
    found = _LINK_DOI.search(cell.get("open_url", ""))
    return unquote(found[1]) if found else ""


def _own_id(cell: Cells) -> str | None:
    for column in ("pui", "embase_link"):
        if found := _PUI.search(unquote(cell.get(column, ""))):
            return found[0]
    return cell.get("pui") or cell.get("accession")


def _of_source(source: str) -> dict[str, Value]:
    """`Cancer (2004) 102:4 (253-258). Date of Publication: 25 Aug 2004` → its parts."""
    fields: dict[str, Value] = {}
    if found := _SOURCE.match(source):
        fields["venue"], fields["year"] = found["venue"], found["year"]
        place = _PLACE_END.split(found["place"], maxsplit=1)[0].strip(" .")[:200]
        if parts := _PLACE.fullmatch(place):
            fields.update(parts.groupdict())
    if number := _ARTICLE_NUMBER.search(source):
        fields["article_number"] = number[1]
    return fields


def _affiliations(cell: Cells) -> list[str]:
    """Addresses without the authors in brackets before them; else those for correspondence."""
    if text := cell.get("addresses"):
        found = [place for part in text.split("\n") for place in _ADDRESS.split(part)]
    else:
        found = cell.get("correspondence", "").split("\n")
    return list(dict.fromkeys(place for part in found if (place := part.strip(" ;,."))))


# --- one field a line ------------------------------------------------------------------------


def _records(found: Iterable[Block]) -> Iterator[Item]:
    for block in found:
        raw = without_rule(block.text)
        if title := _TITLE.match(raw):
            yield _record(block.line, raw, title["mark"])
        elif _BESIDE.search(raw):
            yield Reject(block.line, raw, "has no title")
        # else it stands above the first record: the query


def _record(line: int, raw: str, mark: str) -> Entry:
    cell: Cells = {}
    repaired = False
    labels = [m for m in BEGINNING.finditer(raw) if m["mark"] == mark and _is_label(m["label"])]
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        text = raw[label.end() + 1 : following.start() if following else len(raw)].rstrip("\r\n ")
        values, sound = cells_of(text)
        repaired = repaired or not sound
        ours = _OURS.get(label["label"].casefold())
        if ours and values:
            cell[ours] = "\n".join([cell[ours], *values] if ours in cell else values)
    found = _found(cell, str.splitlines)
    flags = [f"{REPAIRED}: quotation marks"] if repaired else []
    return Entry(line, raw, found.fields, found.own_id, flags + damage(cell, is_long=False))


def _is_label(text: str) -> bool:
    return text.isupper() or text.casefold() in _OURS or text == "AiP/IP ENTRY DATE"
