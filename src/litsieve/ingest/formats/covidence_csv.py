"""Covidence CSV: *Export references → CSV* of a review in Covidence, of any of its stages.

Recognised by a header with `Title`, `Authors` and `Covidence #`.

- It names no database: say in review.yaml what was searched.
- Abstracts go over several lines, as the databases broke them.
- `Covidence #` is kept as the file's own id; it is a number of that review, no lasting identity.
- Decisions, notes and tags stay in the raw entry: people's decisions are made in this review.
"""

from __future__ import annotations

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import dates
from litsieve.ingest.values.author_cells import authors

NAME = "covidence-csv"
LABEL = "Covidence CSV"
DATABASE = None
SIGN = "a header with Title, Authors and Covidence #"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "authors": ("authors",),
    "abstract": ("abstract",),
    "year": ("published year", "year"),
    "month": ("published month",),
    "venue": ("journal",),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("pages",),
    "doi": ("doi",),
    "source_id": ("covidence #",),
    "url": ("url",),
}


def detect(head: str) -> bool:
    """Whether the header is that of a list of references of Covidence."""
    return {"title", "authors", "covidence #"} <= headings(head)


def read(text: Text) -> Reading:
    """The rows of a Covidence CSV."""
    return read_table(text, Columns(_COLUMNS, _convert))


def _convert(cell: Cells) -> Found | None:
    fields: dict[str, Value] = {
        key: value for key, value in cell.items() if key not in ("authors", "month")
    }
    fields["published"] = dates.published(cell.get("year", ""), cell.get("month", ""))
    if "authors" in cell:
        found, cut = authors(cell["authors"])
        fields["authors"], fields["authors_cut"] = list(found), cut
    return Found(fields)
