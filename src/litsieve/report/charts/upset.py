"""UpSet plot of the sources: how many reports exactly these sources hold, and no other.

After Lex A et al. IEEE Trans Vis Comput Graph 2014;20(12):1983-92.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from litsieve.report import fonts
from litsieve.report.charts.canvas import MARGIN, SIZE, WIDTH, Canvas, elide, length
from litsieve.report.material import Material
from litsieve.report.sources import Overlap, overlaps

TITLE = "What the sources share"
#: Sources with a row of their own; the smallest others share one.
MOST = 12
_NAMES, _SIZES, _HEIGHT, _ROW = 190.0, 90.0, 170.0, 25.0
_NARROWEST, _WIDEST, _BAR, _DOT = 30.0, 46.0, 24.0, 6.5


@dataclass(frozen=True)
class Row:
    """A source, or the `pooled` others, and the distinct reports that it holds."""

    name: str
    n: int
    included: int
    pooled: bool = False


@dataclass(frozen=True)
class Column:
    """Reports that exactly these rows hold; the last may sum up `others`."""

    rows: tuple[int, ...]
    n: int
    included: int
    others: int = 0


def draw(material: Material) -> str | None:
    """None if there are not two sources with records."""
    found = overlaps(material)
    rows, columns = matrix(found)
    if len(rows) < 2:
        return None
    total = sum(overlap.reports for overlap in found)
    about = (
        "Distinct reports by the sources that hold them: each report is in one column, that of "
        "exactly the sources with a dot"
    )
    canvas = Canvas("sources", TITLE, about)
    canvas.legend([("all", "identified"), ("part", "of these included")])
    _draw(canvas, rows, columns)
    said = [f"{total:,} distinct reports", *(_told(rows, column) for column in columns)]
    notes = [_pooled(found)] if rows[-1].pooled else []
    return canvas.svg(". ".join(said) + ".", [*notes, "All: source_overlaps.csv."])


def matrix(found: Sequence[Overlap]) -> tuple[list[Row], list[Column]]:
    """Rows and columns of the plot, the largest first."""
    sizes = _sizes(found)
    own = [name for name, _ in sizes[: MOST if len(sizes) <= MOST else MOST - 1]]
    at = {name: i for i, name in enumerate(own)}
    counted: Counter[tuple[int, ...]] = Counter()
    included: Counter[tuple[int, ...]] = Counter()
    for overlap in found:
        key = tuple(sorted({at.get(name, len(own)) for name in overlap.sources}))
        counted[key] += overlap.reports
        included[key] += overlap.included
    columns = [
        Column(key, n, included[key])
        for key, n in sorted(counted.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    ]
    rows = [_row(name, i, columns) for i, name in enumerate(own)]
    if left := len(sizes) - len(own):
        rows.append(_row(f"{left} other sources", len(own), columns, pooled=True))
    return rows, columns


def _sizes(found: Iterable[Overlap]) -> list[tuple[str, int]]:
    """Sources and their distinct reports, the largest first."""
    sizes: Counter[str] = Counter()
    for overlap in found:
        sizes.update(dict.fromkeys(overlap.sources, overlap.reports))
    return sorted(sizes.items(), key=lambda item: (-item[1], item[0]))


def _row(name: str, i: int, columns: list[Column], pooled: bool = False) -> Row:
    mine = [column for column in columns if i in column.rows]
    return Row(name, sum(c.n for c in mine), sum(c.included for c in mine), pooled)


def _pooled(found: Sequence[Overlap]) -> str:
    names = ", ".join(elide(name, 200) for name, _ in _sizes(found)[MOST - 1 :][:20])
    return f"Other sources: {names}{', …' if len(_sizes(found)) > MOST + 19 else ''}."


def _told(rows: list[Row], column: Column) -> str:
    if column.others:
        who = f"{column.others} other combinations"
    else:
        who = " and ".join(rows[i].name for i in column.rows)
        who = f"{who} only" if len(column.rows) == 1 else f"exactly {who}"
    return f"{who}: {column.n:,}" + (f", {column.included:,} included" * bool(column.included))


def fitting(columns: list[Column], room: float) -> list[Column]:
    """As many columns as the room takes, the last one of all that are left."""
    wide = max(fonts.width(f"{column.n:,}", SIZE) for column in columns) + 8
    many = int(room // max(wide, _NARROWEST))
    if len(columns) <= many:
        return columns
    rest = columns[many - 1 :]
    n, included = sum(c.n for c in rest), sum(c.included for c in rest)
    return [*columns[: many - 1], Column((), n, included, len(rest))]


@dataclass(frozen=True)
class _Place:
    """Where things stand: right ends of names and numbers, the matrix, the foot of the bars."""

    named: float
    numbered: float
    left: float
    base: float

    @property
    def top(self) -> float:
        return self.base + 34


def _place(canvas: Canvas, rows: list[Row]) -> _Place:
    names = max(fonts.width(elide(row.name, _NAMES), SIZE) for row in rows)
    named = MARGIN + min(_NAMES, max(names, fonts.width("included", SIZE, bold=True)))
    numbered = named + 12 + max(fonts.width(f"{row.n:,}", SIZE) for row in rows)
    return _Place(named, numbered, numbered + 8 + _SIZES + 14, canvas.y + 14 + _HEIGHT)


def _draw(canvas: Canvas, rows: list[Row], columns: list[Column]) -> None:
    place, right = _place(canvas, rows), WIDTH - MARGIN
    columns = fitting(columns, right - place.left)
    step = min(_WIDEST, (right - place.left) / len(columns))
    canvas.line(place.left, place.base, place.left + step * len(columns), place.base, "axis")
    if any(column.included for column in columns):
        canvas.text(place.left - 8, place.base + 18, "included", "of-part", "end")
    largest = max(row.n for row in rows)
    for i, row in enumerate(rows):
        _source(canvas, row, i, place, largest)
    most = max(column.n for column in columns if not column.others)
    for i, column in enumerate(columns):
        with canvas.told(_told(rows, column)):
            x = place.left + (i + 0.5) * step
            _bar(canvas, column, x, place.base, most)
            _dots(canvas, column, x, place.top, len(rows))
    canvas.y = place.top + len(rows) * _ROW


def _source(canvas: Canvas, row: Row, i: int, place: _Place, largest: int) -> None:
    """The name of a row, how many reports it has, and that as a bar."""
    y = place.top + i * _ROW
    if i % 2 == 0:
        canvas.rect(MARGIN / 2, y, WIDTH - MARGIN, _ROW, "band")
    included = f", {row.included:,} included" if row.included else ""
    with canvas.told(f"{row.name}: {row.n:,} distinct reports{included}"):
        name = elide(row.name, place.named - MARGIN)
        canvas.text(place.named, y + 17, name, "dim" if row.pooled else "", "end")
        canvas.text(place.numbered, y + 17, f"{row.n:,}", "", "end")
        x = place.numbered + 8
        canvas.rect(x, y + 6, length(row.n, largest, _SIZES), 13, "all")
        if row.included:
            canvas.rect(x, y + 6, length(row.included, largest, _SIZES), 13, "part")


def _bar(canvas: Canvas, column: Column, x: float, base: float, most: int) -> None:
    """The bar of a column with its numbers; of the others numbers only, lest they dwarf it."""
    whole = 0.0
    if not column.others:
        whole, part = length(column.n, most, _HEIGHT), length(column.included, most, _HEIGHT)
        canvas.rect(x - _BAR / 2, base - whole, _BAR, whole, "all")
        if part:
            canvas.rect(x - _BAR / 2, base - part, _BAR, part, "part")
    canvas.text(x, base - whole - 6, f"{column.n:,}", "dim" if column.others else "", "middle")
    if column.included:
        canvas.text(x, base + 18, f"{column.included:,}", "of-part", "middle")


def _dots(canvas: Canvas, column: Column, x: float, top: float, rows: int) -> None:
    if column.others:
        canvas.upwards(x + 4, top + rows * _ROW - 6, f"{column.others} others", "dim")
        return
    middles = [top + (i + 0.5) * _ROW for i in range(rows)]
    for y in middles:
        canvas.dot(x, y, _DOT, "off")
    if len(column.rows) > 1:
        canvas.line(x, middles[column.rows[0]], x, middles[column.rows[-1]], "join")
    for i in column.rows:
        canvas.dot(x, middles[i], _DOT, "on")
