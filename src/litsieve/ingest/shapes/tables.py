"""Delimited text → rows, each with the line it starts on and its text.

A quotation mark opens a cell only where the cell begins, and closes it only where the cell ends:
all others (`12" pipes`) are text. One that was never closed would swallow the rest of a file: a row
of several lines that does not fit the header is therefore looked through for a line on which a
sound row begins.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice

from litsieve.ingest.entry import Block, Text
from litsieve.ingest.shapes.split import lines as lines_of

DELIMITERS = (",", ";", "\t")
csv.field_size_limit((1 << 31) - 1)

#: A row of more lines than this is looked through even while its quotation mark is open.
_LONG = 500
#: A row that is longer is not gone through mark by mark.
_LONGEST_ROW = 1 << 22
#: No row has more lines than this.
_LONGEST = 10_000

#: Whether cells look like those of the header's columns: a year is a year …
Plausible = Callable[[list[str]], bool]
#: Cells of a row with more or fewer of them → as many as the header has, each in its column.
Align = Callable[[list[str]], list[str] | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `cells` is None if it could not be split."""

    line: int
    raw: str
    cells: list[str] | None
    repair: str | None = None  # what had to be put right
    problem: str | None = None  # why there are no cells


#: A line → the shape of the rows below it and the line itself, if it is a header; None instead of
#: the line if it is the first header once more.
Again = Callable[[str], "tuple[Shape, str | None] | None"]


@dataclass(frozen=True)
class Shape:
    """What a sound row looks like: its delimiter, its width, and a test of its cells."""

    delimiter: str
    width: int
    plausible: Plausible
    align: Align | None = None

    def split(self, raw: str, strict: bool = True) -> list[str] | None:
        """The cells of one row's text; None if it is not one well-formed row."""
        if '"' not in raw:
            return raw.rstrip("\r\n").split(self.delimiter)
        if '\\"' in raw and self.width:
            for cells in map(self._split_well, self._unescaped(raw)):
                if cells and len(cells) == self.width:
                    return cells
        return self._split_well(raw, strict)

    def _unescaped(self, raw: str) -> Iterator[str]:
        """A row with its escaped marks doubled: all, or those that end no cell."""
        grammar = _grammar(self.delimiter)
        yield raw.replace('\\"', '""')
        yield grammar.escaped.sub('""', raw)

    def _split_well(self, raw: str, strict: bool = True) -> list[str] | None:
        if (cells := self._split_plain(raw)) is not None:
            return cells
        raw = _with_lf(raw)
        reader = csv.reader([raw], delimiter=self.delimiter, strict=strict)
        try:
            return next(reader, None)
        except csv.Error:
            return None

    def _split_plain(self, raw: str) -> list[str] | None:
        """The cells of a row without doubled or stray quotation marks, else None.

        Every other piece between quotation marks is then one cell's text, and what stands between
        two such cells begins and ends with a delimiter: four times as fast as the csv module.
        """
        pieces = raw.rstrip("\r\n").split('"')
        between = pieces[::2]
        mark = self.delimiter
        if len(pieces) % 2 == 0 or "\r" in raw.rstrip("\r\n"):
            return None
        if "\n" in raw and any("\n" in text for text in between):
            return None
        first, last = between[0], between[-1]
        if (first and first[-1] != mark) or (last and last[0] != mark):
            return None
        cells = first.split(mark)[:-1] if first else []
        for text, after in zip(pieces[1::2], between[1:-1], strict=False):
            cells.append(text)
            if after != mark:
                if len(after) < 2 or after[0] != mark or after[-1] != mark:
                    return None
                cells += after[1:-1].split(mark)
        cells.append(pieces[-2])
        if last:
            cells += last[1:].split(mark)
        return cells

    def fits(self, raw: str) -> list[str] | None:
        """The cells if the text is one sound row."""
        cells = self.split(raw)
        return cells if cells and self._is_sound(cells) else None

    def row(self, block: Block) -> Row | None:
        """The row of a block; None if all its cells are blank."""
        cells = self.split(block.text)
        if (
            cells is None
            or len(cells) != self.width
            or ("\n" in block.text and not self.plausible(cells))
        ):
            return self._damaged(block)
        return Row(block.line, block.text, cells) if any(cells) else None

    def _damaged(self, block: Block) -> Row:
        """A row that does not fit the header: repaired if that is safe, else with the reason."""
        line, raw = block.line, block.text
        found = [self.split(raw) or [], *self._split_loosely(raw)]
        cells = next(filter(self._is_sound, found), found[0] or found[1])
        width = len(cells)
        if width > self.width and not any(cells[self.width :]):
            cells = cells[: self.width]
        elif width != self.width and self.align and (aligned := self.align(cells)):
            cells = aligned
        if width < self.width:
            cells = cells + [""] * (self.width - len(cells))
        if len(cells) > self.width or not self.plausible(cells):
            what = f"has {width} columns where the header has {self.width}"
            return Row(
                line, raw, None, problem=what if width != self.width else "its cells are mixed up"
            )
        what = f"{width} {'of' if width < self.width else 'for'} {self.width} columns"
        return Row(line, raw, cells, repair="quotation marks" if width == self.width else what)

    def _is_sound(self, cells: list[str]) -> bool:
        return len(cells) == self.width and self.plausible(cells)

    def _split_loosely(self, raw: str) -> Iterator[list[str]]:
        """The cells of a row with marks in the middle of cells: some of them doubled, or none."""
        raw = _with_lf(raw)
        grammar = _grammar(self.delimiter)
        if len(raw) > _LONGEST_ROW:
            yield []
            return
        if grammar.blank.search(raw):
            yield self.split(grammar.blank.sub("", raw)) or []
        for cell in grammar.cells:
            cells, at = [], 0
            while at <= len(raw):
                found = cell.match(raw, at)
                assert found  # an empty cell, at least
                text = found[1] or found[2] or ""
                if found[1] is not None:
                    text = text.replace('""', '"')
                elif text.count('"') & 1:  # else they are around a word: `"Smart" cities`
                    text = text.removeprefix('"')
                cells.append(text)
                at = found.end() + 1
            yield cells


def _with_lf(raw: str) -> str:
    """A row with LF in its cells only; a lone CR in them is a space."""
    raw = raw.rstrip("\r\n")
    return raw.replace("\r\n", "\n").replace("\r", " ") if "\r" in raw else raw


@dataclass(frozen=True)
class _Grammar:
    """Where quotation begins and ends, for one delimiter."""

    stray: re.Pattern[str]  # a mark in the middle of text
    cells: tuple[re.Pattern[str], ...]  # text between quotation marks, or else without
    escaped: re.Pattern[str]  # a mark behind a backslash
    blank: re.Pattern[str]  # before a mark that begins a cell
    whole: re.Pattern[str]  # a line that begins a row and ends it
    rest: re.Pattern[str]  # a line that begins between quotation marks and ends the row


@cache
def _grammar(delimiter: str) -> _Grammar:
    mark = re.escape(delimiter)
    ends = rf"[{mark}]|[ \r]*\Z"
    # a mark in the middle of a cell is text; every mark can be read in one way only, and what was
    # matched is not gone through again from its end (`*+`): lines may have millions of characters
    inner = rf"""[^"]*+(?:(?:""|"(?!"|{ends}))[^"]*+)*"""
    cell = rf'''(?:"{inner}"(?={ends})[ \r]*|(?!")[^{mark}]*+)'''
    return _Grammar(
        stray=re.compile(rf'''"(?<=[^"{mark}]")(?=[^"{mark}\r])'''),  # begins so for speed
        cells=(
            re.compile(rf""""({inner})"(?={ends})|([^{mark}]*+)"""),
            re.compile(rf""""([^"]*+(?:"(?!{ends})[^"]*+)*)"(?={ends})|([^{mark}]*+)"""),
            re.compile(rf""""([^"]*+(?:""[^"]*+)*)"(?={ends})|([^{mark}]*+)"""),
        ),
        escaped=re.compile(rf'\\"(?!{ends})'),
        blank=re.compile(rf'(?<={mark}) +(?=")'),
        whole=re.compile(rf"{cell}(?:{mark}{cell})*"),
        rest=re.compile(rf"""{inner}"(?={ends})[ \r]*(?:{mark}{cell})*"""),
    )


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


def blocks(text: Text, skip: int, shape: Shape, again: Again | None = None) -> Iterator[Block]:
    """The rows below the first `skip` lines, not split into cells yet; blank lines are left out.

    Where `again` says that a row is a header once more, or another one, the rows after it have the
    shape that it gives.
    """
    source = lines_of(text)
    line = 1 + sum(1 for _ in islice(source, skip))
    window: list[str] = []
    head: str | None = None
    more = True
    while more or window:
        fresh = list(islice(source, _LONGEST))
        more = len(fresh) == _LONGEST
        window = list(chain(window, fresh))
        start = 0
        while start < len(window) and (not more or start + _LONGEST <= len(window)):
            if again and (found := again(window[start])):
                shape, head = found
                start += 1
                continue
            end = _end(window, start, shape)
            raw = "\n".join(window[start:end]) if end - start > 1 else window[start]
            if raw and not raw.isspace():
                yield Block(line + start, raw.rstrip("\r"), head)
            start = end
        line += start
        window = window[start:]


def _end(lines: list[str], start: int, shape: Shape) -> int:
    """The line after the row that begins at `start`."""
    line = lines[start]
    marks = line.count('"')
    is_even = marks & 1 == 0
    if is_even and (not marks or _is_regular(line, shape.delimiter)):
        return start + 1  # the rule, and cheap
    total = min(len(lines), start + _LONGEST)
    for extent in (_extent, _balanced):
        end, closed = extent(lines, start, min(total, start + _LONG), shape)
        if closed and shape.fits("\n".join(lines[start:end])):
            return end
    if is_even:
        return start + 1
    if not closed and end < total:  # long: is it one row, or an open quotation mark?
        if (again := _restart(lines, start, end, shape)) is not None:
            return again
        end, closed = _balanced(lines, start, total, shape)
        if closed and shape.fits("\n".join(lines[start:end])):
            return end
    return _restart(lines, start, end, shape) or end


def _is_regular(line: str, delimiter: str) -> bool:
    """Whether a line has no mark in the middle of text, and its last cell does not go on."""
    opened = line.rfind(f'{delimiter}"')
    is_open = opened >= 0 and line.find('"', opened + 2) < 0
    return not is_open and not _grammar(delimiter).stray.search(line)


def _extent(lines: list[str], start: int, limit: int, shape: Shape) -> tuple[int, bool]:
    """The line after the row that begins at `start`, and whether its last cell is closed."""
    grammar = _grammar(shape.delimiter)
    if grammar.whole.fullmatch(lines[start]):
        return start + 1, True
    for index in range(start + 1, limit):
        if '"' in lines[index] and grammar.rest.fullmatch(lines[index]):
            return index + 1, True
    return limit, False


def _balanced(lines: list[str], start: int, limit: int, _shape: Shape) -> tuple[int, bool]:
    """The same for cells with marks that are not doubled, at the ends of lines: an even number."""
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
        stop, closed = _extent(lines, index, min(len(lines), index + 100), shape)
        if closed and shape.fits("\n".join(lines[index:stop])):
            return index
    return None
