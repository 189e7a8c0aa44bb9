"""What a query asks texts for: forms of words, each of which is looked up by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from litsieve.screen.query.tree import Guard, Term
from litsieve.screen.words import Folding, halves, has_wildcard

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


def joined(words: tuple[str, ...], i: int, folding: Folding) -> Form | None:
    """Words i - 1 and i of a phrase as a text may write them: as one."""
    if not folding.hyphen or has_wildcard(words[i - 1]):
        return None
    return form_of(words[i - 1] + words[i])


def forms_of(term: Term, folding: Folding) -> Iterator[Form]:
    """All that a term may ask a text for."""
    for i, word in enumerate(term.words):
        if term.exact:
            yield Form(EXACT, word)
            continue
        yield form_of(word)
        for pair in pairs_apart(word, folding):
            yield from pair
        one = joined(term.words, i, folding) if i else None
        if one:
            yield one
