"""Recognises what other databases write, so that it is refused by name and never misread.

Sources: the databases' own pages on searching (Ovid "Command Line Syntax", Embase "Boolean
Operators", EBSCO Connect "Using Field Codes", ProQuest "Search Tips", Cochrane Library "Search
Manager"), and those named in scopus.py, pubmed.py and wos.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from litsieve.screen.query.history import HINT
from litsieve.screen.query.tokens import QueryError, Token

_REWRITE = (
    "It is not read: write TITLE(…), TITLE-ABS(…) or KEY(…) for fields, * and ? for letters, "
    'W/3 for nearness, and "…" around phrases and around signs that are meant as text.'
)


@dataclass(frozen=True)
class Mark:
    """What shows that a query is not written in the syntax at hand, but is `what`.

    `syntax`: under which name such a query is read, if it is.
    """

    what: str
    pattern: re.Pattern[str]
    syntax: str | None = None
    hint: str | None = None

    @classmethod
    def of(
        cls, what: str, pattern: str, syntax: str | None = None, hint: str | None = None
    ) -> Mark:
        return cls(what, re.compile(pattern), syntax, hint)


_OVID_FIELDS = "ti|ab|tw|mp|kw|kf|hw|sh|pt|ot|nm|tx|rn|id|jn"
_WOS_FIELDS = "TS|TI|AB|AK|KP|AU|SO|PY|DT|LA|AD|OG|OO|WC|SU|DO|UT|CU|FO|IS|ALL"

#: At the same place the first counts.
MARKS = (
    Mark.of("Cochrane Library syntax", r"\[mh[\s^\"][^\[\]]*\]?"),
    Mark.of("Cochrane Library or Embase syntax", r"(?<![\w-])NEXT(?:/\d+)?(?![\w-])"),
    Mark.of("PubMed syntax", r"\[[^\[\]\n]*\]?", "pubmed"),
    Mark.of("Web of Science syntax", rf"(?<![\w-])(?:{_WOS_FIELDS}|(?:ts|ti|ab)(?==))\s?=", "wos"),
    Mark.of(
        "Ovid syntax",
        rf"\.(?:(?:{_OVID_FIELDS})(?:,(?:{_OVID_FIELDS}))*\.|(?:ti|ab|tw|mp|kw|hw)\b)",
    ),
    Mark.of(
        "Ovid syntax",
        r"(?<![\w-])(?i:adj)/?\d{1,3}(?![\w-])",
        hint="Ovid's adjN lets N-1 words stand between: write W/2 for adj3, W/0 for adj1.",
    ),
    Mark.of("Ovid syntax", r"(?<![\w-])exp\s+(?=[A-Za-z*][\w\s,*-]{0,80}/(?:\s|\)|$))"),
    Mark.of("Ovid syntax", r"(?<=\w{3})(?<!PRE)(?<!NEAR)(?<!pre)(?<!near)/(?=\s|\)|$)"),
    Mark.of(
        "a line of a search history (Ovid)",
        r"(?<![\w-])(?:(?i:or|and)/\d+(?:[-,]\d+)*|\d+(?:[-,]\d+)*/(?i:or|and)(?!\w))",
        hint=HINT.format("it"),
    ),
    Mark.of(
        "Web of Science or Ovid syntax",
        r"\$",
        "wos",
        "Write * or ?. Queries from Web of Science are read with `syntax: wos`, Ovid's are not.",
    ),
    Mark.of("Embase syntax", r"/(?:exp|de|mj|ti|ab|kw|br)\b"),
    Mark.of(
        "Embase or Cochrane Library syntax", r":(?:ti|ab|kw|de|tn)(?:,(?:ti|ab|kw|de|tn))*(?!\w)"
    ),
    Mark.of(
        "Embase syntax",
        r"(?<![\w'’)])['‘][^\s'‘’()]{1,40}[ ][^'‘’\n()]{1,80}['’](?!\w)",
        hint='Single quotation marks make no phrase here: write "…".',
    ),
    Mark.of("EBSCO syntax", r"(?<![\w-])(?:TI|AB|SU|TX|MH|MM|MJ|DE|KW)(?:\s+\(|\s*[\"“])"),
    Mark.of("EBSCO or ProQuest syntax", r"(?<![\w-])(?:TI|AB|SU)(?:,(?:TI|AB|SU))*(?=\()"),
    Mark.of(
        "ProQuest syntax",
        r"(?<![\w-])(?i:NOFT|(?:MAINSUBJECT|MESH)(?:\.EXACT)?(?:\.EXPLODE)?)\s*\(",
    ),
    Mark.of("the syntax of Europe PMC, OpenAlex or such", r"(?<=[A-Za-z]):"),
)
#: What belongs to criteria.yaml, not to a pasted query.
OURS = (
    Mark.of(
        "a line of a search history",
        r"(?<![^\s(])#[^\s()]*",
        hint=f"{HINT.format('it')} A pasted query has no comments.",
    ),
    Mark.of(
        "the name of a list of criteria.yaml",
        r"(?<![^\s(])@[^\s()]*",
        hint="Lists are named in the strict syntax only: combine the two in `all` or `any`.",
    ),
)

#: Signs that are wildcards or operators elsewhere, nothing here, and part of some words (C++).
_SIGNS = re.compile(r"[#%^\\~=+<>|!]")
#: One letter, in Ovid, EBSCO and others.
_ONE_LETTER = "#%"


def refuse_signs(tokens: Iterable[Token], wildcards: Mapping[str, str]) -> None:
    """Raise QueryError at the first word, outside of quotes, with a sign that means nothing here.

    `wildcards`: those that the syntax at hand has; their meanings as in words.WILDCARDS.
    """
    for token in tokens:
        sign = _SIGNS.search(token.text) if token.kind in ("word", "name") else None
        if sign:
            meant = [own for own, meaning in wildcards.items() if meaning in "?."]
            known = " and ".join(wildcards)
            hint = f"A wildcard is written {known} here"
            if sign[0] in _ONE_LETTER and meant:
                hint = f"For a letter write {meant[0]}"
            raise QueryError(
                f"'{sign[0]}' in '{token.text}' has no meaning here",
                token.at + sign.start(),
                f'{hint}; if the sign is part of the text, put it in quotes: "p < 0.05", "C++".',
                code="foreign-syntax",
            )


def refuse_bare(token: Token, names: Collection[str], write: str = "({})") -> None:
    """Raise QueryError if a word is the name of a field in capitals that lost its parenthesis.

    Names of several parts are no words even in small letters. `write`: how the field is opened.
    """
    upper = token.text.upper()
    if token.kind in ("word", "name") and upper in names and (token.text == upper or "-" in upper):
        raise QueryError(
            f"'{token.text}' is a field without its parenthesis",
            token.at,
            f"Write {upper}{write.format('…')}, or put it in quotes if it is a word.",
            code="unknown-scope",
        )


def refuse(tokens: Iterable[Token], own: str | None, marks: Iterable[Mark] = MARKS) -> None:
    """Raise QueryError at the first mark of another database than the one read as `own`.

    Looks at words and parentheses, not into phrases and not at a syntax's own marks.
    """
    tokens = list(tokens)
    start = tokens[0].at if tokens else 0
    text = _laid_out(tokens, start, _bare)
    found = [
        (*match.span(), mark)
        for mark in marks
        if own is None or mark.syntax != own
        for match in [mark.pattern.search(text)]
        if match is not None
    ]
    if found:
        at, end, mark = min(found, key=lambda one: one[0])  # of several the first in the table
        written = _laid_out(tokens, start, lambda token: token.text)[at:end]
        hint = mark.hint or _REWRITE
        if mark.hint is None and mark.syntax is not None:
            database = mark.what.removesuffix(" syntax")
            hint = f"A query pasted from {database} is read with `syntax: {mark.syntax}`."
        message = f"'{written.strip()}' is {mark.what}"
        raise QueryError(message, start + at, hint, code="foreign-syntax")


def _laid_out(tokens: Iterable[Token], start: int, shown: Callable[[Token], str]) -> str:
    """The tokens in their places, blanks between them."""
    pieces: list[str] = []
    end = start
    for token in tokens:
        pieces += [" " * (token.at - end), shown(token)]
        end = token.at + len(token.text)
    return "".join(pieces)


def _bare(token: Token) -> str:
    """Of a phrase only the quotation marks, of a syntax's own marks nothing."""
    if token.kind in ("phrase", "exact"):
        return f'"{"_" * (len(token.text) - 2)}"'
    return " " * len(token.text) if token.kind == "mark" else token.text
