"""Where matches stand: numbers of their first and last words, and what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Positions: TypeAlias = npt.NDArray[np.int64]
#: Numbers of the first and the last word of each match, sorted, each pair once.
Spans: TypeAlias = tuple[Positions, Positions]

_NONE = np.empty(0, dtype=np.int64)
NOWHERE: Spans = (_NONE, _NONE)
#: A span as one number: no segment has so many words.
_LONGEST = 31


def spans_of(starts: Positions, ends: Positions) -> Spans:
    """The spans in order, none twice."""
    if len(starts) < 2:
        return starts, ends
    packed = np.unique((starts << _LONGEST) | (ends - starts))
    starts = packed >> _LONGEST
    return starts, starts + (packed & ((1 << _LONGEST) - 1))


def union(many: Sequence[Spans]) -> Spans:
    """Every span of any of them."""
    there = [spans for spans in many if len(spans[0])]
    if len(there) < 2:
        return there[0] if there else NOWHERE
    return spans_of(np.concatenate([s for s, _ in there]), np.concatenate([e for _, e in there]))


def sequence(left: Spans, right: Spans, between: int = 0) -> Spans:
    """From a left span to a right one that follows it with at most `between` words between."""
    if not len(left[0]) or not len(right[0]):
        return NOWHERE
    low = np.searchsorted(right[0], left[1] + 1, side="left")
    high = np.searchsorted(right[0], left[1] + 1 + between, side="right")
    count = high - low
    total = int(count.sum())
    if not total:
        return NOWHERE
    which = np.repeat(low - np.concatenate([[0], np.cumsum(count)[:-1]]), count) + np.arange(total)
    return spans_of(np.repeat(left[0], count), right[1][which])


def cue_before(spans: Spans, cues: Spans, window: int) -> Positions:
    """For each span the cue that ends last among the `window` words before it; -1 if none does.

    The number is a row of `cues` in the order of their ends: see `by_end`.
    """
    ends = by_end(cues)[1]
    if not len(ends):
        return np.full(len(spans[0]), -1, dtype=np.int64)
    last = np.searchsorted(ends, spans[0], side="left") - 1
    near = (last >= 0) & (spans[0] - ends[last] <= window)
    return np.where(near, last, -1)


def by_end(spans: Spans) -> Spans:
    """The spans in the order of their last words."""
    order = np.argsort(spans[1], kind="stable")
    return spans[0][order], spans[1][order]
