"""prisma.svg: the flow diagram, laid out by hand, readable aloud, light and dark."""

from __future__ import annotations

from itertools import groupby, pairwise
from operator import itemgetter

from litsieve.report.flow import Arrow, Bar, Box, Flow, Text, layout
from litsieve.report.inert import xml
from litsieve.report.material import Material

#: Where links to records lead from the picture alone; within the page they stay on it.
PAGE = "report.html"

#: Part → its look, in light and in dark. Every rule is scoped, so that the picture can stand in a
#: page among others.
STYLE = {
    "text": ('font:12px "Liberation Sans",Arial,Helvetica,sans-serif;fill:#111', "fill:#e8eaed"),
    ".page": ("fill:#fff", "fill:#14171a"),
    ".box rect": ("fill:#fff;stroke:#222", "fill:#1e2125;stroke:#b5bac0"),
    ".grey rect": ("fill:#eee", "fill:#2a2e33"),
    ".line": ("stroke:#222;fill:none", "stroke:#b5bac0"),
    ".tip": ("fill:#222", "fill:#b5bac0"),
    ".wait rect,.wait.line": ("stroke-dasharray:4 3", ""),
    ".head": ("fill:#f3c24f", "fill:#7a580c"),
    ".head.other": ("fill:#dcdcdc", "fill:#43484e"),
    ".band": ("fill:#a9c3e8", "fill:#2f4f80"),
    ".b,.bar": ("font-weight:bold", ""),
    ".bar": ("text-anchor:middle", ""),
    ".dim": ("fill:#595959", "fill:#a5abb1"),
    ".none rect": ("stroke:#999", "stroke:#6b7076"),
    ".note": ("font-size:9.5px;fill:#444", "fill:#a9aeb4"),
    "a:hover text,a:focus text": ("text-decoration:underline", ""),
    "a:hover>rect,a:focus>rect": ("stroke-width:2", ""),
}


def style(dark: bool) -> str:
    """The rules; `dark` adds those for viewers that ask for a dark scheme."""
    light = "".join(f"{_scoped(part)}{{{look}}}\n" for part, (look, _) in STYLE.items())
    night = "".join(f"{_scoped(part)}{{{look}}}\n" for part, (_, look) in STYLE.items() if look)
    return light + (f"@media (prefers-color-scheme:dark){{\n{night}}}\n" if dark else "")


def _scoped(part: str) -> str:
    return ",".join(f".prisma-flow {one}" for one in part.split(","))


def write(material: Material) -> bytes:
    return draw(layout(material.prisma), page=PAGE).encode()


def draw(flow: Flow, dark: bool = True, page: str | None = "") -> str:
    """The SVG document.

    Boxes and lines link to their records on `page`; "" is the page that the picture stands in, and
    with None there are no links.
    """
    size = f"{_n(flow.width)} {_n(flow.height)}"
    width, height = size.split()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="prisma-flow" viewBox="0 0 {size}" '
        f'width="{width}" height="{height}" role="{"img" if page is None else "group"}" '
        'aria-labelledby="prisma-title prisma-desc">',
        f'<title id="prisma-title">{xml(flow.title)}</title>',
        f'<desc id="prisma-desc">{xml(flow.description)}</desc>',
        f"<style>\n{style(dark)}</style>",
        f'<rect class="page" width="{width}" height="{height}"/>',
        *map(_heading, flow.headings),
        *map(_band, flow.bands),
        *map(_arrow, flow.arrows),
        *(_box(box, page) for box in flow.boxes),
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
    kind = "head other" if bar.grey else "head"
    return (
        _rect(bar.x, bar.y, bar.width, bar.height, f' class="{kind}" rx="6"')
        + f'<text class="bar" x="{_n(middle)}" y="{_n(base)}">{xml(bar.text)}</text>'
    )


def _band(bar: Bar) -> str:
    x, y = bar.x + bar.width / 2 + 4, bar.y + bar.height / 2
    return (
        _rect(bar.x, bar.y, bar.width, bar.height, ' class="band" rx="6"')
        + f'<text class="bar" transform="translate({_n(x)} {_n(y)}) rotate(-90)">'
        + f"{xml(bar.text)}</text>"
    )


#: The head of an arrow by its direction: what is left of the line, and the head's other corners.
_HEADS = {(0, 1): "l-4 -8h8z", (1, 0): "l-8 -4v8z", (-1, 0): "l8 -4v8z"}


def _arrow(arrow: Arrow) -> str:
    """A line and its head; the head is a path, as not every viewer draws markers."""
    wait = " wait" if arrow.waiting else ""
    points = arrow.points
    (x0, y0), (x, y) = points[-2:]
    way = ((x > x0) - (x < x0), (y > y0) - (y < y0))
    short = (x - 7 * way[0], y - 7 * way[1])
    path = f"M{_n(points[0][0])} {_n(points[0][1])}"
    for (x1, _), (x2, y2) in pairwise([*points[:-1], short]):
        path += f"V{_n(y2)}" if x1 == x2 else f"H{_n(x2)}"
    head = f"M{_n(x)} {_n(y)}{_HEADS[way]}"
    return f'<path class="line{wait}" d="{path}"/><path class="tip" d="{head}"/>'


def _box(box: Box, page: str | None) -> str:
    """A group with its tooltip: the box leads to its records, and so does each line to its own."""
    content = box.content
    states = (content.waiting, "wait"), (content.grey, "grey"), (not content.known, "none")
    kind = " ".join(["box", *(name for true, name in states if true)])
    parts = [_linked(_rect(box.x, box.y, box.width, box.height), content.link, page)]
    # Lines of the box itself, and of one number over several lines, are one link.
    own = (content.link if text.link is None else text.link for text in box.texts)
    for link, found in groupby(zip(own, box.texts, strict=True), key=itemgetter(0)):
        texts = [text for _, text in found]
        parts.append(_linked("\n".join(map(_text, texts)), link, page))
    return "\n".join(
        [f'<g id="prisma-{xml(content.id)}" class="{kind}"><title>{xml(content.tip)}</title>',
         *parts, "</g>"]
    )  # fmt: skip


def _linked(drawn: str, link: str | None, page: str | None) -> str:
    if not link or page is None:
        return drawn
    return f'<a href="{xml(page)}#{xml(link)}">{drawn}</a>'


def _text(text: Text, kind: str = "") -> str:
    classes = [kind, "b" if text.bold else "", "" if text.known else "dim"]
    named = " ".join(filter(None, classes))
    named = f' class="{named}"' if named else ""
    return f'<text{named} x="{_n(text.x)}" y="{_n(text.y)}">{xml(text.text)}</text>'
