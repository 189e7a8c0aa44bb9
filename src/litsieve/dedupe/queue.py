"""Which pairs a person is asked about, and in which order: the review queue.

One question stands for all pairs between two clusters; the most probable come first. What people
answered since the last run is taken into account through the clusters it joins or tells apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from litsieve.dedupe.answers import DIFFERENT, SAME, Answer, Pair
from litsieve.text import squeeze

#: What is shown of a record, in this order, where it has it.
FIELDS = (
    "title", "title_alternative", "authors", "year", "published", "venue", "volume", "issue",
    "pages", "article_number", "doi", "pmid", "isbn", "language", "document_type", "url",
    "abstract",
)  # fmt: skip
OPEN, ANSWERED, NEAR = "open", "answered", "near miss"
#: Under this score a distinct pair is no near miss: half of where review begins by default.
NEAR_FROM = 0.25


@dataclass(frozen=True)
class Side:
    """One record of a question: what it says, where it stands, who else is in its cluster."""

    record_id: str
    cluster_id: str
    source: str
    place: str  # file:line
    fields: Mapping[str, str]  # of FIELDS those that the record has; white space single
    others: tuple[str, ...] = ()  # "source file:line"


@dataclass(frozen=True)
class Question:
    """Are these two one report? `kind`: open, answered (once more) or near miss.

    `pairs` is the number of pairs that one answer settles; `given` is what people said of them.
    """

    a: Side
    b: Side
    kind: str
    score: float | None
    rule: str
    why: str
    pairs: int = 1
    given: tuple[Answer, ...] = ()

    @property
    def pair(self) -> Pair:
        return self.a.record_id, self.b.record_id


def questions(
    records: pd.DataFrame,
    clusters: pd.DataFrame,
    pairs: pd.DataFrame,
    given: Mapping[Pair, tuple[Answer, ...]],
    kinds: Sequence[str] = (OPEN,),
) -> list[Question]:
    """The questions of these kinds, kind by kind as they are named, each by falling score.

    The tables are schema.RECORD, CLUSTER and PAIR; `given` is what `answers.standing` found.
    Pairs of records that are no longer there are left out: dedupe is then out of date.
    """
    cluster_of = clusters_of(clusters)
    there = set(records["record_id"].to_list()) & set(cluster_of)
    known = [there.issuperset(pair) for pair in zip(*_ends(pairs), strict=True)]
    pairs = pairs[pd.Series(known, index=pairs.index, dtype=bool)]
    rows: list[tuple[str, dict[str, Any]]] = []
    taken: set[Pair] = set()
    for kind in kinds:
        if kind == ANSWERED:
            found = _answered(pairs, [pair for pair in given if there.issuperset(pair)])
        else:
            found = _between_clusters(pairs, cluster_of, kind, given)
        for row in found:
            key = _key((row["a"], row["b"]), cluster_of)
            if kind == ANSWERED or key not in taken:
                rows.append((kind, row))
                taken.add(key)
    sides = _sides(records, clusters, {row[end] for _, row in rows for end in "ab"})
    said = _per_clusters(given, cluster_of)
    return [
        Question(
            sides[row["a"]], sides[row["b"]], kind, row["score"], row["rule"] or "",
            row["why"] or "", row["pairs"],
            given[row["a"], row["b"]] if kind == ANSWERED
            else said.get(_key((row["a"], row["b"]), cluster_of), ()),
        )
        for kind, row in rows
    ]  # fmt: skip


def clusters_of(clusters: pd.DataFrame) -> dict[str, str]:
    """record_id → cluster_id, of schema.CLUSTER."""
    ids, cluster_ids = clusters["record_id"].to_list(), clusters["cluster_id"].to_list()
    return dict(zip(ids, cluster_ids, strict=True))


def _ends(pairs: pd.DataFrame) -> tuple[list[str], list[str]]:
    return pairs["a"].to_list(), pairs["b"].to_list()


def _answered(pairs: pd.DataFrame, given: Sequence[Pair]) -> list[dict[str, Any]]:
    """A row for every pair that somebody answered, with what dedupe knows of it."""
    wanted = pd.DataFrame(given, columns=["a", "b"], dtype="str").assign(pairs=1)
    return _rows(wanted.merge(pairs, on=["a", "b"], how="left", validate="1:1"))


def _between_clusters(
    pairs: pd.DataFrame,
    cluster_of: Mapping[str, str],
    kind: str,
    given: Mapping[Pair, tuple[Answer, ...]],
) -> list[dict[str, Any]]:
    """One row for each two clusters: their likeliest pair, but first one that people answered."""
    if kind == OPEN:
        rows = pairs[pairs["answer"] == "review"]
    else:
        rows = pairs[(pairs["answer"] == "distinct") & (pairs["score"] >= NEAR_FROM)]
    ends = list(zip(*_ends(rows), strict=True))
    keys = pd.Series([_key(pair, cluster_of) for pair in ends], index=rows.index, dtype=object)
    unsaid = pd.Series([pair not in given for pair in ends], index=rows.index, dtype=bool)
    rows = rows.assign(key=keys, unsaid=unsaid)
    rows = rows[pd.Series([x != y for x, y in keys], index=rows.index, dtype=bool)]
    rows = rows.sort_values(
        ["unsaid", "score", "a", "b"], ascending=[True, False, True, True], kind="stable"
    )
    best = rows.groupby("key")["score"].max()
    counts = rows["key"].value_counts()
    first = rows.drop_duplicates("key")
    first = first.assign(pairs=first["key"].map(counts), best=first["key"].map(best))
    order = first.sort_values(["best", "a", "b"], ascending=[False, True, True], kind="stable")
    return _rows(order)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a, b, score, rule, why and pairs; missing is None."""
    names = ["a", "b", "score", "rule", "why", "pairs"]
    chosen = frame[names].astype(object)
    chosen = chosen.where(chosen.notna(), None)
    return [dict(zip(names, row, strict=True)) for row in chosen.itertuples(index=False)]


def _key(pair: Pair, cluster_of: Mapping[str, str]) -> Pair:
    x, y = sorted(cluster_of.get(record, record) for record in pair)
    return x, y


def _per_clusters(
    given: Mapping[Pair, tuple[Answer, ...]], cluster_of: Mapping[str, str]
) -> dict[Pair, tuple[Answer, ...]]:
    found: dict[Pair, tuple[Answer, ...]] = {}
    for pair, said in given.items():
        key = _key(pair, cluster_of)
        found[key] = found.get(key, ()) + said
    return found


def _sides(records: pd.DataFrame, clusters: pd.DataFrame, ids: set[str]) -> dict[str, Side]:
    """The records of questions as they are shown, with the rest of their clusters."""
    concerned = clusters.loc[clusters["record_id"].isin(ids), "cluster_id"]
    clusters = clusters[clusters["cluster_id"].isin(concerned)].sort_values("record_id")
    members = clusters.groupby("cluster_id")["record_id"].agg(list).to_dict()
    cluster_of = clusters_of(clusters)
    chosen = records[records["record_id"].isin(set(cluster_of))].astype(object)
    rows = {row["record_id"]: row for row in chosen.to_dict("records")}
    return {
        i: Side(
            i, cluster_of[i], rows[i]["source"], _place(rows[i]), shown(rows[i]),
            tuple(
                f"{rows[other]['source']} {_place(rows[other])}"
                for other in members[cluster_of[i]]
                if other != i and other in rows
            ),
        )
        for i in sorted(ids)
    }  # fmt: skip


def _place(record: Mapping[Any, Any]) -> str:
    return f"{record['file']}:{record['line']}"


def shown(record: Mapping[Any, Any] | pd.Series) -> dict[str, str]:
    """The fields of a row of schema.RECORD that a person compares, as text."""
    values = {name: squeeze(str(record[name])) for name in FIELDS if pd.notna(record[name])}
    if values.get("published") == values.get("year"):
        values.pop("published", None)
    return {name: value for name, value in values.items() if value}


def unsettled(
    asked: Iterable[Question], table: pd.DataFrame, cluster_of: Mapping[str, str]
) -> list[Question]:
    """The questions that answers (schema.ANSWERED) leave open, directly or through the clusters.

    Where a chain of `same` joins what somebody told apart, all of it stays open.
    """
    parent: dict[str, str] = {}

    def root(cluster: str) -> str:
        while parent.setdefault(cluster, cluster) != cluster:
            cluster = parent[cluster]
        return cluster

    told = [
        (_key((a, b), cluster_of), word)
        for a, b, word in zip(table["a"], table["b"], table["answer"], strict=True)
    ]
    for (x, y), word in told:
        if word == SAME:
            parent[root(x)] = root(y)
    apart = {frozenset((root(x), root(y))) for (x, y), word in told if word == DIFFERENT}

    def is_open(question: Question) -> bool:
        if question.kind == ANSWERED:
            return True
        ends = frozenset((root(question.a.cluster_id), root(question.b.cluster_id)))
        return (len(ends) == 1) == (ends in apart)

    return [question for question in asked if is_open(question)]
