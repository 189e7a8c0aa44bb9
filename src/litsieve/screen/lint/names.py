"""Reasons and lists: unused, twice, of no edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from litsieve.screen.lint.finding import Finding, finding
from litsieve.screen.lint.written import all_leaves, is_there, lists_named, tables
from litsieve.screen.tables import TABLES, editions_of

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria


def reasons_without_rule(criteria: Criteria) -> Iterator[Finding]:
    used = {rule.reason for rule in criteria.rules} | {r.parent for r in criteria.reasons}
    # without any rule people give all reasons
    for i, reason in enumerate(criteria.reasons if criteria.rules else ()):
        if reason.id not in used:
            where = criteria.document.where(("reasons", i))
            message = f"no rule gives reason '{reason.id}' ({reason.label})"
            hint = "Name it in a rule (reason: …), or take it out; people can still give it."
            yield finding("C001", message, where, hint)


def unused_lists(criteria: Criteria) -> Iterator[Finding]:
    used = lists_named(all_leaves(criteria), criteria)
    for name in criteria.lists:
        if name not in used:
            where = criteria.document.where(("lists", name), key=True)
            hint = f'Use it in a query ("@{name}"), or take it out.'
            yield finding("C002", f"nothing uses list '@{name}'", where, hint)


def lists_twice(criteria: Criteria) -> Iterator[Finding]:
    first: dict[object, str] = {}
    for name, query in criteria.lists.items():
        same = first.setdefault(query, name)
        if same != name:
            where = criteria.document.where(("lists", name), key=True)
            message = f"list '@{name}' is the same as '@{same}'"
            yield finding("C016", message, where, f"Keep one, or write {name}: '@{same}'.")


def tables_without_edition(criteria: Criteria) -> Iterator[Finding]:
    for name in sorted(tables(criteria)):
        if not is_there(criteria, ("lists", name, "edition")):
            path = ("lists", name, "table")
            where, table = criteria.document.where(path), criteria.document.value(path)
            message = f"list '@{name}' does not say which edition of {table} it means"
            editions = ", ".join(editions_of(table))
            hint = f"A later release may take a newer one. Write edition: one of {editions}."
            yield finding("C015", message, where, hint)


def whole_tables(criteria: Criteria) -> Iterator[Finding]:
    for name in sorted(tables(criteria)):
        key = TABLES[criteria.document.value(("lists", name, "table"))].key
        if not criteria.document.value(("lists", name, key)):
            where = criteria.document.where(("lists", name, "table"))
            message = f"list '@{name}' is all countries of its table"
            yield finding("C021", message, where, f"Write {key}: … to choose some.")
