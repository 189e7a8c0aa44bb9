"""What the readers of all syntaxes share: their errors, their tokens, pieces of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

#: What is wrong, for programs: stable.
Code = Literal[
    "empty",  # nothing to read
    "unbalanced",  # a parenthesis, quotation mark or brace without its twin
    "operator",  # an operator is missing, misspelt or has nothing beside it
    "mixed-operators",  # which of two goes first?
    "proximity",  # how far, or near to what?
    "unknown-scope",  # no such field
    "field",  # a field of a database that is not a matter of words
    "foreign-syntax",  # pasted from a database whose syntax was not named
    "wildcard",  # a wildcard that cannot stand there
    "exact",  # nothing in the braces
    "term",  # a word without a letter
    "list",  # not the name of a list
    "depth",
    "unknown-list",  # nested too deeply
]

#: The farthest that a proximity operator may look; as in Scopus.
FARTHEST = 255
#: Parentheses within parentheses; operators of proximity in a row; changes of operator.
DEEPEST = 50

#: What no text has: an operator of proximity, of whatever database.
NEARNESS = re.compile(r"(?:W|PRE|O?NEAR|N|P)/[0-9]+", re.IGNORECASE)

_QUOTES = '"“”„‟«»＂'
_PHRASE = rf"(?P<phrase>[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}])"
_EXACT = r"(?P<exact>\{[^{}]*\})"


class QueryError(ValueError):
    """What is wrong with a query, and at which character of it (from 0)."""

    def __init__(self, message: str, at: int, hint: str | None = None, *, code: Code) -> None:
        super().__init__(message)
        self.message, self.at, self.hint, self.code = message, at, hint, code


@dataclass(frozen=True)
class Token:
    """A piece of a query. `kind`: what it does, such as word, phrase, open, and, near, end.

    `typed`: what a person wrote where `text` says it otherwise ("near" for NEAR/15).
    """

    kind: str
    text: str
    at: int
    typed: str = ""

    @property
    def shown(self) -> str:
        """What messages call it."""
        return self.typed or self.text


def pattern(marks: str, apart: str = "") -> re.Pattern[str]:
    """The tokens of a syntax: its own `marks` (named groups), then what all have.

    `apart`: characters that are no part of a word, escaped for a set.
    """
    word = rf"(?P<word>[^\s(){{}}{_QUOTES}{apart}]+)"
    rest = rf"(?P<open>\()|(?P<close>\))|{word}|(?P<bad>.)"
    return re.compile("|".join([marks, _PHRASE, _EXACT, rest]), re.DOTALL)


def scan(tokens: re.Pattern[str], text: str, start: int) -> Iterator[Token]:
    """The tokens of `text`, which begins at character `start`; group `space` is passed over."""
    for match in tokens.finditer(text):
        kind, at = str(match.lastgroup), start + match.start()
        if kind == "bad":
            raise _stray(match[0], at)
        if kind != "space":
            yield Token(kind, match[0], at)


def end_of(text: str, start: int) -> Token:
    """The token after the last one; points at the last character."""
    return Token("end", "", start + max(len(text.rstrip()) - 1, 0))


#: A character that begins or ends nothing → what it is, what to do.
_STRAY = {
    "{": ("brace without its twin", "Close the exact phrase with }."),
    "}": ("brace without its twin", "Nothing was opened here."),
    "[": ("bracket without its twin", "Write the tag in full, such as [tiab]."),
    "]": ("bracket without its twin", "Nothing was opened here."),
    "=": ("= without a field before it", "Write TS=(…), TI=(…) or AB=(…)."),
}


def _stray(character: str, at: int) -> QueryError:
    quote = ("quotation mark without its twin", 'Close the phrase with ".')
    message, hint = _STRAY.get(character, quote)
    return QueryError(message, at, hint, code="unbalanced")
