"""Lines of a search history (S1 AND S2, 1-5/or): what they point to is not in the query.

How databases write them: #1 (PubMed, Web of Science, Scopus, Embase, Cochrane Library), S1 (EBSCO,
ProQuest), L1 (STN), 1 and or/1-5 (Ovid).

S1, L1 and 1 may be words, too. They are refused where a query has nothing else; beside other words
lint warns of them; in quotes and in fields they are words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from litsieve.screen.query.tokens import QueryError, Token

_LINE = "(?:#[SL]?|[SL])?[0-9]{1,3}"
_RANGE = f"{_LINE}(?:-{_LINE})?"
_MANY = rf"(?:AND|OR)/{_RANGE}(?:,{_RANGE})*|{_RANGE}(?:,{_RANGE})*/(?:AND|OR)"
_REFERENCE = re.compile(f"{_MANY}|{_RANGE}", re.IGNORECASE)
#: A query of one word that is no word but, in a list, may be one.
_WHOLE = re.compile(rf"\s*(?:#[SL]?|[SL])?[0-9]{{1,2}}\s*|\s*(?:{_MANY})\s*", re.IGNORECASE)
#: In braces, as the Cochrane Library writes several lines: {OR #1-#5}.
_IN_BRACES = re.compile(rf"\{{\s*(?:AND|OR)\s+{_RANGE}(?:\s*,\s*{_RANGE})*\s*\}}", re.IGNORECASE)
#: What looks like a line even beside other words: capitals, few digits.
LIKELY = re.compile("[SL]?[0-9]{1,2}")
#: A comment of the strict syntax that is none.
COMMENT = re.compile(r"#[0-9]+\s*(?:(?:AND|OR|NOT)\b|\)|$)", re.IGNORECASE)
_OPERATORS = ("AND", "OR", "NOT", "ANDNOT")
HINT = (
    "Line references point into a search history that is not here: paste the whole query in place "
    "of {}."
)


def refuse(tokens: Sequence[Token]) -> None:
    """Raise QueryError if the query has nothing but lines of a search history."""
    words = [token for token in tokens if token.kind not in ("open", "close")]
    lines = [token for token in words if token.kind != "phrase" and is_line(token.text)]
    rest = [token.text.upper() for token in words if token not in lines]
    joined = rest or any("/" in token.text for token in lines)
    if lines and joined and all(text in _OPERATORS for text in rest):
        raise error(lines[0])
    for token in tokens:
        if token.kind == "exact" and _IN_BRACES.fullmatch(token.text):
            raise error(token)


def refuse_whole(text: str) -> None:
    """Raise QueryError if the text is one line of a search history, such as L1."""
    if _WHOLE.fullmatch(text):
        raise error(Token("word", text.strip(), len(text) - len(text.lstrip())))


def is_line(text: str) -> bool:
    """Whether a word may be a line of a search history."""
    return _REFERENCE.fullmatch(text) is not None


def error(token: Token) -> QueryError:
    """What to say of a line of a search history."""
    message = f"'{token.text}' is a line of a search history"
    hint = HINT.format(token.text)
    if not set(token.text) & set("#/{"):
        hint += " If it is a word, put it in quotes, or in a field."
    return QueryError(message, token.at, hint, code="foreign-syntax")
