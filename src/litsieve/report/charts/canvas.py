"""What every chart is drawn with: one style, texts that never leave their room, SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from litsieve.report import fonts
from litsieve.report.inert import plain, xml

WIDTH, MARGIN = 760.0, 16.0
SIZE, SMALL, HEAD = 12.0, 10.5, 15.0  # px of text, of notes, of the title
#: No label is longer, however thin its letters are.
_LONGEST = 120

#: Text ≥ 4.5:1 and shapes ≥ 3:1 against what is behind them; the parts of a bar differ in
#: lightness, too, and their numbers are always printed.
_LIGHT = """\
.chart text{font:12px "Liberation Sans",Arial,Helvetica,sans-serif;fill:#1a1d21}
.chart .page{fill:#fff}
.chart .band{fill:#f1f4f8}
.chart .all{fill:#cfdff2;stroke:#3f6ea8}
.chart .part{fill:#174a87;stroke:#174a87}
.chart .rest{stroke-dasharray:3 2}
.chart .grid{stroke:#dde2e8}
.chart .axis{stroke:#7c858f}
.chart .on{fill:#22262b;stroke:#22262b}
.chart .off{fill:#d3d9e0}
.chart .join{stroke:#22262b;stroke-width:3}
.chart .dim{fill:#545b64}
.chart .small{font-size:10.5px}
.chart .head{font-size:15px;font-weight:bold}
.chart .b{font-weight:bold}
.chart .of-part{fill:#174a87;font-weight:bold}
"""
_DARK = """\
.chart text{fill:#e8eaed}
.chart .page{fill:#14171a}
.chart .band{fill:#1d2227}
.chart .all{fill:#27476b;stroke:#83aede}
.chart .part{fill:#a6ceff;stroke:#a6ceff}
.chart .grid{stroke:#2b3137}
.chart .axis{stroke:#8b949e}
.chart .on{fill:#e8eaed;stroke:#e8eaed}
.chart .off{fill:#3a4149}
.chart .join{stroke:#e8eaed}
.chart .dim{fill:#a9b1ba}
.chart .of-part{fill:#a6ceff}
"""


class Canvas:
    """A picture that grows downwards; x and y in px, `y` is where the next thing begins."""

    def __init__(self, name: str, title: str, about: str) -> None:
        self.name, self.title = name, title
        self.parts: list[str] = []
        self.y = MARGIN
        self.paragraph(title, "head", HEAD)
        self.paragraph(about, "dim")

    def text(self, x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> None:
        """One line of text; `y` is its base line."""
        named = f' class="{kind}"' if kind else ""
        end = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.parts.append(f'<text{named} x="{_n(x)}" y="{_n(y)}"{end}>{xml(text)}</text>')

    def upwards(self, x: float, y: float, text: str, kind: str) -> None:
        """One line of text that runs upwards from there."""
        place = f'transform="translate({_n(x)} {_n(y)}) rotate(-90)"'
        self.parts.append(f'<text class="{kind}" {place}>{xml(text)}</text>')

    def rect(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        size = f'width="{_n(width)}" height="{_n(height)}"'
        self.parts.append(f'<rect class="{kind}" x="{_n(x)}" y="{_n(y)}" {size}/>')

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
        self.parts.append(f'<line class="{kind}" {ends}/>')

    def dot(self, x: float, y: float, radius: float, kind: str) -> None:
        self.parts.append(f'<circle class="{kind}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"/>')

    @contextmanager
    def told(self, tip: str) -> Iterator[None]:
        """What is drawn within shows `tip` where the pointer rests on it."""
        self.parts.append(f"<g><title>{xml(tip)}</title>")
        yield
        self.parts.append("</g>")

    def paragraph(self, text: str, kind: str, size: float = SIZE) -> None:
        """Text over the whole width, in as many lines as it takes."""
        for line in fonts.wrap(plain(text), WIDTH - 2 * MARGIN, size, kind == "head"):
            self.text(MARGIN, self.y + size, line, kind)
            self.y += size + 5

    def legend(self, items: Iterable[tuple[str, str]], x: float = MARGIN) -> None:
        """Swatches (class, words) in a row."""
        self.y += 6
        for kind, words in items:
            self.rect(x + 0.5, self.y + 0.5, 12, 10, kind)
            self.text(x + 18, self.y + 10, words)
            x += 18 + fonts.width(words, SIZE) + 22
        self.y += 18

    def svg(self, description: str, notes: Iterable[str] = ()) -> str:
        """The document, with the notes below what was drawn."""
        self.y += 4
        for note in notes:
            self.paragraph(note, "dim small", SMALL)
        name, height = f"chart-{self.name}", _n(self.y + MARGIN - 4)
        head = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {_n(WIDTH)} '
            f'{height}" width="{_n(WIDTH)}" height="{height}" role="img" '
            f'aria-labelledby="{name}-title {name}-desc">',
            f'<title id="{name}-title">{xml(self.title)}</title>',
            f'<desc id="{name}-desc">{xml(description)}</desc>',
            f"<style>\n{_LIGHT}@media (prefers-color-scheme:dark){{\n{_DARK}}}\n</style>",
            f'<rect class="page" width="{_n(WIDTH)}" height="{height}"/>',
        ]
        return "\n".join([*head, *self.parts, "</svg>"]) + "\n"


def elide(text: str, room: float, size: float = SIZE, bold: bool = False) -> str:
    """`text` on one line, its end cut with … if it is wider than `room`."""
    text = plain(text)
    if len(text) <= _LONGEST and fonts.width(text, size, bold) <= room:
        return text
    kept, used = "", fonts.width("…", size, bold)
    for char in text[:_LONGEST]:
        used += fonts.width(char, size, bold)
        if used > room:
            break
        kept += char
    return f"{kept.rstrip()}…"


def length(n: int, most: int, room: float) -> float:
    """How long a bar of `n` is where `most` takes all the room; what is there is always seen."""
    return max(n / most * room, 2.0) if n and most else 0.0


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
