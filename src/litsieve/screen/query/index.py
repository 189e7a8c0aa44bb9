"""Where the words that queries ask for stand in the texts, so that a term is looked up.

Words are numbered through all segments (a title, an abstract, one keyword) with a gap between two
of them that no phrase and no proximity can cross.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from litsieve.screen.query.cut import Tokens
from litsieve.screen.query.forms import EXACT, Form, form_of, joined, pairs_apart
from litsieve.screen.query.spans import Positions, Spans, sequence, spans_of, union
from litsieve.screen.query.tree import Term
from litsieve.screen.query.vocabulary import Numbers, Vocabulary
from litsieve.screen.words import Folding

#: More words than the farthest proximity and the widest guard.
GAP = 1000


@dataclass(frozen=True)
class Index:
    """The places of all forms of a vocabulary. Build with `Index.of`."""

    vocabulary: Vocabulary
    #: For each segment: the number of its first word.
    first_words: Positions
    #: First and last word wherever a form stands, form by form; `slices`: those of one form.
    starts: Positions
    ends: Positions
    slices: npt.NDArray[np.int64]

    @classmethod
    def of(cls, tokens: Tokens, vocabulary: Vocabulary) -> Index:
        """Read the tokens."""
        read = vocabulary.read(tokens.different)
        numbers, first_words = _numbered(tokens, read.sizes)
        at = np.flatnonzero((read.counts > 0)[tokens.codes])
        codes = tokens.codes[at]
        counts = read.counts[codes]
        # every use of every token that has any
        skipped = read.first[codes] - (np.cumsum(counts) - counts)
        uses = np.repeat(skipped, counts) + np.arange(int(counts.sum()))
        forms = read.forms[uses]
        # numpy sorts small integers by radix
        small = forms.astype(np.min_scalar_type(len(vocabulary.forms)))
        order = np.argsort(small, kind="stable")
        starts = (np.repeat(numbers[at], counts) + read.words[uses])[order]
        slices = np.searchsorted(small[order], np.arange(len(vocabulary.forms) + 1))
        return cls(vocabulary, first_words, starts, starts + read.more[uses][order], slices)

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
        """Where a word or a phrase stands; words of a phrase may be written as one."""
        if term.exact:
            now = self.form(Form(EXACT, term.words[0]))
            for word in term.words[1:]:
                now = sequence(now, self.form(Form(EXACT, word)))
            return now
        upto = [self.word(term.words[0])]
        for i in range(1, len(term.words)):
            ways = [sequence(upto[-1], self.word(term.words[i]))]
            for first, one in joined(term.words, i, self.folding):
                here = self.form(one)
                ways.append(sequence(upto[first - 1], here) if first else here)
            upto.append(union(ways))
        return upto[-1]

    def word(self, word: str) -> Spans:
        """Where a word of a query matches, as one or as two; see Folding for what is the same."""
        apart = [
            sequence(self.form(left), self.form(right))
            for left, right in pairs_apart(word, self.folding)
            if self._stands(left) and self._stands(right)
        ]
        return union([self.form(form_of(word)), *apart])

    def form(self, form: Form) -> Spans:
        """Where a form stands; it must be one of the vocabulary."""
        here = self._slice(form)
        starts, ends = self.starts[here], self.ends[here]
        # most often each stands in a token of its own, so that they are in order
        return (starts, ends) if (starts[1:] > starts[:-1]).all() else spans_of(starts, ends)

    def _slice(self, form: Form) -> slice:
        number = self.vocabulary.numbers[form]
        return slice(self.slices[number], self.slices[number + 1])

    def _stands(self, form: Form) -> bool:
        number = self.vocabulary.numbers[form]
        return bool(self.slices[number] < self.slices[number + 1])


def _numbered(tokens: Tokens, sizes: Numbers) -> tuple[Positions, Positions]:
    """The number of each token's first word, and of each segment's; `sizes`: words of tokens."""
    before = np.concatenate([[0], np.cumsum(sizes[tokens.codes])]).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(tokens.lengths)[:-1]]).astype(np.int64)
    gaps = np.arange(len(tokens.lengths), dtype=np.int64) * GAP
    starts = starts[: len(tokens.lengths)]
    return before[:-1] + np.repeat(gaps, tokens.lengths), before[starts] + gaps
