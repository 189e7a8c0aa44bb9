"""What is wrong with a query that can only be told where its lists are known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from litsieve.errors import nearest
from litsieve.screen.query.match import near_operand
from litsieve.screen.query.tokens import QueryError
from litsieve.screen.query.tree import ListRef, Near, Node, Scoped, walk


def unknown_lists(query: Node, names: Collection[str]) -> Iterator[QueryError]:
    """A complaint of each list that is named and is not there."""
    for node in walk(query):
        if isinstance(node, ListRef) and node.name not in names:
            near = nearest(node.name, list(names))
            hint = f"Did you mean '{near}'?" if near else _all(names)
            yield QueryError(f"unknown list '@{node.name}'", node.at, hint, code="unknown-list")


def _all(names: Collection[str]) -> str:
    if 0 < len(names) <= 40:
        return f"Valid: {', '.join(names)}."
    return "Write it under lists: of the criteria file."


def faults(query: Node, lists: Mapping[str, Node]) -> Iterator[QueryError]:
    """A complaint of what W/n, PRE/n or a field cannot be asked of; no list in a circle."""
    for node in walk(query):
        if isinstance(node, Near) and not near_operand(node, lists):
            message = "only words, phrases and OR of them can be near one another"
            hint = "Take AND, NOT and fields out of this part."
            yield QueryError(message, node.at, hint, code="proximity")
        if isinstance(node, Scoped):
            yield from _fields_in_fields(node, lists)


def _fields_in_fields(scope: Scoped, lists: Mapping[str, Node]) -> Iterator[QueryError]:
    for node in walk(scope.inner):
        if isinstance(node, ListRef) and has_fields(node.name, lists):
            message = f"'@{node.name}' has fields of its own: it cannot stand within a field"
            hint = "Take the fields out of the list, or write the list alone: @name."
            yield QueryError(message, node.at, hint, code="field")


def has_fields(name: str, lists: Mapping[str, Node]) -> bool:
    """Whether a list, or one that it names, looks only at some parts of a report."""
    seen, waiting = {name}, [name]
    while waiting:
        for node in walk(lists[waiting.pop()]):
            if isinstance(node, Scoped):
                return True
            if isinstance(node, ListRef) and node.name in lists and node.name not in seen:
                seen.add(node.name)
                waiting.append(node.name)
    return False
