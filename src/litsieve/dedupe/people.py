"""People's answers in the positions of one run."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve.dedupe.decide import SAID
from litsieve.dedupe.normalise import Codes, Texts


class Said:
    """Which pairs of positions people answered, and what; each pair once, a < b."""

    def __init__(
        self, size: int, a: Codes, b: Codes, said: npt.NDArray[np.int8], by: Iterable[str]
    ) -> None:
        self.size = np.int64(max(size, 1))
        order = np.lexsort((b, a))
        self.a, self.b = a[order], b[order]
        self._keys = self.a * self.size + self.b
        self._said = _contradictory(self.a, self.b, said[order])
        self._by = np.append(np.array(list(by), dtype=object)[order], "")

    def at(self, a: Codes, b: Codes) -> npt.NDArray[np.int8]:
        """What was said of each of these pairs, as an index of SAID."""
        return np.append(self._said, np.int8(0))[self._find(a, b)]

    def by(self, a: Codes, b: Codes) -> Texts:
        """Who said it; "" where nobody did."""
        return self._by[self._find(a, b)]

    def _find(self, a: Codes, b: Codes) -> Codes:
        """Where each pair stands among those answered; -1 if it does not."""
        keys = a * self.size + b
        place = np.searchsorted(self._keys, keys)
        found = np.append(self._keys, -1)[place] == keys
        return np.where(found, place, -1)


def said_of(ids: Texts, answers: pd.DataFrame | None) -> Said:
    """`answers` (schema.ANSWERED) on records that are there; `ids` are sorted."""
    if answers is None or answers.empty:
        none = np.empty(0, dtype=np.int64)
        return Said(len(ids), none, none, none.astype(np.int8), [])
    index = pd.Index(ids)
    a = index.get_indexer(pd.Index(answers["a"])).astype(np.int64)
    b = index.get_indexer(pd.Index(answers["b"])).astype(np.int64)
    there = (a >= 0) & (b >= 0)
    said = np.array([SAID.index(word) for word in answers["answer"]], dtype=np.int8)
    by = answers["by"].fillna("").to_numpy(dtype=object)
    return Said(len(ids), a[there], b[there], said[there], by[there])


def _contradictory(a: Codes, b: Codes, said: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    """`said`, where no "same" is believed whose chain holds a pair that is "different"."""
    same = np.flatnonzero(said == SAID.index("same"))
    group = groups(a[same], b[same])
    bad = {
        group[int(a[i])]
        for i in np.flatnonzero(said == SAID.index("different"))
        if group.get(int(a[i]), -1) == group.get(int(b[i]), -2)
    }
    out = said.copy()
    out[[i for i in same if group[int(a[i])] in bad]] = SAID.index("contradictory")
    return out


def groups(a: Codes, b: Codes) -> dict[int, int]:
    """Everyone whom pairs join → the smallest of those joined."""
    parent: dict[int, int] = {}

    def root(i: int) -> int:
        while parent.setdefault(i, i) != i:
            i = parent[i]
        return i

    for u, v in zip(a.tolist(), b.tolist(), strict=True):
        low, high = sorted((root(u), root(v)))
        parent[high] = low
    return {i: root(i) for i in sorted(parent)}
