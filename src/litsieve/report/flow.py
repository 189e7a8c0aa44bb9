"""The PRISMA 2020 flow diagram laid out once, in px: boxes, lines of text, arrows.

What the boxes say is in `boxes.py`; writers only draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from math import ceil

from litsieve.report import boxes as said
from litsieve.report import fonts
from litsieve.report.boxes import Content, Line, Side
from litsieve.report.inert import plain
from litsieve.report.prisma import Prisma
from litsieve.report.profiles import PROFILES

SIZE, SMALL, LEADING, PAD = 12.0, 9.5, 15.0, 10.0  # text, notes, from line to line, inside a box
MARGIN, BAND, LEFT = 16.0, 26.0, 52.0  # edge, width of a band, first column
BOX, GAP = 262.0, 44.0  # a box, and the way to the next column
#: The same where there are more columns than two, so that the picture can be read on a page.
SLIM, SLIM_GAP, SLIM_PREVIOUS = 222.0, 32.0, 176.0
ROW_GAP, STACK_GAP, INDENT, HANG = 26.0, 8.0, 10.0, 8.0
HEADING = 30.0

#: A text and whether it is bold → the text as a font can show it.
Drawable = Callable[[str, bool], str]

#: The columns that there may be, from left to right: an arm has one for what leaves it.
PREVIOUS, DATABASES, OTHER = "previous", "databases", "other"
COLUMNS = (PREVIOUS, DATABASES, "databases-out", OTHER, "other-out")


@dataclass(frozen=True)
class Text:
    """A line of text as drawn: left end of its base line; `link` as in `boxes.to`."""

    x: float
    y: float
    text: str
    bold: bool = False
    known: bool = True
    link: str | None = None


@dataclass(frozen=True)
class Box:
    """A box with its text; `row` (from 0, down) and `column` are its place in the grid."""

    content: Content
    x: float
    y: float
    height: float
    texts: tuple[Text, ...]
    row: int
    column: str
    width: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Bar:
    """A heading over columns, or a blue band (its text runs upwards) beside rows."""

    text: str
    x: float
    y: float
    width: float
    height: float
    grey: bool = False


@dataclass(frozen=True)
class Arrow:
    """From the first point to the last; every piece is level or upright."""

    points: tuple[tuple[float, float], ...]
    waiting: bool = False


@dataclass(frozen=True)
class Flow:
    title: str
    description: str
    width: float
    height: float
    headings: tuple[Bar, ...]
    bands: tuple[Bar, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class _Column:
    """Where a column's boxes stand."""

    x: float
    width: float

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True)
class _Cell:
    """What an arm has in a row: a box, and those beside it."""

    main: Content
    sides: tuple[Content, ...] = ()

    def stack(self, width: float) -> float:
        """Height of the boxes beside it, all of this width."""
        heights = sum(_height(side, width) for side in self.sides)
        return heights + STACK_GAP * max(0, len(self.sides) - 1)

    def height(self, width: float) -> float:
        """The main box is as high as those beside it, so that every arrow leaves it."""
        return max(_height(self.main, width), self.stack(width))


@dataclass(frozen=True)
class _Row:
    """One row of the grid by column; `least` is the height that its band's name needs."""

    band: str
    cells: dict[str, _Cell] = field(default_factory=dict)
    least: float = 0.0

    def height(self, columns: dict[str, _Column]) -> float:
        found = (cell.height(columns[name].width) for name, cell in self.cells.items())
        return max(self.least, *found)


def layout(p: Prisma, only_drawable: bool = False, drawable: Drawable = fonts.drawable) -> Flow:
    """The whole diagram.

    `only_drawable` is for pictures that must do with one font: letters that it lacks (by
    `drawable`; by default the bundled font's) are shown as `[…]` and a note says so. Without it
    they are left to the fonts of the viewer.
    """
    rows, notes = _grid(p), said.notes_of(p)
    if only_drawable:
        drawn = [_told(row, partial(_drawable, drawable)) for row in rows]
        if drawn != rows:
            notes.append(f"{fonts.OMITTED} letters that this picture's font lacks: see prisma.svg.")
        rows = drawn
    columns = _columns(p)
    right = max(column.right for column in columns.values())
    boxes: list[Box] = []
    spans: dict[str, tuple[float, float]] = {}
    y = MARGIN + HEADING + 18
    for number, row in enumerate(rows):
        height = row.height(columns)
        for name, cell in row.cells.items():
            boxes += _placed(cell, name, columns, number, y + height / 2, row.least)
        spans[row.band] = (spans.get(row.band, (y, y))[0], y + height)
        y += height + ROW_GAP
    texts = _notes_at(notes, y - ROW_GAP + 22, right - LEFT)
    return Flow(
        title=plain(f"{PROFILES[p.profile].title}: {p.title}"),
        description=_description(p, boxes),
        width=right + MARGIN,
        height=texts[-1].y + MARGIN,
        headings=tuple(_headings(p, columns)),
        bands=tuple(Bar(band, MARGIN, top, BAND, end - top) for band, (top, end) in spans.items()),
        boxes=tuple(boxes),
        arrows=tuple(_arrows(boxes)),
        notes=tuple(texts),
    )


# --- what stands where ----------------------------------------------------------------------


def _columns(p: Prisma) -> dict[str, _Column]:
    """The columns that this review has, from left to right."""
    has = {PREVIOUS: p.previous is not None, DATABASES: True, OTHER: p.other is not None}
    wanted = [name for name in COLUMNS if has[name.removesuffix("-out")]]
    slim = len(wanted) > 2
    x, found = LEFT, {}
    for name in wanted:
        width = (SLIM_PREVIOUS if name == PREVIOUS else SLIM) if slim else BOX
        found[name] = _Column(x, width)
        x += width + (SLIM_GAP if slim else GAP)
    return found


def _grid(p: Prisma) -> list[_Row]:
    """The rows of the diagram, from identification to what is included."""
    words = PROFILES[p.profile]
    arms = {name: Side(name, arm, words) for name, arm in p.arms.items()}
    rows = [_first_row(p, arms)]
    for row in said.SCREENING:
        if words.leaves_out and not any(row.known(arm) for arm in p.arms.values()):
            continue
        cells = {}
        for name, side in arms.items():
            if name == OTHER and row.main is said.screened and not said.screens(side.arm):
                continue  # PRISMA's template: records of other methods are not screened
            sides = tuple(content for make in row.sides if (content := make(side)))
            cells[name] = _Cell(row.main(side), sides)
        rows.append(_Row(row.band, cells))
    rows.append(_Row("Included", {DATABASES: _Cell(said.included(p))}))
    if p.previous:
        rows.append(_Row("Included", {DATABASES: _Cell(said.total(p))}))
    bands = [row.band for row in rows]
    return [
        replace(row, least=_room(row.band)) if bands.count(row.band) == 1 else row for row in rows
    ]


def _first_row(p: Prisma, arms: dict[str, Side]) -> _Row:
    databases = arms[DATABASES]
    cells = {DATABASES: _Cell(said.identified(p), (said.removed(databases),))}
    if p.previous:
        cells[PREVIOUS] = _Cell(said.previous(p))
    if OTHER in arms:
        gone = (said.removed(arms[OTHER]),) if said.removes(arms[OTHER].arm) else ()
        cells[OTHER] = _Cell(said.identified_elsewhere(p, arms[OTHER]), gone)
    return _Row("Identification", cells)


def _room(band: str) -> float:
    return ceil(fonts.width(band, SIZE, bold=True)) + 14


def _told(row: _Row, change: Callable[[Content], Content]) -> _Row:
    cells = {
        column: _Cell(change(cell.main), tuple(map(change, cell.sides)))
        for column, cell in row.cells.items()
    }
    return replace(row, cells=cells)


def _drawable(drawable: Drawable, content: Content) -> Content:
    lines = (replace(line, text=drawable(line.text, line.bold)) for line in content.lines)
    return replace(content, lines=tuple(lines))


def _spoken(content: Content) -> str:
    return "; ".join(line.text.replace("\xa0", " ") for line in content.lines).replace(":;", ":")


def _description(p: Prisma, boxes: list[Box]) -> str:
    """All that the boxes say, column by column, each under its heading where there are several."""
    arms = [name for name in (PREVIOUS, DATABASES, OTHER) if any(b.column == name for b in boxes)]
    told = []
    for arm in arms:
        head = f"{said.heading(p, arm)}: " if len(arms) > 1 else ""
        of = (_spoken(b.content) for b in boxes if b.column.removesuffix("-out") == arm)
        told.append(head + ". ".join(of) + ".")
    return " ".join(told)


def _headings(p: Prisma, columns: dict[str, _Column]) -> Iterator[Bar]:
    """A bar over each arm, as wide as its columns."""
    for name in (PREVIOUS, DATABASES, OTHER):
        if name in columns:
            x, end = columns[name].x, columns.get(f"{name}-out", columns[name]).right
            yield Bar(said.heading(p, name), x, MARGIN, end - x, HEADING, name != DATABASES)


# --- boxes ----------------------------------------------------------------------------------


def _placed(
    cell: _Cell, name: str, columns: dict[str, _Column], row: int, middle: float, least: float
) -> Iterator[Box]:
    """The boxes of a cell, the main one first, all centred on the middle of the row."""
    column = columns[name]
    height = max(cell.height(column.width), least if name == DATABASES else 0)
    yield _box(cell.main, name, column, row, middle - height / 2, height)
    top = middle - cell.stack(column.width) / 2
    for side in cell.sides:
        height = _height(side, column.width)
        yield _box(side, f"{name}-out", columns[f"{name}-out"], row, top, height)
        top += height + STACK_GAP


def _broken(content: Content, width: float) -> list[tuple[float, Line]]:
    """Lines of text that fit a box, each with its distance from the box's inner edge."""
    found = []
    for line in content.lines:
        indent = line.indent * INDENT
        hang = 0.0 if line.bold else HANG
        room = width - 2 * PAD - indent
        for i, text in enumerate(fonts.wrap(line.text, room, SIZE, line.bold, hang)):
            found.append((indent + (hang if i else 0.0), replace(line, text=text)))
    return found


def _height(content: Content, width: float) -> float:
    return len(_broken(content, width)) * LEADING + 2 * PAD - 1


def _box(content: Content, name: str, column: _Column, row: int, y: float, height: float) -> Box:
    lines = _broken(content, column.width)
    first = y + (height - len(lines) * LEADING) / 2 + 11.5  # base line within LEADING
    texts = tuple(
        Text(
            column.x + PAD + indent, first + i * LEADING,
            line.text, line.bold, line.known, line.link,
        )
        for i, (indent, line) in enumerate(lines)
    )  # fmt: skip
    return Box(content, column.x, y, height, texts, row, name, column.width)


# --- arrows ---------------------------------------------------------------------------------


def _arrows(boxes: list[Box]) -> Iterator[Arrow]:
    """Down each column, out of it at the sides, and into what is included."""
    mains = {
        name: [box for box in boxes if box.column == name] for name in (PREVIOUS, DATABASES, OTHER)
    }
    for above, below in pairwise(mains[DATABASES]):
        yield _down(above, below)
    for above, below in pairwise(mains[OTHER]):
        yield _down(above, below)
    for box in boxes:
        if box.column.endswith("-out"):
            main = next(m for m in mains[box.column.removesuffix("-out")] if m.row == box.row)
            level = box.middle[1]
            ends = ((main.x + main.width, level), (box.x, level))
            yield Arrow(ends, box.content.waiting)
    included = next(box for box in boxes if box.content.id == "included")
    if mains[OTHER]:
        yield _into(mains[OTHER][-1], included, included.x + included.width)
    if mains[PREVIOUS]:
        yield _into(mains[PREVIOUS][-1], mains[DATABASES][-1], included.x)


def _down(above: Box, below: Box) -> Arrow:
    x = above.middle[0]
    return Arrow(((x, above.y + above.height), (x, below.y)))


def _into(start: Box, end: Box, edge: float) -> Arrow:
    """Down from one column, then across into a box of another."""
    x, level = start.middle[0], end.middle[1]
    return Arrow(((x, start.y + start.height), (x, level), (edge, level)))


def _notes_at(notes: list[str], y: float, width: float) -> list[Text]:
    lines = [text for note in notes for text in fonts.wrap(note, width, SMALL)]
    return [Text(LEFT, y + 12 * i, text) for i, text in enumerate(lines)]
