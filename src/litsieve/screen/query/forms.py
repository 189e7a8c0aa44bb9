"""What a query asks texts for: forms of words, each of which is looked up by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from litsieve.screen.query.tree import Guard, Term
from litsieve.screen.words import LONGEST_JOIN, Folding, halves, has_wildcard

#: A word and its like, one with wildcards, just these letters, a whole compound.
LIKE, WILD, JUST, EXACT = "like", "wild", "just", "exact"


@dataclass(frozen=True, slots=True)
class Form:
    """What a query asks for: `text` as LIKE, WILD, JUST or EXACT reads it."""

    kind: str
    text: str


def form_of(word: str) -> Form:
    """A word of a query that is not exact."""
    return Form(WILD if has_wildcard(word) else LIKE, word)


def cue_terms(guard: Guard) -> list[Term]:
    """The cues of a guard, to be found like phrases of a query."""
    return [Term(words, " ".join(words), 0) for words in guard.cues]


@lru_cache(maxsize=4096)
def pairs_apart(word: str, folding: Folding) -> list[tuple[Form, Form]]:
    """The two halves in which a text may write a word: well being."""
    if not folding.hyphen or has_wildcard(word):
        return []
    return [
        (Form(JUST, left), Form(JUST, right))
        for spelling in sorted(folding.spellings(word))
        for left, right in halves(spelling)
    ]


def joined(words: tuple[str, ...], last: int, folding: Folding) -> Iterator[tuple[int, Form]]:
    """Some words of a phrase up to `last` as a text may write them: as one; and the first."""
    for first in range(last - 1, max(last - LONGEST_JOIN, -1), -1):
        if not folding.hyphen or has_wildcard(words[first]):
            return
        yield first, form_of("".join(words[first : last + 1]))


def forms_of(term: Term, folding: Folding) -> Iterator[Form]:
    """All that a term may ask a text for."""
    for i, word in enumerate(term.words):
        if term.exact:
            yield Form(EXACT, word)
            continue
        yield form_of(word)
        for pair in pairs_apart(word, folding):
            yield from pair
        for _, one in joined(term.words, i, folding):
            yield one
