"""What changed between two reports of one review: an update, other criteria, new decisions.

Record ids are stable over new exports, so records are compared by id. What happened to studies is
asked of reports, not of records: a report of which another record now stands in the box is the
same report. Every number of the flow adds up: old + new records − gone + moved in − moved out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from litsieve.report.counts import SELECTIONS
from litsieve.report.ledger import BOXES

#: What of a record is compared; `report_box` is the box of the report that it belongs to.
STATES = ("box", "report_box", "reason", "by", "people", "rules", "cluster_id", "study_id")
#: What can have happened to a record, in the order in which it is told. survivor: the report stays
#: in its box, but another record stands for it; decided: for another reason, or by others.
KINDS = ("new", "gone", "moved", "survivor", "decided", "merged", "split")
COLUMNS = (
    "record_id", "change", "title", "source", "arm",
    *(f"{when}_{what}" for what in STATES for when in ("old", "new")),
)  # fmt: skip
#: Numbers whose change is told: keys of SELECTIONS → where they are in prisma.json, for one arm.
COUNTS: dict[str, tuple[str, ...]] = {
    "identified": ("identified", "total"),
    "duplicate": ("removed", "duplicates", "total"),
    "automation": ("removed", "automation"),
    "other": ("removed", "other"),
    "screened": ("screened",),
    "excluded": ("excluded", "total"),
    "awaiting-title-abstract": ("awaiting", "title-abstract"),
    "sought": ("sought",),
    "not-retrieved": ("not_retrieved",),
    "awaiting-retrieval": ("awaiting", "retrieval"),
    "assessed": ("assessed",),
    "excluded-report": ("excluded_reports", "total"),
    "awaiting-full-text": ("awaiting", "full-text"),
    "included": ("included", "reports"),
    "studies": ("included", "studies"),
}
#: What prisma.json gives of both arms together.
_OF_BOTH = ("identified", "awaiting", "included")
_DECIDED = ["box", "by", "people", "reason", "rules"]


@dataclass(frozen=True)
class Written:
    """What is read of a report: its audit.csv, columns as `ledger.COLUMNS`, and its prisma.json."""

    audit: pd.DataFrame
    prisma: Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """How a number came to be another: records that came, went, moved in and moved out.

    None is a number that is not known: that part of the flow was not carried out. The numbers are
    those of prisma.json, the records those of audit.csv.
    """

    name: str
    old: int | None
    new: int | None
    came: int
    gone: int
    moved_in: int
    moved_out: int

    @property
    def ok(self) -> bool:
        """Whether the numbers add up; true where one is not known."""
        if self.old is None or self.new is None:
            return True
        return self.old + self.came - self.gone + self.moved_in - self.moved_out == self.new

    @property
    def text(self) -> str:
        """The sum in numbers."""
        parts = [f"{self.old:,}" if self.old is not None else "not reported"]
        for sign, n in (("+", self.came), ("−", self.gone), ("+", self.moved_in),
                        ("−", self.moved_out)):  # fmt: skip
            parts.append(f"{sign} {n:,}")
        return f"{' '.join(parts)} = {self.new:,} {'✓' if self.ok else '✗'}"


@dataclass(frozen=True)
class Changes:
    """All that is different.

    `records`: COLUMNS, one row a record that changed, sorted by record_id. `included` and `lost`:
    reports newly included and no longer included: see `_turned`. `broken` and `mended`: checks of
    the new report that do not hold and did, or were not made; and the other way round. `moves`:
    (old box, new box) → records that moved.
    """

    records: pd.DataFrame
    included: pd.DataFrame
    lost: pd.DataFrame
    counts: tuple[Change, ...]
    moves: Mapping[tuple[str, str], int]
    broken: tuple[Mapping[str, Any], ...]
    mended: tuple[Mapping[str, Any], ...]

    @property
    def times(self) -> dict[str, int]:
        """How many records each kind of change happened to; one may be of several."""
        said = self.records["change"].str.split("; ").explode().value_counts()
        return {kind: int(said.get(kind, 0)) for kind in KINDS}

    @property
    def any(self) -> bool:
        """Whether anything changed at all."""
        moved = any(change.old != change.new for change in self.counts)
        return bool(len(self.records) or self.broken or self.mended or moved)


def compare(old: Written, new: Written) -> Changes:
    """What has to happen to `old` to become `new`."""
    both = _side_by_side(_with_reports(old.audit), _with_reports(new.audit))
    return Changes(
        records=_changed(both),
        included=_turned(old.audit, new.audit, "was"),
        lost=_turned(new.audit, old.audit, "now"),
        counts=tuple(_count(name, old, new) for name in COUNTS),
        moves=_moves(both),
        broken=_newly_broken(old, new),
        mended=_newly_broken(new, old),
    )


# --- records ----------------------------------------------------------------------------------


def _with_reports(audit: pd.DataFrame) -> pd.DataFrame:
    """The rows with the box of the report that each belongs to."""
    standing = audit[audit["box"] != "duplicate"].set_index("cluster_id")["box"]
    return audit.assign(report_box=audit["cluster_id"].map(standing))


def _side_by_side(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """One row a record of either: COLUMNS without `change`, and the flags in_old, in_new."""
    shown = ["title", "source", "arm"]
    joined = pd.concat(
        [
            side.set_index("record_id")[[*shown, *STATES]].add_suffix(f"|{when}")
            for when, side in (("old", old), ("new", new))
        ],
        axis=1,
    ).sort_index()
    out = {name: joined[f"{name}|new"].fillna(joined[f"{name}|old"]) for name in shown}
    for name in STATES:
        for when in ("old", "new"):
            out[f"{when}_{name}"] = joined[f"{name}|{when}"]
    flags = {f"in_{when}": joined[f"cluster_id|{when}"].notna() for when in ("old", "new")}
    return pd.DataFrame({**out, **flags}, index=joined.index).rename_axis("record_id").reset_index()


def _changed(both: pd.DataFrame) -> pd.DataFrame:
    """Records that changed, and how."""
    kept = both["in_old"] & both["in_new"]
    moved, survivor = _moved(both)
    differs = [_differs(both, name) for name in _DECIDED if name != "box"]
    merged, split = _regrouped(both, kept)
    happened = {
        "new": ~both["in_old"],
        "gone": ~both["in_new"],
        "moved": moved,
        "survivor": survivor,
        "decided": kept & ~moved & ~survivor & pd.concat(differs, axis=1).any(axis=1),
        "merged": merged,
        "split": split,
    }
    words = pd.Series("", index=both.index)
    for kind in KINDS:
        words = words.where(~happened[kind], words + "; " + kind)
    out = both.assign(change=words.str.removeprefix("; "))
    return out.loc[words != "", list(COLUMNS)].reset_index(drop=True)


def _moved(both: pd.DataFrame) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """Records in another box; and those of them whose report is in the same."""
    elsewhere = both["in_old"] & both["in_new"] & (both["old_box"] != both["new_box"])
    same = both["old_report_box"] == both["new_report_box"]
    return elsewhere & ~same, elsewhere & same


def _differs(both: pd.DataFrame, name: str) -> pd.Series[bool]:
    """Missing is like missing and unlike anything else."""
    return both[f"old_{name}"].fillna("") != both[f"new_{name}"].fillna("")


def _regrouped(
    both: pd.DataFrame, kept: pd.Series[bool]
) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """Records that are now one report with others, and that no longer are.

    Only records of both reports are compared: a cluster that a new record has joined is the same.
    A record is merged if its new cluster holds more of them than both clusters share; split if its
    old one did.
    """
    rows = both[kept]
    old, new = rows["old_cluster_id"], rows["new_cluster_id"]
    shared = rows.groupby([old, new])["record_id"].transform("size")
    merged = rows.groupby(new)["record_id"].transform("size") > shared
    split = rows.groupby(old)["record_id"].transform("size") > shared
    return tuple(  # type: ignore[return-value]
        flags.reindex(both.index, fill_value=False) for flags in (merged, split)
    )


def _moves(both: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Old box, new box → records that moved, in the order of the flow."""
    rows = both[_moved(both)[0]]
    times = rows.groupby(["old_box", "new_box"]).size()
    order = sorted(times.index, key=lambda pair: (BOXES.index(pair[0]), BOXES.index(pair[1])))
    return {pair: int(times[pair]) for pair in order}


# --- reports ----------------------------------------------------------------------------------


def _turned(before: pd.DataFrame, after: pd.DataFrame, when: str) -> pd.DataFrame:
    """Reports that are included in `after` and of which no record was in `before`.

    record_id, title; `when`: the box of the report in `before`, missing if no record of it is
    there; reason: in `before`; of_study: whether `before` included another report of its study.
    """
    there, here = _with_reports(before), _with_reports(after)
    included_there = set(there.loc[there["report_box"] == "included", "record_id"])
    here = here[here["report_box"] == "included"]
    stayed = here[here["record_id"].isin(included_there)]
    turned = here[~here["cluster_id"].isin(stayed["cluster_id"])]
    out = turned[turned["box"] == "included"].drop(columns="reason")
    out = out.join(_before(turned, there, when), on="cluster_id")
    out["of_study"] = out["study_id"].isin(stayed["study_id"])
    out = out.sort_values("record_id", ignore_index=True)
    return out[["record_id", "title", when, "reason", "of_study"]]


def _before(rows: pd.DataFrame, there: pd.DataFrame, when: str) -> pd.DataFrame:
    """Cluster → the box in which its records were, of several the furthest in the flow; reason."""
    states = there.set_index("record_id")
    reasons = there[there["box"] != "duplicate"].set_index("cluster_id")["reason"]
    boxes = rows["record_id"].map(states["report_box"])
    found = rows[["record_id", "cluster_id"]].assign(
        **{when: boxes},
        reason=rows["record_id"].map(states["cluster_id"]).map(reasons),
        order=[-1 if pd.isna(box) else BOXES.index(box) for box in boxes],
    )
    found = found.sort_values(["order", "record_id"], ascending=[False, True])
    return found.drop_duplicates("cluster_id").set_index("cluster_id")[[when, "reason"]]


# --- numbers ----------------------------------------------------------------------------------


def _count(name: str, old: Written, new: Written) -> Change:
    """One number as both prisma.json have it, and the records that made it another."""
    before, after = (_ids(side.audit, name) for side in (old, new))
    old_ids, new_ids = set(old.audit["record_id"]), set(new.audit["record_id"])
    return Change(
        name,
        old=_told(old.prisma, name),
        new=_told(new.prisma, name),
        came=len(after - old_ids),
        gone=len(before - new_ids),
        moved_in=len((after & old_ids) - before),
        moved_out=len((before & new_ids) - after),
    )


def _told(prisma: Mapping[str, Any], name: str) -> int | None:
    """A number of prisma.json, of both arms; None if it is not known."""
    path = COUNTS[name]
    arms = [prisma]
    if path[0] not in _OF_BOTH and prisma.get("other"):
        arms.append(prisma["other"])
    total = 0
    for arm in arms:
        value: Any = arm
        for step in path:
            value = value.get(step) if isinstance(value, Mapping) else None
        if value is None:
            return None
        total += int(value)
    return total


def _ids(audit: pd.DataFrame, name: str) -> set[str]:
    return set(audit.loc[SELECTIONS[name](audit), "record_id"])


def _newly_broken(old: Written, new: Written) -> tuple[Mapping[str, Any], ...]:
    """Checks that do not hold in `new` and did, or were not made, in `old`."""
    before = {(c["code"], c["what"]) for c in old.prisma["checks"] if not c["ok"]}
    return tuple(
        check
        for check in new.prisma["checks"]
        if not check["ok"] and (check["code"], check["what"]) not in before
    )
