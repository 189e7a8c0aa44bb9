"""BibTeX, UTF-8: keys from author, year and title, unique; what TeX would read is escaped.

`record_id` is kept as a field, by which an entry is followed back through audit.csv. What has no
field of its own, or comes back otherwise, is in fields `litsieve_…` (see `ingest.bib.own`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from litsieve.ingest.bib import own
from litsieve.ingest.bib.own import escape
from litsieve.ingest.entry import Value
from litsieve.ingest.formats import bibtex
from litsieve.ingest.values.organisations import as_written
from litsieve.report.writers.round_trip import Draft, Row, entries, rows
from litsieve.text import fold

TYPES = {
    "conference-paper": "inproceedings", "proceedings": "proceedings", "book": "book",
    "chapter": "incollection", "thesis": "phdthesis", "report": "techreport",
    "preprint": "unpublished", "dataset": "misc", "other": "misc",
}  # fmt: skip
_VENUE = {"inproceedings": "booktitle", "incollection": "booktitle", "misc": "howpublished"}
#: Links are read verbatim, so only what would unbalance the entry may not stand in them.
_LINK = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_WORD = re.compile(r"[a-z0-9]+")


def _link(text: str) -> str:
    return text.translate(_LINK)


def _authors(text: str) -> str:
    """`Family, Given and Family, Given`; an organisation, which has no comma, is kept whole."""
    names = [escape(name) for part in text.split("; ") if (name := part.strip())]
    return " and ".join(name if "," in name else f"{{{as_written(name)}}}" for name in names)


def _pages(text: str) -> str:
    return escape(text).replace("-", "--")


def _month(date: str) -> str:
    return date.split("-")[1].lstrip("0")


def _joined(text: str) -> str:
    return escape(text.replace("; ", ", "))


#: Field, column, how the value is written.
FIELDS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("author", "authors", _authors), ("title", "title", escape), ("venue", "venue", escape),
    ("year", "year", escape), ("month", "published", _month), ("volume", "volume", escape),
    ("number", "issue", escape),
    ("pages", "pages", _pages), ("eid", "article_number", escape), ("doi", "doi", _link),
    ("pmid", "pmid", escape), ("issn", "issn", _joined), ("isbn", "isbn", _joined),
    ("url", "url", _link), ("publisher", "publisher", escape), ("language", "language", escape),
    ("keywords", "keywords", escape), ("abstract", "abstract", escape),
)  # fmt: skip


def write(frame: pd.DataFrame) -> bytes:
    """Records in the columns of `schema.RECORD`, one entry a row."""
    found = rows(frame)
    keyed = [{**row, _KEY: key} for row, key in zip(found, _keys(found), strict=True)]
    return "\n".join(entries(keyed, _entry, bibtex, "\n".join)).encode("utf-8", "replace")


#: Where a row has its citation key, beside its columns.
_KEY = "citation key"


def _entry(row: Row) -> Draft:
    kind = TYPES.get(row.get("document_type") or "article", "article")
    lines = [f"@{kind}{{{row[_KEY]}"]
    for field, column, as_tex in FIELDS:
        value = row.get(column)
        if value is not None and (field != "month" or "-" in value):
            name = _VENUE.get(kind, "journal") if field == "venue" else field
            cut = " and others" if field == "author" and row.get("authors_cut") else ""
            lines.append(f"  {name} = {{{as_tex(str(value))}{cut}}}")
    body = ",\n".join(lines)

    def written(note: Mapping[str, Value]) -> str:
        return ",\n".join([body, *_noted(note)]) + "\n}\n"

    return written


def _noted(note: Mapping[str, Value]) -> list[str]:
    """What a note says, as fields; values that are missing have one together."""
    given = [own.written(column, value) for column, value in note.items() if value is not None]
    missing = ", ".join(escape(column) for column, value in note.items() if value is None)
    given += [(own.MISSING, missing)] if missing else []
    return [f"  {name} = {{{value}}}" for name, value in given]


def _keys(rows: list[dict[Any, Any]]) -> list[str]:
    """`garcia2021effects`; twins in the order of their record ids add -2, -3 …"""
    keys = [_key(row) for row in rows]
    seen: Counter[str] = Counter()
    for i in sorted(range(len(rows)), key=lambda i: str(rows[i].get("record_id"))):
        seen[keys[i]] += 1
        if seen[keys[i]] > 1:  # a plain key has no hyphen, so that no two can meet here
            keys[i] += f"-{seen[keys[i]]}"
    return keys


def _key(row: dict[Any, Any]) -> str:
    author = (row.get("authors") or "").split("; ")[0].split(",")[0]
    title = [word for word in _ascii(row.get("title") or "") if len(word) > 3]
    parts = ["".join(_ascii(author))[:20], str(row.get("year") or ""), *title[:1]]
    return "".join(parts) or "record"


def _ascii(text: str) -> list[str]:
    return _WORD.findall(fold(text))
