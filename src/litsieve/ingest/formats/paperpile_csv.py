"""Paperpile CSV: *Export → CSV* of Paperpile, and what its converter on bibtex.com writes.

Recognised by a header with `Item type`, `Authors` and `Publication year`. Reviewers make such files
of the BibTeX of databases that have no CSV, the ACM Digital Library above all: the file is taken
for ACM's if most of its entries are published by ACM or give the publisher's place as ACM does (a
code of three letters: `USA`, `GBR`). Else it names no database.

- Authors are `Guo R,Xu L`: a family and capitals for initials, separated by commas.
- The venue is `Journal`, `Full journal` or `Proceedings title`.
- Of several links the first is kept; of several DOIs the column's.
"""

from __future__ import annotations

import re

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.table_head import cells
from litsieve.ingest.values import dates, kinds, names

NAME = "paperpile-csv"
LABEL = "Paperpile CSV"
DATABASE = None
SIGN = "a header with Item type, Authors and Publication year"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "authors": ("authors",),
    "editors": ("editors",),
    "full_journal": ("full journal",),
    "journal": ("journal",),
    "proceedings": ("proceedings title",),
    "book": ("book title", "secondary title"),
    "year": ("publication year",),
    "date": ("date published",),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("pages",),
    "publisher": ("publisher",),
    "isbn": ("isbn",),
    "issn": ("issn",),
    "urls": ("urls", "url"),
    "doi": ("doi",),
    "pmid": ("pmid",),
    "arxiv": ("arxiv id",),
    "abstract": ("abstract",),
    "keywords": ("keywords",),
    "language": ("language",),
    "affiliations": ("affiliation",),
    "type": ("item type",),
    "subtype": ("sub-type",),
}
_OWN = frozenset(
    {"authors", "editors", "full_journal", "journal", "proceedings", "book", "date", "urls",
     "arxiv", "type", "subtype"}
)  # fmt: skip
_INITIALS = re.compile(r"(?P<family>.+\S) (?P<given>[^\W\d_](?:-?[^\W\d_]){0,4})")
_SOURCES = {
    "article": "journal", "conference-paper": "proceedings", "chapter": "book", "book": "book",
    "thesis": "institution", "preprint": "repository",
}  # fmt: skip
_ACM = "ACM Digital Library"


def detect(head: str) -> bool:
    """Whether the header is that of Paperpile."""
    return headings(head).issuperset(("item type", "authors", "publication year"))


def read(text: Text) -> Reading:
    """The rows of a Paperpile CSV; ACM's show in its first rows."""
    rows = list(cells(text, "publisher", "address"))
    of_acm = sum(
        "Association for Computing Machinery" in publisher
        or (len(address) == 3 and address.isupper())
        for publisher, address in rows
    )
    database = _ACM if of_acm * 2 > len(rows) else None
    return read_table(text, Columns(_COLUMNS, _convert), dialect=database, database=database)


def _convert(cell: Cells) -> Found | None:
    journal = cell.get("full_journal") or cell.get("journal")
    subtype = cell.get("subtype", "")
    kind = subtype if subtype and kinds.document_type(subtype) else cell.get("type", "")
    fields: dict[str, Value] = {
        **{column: value for column, value in cell.items() if column not in _OWN},
        "source_id": cell.get("doi") or cell.get("pmid"),
        "venue": journal or cell.get("proceedings") or cell.get("book"),
        "published": dates.published(cell.get("date", cell.get("year", ""))),
        "document_type_raw": kind,
        "url": cell.get("urls", "").split(";")[0].strip(),
    }
    if document := kinds.document_type(kind):
        fields["source_type"] = _SOURCES.get(document)
    people = cell.get("authors") or cell.get("editors")
    if people:
        listed, cut = names.take_cut(_split(people))
        fields["authors"] = [_name(name) for name in listed]
        fields["authors_cut"] = cut
    return Found(fields)


def _split(people: str) -> list[str]:
    parts = people.split(";" if ";" in people else ",")
    return [part.strip() for part in parts if part.strip()]


def _name(text: str) -> str:
    found = _INITIALS.fullmatch(text)
    if found and found["given"].isupper():
        return names.author(found["family"], found["given"])
    return names.family_first(text)
