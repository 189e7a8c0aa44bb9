"""What is probably not meant in criteria that are valid. Codes are stable.

error: the criteria cannot work; warning: look at it; note: good to know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from litsieve.errors import Where
from litsieve.screen.conditions import Path, TextTest, leaves
from litsieve.screen.query.tree import KEYWORDS, ListRef, Node, Term, walk
from litsieve.screen.rule_tests import run_tests
from litsieve.screen.truth import hit_columns
from litsieve.screen.verdicts import stage_of
from litsieve.screen.words import has_wildcard

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria, Rule

#: Fewer letters than this before or between wildcards match too much.
SHORTEST_STEM = 3


@dataclass(frozen=True)
class Finding:
    """One thing to look at."""

    code: str
    severity: str  # error | warning | note
    message: str
    where: Where
    hint: str | None = None


def lint(criteria: Criteria) -> list[Finding]:
    """All findings, in the order of the file."""
    found = [finding for check in _CHECKS for finding in check(criteria)]
    return sorted(found, key=lambda f: (f.where.line or 0, f.where.column or 0, f.code))


def _reasons_without_rule(criteria: Criteria) -> Iterator[Finding]:
    used = {rule.reason for rule in criteria.rules} | {r.parent for r in criteria.reasons}
    for i, reason in enumerate(criteria.reasons):
        if reason.id not in used:
            where = criteria.document.where(("reasons", i))
            message = f"no rule gives reason '{reason.id}' ({reason.label})"
            yield Finding("C001", "warning", message, where)


def _unused_lists(criteria: Criteria) -> Iterator[Finding]:
    waiting = [leaf.query for _, leaf in _text_tests(criteria)]
    used: set[str] = set()
    while waiting:
        names = {node.name for node in walk(waiting.pop()) if isinstance(node, ListRef)} - used
        used |= names
        waiting += [criteria.lists[name] for name in names]
    for name in criteria.lists:
        if name not in used:
            where = criteria.document.where(("lists", name), key=True)
            yield Finding("C002", "warning", f"no rule uses list '@{name}'", where)


def _rules_without_tests(criteria: Criteria) -> Iterator[Finding]:
    for i, rule in enumerate(criteria.rules):
        if not rule.tests:
            hint = "Add tests: a record, and the answer expected."
            yield _of_rule(criteria, i, "C003", "note", f"rule '{rule.id}' has no tests", hint)


def _text_rules_that_exclude(criteria: Criteria) -> Iterator[Finding]:
    for i, rule in enumerate(criteria.rules):
        by_text = any(isinstance(leaf, TextTest) for leaf in leaves(rule.condition))
        if by_text and rule.action == "exclude" and stage_of(rule, criteria.stages):
            message = f"rule '{rule.id}' excludes on words alone, without a person"
            hint = "Words mislead: with 'action: suggest' a person decides."
            yield _of_rule(criteria, i, "C004", "warning", message, hint)


def _wildcards(criteria: Criteria) -> Iterator[Finding]:
    for path, query in _queries(criteria):
        for term in walk(query):
            if not isinstance(term, Term):
                continue
            wild = [word for word in term.words if has_wildcard(word)]
            where = criteria.document.locate(path, term.at)
            for word in wild:
                if max(map(len, re.split(r"[*?]+", word))) < SHORTEST_STEM:
                    message = f"'{word}' matches very many words"
                    hint = f"Give at least {SHORTEST_STEM} letters in a row."
                    yield Finding("C005", "warning", message, where, hint)
            if wild and " " in term.text:
                message = f'wildcard inside the phrase "{term.text}"'
                yield Finding("C006", "note", message, where)


def _decided_beforehand(criteria: Criteria) -> Iterator[Finding]:
    for i, rule in enumerate(criteria.rules):
        columns = hit_columns([rule])
        if columns is not None and not columns[0].any():
            message = f"rule '{rule.id}' can never hit"
            yield _of_rule(criteria, i, "C007", "warning", message)
        elif columns is not None and columns[0].all():
            message = f"rule '{rule.id}' hits every report"
            yield _of_rule(criteria, i, "C008", "error", message)


def _pairs_of_rules(criteria: Criteria) -> Iterator[Finding]:
    for (i, first), (j, second) in combinations(enumerate(criteria.rules), 2):
        columns = hit_columns([first, second])
        if columns is None or any(column.all() or not column.any() for column in columns):
            continue
        a, b = columns
        if (a | b).all():
            message = f"every report is hit by '{first.id}' or by '{second.id}': none can stay"
            yield _of_rule(criteria, j, "C010", "error", message)
        elif (~b | a).all():
            message = f"whatever rule '{second.id}' hits, rule '{first.id}' hits too"
            yield _of_rule(criteria, j, "C009", "note", message)
        elif (~a | b).all():
            message = f"whatever rule '{first.id}' hits, rule '{second.id}' hits too"
            yield _of_rule(criteria, i, "C009", "note", message)


def _rules_not_carried_out(criteria: Criteria) -> Iterator[Finding]:
    for i, rule in enumerate(criteria.rules):
        if stage_of(rule, criteria.stages) is None:
            message = f"rule '{rule.id}' decides nothing: its stages are not carried out"
            hint = f"screening.stages: {', '.join(criteria.stages)}."
            yield _of_rule(criteria, i, "C011", "note", message, hint)


def _failing_tests(criteria: Criteria) -> Iterator[Finding]:
    for test in run_tests(criteria):
        if not test.ok:
            message = f"test {test.index} of rule '{test.rule}': "
            message += f"expected {test.expected}, got {test.got}"
            yield Finding("C012", "error", message, test.where)


def _keywords_decide(criteria: Criteria) -> Iterator[Finding]:
    told: set[str] = set()
    for rule, leaf in _text_tests(criteria):
        wide = KEYWORDS in leaf.fields and len(leaf.fields) > 1
        if wide and rule.kind == "require" and rule.id not in told:
            told.add(rule.id)
            message = f"rule '{rule.id}' also looks at keywords, which many reports lack"
            hint = "A report without keywords may be excluded where its twin with them is not."
            yield Finding("C013", "note", message, criteria.document.where(leaf.path), hint)


_CHECKS: tuple[Callable[[Criteria], Iterable[Finding]], ...] = (
    _reasons_without_rule,
    _unused_lists,
    _rules_without_tests,
    _text_rules_that_exclude,
    _wildcards,
    _decided_beforehand,
    _pairs_of_rules,
    _rules_not_carried_out,
    _failing_tests,
    _keywords_decide,
)


def _text_tests(criteria: Criteria) -> Iterator[tuple[Rule, TextTest]]:
    for rule in criteria.rules:
        for leaf in leaves(rule.condition):
            if isinstance(leaf, TextTest):
                yield rule, leaf


def _queries(criteria: Criteria) -> Iterator[tuple[Path, Node]]:
    """Every query of lists and rules with the way to it in the file."""
    for name, query in criteria.lists.items():
        yield ("lists", name), query
    for _, leaf in _text_tests(criteria):
        yield (*leaf.path, "query"), leaf.query


def _of_rule(
    criteria: Criteria, index: int, code: str, severity: str, message: str, hint: str | None = None
) -> Finding:
    return Finding(code, severity, message, criteria.document.where(("rules", index, "id")), hint)
