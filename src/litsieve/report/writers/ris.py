"""RIS: TY first, ER last, two letters, two spaces, hyphen, space; lines end in CR LF.

Format: Research Information Systems, RIS format specifications (2011). `ID` is the record id, by
which an entry is followed back through audit.csv. An organisation ends in a comma, by which EndNote
and Zotero know it. What has no tag, or comes back otherwise, is in `N1  - litsieve: {…}`.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from litsieve.ingest import own
from litsieve.ingest.entry import Value
from litsieve.ingest.formats import ris
from litsieve.ingest.values.organisations import as_written
from litsieve.report.writers.round_trip import Draft, Row, entries, rows

TYPES = {
    "article": "JOUR", "review": "JOUR", "editorial": "JOUR", "letter": "JOUR", "note": "JOUR",
    "erratum": "JOUR", "retraction": "JOUR", "conference-paper": "CPAPER", "proceedings": "CONF",
    "book": "BOOK", "chapter": "CHAP", "preprint": "UNPB", "thesis": "THES", "report": "RPRT",
    "dataset": "DATA", "other": "GEN",
}  # fmt: skip

#: Tag, column; a column of joined values gives one line for each.
TAGS = (
    ("TI", "title"), ("TT", "title_alternative"), ("AU", "authors"), ("PY", "year"),
    ("DA", "published"), ("T2", "venue"), ("VL", "volume"), ("IS", "issue"), ("SP", "pages"),
    ("C7", "article_number"), ("DO", "doi"), ("AN", "source_id"), ("SN", "issn"), ("SN", "isbn"),
    ("UR", "url"), ("AB", "abstract"), ("KW", "keywords"), ("LA", "language"),
    ("M3", "document_type_raw"), ("PB", "publisher"), ("AD", "affiliations"), ("DB", "source"),
    ("ID", "record_id"),
)  # fmt: skip
_MANY = frozenset({"AU", "KW", "SN", "LA", "AD"})


def write(frame: pd.DataFrame) -> bytes:
    """Records in the columns of `schema.RECORD`; one entry a row, a blank line between."""
    return "\r\n".join(entries(rows(frame), _entry, ris, "\r\n".join)).encode("utf-8", "replace")


def _entry(row: Row) -> Draft:
    kind = TYPES.get(row.get("document_type") or "article", "GEN")
    lines = [("TY", kind)]
    for tag, column in TAGS:
        value = row.get(column)
        if value is not None:
            lines += _lines(tag, str(value))
    body = "".join([f"{tag}  - {value}\r\n" for tag, value in lines])

    def written(note: Mapping[str, Value]) -> str:
        told = f"N1  - {own.note(note)}\r\n" if note else ""
        return f"{body}{told}ER  - \r\n"

    return written


def _lines(tag: str, value: str) -> list[tuple[str, str]]:
    if tag == "AU":
        names = [name for name in value.split("; ") if name]
        return [("AU", name if "," in name else f"{as_written(name)},") for name in names]
    if tag in _MANY:
        return [(tag, part) for part in value.split("; ") if part]
    if tag == "DA":  # YYYY/MM/DD/other, unknown parts empty
        year, month, day = [*value.split("-"), "", ""][:3]
        return [(tag, f"{year}/{month}/{day}/")]
    if tag == "SP":
        first, hyphen, last = value.partition("-")
        return [("SP", first), ("EP", last)] if hyphen else [("SP", value)]
    return [(tag, value)]
