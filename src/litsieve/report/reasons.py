"""reasons.csv: arm × box × stage × reason × human or automation."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from litsieve.report import tables
from litsieve.report.ledger import BOXES
from litsieve.report.material import Material, once

COLUMNS = (
    "arm", "box", "stage", "reason", "reason_label", "parent", "parent_label", "by", "primary",
    "any_hit",
)  # fmt: skip
_KEY = ["arm", "box", "stage", "by"]


@once
def reasons_table(material: Material) -> pd.DataFrame:
    """COLUMNS; the sum of `primary` over the rows of a box is the number of that box.

    `primary` counts the reports of the box of which this is the one reason, `any_hit` all reports
    of the box that hit it. A missing reason is "Reason not reported". Sorted by arm, box, the order
    of the protocol.
    """
    rows = material.ledger[material.ledger["box"].isin(tables.OUT)]
    every = material.given.verdicts[["cluster_id", "reasons"]]
    rows = rows.merge(every, on="cluster_id", how="left", validate="m:1")
    rows["by"] = rows["by"].fillna("automation")  # as in the counts
    cells = rows[[*_KEY, "reason", "reasons"]].astype(object)
    primary: Counter[tuple[str | None, ...]] = Counter()
    hits: Counter[tuple[str | None, ...]] = Counter()
    for *key, reason, reasons in cells.where(cells.notna(), None).itertuples(index=False):
        primary[*key, reason] += 1
        for hit in {reason, *(reasons.split("; ") if reasons else ())}:
            hits[*key, hit] += 1
    found = sorted((_order(material, key), key) for key in hits)
    return _typed(material, [(key, primary[key], hits[key]) for _, key in found])


def _order(material: Material, key: tuple[str | None, ...]) -> tuple[object, ...]:
    """Databases first; boxes as they stand in the flow; reasons as in the protocol, none last."""
    arm, box, stage, by, reason = key
    ids = [known.id for known in material.given.reasons]
    place = ids.index(reason) if reason in ids else len(ids)
    return arm, BOXES.index(str(box)), place, reason is None, reason or "", by != "human", stage


def _typed(
    material: Material, counted: list[tuple[tuple[str | None, ...], int, int]]
) -> pd.DataFrame:
    parents = {reason.id: reason.parent for reason in material.given.reasons}
    rows = []
    for (arm, box, stage, by, reason), primary, hits in counted:
        parent = parents.get(reason or "")
        parent_label = tables.reason_label(material, parent) if parent else None
        label = tables.reason_label(material, reason)
        rows.append((arm, box, stage, reason, label, parent, parent_label, by, primary, hits))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"primary": "Int64", "any_hit": "Int64"})
