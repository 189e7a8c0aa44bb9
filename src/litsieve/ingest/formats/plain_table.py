"""Any table with a header: CSV, TSV or a sheet, by a mapping in review.yaml or by common names.

Recognised last, when no other format claims the file: a header with a title and one of author,
year, DOI or abstract under a common name.
"""

from __future__ import annotations

from collections.abc import Mapping

from litsieve.ingest import names
from litsieve.ingest.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.entry import Reading, Text, Value

NAME = "plain-table"
LABEL = "Plain table"
DATABASE = None
SIGN = "a header with a title and one of author, year, DOI or abstract under a common name"

_NAMES = {
    "title": ("title", "article title"),
    "authors": ("authors", "author"),
    "year": ("year", "publication year"),
    "doi": ("doi",),
    "abstract": ("abstract",),
}


def detect(head: str) -> bool:
    """Whether the header has common names."""
    return len(headings(head) & {"title", "authors", "year", "doi", "abstract"}) > 1


def read(text: Text) -> Reading:
    """The rows, by the common names of their columns."""
    return read_table(text, Columns(_NAMES, _convert))


def read_mapped(text: Text, mapping: Mapping[str, str]) -> Reading:
    """The rows, by canonical column → heading."""
    chosen = {column: (heading.casefold(),) for column, heading in mapping.items()}
    return read_table(text, Columns(chosen, _convert))


def _convert(cell: Cells) -> Found | None:
    fields: dict[str, Value] = dict(cell)
    if "authors" in cell:
        fields["authors"] = [names.from_bibtex(name) for name in cell["authors"].split(";")]
    return Found(fields)
