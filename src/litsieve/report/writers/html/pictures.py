"""The diagram and the charts as they stand within report.html."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from litsieve.report.charts import CHARTS
from litsieve.report.flow import layout
from litsieve.report.material import Material
from litsieve.report.writers import svg

if TYPE_CHECKING:
    from markupsafe import Markup

#: Every chart brings the style of all charts; in one page it is needed once.
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


def flow(material: Material) -> Markup:
    return _inline(svg.draw(layout(material.prisma)))


def charts(material: Material) -> list[tuple[str, str, Markup]]:
    """Name, title and picture of every chart that has something to show."""
    found, seen = [], set[str]()
    for name, chart in CHARTS.items():
        drawn = chart.draw(material)
        if drawn is not None:
            style = _STYLE.search(drawn)
            if style and style[0] in seen:
                drawn = drawn.replace(style[0], "")
            elif style:
                seen.add(style[0])
            found.append((name, chart.title, _inline(drawn)))
    return found


def _inline(drawn: str) -> Markup:
    """Paper is white, whatever the screen is like."""
    from markupsafe import Markup

    on_screen = drawn.replace("@media (prefers-color", "@media screen and (prefers-color")
    return Markup(on_screen)  # noqa: S704  # drawn by this program, its texts inert already
