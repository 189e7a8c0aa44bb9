"""Horizontal bars of two parts, with their numbers in words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litsieve.report import fonts
from litsieve.report.charts.canvas import MARGIN, SIZE, WIDTH, Canvas, elide, length

_ROW, _BAR, _GAP = 22.0, 13.0, 8.0
_LABELS = 290.0  # room for labels, at most


@dataclass(frozen=True)
class Bar:
    """`part` of `n` is drawn dark; `words` say what it is.

    `kind`: "" | "unknown", the value that is not known | "rest", a sum of several, told in numbers
    only, so that it does not dwarf the values.
    """

    label: str
    n: int
    part: int
    words: str
    kind: str = ""

    @property
    def told(self) -> str:
        return f"{self.label}: {self.n:,}" + (f", {self.words}" if self.words else "")


@dataclass(frozen=True)
class Group:
    """Bars under a heading, which may be empty."""

    heading: str
    bars: Sequence[Bar]


def draw_groups(canvas: Canvas, groups: Sequence[Group]) -> None:
    """All bars to one scale."""
    bars = [bar for group in groups for bar in group.bars]
    left = MARGIN + min(_LABELS, max(fonts.width(elide(b.label, _LABELS), SIZE) for b in bars))
    words = max(fonts.width(_number(bar), SIZE, bold=True) for bar in bars)
    room = WIDTH - MARGIN - left - 2 * _GAP - words
    most = max(bar.n for bar in bars if bar.kind != "rest")
    for group in groups:
        if group.heading:
            canvas.y += 6
            canvas.text(MARGIN, canvas.y + 14, elide(group.heading, WIDTH - 2 * MARGIN), "b")
            canvas.y += _ROW
        for bar in group.bars:
            lengths = [length(n, most, room) for n in (bar.n, bar.part)]
            _draw(canvas, bar, left, *(lengths if bar.kind != "rest" else (0.0, 0.0)))


def _number(bar: Bar) -> str:
    return f"{bar.n:,}  {bar.words}"


def _draw(canvas: Canvas, bar: Bar, left: float, whole: float, part: float) -> None:
    base = canvas.y + 15
    with canvas.told(bar.told):
        label = elide(bar.label, left - MARGIN)
        canvas.text(left, base, label, "dim" if bar.kind else "", "end")
        x, top = left + _GAP, canvas.y + (_ROW - _BAR) / 2
        if whole:
            canvas.rect(x, top, whole, _BAR, "all rest" if bar.kind else "all")
        if part:
            canvas.rect(x, top, part, _BAR, "part")
        x += whole + _GAP * bool(whole)
        canvas.text(x, base, f"{bar.n:,}")
        if bar.words:
            x += fonts.width(f"{bar.n:,}", SIZE) + 7
            canvas.text(x, base, bar.words, "of-part" if bar.part else "dim")
    canvas.y += _ROW
