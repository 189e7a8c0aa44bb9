"""Why reports left the flow, box by box, by people and by automation tools."""

from __future__ import annotations

import pandas as pd

from litsieve.report.charts.bars import Bar, Group, draw_groups
from litsieve.report.charts.canvas import Canvas
from litsieve.report.ledger import BOXES
from litsieve.report.material import Material
from litsieve.report.reasons import reasons_table

TITLE = "Why reports were excluded"
HEADINGS = {
    "automation": "Before screening: marked as ineligible by automation tools",
    "other": "Before screening: removed for other reasons",
    "excluded": "On title and abstract",
    "not-retrieved": "Not retrieved",
    "excluded-report": "On the full text",
}
#: Reasons of a box that are drawn before the others are summed up.
MOST = 12


def draw(material: Material) -> str | None:
    """The primary reasons of both arms together; None if nothing was excluded."""
    table = reasons_table(material)
    table = table[table["primary"] > 0]
    groups = [
        Group(_heading(box, rows), _bars(rows))
        for box in BOXES
        if len(rows := table[table["box"] == box])
    ]
    if not groups:
        return None
    about = "Every report that left the flow, by its one primary reason"
    canvas = Canvas("reasons", TITLE, about)
    canvas.legend([("all", "by automation tools"), ("part", "by people")])
    draw_groups(canvas, groups)
    told = [f"{group.heading}: {'; '.join(bar.told for bar in group.bars)}" for group in groups]
    note = "All, also reasons that were not the primary one: reasons.csv."
    return canvas.svg(". ".join(told) + ".", [note])


def _heading(box: str, rows: pd.DataFrame) -> str:
    return f"{HEADINGS[box]} (n = {int(rows['primary'].sum()):,})"


def _bars(rows: pd.DataFrame) -> list[Bar]:
    """The commonest reason first."""
    rows = rows.assign(people=rows["primary"].where(rows["by"] == "human", 0))
    sums = rows.groupby(["reason", "reason_label"], dropna=False, sort=False)[["primary", "people"]]
    found = [
        (_label(reason, label), int(n), int(people))
        for (reason, label), n, people in sums.sum().itertuples()
    ]
    found.sort(key=lambda of: (-of[1], of[0]))
    bars = [_bar(*of) for of in found[:MOST]]
    if left := found[MOST:]:
        n, people = sum(of[1] for of in left), sum(of[2] for of in left)
        bars.append(_bar(f"{len(left)} more reasons", n, people, "rest"))
    return bars


def _label(reason: object, label: str) -> str:
    return label if pd.isna(reason) or reason == label else f"{reason} {label}"  # type: ignore[call-overload]


def _bar(label: str, n: int, people: int, kind: str = "") -> Bar:
    if people in (0, n):
        return Bar(label, n, people, "by people" if people else "by automation tools", kind)
    return Bar(label, n, people, f"{people:,} by people, {n - people:,} by automation tools", kind)
