"""Where the words of many texts stand, so that a term is looked up and not searched for.

Every text is cut into compounds ("self-harm") once; all thinking about a compound is done once for
each that is different. Words are numbered through all segments (a title, an abstract, one keyword)
with a gap between two of them that no phrase and no proximity can cross.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from litsieve.screen.words import (
    COMPOUND,
    Folding,
    halves,
    has_wildcard,
    parts,
    stem,
    wildcard_pattern,
)

#: More words than the farthest proximity.
GAP = 1000
#: Hyphenated words that are also read as one: self-harm, well-to-do.
LONGEST_JOIN = 3

Positions = npt.NDArray[np.int64]
#: Numbers of the first and the last word of each match.
Spans = tuple[Positions, Positions]

_NONE = np.empty(0, dtype=np.int64)
NOWHERE: Spans = (_NONE, _NONE)


class _Numbers(dict[str, int]):
    """Each new key gets the next number."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


@dataclass(frozen=True)
class Segment:
    """A piece of text: its report, the part of the report, where in that part it begins."""

    report: int
    part: str
    text: str
    start: int = 0


@dataclass
class Index:
    """The words of segments. Build with `Index.of`."""

    folding: Folding
    #: For each segment: its report, its part, the number of its first word.
    reports: npt.NDArray[np.int64]
    segment_parts: npt.NDArray[np.str_]
    first_words: Positions
    #: For each compound: where it occurs (slice of `places`), by number of its first word.
    places: Positions
    slices: npt.NDArray[np.int64]
    #: word → (compound, which of its words, how many of them): joined words have several.
    uses: dict[str, list[tuple[int, int, int]]]
    _keys: dict[str, list[str]] = field(default_factory=dict)
    _variants: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, segments: Sequence[Segment], folding: Folding) -> Index:
        """Read the segments."""
        numbers = _Numbers()
        stream, lengths = array("q"), array("q")
        number, find, letters = numbers.__getitem__, COMPOUND.findall, folding.letters
        for segment in segments:
            found = find(letters(segment.text))
            stream.extend(map(number, found))
            lengths.append(len(found))
        compounds = np.frombuffer(stream, dtype=np.int64) if stream else _NONE
        pieces = [parts(compound) for compound in numbers]
        sizes = np.array([len(words) for words in pieces], dtype=np.int64)
        firsts, segment_firsts = _number_words(compounds, sizes, np.array(lengths, dtype=np.int64))
        order = np.argsort(compounds, kind="stable")
        return cls(
            folding,
            np.array([segment.report for segment in segments], dtype=np.int64),
            np.array([segment.part for segment in segments], dtype=np.str_),
            segment_firsts,
            firsts[order],
            np.searchsorted(compounds[order], np.arange(len(pieces) + 1)),
            _uses(pieces, folding),
        )

    # -- words ----------------------------------------------------------------------------

    def word(self, word: str) -> Spans:
        """Where a word of a query matches, wildcards and all; see Folding for what is the same."""
        whole = self.spans(self.same(word))
        if has_wildcard(word):
            return whole
        return union([whole, *self._apart(word)]) if self.folding.hyphen else whole

    def same(self, word: str) -> list[str]:
        """The words of the texts that a word of a query stands for."""
        return self._by_wildcard(word) if has_wildcard(word) else self._by_key(word)

    def spans(self, words: Iterable[str]) -> Spans:
        """Where any of these words of the text stands."""
        starts, ends = [_NONE], [_NONE]
        for word in words:
            for compound, offset, size in self.uses.get(word, ()):
                at = self.places[self.slices[compound] : self.slices[compound + 1]] + offset
                starts.append(at)
                ends.append(at + (size - 1))
        return _unique(np.concatenate(starts), np.concatenate(ends))

    def _by_key(self, word: str) -> list[str]:
        if not self._keys:
            keys: dict[str, list[str]] = defaultdict(list)
            for known in self.uses:
                for key in self.folding.keys(known):
                    keys[key].append(known)
            self._keys = dict(keys)
        return sorted({w for key in self.folding.keys(word) for w in self._keys.get(key, ())})

    def _by_wildcard(self, word: str) -> list[str]:
        if not self._variants:
            self._variants = sorted(
                (spelling, known)
                for known in self.uses
                for spelling in self.folding.spellings(known)
            )
        pattern, prefix = wildcard_pattern(word), stem(word)
        at = bisect_left(self._variants, (prefix, ""))
        found = set()
        for spelling, known in self._variants[at:]:
            if not spelling.startswith(prefix):
                break
            if pattern.fullmatch(spelling):
                found.add(known)
        return sorted(found)

    def _apart(self, word: str) -> Iterable[Spans]:
        """Where the text writes the word as two: well being."""
        for spelling in sorted(self.folding.spellings(word)):
            for left, right in halves(spelling):
                if left in self.uses and right in self.uses:
                    yield sequence(self.spans([left]), self.spans([right]))

    # -- segments -------------------------------------------------------------------------

    def segments_of(self, spans: Spans) -> npt.NDArray[np.int64]:
        """The segment that each span lies in."""
        found = np.searchsorted(self.first_words, spans[0], side="right") - 1
        return np.asarray(found, dtype=np.int64)


def _number_words(
    compounds: Positions, sizes: Positions, lengths: Positions
) -> tuple[Positions, Positions]:
    """Number of each compound's first word, and of each segment's first."""
    size = sizes[compounds] if len(compounds) else _NONE
    before = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)[: len(lengths)]
    gaps = np.arange(len(lengths), dtype=np.int64) * GAP
    return before[:-1] + np.repeat(gaps, lengths), before[starts] + gaps


def _uses(pieces: list[list[str]], folding: Folding) -> dict[str, list[tuple[int, int, int]]]:
    uses: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    longest = LONGEST_JOIN if folding.hyphen else 1
    for compound, words in enumerate(pieces):
        for first in range(len(words)):
            for size in range(1, min(longest, len(words) - first) + 1):
                uses["".join(words[first : first + size])].append((compound, first, size))
    return dict(uses)


# -- spans --------------------------------------------------------------------------------


def _unique(starts: Positions, ends: Positions) -> Spans:
    if len(starts) < 2:
        return starts, ends
    order = np.lexsort((ends, starts))
    starts, ends = starts[order], ends[order]
    new = np.ones(len(starts), dtype=bool)
    new[1:] = (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])
    return starts[new], ends[new]


def union(many: Sequence[Spans]) -> Spans:
    """Every span of any of them, sorted."""
    if len(many) == 1:
        return many[0]
    if not many:
        return NOWHERE
    return _unique(np.concatenate([s for s, _ in many]), np.concatenate([e for _, e in many]))


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
    return _unique(np.repeat(left[0], count), right[1][which])
