"""report.md: reasons, sources, charts."""

from __future__ import annotations

import pandas as pd

from litsieve.report.charts import CHARTS
from litsieve.report.inert import markdown as md
from litsieve.report.material import Material
from litsieve.report.reasons import reasons_table
from litsieve.report.sources import sources_table
from litsieve.report.writers.markdown.page import n, table

BOXES = {
    "automation": "marked ineligible",
    "other": "other removal",
    "excluded": "excluded on title and abstract",
    "not-retrieved": "not retrieved",
    "excluded-report": "excluded on full text",
}
_SOURCES = {
    "source": "source", "raw": "records", "within": "duplicates within", "distinct": "distinct",
    "unique": "only here", "shared": "also elsewhere", "screened": "screened",
    "included": "included", "included_only_here": "included, only here",
}  # fmt: skip


def reasons(material: Material) -> list[str]:
    """Primary reasons by box, and how often each was hit at all, in the protocol's order."""
    found = reasons_table(material)
    if found.empty:
        return ["Nothing was excluded."]
    boxes = [box for box in BOXES if box in set(found["box"])]
    order = {reason.id: i for i, reason in enumerate(material.given.reasons)}
    lines = []
    for (reason, label), rows in found.groupby(["reason", "reason_label"], dropna=False):
        known = reason if isinstance(reason, str) else ""
        of = {box: rows[rows["box"] == box] for box in boxes}
        cells = [_by(mine["primary"], mine["by"]) for mine in of.values()]
        hits = n(int(rows["any_hit"].sum()))
        place = (not known, order.get(known, len(order)), known)
        lines.append((place, (md(known), md(f"{label}{_within(rows)}"), *cells, hits)))
    lines.sort(key=lambda line: line[0])
    note = (
        "A report has one primary reason: the first in the order of the protocol among those that "
        "it hits at the stage at which it left. The last column counts every report that left and "
        "hits the reason at all. All of it: [reasons.csv](reasons.csv); each report that was "
        "excluded on its full text: [excluded_fulltext.csv](excluded_fulltext.csv)."
    )
    heads = ("id", "reason", *(BOXES[box] for box in boxes), "any hit")
    return [*table(heads, (cells for _, cells in lines), left=2), "", note]


def _within(rows: pd.DataFrame) -> str:
    """The reason that this one is part of, in brackets."""
    parent = rows["parent_label"].iloc[0]
    return f" ({parent})" if isinstance(parent, str) else ""


def sources(material: Material) -> list[str]:
    found = sources_table(material)
    rows = [
        (md(str(row["source"])), *(n(row[name]) for name in list(_SOURCES)[1:]))
        for row in found.to_dict("records")
    ]
    note = (
        "Distinct = records − duplicates within = only here + also elsewhere. Screened and "
        "included count the reports that the source holds a record of, so that one report may "
        "count for several sources. Every combination of sources: "
        "[source_overlaps.csv](source_overlaps.csv)."
    )
    return [*table(tuple(_SOURCES.values()), rows, left=1), "", note]


def charts(material: Material) -> list[str]:
    """A link to each that has something to show."""
    return [
        f"- [{chart.title}](chart-{name}.svg)"
        for name, chart in CHARTS.items()
        if chart.draw(material) is not None
    ]


def _by(primary: pd.Series, by: pd.Series) -> str:
    """`12`, or `12 (3 by a human)` where both a human and a tool excluded."""
    total, human = int(primary.sum()), int(primary[by == "human"].sum())
    if not total:
        return ""
    return n(total) + (f" ({n(human)} by a human)" if human else "")
