"""What a query is, once read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

#: The parts of a report that text conditions look at.
TITLE, ABSTRACT, KEYWORDS = "title", "abstract", "keywords"

#: How a query names the parts it means; and how criteria do.
SCOPES = {
    "TITLE": frozenset({TITLE}),
    "ABS": frozenset({ABSTRACT}),
    "KEY": frozenset({KEYWORDS}),
    "TITLE-ABS": frozenset({TITLE, ABSTRACT}),
    "TITLE-ABS-KEY": frozenset({TITLE, ABSTRACT, KEYWORDS}),
}
FIELD_SETS = {
    "title": SCOPES["TITLE"],
    "abstract": SCOPES["ABS"],
    "keywords": SCOPES["KEY"],
    "tiab": SCOPES["TITLE-ABS"],
    "tiab-kw": SCOPES["TITLE-ABS-KEY"],
}


@dataclass(frozen=True)
class Term:
    """A word or a phrase; `words` are folded and keep their wildcards (see words.WILDCARDS).

    `exact`: a phrase in braces. Its `words` are compounds ("self-harm" is one) that must stand in
    the text just so: no plural, no other spelling, no hyphen more or less, no wildcards.
    """

    words: tuple[str, ...]
    text: str = field(compare=False)
    at: int = field(compare=False)
    exact: bool = False
    #: Whether it was written in quotation marks.
    quoted: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Near:
    """Two terms with at most `distance` words between them; `ordered`: left comes first."""

    left: Node
    right: Node
    distance: int
    ordered: bool
    at: int = field(compare=False)


@dataclass(frozen=True)
class ListRef:
    """@name: a list of the criteria."""

    name: str
    at: int = field(compare=False)


@dataclass(frozen=True)
class Scoped:
    """A query that looks only at some parts of the report."""

    fields: frozenset[str]
    inner: Node


@dataclass(frozen=True)
class And:
    """All of them, anywhere in the report."""

    items: tuple[Node, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Or:
    """At least one of them."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """What must not match."""

    inner: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Guard:
    """What takes a match back: one of the `cues` (the words of each), at most `window` words
    before it.
    """

    cues: tuple[tuple[str, ...], ...]
    window: int


Node: TypeAlias = Term | Near | ListRef | Scoped | And | Or | Not


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below a node."""
    if isinstance(node, (And, Or)):
        return node.items
    if isinstance(node, (Scoped, Not)):
        return (node.inner,)
    if isinstance(node, Near):
        return (node.left, node.right)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it; lists are named, not entered."""
    yield node
    for child in children(node):
        yield from walk(child)


def written(query: Node) -> str:
    """A term or proximity as it stands in a query."""
    match query:
        case Term(text=text, exact=True):
            return f"{{{text}}}"
        case Term(text=text):
            return f'"{text}"' if " " in text else text
        case Near(left, right, distance, ordered):
            operator = "PRE" if ordered else "W"
            return f"{written(left)} {operator}/{distance} {written(right)}"
        case ListRef(name):
            return f"@{name}"
        case _:
            return f"({' OR '.join(written(child) for child in children(query))})"
