"""Consensus CSV: *Export → CSV* of a search in consensus.app.

Recognised by a header with `Takeaway` and `Consensus Link`.

- Authors are full names, given name first, separated by commas.
- The record's own id is the one at the end of `Consensus Link`.
- The takeaway is Consensus's own sentence, not the abstract: it stays in the raw entry.
- `Study Type` is kept as the type of document; arXiv and its like are preprints.
"""

from __future__ import annotations

import re

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import kinds
from litsieve.ingest.values.author_cells import authors

NAME = "consensus-csv"
LABEL = "Consensus CSV"
DATABASE = "Consensus"
SIGN = "a header with Takeaway and Consensus Link"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "authors": ("authors",),
    "year": ("year",),
    "cited_by": ("citations",),
    "abstract": ("abstract",),
    "document_type_raw": ("study type",),
    "venue": ("journal",),
    "doi": ("doi",),
    "url": ("consensus link",),
}
_ID = re.compile(r"/([0-9a-f]{16,64})/?(?:[?#].*)?$")


def detect(head: str) -> bool:
    """Whether the header is that of a Consensus export."""
    return {"takeaway", "title"} <= headings(head) and "consensus link" in headings(head)


def read(text: Text) -> Reading:
    """The rows of a Consensus CSV."""
    return read_table(text, Columns(_COLUMNS, _convert), database=DATABASE)


def _convert(cell: Cells) -> Found | None:
    fields: dict[str, Value] = {key: value for key, value in cell.items() if key != "authors"}
    link = _ID.search(cell.get("url", ""))
    own_id = link[1] if link else None
    fields["source_id"] = own_id
    if kinds.is_preprint_venue(cell.get("venue", "")):
        fields["document_type"], fields["source_type"] = "preprint", "repository"
    if "authors" in cell:
        found, cut = authors(cell["authors"], comma_separates=True)
        fields["authors"], fields["authors_cut"] = list(found), cut
    return Found(fields, own_id=own_id)
