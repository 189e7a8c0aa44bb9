"""The PRISMA 2020 flow diagram laid out once, in px: boxes, lines of text, arrows.

What a box says is in the first half, where it stands in the second. Writers only draw.
After Page MJ et al. BMJ 2021;372:n71, figure 1 (CC BY 4.0).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from litsieve.report import fonts
from litsieve.report.counts import Prisma
from litsieve.report.inert import plain

SIZE, SMALL, LEADING, PAD = 12.0, 9.5, 15.0, 10.0  # text, notes, from line to line, inside a box
MARGIN, BAND, MAIN, SIDE, BOX = 16.0, 26.0, 52.0, 358.0, 262.0  # edge; x and width of columns
ROW_GAP, STACK_GAP, INDENT, HANG = 26.0, 8.0, 10.0, 8.0
HEADING = 30.0
#: Reasons and sources that a box lists before it sums up the rest; all of them are in report.md.
MOST_LINES = 16


@dataclass(frozen=True)
class Line:
    """One statement in a box, before it is broken into lines of text."""

    text: str
    indent: int = 0
    bold: bool = False
    known: bool = True


@dataclass(frozen=True)
class Content:
    """What a box says. `waiting` boxes are not part of PRISMA's flow and are drawn dashed."""

    id: str
    tip: str
    lines: tuple[Line, ...]
    waiting: bool = False

    @property
    def known(self) -> bool:
        return any(line.known for line in self.lines)


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


# ---- what the boxes say ------------------------------------------------------------------------


def counted(label: str, n: int | None) -> str:
    """`label (n = 1,842)`, its count never torn apart; `label (not reported)` if not known."""
    shown = "(not reported)" if n is None else f"(n = {n:,})"
    return f"{plain(label)} {shown.replace(' ', chr(0xA0))}"


def _line(label: str, n: int | None, indent: int = 0) -> Line:
    return Line(counted(label, n), indent, known=n is not None)


def _listed(items: list[tuple[str, int]], rest: str) -> list[Line]:
    """One indented line an item; from `MOST_LINES` on, one for all that are left."""
    if len(items) <= MOST_LINES:
        return [_line(label, n, 1) for label, n in items]
    shown, left = items[: MOST_LINES - 1], items[MOST_LINES - 1 :]
    return [*_listed(shown, rest), _line(f"{len(left)} {rest}", sum(n for _, n in left), 1)]


def _identified(p: Prisma) -> Content:
    lines = [Line("Records identified from*:", bold=True)]
    kinds = (
        ("Databases", p.identified.databases, True),
        ("Registers", p.identified.registers, True),
        ("Other methods", p.identified.other, False),
    )
    for label, named, always in kinds:
        if named or always:
            lines.append(_line(label, sum(named.values())))
            lines += _listed(sorted(named.items(), key=lambda item: -item[1]), "more sources")
    return Content("identified", "Every entry read from every export", tuple(lines))


def _removed(p: Prisma) -> Content:
    return Content(
        "removed",
        "Taken out before anyone screened",
        (
            Line("Records removed before screening:", bold=True),
            _line("Duplicate records removed", p.removed.duplicates.total),
            _line("Records marked as ineligible by automation tools", p.removed.automation),
            _line("Records removed for other reasons", p.removed.other),
        ),
    )


def _screened(p: Prisma) -> Content:
    return Content(
        "screened", "Judged on title and abstract", (_line("Records screened", p.screened),)
    )


def _excluded(p: Prisma) -> Content:
    star = "**" if p.excluded.automation else ""
    lines = [_line(f"Records excluded{star}", p.excluded.total)]
    if p.excluded.automation:
        lines += [
            _line("by a human", p.excluded.human, 1),
            _line("by automation tools", p.excluded.automation, 1),
        ]
    return Content("excluded", "Excluded on title and abstract", tuple(lines))


def _sought(p: Prisma) -> Content:
    return Content(
        "sought", "Full texts looked for", (_line("Reports sought for retrieval", p.sought),)
    )


def _not_retrieved(p: Prisma) -> Content:
    line = _line("Reports not retrieved", p.not_retrieved)
    return Content("not-retrieved", "Full texts that could not be had", (line,))


def _assessed(p: Prisma) -> Content:
    line = _line("Reports assessed for eligibility", p.assessed)
    return Content("assessed", "Judged on the full text", (line,))


def _excluded_reports(p: Prisma) -> Content:
    reasons = p.excluded_reports.reasons
    tip = "Excluded on the full text, each for one primary reason"
    if not reasons:
        line = _line("Reports excluded", p.excluded_reports.total)
        return Content("excluded-report", tip, (line,))
    head = Line(counted("Reports excluded", p.excluded_reports.total) + ":", bold=True)
    listed = _listed([(reason.label, reason.n) for reason in reasons], "more reasons")
    return Content("excluded-report", tip, (head, *listed))


def _included(p: Prisma) -> Content:
    lines: tuple[Line, ...] = (
        _line("Studies included in review", p.included.studies),
        _line("Reports of included studies", p.included.reports),
    )
    if p.included_after:
        lines = (
            Line(f"Included after {p.included_after}:", bold=True),
            _line("Studies", p.included.studies),
            _line("Reports of these studies", p.included.reports),
        )
    return Content("included", "What the review is about", lines)


def _awaiting(stage: str, label: str) -> Callable[[Prisma], Content | None]:
    def content(p: Prisma) -> Content | None:
        if not p.awaiting[stage]:
            return None
        line = _line(label, p.awaiting[stage])
        return Content(f"awaiting-{stage}", "Not settled yet", (line,), waiting=True)

    return content


@dataclass(frozen=True)
class Row:
    """A box of the main column, and what leaves the flow at its side."""

    band: str
    main: Callable[[Prisma], Content]
    sides: tuple[Callable[[Prisma], Content | None], ...]


ROWS = (
    Row("Identification", _identified, (_removed,)),
    Row("Screening", _screened,
        (_excluded, _awaiting("title-abstract", "Records awaiting screening"))),
    Row("Screening", _sought,
        (_not_retrieved, _awaiting("retrieval", "Reports awaiting retrieval"))),
    Row("Screening", _assessed,
        (_excluded_reports, _awaiting("full-text", "Reports awaiting assessment"))),
    Row("Included", _included, ()),
)  # fmt: skip


def _notes(p: Prisma) -> list[str]:
    notes = ["*Number of records identified from each database or register searched."]
    if p.excluded.automation:
        notes.append("**Excluded by a human and by automation tools shown separately.")
    if p.rejected:
        noun = "entry" if p.rejected == 1 else "entries"
        notes.append(f"{p.rejected:,} {noun} of the exports could not be read: see rejects.csv.")
    if any(p.awaiting.values()):
        notes.append("Dashed: not settled yet; the review is not finished.")
    notes.append("PRISMA 2020 flow diagram, after Page MJ et al. BMJ 2021;372:n71 (CC BY 4.0).")
    return notes


# ---- where they stand --------------------------------------------------------------------------


def layout(p: Prisma, only_drawable: bool = False) -> Flow:
    """The whole diagram.

    `only_drawable` is for pictures that must do with the bundled font: letters that it lacks are
    shown as `[…]` and a note says so. Without it they are left to the fonts of the viewer.
    """
    notes = _notes(p)
    rows = [
        (row.band, row.main(p), [side for make in row.sides if (side := make(p))]) for row in ROWS
    ]
    if only_drawable:
        changed = [_drawable(main) != main or any(_drawable(s) != s for s in sides)
                   for _, main, sides in rows]  # fmt: skip
        rows = [
            (band, _drawable(main), [_drawable(s) for s in sides]) for band, main, sides in rows
        ]
        if any(changed):
            notes.append(f"{fonts.OMITTED} letters that this picture's font lacks: see prisma.svg.")
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    spans: dict[str, tuple[float, float]] = {}
    y, above = MARGIN + HEADING + 18, None
    for band, main, sides in rows:
        row_boxes, row_arrows = _row(main, sides, y, fonts.width(band, SIZE, bold=True) + 14)
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
        heading=Bar(_heading(p), MAIN, MARGIN, SIDE + BOX - MAIN, HEADING),
        bands=tuple(Bar(band, MARGIN, top, BAND, end - top) for band, (top, end) in spans.items()),
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        notes=tuple(texts),
    )


def _heading(p: Prisma) -> str:
    via = (
        "databases, registers and other methods"
        if p.identified.other
        else "databases and registers"
    )
    return f"Identification of studies via {via}"


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
