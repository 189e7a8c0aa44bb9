"""What the sections of report.html say, as plain values: the template only lays them out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from litsieve.report.counts import AWAITING
from litsieve.report.decided import how_decided
from litsieve.report.inert import plain
from litsieve.report.material import Material
from litsieve.report.reasons import reasons_table
from litsieve.report.searches import search_log
from litsieve.report.sources import sources_table
from litsieve.report.tables import waits
from litsieve.report.writers.html.links import link
from litsieve.report.writers.html.words import BOXES, COUNTS, STAGES

#: Rejects, and whys of what awaits, that the page shows; all of them are in a file beside it.
MOST = 50
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class ReasonRow:
    """A primary reason in one box: how many, by automation, by people; hit at all."""

    id: str | None
    label: str
    parent: str | None
    numbers: tuple[tuple[int, str], ...]
    any_hit: int


def reasons(material: Material) -> dict[str, list[ReasonRow]]:
    """Box in words → its reasons in the order of the protocol, both arms together."""
    table = reasons_table(material)
    cells = table.astype(object).where(table.notna(), None)
    found: dict[str, list[ReasonRow]] = {}
    keys = cells[["box", "reason"]].drop_duplicates().itertuples(index=False)
    order = {box: i for i, box in enumerate(BOXES)}
    for box, reason in sorted(keys, key=lambda key: order[key[0]]):  # stable: reasons stay as is
        same = cells["reason"].isna() if reason is None else cells["reason"] == reason
        mine = cells[(cells["box"] == box) & same]
        first = mine.iloc[0]
        found.setdefault(BOXES[box], []).append(
            ReasonRow(
                id=reason,
                label=first["reason_label"],
                parent=first["parent_label"],
                numbers=tuple(_by(mine, box, reason, by) for by in (None, "automation", "human")),
                any_hit=int(mine["any_hit"].sum()),
            )
        )
    return found


def _by(rows: pd.DataFrame, box: str, reason: str | None, by: str | None) -> tuple[int, str]:
    mine = rows if by is None else rows[rows["by"] == by]
    narrowed = {"by": by} if by else {}
    return int(mine["primary"].sum()), link(box, reason=reason, **narrowed)


def sources(material: Material) -> Rows:
    """Rows of sources.csv, with links for the numbers that count records."""
    found = plain_rows(sources_table(material))
    for row in found:
        row["records"] = link("identified", source=row["source"])
        row["duplicates"] = link("duplicate-within", source=row["source"])
    return found


def searches(material: Material) -> Rows:
    """Rows of search_log.csv; the query verbatim, but for what could do harm."""
    found = plain_rows(search_log(material))
    for row in found:
        row["query"] = verbatim(row["query"]) if row["query"] else None
    return found


def verbatim(text: str) -> str:
    """`text` as markup, its lines and spaces as they are."""
    from markupsafe import escape

    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return escape(re.sub(r"[^ \n]+", lambda word: plain(word[0]), lines))


def people(material: Material) -> Rows:
    """How many reports people decided on at each stage, and how."""
    found = how_decided(material)
    return [
        {"stage": STAGES[stage], "numbers": list(times.values())} for stage, times in found.items()
    ]


def waiting(material: Material) -> dict[str, Any]:
    """How many wait at which stage, and why, the commonest why first."""
    p = material.prisma
    stages = [
        {"label": COUNTS[box], "n": p.awaiting[stage], "link": link(box)}
        for stage, box in AWAITING.items()
        if p.awaiting[stage]
    ]
    whys = waits(material)
    shown = [{"box": BOXES[box], "why": why, "n": n} for box, why, n in whys[:MOST]]
    return {"stages": stages, "whys": shown, "more": len(whys) - len(shown)}


def rejects(material: Material) -> dict[str, Any]:
    rows = material.given.rejects.sort_values(["file", "line", "reason", "raw"])
    return {
        "rows": plain_rows(rows.head(MOST)[["file", "line", "reason"]]),
        "more": max(len(rows) - MOST, 0),
    }


def exports(material: Material) -> Rows:
    """Every export: entries seen = records + rejected; their sum says whether that holds."""
    table = material.given.files.sort_values("file")
    found = plain_rows(table[["file", "source", "seen", "records", "rejected", "partial"]])
    for row in found:
        parts = (row["records"], row["rejected"])
        row["holds"] = None if None in (*parts, row["seen"]) else sum(parts) == row["seen"]
    return found


def plain_rows(table: pd.DataFrame) -> Rows:
    """Rows of plain values; missing is None."""
    cells = table.astype(object)
    return cells.where(cells.notna(), None).to_dict("records")  # type: ignore[return-value]
