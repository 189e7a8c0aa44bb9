"""The PRISMA 2020 flow diagram laid out once, in px: boxes, lines of text, arrows.

What the boxes say is in `boxes.py`; writers only draw.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from litsieve.report import fonts
from litsieve.report.boxes import ROWS, Content, Line, heading, notes_of
from litsieve.report.inert import plain
from litsieve.report.prisma import Prisma

SIZE, SMALL, LEADING, PAD = 12.0, 9.5, 15.0, 10.0  # text, notes, from line to line, inside a box
MARGIN, BAND, MAIN, SIDE, BOX = 16.0, 26.0, 52.0, 358.0, 262.0  # edge; x and width of columns
ROW_GAP, STACK_GAP, INDENT, HANG = 26.0, 8.0, 10.0, 8.0
HEADING = 30.0

Row = tuple[str, Content, list[Content]]


@dataclass(frozen=True)
class Text:
    """A line of text as drawn: left end of its base line."""

    x: float
    y: float
    text: str
    bold: bool = False
    known: bool = True


@dataclass(frozen=True)
class Box:
    content: Content
    x: float
    y: float
    width: float
    height: float
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Bar:
    """The yellow heading or a blue band (its text runs upwards)."""

    text: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Arrow:
    x1: float
    y1: float
    x2: float
    y2: float
    waiting: bool = False


@dataclass(frozen=True)
class Flow:
    title: str
    description: str
    width: float
    height: float
    heading: Bar
    bands: tuple[Bar, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    notes: tuple[Text, ...]


def layout(p: Prisma, only_drawable: bool = False) -> Flow:
    """The whole diagram.

    `only_drawable` is for pictures that must do with the bundled font: letters that it lacks are
    shown as `[…]` and a note says so. Without it they are left to the fonts of the viewer.
    """
    rows, notes = _said(p, only_drawable)
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    spans: dict[str, tuple[float, float]] = {}
    y, above = MARGIN + HEADING + 18, None
    for band, main, sides in rows:
        room = ceil(fonts.width(band, SIZE, bold=True)) + 14
        row_boxes, row_arrows = _row(main, sides, y, room)
        left = row_boxes[0]
        if above is not None:
            middle = MAIN + BOX / 2
            arrows.append(Arrow(middle, above.y + above.height, middle, left.y))
        boxes += row_boxes
        arrows += row_arrows
        spans[band] = (spans.get(band, (y, y))[0], y + left.height)
        above, y = left, y + left.height + ROW_GAP
    texts = _notes_at(notes, y - ROW_GAP + 22)
    return Flow(
        title=plain(f"PRISMA 2020 flow diagram: {p.title}"),
        description=". ".join(_spoken(box.content) for box in boxes) + ".",
        width=SIDE + BOX + MARGIN,
        height=texts[-1].y + MARGIN,
        heading=Bar(heading(p), MAIN, MARGIN, SIDE + BOX - MAIN, HEADING),
        bands=tuple(Bar(band, MARGIN, top, BAND, end - top) for band, (top, end) in spans.items()),
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        notes=tuple(texts),
    )


def _said(p: Prisma, only_drawable: bool) -> tuple[list[Row], list[str]]:
    """Band, main box and side boxes of each row, and the notes below."""
    rows: list[Row] = [
        (row.band, row.main(p), [side for make in row.sides if (side := make(p))]) for row in ROWS
    ]
    notes = notes_of(p)
    if only_drawable:
        drawn = [
            (band, _drawable(main), [_drawable(side) for side in sides])
            for band, main, sides in rows
        ]
        if drawn != rows:
            notes.append(f"{fonts.OMITTED} letters that this picture's font lacks: see prisma.svg.")
        rows = drawn
    return rows, notes


def _drawable(content: Content) -> Content:
    lines = (replace(line, text=fonts.drawable(line.text, line.bold)) for line in content.lines)
    return replace(content, lines=tuple(lines))


def _spoken(content: Content) -> str:
    return "; ".join(line.text.replace("\xa0", " ") for line in content.lines).replace(":;", ":")


def _row(
    main: Content, sides: list[Content], y: float, least: float
) -> tuple[list[Box], list[Arrow]]:
    """The boxes of one row, the main one first, and the arrows to its side.

    All are centred on the row; the main box is as high as the row, so that every arrow leaves it.
    A row without a side has room for the name of its band, which is `least` long.
    """
    heights = [_height(side) for side in sides]
    stack = sum(heights) + STACK_GAP * (len(sides) - 1)
    height = max(_height(main), stack, least if not sides else 0)
    boxes = [_box(main, MAIN, y, height)]
    arrows = []
    top = y + (height - stack) / 2
    for side, side_height in zip(sides, heights, strict=True):
        boxes.append(_box(side, SIDE, top, side_height))
        middle = top + side_height / 2
        arrows.append(Arrow(MAIN + BOX, middle, SIDE, middle, side.waiting))
        top += side_height + STACK_GAP
    return boxes, arrows


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


def _box(content: Content, x: float, y: float, height: float) -> Box:
    lines = _broken(content)
    first = y + (height - len(lines) * LEADING) / 2 + 11.5  # base line within LEADING
    texts = tuple(
        Text(x + PAD + indent, first + i * LEADING, line.text, line.bold, line.known)
        for i, (indent, line) in enumerate(lines)
    )
    return Box(content, x, y, BOX, height, texts)


def _notes_at(notes: list[str], y: float) -> list[Text]:
    lines = [text for note in notes for text in fonts.wrap(note, SIDE + BOX - MAIN, SMALL)]
    return [Text(MAIN, y + 12 * i, text) for i, text in enumerate(lines)]
