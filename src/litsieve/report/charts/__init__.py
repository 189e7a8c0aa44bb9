"""Charts of a report: SVG laid out by hand, one file a chart, one line in the table below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from litsieve.report.charts import described, reasons, upset, years
from litsieve.report.material import Material


@dataclass(frozen=True)
class Chart:
    """`draw` gives the SVG as text, or None where there is nothing to draw."""

    title: str
    draw: Callable[[Material], str | None]

    def write(self, material: Material) -> bytes | None:
        """The chart as an artefact."""
        drawn = self.draw(material)
        return None if drawn is None else drawn.encode()


#: Name → chart; the artefact is chart-NAME.svg.
CHARTS: dict[str, Chart] = {
    "sources": Chart("What the sources share", upset.draw),
    "years": Chart("Reports by year of publication", years.draw),
    "venues": Chart("Reports by venue", described.by("venue")),
    "countries": Chart("Reports by country of the authors", described.by("country")),
    "types": Chart("Reports by type of document", described.by("type")),
    "languages": Chart("Reports by language", described.by("language")),
    "reasons": Chart("Why reports were excluded", reasons.draw),
}
