"""What can be said of a condition without any report: tables of all its possible answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from litsieve.screen.conditions import AllOf, AnyOf, Condition, FieldTest, NotThis, TextTest
from litsieve.screen.query.tree import And, Node, Not, Or, Scoped

if TYPE_CHECKING:
    from litsieve.config.criteria import Rule

#: What is taken as true or false by itself: a question to a field, or a term and where it looks.
Atom: TypeAlias = FieldTest | tuple[Node, frozenset[str]]
Column: TypeAlias = npt.NDArray[np.bool_]
#: More different atoms than this are not looked into: a table has 2 to the power of them rows.
MOST = 12


def hit_columns(rules: Sequence[Rule]) -> list[Column] | None:
    """For each rule, whether it hits, in every case there is; None if there are too many."""
    atoms = list(dict.fromkeys(atom for rule in rules for atom in _atoms(rule.condition)))
    if len(atoms) > MOST:
        return None
    cases = np.indices((2,) * len(atoms)).reshape(len(atoms), -1).astype(bool)
    table = dict(zip(atoms, cases, strict=True))
    columns = [_column(rule.condition, table) for rule in rules]
    return [
        ~column if rule.kind == "require" else column
        for rule, column in zip(rules, columns, strict=True)
    ]


def _atoms(condition: Condition) -> Iterator[Atom]:
    match condition:
        case AllOf(items) | AnyOf(items):
            for item in items:
                yield from _atoms(item)
        case NotThis(inner):
            yield from _atoms(inner)
        case TextTest(query, fields):
            yield from _query_atoms(query, fields)
        case FieldTest():
            yield condition


def _query_atoms(query: Node, fields: frozenset[str]) -> Iterator[Atom]:
    match query:
        case And(items) | Or(items):
            for item in items:
                yield from _query_atoms(item, fields)
        case Not(inner):
            yield from _query_atoms(inner, fields)
        case Scoped(narrower, inner):
            yield from _query_atoms(inner, narrower)
        case _:
            yield query, fields


def _column(condition: Condition, table: Mapping[Atom, Column]) -> Column:
    match condition:
        case AllOf(items):
            return np.asarray(np.all([_column(item, table) for item in items], axis=0))
        case AnyOf(items):
            return np.asarray(np.any([_column(item, table) for item in items], axis=0))
        case NotThis(inner):
            return ~_column(inner, table)
        case TextTest(query, fields):
            return _query_column(query, fields, table)
        case FieldTest():
            return table[condition]


def _query_column(query: Node, fields: frozenset[str], table: Mapping[Atom, Column]) -> Column:
    match query:
        case And(items):
            return np.asarray(np.all([_query_column(x, fields, table) for x in items], axis=0))
        case Or(items):
            return np.asarray(np.any([_query_column(x, fields, table) for x in items], axis=0))
        case Not(inner):
            return ~_query_column(inner, fields, table)
        case Scoped(narrower, inner):
            return _query_column(inner, narrower, table)
        case _:
            return table[query, fields]
