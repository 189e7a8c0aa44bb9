"""A file of JSON items → entries: what all formats in JSON share beside how it is cut.

A format names the keys that its items have and makes an entry of an item; damaged items are read
as far as they are sound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from litsieve.errors import ReviewError
from litsieve.ingest.entry import CUT, REPAIRED, Block, Entry, Reading, Reject, Text
from litsieve.ingest.shapes.columns import Found, judged
from litsieve.ingest.shapes.json_items import (
    Item,
    is_rest,
    layout,
    resume,
    salvage,
    scan,
    starts,
)
from litsieve.ingest.shapes.split import cut

#: What stands between items.
_BLANK = " \t\r\n,"
#: How many items are looked at to tell whose they are.
_LOOKED_AT = 20


@dataclass(frozen=True)
class Items:
    """The items of a format: the keys that they have, and what makes an entry of one.

    `entry` is a function of a module; it is given the item's text, its values and its flags.
    """

    keys: frozenset[str]
    entry: Callable[[Block, Item, list[str]], Entry | Reject]


def first(head: str, keys: frozenset[str]) -> Iterator[Item]:
    """The first items of a file that begins with `head`, as far as it shows them."""
    shape = layout(head, keys)
    at = shape.first if shape else None
    for _ in range(_LOOKED_AT):
        if shape is None or at is None:
            return
        item, end, goes_on = scan(head, at)
        if item is None and goes_on:
            item, _ = salvage(head[at:], keys)
        if item:
            yield item
        at = resume(head, end or at + 1, shape)


def read_items(
    text: Text, items: Items, dialect: str | None = None, database: str | None = None
) -> Reading:
    """The items of a file; ReviewError if it lists none."""
    shape = layout(text.head, items.keys)
    if shape is None:
        raise ReviewError("lists no items", hint="export it again as JSON")
    before = text.head[: shape.first]
    is_wrapped = bool(before) and not before.isspace() and not shape.is_damaged
    blocks = islice(cut(text, starts(shape)), int(is_wrapped), None)
    return Reading(blocks, partial(_entries, items), dialect, database)


def _entries(items: Items, blocks: Sequence[Block]) -> Iterator[Entry | Reject]:
    """The item of each block; behind a sound one may stand the next, which lost its brace."""
    for block in blocks:
        item, end, _ = scan(block.text)
        if item is None:
            yield _damaged(items, block)
            continue
        rest = block.text[end:]
        if is_rest(rest):
            yield items.entry(Block(block.line, block.text[:end]), item, [])
        elif item.keys().isdisjoint(salvage(rest, items.keys)[0]):  # it was closed too early
            yield _damaged(items, block)
        else:
            yield items.entry(Block(block.line, block.text[:end]), item, [])
            ahead = len(rest) - len(rest.lstrip(_BLANK))
            line = block.line + block.text.count("\n", 0, (end or 0) + ahead)
            yield _damaged(items, Block(line, rest[ahead:]))


def _damaged(items: Items, block: Block) -> Entry | Reject:
    """What is sound in a damaged item."""
    damaged = Block(block.line, block.text.rstrip(_BLANK))
    item, broken_off = salvage(damaged.text, items.keys)
    flags = [f"{REPAIRED}: damaged JSON", *(f"{CUT}: {key}" for key in broken_off)]
    return items.entry(damaged, item, flags)


def made(block: Block, found: Found, flags: list[str]) -> Entry | Reject:
    """The entry of an item of which these values were made; a reject if they mean no work."""
    known = judged(found)
    if known is None:
        reason = "damaged JSON" if flags else "nothing in it that a record could be made of"
        return Reject(block.line, block.text, reason)
    return Entry(block.line, block.text, known.fields, known.own_id, [*flags, *known.flags])


def text_of(value: Any) -> str:
    """A value as text; of a list the first, "" for what is no text."""
    if isinstance(value, list):
        value = next((part for part in value if part), None)
    if isinstance(value, dict):
        value = value.get("name") or value.get("literal")
    return str(value).strip() if isinstance(value, (str, int)) else ""
