"""prisma.svg: the flow diagram, laid out by hand, readable aloud, light and dark."""

from __future__ import annotations

from litsieve.report.flow import Arrow, Bar, Box, Flow, Text, layout
from litsieve.report.inert import xml
from litsieve.report.material import Material

_LIGHT = """\
text{font:12px "Liberation Sans",Arial,Helvetica,sans-serif;fill:#111}
.page{fill:#fff}
.box rect{fill:#fff;stroke:#222}
.line{stroke:#222;fill:none}
.tip{fill:#222}
.wait rect,.wait.line{stroke-dasharray:4 3}
.head{fill:#f3c24f}
.band{fill:#a9c3e8}
.b,.bar{font-weight:bold}
.bar{text-anchor:middle}
.dim{fill:#666}
.none rect{stroke:#999}
.note{font-size:9.5px;fill:#444}
"""
_DARK = """\
text{fill:#e8eaed}
.page{fill:#14171a}
.box rect{fill:#1e2125;stroke:#b5bac0}
.line{stroke:#b5bac0}
.tip{fill:#b5bac0}
.head{fill:#8a6510}
.band{fill:#2f4f80}
.dim{fill:#9aa0a6}
.none rect{stroke:#6b7076}
.note{fill:#a9aeb4}
"""


def write(material: Material) -> bytes:
    return draw(layout(material.prisma)).encode()


def draw(flow: Flow, dark: bool = True) -> str:
    """The SVG document; `dark` adds the colours for viewers that ask for a dark scheme."""
    style = _LIGHT + (f"@media (prefers-color-scheme:dark){{\n{_DARK}}}\n" if dark else "")
    size = f"{_n(flow.width)} {_n(flow.height)}"
    width, height = size.split()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="prisma-title prisma-desc">',
        f'<title id="prisma-title">{xml(flow.title)}</title>',
        f'<desc id="prisma-desc">{xml(flow.description)}</desc>',
        f"<style>\n{style}</style>",
        f'<rect class="page" width="{width}" height="{height}"/>',
        _heading(flow.heading),
        *map(_band, flow.bands),
        *map(_arrow, flow.arrows),
        *map(_box, flow.boxes),
        *(_text(note, "note") for note in flow.notes),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _rect(x: float, y: float, width: float, height: float, extra: str = "") -> str:
    return f'<rect{extra} x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"/>'


def _heading(bar: Bar) -> str:
    middle, base = bar.x + bar.width / 2, bar.y + bar.height / 2 + 4
    return (
        _rect(bar.x, bar.y, bar.width, bar.height, ' class="head" rx="6"')
        + f'<text class="bar" x="{_n(middle)}" y="{_n(base)}">{xml(bar.text)}</text>'
    )


def _band(bar: Bar) -> str:
    x, y = bar.x + bar.width / 2 + 4, bar.y + bar.height / 2
    return (
        _rect(bar.x, bar.y, bar.width, bar.height, ' class="band" rx="6"')
        + f'<text class="bar" transform="translate({_n(x)} {_n(y)}) rotate(-90)">'
        + f"{xml(bar.text)}</text>"
    )


def _arrow(arrow: Arrow) -> str:
    """A line and its head; the head is a path, as not every viewer draws markers."""
    wait = " wait" if arrow.waiting else ""
    x, y = _n(arrow.x2), _n(arrow.y2)
    if arrow.x1 == arrow.x2:
        line, head = f"V{_n(arrow.y2 - 7)}", f"M{x} {y}l-4 -8h8z"
    else:
        line, head = f"H{_n(arrow.x2 - 7)}", f"M{x} {y}l-8 -4v8z"
    start = f"M{_n(arrow.x1)} {_n(arrow.y1)}"
    return f'<path class="line{wait}" d="{start}{line}"/><path class="tip" d="{head}"/>'


def _box(box: Box) -> str:
    content = box.content
    kind = "box" + (" wait" if content.waiting else "") + ("" if content.known else " none")
    return "\n".join(
        [
            f'<g id="prisma-{xml(content.id)}" class="{kind}"><title>{xml(content.tip)}</title>',
            _rect(box.x, box.y, box.width, box.height),
            *(_text(text) for text in box.texts),
            "</g>",
        ]
    )


def _text(text: Text, kind: str = "") -> str:
    classes = [kind, "b" if text.bold else "", "" if text.known else "dim"]
    named = " ".join(filter(None, classes))
    named = f' class="{named}"' if named else ""
    return f'<text{named} x="{_n(text.x)}" y="{_n(text.y)}">{xml(text.text)}</text>'
