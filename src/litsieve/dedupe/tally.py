"""What a run of de-duplication found, in numbers; and what differs between two runs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from litsieve.errors import nearest


def tally(records: pd.DataFrame, clusters: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, Any]:
    """The counts of a run, as plain data (record_id and source; schema.CLUSTER; schema.PAIR).

    within, across: duplicates that their own source has too, and others. sources: per source its
    records, reports and those that no other source has (alone). shared: per two sources the
    reports that both have. by_rule: of every rule ("score" where none applied) the pairs that it
    merged, linked, left to a person or kept apart, as far as the run noted them. by_people: pairs
    that people answered. review_records: records in pairs that are left to a person.
    """
    rows = records[["record_id", "source"]].merge(clusters, on="record_id", validate="1:1")
    reports = rows.drop_duplicates(["cluster_id", "source"])
    left = int(rows["cluster_id"].nunique())
    within = len(rows) - len(reports)
    asked = pairs[pairs["answer"] == "review"]
    return {
        "records": len(rows),
        "duplicates": len(rows) - left,
        "within": within,
        "across": len(rows) - left - within,
        "left": left,
        "review": len(asked),
        "linked": int((pairs["answer"] == "linked").sum()),
        "review_records": len({*asked["a"], *asked["b"]}),
        "sources": _sources(rows, reports),
        "shared": _shared(reports),
        "by_rule": _by_rule(pairs),
        "by_people": int(pairs["by"].notna().sum()),
    }


def _sources(rows: pd.DataFrame, reports: pd.DataFrame) -> list[dict[str, Any]]:
    """Per source, by name: records, reports, alone."""
    alone = ~reports["cluster_id"].duplicated(keep=False)
    records, distinct = Counter(rows["source"]), Counter(reports["source"])
    only = Counter(reports.loc[alone, "source"])
    return [
        {"source": name, "records": records[name], "reports": distinct[name], "alone": only[name]}
        for name in sorted(records)
    ]


def _shared(reports: pd.DataFrame) -> list[dict[str, Any]]:
    """Per two sources, by name: the reports that both have."""
    of = {str(name): set(ids) for name, ids in reports.groupby("source")["cluster_id"]}
    return [{"sources": [a, b], "reports": len(of[a] & of[b])} for a, b in combinations(of, 2)]


def _by_rule(pairs: pd.DataFrame) -> list[dict[str, Any]]:
    counts = Counter(zip(pairs["answer"], pairs["rule"].fillna("score"), strict=True))
    return [
        {"answer": answer, "rule": rule, "pairs": n}
        for (answer, rule), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def strangers(source_priority: tuple[str, ...], sources: list[str]) -> list[tuple[str, str | None]]:
    """Names of `source_priority` that no record's source has, with the source that was meant."""
    folded = {source.casefold(): source for source in sources}
    return [
        (name, folded.get(nearest(name.casefold(), list(folded)) or ""))
        for name in source_priority
        if name not in sources
    ]


@dataclass(frozen=True)
class Changes:
    """What one run does otherwise than another.

    Tables of record_id and other. joins: a report becomes part of that of `other`; leaves: it
    parts from it; asks: the pair newly needs a person.
    """

    joins: pd.DataFrame
    leaves: pd.DataFrame
    asks: pd.DataFrame

    def __len__(self) -> int:
        return len(self.joins) + len(self.leaves) + len(self.asks)


def changes(
    was: tuple[pd.DataFrame, pd.DataFrame], now: tuple[pd.DataFrame, pd.DataFrame]
) -> Changes:
    """From the clusters and pairs of one run to those of another; new records join from alone."""
    before = was[0].set_index("record_id")["cluster_id"]
    after = now[0].set_index("record_id")["cluster_id"]
    asked, asks = (
        frame.loc[frame["answer"] == "review", ["a", "b"]].set_axis(["record_id", "other"], axis=1)
        for frame in (was[1], now[1])
    )
    new = ~pd.MultiIndex.from_frame(asks).isin(pd.MultiIndex.from_frame(asked))
    there = before[before.index.isin(after.index)]
    return Changes(
        _parted(after, before), _parted(there, after), asks[new].reset_index(drop=True)
    )  # fmt: skip


def _parted(whole: pd.Series, parts: pd.Series) -> pd.DataFrame:
    """Records that stand for a part of a cluster of `whole`, and the one of its main part.

    Both are cluster ids by record_id. The main part is that of the record which the cluster is
    named by; each other part is told by its first record. A record that `parts` does not know is
    a part of its own.
    """
    frame = pd.DataFrame({"cluster": whole, "part": parts.reindex(whole.index)}).reset_index()
    frame["part"] = frame["part"].fillna(frame["record_id"])
    frame["behind"] = frame["record_id"] != frame["cluster"]
    heads = frame.sort_values(["cluster", "behind", "record_id"]).drop_duplicates(
        ["cluster", "part"]
    )
    heads["other"] = heads.groupby("cluster")["record_id"].transform("first")
    later = heads.loc[heads["record_id"] != heads["other"], ["record_id", "other"]]
    return later.sort_values(["other", "record_id"], ignore_index=True)
