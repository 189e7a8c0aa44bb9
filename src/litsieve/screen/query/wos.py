"""`syntax: wos`: a query pasted from Web of Science.

What Clarivate says of its language, "Search Operators", "Search Rules", "Wildcards" and "Topic"
(webofscience.help.clarivate.com and images.webofknowledge.com):

- precedence NEAR/x, then SAME, then NOT, then AND, then OR; operators in any case;
- words side by side within a field mean AND; "…" is a phrase, and takes wildcards;
- `*` any letters or none, `?` exactly one, `$` one or none;
- NEAR/x: at most x words between, 15 without a number; no AND in its operands;
- TS looks at title, abstract, author keywords and Keywords Plus.

Web of Science also finds other forms of words without quotes (cite: citing); here words count as
the same where they do everywhere in criteria: plural, spelling, hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import ClassVar

from litsieve.errors import nearest
from litsieve.screen.query import foreign, history, refused, terms
from litsieve.screen.query.grammar import OPERANDS, Nodes, Reader, Tokens, by_rank, near_token
from litsieve.screen.query.tokens import NEARNESS, QueryError, Token, end_of, pattern, scan
from litsieve.screen.query.tree import SCOPES, Node, Scoped
from litsieve.screen.words import Folding

#: Fields that ask for words → where they look.
TAGS = {"TS": "TITLE-ABS-KEY", "TI": "TITLE", "AB": "ABS"}
#: Fields that ask for more, and what about.
OTHER_TAGS = {
    "AK": "keywords", "KP": "keywords",
    "PY": "date", "DOP": "date", "EAY": "date", "LD": "date", "FPY": "date",
    "DT": "type", "LA": "language", "SO": "venue", "PUBL": "venue", "CF": "venue",
    "DO": "number", "IS": "number", "PMID": "number", "UT": "number",
    "AU": "people", "AI": "people", "GP": "people", "ED": "people", "AD": "people",
    "OG": "people", "OO": "people", "SG": "people", "SA": "people", "CI": "people",
    "PS": "people", "ZP": "people", "FO": "people", "FG": "people", "FT": "people",
    "FD": "people", "CU": "country",
    "ALL": "everything", "AF": "everything", "WC": "subject", "SU": "subject",
    "SDG": "subject", "TMAC": "subject", "TMSO": "subject", "TMIC": "subject",
    "SILOID": "limit", "DX": "limit", "EDN": "limit", "PUI": "limit",
}  # fmt: skip

_TOKENS = pattern(r"(?P<space>\s+)|(?P<mark>[A-Za-z]{2,6}\s*=)", apart="=")
_NEAR = re.compile(r"NEAR(?:/[0-9]*)?", re.IGNORECASE)
#: Words that were certainly meant as operators.
_NEAR_SLIP = re.compile(r"NEAR(?:[0-9]+|/\S*)")
_SLIP = re.compile("ADN|ANDNOT")


def read(text: str, folding: Folding, start: int = 0) -> Node | None:
    """The query that `text` writes, None if there is none; raises QueryError."""
    tokens = list(scan(_TOKENS, text, start))
    if not tokens:
        return None
    history.refuse(tokens)
    foreign.refuse(tokens, "wos", (*foreign.MARKS, *foreign.OURS))
    known = [_known(token, after) for token, after in pairwise([*tokens, end_of(text, start)])]
    foreign.refuse_signs(known, _WebOfScience.wildcards)
    return _WebOfScience([*known, end_of(text, start)], folding).query()


def _known(token: Token, after: Token) -> Token:
    """The token, words told apart: operators and words."""
    if token.kind == "exact":
        message = "braces are not Web of Science syntax"
        raise QueryError(message, token.at, 'Write "…".', code="foreign-syntax")
    upper = token.text.upper()
    if token.kind != "word":
        return token
    foreign.refuse_bare(token, SCOPES)
    foreign.refuse_bare(token, TAGS, "=({})")
    if after.kind == "open" and after.at == token.at + len(token.text):
        foreign.refuse_bare(token, OTHER_TAGS, "=({})")
    if upper in ("AND", "OR", "NOT"):
        return Token(upper.lower(), upper, token.at)
    if upper == "SAME":
        hint = 'Write AND, or NEAR/x for nearness; "same" in quotes if it is a word.'
        message = "SAME joins words of one address, or means AND"
        raise QueryError(message, token.at, hint, code="operator")
    if _NEAR.fullmatch(token.text):
        return near_token(token, default=15 if "/" not in upper else None)
    near = NEARNESS.fullmatch(token.text) or _NEAR_SLIP.fullmatch(token.text)
    if near or _SLIP.fullmatch(token.text):
        hint = f"Write {'NEAR/3' if near else 'AND or NOT'}; in quotes if it is a word."
        message = f"'{token.text}' is not an operator"
        raise QueryError(message, token.at, hint, code="operator")
    return token


class _WebOfScience(Reader):
    wildcards: ClassVar[Mapping[str, str]] = {"*": "*", "?": ".", "$": "?"}

    def operand(self) -> Node:
        if self.token.kind == "mark":
            return self.marked(self.take())
        if self.within is None and self.token.kind in ("word", "phrase"):
            if self.token.kind == "word" and history.is_line(self.token.text):
                raise history.error(self.token)
            raise QueryError(
                f"'{self.token.text}' stands in no field",
                self.token.at,
                "Write TS=(…) for title, abstract and keywords, TI=(…) or AB=(…).",
                code="field",
            )
        return super().operand()

    def marked(self, mark: Token) -> Node:
        """What stands in the field that a mark such as TS= opens."""
        fields = _fields(mark)
        self.enter(mark)
        token = self.take()
        if token.kind == "open":
            inner = self.parenthesis(token)
        elif token.kind in ("word", "phrase"):
            inner = terms.writings(token, self.folding, self.wildcards)
        else:
            raise self.no_operand(token)
        self.within = None
        return Scoped(fields, inner)

    def operator(self) -> Token:
        if self.token.kind in OPERANDS and self.within is not None:
            return Token("and", "AND", self.token.at)
        token = self.take()
        if token.kind == "and" and self.token.kind == "not":
            hint = "Web of Science writes: this NOT that."
            raise QueryError(
                "AND NOT is not Web of Science syntax", token.at, hint, code="operator"
            )
        if token.kind in ("and", "or", "not", "near"):
            return token
        hint = "Write AND or OR between them, or parentheses around all of a field: TS=(a OR b)."
        message = f"no operator before '{token.text}'"
        raise QueryError(message, token.at, hint, code="operator")

    def combine(self, operands: Nodes, operators: Tokens) -> Node:
        return by_rank(operands, operators, ("near", "not", "and", "or"))


def _fields(mark: Token) -> frozenset[str]:
    """Where the field looks; raises QueryError."""
    name = mark.text[:-1].strip().upper()
    if name in TAGS:
        return SCOPES[TAGS[name]]
    if name in OTHER_TAGS:
        raise refused.refuse(f"{name}=", "Web of Science", OTHER_TAGS[name], mark.at)
    near = nearest(name, [*TAGS, *OTHER_TAGS])
    hint = f"Did you mean {near}=(…)?" if near else "Read are: TS=(…), TI=(…), AB=(…)."
    raise QueryError(f"unknown field '{name}='", mark.at, hint, code="unknown-scope")
