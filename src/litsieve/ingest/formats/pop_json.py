"""Publish or Perish JSON: *Save results as JSON* of Publish or Perish, versions 6 to 8.

Recognised by JSON objects with `authors`, `title` and two of the program's own words (`cites`,
`article_url`, `cites_url`, `related_url`, `uid` …).

- All that the Publish or Perish CSV says holds here too; both give the same values.
- Authors are a list, or one text as in the CSV. A volume, issue, page or year of 0 is none.
- The record's own id is Google Scholar's number of the paper: `uid` (`GS:…`), or as in the CSV.
- A damaged paper is repaired from what is sound in it, and says so; its neighbours are whole.
"""

from __future__ import annotations

from functools import partial

from litsieve.ingest import pop
from litsieve.ingest.entry import CUT, Block, Entry, Reading, Reject, Text
from litsieve.ingest.shapes.columns import Cells
from litsieve.ingest.shapes.json_entries import Items, first, made, read_items, text_of
from litsieve.ingest.shapes.json_items import Item

NAME = "pop-json"
LABEL = "Publish or Perish JSON"
DATABASE = None
SIGN = "JSON objects with title, authors and two of cites, article_url, cites_url, uid …"

_SIGNS = frozenset({"cites", "article_url", "cites_url", "related_url", "fulltext_url",
                    "citation_url", "uid", "ecc", "gsrank"})  # fmt: skip
_KEYS = _SIGNS | {"abstract", "authors", "doi", "endpage", "issn", "issue", "publisher", "rank",
                  "source", "startpage", "title", "type", "use", "volume", "year"}  # fmt: skip
#: Where the program has no number it writes 0.
_ZEROS = frozenset({"year", "volume", "issue", "startpage", "endpage"})


def detect(head: str) -> bool:
    """Whether one of the first items is a paper of Publish or Perish."""
    return any(map(_is_paper, first(head, _KEYS)))


def _is_paper(item: Item) -> bool:
    return {"title", "authors"} <= item.keys() and len(_SIGNS & item.keys()) > 1


def read(text: Text) -> Reading:
    """The papers of a file, and the database that was asked if it shows."""
    papers = map(_by_heading, first(text.head, _KEYS))
    database = pop.database([paper.get(link, "") for link in pop.LINKS] for paper in papers)
    return read_items(text, Items(_KEYS, partial(_entry, database)), database=database)


def _by_heading(item: Item) -> dict[str, str]:
    """The texts of a paper by the headings that they have in the CSV."""
    return {
        heading: text
        for key, value in item.items()
        if (text := text_of(value)) and not ((heading := _heading(key)) in _ZEROS and text == "0")
    }


def _heading(key: str) -> str:
    return key.replace("_", "")


def _entry(database: str | None, block: Block, item: Item, flags: list[str]) -> Entry | Reject:
    texts = _by_heading(item)
    cell: Cells = {
        ours: texts[heading] for ours, (heading,) in pop.FIELDS.items() if heading in texts
    }
    listed = item.get("authors")
    authors = [text_of(name) for name in listed] if isinstance(listed, list) else None
    found = pop.record(database, cell, authors or texts.get("authors", "").split(","))
    if f"{CUT}: authors" in flags:
        found.fields["authors_cut"] = True
    if f"{CUT}: abstract" in flags:
        found.fields["abstract_partial"] = True
    return made(block, found, flags)
