"""A CSV as it was typed: its cells, and how it was written, so that it can be written so again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from litsieve.errors import ReviewError, Where

Cells = tuple[tuple[str, ...], ...]

_NUMBER = re.compile(r"-?[0-9.]+|NA|")

#: How cells are put into quotation marks: only where they must be, all, or texts (as R does).
QUOTES: dict[str, Callable[[str], bool]] = {
    "minimal": lambda _cell: False,
    "texts": lambda cell: _NUMBER.fullmatch(cell) is None,
    "all": lambda _cell: True,
}


@dataclass(frozen=True)
class Sheet:
    """Rows of cells, the header first; `lines` are the lines on which the rows start."""

    cells: Cells
    lines: tuple[int, ...]
    delimiter: str = ","
    newline: str = "\n"
    quotes: str = "minimal"
    mark: str = ""  # the byte order mark, if it had one
    ended: bool = True  # whether the last row ends in a line break

    def with_cells(self, changed: Mapping[tuple[int, int], str]) -> Sheet:
        """The same with other texts in some cells, by row and column."""
        rows = enumerate(self.cells)
        cells = (tuple(changed.get((i, j), cell) for j, cell in enumerate(row)) for i, row in rows)
        return replace(self, cells=tuple(cells))

    def text(self) -> str:
        body = self.newline.join(self._row(row) for row in self.cells)
        return self.mark + body + (self.newline if self.ended else "")

    def _row(self, row: tuple[str, ...]) -> str:
        return self.delimiter.join(map(self._cell, row))

    def _cell(self, cell: str) -> str:
        must = any(char in cell for char in (self.delimiter, '"', "\r", "\n"))
        if must or QUOTES[self.quotes](cell):
            return '"' + cell.replace('"', '""') + '"'
        return cell


def read_sheet(text: str, name: str) -> Sheet:
    """A CSV with commas, semicolons or tabs. Raises ReviewError where it breaks off."""
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    head = body[: body.find("\n")]
    delimiter = max(",;\t", key=head.count)
    newline = "\r\n" if head.endswith("\r") else "\n"
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    cells, lines = [], []
    before = 0
    try:
        for row in reader:
            if row:
                cells.append(tuple(row))
                lines.append(before + 1)
            before = reader.line_num
    except csv.Error as error:
        hint = "is a quotation mark open? export or download the file again"
        raise ReviewError(f"not a CSV: {error}", Where(name, before + 1), hint) from None
    sheet = Sheet(
        tuple(cells), tuple(lines), delimiter, newline, "minimal", mark, body.endswith("\n")
    )
    ways = (replace(sheet, quotes=quotes) for quotes in QUOTES)
    return next((way for way in ways if way.text() == text), sheet)
