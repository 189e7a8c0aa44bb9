"""prisma.png: the SVG rendered at twice its size with the bundled font and no other."""

from __future__ import annotations

from resvg_py import svg_to_bytes

from litsieve.report.flow import Flow, layout
from litsieve.report.fonts import FAMILY, font_path
from litsieve.report.material import Material
from litsieve.report.writers.svg import draw

SCALE = 2


def write(material: Material) -> bytes:
    return render(layout(material.prisma, only_drawable=True))


def render(flow: Flow, scale: int = SCALE) -> bytes:
    """PNG bytes; raises ReviewError if a font is missing (resvg would draw empty boxes)."""
    return svg_to_bytes(
        svg_string=draw(flow, dark=False, page=None),
        zoom=scale,
        font_files=[str(font_path(bold)) for bold in (False, True)],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
        skip_system_fonts=True,
    )
