"""Scores of a de-duplication against known works, and what was missed.

Precision and recall are of pairs of records; *with the queue* counts what a person who answers the
queue rightly adds. *Wrongly removed* are works of which no record is left (each merged cluster
stands for the work that most of its records are of), *missed* are records left beside another of
their work.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

Pair = tuple[str, str]


class Copy(NamedTuple):
    """A record as truth.csv knows it."""

    work: str
    family: str = ""
    noise: frozenset[str] = frozenset()


class Quality(NamedTuple):
    """Shares are of pairs, counts of records."""

    records: int
    precision: float
    recall: float
    with_queue: float
    queued: int
    removed: int
    missed: int
    missed_pairs: frozenset[Pair]
    wrong_pairs: frozenset[Pair]
    left_pairs: frozenset[Pair]  # missed with the queue, too

    def lines(self) -> str:
        each = 15_000 / self.records
        return (
            f"  precision {self.precision:.5f}   recall {self.recall:.4f}   "
            f"with the queue {self.with_queue:.4f}   "
            f"queue {100 * self.queued / self.records:.2f} % of records\n"
            f"  wrongly removed {self.removed} ({self.removed * each:.1f} per 15,000)   "
            f"missed {self.missed} ({self.missed * each:.1f} per 15,000)"
        )


def quality(
    works: Mapping[str, str],
    clusters: Mapping[str, str],
    queue: Iterable[Pair] = (),
    sources: Mapping[str, str] | None = None,
) -> Quality:
    """Score `clusters` (record → cluster) against `works` (record → work).

    Records of unknown work (none, or "") are left out; those without a cluster stand alone. With
    `sources` (record → source) only pairs of two sources count.
    """
    known = {record: work for record, work in works.items() if work}
    found = {record: clusters.get(record) or f"alone {record}" for record in known}
    queue = [pair for pair in queue if pair[0] in known and pair[1] in known]
    true, merged = pairs_of(known, sources), pairs_of(found, sources)
    right = true & merged
    answered = _joined(found, (pair for pair in queue if known[pair[0]] == known[pair[1]]))
    left = frozenset(true - pairs_of(answered, sources))
    removed, missed = _records(known, found)
    return Quality(
        records=len(known),
        precision=len(right) / len(merged) if merged else 1.0,
        recall=len(right) / len(true) if true else 1.0,
        with_queue=1 - len(left) / len(true) if true else 1.0,
        queued=len({record for pair in queue for record in pair}),
        removed=removed,
        missed=missed,
        missed_pairs=frozenset(true - merged),
        wrong_pairs=frozenset(merged - true),
        left_pairs=left,
    )


def pairs_of(groups: Mapping[str, str], sources: Mapping[str, str] | None = None) -> set[Pair]:
    """The pairs of records that are in one group; with `sources`, of two sources."""
    members = defaultdict(list)
    for record, group in groups.items():
        members[group].append(record)
    pairs = (pair for group in members.values() for pair in combinations(sorted(group), 2))
    return {(a, b) for a, b in pairs if sources is None or sources[a] != sources[b]}


def _joined(clusters: Mapping[str, str], pairs: Iterable[Pair]) -> dict[str, str]:
    """The clusters after these pairs were merged."""
    parent: dict[str, str] = {}

    def root(cluster: str) -> str:
        while cluster in parent:
            cluster = parent[cluster]
        return cluster

    for a, b in pairs:
        x, y = root(clusters[a]), root(clusters[b])
        if x != y:
            parent[x] = y
    return {record: root(cluster) for record, cluster in clusters.items()}


def _records(works: Mapping[str, str], clusters: Mapping[str, str]) -> tuple[int, int]:
    """Works of which no record is left, and records left beside another of their work."""
    members: dict[str, Counter[str]] = defaultdict(Counter)
    for record, work in works.items():
        members[clusters[record]][work] += 1
    left = Counter(max(sorted(count), key=count.__getitem__) for count in members.values())
    return len(set(works.values()) - set(left)), sum(left.values()) - len(left)


def by_noise(copies: Mapping[str, Copy], scored: Quality) -> list[str]:
    """A line per kind of noise: true pairs it is in, and how many of them are missed.

    A pair counts for everything that happened to either record; *by it alone* are those to which
    nothing else did.
    """
    true = pairs_of({record: copy.work for record, copy in copies.items()})
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for i, pairs in enumerate((true, scored.missed_pairs, scored.left_pairs)):
        for a, b in pairs:
            names = copies[a].noise | copies[b].noise or {"(habits of databases alone)"}
            for name in names:
                counts[name][i] += 1
                counts[name][3] += i == 1 and len(names) == 1
    kinds = sorted(counts.items(), key=lambda item: (-item[1][1], item[0]))
    heads = ("pairs", "missed", "by it alone", "with the queue")
    lines = [f"  {'copies':27}{heads[0]:>9}{heads[1]:>16}{heads[2]:>13}{heads[3]:>16}"]
    lines += [
        f"  {name:27}{n:9,}{missed:8,} {100 * missed / n:5.1f} %{alone:13,}{left:16,}"
        for name, (n, missed, left, alone) in kinds
        if missed
    ]
    return lines if len(lines) > 1 else ["  no copy is missed"]


def by_family(copies: Mapping[str, Copy], scored: Quality) -> list[str]:
    """A line per family of works: pairs merged though they are different works."""
    kinds = Counter(
        " / ".join(sorted({copies[a].family, copies[b].family})) for a, b in scored.wrong_pairs
    )
    lines = [f"  {'different works merged':30}{'pairs':>9}"]
    return [*lines, *(f"  {kind:30}{n:9,}" for kind, n in kinds.most_common())] if kinds else []


def examples(
    pairs: Iterable[Pair], described: Iterable[Mapping[str, Any]], count: int
) -> Iterator[str]:
    """The records of the first pairs, side by side."""
    chosen = sorted(pairs)[:count]
    wanted = {record for pair in chosen for record in pair}
    named = ((f"{row['file']}/{row['source_id']}", row) for row in described)
    found = {name: row for name, row in named if name in wanted}
    for pair in chosen:
        yield ""
        for name in pair:
            told = (str(found[name][field] or "–") for field in _SHOWN)
            yield f"  {name}  [{', '.join(found[name]['noise'])}]\n    {' | '.join(told)}"


_SHOWN = ("title", "authors", "year", "venue", "volume", "issue", "pages", "article_number", "doi")


def read_truth(path: Path) -> dict[str, Copy]:
    """`source/source_id` → what is known of it."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            f"{row['source']}/{row['source_id']}": Copy(
                row["work"], row["family"], frozenset(filter(None, row["noise"].split("; ")))
            )
            for row in csv.DictReader(file)
        }
