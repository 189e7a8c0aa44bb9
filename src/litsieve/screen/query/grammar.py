"""Operands and operators → tree: what the readers of all syntaxes have in common.

A syntax says what its operands and operators are and how a row of them is combined; parentheses,
fields around them and the limits of depth are the same everywhere.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from litsieve.screen.query import terms
from litsieve.screen.query.tokens import DEEPEST, FARTHEST, QueryError, Token
from litsieve.screen.query.tree import And, ListRef, Near, Node, Not, Or, Scoped, Term, children
from litsieve.screen.words import Folding

OPERATORS = ("and", "or", "not", "near")
OPERANDS = ("word", "phrase", "exact", "open", "scope", "list")
TOGETHER = "Put parentheses around what belongs together."
#: Levels of a tree; a tower of operators within operators is no query but an accident.
_HIGHEST = 100

Nodes = list[Node]
Tokens = list[Token]


class Reader(ABC):
    """Reads the tokens of one query, the last of which is `end`."""

    #: How the syntax writes wildcards → what the tree calls them.
    wildcards: ClassVar[Mapping[str, str]]
    #: The field whose parenthesis is open.
    within: Token | None = None

    def __init__(self, tokens: Sequence[Token], folding: Folding) -> None:
        self.tokens = tokens
        self.folding = folding
        self.next = 0
        self.depth = 0

    @abstractmethod
    def operator(self) -> Token:
        """What joins the operand before with the one that follows: kind is one of OPERATORS."""

    @abstractmethod
    def combine(self, operands: Nodes, operators: Tokens) -> Node:
        """One node of a row without parentheses; there is an operator between any two operands."""

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def take(self) -> Token:
        token = self.token
        self.next += token.kind != "end"
        return token

    def query(self) -> Node:
        """All of it; raises QueryError."""
        if self.token.kind == "end":
            raise QueryError("the query is empty", self.token.at, code="empty")
        node = self.row()
        if self.token.kind == "close":
            raise _nothing_opened(self.token)
        if _height(node) > _HIGHEST:
            raise QueryError("nested too deeply", self.tokens[0].at, code="depth")
        return node

    def row(self) -> Node:
        operands, operators = [self.operand()], []
        while self.token.kind not in ("end", "close"):
            operators.append(self.operator())
            operands.append(self.operand())
        return self.combine(operands, operators)

    def operand(self) -> Node:
        token = self.take()
        if token.kind in ("word", "phrase"):
            return terms.writings(token, self.folding, self.wildcards)
        if token.kind == "exact":
            return terms.exact(token, self.folding)
        if token.kind == "open":
            return self.parenthesis(token)
        raise self.no_operand(token)

    def parenthesis(self, opened: Token) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError("nested too deeply", opened.at, code="depth")
        node = self.row()
        if self.token.kind != "close":
            hint = "It is never closed."
            raise QueryError("unbalanced parenthesis", opened.at, hint, code="unbalanced")
        self.take()
        self.depth -= 1
        return node

    def field(self, name: Token, fields: frozenset[str]) -> Node:
        """What stands in the parenthesis that follows the name of a field; raises QueryError."""
        self.enter(name)
        inner = self.parenthesis(self.take())
        self.within = None
        return Scoped(fields, inner)

    def enter(self, name: Token) -> None:
        """A field begins; of a field in another it would be unclear which one counts."""
        if self.within is not None:
            message = f"{name.text} within {self.within.text}"
            hint = "Close the parenthesis of the first field before it: each word has one field."
            raise QueryError(message, name.at, hint, code="field")
        self.within = name

    def no_operand(self, token: Token) -> QueryError:
        """What to say where `token`, just taken, is not the beginning of an operand."""
        if token.kind == "end":
            before = self.tokens[self.next - 1]
            return QueryError(f"nothing after '{before.shown}'", before.at, code="operator")
        if token.kind != "close":
            return QueryError(f"nothing before '{token.shown}'", token.at, code="operator")
        before = self.tokens[self.next - 2] if self.next > 1 else token
        if before.kind == "open":
            return QueryError("nothing between the parentheses", before.at, code="empty")
        if before.kind != "close":
            return QueryError(f"nothing after '{before.shown}'", before.at, code="operator")
        return _nothing_opened(token)


def by_rank(operands: Nodes, operators: Tokens, ranks: Sequence[str]) -> Node:
    """Combine by precedence; `ranks` names kinds of operators, the one that binds closest first."""
    for kind in ranks:
        operands, operators = joined(operands, operators, kind)
    return operands[0]


def joined(operands: Nodes, operators: Tokens, kind: str) -> tuple[Nodes, Tokens]:
    """The row after all operators of this kind are done: what they join is one operand."""
    groups: list[tuple[Nodes, Tokens]] = [([operands[0]], [])]
    left: Tokens = []
    for operator, operand in zip(operators, operands[1:], strict=True):
        if operator.kind == kind:
            groups[-1][0].append(operand)
            groups[-1][1].append(operator)
        else:
            left.append(operator)
            groups.append(([operand], []))
    build = _BUILD[kind]
    return [build(nodes, used) if used else nodes[0] for nodes, used in groups], left


def _or(operands: Nodes, _: Tokens) -> Node:
    return Or(tuple(operands))


def _and(operands: Nodes, operators: Tokens) -> Node:
    return And(tuple(operands), operators[0].at)


def _and_not(operands: Nodes, operators: Tokens) -> Node:
    pairs = zip(operands[1:], operators, strict=True)
    negated = [Not(operand, operator.at) for operand, operator in pairs]
    return And((operands[0], *negated), operators[0].at)


def _near(operands: Nodes, operators: Tokens) -> Node:
    """From left to right; texts of the operators are such as W/3, PRE/3, NEAR/3."""
    if len(operators) > DEEPEST:
        too_many = operators[DEEPEST]
        message = f"more than {DEEPEST} {too_many.text} in a row"
        raise QueryError(message, too_many.at, code="depth")
    node, first = operands[0], operators[0]
    for operator, operand in zip(operators, operands[1:], strict=True):
        if operator.text != first.text:
            message = f"{first.text} and {operator.text} side by side: which goes first?"
            raise QueryError(message, operator.at, TOGETHER, code="mixed-operators")
        if not (_has_place(node) and _has_place(operand)):
            raise QueryError(
                "only words, phrases and OR of them can be near one another",
                operator.at,
                "Take AND, NOT and fields out of this part.",
                code="proximity",
            )
        name, _, distance = operator.text.partition("/")
        node = Near(node, operand, int(distance), name == "PRE", operator.at)
    return node


_BUILD: dict[str, Callable[[Nodes, Tokens], Node]] = {
    "or": _or, "and": _and, "not": _and_not, "near": _near,
}  # fmt: skip


def near_token(token: Token, default: int | None = None) -> Token:
    """The operator W/3 that `token`, such as w/03, writes; `default`: without a number."""
    name, _, written = token.text.upper().partition("/")
    distance = int(written.lstrip("0")[:4] or "0") if written else default
    if distance is None or distance > FARTHEST:
        message = f"{name}/ needs a number of words from 0 to {FARTHEST}"
        raise QueryError(message, token.at, f"Write {name}/3.", code="proximity")
    return Token("near", f"{name}/{distance}", token.at, token.text)


def _has_place(node: Node) -> bool:
    """Whether it is found at some place of a text; of a list that is seen later."""
    if isinstance(node, Or):
        return all(_has_place(item) for item in node.items)
    return isinstance(node, (Term, Near, ListRef))


def _height(node: Node) -> int:
    height, level = 0, [node]
    while level:
        height += 1
        level = [child for parent in level for child in children(parent)]
    return height


def _nothing_opened(token: Token) -> QueryError:
    hint = "Nothing was opened here."
    return QueryError("unbalanced parenthesis", token.at, hint, code="unbalanced")
