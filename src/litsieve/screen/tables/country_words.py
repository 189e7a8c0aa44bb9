"""What a country and its people are called in running text, and how records name it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from litsieve.screen.tables.rows import COUNTRIES, read
from litsieve.screen.words import Folding, query_words
from litsieve.text import fold

#: Shorter names are codes and abbreviations, which are words of other meaning: US, ROC, A.R.E.
_SHORTEST_NAME = 4
_FOLDING = Folding()
_WORD = re.compile(r"\w+")


def query_terms(codes: Iterable[str]) -> tuple[str, ...]:
    """Names and demonyms of countries as terms of a strict query, each once.

    In the order of the codes; a word stands as it is, a phrase in quotation marks.
    """
    terms: dict[tuple[str, ...], str] = {}
    for code in sorted(set(codes)):
        for term in terms_of(code):
            terms.setdefault(query_words(term, _FOLDING), term)
    return tuple(term if _WORD.fullmatch(term) else f'"{term}"' for term in terms.values())


@cache
def terms_of(code: str) -> tuple[str, ...]:
    """The names and demonyms of one country that count in running text.

    A longer form that holds a shorter one (Republic of Kenya) finds nothing more and is left out.
    """
    named = [name for name in _names()[code] if _long_enough(name)]
    words, left_out = _by_hand().get(code, ((), ()))
    spelled: dict[tuple[str, ...], str] = {}
    for term in (*(name for name in named if name not in left_out), *words):
        spelled.setdefault(query_words(term, _FOLDING), term)
    return tuple(
        term
        for long, term in spelled.items()
        if not any(short != long and _holds(long, short) for short in spelled)
    )


def _long_enough(name: str) -> bool:
    letters = fold(name).replace(" ", "")
    return not letters.isascii() or len(letters) >= _SHORTEST_NAME


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether some words hold others in a row."""
    size = len(part)
    return any(words[i : i + size] == part for i in range(len(words) - size + 1))


@cache
def _names() -> dict[str, list[str]]:
    rows = read("countries.tsv", COUNTRIES)
    return {code: [name, *filter(None, others.split("|"))] for code, name, others in rows}


@cache
def _by_hand() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Code → words of demonyms.tsv, names that are left out."""
    return {
        code: (tuple(filter(None, words.split("|"))), tuple(filter(None, left_out.split("|"))))
        for code, words, left_out, _note in read("demonyms.tsv")
    }
