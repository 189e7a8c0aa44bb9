"""IEEE Xplore CSV: *Export → Search results → CSV* of IEEE Xplore, of any year since 2013.

Recognised by a header with `Document Title` and `Author Affiliations`; old files have the address
of the search on the line above it.

- Authors are initials and family (`D. Van Gucht`, `S. -H. Lim`): all after the initials is family.
- The record's own id is the number of the document (arnumber), which stands in the link to its PDF.
- `Document Identifier` is the kind of document: IEEE Conferences, IET Journals, IEEE Magazines …
- Affiliations stand once for each author; each is kept once.
- An empty citation count is 0.
- ISBNs may be labelled (`Electronic:978-…; POD:978-…`).
"""

from __future__ import annotations

import re
from functools import partial

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.table_head import below, lines_above
from litsieve.ingest.values import dates, places
from litsieve.ingest.values.given_first import initials_first
from litsieve.ingest.values.markup import plain
from litsieve.text import squeeze

NAME = "ieee-csv"
LABEL = "IEEE Xplore CSV"
DATABASE = "IEEE Xplore"
SIGN = "a header with Document Title and Author Affiliations"

_SIGNS = ("document title", "author affiliations")

_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("document title",),
    "authors": ("authors",),
    "affiliations": ("author affiliations",),
    "venue": ("publication title",),
    "year": ("publication year", "publication_year", "year"),
    "date": ("issue date", "publication date"),
    "volume": ("volume",),
    "issue": ("issue",),
    "first_page": ("start page",),
    "last_page": ("end page",),
    "abstract": ("abstract",),
    "issn": ("issn",),
    "isbn": ("isbns", "isbn"),
    "eisbn": ("eisbn",),
    "doi": ("doi",),
    "url": ("pdf link",),
    "author_keywords": ("author keywords",),
    "ieee_terms": ("ieee terms",),
    "inspec_controlled": ("inspec controlled terms",),
    "inspec_free": ("inspec non-controlled terms",),
    "mesh_terms": ("mesh_terms", "mesh terms"),
    "cited_by": ("article citation count",),
    "publisher": ("publisher",),
    "document_type_raw": ("document identifier",),
}
_KEYWORDS = ("author_keywords", "ieee_terms", "inspec_controlled", "inspec_free", "mesh_terms")
_OWN = frozenset(
    {"authors", "affiliations", "date", "first_page", "last_page", "eisbn", *_KEYWORDS}
)

#: A word of the kind of document → document type, source type.
_KINDS: tuple[tuple[str, str, str | None], ...] = (
    ("conference", "conference-paper", "proceedings"),
    ("early access", "article", "journal"),
    ("journal", "article", "journal"),
    ("magazine", "article", "journal"),
    ("transaction", "article", "journal"),
    ("chapter", "chapter", "book"),
    ("book", "book", "book"),
    ("standard", "other", None),
    ("course", "other", None),
)
_NUMBER = re.compile(r"(?:arnumber=|/document/|fileName=)0*(\d+)", re.IGNORECASE)


def detect(head: str) -> bool:
    """Whether one of the first lines is the header of an IEEE Xplore export."""
    return lines_above(head, *_SIGNS) is not None


def read(text: Text) -> Reading:
    """The rows of an IEEE Xplore CSV."""
    text = below(text, lines_above(text.head, *_SIGNS))
    has_citations = "article citation count" in headings(text.head)
    return read_table(text, Columns(_COLUMNS, partial(_convert, has_citations)), database=DATABASE)


def _convert(has_citations: bool, cell: Cells) -> Found | None:
    found = _NUMBER.search(cell.get("url", ""))
    number = found[1] if found else None
    fields: dict[str, Value] = {
        **{column: value for column, value in cell.items() if column not in _OWN},
        "source_id": number,
        "pages": "-".join(filter(None, (cell.get("first_page"), cell.get("last_page")))),
        "published": dates.published(cell.get("year", ""), cell.get("date", "")),
        "isbn": " ".join(filter(None, (cell.get("isbn"), cell.get("eisbn")))),
        "keywords": ";".join(cell[column] for column in _KEYWORDS if column in cell),
    }
    if has_citations:
        fields.setdefault("cited_by", 0)
    if "authors" in cell:
        fields["authors"] = [initials_first(name) for name in _parts(cell["authors"])]
    if "affiliations" in cell:
        affiliations = list(dict.fromkeys(_parts(cell["affiliations"])))
        fields["affiliations"] = "; ".join(affiliations)
        fields["countries"] = places.countries(affiliations)
    kind = cell.get("document_type_raw", "").casefold()
    for word, document, source in _KINDS:
        if word in kind:
            fields["document_type"], fields["source_type"] = document, source
            break
    return Found(fields, own_id=number)


def _parts(text: str) -> list[str]:
    """A list at its semicolons; entities (`&#x00D3;`) are decoded first, for they hold one."""
    return [
        part for piece in plain(text).split(";") if (part := squeeze(piece)) not in ("", "None")
    ]
