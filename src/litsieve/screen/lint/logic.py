"""What rules say whatever a report says, and what two of them say together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from litsieve.screen.conditions import Path
from litsieve.screen.lint.finding import Finding, finding
from litsieve.screen.lint.rules import name, place
from litsieve.screen.truth import Cases

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria, Rule
    from litsieve.screen.conditions import Condition

_NEVER = "What it asks for rules itself out: look at AND, not and the fields."
_ALWAYS = "Whatever a report says, the answer is the same: look at OR, not and the kind."


def decided_beforehand(criteria: Criteria) -> Iterator[Finding]:
    cases = Cases(criteria.lists, criteria.folding)
    for rule in criteria.rules:
        columns = cases.hits([rule])
        if columns is not None and not columns[0].any():
            yield finding("C007", f"{name(rule)} can never hit", place(criteria, rule), _NEVER)
        elif columns is not None and columns[0].all():
            message = f"{name(rule)} hits every report"
            yield finding("C008", message, place(criteria, rule), _ALWAYS)
    for what, condition, path in _others(criteria):
        columns = cases.truths([condition])
        if columns is not None and not columns[0].any():
            where = criteria.document.where(path)
            yield finding("C007", f"{what} can never be true", where, _NEVER)
        elif columns is not None and columns[0].all():
            yield finding(
                "C008", f"{what} is true of every report", criteria.document.where(path), _ALWAYS
            )


def pairs_of_rules(criteria: Criteria) -> Iterator[Finding]:
    cases = Cases(criteria.lists, criteria.folding)
    for first, second in combinations(criteria.rules, 2):
        columns = cases.hits([first, second]) if cases.related(first, second) else None
        if columns is None or any(column.all() or not column.any() for column in columns):
            continue
        a, b = columns
        if (a | b).all():
            message = f"every report is hit by '{first.id}' or by '{second.id}': none can stay"
            hint = "The two contradict one another: look at their kinds (require, exclude)."
            yield finding("C010", message, place(criteria, second), hint)
        elif (~b | a).all():
            yield _subsumed(criteria, second, first)
        elif (~a | b).all():
            yield _subsumed(criteria, first, second)


def _subsumed(criteria: Criteria, narrow: Rule, wide: Rule) -> Finding:
    message = f"whatever rule '{narrow.id}' hits, rule '{wide.id}' hits too"
    hint = "It changes no verdict; it may still give a more exact reason."
    return finding("C009", message, place(criteria, narrow), hint)


def _others(criteria: Criteria) -> Iterator[tuple[str, Condition, Path]]:
    """The conditions that are not rules: what they are called, and the way to them."""
    for i, coding in enumerate(criteria.coding):
        for code in coding.codes:
            path = ("coding", i, "values", code.value)
            yield f"value '{code.value}' of coding '{coding.id}'", code.condition, path
    for i, entry in enumerate(criteria.prioritise):
        yield f"priority '{entry.id}'", entry.condition, ("prioritise", i, "id")
    for i, flag in enumerate(criteria.flags):
        if flag.condition is not None:
            yield f"flag '{flag.id}'", flag.condition, ("quality", "flags", i, "id")
