"""duplicates.csv: every merged group member by member, what nearly was one, and what is linked."""

from __future__ import annotations

import pandas as pd

from litsieve.dedupe.queue import NEAR_FROM
from litsieve.report.among import among
from litsieve.report.differences import COMPARED, differences

COLUMNS = (
    "kind", "group", "role", "record_id", "source", "file", "line", "source_id", "title",
    "authors", "year", "venue", "volume", "issue", "pages", "doi", "matched_with", "answer",
    "score", "rule", "by", "why", "conflicts", "taken",
)  # fmt: skip
_SHOWN = ("source", "file", "line", "source_id", "title", "authors", "year", "venue", "volume",
          "issue", "pages", "doi")  # fmt: skip
_PAIR = ["matched_with", "answer", "score", "rule", "by", "why"]
_KINDS = ("merged", "near miss", "linked")
#: Fields that go with another: where it is taken from, they are.
_BESIDE = ("_raw", "_cut", "_partial")
_THROUGH = ("joined through another record", "joined by a person's answer")


def duplicates_table(
    records: pd.DataFrame, clusters: pd.DataFrame, pairs: pd.DataFrame, merged: pd.DataFrame
) -> pd.DataFrame:
    """COLUMNS, one row a record of a group; groups are numbered, kind by kind.

    The tables are schema.RECORD, CLUSTER, PAIR and MERGED. kind: merged (records of one report:
    its survivor, then its members) | near miss (two records that a person is asked about, or that
    are kept apart from a score of NEAR_FROM on, or by a person's answer) | linked (two reports of
    one study); of these the role is first or second. `matched_with` is the record that answer,
    score, rule, by and why are about: of a member the one that it is most surely one with.
    `conflicts` names the fields in which a record contradicts the survivor, or the first, with
    both values; `taken` those that the merged report has from a member.
    """
    near = pairs[
        (pairs["answer"] == "review")
        | (pairs["answer"] == "distinct") & ((pairs["score"] >= NEAR_FROM) | pairs["by"].notna())
    ]
    cluster_of = clusters.set_index("record_id")["cluster_id"]
    near = near[near["a"].map(cluster_of) != near["b"].map(cluster_of)]
    rows = pd.concat(
        [
            _groups(clusters, pairs),
            _couples(near, "near miss"),
            _couples(pairs[pairs["answer"] == "linked"], "linked"),
        ]
    )
    rows["kind"] = pd.Categorical(rows["kind"], _KINDS, ordered=True)
    # What is open comes before what is kept apart, and the likeliest of it first.
    rows["order"] = (rows["kind"] == "near miss") & (rows["answer"] == "distinct")
    rows["unlikely"] = (1 - rows["score"].fillna(0)).where(rows["kind"] == "near miss", 0)
    rows = rows.sort_values(
        ["kind", "order", "unlikely", "key", "place", "record_id"], ignore_index=True
    )
    keys = rows["kind"].astype("str") + " " + rows["key"]
    rows["group"] = (keys != keys.shift()).cumsum().astype("Int64")
    by_id = records.set_index("record_id")
    for name in _SHOWN:
        rows[name] = by_id[name].reindex(rows["record_id"]).array
    rows["conflicts"] = _conflicts(by_id, rows)
    rows["taken"] = rows["record_id"].map(_taken(by_id, merged)).astype("str")
    rows["taken"] = rows["taken"].where(rows["kind"] == "merged")
    return rows.astype({"kind": "str"})[list(COLUMNS)]


def _groups(clusters: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """The members of clusters with several, each with the pair that most surely joins it."""
    several = clusters["cluster_id"].duplicated(keep=False)
    rows = clusters.loc[several, ["record_id", "cluster_id"]]
    survivor = rows["record_id"] == rows["cluster_id"]
    best = _best_pairs(rows, pairs)
    best = best[among(best["record_id"], rows.loc[~survivor, "record_id"])]
    rows = rows.assign(
        kind="merged", key=rows["cluster_id"], place=(~survivor).astype(int),
        role=survivor.map({True: "survivor", False: "member"}),
    )  # fmt: skip
    return rows.merge(best, on="record_id", how="left", validate="1:1")


def _best_pairs(rows: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """For each record the pair that joins it to another of its cluster, best the survivor."""
    cluster_of = rows.set_index("record_id")["cluster_id"]
    found = pairs[pairs["answer"] == "merge"]
    found = found[among(found["a"], cluster_of.index)]
    turned = found.rename(columns={"a": "b", "b": "a"})
    sides = pd.concat([found, turned]).rename(columns={"a": "record_id", "b": "matched_with"})
    sides["through"] = sides["rule"].isin(_THROUGH)
    sides["indirect"] = sides["matched_with"] != sides["record_id"].map(cluster_of)
    order = ["record_id", "through", "indirect", "score", "matched_with"]
    sides = sides.sort_values(order, ascending=[True, True, True, False, True])
    return sides.drop_duplicates("record_id")[["record_id", *_PAIR]]


def _couples(pairs: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Two rows a pair, each matched with the other."""
    pairs = pairs.assign(kind=kind, key=pairs["a"] + " " + pairs["b"])
    first = pairs.rename(columns={"a": "record_id", "b": "matched_with"})
    second = pairs.rename(columns={"b": "record_id", "a": "matched_with"})
    return pd.concat([first.assign(place=0, role="first"), second.assign(place=1, role="second")])


def _conflicts(by_id: pd.DataFrame, rows: pd.DataFrame) -> list[str | None]:
    """`year 2019 / 2020; doi …`: of the record, and of the survivor or the first of its pair."""
    wanted = by_id.loc[rows["record_id"].unique(), list(COMPARED)].astype("str")
    cells = zip(*(wanted[name].to_list() for name in COMPARED), strict=True)
    texts = {
        str(record_id): {
            name: text for name, text in zip(COMPARED, row, strict=True) if isinstance(text, str)
        }
        for record_id, row in zip(wanted.index.to_list(), cells, strict=True)
    }
    heads = rows.groupby("group")["record_id"].transform("first")
    found: list[str | None] = []
    for record_id, head in zip(rows["record_id"].to_list(), heads.to_list(), strict=True):
        x, y = texts[record_id], texts[head]
        named = differences(x, y) if record_id != head else ()
        found.append("; ".join(f"{name} {x[name]} / {y[name]}" for name in named) or None)
    return found


def _taken(by_id: pd.DataFrame, merged: pd.DataFrame) -> dict[str, str]:
    """Member → the fields that its report takes from it, joined; only those that say something."""
    found: dict[str, list[str]] = {}
    for field, rows in merged[~merged["field"].str.endswith(_BESIDE)].groupby("field"):
        ids = by_id.loc[rows["record_id"], str(field)].dropna().index
        for record_id in ids:
            found.setdefault(str(record_id), []).append(str(field))
    return {record_id: "; ".join(fields) for record_id, fields in found.items()}
