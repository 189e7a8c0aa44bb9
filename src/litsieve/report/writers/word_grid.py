"""A table of WordprocessingML on a fixed grid: merged cells, borders where they are wanted, words.

Format: ISO/IEC 29500-1, 17.3 (paragraphs) and 17.4 (tables). Lengths are twentieths of a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from litsieve.report.inert import xml

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SIDES = ("top", "left", "bottom", "right")


def paragraph(
    text: str, size: float, colour: str, bold: bool = False, centred: bool = False,
    indent: int = 0, hang: int = 0,
) -> str:  # fmt: skip
    """One paragraph; `size` in points, `hang` further in are its lines after the first."""
    strong = "<w:b/><w:bCs/>" if bold else ""
    level = '<w:jc w:val="center"/>' if centred else ""
    half_points = f"{2 * size:g}"
    inset = f'<w:ind w:left="{indent + hang}" w:hanging="{hang}"/>' if indent + hang else ""
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f"{inset}{level}</w:pPr>"
        f'<w:r><w:rPr>{strong}<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/>'
        f'<w:szCs w:val="{half_points}"/></w:rPr>'
        f'<w:t xml:space="preserve">{_held(text)}</w:t></w:r></w:p>'
    )


def _held(text: str) -> str:
    """`text` made harmless; its no-break spaces still hold what they join."""
    return "\u00a0".join(xml(part) for part in text.split("\u00a0"))


#: A cell must have a paragraph; this one takes next to no room.
_EMPTY = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


@dataclass(frozen=True)
class Border:
    """`style` as in ST_Border: single, dashed."""

    colour: str
    style: str = "single"

    def xml(self, side: str) -> str:
        look = f'w:val="{self.style}" w:sz="6" w:space="0" w:color="{self.colour}"'
        return f"<w:{side} {look}/>"


@dataclass(frozen=True)
class Cell:
    """`rows` × `columns` of the grid; `inset` is left free left and right of its words."""

    words: str = _EMPTY
    rows: int = 1
    columns: int = 1
    borders: dict[str, Border] = field(default_factory=dict)
    fill: str | None = None
    inset: int = 0
    upwards: bool = False


def framed(border: Border) -> dict[str, Border]:
    return dict.fromkeys(_SIDES, border)


@dataclass
class Grid:
    """Widths of the columns; rows are (height, exact); cells by (row, column) of their corner."""

    widths: list[int]
    rows: list[tuple[int, bool]] = field(default_factory=list)
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)

    @property
    def height(self) -> int:
        return sum(height for height, _ in self.rows)

    def row(self, height: float, exact: bool = False) -> int:
        """A new row below; its number."""
        self.rows.append((round(height), exact))
        return len(self.rows) - 1

    def line(self, row: int, column: int, side: str, border: Border) -> None:
        """One side of an empty cell is drawn."""
        borders = self.cells.get((row, column), Cell()).borders
        self.cells[row, column] = Cell(borders={**borders, side: border})

    def xml(self, title: str, description: str) -> str:
        """The table; `title` and `description` are what is read aloud in its place."""
        taken = {
            (row + i, column): (cell, i)
            for (row, column), cell in self.cells.items()
            for i in range(cell.rows)
        }
        return (
            f'<w:tbl xmlns:w="{_NAMESPACE}"><w:tblPr>'
            f'<w:tblW w:w="{sum(self.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            '<w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{_margins(0)}</w:tblCellMar>"
            f'<w:tblCaption w:val="{xml(title)}"/><w:tblDescription w:val="{xml(description)}"/>'
            "</w:tblPr><w:tblGrid>"
            + "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
            + "</w:tblGrid>"
            + "".join(self._row(number, taken) for number in range(len(self.rows)))
            + "</w:tbl>"
        )

    def _row(self, number: int, taken: dict[tuple[int, int], tuple[Cell, int]]) -> str:
        height, exact = self.rows[number]
        rule = "exact" if exact else "atLeast"
        cells = "".join(self._cells(number, taken))
        return (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="{rule}"/></w:trPr>'
            f"{cells}</w:tr>"
        )

    def _cells(self, row: int, taken: dict[tuple[int, int], tuple[Cell, int]]) -> Iterator[str]:
        column = 0
        while column < len(self.widths):
            cell, below = taken.get((row, column), (Cell(), 0))
            end = column + cell.columns
            yield _cell(cell, below, sum(self.widths[column:end]))
            column = end


def _cell(cell: Cell, below: int, width: int) -> str:
    """A cell, or its part `below` rows under its first. The order of properties is the schema's."""
    merge = ""
    if cell.rows > 1:
        merge = "<w:vMerge/>" if below else '<w:vMerge w:val="restart"/>'
    drawn = "".join(cell.borders[side].xml(side) for side in _SIDES if side in cell.borders)
    parts = (
        f'<w:tcW w:w="{width}" w:type="dxa"/>',
        f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else "",
        merge,
        f"<w:tcBorders>{drawn}</w:tcBorders>" if drawn else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else "",
        f"<w:tcMar>{_margins(cell.inset)}</w:tcMar>" if cell.inset else "",
        '<w:textDirection w:val="btLr"/>' if cell.upwards else "",
        '<w:vAlign w:val="center"/>',
    )
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{_EMPTY if below else cell.words}</w:tc>"


def _margins(inset: int) -> str:
    """Half as much above and below as left and right."""
    sizes: Iterable[int] = (inset // 2, inset, inset // 2, inset)
    return "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in zip(_SIDES, sizes, strict=True)
    )
