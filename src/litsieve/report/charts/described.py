"""Reports by venue, country, document type or language, from descriptives.csv."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from litsieve.report.charts.bars import Bar, Group, draw_groups
from litsieve.report.charts.canvas import Canvas
from litsieve.report.descriptives import DIMENSIONS, descriptives
from litsieve.report.material import Material

#: Values that are drawn before the others are summed up.
MOST = 15


@dataclass(frozen=True)
class _Words:
    title: str
    plural: str


_WORDS = {
    "venue": _Words("Reports by venue", "venues"),
    "country": _Words("Reports by country of the authors", "countries"),
    "type": _Words("Reports by type of document", "types"),
    "language": _Words("Reports by language", "languages"),
}


def by(dimension: str) -> Callable[[Material], str | None]:
    """The chart of one dimension of descriptives.csv."""

    def draw(material: Material) -> str | None:
        table = descriptives(material)
        rows = table[table["dimension"] == dimension]
        return _draw(dimension, rows) if rows["value"].notna().any() else None

    return draw


def _draw(dimension: str, rows: pd.DataFrame) -> str:
    words = _WORDS[dimension]
    known, unknown = rows[rows["value"].notna()], rows[rows["value"].isna()]
    shown, left = known.head(MOST), known.iloc[MOST:]
    bars = [_bar(str(row.label), int(row.reports), int(row.included)) for row in _rows(shown)]
    if len(left):
        name = f"{len(left):,} other {words.plural}"
        bars.append(_bar(name, int(left["reports"].sum()), int(left["included"].sum()), "rest"))
    if int(unknown["reports"].sum()):
        one = next(_rows(unknown))
        bars.append(_bar("not reported", int(one.reports), int(one.included), "unknown"))
    several = DIMENSIONS[dimension].many and int(rows["with_others"].sum())
    canvas = Canvas(dimension, words.title, "Distinct reports among the records identified")
    canvas.legend([("all", "identified"), ("part", "of these included")])
    draw_groups(canvas, [Group("", bars)])
    note = f"A report with several {words.plural} counts for each of them. " if several else ""
    told = ". ".join(bar.told for bar in bars)
    return canvas.svg(f"{told}.", [f"{note}All: descriptives.csv."])


def _rows(table: pd.DataFrame):  # type: ignore[no-untyped-def]
    return table.itertuples(index=False)


def _bar(label: str, n: int, included: int, kind: str = "") -> Bar:
    return Bar(label, n, included, f"{included:,} included" if included else "", kind)
