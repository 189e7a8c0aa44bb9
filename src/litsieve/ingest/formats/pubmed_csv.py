"""PubMed CSV: *Save → Format: CSV* of PubMed.

Recognised by a header with `PMID`, `Title`, `Authors` and `Citation`.

- There is no abstract in it: use *Save → Format: PubMed* for one.
- Volume, issue, pages and the date of the issue are read from `Citation`.
- Authors are `Smith A, Walter B, et al.`; groups stand between semicolons.
- A title in square brackets is a translation: the brackets go.
"""

from __future__ import annotations

import re

from litsieve.ingest import pubmed
from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import dates, identifiers, kinds

NAME = "pubmed-csv"
LABEL = "PubMed CSV"
DATABASE = "PubMed"
SIGN = "a header with PMID, Title, Authors and Citation"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "pmid": ("pmid",),
    "title": ("title",),
    "authors": ("authors",),
    "citation": ("citation",),
    "first_author": ("first author",),
    "venue": ("journal/book",),
    "year": ("publication year",),
    "doi": ("doi",),
    "abstract": ("abstract",),
}
_BOOK = re.compile(rf"^{pubmed.DATE}\.\s+In:\s+(?P<book>[^.]+)\.")


def detect(head: str) -> bool:
    """Whether the header is that of PubMed."""
    return {"pmid", "title", "authors", "citation"} <= headings(head)


def read(text: Text) -> Reading:
    """The rows of a PubMed CSV."""
    return read_table(text, Columns(_COLUMNS, _convert, _plausible), database=DATABASE)


def _plausible(cell: Cells) -> bool:
    return not cell.get("pmid") or identifiers.pmid(cell["pmid"]) is not None


def _convert(cell: Cells) -> Found | None:
    pmid = identifiers.pmid(cell.get("pmid", ""))
    title, _ = pubmed.title_and_original(cell.get("title", ""))
    fields: dict[str, Value] = {
        "source_id": pmid or cell.get("pmid"),
        "pmid": pmid,
        "title": title,
        "venue": cell.get("venue"),
        "year": cell.get("year"),
        "doi": cell.get("doi"),
        "abstract": cell.get("abstract"),
        **_parts(cell.get("citation", ""), cell.get("year", "")),
    }
    if kinds.is_preprint_venue(cell.get("venue", "")):
        fields |= {"document_type": "preprint", "source_type": "repository"}
    authors, is_cut = pubmed.authors(cell.get("authors") or cell.get("first_author", ""))
    if authors:
        fields["authors"] = list(authors)
        fields["authors_cut"] = is_cut or "authors" not in cell
    return Found(fields, own_id=f"pmid:{pmid}" if pmid else None)


def _parts(citation: str, year: str) -> dict[str, Value]:
    """Volume, issue, pages and date of a citation; of a book its date."""
    if found := _BOOK.match(citation):
        return {**_dated(found["date"], year), "document_type": "chapter", "source_type": "book"}
    if not (found := pubmed.CITATION.search(citation)):
        return {}
    return {**pubmed.place(found), **_dated(found["date"], year)}


def _dated(date: str, year: str) -> dict[str, Value]:
    """The date of a citation, unless it is of another year than the column says."""
    published = pubmed.published(date)
    if not published or (dates.year(year) and int(published[:4]) != dates.year(year)):
        return {}
    return {"published": published}
