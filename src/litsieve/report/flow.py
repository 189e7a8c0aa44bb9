"""The PRISMA 2020 flow diagram laid out once, in px: boxes, lines of text, arrows.

What the boxes say is in `boxes.py`; writers only draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import ceil

from litsieve.report import boxes as said
from litsieve.report import fonts
from litsieve.report.boxes import Content, Line, Side
from litsieve.report.inert import plain
from litsieve.report.prisma import Prisma
from litsieve.report.profiles import PROFILES

SIZE, SMALL, LEADING, PAD = 12.0, 9.5, 15.0, 10.0  # text, notes, from line to line, inside a box
MARGIN, BAND, LEFT, BOX, GAP = 16.0, 26.0, 52.0, 262.0, 44.0  # edge, band, first column, boxes
ROW_GAP, STACK_GAP, INDENT, HANG = 26.0, 8.0, 10.0, 8.0
HEADING = 30.0

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
    width: float = BOX

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
class _Cell:
    """What an arm has in a row: a box, and those beside it."""

    main: Content
    sides: tuple[Content, ...] = ()

    @property
    def stack(self) -> float:
        """Height of the boxes beside it."""
        return sum(map(_height, self.sides)) + STACK_GAP * max(0, len(self.sides) - 1)

    @property
    def height(self) -> float:
        """The main box is as high as those beside it, so that every arrow leaves it."""
        return max(_height(self.main), self.stack)


@dataclass(frozen=True)
class _Row:
    """One row of the grid by column; `least` is the height that its band's name needs."""

    band: str
    cells: dict[str, _Cell] = field(default_factory=dict)
    least: float = 0.0

    @property
    def height(self) -> float:
        return max(self.least, *(cell.height for cell in self.cells.values()))


def layout(p: Prisma, only_drawable: bool = False) -> Flow:
    """The whole diagram.

    `only_drawable` is for pictures that must do with the bundled font: letters that it lacks are
    shown as `[…]` and a note says so. Without it they are left to the fonts of the viewer.
    """
    rows, notes = _grid(p), said.notes_of(p)
    if only_drawable:
        drawn = [_told(row, _drawable) for row in rows]
        if drawn != rows:
            notes.append(f"{fonts.OMITTED} letters that this picture's font lacks: see prisma.svg.")
        rows = drawn
    xs = _columns(p)
    right = max(xs.values()) + BOX
    boxes: list[Box] = []
    spans: dict[str, tuple[float, float]] = {}
    y = MARGIN + HEADING + 18
    for number, row in enumerate(rows):
        for column, cell in row.cells.items():
            boxes += _placed(cell, column, xs, number, y, row)
        spans[row.band] = (spans.get(row.band, (y, y))[0], y + row.height)
        y += row.height + ROW_GAP
    texts = _notes_at(notes, y - ROW_GAP + 22, right - LEFT)
    return Flow(
        title=plain(f"{PROFILES[p.profile].title}: {p.title}"),
        description=". ".join(_spoken(box.content) for box in boxes) + ".",
        width=right + MARGIN,
        height=texts[-1].y + MARGIN,
        headings=tuple(_headings(p, xs)),
        bands=tuple(Bar(band, MARGIN, top, BAND, end - top) for band, (top, end) in spans.items()),
        boxes=tuple(boxes),
        arrows=tuple(_arrows(boxes)),
        notes=tuple(texts),
    )


# --- what stands where ----------------------------------------------------------------------


def _columns(p: Prisma) -> dict[str, float]:
    """Column → its left edge, of those that this review has."""
    wanted = [column for column in COLUMNS if column.startswith(DATABASES)]
    wanted = [PREVIOUS, *wanted] if p.previous else wanted
    wanted += [column for column in COLUMNS if column.startswith(OTHER) and p.other]
    return {column: LEFT + i * (BOX + GAP) for i, column in enumerate(wanted)}


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


def _drawable(content: Content) -> Content:
    lines = (replace(line, text=fonts.drawable(line.text, line.bold)) for line in content.lines)
    return replace(content, lines=tuple(lines))


def _spoken(content: Content) -> str:
    return "; ".join(line.text.replace("\xa0", " ") for line in content.lines).replace(":;", ":")


def _headings(p: Prisma, xs: dict[str, float]) -> Iterator[Bar]:
    """A bar over each arm, as wide as its columns."""
    for column in (PREVIOUS, DATABASES, OTHER):
        if column in xs:
            end = xs.get(f"{column}-out", xs[column]) + BOX
            text = said.heading(p, column)
            grey = column != DATABASES
            yield Bar(text, xs[column], MARGIN, end - xs[column], HEADING, grey)


# --- boxes ----------------------------------------------------------------------------------


def _placed(
    cell: _Cell, column: str, xs: dict[str, float], number: int, y: float, row: _Row
) -> Iterator[Box]:
    """The boxes of a cell, the main one first, all centred on the row."""
    height = max(cell.height, row.least if column == DATABASES else 0)
    yield _box(cell.main, column, xs, number, y + (row.height - height) / 2, height)
    top = y + (row.height - cell.stack) / 2
    for side in cell.sides:
        yield _box(side, f"{column}-out", xs, number, top, _height(side))
        top += _height(side) + STACK_GAP


def _broken(content: Content) -> list[tuple[float, Line]]:
    """Lines of text that fit the box, each with its distance from the box's inner edge."""
    found = []
    for line in content.lines:
        indent = line.indent * INDENT
        hang = 0.0 if line.bold else HANG
        room = BOX - 2 * PAD - indent
        for i, text in enumerate(fonts.wrap(line.text, room, SIZE, line.bold, hang)):
            found.append((indent + (hang if i else 0.0), replace(line, text=text)))
    return found


def _height(content: Content) -> float:
    return len(_broken(content)) * LEADING + 2 * PAD - 1


def _box(
    content: Content, column: str, xs: dict[str, float], row: int, y: float, height: float
) -> Box:
    x, lines = xs[column], _broken(content)
    first = y + (height - len(lines) * LEADING) / 2 + 11.5  # base line within LEADING
    texts = tuple(
        Text(x + PAD + indent, first + i * LEADING, line.text, line.bold, line.known, line.link)
        for i, (indent, line) in enumerate(lines)
    )
    return Box(content, x, y, height, texts, row, column)


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
