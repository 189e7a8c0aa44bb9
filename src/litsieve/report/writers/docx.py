"""prisma.docx: the flow diagram as a Word table that can be edited, on the grid of the layout.

A box is a cell with borders. A short arrow is a character between two boxes; a long one is the
border of the cells that it passes. For that each column of boxes is two columns of the table: the
line runs between them.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from itertools import groupby
from typing import Any

from litsieve.report import fonts
from litsieve.report.boxes import Content, notes_of
from litsieve.report.flow import COLUMNS, Arrow, Bar, Box, Flow, layout
from litsieve.report.inert import plain
from litsieve.report.material import Material
from litsieve.report.prisma import Prisma
from litsieve.report.writers import paper
from litsieve.report.writers.word_grid import Border, Cell, Grid, framed, paragraph
from litsieve.report.zipped import settled

# Lengths are twentieths of a point, sizes of text points.
_A4 = (11906, 16838)
_HIGHEST = 31680  # what Word takes for a page
_BAND, _SPACE, _GAP = 400, 100, 440  # widths: band, beside it, between boxes
_HEADING, _BELOW, _DOWN, _STACK, _INSET = 440, 200, 340, 100, 100
_LEADING = 1.15  # height of a line, in sizes of its text (Arial's)
#: Columns of boxes → margin of the page, size of text; the page is landscape from three on.
_PAGES = {1: (1100, 9.0), 2: (1100, 9.0), 3: (850, 9.0), 4: (850, 8.0), 5: (700, 7.5)}
_LINE = Border(paper.COLOURS["line"])


def write(material: Material) -> bytes:
    return render(material.prisma)


def render(p: Prisma) -> bytes:
    """The diagram as a table, its notes, and a caption; every count is in its alt text, too.

    The page is A4, or higher where the diagram does not fit: a box that goes on over pages is not
    shown whole everywhere.
    """
    import docx
    from docx.oxml import parse_xml

    flow = layout(p)
    columns = [name for name in COLUMNS if any(box.column == name for box in flow.boxes)]
    margin, size = _PAGES[len(columns)]
    width, height = _A4 if len(columns) < 3 else _A4[::-1]
    document = docx.Document()
    grid = Diagram(flow, columns, width - 2 * margin, size).grid
    needed = grid.height + 2 * margin + (len(notes_of(p)) + 3) * 20 * _LEADING * size
    _page(document, width, min(max(height, round(needed)), _HIGHEST), margin)
    document.element.body.insert(0, parse_xml(grid.xml(flow.title, flow.description)))
    for i, note in enumerate(notes_of(p)):
        _words(document, note, size - 1, 6 if i == 0 else 0)
    _words(document, f"Figure 1. {flow.title}.", size, 6, "Caption")
    _settle(document.core_properties, flow)
    out = BytesIO()
    document.save(out)
    return settled(out.getvalue())


class Diagram:
    """The layout as a grid of table cells."""

    def __init__(self, flow: Flow, columns: list[str], width: int, size: float) -> None:
        self.flow, self.size = flow, size
        room = width - _BAND - _SPACE - _GAP * (len(columns) - 1)
        wide = {box.column: box.width for box in flow.boxes}
        px = room / sum(wide.values())
        self.half = {name: int(wide[name] * px / 2) for name in columns}
        self.step = round(0.8 * size) * 20  # indent of a listed line, and of what is broken
        widths = [width for half in self.half.values() for width in (half, half, _GAP)]
        self.grid = Grid([_BAND, _SPACE, *widths[:-1]])
        self.left = {name: 2 + 3 * i for i, name in enumerate(columns)}  # first of its columns
        self.top: dict[int, int] = {}  # row of the layout → first row of the table
        self.end: dict[int, int] = {}  # … → the row after its last
        heading = self.grid.row(_HEADING)
        self.grid.row(_BELOW, exact=True)
        self.place: dict[str, tuple[int, int]] = {}  # id of a box → its first row, the one after
        self._rows()
        for bar in flow.headings:
            self._heading(bar, heading)
        for bar in flow.bands:
            self._band(bar)
        for box in flow.boxes:
            self._box(box)
        for arrow in flow.arrows:
            self._arrow(arrow)

    # --- rows -------------------------------------------------------------------------------

    def _rows(self) -> None:
        """Rows as high as their words need, and the place of every box in them."""
        last = max(box.row for box in self.flow.boxes)
        for number, found in groupby(sorted(self.flow.boxes, key=_row), key=_row):
            boxes = list(found)
            stacks = {name: [b for b in boxes if b.column == name] for name in self.left}
            self.top[number] = len(self.grid.rows)
            self._lines(number, boxes, max(stacks.values(), key=len))
            self.end[number] = len(self.grid.rows)
            for stack in stacks.values():
                for i, box in enumerate(stack):
                    first = self.top[number] + 2 * i
                    after = self.end[number] if box is stack[-1] else first + 1
                    self.place[box.content.id] = (first, after)
            if number < last:
                self.grid.row(_DOWN, exact=True)

    def _lines(self, number: int, boxes: list[Box], stack: list[Box]) -> None:
        """One row a box of the highest stack; else two halves, for lines to end between them."""
        if len(stack) == 1:
            high = max(self._least(number), *map(self._high, boxes))
            self.grid.row(high / 2)
            self.grid.row(high / 2)
        for i, box in enumerate(stack if len(stack) > 1 else []):
            if i:
                self.grid.row(_STACK, exact=True)
            self.grid.row(self._high(box))

    def _high(self, box: Box) -> float:
        """Height of a box with its words broken by the width of its cell."""
        lines = 0
        for line in box.content.lines:
            room = 2 * self.half[box.column] - 2 * _INSET - line.indent * self.step
            hang = 0 if line.bold else self.step
            lines += len(fonts.wrap(line.text, room, 20 * self.size, line.bold, hang))
        return lines * _LEADING * 20 * self.size + 2 * _INSET

    def _least(self, number: int) -> float:
        """Height that the name of a band needs which stands beside this row alone."""
        alone = [bar for bar in self.flow.bands if self._beside(bar) == {number}]
        names = (fonts.width(bar.text, 20 * self.size, bold=True) for bar in alone)
        return max((name + 2 * _INSET for name in names), default=0)

    def _beside(self, bar: Bar) -> set[int]:
        """The rows of the layout that a band is beside."""
        boxes = self.flow.boxes
        return {box.row for box in boxes if bar.y <= box.middle[1] <= bar.y + bar.height}

    # --- cells ------------------------------------------------------------------------------

    def _name(self, text: str) -> str:
        return paragraph(text, self.size, paper.COLOURS["text"], bold=True, centred=True)

    def _heading(self, bar: Bar, row: int) -> None:
        """Over all columns of its arm that have a box."""
        over = {b.column for b in self.flow.boxes if bar.x <= b.x < bar.x + bar.width}
        columns = 3 * len(over) - 1
        cell = Cell(self._name(bar.text), columns=columns, fill=paper.heading(bar))
        self.grid.cells[row, min(self.left[name] for name in over)] = cell

    def _band(self, bar: Bar) -> None:
        beside = self._beside(bar)
        first, after = self.top[min(beside)], self.end[max(beside)]
        band = paper.COLOURS["band"]
        cell = Cell(self._name(bar.text), rows=after - first, fill=band, upwards=True)
        self.grid.cells[first, 0] = cell

    def _box(self, box: Box) -> None:
        first, after = self.place[box.content.id]
        border = Border(paper.border(box), "dashed" if box.content.waiting else "single")
        self.grid.cells[first, self.left[box.column]] = Cell(
            self._said(box.content), after - first, 2, framed(border), paper.fill(box), _INSET
        )

    def _said(self, content: Content) -> str:
        """One paragraph a line; the table breaks it where it must."""
        return "".join(
            paragraph(
                line.text, self.size, paper.COLOURS["text" if line.known else "dim"], line.bold,
                indent=line.indent * self.step, hang=0 if line.bold else self.step,
            )
            for line in content.lines
        )  # fmt: skip

    # --- arrows -----------------------------------------------------------------------------

    def _arrow(self, arrow: Arrow) -> None:
        start, end = (self._at(point) for point in (arrow.points[0], arrow.points[-1]))
        if len(arrow.points) > 2:
            self._bend(start, end)
        elif start.column == end.column:
            self._down(start, end)
        else:
            first, after = self.place[end.content.id]
            self._sign("→", first, self.left[end.column] - 1, after - first, 1)

    def _at(self, point: tuple[float, float]) -> Box:
        """The box on whose edge a point lies."""
        x, y = point
        return next(
            box
            for box in self.flow.boxes
            if box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
        )

    def _down(self, start: Box, end: Box) -> None:
        """A character right above the box, below a line from further up."""
        column, above = self.left[end.column], self.top[end.row] - 1
        for row in range(self.end[start.row], above):
            self.grid.line(row, column, "right", _LINE)
        self._sign("↓", above, column, 1, 2)

    def _bend(self, start: Box, end: Box) -> None:
        """Down its own column to half the height of `end`, then across to the gap beside it."""
        column, level = self.left[start.column], self.top[end.row]
        for row in range(self.end[start.row], level + 1):
            self.grid.line(row, column, "right", _LINE)
        from_left = column < self.left[end.column]
        beside = self.left[end.column] - 1 if from_left else self.left[end.column] + 2
        across = range(column + 1, beside) if from_left else range(beside + 1, column + 1)
        for passed in across:
            self.grid.line(level, passed, "bottom", _LINE)
        self._sign("→" if from_left else "←", level, beside, 2, 1)

    def _sign(self, sign: str, row: int, column: int, rows: int, columns: int) -> None:
        words = paragraph(sign, self.size + 2, paper.COLOURS["line"], centred=True)
        self.grid.cells[row, column] = Cell(words, rows, columns)


def _row(box: Box) -> int:
    return box.row


# --- around the table -----------------------------------------------------------------------


def _page(document: Any, width: int, height: int, margin: int) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width / 20), Pt(height / 20)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Pt(margin / 20))
    document.styles["Normal"].font.name = "Arial"


def _words(document: Any, text: str, size: float, above: float, style: str = "Normal") -> None:
    """A paragraph below the diagram."""
    from docx.shared import Pt, RGBColor

    written = document.add_paragraph(style=style)
    written.paragraph_format.space_before, written.paragraph_format.space_after = Pt(above), Pt(0)
    run = written.add_run(plain(text))
    run.font.size, run.font.name = Pt(size), "Arial"
    run.font.color.rgb = RGBColor.from_string(paper.COLOURS["note"])


def _settle(properties: Any, flow: Flow) -> None:
    """No clock, no name of the machine's user."""
    properties.title = flow.title[:255]
    properties.subject = "PRISMA 2020 flow diagram"
    properties.author = properties.last_modified_by = "Litsieve"
    properties.comments = ""
    properties.language = "en"
    properties.revision = 1
    properties.created = properties.modified = datetime(2000, 1, 1)
