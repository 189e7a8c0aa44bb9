"""The tables that people open: one function a table, Material → DataFrame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from litsieve import schema
from litsieve.dedupe.merge import merged_reports
from litsieve.report.among import among
from litsieve.report.counts import SELECTIONS, ids_of
from litsieve.report.duplicates import duplicates_table
from litsieve.report.inert import storable
from litsieve.report.material import Material, once

#: What is said of a report in a list of reports.
CITATION = ("title", "authors", "year", "venue", "doi", "url")
#: Boxes of reports that left the flow.
OUT = ("automation", "other", "excluded", "not-retrieved", "excluded-report")
_EXCLUDED = ["record_id", "arm", "box", "stage", "by", "people", "reason", "reason_label",
             "reasons", "rules"]  # fmt: skip


@once
def included(material: Material) -> pd.DataFrame:
    """Merged reports that were included: record_id, study_id, the rest of `schema.RECORD`."""
    rows = reports(material, ids_of(material.ledger, "included"))
    studies = material.ledger.set_index("record_id")["study_id"]
    rows.insert(1, "study_id", studies.reindex(rows["record_id"]).array)
    return rows


def excluded(material: Material) -> pd.DataFrame:
    """Reports that left the flow: box, stage, by, primary reason, all reasons, rules, citation."""
    rows = material.ledger[material.ledger["box"].isin(OUT)]
    every = material.given.verdicts[["cluster_id", "reasons"]]
    rows = rows.merge(every, on="cluster_id", how="left", validate="m:1")
    rows["reason_label"] = rows["reason"].map(_labels(material)).astype("str")
    rows["reason_label"] = rows["reason_label"].fillna(rows["reason"])
    return _cited(material, rows[_EXCLUDED])


def awaiting(material: Material) -> pd.DataFrame:
    """Reports that wait: at which stage, for which rules, why, citation; the urgent ones first."""
    rows = material.ledger[SELECTIONS["awaiting"](material.ledger)]
    more = material.given.verdicts[["cluster_id", "suggested", "priority", "waiting"]]
    rows = rows.merge(more, on="cluster_id", how="left", validate="m:1")
    rows["priority"] = rows["priority"].fillna(0)
    rows = rows.sort_values(["priority", "record_id"], ascending=[False, True], ignore_index=True)
    cells = (rows[name].fillna("").to_list() for name in ("rules", "suggested", "waiting"))
    every = list(zip(*cells, strict=True))
    whys = {of: why_awaiting(material, *of) for of in set(every)}
    rows["why"] = [whys[of] for of in every]
    return _cited(material, rows[["record_id", "arm", "box", "stage", "people", "rules", "why"]])


def waits(material: Material) -> list[tuple[str, str, int]]:
    """Box, why, how many reports wait there for that; the commonest first.

    A report may wait for several answers: it is counted once for each.
    """
    rows = material.ledger[SELECTIONS["awaiting"](material.ledger)]
    verdicts = material.given.verdicts.set_index("cluster_id")[["suggested", "waiting"]]
    cells = rows.join(verdicts, on="cluster_id")[["box", "rules", "suggested", "waiting"]]
    asked: Counter[tuple[str, str]] = Counter()
    alike = Counter(cells.fillna("").itertuples(index=False, name=None))  # many, for few things
    for (box, *of), times in alike.items():
        for why in _whys(material, *of):
            asked[box, why] += times
    ordered = sorted(asked.items(), key=lambda item: (-item[1], item[0]))
    return [(box, why, times) for (box, why), times in ordered]


def _whys(material: Material, rules: str, suggested: str, waiting: str) -> list[str]:
    """What one report waits for, one by one; see `why_awaiting`."""
    hits = suggested.split("; ")
    asked = [
        why_awaiting(material, rule, rule if rule in hits else "")
        for rule in rules.split("; ")
        if rule
    ]
    return [*filter(None, [waiting]), *asked] or [why_awaiting(material, "")]


def why_awaiting(material: Material, rules: str, suggested: str = "", waiting: str = "") -> str:
    """In words: what a person has to do or find out.

    `rules` and `suggested`, which are among them, are ids, joined; `waiting` is what the verdict
    says it waits for of people.
    """
    hits = suggested.split("; ") if suggested else []
    open_ = [rule for rule in rules.split("; ") if rule and rule not in hits]
    said = {"suggested to exclude": hits, "cannot be answered from the record": open_}
    told = [f"{what}: {_about(material, of)}" for what, of in said.items() if of]
    return "; ".join([*filter(None, [waiting]), *told]) or "no decision yet"


def _about(material: Material, rules: Iterable[str]) -> str:
    """Rules with the labels of their reasons."""
    labels, reasons = _labels(material), material.given.rules
    asked = []
    for rule in rules:
        reason = reasons.get(rule)
        about = labels.get(reason, reason) if reason else None
        asked.append(f"{rule} ({about})" if about else rule)
    return "; ".join(asked)


def audit(material: Material) -> pd.DataFrame:
    """The ledger: every record → file and line → cluster → rule or person → box."""
    return material.ledger


def rejects(material: Material) -> pd.DataFrame:
    """Entries that did not become a record, columns as in `schema.REJECT`."""
    order = ["file", "line", "reason", "raw"]
    return material.given.rejects[schema.names(schema.REJECT)].sort_values(order, ignore_index=True)


def duplicates(material: Material) -> pd.DataFrame:
    """What was merged, and what nearly was: see `duplicates_table`."""
    given = material.given
    return duplicates_table(given.records, given.clusters, given.pairs, given.merged)


def reports(material: Material, ids: Iterable[str]) -> pd.DataFrame:
    """The merged reports that these records stand for, columns as in `schema.RECORD`.

    Each has the record_id of the one that stands for it, by which they are sorted.
    """
    given, ledger = material.given, material.ledger
    rows = ledger.loc[among(ledger["record_id"], ids), ["record_id", "cluster_id"]]
    standing = rows.set_index("cluster_id")["record_id"]
    clusters = given.clusters[among(given.clusters["cluster_id"], standing.index)]
    merged = given.merged[among(given.merged["cluster_id"], standing.index)]
    found = merged_reports(given.records, clusters, merged)
    found["record_id"] = standing.reindex(found["record_id"]).array
    return found.sort_values("record_id", ignore_index=True)


def reason_label(material: Material, reason: str | None) -> str:
    """The label of a reason; its id, if the protocol does not have it."""
    return "Reason not reported" if reason is None else _labels(material).get(reason, reason)


@once
def _labels(material: Material) -> dict[str, str]:
    return {reason.id: storable(reason.label) for reason in material.given.reasons}


def _cited(material: Material, rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with the citation of the merged report."""
    merged = reports(material, rows["record_id"])
    cited = merged[["record_id", "source", "source_id", *CITATION]]
    return rows.merge(cited, on="record_id", validate="1:1")
