"""decisions.csv: what people's votes came to, report by report."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from litsieve.report.counts import AWAITING
from litsieve.report.material import Material, once

COLUMNS = ("record_id", "stage", "decision", "how", "people", "votes", "reasons", "at", "note")
_SAID = ["reasons", "note"]
#: `how` of schema.DECISION → in words; what has no decision is open.
HOW = {
    "agreed": "agreed", "single": "one person alone", "discussion": "after discussion",
    "third-reviewer": "by a third reviewer", "open": "still open",
}  # fmt: skip


@once
def decided(material: Material) -> pd.DataFrame:
    """COLUMNS, one row a report and stage at which anyone said anything; see schema.DECISION.

    `record_id` is the record that stands for the report; a missing decision is still open, and
    nothing of what was said is told of it: reviewers may be blind to each other.
    """
    ledger = material.ledger
    standing = ledger.loc[ledger["box"] != "duplicate"].set_index("cluster_id")["record_id"]
    rows = material.given.decisions
    rows = rows.assign(record_id=rows["cluster_id"].map(standing).astype("str"))
    rows[_SAID] = rows[_SAID].mask(rows["decision"].isna())
    return rows[list(COLUMNS)].sort_values(["record_id", "stage"], ignore_index=True)


def how_decided(material: Material) -> dict[str, dict[str, int]]:
    """Stage at which anyone said anything → way of HOW → how many reports were decided in it.

    Never who said what.
    """
    found = material.given.decisions
    how = found["how"].where(found["decision"].notna(), "open")
    times = Counter(zip(found["stage"], how, strict=True))
    said = set(found["stage"])
    return {stage: {way: times[stage, way] for way in HOW} for stage in AWAITING if stage in said}
