"""Blocks → fields, by bibtexparser; what it sets aside is recovered or rejected.

Entries of the plainest form need no parser (`plain`). The others are parsed block by block, so that
nothing in one can move another. bibtexparser keeps an entry with a repeated field or key out of its
entries: both are common and sound, so they are taken back. An entry that it cannot parse is taken
apart at the beginnings of its fields, put together with balanced braces, and parsed again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bibtexparser.model import Block as BibBlock
from bibtexparser.model import Entry as BibEntry
from bibtexparser.model import ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from litsieve.ingest.bib.plain import plain
from litsieve.ingest.bib.repair import FIELD, LEFT_OVER, rebuilt
from litsieve.ingest.bib.split import NOT_ENTRIES, kind_of
from litsieve.ingest.bib.values import NAME, field_name, value_of
from litsieve.ingest.entry import Block, Reject

# it reports every damaged entry there, which we report ourselves
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

#: No entry is as long as this; a file that lost its line ends and braces is.
LONGEST = 4_000_000

_HEADLESS = re.compile(r"""\b(?:title|author)[ \t]*=[ \t]*[{"]""", re.IGNORECASE)
#: What bibtexparser would take for something else: a backslash that another one sets free takes no
#: brace with it, and an @ at the start of a line inside a block begins no other.
_MISREAD = re.compile(r"\\\\|(?<=\n)([ \t]*)@")
_BACKSLASHES, _AT = "\ufdd4\ufdd4", "\ufdd5"
#: Without a key: `@article{title = {…}, …}`.
_KEYLESS = re.compile(rf"(@[ \t]*\w+\s*[{{(])(?=\s*{NAME}\s*=)")
#: Fields between entries are those of one whose first line is lost or damaged.
_HEADLESS_REASON = "fields without the line that begins an entry"


@dataclass(frozen=True, slots=True)
class Parsed:
    """One entry: its fields in lower case with `_` for other marks, each with all its values."""

    line: int
    raw: str
    kind: str
    key: str
    fields: dict[str, list[str]]
    repair: str | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry as bibtexparser gives it, its values still enclosed."""

    raw: str
    kind: str
    key: str
    fields: list[tuple[str, str]]


def abbreviations(blocks: Iterable[Block]) -> dict[str, str]:
    """The `@string` definitions, names in lower case; of several with one name the last."""
    found: dict[str, str] = {}
    for block in blocks:
        if kind_of(block) == "string":
            for defined in _split(block.text):
                if isinstance(defined, String):
                    value = value_of(_unguarded(defined.value), found)
                    found[defined.key.lower()] = value or ""
    return found


def parse(blocks: Iterable[Block], strings: Mapping[str, str]) -> Iterator[Parsed | Reject]:
    """Every entry of some blocks, in their order; `strings` are the file's abbreviations."""
    for block in blocks:
        if kind_of(block) not in NOT_ENTRIES:
            yield from parsed_block(block, strings)


def parsed_block(block: Block, strings: Mapping[str, str]) -> Iterator[Parsed | Reject]:
    """The entry of one block, more if others stand in its line."""
    if (found := plain(block.text, strings)) is None:
        yield from _entries(block, strings)
        return
    kind, key, pairs = found
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        if value := value.strip():
            fields.setdefault(field_name(name), []).append(value)
    yield Parsed(block.line, block.text.rstrip(), kind.lower(), key, fields)


def _split(text: str) -> list[BibBlock]:
    """What bibtexparser finds in a block; what it would misread is guarded."""
    if "\\\\" in text or "@" in text[1:]:
        text = _MISREAD.sub(_guard, text)
    return Splitter(text).split().blocks


def _guard(found: re.Match[str]) -> str:
    return _BACKSLASHES if found[1] is None else found[1] + _AT


def _unguarded(text: str) -> str:
    return text.replace(_BACKSLASHES, "\\\\").replace(_AT, "@")


def _items(text: str) -> list[_Item]:
    """The entries that a block holds, as bibtexparser sees them; one without a key has an empty."""
    if keyless := _KEYLESS.match(text):
        at = keyless.end()
        found = _items(f"{text[:at]},{text[at:]}")
        return [replace(item, raw=item.raw[:at] + item.raw[at + 1 :]) for item in found[:1]]
    return [item for block in _split(text) if (item := _recovered(block))]


def _recovered(item: BibBlock) -> _Item | None:
    """The entry, also where bibtexparser set it aside for a repeated field or key."""
    while isinstance(item, ParsingFailedBlock) and item.ignore_error_block is not None:
        item = item.ignore_error_block
    if not isinstance(item, BibEntry):
        return None
    fields = [(field.key, _unguarded(field.value)) for field in item.fields]
    return _Item(_unguarded(item.raw or ""), item.entry_type, item.key, fields)


def _entries(block: Block, strings: Mapping[str, str]) -> Iterator[Parsed | Reject]:
    """What one block holds: as a rule one entry; more if others stand in its line."""
    if not kind_of(block):  # what stands before the first entry may be the rest of one
        if _HEADLESS.search(block.text):
            yield Reject(block.line, block.text.strip(), _HEADLESS_REASON)
        return
    if len(block.text) > LONGEST:
        yield Reject(block.line, block.text, f"{len(block.text):,} characters are no entry")
        return
    items = _items(block.text)
    first = items[0] if items and block.text.startswith(items[0].raw[:40]) else None
    if first is None:
        yield _salvaged(block)
        return
    tail = block.text[len(first.raw) :]
    parsed = _parsed(first, block.line, strings)
    if parsed is None:
        yield _salvaged(block)
        return
    if tail and not tail.isspace() and LEFT_OVER.match(tail):
        if _HEADLESS.search(tail) and not _is_new(tail, parsed):
            yield parsed
            line = block.line + first.raw.count("\n") + 1
            yield Reject(line, tail.strip(), _HEADLESS_REASON)
        else:  # a stray brace closed the entry too early
            yield _salvaged(block)
        return
    yield parsed
    at = len(first.raw)
    for item in items[1:]:
        at = block.text.find(item.raw, at)
        line = block.line + block.text.count("\n", 0, at)
        before = block.text[block.text.rfind("\n", 0, at) + 1 : at]
        if not before.lstrip().startswith("%"):
            yield _parsed(item, line, strings) or Reject(
                line, item.raw, "its values cannot be read"
            )
        at += len(item.raw)
    if _HEADLESS.search(block.text, at):  # `article{key, title={…}}`, its @ is gone
        line = block.line + block.text.count("\n", 0, at)
        yield Reject(line, block.text[at:].strip(), _HEADLESS_REASON)


def _is_new(tail: str, parsed: Parsed) -> bool:
    """Whether no field of the tail is one that the entry has."""
    return not any(field_name(found["name"]) in parsed.fields for found in FIELD.finditer(tail))


def _parsed(item: _Item, line: int, strings: Mapping[str, str]) -> Parsed | None:
    fields: dict[str, list[str]] = {}
    for name, enclosed in item.fields:
        value = value_of(enclosed, strings)
        if value is None:
            return None
        if value := value.strip():
            fields.setdefault(field_name(name), []).append(value)
    return Parsed(line, item.raw, item.kind, item.key, fields)


def _salvaged(block: Block) -> Parsed | Reject:
    """A damaged entry as far as it can be put together again, or rejected."""
    raw = block.text.rstrip()
    text = rebuilt(block)
    if text is None:
        return Reject(block.line, raw, "damaged, and neither title, author nor DOI can be made out")
    again = _recovered(_split(text)[0])
    parsed = again and _parsed(again, block.line, {})
    if not parsed:
        return Reject(block.line, raw, "damaged beyond repair")
    return Parsed(block.line, raw, parsed.kind, parsed.key, parsed.fields, "braces or commas")
