"""What an entry takes from others by `crossref` and `xdata`: year, publisher, the book it is in.

As BibTeX and biblatex do (manual of biblatex, appendix B): a field that the entry has itself is
never touched, and the title of the parent is the book of the child. What says which work it is
(title, author, DOI, pages) is not inherited from a proceedings volume; @xdata holds whatever it
likes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from litsieve.ingest.bib.dialects import key_of
from litsieve.ingest.bib.parse import Parsed, parsed_block
from litsieve.ingest.bib.split import kind_of
from litsieve.ingest.entry import Block

#: What shows that entries of a file refer to others.
_REFERS = re.compile(r"\b(?:crossref|xdata)\s*=", re.IGNORECASE)
#: How the fields are spelt: far faster to look for than whatever the case.
_SPELT = ("crossref", "Crossref", "CrossRef", "CROSSREF", "xdata", "Xdata", "XDATA")
_REFERENCE = re.compile(r"""\b(?:crossref|xdata)\s*=\s*[{"]?([^{}"\n]+)""", re.IGNORECASE)

#: The fields of other entries that entries refer to, by their keys in lower case.
Parents = Mapping[str, Parsed]

_FROM_PARENT = (
    "year", "date", "month", "publisher", "organization", "institution", "address", "location",
    "isbn", "issn", "series", "volume",
)  # fmt: skip
_PERIODICALS = frozenset({"periodical", "journal", "suppperiodical"})
#: A parent may have a parent; nobody goes further than this.
_DEEPEST = 4


def refers(text: str) -> bool:
    """Whether entries in a text refer to others."""
    return any(map(text.__contains__, _SPELT)) and _REFERS.search(text) is not None


def parents(blocks: Callable[[], Iterable[Block]], strings: Mapping[str, str]) -> dict[str, Parsed]:
    """The entries that others refer to; `blocks` gives those of the file, as often as is asked."""
    wanted = {key for block in blocks() for key in _keys(block.text)}
    found: dict[str, Parsed] = {}
    for _ in range(_DEEPEST):
        missing = wanted - found.keys()
        if not missing:
            break
        for block in blocks():
            if kind_of(block) and (key := key_of(block).lower()) in missing and key not in found:
                found.update((key, item) for item in parsed_block(block, strings)
                             if isinstance(item, Parsed))  # fmt: skip
        wanted = {key for item in found.values() for key in _keys(item.raw)}
    return found


def _keys(text: str) -> Iterator[str]:
    for found in _REFERENCE.finditer(text) if refers(text) else ():
        yield from (key for part in found[1].split(",") if (key := part.strip().lower()))


def inherited(item: Parsed, known: Parents, depth: int = _DEEPEST) -> Parsed:
    """The entry with what it takes from those that it refers to."""
    fields = dict(item.fields)
    for name in ("xdata", "crossref"):
        for key in ",".join(item.fields.get(name, ())).lower().split(","):
            parent = known.get(key.strip())
            if parent is None or parent.key == item.key or not depth:
                continue
            given = inherited(parent, known, depth - 1).fields
            if name == "crossref":
                given = {of: given[of] for of in _FROM_PARENT if of in given}
                given |= _home(parent, item.kind)
            fields = {**{of: v for of, v in given.items() if _lacks(fields, of)}, **fields}
    return replace(item, fields=fields)


def _lacks(fields: Mapping[str, list[str]], name: str) -> bool:
    """Whether an entry has neither the field nor the other one that says the same."""
    same = {"year", "date"} if name in ("year", "date") else {name}
    return same.isdisjoint(fields)


def _home(parent: Parsed, kind: str) -> dict[str, list[str]]:
    """The book or journal that the parent is to a child of this type."""
    is_journal = parent.kind in _PERIODICALS or kind == "article"
    names = ("journal", "journaltitle") if is_journal else ("booktitle",)
    title = next((parent.fields[name] for name in names if name in parent.fields), None)
    if title is None and "title" in parent.fields:
        title = [": ".join((*parent.fields["title"][:1], *parent.fields.get("subtitle", ())[:1]))]
    return {names[0]: title} if title else {}
