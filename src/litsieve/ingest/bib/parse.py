"""Blocks → fields, by bibtexparser in batches; what it sets aside is recovered or rejected.

bibtexparser keeps an entry with a repeated field or key out of its entries: both are common and
sound, so they are taken back. An entry that it cannot parse is taken apart at the beginnings of its
fields, put together with balanced braces, and parsed again.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from bibtexparser.model import Block as BibBlock
from bibtexparser.model import Entry as BibEntry
from bibtexparser.model import ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from litsieve.ingest.bib.split import kind_of
from litsieve.ingest.entry import Block, Reject

# it reports every damaged entry there, which we report ourselves
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

#: Characters handed to bibtexparser at once; large batches only cost memory.
BATCH = 1 << 18
#: No entry is as long as this; a file that lost its line ends and braces is.
LONGEST = 4_000_000
NOT_ENTRIES = frozenset({"comment", "preamble", "string"})

_BRACES = re.compile(r"(?<!\\)[{}]")
_HEAD = re.compile(r"@[ \t]*(?P<type>\w+)\s*[{(]\s*(?P<key>[^,{}=\n]*?)\s*(?:,|\n|$)")
_NAME = r"[A-Za-z][\w.:+-]*(?:[ \xa0]\d)?"
_FIELD = re.compile(
    rf"""(?:^|[,\n}}"])[ \t]*(?P<name>{_NAME})[ \t]*=\s*(?=[{{"\d]|[A-Za-z]+[ \t]*[,}}\n#])"""
)
_INNER_FIELD = re.compile(rf"""\n[ \t]*{_NAME}[ \t]*=[ \t]*[{{"]""")
_LEFT_OVER = re.compile(rf"""[\s,}}]*(?P<name>{_NAME})[ \t]*=[ \t]*[{{"\d]""")
_HEADLESS = re.compile(
    r"""^[ \t]*(?:title|author)[ \t]*=[ \t]*[{"]""", re.MULTILINE | re.IGNORECASE
)


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
    """An entry as bibtexparser gives it: values still enclosed, `line` from 0 in its batch."""

    line: int
    raw: str
    kind: str
    key: str
    fields: list[tuple[str, str]]


def batches(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks that are entries, so many at a time as `parse` should be given."""
    batch: list[Block] = []
    size = 0
    for block in blocks:
        if kind_of(block) in NOT_ENTRIES:
            continue
        batch.append(block)
        size += len(block.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def abbreviations(blocks: Iterable[Block]) -> dict[str, str]:
    """The `@string` definitions, names in lower case; of several with one name the last."""
    found: dict[str, str] = {}
    for block in blocks:
        if kind_of(block) == "string":
            for defined in Splitter(block.text).split().blocks:
                if isinstance(defined, String):
                    found[defined.key.lower()] = value_of(defined.value, found) or ""
    return found


def headless(text: str) -> bool:
    """Whether text between entries holds the fields of one whose first line is lost."""
    return bool(_HEADLESS.search(text))


def parse(batch: list[Block], strings: Mapping[str, str]) -> Iterator[Parsed | Reject]:
    """Every entry of a batch, in their order; `strings` are the file's abbreviations."""
    short = [
        block if len(block.text) <= LONGEST else Block(block.line, "")
        for block in batch
    ]
    starts = list(accumulate((block.text.count("\n") + 1 for block in short), initial=0))
    found: list[list[_Item]] = [[] for _ in short]
    for item in Splitter("\n".join(block.text for block in short)).split().blocks:
        sound = _recovered(item)
        if sound is not None:
            found[bisect_right(starts, sound.line) - 1].append(sound)
    for block, items in zip(batch, found, strict=True):
        yield from _entries(block, items, strings)


def _recovered(item: BibBlock) -> _Item | None:
    """The entry, also where bibtexparser set it aside for a repeated field or key."""
    while isinstance(item, ParsingFailedBlock) and item.ignore_error_block is not None:
        item = item.ignore_error_block
    if not isinstance(item, BibEntry):
        return None
    fields = [(field.key, field.value) for field in item.fields]
    return _Item(item.start_line or 0, item.raw or "", item.entry_type, item.key, fields)


def _entries(
    block: Block, items: list[_Item], strings: Mapping[str, str]
) -> Iterator[Parsed | Reject]:
    """What one block holds: as a rule one entry; more if others stand in its line."""
    if not kind_of(block):  # what stands before the first entry may be the rest of one
        if headless(block.text):
            yield Reject(block.line, block.text.strip(), _HEADLESS_REASON)
        return
    if len(block.text) > LONGEST:
        yield Reject(block.line, block.text, f"{len(block.text):,} characters are no entry")
        return
    first = items[0] if items and block.text.startswith(items[0].raw[:40]) else None
    if first is None:
        yield _salvaged(block)
        return
    tail = block.text[len(first.raw) :]
    parsed = _parsed(first, block.line, strings)
    if parsed is None:
        yield _salvaged(block)
        return
    if tail and not tail.isspace() and _LEFT_OVER.match(tail):
        if headless(tail) and not _is_new(tail, parsed):
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


def _is_new(tail: str, parsed: Parsed) -> bool:
    """Whether no field of the tail is one that the entry has."""
    return not any(field_name(found["name"]) in parsed.fields for found in _FIELD.finditer(tail))


def _parsed(item: _Item, line: int, strings: Mapping[str, str]) -> Parsed | None:
    fields: dict[str, list[str]] = {}
    for name, enclosed in item.fields:
        value = value_of(enclosed, strings)
        if value is None:
            return None
        if value:
            fields.setdefault(field_name(name), []).append(value)
    return Parsed(line, item.raw, item.kind, item.key, fields)


def field_name(name: str) -> str:
    """`Web-of-Science-Categories  ` → `web_of_science_categories`."""
    return "_".join(name.lower().replace("-", " ").split())


def value_of(value: str, strings: Mapping[str, str]) -> str | None:
    """A value without what encloses it, abbreviations and `#` resolved; None if it is garbled."""
    if not value:
        return ""
    first, last = value[0], value[-1]
    if first == "{" and last == "}":
        inner = value[1:-1]
        if ("{" not in inner and "}" not in inner) or _encloses(value):
            return None if "=" in inner and _INNER_FIELD.search(inner) else inner.strip()
    elif first == '"' and last == '"' and len(value) > 1 and '"' not in (inner := value[1:-1]):
        return None if "=" in inner and _INNER_FIELD.search(inner) else inner.strip()
    elif value.isalnum():
        return strings.get(value.lower(), value)
    return _concatenated(value, strings)


def _encloses(value: str) -> bool:
    """Whether the first brace is closed by the last."""
    depth = 0
    for found in _BRACES.finditer(value):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.end() == len(value)
    return False


def _concatenated(value: str, strings: Mapping[str, str]) -> str | None:
    """`"a" # abbreviation # {c}`, or one piece with quotation marks inside."""
    pieces: list[str] = []
    rest = value
    while rest:
        piece, rest = _piece(rest)
        if piece is None:
            return None
        pieces.append(strings.get(piece.lower(), piece) if piece[:1] not in '{"' else piece[1:-1])
        rest = rest.lstrip()
        if rest and rest[0] != "#":
            return None
        rest = rest[1:].lstrip()
    return "".join(pieces).strip()


def _piece(text: str) -> tuple[str | None, str]:
    """The first piece of a value, with what encloses it, and the rest."""
    if text[0] not in '{"':
        end = text.find("#")
        end = len(text) if end < 0 else end
        word = text[:end].strip()
        return (word or None) if not _BRACES.search(word) and "=" not in word else None, text[end:]
    depth = 0
    for index, char in enumerate(text):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        if depth == 0 and index and char == ("}" if text[0] == "{" else '"'):
            return text[: index + 1], text[index + 1 :]
    return None, ""


# --- repair ----------------------------------------------------------------------------------


def _salvaged(block: Block) -> Parsed | Reject:
    """A damaged entry put together from the beginnings of its fields, or rejected."""
    raw = block.text.rstrip()
    head = _HEAD.match(block.text)
    body = block.text[head.end() - 1 :] if head else block.text
    found = list(_FIELD.finditer(body))
    ends = [*(field.start() for field in found[1:]), len(body)]
    fields = [
        (field["name"], _mended(body[field.end() : end]))
        for field, end in zip(found, ends, strict=False)
    ]
    fields = [(name, value) for name, value in fields if value]
    if not any(name.lower() in ("title", "author", "doi") for name, _ in fields):
        return Reject(block.line, raw, "damaged, and neither title, author nor DOI can be made out")
    key = head["key"] if head else ""
    lines = "".join(f"  {name.replace(' ', '_')} = {{{value}}},\n" for name, value in fields)
    again = _recovered(Splitter(f"@{kind_of(block)}{{{key.strip()},\n{lines}}}").split().blocks[0])
    parsed = again and _parsed(again, block.line, {})
    if not parsed:
        return Reject(block.line, raw, "damaged beyond repair")
    return Parsed(block.line, raw, parsed.kind, parsed.key, parsed.fields, "braces or commas")


def _mended(value: str) -> str:
    """A value without what enclosed it; unbalanced braces are taken out."""
    value = value.strip().rstrip(",").rstrip()
    if value[:1] in ('"', "{"):
        quote, value = value[0], value[1:]
        mate = '"' if quote == '"' else "}"
        value = value.rstrip("} \n\t,") if mate == '"' else value
        value = value.removesuffix(mate)
    else:
        value = value.rstrip("} \n\t,")
    depth = 0
    for found in _BRACES.finditer(value):
        depth += 1 if found[0] == "{" else -1
        if depth < 0:
            break
    return _BRACES.sub("", value).strip() if depth else value.strip()
