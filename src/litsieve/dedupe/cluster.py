"""Pairs → clusters in which no two records are that something keeps apart."""

from __future__ import annotations

import numpy as np

from litsieve.dedupe.normalise import Codes, Flags


def partition(
    size: int, edges: tuple[Codes, Codes], apart: tuple[Codes, Codes]
) -> tuple[Codes, Flags]:
    """The cluster of each of `size` positions (its smallest member); which edges were refused.

    Edges are taken in the order given, the surest first; one that would bring a pair of `apart`
    into one cluster, directly or through others, is refused.
    """
    parent = list(range(size))
    against: dict[int, set[int]] = {}
    for u, v in zip(apart[0].tolist(), apart[1].tolist(), strict=True):
        against.setdefault(u, set()).add(v)
        against.setdefault(v, set()).add(u)

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    refused = np.zeros(len(edges[0]), dtype=bool)
    for k, (u, v) in enumerate(zip(edges[0].tolist(), edges[1].tolist(), strict=True)):
        low, high = sorted((root(u), root(v)))
        if low == high:
            continue
        if high in against.get(low, ()):
            refused[k] = True
            continue
        parent[high] = low
        _inherit(against, low, high)
    return np.array([root(i) for i in range(size)], dtype=np.int64), refused


def _inherit(against: dict[int, set[int]], heir: int, gone: int) -> None:
    """What was kept apart from `gone` is from now on kept apart from `heir`."""
    for other in against.pop(gone, ()):
        against[other].discard(gone)
        against[other].add(heir)
        against.setdefault(heir, set()).add(other)


def inner_pairs(labels: Codes, rows: Codes) -> tuple[Codes, Codes]:
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
