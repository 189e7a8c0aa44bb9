"""The tables that people open: one function a table, Material → DataFrame."""

from __future__ import annotations

import pandas as pd

from litsieve import schema
from litsieve.report.corpus import reports
from litsieve.report.counts import SELECTIONS, ids_of
from litsieve.report.material import Material

#: What is said of a report in a list of reports.
CITATION = ("title", "authors", "year", "venue", "doi", "url")
_OUT = ("automation", "other", "excluded", "not-retrieved", "excluded-report")
#: Fields in which two records of one report are not expected to differ.
_COMPARED = ("year", "volume", "issue", "pages", "doi", "pmid", "language", "document_type")


def included(material: Material) -> pd.DataFrame:
    """Merged reports that were included, columns as in `schema.RECORD`."""
    given = material.given
    return reports(given.records, given.merged, ids_of(material.ledger, "included"))


def excluded(material: Material) -> pd.DataFrame:
    """Reports that left the flow: box, stage, by, primary reason, all reasons, rules, citation."""
    rows = material.ledger[material.ledger["box"].isin(_OUT)]
    every = material.given.verdicts[["cluster_id", "reasons"]]
    rows = rows.merge(every, on="cluster_id", how="left", validate="m:1")
    rows["reason_label"] = rows["reason"].map(_labels(material)).astype("str")
    rows["reason_label"] = rows["reason_label"].fillna(rows["reason"])
    columns = ["record_id", "box", "stage", "by", "reason", "reason_label", "reasons", "rules"]
    return _cited(material, rows[columns])


def awaiting(material: Material) -> pd.DataFrame:
    """Reports that wait: at which stage, for which rules, why, citation."""
    rows = material.ledger[SELECTIONS["awaiting"](material.ledger)].copy()
    rows["why"] = [why_awaiting(material, rules) for rules in rows["rules"].fillna("")]
    return _cited(material, rows[["record_id", "box", "stage", "rules", "why"]])


def why_awaiting(material: Material, rules: str) -> str:
    """In words: what a person has to find out, by the rules that could not be answered."""
    if not rules:
        return "no decision yet"
    labels, reasons = _labels(material), material.given.rules
    asked = []
    for rule in rules.split("; "):
        reason = reasons.get(rule)
        about = labels.get(reason, reason) if reason else None
        asked.append(f"{rule} ({about})" if about else rule)
    return "cannot be answered from the record: " + "; ".join(asked)


def audit(material: Material) -> pd.DataFrame:
    """The ledger: every record → file and line → cluster → rule or person → box."""
    return material.ledger


def rejects(material: Material) -> pd.DataFrame:
    """Entries that did not become a record, columns as in `schema.REJECT`."""
    order = ["file", "line", "reason", "raw"]
    return material.given.rejects[schema.names(schema.REJECT)].sort_values(order, ignore_index=True)


def duplicates(material: Material) -> pd.DataFrame:
    """Every removed duplicate beside the record that stands for it, and what was not merged.

    kind: merged | near miss (looked at, left for a person) | linked (two reports of one study).
    `matched_with` is the record whose likeness brought it in: not always the one that survived.
    `conflicts` names the fields in which the two differ.
    """
    pairs = material.given.pairs
    rows = pd.concat([_merged(material), _unmerged(pairs, "review", "near miss"),
                      _unmerged(pairs, "linked", "linked")])  # fmt: skip
    by_id = material.given.records.set_index("record_id")
    for name in ("source", "file", "line", "title"):
        rows[name] = by_id[name].reindex(rows["record_id"]).array
    rows["kept_title"] = by_id["title"].reindex(rows["kept"]).array
    rows["conflicts"] = _conflicts(by_id, rows)
    return rows.sort_values(["kind", "kept", "record_id"], ignore_index=True, key=_merged_first)


def _merged_first(column: pd.Series) -> pd.Series:
    return column.replace({"merged": " merged"}) if column.name == "kind" else column


def _merged(material: Material) -> pd.DataFrame:
    """One row a removed duplicate, with the best pair that joins it to another of its cluster."""
    rows = material.ledger[SELECTIONS["duplicate"](material.ledger)][["record_id", "cluster_id"]]
    pairs = material.given.pairs
    pairs = pairs[pairs["answer"] == "merge"]
    sides = pd.concat(
        [pairs, pairs.rename(columns={"a": "b", "b": "a"})], ignore_index=True
    ).rename(columns={"a": "record_id", "b": "matched_with"})
    cluster = material.ledger.set_index("record_id")["cluster_id"]
    sides = sides[sides["record_id"].isin(rows["record_id"])]
    home, there = sides["record_id"].map(cluster), sides["matched_with"].map(cluster)
    sides = sides[home == there].assign(direct=sides["matched_with"] == home)
    best = sides.sort_values(
        ["record_id", "direct", "score", "matched_with"], ascending=[True, False, False, True]
    ).drop_duplicates("record_id")
    rows = rows.merge(best, on="record_id", how="left").rename(columns={"cluster_id": "kept"})
    rows.insert(0, "kind", "merged")
    return rows[["kind", "kept", "record_id", "matched_with", "rule", "score", "why"]]


def _unmerged(pairs: pd.DataFrame, answer: str, kind: str) -> pd.DataFrame:
    rows = pairs[pairs["answer"] == answer].rename(columns={"a": "kept", "b": "record_id"})
    rows = rows.assign(kind=kind, matched_with=rows["kept"])
    return rows[["kind", "kept", "record_id", "matched_with", "rule", "score", "why"]]


def _conflicts(by_id: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """`year 2019 / 2020; doi …` of the record and the kept one, where both say something."""
    found = pd.Series("", index=range(len(rows)), dtype="object")
    for name in _COMPARED:
        column = by_id[name].astype("str")
        mine = column.reindex(rows["record_id"]).reset_index(drop=True)
        kept = column.reindex(rows["kept"]).reset_index(drop=True)
        differ = (mine.notna() & kept.notna() & (mine != kept)).to_numpy()
        found[differ] = found[differ] + f"; {name} " + mine[differ] + " / " + kept[differ]
    text = found.str.removeprefix("; ").astype("str")
    return text.mask(text == "").array  # type: ignore[return-value]


def _labels(material: Material) -> dict[str, str]:
    return {reason.id: reason.label for reason in material.given.reasons}


def _cited(material: Material, rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with the citation of the merged report."""
    given = material.given
    merged = reports(given.records, given.merged, rows["record_id"])
    cited = merged[["record_id", "source", "source_id", *CITATION]]
    return rows.merge(cited, on="record_id", validate="1:1")
