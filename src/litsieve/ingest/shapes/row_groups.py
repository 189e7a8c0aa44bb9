"""A table in which an entry may have several rows → one row an entry.

Programs that make XML flat write a row for each of several names, and leave the other cells empty
or repeat them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from litsieve.ingest.entry import Block, Entry, Item, Reading
from litsieve.ingest.shapes.tables import Shape, header

#: What stands between different cells of one column; no text has it.
BETWEEN = "\x1f"
#: No entry has more rows than this.
_MOST = 1_000


@dataclass(frozen=True)
class _Layout:
    """The table, and where the number of an entry and its title stand in it."""

    shape: Shape
    number: int
    title: int | None
    line_end: str


def regrouped(reading: Reading, head: str, number: str, title: str) -> Reading:
    """The reading of a table, with rows that follow each other and have one number as one entry.

    `number` and `title` are headings in lower case; rows with two titles are two entries. Of
    different cells in a column all are kept, with BETWEEN between them.
    """
    names, delimiter, _ = header(head)
    at = [name.casefold() for name in names]
    layout = _Layout(
        Shape(delimiter, len(names), bool),
        at.index(number),
        at.index(title) if title in at else None,
        "\r\n" if "\r\n" in head else "\n",
    )
    blocks = _grouped(reading.blocks, layout)
    return replace(reading, blocks=blocks, entries=partial(_entries, reading.entries, layout))


def _grouped(blocks: Iterable[Block], layout: _Layout) -> Iterator[Block]:
    """Blocks of all rows of an entry."""
    held: list[Block] = []
    number = title = ""
    for block in blocks:
        cells = layout.shape.split(block.text) or []
        is_row = len(cells) == layout.shape.width
        its = cells[layout.number].strip() if is_row else ""
        named = cells[layout.title].strip() if is_row and layout.title is not None else ""
        is_same = bool(its) and its == number and (not named or not title or named == title)
        if held and (not is_same or len(held) >= _MOST or not _follows(held[-1], block)):
            yield _joined(held, layout)
            held, title = [], ""
        held.append(block)
        number, title = its, title or named
    if held:
        yield _joined(held, layout)


def _follows(one: Block, other: Block) -> bool:
    return one.line + one.text.count("\n") + 1 == other.line


def _joined(rows: Sequence[Block], layout: _Layout) -> Block:
    return Block(rows[0].line, layout.line_end.join(row.text for row in rows))


def _entries(
    entries: Callable[[Sequence[Block]], Iterable[Item]], layout: _Layout, blocks: Sequence[Block]
) -> Iterator[Item]:
    for block in blocks:
        merged = _merged(block.text, layout)
        for item in entries([Block(block.line, merged or block.text)]):
            yield replace(item, raw=block.text) if merged and isinstance(item, Entry) else item


def _merged(text: str, layout: _Layout) -> str | None:
    """One row of several; None if it is one already."""
    if layout.shape.split(text) is not None and "\n" not in text:
        return None
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=layout.shape.delimiter))
    if len(rows) < 2 or any(len(row) != layout.shape.width for row in rows):
        return None
    out = io.StringIO()
    columns = (
        dict.fromkeys(filter(None, map(str.strip, column))) for column in zip(*rows, strict=True)
    )
    csv.writer(out, delimiter=layout.shape.delimiter, lineterminator="").writerow(
        BETWEEN.join(column) for column in columns
    )
    return out.getvalue()
