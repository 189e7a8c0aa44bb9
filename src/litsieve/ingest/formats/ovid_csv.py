"""Ovid XLS and CSV: *Export → Microsoft Excel* or *CSV* of Ovid (MEDLINE, Embase, PsycInfo …).

Recognised by a header with `ORN`, `VN` and `DB`; a line or two may stand above it.

- Columns are Ovid's two-letter fields; not all databases have all.
- `DB` names the database and the years it holds (`Ovid MEDLINE(R) ALL <1946 to …>`). If all rows
  are of one the file is named after it.
- The record's own id is `UI` or `AN`: in MEDLINE the PMID.
- Several values in a cell stand on lines of their own, or between semicolons, or are sentences.
- Where there is no field for it venue, volume, issue and pages are read from `SO`:
  `Endoscopic Ultrasound. 3(3):152-60, 2014 Jul.`
"""

from __future__ import annotations

import re
from functools import partial

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.ris.writers import usual
from litsieve.ingest.shapes.columns import Cells, Columns, Found, read_table
from litsieve.ingest.shapes.table_head import below, cells, lines_above, only
from litsieve.ingest.values import dates, identifiers, names, places

NAME = "ovid-csv"
LABEL = "Ovid XLS or CSV"
DATABASE = None
SIGN = "a header with ORN, VN and DB"

_SIGNS = ("orn", "vn", "db")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "accession": ("ui", "an"),
    "title": ("ti",),
    "title_alternative": ("tt", "ot", "to"),
    "full_names": ("fa", "fau"),
    "authors": ("au",),
    "source": ("so",),
    "venue": ("jn", "jt"),
    "abbreviated": ("ja", "jx"),
    "book": ("bt",),
    "year": ("yr", "py"),
    "date": ("dp", "dt"),
    "volume": ("vo", "vl", "vi"),
    "issue": ("ip",),
    "pages": ("pg",),
    "issn": ("is", "ia", "il"),
    "isbn": ("ib",),
    "abstract": ("ab",),
    "headings": ("mh", "hw", "sh"),
    "own_keywords": ("kw", "kf"),
    "language": ("lg", "la"),
    "document_type_raw": ("pt",),
    "doi": ("do",),
    "affiliations": ("in", "ad"),
    "publisher": ("pb", "pu"),
    "pubmed": ("pm",),
    "url": ("xl",),
}
_OWN = frozenset(
    {"accession", "full_names", "authors", "source", "abbreviated", "book", "date", "headings",
     "own_keywords", "pubmed"}
)  # fmt: skip
_TERMS = ("own_keywords", "headings")
_SOURCE = re.compile(
    r"(?P<venue>.+?)[.,] (?P<volume>[\w-]+)?(?:\((?P<issue>[^()]*)\))?(?::(?P<pages>[^,]+))?, "
    r"(?P<date>(?:1[89]|20)\d\d.*)",
    re.DOTALL,
)
_MEDLINE = "MEDLINE"
_SHORT_NAME = re.compile(r"[^,.]+ [^\W\d_]{1,4}")
_SENTENCES = re.compile(r"(?<=[^\W_]{2})\.\s+|(?<=[)\]])\.\s+")


def detect(head: str) -> bool:
    """Whether one of the first lines is the header of an Ovid table."""
    return lines_above(head, *_SIGNS) is not None


def read(text: Text) -> Reading:
    """The rows of an Ovid table."""
    text = below(text, lines_above(text.head, *_SIGNS))
    database = only(usual(name) or "" for (name,) in cells(text, "db"))
    return read_table(text, Columns(_COLUMNS, partial(_convert, database)), database=database)


def _convert(database: str | None, cell: Cells) -> Found | None:
    number = cell.get("accession")
    pmid = identifiers.pmid(number or "") if database == _MEDLINE else None
    fields: dict[str, Value] = {
        **_of_source(cell.get("source", "")),
        **{column: value for column, value in cell.items() if column not in _OWN},
        "source_id": number,
        "pmid": pmid,
        "keywords": ";".join(term for key in _TERMS for term in _values(cell.get(key, ""))),
        "language": "; ".join(_values(cell.get("language", ""))),
        "document_type_raw": "; ".join(_values(cell.get("document_type_raw", ""))),
    }  # fmt: skip
    if venue := cell.get("venue") or cell.get("book"):
        fields["venue"] = venue
    elif "venue" not in fields:
        fields["venue"] = cell.get("abbreviated")
    date = cell.get("date") or str(fields.pop("date", "") or "")
    fields.pop("date", None)
    fields.setdefault("year", date)
    fields["published"] = dates.published(str(fields["year"]), date)
    people = _people(cell.get("full_names") or cell.get("authors", ""))
    if people:
        listed, cut = names.take_cut(people)
        fields["authors"] = [_name(name) for name in listed]
        fields["authors_cut"] = cut
    if "affiliations" in cell:
        found = _values(cell["affiliations"])
        fields["affiliations"] = "; ".join(found)
        fields["countries"] = places.countries([place.rstrip(".") for place in found])
    return Found(fields, own_id=f"pmid:{pmid}" if pmid else number)


def _of_source(source: str) -> dict[str, Value]:
    found = _SOURCE.match(source[:1000])
    return dict(found.groupdict()) if found else {}


def _values(text: str) -> list[str]:
    """The values of a cell: lines, else at semicolons, else sentences."""
    if "\n" in text:
        parts = text.split("\n")
    elif ";" in text:
        parts = text.split(";")
    else:
        parts = _SENTENCES.split(text)
    return [value for part in parts if (value := part.strip(" .;"))]


def _people(text: str) -> list[str]:
    """Names on lines, at semicolons, as `Liu R. Adler DG.` or `Liu R., Adler D.G.`"""
    if "\n" in text or ";" in text:
        return [name.strip() for name in re.split(r"[\n;]", text) if name.strip()]
    sentences = [part for part in text.rstrip(".").split(". ") if part]
    if len(sentences) > 1 and all(map(_SHORT_NAME.fullmatch, sentences)):
        return sentences
    if _SENTENCES.search(text) and "," in text:  # Liu, Roy. Adler, Douglas G.
        return [part for part in _SENTENCES.split(text) if part]
    return names.from_scopus(text) if text else []


def _name(text: str) -> str:
    if "," not in text and (_SHORT_NAME.fullmatch(text) and text.rpartition(" ")[2].isupper()):
        family, _, given = text.rpartition(" ")
        return names.author(family, given)
    return names.any_order(text.rstrip(".") if _SHORT_NAME.fullmatch(text.rstrip(".")) else text)
