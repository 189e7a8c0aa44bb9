"""What the beginning of a table shows: lines above its header, and the cells of a column."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from litsieve.ingest.entry import Text
from litsieve.ingest.shapes.columns import headings
from litsieve.ingest.shapes.tables import Shape, blocks, header

#: A header stands in the first lines or nowhere: queries and addresses above it are short.
_LINES = 40


def lines_above(head: str, *signs: str) -> int | None:
    """How many lines stand above the header that has all these columns; None if none has."""
    for number, line in enumerate(head.split("\n", _LINES)[:_LINES]):
        if headings(line).issuperset(signs):
            return number
    return None


def below(text: Text, above: int | None) -> Text:
    """`text` with its first lines blank, so that its header is the first line with ink.

    All lines keep their numbers. Without a number of lines it is the text itself.
    """
    if not above:
        return text
    lines = text.head.split("\n", above)
    return Text("\n" * above + lines[-1], partial(_blanked, text, above))


def _blanked(text: Text, above: int) -> Iterator[str]:
    for piece in text:
        if above:
            *gone, rest = piece.split("\n", above)
            above -= len(gone)
            piece = "\n" * len(gone) + ("" if above else rest)
        yield piece


def cells(text: Text, *columns: str) -> Iterator[tuple[str, ...]]:
    """The cells of these columns ("" if there is no such column) in the first rows of a table."""
    names, delimiter, skip = header(text.head)
    position = {name.casefold(): at for at, name in reversed(list(enumerate(names)))}
    wanted = [position.get(column) for column in columns]
    shape = Shape(delimiter, len(names), bool)
    for block in blocks(Text.of(text.head), skip, shape):
        found = shape.split(block.text)
        if found and len(found) == len(names):
            yield tuple("" if at is None else found[at].strip() for at in wanted)


def only(values: Iterator[str]) -> str | None:
    """The one value that all are, blanks aside; None if they differ or there is none."""
    different = {value for value in values if value}
    return different.pop() if len(different) == 1 else None
