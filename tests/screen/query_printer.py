"""Tree → text of the strict syntax, every operator in parentheses; and trees without nesting."""

from __future__ import annotations

from litsieve.screen.query.tree import (
    SCOPES,
    And,
    ListRef,
    Near,
    Node,
    Not,
    Or,
    Scoped,
    Term,
)

_NAMES = {fields: name for name, fields in SCOPES.items()}


def printed(node: Node) -> str:
    """What to write in the strict syntax to get this tree."""
    match node:
        case Term(words, exact=True):
            return "{" + " ".join(words) + "}"
        case Term(words):
            return f'"{" ".join(words)}"'
        case ListRef(name):
            return f"@{name}"
        case Scoped(fields, inner):
            return f"{_NAMES[fields]}({printed(inner)})"
        case Near(left, right, distance, ordered):
            return f"({printed(left)} {'PRE' if ordered else 'W'}/{distance} {printed(right)})"
        case Or(items):
            return f"({' OR '.join(map(printed, items))})"
        case And(items):
            return "(" + " AND ".join(map(printed, items)) + ")"
        case Not(inner):
            return f"NOT {printed(inner)}"


def flat(node: Node) -> Node:
    """The same with OR in OR and AND in AND laid out in one row."""
    match node:
        case Scoped(fields, inner):
            return Scoped(fields, flat(inner))
        case Near(left, right, distance, ordered, at):
            return Near(flat(left), flat(right), distance, ordered, at)
        case Not(inner):
            return Not(flat(inner))
        case Or(items) | And(items):
            kind = type(node)
            row = [flat(item) for item in items]
            merged = [x for item in row for x in (item.items if isinstance(item, kind) else [item])]
            return kind(tuple(merged))
        case _:
            return node
