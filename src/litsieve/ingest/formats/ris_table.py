"""RIS table: a table whose headings are tags of RIS, as synthesisr, revtools and others write it.

Recognised by a header with a title (`TI`, `T1`) and at least four tags of RIS, of which two are not
those of Web of Science (`TY`, `JO`, `DO`, `UR` …).

- All that is said of RIS holds here too: a row is read as the entry that it was.
- Some headings may be words (`author`, `year`, `journal`) in the place of tags.
- Names and keywords are separated by semicolons or ` and `; `NA` is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from litsieve.ingest.entry import Reading, Reject, Text
from litsieve.ingest.formats import ris
from litsieve.ingest.ris import writers
from litsieve.ingest.ris.parse import USUAL, Record
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.common_names import column_of
from litsieve.ingest.shapes.table_head import cells
from litsieve.ingest.shapes.tables import header
from litsieve.ingest.values import names

NAME = "ris-table"
LABEL = "RIS table"
DATABASE = None
SIGN = "a header with TI or T1 and at least four tags of RIS, such as TY, AU, PY, JO, DO"

#: Tags that tables of Web of Science have not, and those that RIS has not.
_OF_RIS = frozenset(("ty", "t1", "t2", "jo", "jf", "ja", "do", "ur", "y1", "a1", "kw", "sp", "m3",
                     "n1", "n2", "l1", "da"))  # fmt: skip
_NOT_OF_RIS = frozenset(("pt", "so", "ut", "di", "af", "dt", "tc", "c1", "cr", "sr"))  # fmt: skip
_FEWEST = 4
#: Canonical columns under a common name → tags.
_TAGS = {
    "title": "TI", "title_alternative": "TT", "authors": "AU", "year": "PY", "published": "DA",
    "venue": "JO", "volume": "VL", "issue": "IS", "pages": "SP", "first_page": "SP",
    "last_page": "EP", "article_number": "C7", "doi": "DO", "issn": "SN", "isbn": "BN",
    "url": "UR", "abstract": "AB", "keywords": "KW", "language": "LA",
    "source_type_raw": "TY", "document_type_raw": "TY",  # the former in synthesisr
    "publisher": "PB", "affiliations": "AD", "source_id": "ID",
}  # fmt: skip
#: Tags that tables look into by our names.
_OURS = {"TI": "title", "PY": "year", "VL": "volume", "IS": "issue", "SP": "first_page",
         "EP": "last_page", "SN": "issn"}  # fmt: skip
_THEIRS = {ours: tag for tag, ours in _OURS.items()}
_NAMES = frozenset({"AU", "A1", "A2", "A3", "ED"})


#: What parts names and keywords, as the packages of R write lists.
_BETWEEN = re.compile(r"[;|\n]")


def detect(head: str) -> bool:
    """Whether the header is made of tags of RIS."""
    present = headings(head)
    tags = {name for name in present if name.upper() in USUAL}
    return (
        len(tags) >= _FEWEST
        and len(tags & _OF_RIS) > 1
        and len(present & _NOT_OF_RIS) < 2
        and bool({"ti", "t1", "title"} & present)
    )


def read(text: Text) -> Reading:
    """The rows of a table with tags of RIS, and the database that two thirds of them state."""
    columns = _columns(text.head)
    rows = cells(text, *(heading for (heading,) in columns.values()))
    sample = [_record(dict(zip(columns, row, strict=True))) for row in rows]
    database = writers.database(sample)
    return read_table(
        text, Columns(columns, partial(_convert, database), _plausible), database=database
    )


def _columns(head: str) -> dict[str, tuple[str, ...]]:
    """Our name or a tag → its heading in lower case; a tag comes before a word for it."""
    found = [name for name in header(head)[0] if name]
    tagged = {name.upper(): name for name in reversed(found) if name.upper() in USUAL}
    worded = {
        _TAGS[column]: name
        for name in reversed(found)
        if name not in tagged.values() and (column := column_of(name)) in _TAGS
    }
    chosen = {**worded, **tagged}
    for usual, other in (("TI", "T1"), ("PY", "Y1")):
        if usual not in chosen and other in chosen:
            chosen[usual] = chosen.pop(other)
    return {_OURS.get(tag, tag): (name.casefold(),) for tag, name in chosen.items()}


def _plausible(cell: Mapping[str, str]) -> bool:
    """Whether cells of a row that had to be looked for are in their columns."""
    kind = cell.get("TY", "")
    return not kind or (len(kind) < 40 and not kind[0].isdigit())


def _record(cell: Cells) -> Record:
    """A row as the entry of RIS that it was."""
    fields = {}
    for ours, value in cell.items():
        if value in ("", "NA"):
            continue
        tag = _THEIRS.get(ours, ours)
        fields[tag] = [value]
        if tag in _NAMES or tag == "KW":
            parts = _BETWEEN.split(value) if _BETWEEN.search(value) else names.split_and(value)
            fields[tag] = [part.strip() for part in parts if part.strip()]
    if "A1" in fields:
        fields.setdefault("AU", fields.pop("A1"))
    return Record(1, "", fields)


def _convert(database: str | None, cell: Cells) -> Found | None:
    made = ris.entry(_record(cell), database, None)
    return None if isinstance(made, Reject) else Found(made.fields, made.own_id, made.flags)
