"""Lens CSV: *Export → CSV* of scholarly works in The Lens (lens.org).

Recognised by a header that begins with `Lens ID` and has `Title`.

- Authors are full names, given name first, in `Author/s`.
- The record's own id is the Lens ID.
- Keywords are `Keywords`, `MeSH Terms` and `Fields of Study` together.
- `Source Country` is the publisher's country, not the authors': it stays in the raw entry.
- `unknown` as a type means that none is known.
"""

from __future__ import annotations

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.tables import header
from litsieve.ingest.values import dates, names

NAME = "lens-csv"
LABEL = "Lens CSV"
DATABASE = "The Lens"
SIGN = "a header that begins with Lens ID and has Title"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "lens_id": ("lens id",),
    "title": ("title",),
    "date": ("date published",),
    "year": ("publication year",),
    "document_type_raw": ("publication type",),
    "venue": ("source title",),
    "issn": ("issns", "issn"),
    "isbn": ("isbns", "isbn"),
    "publisher": ("publisher",),
    "authors": ("author/s", "authors"),
    "abstract": ("abstract",),
    "volume": ("volume",),
    "issue": ("issue number", "issue"),
    "first_page": ("start page",),
    "last_page": ("end page",),
    "keywords": ("keywords",),
    "mesh": ("mesh terms",),
    "fields": ("fields of study",),
    "url": ("external url",),
    "urls": ("source urls",),
    "pmid": ("pmid",),
    "doi": ("doi",),
    "cited_by": ("citing works count", "cited by count"),
    "is_open": ("is open access",),
    "open_access": ("open access colour", "open access color"),
}
_OWN = frozenset(
    {"lens_id", "date", "authors", "first_page", "last_page", "mesh", "fields", "urls", "is_open"}
)
_SOURCES = {
    "journal article": "journal", "conference proceedings article": "proceedings",
    "conference proceedings": "proceedings", "book": "book", "book chapter": "book",
    "preprint": "repository", "dissertation": "institution", "report": "institution",
}  # fmt: skip


def detect(head: str) -> bool:
    """Whether the header is that of a Lens export."""
    names_, _, _ = header(head)
    return bool(names_) and names_[0].casefold() == "lens id" and "title" in headings(head)


def read(text: Text) -> Reading:
    """The rows of a Lens CSV."""
    return read_table(text, Columns(_COLUMNS, _convert), database=DATABASE)


def _convert(cell: Cells) -> Found | None:
    lens_id = cell.get("lens_id")
    fields: dict[str, Value] = {key: value for key, value in cell.items() if key not in _OWN}
    if cell.get("document_type_raw", "").casefold() == "unknown":
        del fields["document_type_raw"]
    fields["source_id"] = lens_id
    fields["source_type"] = _SOURCES.get(cell.get("document_type_raw", "").casefold())
    fields["published"] = dates.published(cell.get("year", ""), cell.get("date", ""))
    fields["pages"] = "-".join(filter(None, (cell.get("first_page"), cell.get("last_page"))))
    fields["url"] = cell.get("url") or next(iter(cell.get("urls", "").split()), None)
    fields["keywords"] = "; ".join(
        filter(None, (cell.get("keywords"), cell.get("mesh"), cell.get("fields")))
    )
    if "open_access" not in cell and cell.get("is_open", "").casefold() == "true":
        fields["open_access"] = "open access"
    found, cut = names.take_cut(cell.get("authors", "").split(";"))
    if found or cut:
        fields["authors"] = [names.any_order(name.strip()) for name in found]
        fields["authors_cut"] = cut
    return Found(fields, own_id=lens_id)
