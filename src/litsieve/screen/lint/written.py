"""What the criteria write, and where: conditions, queries, and the lists that they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from litsieve.screen.conditions import Condition, FieldTest, Path, TextTest, leaves
from litsieve.screen.query.tree import ListRef, Node, Or, walk

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria


def is_there(criteria: Criteria, path: Path) -> bool:
    """Whether the file has something at the end of this way."""
    return criteria.document.value(path) is not None


def all_leaves(criteria: Criteria) -> Iterator[FieldTest | TextTest]:
    """The questions and queries of rules, codings, priorities and flags, each once."""
    seen: set[Path] = set()
    for condition in criteria.questions().values():
        for leaf in leaves(condition):
            if leaf.path not in seen:
                seen.add(leaf.path)
                yield leaf


def texts(condition: Condition) -> Iterator[TextTest]:
    """The queries of a condition."""
    return (leaf for leaf in leaves(condition) if isinstance(leaf, TextTest))


def queries(criteria: Criteria) -> Iterator[tuple[Path, Node]]:
    """Every query that a person wrote, with the way to it; not the countries of tables."""
    for name, query in criteria.lists.items():
        path = ("lists", name)
        if is_there(criteria, (*path, "table")):
            if is_there(criteria, (*path, "plus")) and isinstance(query, Or):
                yield (*path, "plus"), query.items[-1]
        elif is_there(criteria, (*path, "query")):
            yield (*path, "query"), query
        else:
            yield path, query
    for leaf in all_leaves(criteria):
        if isinstance(leaf, TextTest):
            yield (*leaf.path, "query"), leaf.query


def lists_named(asked: Iterable[FieldTest | TextTest], criteria: Criteria) -> set[str]:
    """The lists that questions and queries name, and those that these name in turn."""
    found: set[str] = set()
    waiting: list[Node] = []
    for leaf in asked:
        if isinstance(leaf, TextTest):
            waiting.append(leaf.query)
        elif leaf.field == "countries":
            found |= {value[1:] for value in leaf.wanted if value.startswith("@")}
    while waiting:
        named = {node.name for node in walk(waiting.pop()) if isinstance(node, ListRef)} - found
        found |= named
        waiting += [criteria.lists[name] for name in named]
    return found


def tables(criteria: Criteria) -> set[str]:
    """The lists that are made of tables."""
    return {name for name in criteria.lists if is_there(criteria, ("lists", name, "table"))}
