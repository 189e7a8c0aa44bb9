"""Delimited text → rows, each with the line it starts on and its text.

A quotation mark that was never closed would swallow the rest of a file: a row that does not fit
the header is therefore looked through for a line on which a sound row begins again.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t")
csv.field_size_limit((1 << 31) - 1)

#: A row of more lines than this is looked through even while its quotation mark is open.
_LONG = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `cells` is None if it could not be split."""

    line: int
    raw: str
    cells: list[str] | None
    repair: str | None = None  # what had to be put right
    problem: str | None = None  # why there are no cells


@dataclass(frozen=True)
class Shape:
    """What a sound row looks like: its delimiter, its width, and a test of its cells."""

    delimiter: str
    width: int
    plausible: Callable[[list[str]], bool]

    def split(self, raw: str, strict: bool = True) -> list[str] | None:
        """The cells of one row's text; None if it is not one well-formed row."""
        if "\r" in raw:
            raw = raw.replace("\r\n", "\n").replace("\r", " ")
        reader = csv.reader([raw], delimiter=self.delimiter, strict=strict)
        try:
            return next(reader, None)
        except csv.Error:
            return None

    def fits(self, raw: str) -> list[str] | None:
        """The cells if the text is one sound row."""
        cells = self.split(raw)
        return cells if cells and len(cells) == self.width and self.plausible(cells) else None


def header(head: str) -> tuple[list[str], str, int]:
    """Column names, delimiter, and the number of lines up to and with the header.

    The first line that is not blank (and not Excel's `sep=;`) is the header.
    """
    for number, line in enumerate(head.split("\n"), 1):
        bare = line.strip("\ufeff \t\r\n")
        if bare and not bare.lower().startswith("sep="):
            delimiter = max(DELIMITERS, key=bare.count)
            cells = Shape(delimiter, 0, any).split(line.strip("\ufeff\r"), strict=False) or []
            return [cell.strip() for cell in cells], delimiter, number
    return [], ",", 0


def rows(text: str, skip: int, shape: Shape) -> Iterator[Row]:
    """Rows below the first `skip` lines; blank ones are left out."""
    lines = text.split("\n")
    start, total = skip, len(lines)
    while start < total:
        end, closed = _extent(lines, start, min(total, start + _LONG))
        if not closed and end < total:  # long: is it one row, or an open quotation mark?
            if (again := _restart(lines, start, end, shape)) is not None:
                end = again
            else:
                end, closed = _extent(lines, start, total)
        raw = "\n".join(lines[start:end])
        cells = shape.split(raw) if closed else None
        if (
            cells is None
            or len(cells) != shape.width
            or (end - start > 1 and not shape.plausible(cells))
        ):
            again = _restart(lines, start, end, shape)
            if again is not None:
                end = again
                raw = "\n".join(lines[start:end])
            if raw.strip():
                yield _damaged(start + 1, raw.rstrip("\r"), shape)
        elif any(cells):
            yield Row(start + 1, raw.rstrip("\r"), cells)
        start = end


def _extent(lines: list[str], start: int, limit: int) -> tuple[int, bool]:
    """The line after the row that begins at `start`, and whether its quotation marks are closed."""
    is_open = False
    for index in range(start, limit):
        if lines[index].count('"') & 1:
            is_open = not is_open
        if not is_open:
            return index + 1, True
    return limit, False


def _restart(lines: list[str], start: int, end: int, shape: Shape) -> int | None:
    """The first line after `start`, before `end`, on which a sound row begins."""
    for index in range(start + 1, min(end, start + _LONG)):
        if lines[index].count(shape.delimiter) == 0:
            continue
        stop, closed = _extent(lines, index, min(len(lines), index + 100))
        if closed and shape.fits("\n".join(lines[index:stop])):
            return index
    return None


def _damaged(line: int, raw: str, shape: Shape) -> Row:
    """A row that does not fit the header: repaired if that is safe, else with the reason."""
    strict = shape.split(raw)
    cells = strict if strict is not None else shape.split(raw, strict=False)
    if not cells:
        return Row(line, raw, None, problem="its quotation marks are not closed")
    width = len(cells)
    if width > shape.width and not any(cells[shape.width :]):
        cells = cells[: shape.width]
    if width < shape.width:
        cells = cells + [""] * (shape.width - width)
    if len(cells) > shape.width or not shape.plausible(cells):
        what = f"has {width} columns where the header has {shape.width}"
        return Row(
            line, raw, None, problem=what if width != shape.width else "its cells are mixed up"
        )
    what = "quotation marks" if width == shape.width else f"{width} of {shape.width} columns"
    return Row(line, raw, cells, repair=what)
