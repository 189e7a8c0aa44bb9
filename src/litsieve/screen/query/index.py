"""Where the words that queries ask for stand in the texts, so that a term is looked up.

Words are numbered through all segments (a title, an abstract, one keyword) with a gap between two
of them that no phrase and no proximity can cross.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from litsieve.screen.query.spans import NOWHERE, Positions, Spans, sequence, spans_of, union
from litsieve.screen.query.cut import Tokens
from litsieve.screen.query.tree import Term
from litsieve.screen.query.vocabulary import (
    EXACT,
    Form,
    Vocabulary,
    form_of,
    joined,
    pairs_apart,
)
from litsieve.screen.words import Folding

#: More words than the farthest proximity and the widest guard.
GAP = 1000


@dataclass(frozen=True)
class Index:
    """The places of all forms of a vocabulary. Build with `Index.of`."""

    vocabulary: Vocabulary
    #: For each segment: the number of its first word.
    first_words: Positions
    #: The number of the first word of each token that holds a form; `slices`: those of one token.
    places: Positions
    slices: npt.NDArray[np.int64]
    #: form → (token, which of its words, how many more words).
    uses: dict[Form, list[tuple[int, int, int]]]

    @classmethod
    def of(cls, tokens: Tokens, vocabulary: Vocabulary) -> Index:
        """Read the tokens."""
        sizes = np.ones(len(tokens.different), dtype=np.int64)
        holds = np.zeros(len(tokens.different), dtype=bool)
        uses: dict[Form, list[tuple[int, int, int]]] = defaultdict(list)
        holding = 0
        for row, (size, found) in vocabulary.read(tokens.different):
            sizes[row] = size
            for form, word, more in found:
                uses[form].append((holding, word, more))
            if found:
                holds[row] = True
                holding += 1
        numbers, first_words = _numbered(tokens, sizes)
        at = np.flatnonzero(holds[tokens.codes])
        which = (np.cumsum(holds) - 1)[tokens.codes[at]]
        # numpy sorts small integers by radix
        order = np.argsort(which.astype(np.min_scalar_type(holding)), kind="stable")
        slices = np.searchsorted(which[order], np.arange(holding + 1))
        return cls(vocabulary, first_words, numbers[at[order]], slices, dict(uses))

    @property
    def folding(self) -> Folding:
        """What the texts were read with."""
        return self.vocabulary.folding

    def segments_of(self, spans: Spans) -> npt.NDArray[np.int64]:
        """The segment that each span lies in."""
        found = np.searchsorted(self.first_words, spans[0], side="right") - 1
        return np.asarray(found, dtype=np.int64)

    # -- terms ----------------------------------------------------------------------------

    def term(self, term: Term) -> Spans:
        """Where a word or a phrase stands; two words of a phrase may be written as one."""
        if term.exact:
            now = self.form(Form(EXACT, term.words[0]))
            for word in term.words[1:]:
                now = sequence(now, self.form(Form(EXACT, word)))
            return now
        before: Spans | None = None  # all words but the last two
        now = self.word(term.words[0])
        for i in range(1, len(term.words)):
            ways = [sequence(now, self.word(term.words[i]))]
            one = joined(term.words, i, self.folding)
            if one is not None:
                ways.append(self.form(one) if before is None else sequence(before, self.form(one)))
            before, now = now, union(ways)
        return now

    def word(self, word: str) -> Spans:
        """Where a word of a query matches, as one or as two; see Folding for what is the same."""
        apart = [
            sequence(self.form(left), self.form(right))
            for left, right in pairs_apart(word, self.folding)
            if left in self.uses and right in self.uses
        ]
        return union([self.form(form_of(word)), *apart])

    def form(self, form: Form) -> Spans:
        """Where a form stands; it must be one of the vocabulary."""
        if form not in self.vocabulary.forms:
            raise KeyError(form)
        uses = self.uses.get(form)
        if uses is None:
            return NOWHERE
        starts, ends = [], []
        for token, word, more in uses:
            at = self.places[self.slices[token] : self.slices[token + 1]] + word
            starts.append(at)
            ends.append(at + more)
        return spans_of(np.concatenate(starts), np.concatenate(ends))


def _numbered(tokens: Tokens, sizes: Positions) -> tuple[Positions, Positions]:
    """The number of each token's first word, and of each segment's; `sizes`: words of tokens."""
    before = np.concatenate([[0], np.cumsum(sizes[tokens.codes])]).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(tokens.lengths)[:-1]]).astype(np.int64)
    gaps = np.arange(len(tokens.lengths), dtype=np.int64) * GAP
    starts = starts[: len(tokens.lengths)]
    return before[:-1] + np.repeat(gaps, tokens.lengths), before[starts] + gaps
