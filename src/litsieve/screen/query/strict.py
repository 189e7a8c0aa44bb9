"""`syntax: strict`, ours: where operators of different rank mix, parentheses say what is meant.

    query     = proximity { (AND | OR | AND NOT) proximity }     one operator, or AND … AND NOT …
    proximity = primary { (W/n | PRE/n) primary }                not beside OR
    primary   = word | "phrase" | {exact phrase} | @list | SCOPE( query ) | ( query )

`*` stands for any letters, `?` for one letter or none. `#` begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import ClassVar

from litsieve.errors import nearest
from litsieve.screen.query import foreign, history, scopus
from litsieve.screen.query.grammar import TOGETHER, Nodes, Reader, Tokens, joined, near_token
from litsieve.screen.query.tokens import NEARNESS, QueryError, Token, end_of, pattern, scan
from litsieve.screen.query.tree import SCOPES, And, ListRef, Node, Not, Term, written
from litsieve.screen.words import Folding

#: What a list may be called.
LIST_NAME = re.compile(r"[A-Za-z_][\w-]*")
_TOKENS = pattern(
    r"(?P<space>\s+)|(?P<comment>\#[^\n]*)"
    rf"|(?P<scope>[A-Za-z][A-Za-z-]*(?=\()|(?:{'|'.join(SCOPES)})(?=\s+\())"
    r"|(?P<name>[A-Z][A-Z-]*(?=\s*[(=<>]))"
)
_NEAR = re.compile(r"(?:W|PRE)/[0-9]*")
#: Proximity as other languages write it, or as fingers do, where an operator belongs.
_LIKE_NEAR = re.compile(
    r"(?P<name>W|PRE|NEAR|ONEAR|N|P)(?:/?(?P<n>[0-9]+)|/\S*|(?<=NEAR))", re.IGNORECASE
)
_IN_THIS_ORDER = ("PRE", "P", "ONEAR")
_OPERATORS = ("AND", "OR", "NOT")
#: Other names of the fields, as other databases and people call them.
_ALSO_CALLED = {
    "ABSTRACT": "ABS", "AB": "ABS", "TI": "TITLE", "TITLES": "TITLE", "KEYWORD": "KEY",
    "KEYWORDS": "KEY", "KW": "KEY", "TIAB": "TITLE-ABS", "TI-AB": "TITLE-ABS",
    "TITLE-ABSTRACT": "TITLE-ABS", "TITLE-ABSTRACT-KEYWORDS": "TITLE-ABS-KEY",
}  # fmt: skip


def read(text: str, folding: Folding, start: int = 0) -> Node | None:
    """The query that `text` writes, None if it only comments; raises QueryError."""
    tokens = []
    for token in scan(_TOKENS, text, start):
        if token.kind != "comment":
            tokens.append(token)
        elif history.COMMENT.match(token.text):
            raise history.error(Token("word", token.text.split()[0].rstrip(")"), token.at))
    if not tokens:
        return None
    history.refuse(tokens)
    foreign.refuse(tokens, None)
    for i, token in enumerate(tokens):
        if token.text.isupper():
            kind = "name" if token.kind == "scope" else token.kind
            scopus.refuse_field(Token(kind, token.text, token.at), tokens[i + 1 : i + 3])
    known = [_known(token) for token in tokens]
    foreign.refuse_signs(known, _Strict.wildcards)
    return _Strict([*known, end_of(text, start)], folding).query()


def _known(token: Token) -> Token:
    """The token, words told apart: operators, lists, words."""
    if token.kind not in ("word", "name", "scope"):
        return token
    if token.text in _OPERATORS:  # also AND(…): the blank was forgotten
        return Token(token.text.lower(), token.text, token.at)
    if token.kind == "scope":
        return token
    if token.text.startswith("@"):
        if not LIST_NAME.fullmatch(token.text[1:]):
            message = f"'{token.text}' is not the name of a list"
            raise QueryError(message, token.at, "Write @name.", code="list")
        return Token("list", token.text, token.at)
    if _NEAR.fullmatch(token.text):
        return near_token(token)
    if NEARNESS.fullmatch(token.text):
        raise _no_operator(token)
    foreign.refuse_bare(token, SCOPES)
    return Token("word", token.text, token.at)


class _Strict(Reader):
    wildcards: ClassVar[Mapping[str, str]] = {"*": "*", "?": "?"}

    def operand(self) -> Node:
        if self.token.kind == "list":
            name = self.take()
            return ListRef(name.text[1:], name.at)
        if self.token.kind == "scope":
            return self.scope(self.take())
        if self.token.kind == "not":
            raise _not_alone(self.token)
        return super().operand()

    def scope(self, name: Token) -> Node:
        fields = SCOPES.get(name.text.upper())
        if fields is None:
            upper = name.text.upper()
            near = _ALSO_CALLED.get(upper) or nearest(upper, list(SCOPES))
            hint = f"Did you mean {near}(…)?" if near else f"Valid: {', '.join(SCOPES)}."
            raise QueryError(f"unknown field '{name.text}'", name.at, hint, code="unknown-scope")
        return self.field(Token("scope", name.text.upper(), name.at), fields)

    def operator(self) -> Token:
        token = self.take()
        if token.kind == "and" and self.token.kind == "not":
            self.take()
            return Token("not", "AND NOT", token.at)
        if token.kind in ("and", "or", "near"):
            return token
        raise _not_alone(token) if token.kind == "not" else _no_operator(token)

    def combine(self, operands: Nodes, operators: Tokens) -> Node:
        for i, (before, operator) in enumerate(pairwise(operators)):
            if {before.kind, operator.kind} == {"or", "near"}:
                raise _or_beside_near(operands[i : i + 3], before, operator)
        operands, operators = joined(operands, operators, "near")
        for before, operator in pairwise(operators):
            if (before.kind, operator.kind) not in _MAY_FOLLOW:
                raise QueryError(
                    f"{before.text} and {operator.text} side by side: which goes first?",
                    operator.at,
                    f"{TOGETHER} A query pasted from Scopus is read with `syntax: scopus`, "
                    "likewise pubmed and wos.",
                    code="mixed-operators",
                )
        if not operators:
            return operands[0]
        if operators[0].kind == "or":
            return joined(operands, operators, "or")[0][0]
        return _and_then_not(operands, operators)


#: One operator throughout; AND NOT may end a row of AND, where both readings agree.
_MAY_FOLLOW = {("and", "and"), ("or", "or"), ("not", "not"), ("and", "not")}


def _or_beside_near(operands: Nodes, first: Token, second: Token) -> QueryError:
    """Scopus joins OR before W/n, others after it."""
    a, b, c = (written(x) if isinstance(x, Term | ListRef) else "(…)" for x in operands)
    one, two = first.text, second.text
    return QueryError(
        f"{one} and {two} side by side: which goes first?",
        second.at,
        f"Put parentheses: ({a} {one} {b}) {two} {c}, or {a} {one} ({b} {two} {c}).",
        code="mixed-operators",
    )


def _and_then_not(operands: Nodes, operators: Tokens) -> Node:
    items = [operands[0]]
    for operator, operand in zip(operators, operands[1:], strict=True):
        items.append(Not(operand, operator.at) if operator.kind == "not" else operand)
    return And(tuple(items), operators[0].at)


def _not_alone(token: Token) -> QueryError:
    hint = "Write: this AND NOT that."
    return QueryError("NOT without AND before it", token.at, hint, code="operator")


def _no_operator(token: Token) -> QueryError:
    """What to say of a token that stands where an operator belongs."""
    upper = token.text.upper()
    if upper in _OPERATORS:
        message = f"'{token.text}' in small letters is a word, not an operator"
        return QueryError(message, token.at, f"Write {upper}.", code="operator")
    if _NEAR.fullmatch(upper):
        message = f"'{token.text}' in small letters"
        return QueryError(message, token.at, f"Write {upper}.", code="operator")
    if like := _LIKE_NEAR.fullmatch(token.text):
        theirs, distance = like["name"].upper(), like["n"] or "3"
        hint = f"Write W/{distance}: that many words between, at most."
        if theirs in _IN_THIS_ORDER:
            hint = f"Write PRE/{distance}: that many words between, at most, in this order."
        elif theirs == "W":
            hint += f" Or PRE/{distance}, if they must stand in this order (EBSCO's W{distance})."
        return QueryError(f"'{token.text}' is not an operator", token.at, hint, code="operator")
    near = nearest(upper, list(_OPERATORS)) if token.text.isupper() and len(upper) < 5 else None
    return QueryError(
        f"no operator before '{token.text}'",
        token.at,
        f"Did you mean {near}?"
        if near
        else 'Write AND or OR between them, or put a phrase in quotes: "like this".',
        code="operator",
    )
