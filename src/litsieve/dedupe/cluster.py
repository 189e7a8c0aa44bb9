"""Pairs → clusters in which no two records are that something keeps apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from litsieve.dedupe.compare import Evidence
from litsieve.dedupe.decide import DISTINCT, LINKED, MERGE, Decisions
from litsieve.dedupe.normalise import Codes, Flags, Forms
from litsieve.dedupe.people import groups

Pairs = tuple[Codes, Codes]

#: Rules that tell two works, and not two reports of one.
_OTHER_WORKS = ("part or number differs", "other registration", "recurring title", "no title")


@dataclass(frozen=True)
class Clustering:
    """For every position its cluster, named by its smallest member.

    `automatic` is what it would be without the pairs that people called the same; `different` are
    the pairs that people told apart.
    """

    labels: Codes
    automatic: Codes
    different: Pairs

    def told_apart(self, evidence: Evidence) -> Flags:
        """Which pairs are of two clusters that people told apart, by these or other members."""
        size = np.int64(max(len(self.labels), 1))

        def keys(a: Codes, b: Codes) -> Codes:
            x, y = self.labels[a], self.labels[b]
            return np.asarray(np.minimum(x, y) * size + np.maximum(x, y))

        return np.isin(keys(evidence.a, evidence.b), keys(*self.different))


def clustered(forms: Forms, evidence: Evidence, decisions: Decisions) -> Clustering:
    """The clusters of all positions.

    First what the rules and the score merge, the surest first, so that a doubtful edge never takes
    the place of a certain one. What people call different stays apart; so do two groups of records
    that they call the same, if they told one pair of them apart. Then people's "same" joins
    clusters, whatever rules would keep apart.
    """
    size = len(forms)
    a, b = evidence.a, evidence.b
    people = decisions.by("a person's answer")
    same = np.flatnonzero(people & (decisions.answer == MERGE))
    different = np.flatnonzero(people & (decisions.answer == DISTINCT))
    told = _lifted((a[different], b[different]), groups(a[same], b[same]))
    merge = np.flatnonzero((decisions.answer == MERGE) & ~people)
    x, y = a[merge], b[merge]
    twins = forms.twin_of[x] == forms.twin_of[y]
    settled = decisions.by("identical record", "same id")[merge]
    order = merge[np.lexsort((y, x, -decisions.score[merge], ~settled, ~twins))]
    apart = decisions.apart & ~people
    automatic = partition(size, (a[order], b[order]), _together((a[apart], b[apart]), told))
    labels = partition(size, _together(_inside(automatic), (a[same], b[same])), told)
    return Clustering(labels, automatic, (a[different], b[different]))


def studies(evidence: Evidence, decisions: Decisions, labels: Codes) -> Codes:
    """Clusters whose records are linked are reports of one study.

    Two reports of one study need no likeness (an erratum and a preprint of one article): only what
    makes two works of them, or a person, keeps two studies apart.
    """
    linked = np.flatnonzero(decisions.answer == LINKED)
    linked = linked[np.argsort(-decisions.score[linked], kind="stable")]
    apart = decisions.by("a person's answer", *_OTHER_WORKS) & (decisions.answer == DISTINCT)
    apart &= labels[evidence.a] != labels[evidence.b]
    edges = _together(_inside(labels), (evidence.a[linked], evidence.b[linked]))
    return partition(len(labels), edges, (evidence.a[apart], evidence.b[apart]))


def _lifted(different: Pairs, group: dict[int, int]) -> Pairs:
    """Pairs told apart, and those that are so since people call their records the same as these."""
    members: dict[int, list[int]] = {}
    for i, first in group.items():
        members.setdefault(first, []).append(i)
    pairs = [
        pair
        for u, v in zip(different[0].tolist(), different[1].tolist(), strict=True)
        for pair in product(members.get(group.get(u, -1), [u]), members.get(group.get(v, -1), [v]))
    ]
    array = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def _inside(labels: Codes) -> Pairs:
    """Edges that join every cluster: from each member to the first."""
    own = np.arange(len(labels), dtype=np.int64)
    later = own[labels != own]
    return labels[later], later


def _together(x: Pairs, y: Pairs) -> Pairs:
    return np.concatenate([x[0], y[0]]), np.concatenate([x[1], y[1]])


def partition(size: int, edges: Pairs, apart: Pairs) -> Codes:
    """The cluster of each of `size` positions: its smallest member.

    Edges are taken in the order given, the surest first; one that would bring a pair of `apart`
    into one cluster, directly or through others, is refused.
    """
    labels = components(size, edges)
    # Where nothing is kept apart, all that edges join is one; few are left to be looked at.
    inner = labels[apart[0]] == labels[apart[1]]
    torn = np.zeros(size, dtype=bool)
    torn[labels[apart[0][inner]]] = True
    left = torn[labels[edges[0]]]
    ends = np.flatnonzero(torn[labels])
    parent = dict(zip(ends.tolist(), ends.tolist(), strict=True))
    against: dict[int, set[int]] = {}
    for u, v in zip(apart[0][inner].tolist(), apart[1][inner].tolist(), strict=True):
        against.setdefault(u, set()).add(v)
        against.setdefault(v, set()).add(u)

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for u, v in zip(edges[0][left].tolist(), edges[1][left].tolist(), strict=True):
        low, high = sorted((root(u), root(v)))
        if low != high and high not in against.get(low, ()):
            parent[high] = low
            _inherit(against, low, high)
    labels[ends] = [root(i) for i in ends.tolist()]
    return labels


def components(size: int, edges: Pairs) -> Codes:
    """What edges join: for each of `size` positions the smallest that it is joined with."""
    labels = np.arange(size, dtype=np.int64)
    u, v = edges
    while len(u):
        p, q = labels[u], labels[v]
        np.minimum.at(labels, np.maximum(p, q), np.minimum(p, q))
        while (labels != labels[labels]).any():
            labels = labels[labels]
        still = labels[u] != labels[v]
        u, v = u[still], v[still]
    return labels


def _inherit(against: dict[int, set[int]], heir: int, gone: int) -> None:
    """What was kept apart from `gone` is from now on kept apart from `heir`."""
    for other in against.pop(gone, ()):
        against[other].discard(gone)
        against[other].add(heir)
        against.setdefault(heir, set()).add(other)


def inner_pairs(labels: Codes, rows: Codes) -> Pairs:
    """All pairs a < b of `rows` that are in one cluster."""
    rows = np.sort(rows)
    sort = np.argsort(labels[rows], kind="stable")
    ordered, label = rows[sort], labels[rows][sort]
    left: list[Codes] = [np.empty(0, dtype=np.int64)]
    right: list[Codes] = [np.empty(0, dtype=np.int64)]
    distance = 1
    at = np.arange(len(ordered), dtype=np.int64)
    while True:
        at = at[at + distance < len(ordered)]
        at = at[label[at] == label[at + distance]]
        if not len(at):
            break
        left.append(ordered[at])
        right.append(ordered[at + distance])
        distance += 1
    return np.concatenate(left), np.concatenate(right)
