"""What can be said of rules without any report: a table of all the answers that there can be.

An atom is what is true or false by itself: a question to a field, or that one of some terms is
found. A table has a row for each case; rows that cannot be (before 2010 but not before 2015, `rat`
but not `rat*`) are struck. All that is said here is said of reports that lack nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from litsieve.screen.conditions import AllOf, AnyOf, Condition, FieldTest, NotThis, TextTest
from litsieve.screen.field_cases import outcomes
from litsieve.screen.implying import Known
from litsieve.screen.query.tree import And, Guard, ListRef, Near, Node, Not, Or, Scoped, Term
from litsieve.screen.words import Folding

if TYPE_CHECKING:
    from litsieve.config.criteria import Rule

Fields: TypeAlias = frozenset[str]
#: A term or a proximity, and the one field that it is found in.
Place: TypeAlias = tuple[Node, str]
Column: TypeAlias = npt.NDArray[np.bool_]
#: More different atoms than this are not looked into: a table has 2 to the power of them rows.
MOST = 12


@dataclass(frozen=True)
class Found:
    """That at least one of these is found, not counting what the guard takes back."""

    places: frozenset[Place]
    guard: Guard | None


Atom: TypeAlias = FieldTest | Found


class Cases:
    """What rules answer in every case there is. `lists`: those that their queries name."""

    def __init__(self, lists: Mapping[str, Node], folding: Folding) -> None:
        self.lists, self.folding = lists, folding
        self._terms: dict[tuple[str, Fields], frozenset[Place] | None] = {}
        self._atoms: dict[Condition, tuple[Atom, ...]] = {}
        self._follows: dict[tuple[Found, Found], bool] = {}
        self._terms_in: dict[tuple[Found, str], Known] = {}

    def hits(self, rules: Sequence[Rule]) -> list[Column] | None:
        """For each rule, whether it hits, in every case; None if there are too many."""
        columns = self.truths([rule.condition for rule in rules])
        return columns and [
            ~column if rule.kind == "require" else column
            for rule, column in zip(rules, columns, strict=True)
        ]

    def truths(self, conditions: Sequence[Condition]) -> list[Column] | None:
        """For each condition, whether it is true, in every case; None if there are too many."""
        atoms = list(dict.fromkeys(atom for asked in conditions for atom in self.atoms(asked)))
        if len(atoms) > MOST:
            return None
        cases = np.indices((2,) * len(atoms)).reshape(len(atoms), -1).astype(bool)
        table = dict(zip(atoms, cases, strict=True))
        possible = self._of_fields(table) & self._of_terms(table)
        if not possible.any():
            return None
        return [self._column(condition, table)[possible] for condition in conditions]

    def related(self, first: Rule, second: Rule) -> bool:
        """Whether the two ask about the same field, or both about words."""
        one, other = (
            {atom.field if isinstance(atom, FieldTest) else "" for atom in self.atoms(r.condition)}
            for r in (first, second)
        )
        return bool(one & other)

    # -- atoms ----------------------------------------------------------------------------

    def atoms(self, condition: Condition) -> tuple[Atom, ...]:
        """The atoms of a condition, in its order; more than once if they stand there so."""
        if condition not in self._atoms:
            self._atoms[condition] = tuple(self._fresh_atoms(condition))
        return self._atoms[condition]

    def _fresh_atoms(self, condition: Condition) -> Iterator[Atom]:
        match condition:
            case AllOf(items) | AnyOf(items):
                for item in items:
                    yield from self._fresh_atoms(item)
            case NotThis(inner):
                yield from self._fresh_atoms(inner)
            case TextTest(query, fields, guard=guard):
                yield from self._query_atoms(query, fields, guard)
            case FieldTest():
                yield condition

    def _query_atoms(self, query: Node, fields: Fields, guard: Guard | None) -> Iterator[Atom]:
        places = self.places(query, fields)
        if places is not None:
            yield Found(places, guard)
            return
        match query:
            case And(items) | Or(items):
                for item in items:
                    yield from self._query_atoms(item, fields, guard)
            case Not(inner):
                yield from self._query_atoms(inner, fields, None)
            case Scoped(narrower, inner):
                yield from self._query_atoms(inner, narrower, guard)
            case ListRef(name):
                yield from self._query_atoms(self.lists[name], fields, guard)

    def places(self, query: Node, fields: Fields) -> frozenset[Place] | None:
        """The terms one of which must be found; None if AND or NOT is in the query."""
        match query:
            case Term() | Near():
                return frozenset((query, field) for field in fields)
            case Or(items):
                found = [self.places(item, fields) for item in items]
                whole = [places for places in found if places is not None]
                return frozenset().union(*whole) if len(whole) == len(found) else None
            case Scoped(narrower, inner):
                return self.places(inner, narrower)
            case ListRef(name):
                key = (name, fields)
                if key not in self._terms:
                    self._terms[key] = self.places(self.lists[name], fields)
                return self._terms[key]
            case _:
                return None

    # -- rows that cannot be --------------------------------------------------------------

    def _of_fields(self, table: Mapping[Atom, Column]) -> Column:
        """Rows in which the answers about each field go together."""
        by_field: dict[str, list[FieldTest]] = defaultdict(list)
        for atom in table:
            if isinstance(atom, FieldTest):
                by_field[atom.field].append(atom)
        possible = np.ones(_height(table), dtype=bool)
        for asked in by_field.values():
            rows = np.array([table[atom] for atom in asked]).T
            fits = [np.all(rows == np.array(told), axis=1) for told in outcomes(tuple(asked))]
            possible &= np.any(fits, axis=0)
        return possible

    def _of_terms(self, table: Mapping[Atom, Column]) -> Column:
        """Rows in which, where one set of terms is found, whatever it implies is found too."""
        found = [atom for atom in table if isinstance(atom, Found)]
        possible = np.ones(_height(table), dtype=bool)
        for one, other in product(found, found):
            if one != other and self.follows(one, other):
                possible &= ~table[one] | table[other]
        for one in found:
            parts = self._parts(one, [other for other in found if other != one])
            if parts:
                possible &= ~table[one] | np.any([table[part] for part in parts], axis=0)
        return possible

    def follows(self, one: Found, other: Found) -> bool:
        """Whether wherever `one` is found, `other` is."""
        key = (one, other)
        if key not in self._follows:
            self._follows[key] = all(self._place_follows(p, one, other) for p in one.places)
        return self._follows[key]

    def _place_follows(self, place: Place, one: Found, other: Found) -> bool:
        if other.guard not in (None, one.guard):
            return False
        node, field = place
        return place in other.places or self._known(other, field).any_implied_by(
            node, other.guard is not None
        )

    def _known(self, found: Found, field: str) -> Known:
        """The terms of an atom that are found in the field."""
        if (found, field) not in self._terms_in:
            terms = (term for term, where in found.places if where == field)
            self._terms_in[found, field] = Known(terms, self.folding)
        return self._terms_in[found, field]

    def _parts(self, whole: Found, others: Sequence[Found]) -> list[Found]:
        """Atoms one of which holds where `whole` does; empty if there are none."""
        chosen: list[Found] = []
        for place in whole.places:
            fitting = [x for x in others if self._place_follows(place, whole, x)]
            if not fitting:
                return []
            best = min(fitting, key=lambda x: len(x.places))
            chosen += [best] if best not in chosen else []
        return chosen

    # -- columns --------------------------------------------------------------------------

    def _column(self, condition: Condition, table: Mapping[Atom, Column]) -> Column:
        match condition:
            case AllOf(items):
                return _all([self._column(item, table) for item in items])
            case AnyOf(items):
                return _any([self._column(item, table) for item in items])
            case NotThis(inner):
                return ~self._column(inner, table)
            case TextTest(query, fields, guard=guard):
                return self._query_column(query, fields, guard, table)
            case FieldTest():
                return table[condition]

    def _query_column(
        self, query: Node, fields: Fields, guard: Guard | None, table: Mapping[Atom, Column]
    ) -> Column:
        places = self.places(query, fields)
        if places is not None:
            return table[Found(places, guard)]
        match query:
            case And(items):
                return _all([self._query_column(x, fields, guard, table) for x in items])
            case Or(items):
                return _any([self._query_column(x, fields, guard, table) for x in items])
            case Not(inner):
                return ~self._query_column(inner, fields, None, table)
            case Scoped(narrower, inner):
                return self._query_column(inner, narrower, guard, table)
            case ListRef(name):
                return self._query_column(self.lists[name], fields, guard, table)
            case _:
                raise AssertionError(f"{type(query).__name__} is one of some terms")


def _height(table: Mapping[Atom, Column]) -> int:
    return 1 << len(table)


def _all(columns: Sequence[Column]) -> Column:
    return np.asarray(np.all(columns, axis=0))


def _any(columns: Sequence[Column]) -> Column:
    return np.asarray(np.any(columns, axis=0))
