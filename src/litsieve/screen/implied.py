"""Which terms of queries imply one another: `rat` is found wherever… `rat*` is found there too.

A term implies another if wherever the first is found, in whatever form, the second is found as
well. Words are taken as queries write them: that a text may write a word as two ("dep ression"),
or two words as one ("mentalhealth"), is left out of account.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from litsieve.screen.query.tree import Near, Node, Or, Term
from litsieve.screen.spelling import ENDINGS, IRREGULAR, american, british, singulars
from litsieve.screen.words import Folding, has_wildcard, parts, stem, wildcard_pattern


@lru_cache(maxsize=1 << 16)
def implies(one: Node, other: Node, folding: Folding, same_start: bool = False) -> bool:
    """Whether a term is never found without another, or a proximity without a wider one."""
    if one == other:
        return True
    match one, other:
        case Term(), Term():
            return _term_implies(one, other, folding, same_start)
        case Near(), Near() if (one.left, one.right) == (other.left, other.right):
            return one.distance <= other.distance and (one.ordered or not other.ordered)
    return False


def ways(node: Node) -> list[Node]:
    """What is found where an operand of W/n is: one of these. Empty if it names a list."""
    match node:
        case Or(items):
            found = [ways(item) for item in items]
            return [way for some in found for way in some] if all(found) else []
        case Term() | Near():
            return [node]
        case _:
            return []


def _term_implies(one: Term, other: Term, folding: Folding, same_start: bool) -> bool:
    """The words of `other` stand in a row among the words of `one`."""
    if other.exact:
        if not one.exact:
            return False
        words, wanted = one.words, other.words
    else:
        words = tuple(plain_words(one))
        wanted = other.words
    last = 0 if same_start else len(words) - len(wanted)
    return len(wanted) <= len(words) and any(
        all(
            a == b if other.exact else _word_implies(a, b, one.exact, folding)
            for a, b in zip(words[start:], wanted, strict=False)
        )
        for start in range(last + 1)
    )


def plain_words(term: Term) -> Iterator[str]:
    """The words of a term; those of an exact one without its hyphens and apostrophes."""
    for word in term.words:
        yield from parts(word) if term.exact else (word,)


def _word_implies(one: str, other: str, exact: bool, folding: Folding) -> bool:
    if exact:  # it stands there just so
        return _matches(other, one, folding)
    if has_wildcard(one):
        return has_wildcard(other) and _glob_within(one, other)
    return all(_matches(other, form, folding) for form in _forms(one, folding))


def _matches(asked: str, written: str, folding: Folding) -> bool:
    """Whether a word of a query is found in a word of a text."""
    if has_wildcard(asked):
        begin = stem(asked)
        return any(
            spelling.startswith(begin) and wildcard_pattern(asked).fullmatch(spelling)
            for spelling in folding.readings(written)
        )
    return bool(_keys(asked, folding) & _keys(written, folding))


@lru_cache(maxsize=4096)
def _forms(word: str, folding: Folding) -> frozenset[str]:
    """The ways in which a text may write a word of a query: plurals, singulars, spellings."""
    found = folding.keys(word) | {word}
    if folding.spelling:
        found |= {spell(form) for form in found for spell in (american, british)}
    if folding.plural:
        single = {form for form in found if singulars(form) == {form} or form[-2:] in ("us", "is")}
        found |= {plural for plural, singular in IRREGULAR.items() if singular in single}
        for plural, singular, _ in ENDINGS:
            end = len(singular)
            found |= {
                form[: len(form) - end] + plural for form in single if form.endswith(singular)
            }
    return frozenset(form for form in found if _keys(form, folding) & _keys(word, folding))


@lru_cache(maxsize=1 << 16)
def _keys(word: str, folding: Folding) -> frozenset[str]:
    return frozenset(folding.keys(word))


def _glob_within(one: str, other: str) -> bool:
    """Whether every word that fits the wildcards of `one` fits those of `other`, too."""
    if not one:
        return not other.strip("*?")
    if not other:
        return False
    first, rest = other[0], other[1:]
    if first == "*":
        return _glob_within(one, rest) or _glob_within(one[1:], other)
    if first == "?" and _glob_within(one, rest):
        return True
    taken = one[0] == first or (first in "?." and one[0] != "*" and (first == "?" or one[0] != "?"))
    return taken and _glob_within(one[1:], rest)
