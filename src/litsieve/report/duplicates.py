"""duplicates.csv: every merged record beside the one that stands for it, and what nearly was."""

from __future__ import annotations

import pandas as pd

#: Fields in which two records of one report are not expected to differ.
COMPARED = ("year", "volume", "issue", "pages", "doi", "pmid", "language", "document_type")
_PAIR = ["kind", "kept", "record_id", "matched_with", "rule", "score", "why"]
_KINDS = ("merged", "near miss", "linked")


def duplicates_table(
    records: pd.DataFrame, clusters: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    """One row a removed duplicate, near miss or link; by kind, kept, record_id.

    The tables are schema.RECORD, schema.CLUSTER and schema.PAIR. kind: merged | near miss (looked
    at, left for a person) | linked (two reports of one study). `kept` stands for both; the record
    with which the likeness was found is `matched_with`: in a chain not the one that survived.
    `conflicts` names the fields in which record and kept differ.
    """
    rows = pd.concat(
        [
            _merged(clusters, pairs),
            _unmerged(pairs, "review", "near miss"),
            _unmerged(pairs, "linked", "linked"),
        ]
    )
    rows["kind"] = pd.Categorical(rows["kind"], _KINDS, ordered=True)
    rows = rows.sort_values(["kind", "kept", "record_id"], ignore_index=True)
    by_id = records.set_index("record_id")
    for name in ("source", "file", "line", "title"):
        rows[name] = by_id[name].reindex(rows["record_id"]).array
    rows["kept_title"] = by_id["title"].reindex(rows["kept"]).array
    rows["conflicts"] = _conflicts(by_id, rows)
    return rows.astype({"kind": "str"})


def _merged(clusters: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Every removed duplicate, with the best pair that joins it to another of its cluster."""
    removed = clusters["record_id"] != clusters["cluster_id"]
    rows = clusters.loc[removed, ["record_id", "cluster_id"]]
    pairs = pairs[pairs["answer"] == "merge"].rename(
        columns={"a": "record_id", "b": "matched_with"}
    )
    turned = pairs.rename(columns={"record_id": "matched_with", "matched_with": "record_id"})
    sides = pd.concat([pairs, turned]).merge(rows, on="record_id")
    cluster_of = clusters.set_index("record_id")["cluster_id"]
    sides = sides[sides["matched_with"].map(cluster_of) == sides["cluster_id"]]
    sides = sides.assign(direct=sides["matched_with"] == sides["cluster_id"])
    best = sides.sort_values(
        ["record_id", "direct", "score", "matched_with"], ascending=[True, False, False, True]
    ).drop_duplicates("record_id")
    rows = rows.merge(best.drop(columns="cluster_id"), on="record_id", how="left")
    return rows.rename(columns={"cluster_id": "kept"}).assign(kind="merged")[_PAIR]


def _unmerged(pairs: pd.DataFrame, answer: str, kind: str) -> pd.DataFrame:
    rows = pairs[pairs["answer"] == answer].rename(columns={"a": "kept", "b": "record_id"})
    return rows.assign(kind=kind, matched_with=rows["kept"])[_PAIR]


def _conflicts(by_id: pd.DataFrame, rows: pd.DataFrame) -> pd.Series[str]:
    """`year 2019 / 2020; doi …` of the record and the kept one, where both say something."""
    found = pd.Series("", index=rows.index, dtype="str")
    for name in COMPARED:
        values = by_id[name].astype("str")
        mine = pd.Series(values.reindex(rows["record_id"]).array, index=rows.index)
        kept = pd.Series(values.reindex(rows["kept"]).array, index=rows.index)
        differ = mine.notna() & kept.notna() & (mine != kept)
        found = found.mask(differ, found + f"; {name} " + mine + " / " + kept)
    found = found.str.removeprefix("; ")
    return found.mask(found == "")
