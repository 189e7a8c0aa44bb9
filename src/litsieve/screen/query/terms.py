"""Words, phrases and exact phrases of a query."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from litsieve.screen.notation import umlauts_written_out
from litsieve.screen.query.tokens import QueryError, Token
from litsieve.screen.query.tree import Or, Term
from litsieve.screen.words import COMPOUND, Folding, plain_signs, query_words

_ANY_WILDCARD = re.compile("[*?＊？]")


def writings(token: Token, folding: Folding, wildcards: Mapping[str, str]) -> Term | Or:
    """A word or a phrase; one with umlauts is also asked for with these written out: Mueller."""
    one = term(token, folding, wildcards)
    text = umlauts_written_out(token.text) if folding.diacritics else token.text
    if text == token.text:
        return one
    other = term(replace(token, text=text), folding, wildcards)
    return Or((one, other)) if other != one else one


def term(token: Token, folding: Folding, wildcards: Mapping[str, str]) -> Term:
    """A word or a phrase in quotes; `wildcards`: how it writes them → what the tree calls them."""
    text = token.text[1:-1] if token.kind == "phrase" else token.text
    words = _words(unicodedata.normalize("NFKC", text), token.at, folding, wildcards)
    if not words:
        raise QueryError("nothing to search for: no letter or digit", token.at, code="term")
    for word in words:
        if not word.strip("*?."):
            message = f"'{word}' stands for every word"
            raise QueryError(message, token.at, "Give at least one letter.", code="wildcard")
    quoted = token.kind == "phrase"
    return Term(words, " ".join(text.split()), token.at, quoted=quoted)


def exact(token: Token, folding: Folding) -> Term:
    """A phrase in braces: its compounds, letters folded, each as it is written."""
    text = token.text[1:-1]
    if wildcard := _ANY_WILDCARD.search(text):
        raise QueryError(
            f"'{wildcard[0]}' in braces: an exact phrase has no wildcards",
            token.at + 1 + wildcard.start(),
            f'Write "{" ".join(text.split())}" in quotes, or take it out.',
            code="wildcard",
        )
    words = tuple(plain_signs(compound) for compound in COMPOUND.findall(folding.letters(text)))
    if not words:
        message = "nothing between the braces: no letter or digit"
        raise QueryError(message, token.at, "Write {exact phrase}.", code="exact")
    return Term(words, " ".join(text.split()), token.at, exact=True)


def _words(text: str, at: int, folding: Folding, wildcards: Mapping[str, str]) -> tuple[str, ...]:
    """Folded words. All wildcards are cut as `?` is, then each gets its meaning back in turn."""
    for sign in "*?":
        if sign in text and sign not in wildcards:
            hint = "Take it out, or write the words out, with OR."
            raise QueryError(f"'{sign}' is no wildcard here", at, hint, code="wildcard")
    meanings = iter([wildcards[letter] for letter in text if letter in wildcards])
    plain = "".join("?" if letter in wildcards else letter for letter in text)
    words = query_words(plain, folding)
    return tuple(re.sub(r"\?", lambda _: next(meanings), word) for word in words)
