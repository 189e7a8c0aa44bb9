"""Rayyan CSV: *Export → CSV* of a review in Rayyan (`articles.csv`).

Recognised by a header with `key`, `title`, `year`, `month`, `day`, `journal` and `issn`.

- It names no database: say in review.yaml what was searched.
- Keys (`rayyan-123456789`) number the entries of that review: kept as the file's own id, but no
  lasting identity.
- Authors are separated by ` and `; `issn` may hold ISBNs.
- Decisions, labels and notes in `notes` (`RAYYAN-INCLUSION: …`) stay in the raw entry.
"""

from __future__ import annotations

import re

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import dates, identifiers
from litsieve.ingest.values.author_cells import authors

NAME = "rayyan-csv"
LABEL = "Rayyan CSV"
DATABASE = None
SIGN = "a header with key, title, year, month, day, journal and issn"

_HEADINGS = ("key", "title", "year", "month", "day", "journal", "issn")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "source_id": ("key",),
    "title": ("title",),
    "year": ("year",),
    "month": ("month",),
    "day": ("day",),
    "venue": ("journal",),
    "issn": ("issn",),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("pages",),
    "authors": ("authors",),
    "url": ("url",),
    "language": ("language",),
    "publisher": ("publisher",),
    "abstract": ("abstract",),
    "doi": ("doi",),
    "keywords": ("keywords",),
    "pmid": ("pubmed_id",),
}
_PARTS = re.compile(r"[;,|\s]\s*")


def detect(head: str) -> bool:
    """Whether the header is that of a Rayyan export."""
    return headings(head).issuperset(_HEADINGS)


def read(text: Text) -> Reading:
    """The rows of a Rayyan CSV."""
    return read_table(text, Columns(_COLUMNS, _convert))


def _convert(cell: Cells) -> Found | None:
    fields: dict[str, Value] = {
        key: value for key, value in cell.items() if key not in ("authors", "month", "day")
    }
    fields["published"] = dates.published(
        cell.get("year", ""), cell.get("month", ""), cell.get("day", "")
    )
    numbers = _PARTS.split(cell.get("issn", ""))
    isbns = [number for number in numbers if identifiers.isbns(number)]
    fields["isbn"] = " ".join(isbns)
    fields["issn"] = " ".join(number for number in numbers if number not in isbns)
    if "authors" in cell:
        found, cut = authors(cell["authors"])
        fields["authors"], fields["authors_cut"] = list(found), cut
    return Found(fields)
