"""Zotero CSV: *Export → CSV* of a Zotero library or collection.

Recognised by a header with `Key`, `Item Type` and `Title`.

- It names no database: say in review.yaml what was searched.
- Keys (`V953IHB2`) belong to a library: kept as the file's own id, but no lasting identity.
- Names are `Family, Given`; one without a comma is an organisation.
- `PMID:` and `DOI:` are taken from `Extra`, where Zotero keeps what an item has no field for.
- Keywords are the manual and the automatic tags.
"""

from __future__ import annotations

import re

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import dates, names

NAME = "zotero-csv"
LABEL = "Zotero CSV"
DATABASE = None
SIGN = "a header with Key, Item Type and Title"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "source_id": ("key",),
    "document_type_raw": ("item type",),
    "year": ("publication year",),
    "authors": ("author",),
    "editors": ("editor",),
    "title": ("title",),
    "venue": ("publication title",),
    "conference": ("conference name", "meeting name"),
    "isbn": ("isbn",),
    "issn": ("issn",),
    "doi": ("doi",),
    "url": ("url",),
    "abstract": ("abstract note",),
    "date": ("date",),
    "pages": ("pages",),
    "issue": ("issue",),
    "volume": ("volume",),
    "publisher": ("publisher",),
    "language": ("language",),
    "extra": ("extra",),
    "manual_tags": ("manual tags",),
    "automatic_tags": ("automatic tags",),
}
_OWN = frozenset(
    {"authors", "editors", "date", "extra", "conference", "manual_tags", "automatic_tags"}
)
_EXTRA_PMID = re.compile(r"\bPMID:?\s*(\d+)")
_EXTRA_DOI = re.compile(r"\bDOI:?\s*(10\.\S+)", re.IGNORECASE)
#: Item types that the vocabulary of document types does not have under this name.
_TYPES = {
    "encyclopediaarticle": "chapter", "dictionaryentry": "chapter", "blogpost": "other",
    "computerprogram": "other", "document": "other", "manuscript": "other", "letter": "other",
    "videorecording": "other", "audiorecording": "other", "podcast": "other", "film": "other",
    "artwork": "other", "map": "other", "interview": "other", "email": "other", "case": "other",
    "forumpost": "other", "instantmessage": "other", "bill": "other", "hearing": "other",
    "statute": "other", "tvbroadcast": "other", "radiobroadcast": "other",
}  # fmt: skip
_SOURCES = {
    "journalarticle": "journal", "conferencepaper": "proceedings", "booksection": "book",
    "book": "book", "encyclopediaarticle": "book", "dictionaryentry": "book",
    "thesis": "institution", "report": "institution", "preprint": "repository",
    "webpage": "web", "blogpost": "web", "forumpost": "web",
}  # fmt: skip


def detect(head: str) -> bool:
    """Whether the header is that of a Zotero export."""
    return {"key", "item type", "title"} <= headings(head)


def read(text: Text) -> Reading:
    """The rows of a Zotero CSV."""
    return read_table(text, Columns(_COLUMNS, _convert))


def _convert(cell: Cells) -> Found | None:
    kind = cell.get("document_type_raw", "").casefold()
    extra = cell.get("extra", "")
    fields: dict[str, Value] = {key: value for key, value in cell.items() if key not in _OWN}
    fields["venue"] = cell.get("venue") or cell.get("conference")
    fields["published"] = dates.published(cell.get("year", ""), cell.get("date", ""))
    fields["document_type"] = _TYPES.get(kind)
    fields["source_type"] = _SOURCES.get(kind)
    if found := _EXTRA_PMID.search(extra):
        fields["pmid"] = found[1]
    if "doi" not in cell and (found := _EXTRA_DOI.search(extra)):
        fields["doi"] = found[1]
    fields["keywords"] = "; ".join(
        filter(None, (cell.get("manual_tags"), cell.get("automatic_tags")))
    )
    people, cut = names.take_cut((cell.get("authors") or cell.get("editors", "")).split(";"))
    if people or cut:
        fields["authors"] = [names.family_first(name.strip()) for name in people]
        fields["authors_cut"] = cut
    return Found(fields)
