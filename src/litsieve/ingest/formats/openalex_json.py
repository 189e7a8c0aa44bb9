"""OpenAlex JSON: works as the API of openalex.org gives them, and as pyalex and others save them.

Recognised by JSON objects with an `id` of openalex.org beside what works have: pages of the API
(`{"meta": …, "results": […]}`), a list, one work, or one a line (JSON Lines).

- All that the OpenAlex CSV says holds here too; both give the same values.
- The abstract is put together again from `abstract_inverted_index`.
- The venue is that of `primary_location`, or of the old `host_venue`.
- Affiliations are as they stood in the publication, else the names of the institutions.
- A damaged work is repaired from what is sound in it, and says so; its neighbours are whole.
"""

from __future__ import annotations

from litsieve.ingest import openalex
from litsieve.ingest.entry import CUT, Block, Entry, Reading, Reject, Text
from litsieve.ingest.shapes.json_entries import Items, first, made, read_items, text_of
from litsieve.ingest.shapes.json_items import Item

NAME = "openalex-json"
LABEL = "OpenAlex JSON"
DATABASE = openalex.DATABASE
SIGN = "JSON objects with an id of openalex.org beside authorships, publication_year …"

#: What tells a work from an author or a source.
_SIGNS = frozenset((
    "authorships", "publication_year", "publication_date", "primary_location", "host_venue",
    "abstract_inverted_index", "biblio", "title",
))  # fmt: skip
_KEYS = _SIGNS | {
    "id", "doi", "display_name", "ids", "language", "type", "type_crossref", "open_access",
    "is_authors_truncated", "authors_count", "cited_by_count", "is_retracted", "keywords",
    "abstract",
}  # fmt: skip


def detect(head: str) -> bool:
    """Whether one of the first items is a work of OpenAlex."""
    return any(map(_is_work, first(head, _KEYS)))


def _is_work(item: Item) -> bool:
    address = text_of(item.get("id"))
    return (
        "openalex.org/" in address
        and openalex.own_id(address) is not None
        and not _SIGNS.isdisjoint(item)
    )


def read(text: Text) -> Reading:
    """The works of a file."""
    return read_items(text, Items(_KEYS, _entry), database=DATABASE)


def _entry(block: Block, item: Item, flags: list[str]) -> Entry | Reject:
    found = openalex.record(openalex.cells(item))
    if f"{CUT}: authorships" in flags:
        found.fields["authors_cut"] = True
    return made(block, found, flags)
