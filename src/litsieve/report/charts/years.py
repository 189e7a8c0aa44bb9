"""Reports by year of publication: a year without any is a gap."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from litsieve.report import fonts
from litsieve.report.charts.canvas import MARGIN, SMALL, WIDTH, Canvas, length
from litsieve.report.descriptives import descriptives
from litsieve.report.material import Material

TITLE = "Reports by year of publication"
#: Years that are drawn at most; what lies outside is told.
MOST = 100
_HEIGHT, _LEFT = 190.0, 70.0
_WIDEST = 40.0  # from year to year


@dataclass(frozen=True)
class Year:
    year: int
    n: int
    included: int

    @property
    def told(self) -> str:
        return f"{self.year}: {self.n:,}" + (f", {self.included:,} included" * bool(self.included))


def draw(material: Material) -> str | None:
    """None if no year is known."""
    table = descriptives(material)
    rows = table[table["dimension"] == "year"]
    known = rows[rows["value"].notna()]
    years = [
        Year(int(value), int(n), int(included))
        for value, n, included in known[["value", "reports", "included"]].itertuples(index=False)
    ]
    if not years:
        return None
    unknown = rows[rows["value"].isna()]
    shown = window(years)
    canvas = Canvas("years", TITLE, "Distinct reports among the records identified")
    canvas.legend([("all", "identified"), ("part", "of these included")])
    _plot(canvas, {year.year: year for year in shown}, shown[0].year, shown[-1].year)
    notes = [_outside([year for year in years if year not in shown])]
    notes.append(_unknown(int(unknown["reports"].sum()), int(unknown["included"].sum())))
    said = [*(year.told for year in years), notes[1].rstrip(".")]
    return canvas.svg(". ".join(filter(None, said)) + ".", filter(None, notes))


def window(years: list[Year]) -> list[Year]:
    """The years of the `MOST` years in a row that hold most reports, the latest such."""
    sums = [0]
    for year in years:
        sums.append(sums[-1] + year.n)
    numbers = [year.year for year in years]
    ends = [bisect_right(numbers, first + MOST - 1) for first in numbers]
    start = max(range(len(years)), key=lambda i: (sums[ends[i]] - sums[i], i))
    return years[start : ends[start]]


def _outside(years: list[Year]) -> str:
    if not years:
        return ""
    told = "; ".join(year.told for year in years[:5]) + ("; …" if len(years) > 5 else "")
    return f"Outside the years drawn: {sum(year.n for year in years):,} ({told})."


def _unknown(n: int, included: int) -> str:
    return f"Year not reported: {n:,}, of these {included:,} included." if n else ""


def _plot(canvas: Canvas, years: dict[int, Year], first: int, last: int) -> None:
    most = max(year.n for year in years.values())
    base = canvas.y + 16 + _HEIGHT
    step = min(_WIDEST, (WIDTH - MARGIN - _LEFT) / (last - first + 1))
    right = _LEFT + step * (last - first + 1)
    scale = nice(most)
    for n in scale:
        y = base - n / scale[-1] * _HEIGHT
        canvas.line(_LEFT, y, right, y, "axis" if not n else "grid")
        canvas.text(_LEFT - 7, y + 4, f"{n:,}", "dim small", "end")
    bar = max(step - (4 if step > 12 else 1), 1.5)
    roomy = all(fonts.width(f"{year.n:,}", SMALL, bold=True) + 3 <= step for year in years.values())
    included = any(year.included for year in years.values())
    every = _every(step)
    for number in range(first, last + 1):
        x = _LEFT + (number - first) * step + step / 2
        if number % every == 0:
            canvas.text(x, base + 16, str(number), "small", "middle")
        if number in years:
            _year(canvas, years[number], x, base, bar, scale[-1], roomy)
    if included and roomy:
        canvas.text(_LEFT - 7, base + 31, "included", "of-part small", "end")
    canvas.y = base + (38 if included and roomy else 24)


def _year(
    canvas: Canvas, year: Year, x: float, base: float, bar: float, most: int, roomy: bool
) -> None:
    with canvas.told(year.told):
        whole, part = length(year.n, most, _HEIGHT), length(year.included, most, _HEIGHT)
        canvas.rect(x - bar / 2, base - whole, bar, whole, "all")
        if part:
            canvas.rect(x - bar / 2, base - part, bar, part, "part")
        if roomy:
            canvas.text(x, base - whole - 5, f"{year.n:,}", "small", "middle")
            if year.included:
                canvas.text(x, base + 31, f"{year.included:,}", "of-part small", "middle")


def _every(step: float) -> int:
    """Every how many years the axis names one."""
    room = fonts.width("0000", SMALL) + 6
    return next(n for n in (1, 2, 5, 10, 20, 50, 100) if n * step >= room)


def nice(most: int) -> list[int]:
    """Nought to at least `most` in round steps, six at most."""
    steps = (n * 10**power for power in range(12) for n in (1, 2, 5))
    step = next(step for step in steps if -(-most // step) <= 5)
    return [i * step for i in range(max(-(-most // step), 1) + 1)]
