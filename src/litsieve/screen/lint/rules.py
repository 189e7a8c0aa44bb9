"""Rules: tests, stages, and who excludes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from litsieve.errors import Where
from litsieve.screen.conditions import FieldTest, leaves, signed_leaves
from litsieve.screen.kleene import FALSE, TRUE
from litsieve.screen.lint.finding import Finding, finding
from litsieve.screen.lint.written import is_there, lists_named, tables, texts
from litsieve.screen.predicates import for_missing
from litsieve.screen.rule_tests import TestResult
from litsieve.screen.verdicts import stage_of

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria, Rule


def place(criteria: Criteria, rule: Rule) -> Where:
    """Where a rule stands: its id; for what a coding excludes, that reason."""
    key = "reason_if_none" if rule.path[0] == "coding" else "id"
    return criteria.document.where((*rule.path, key))


def name(rule: Rule) -> str:
    """What a rule is called in messages."""
    return f"coding '{rule.id}'" if rule.path[0] == "coding" else f"rule '{rule.id}'"


def without_tests(criteria: Criteria) -> Iterator[Finding]:
    for rule in criteria.rules:
        if not rule.tests and rule.path[0] == "rules":
            hint = 'Add tests: - {record: {title: "…", abstract: "…"}, expect: "true"}'
            yield finding("C003", f"{name(rule)} has no tests", place(criteria, rule), hint)


def text_excludes(criteria: Criteria) -> Iterator[Finding]:
    hint = "Words mislead: with 'action: suggest' a person decides."
    if criteria.mode == "people":
        hint = "Words mislead: without 'action: exclude' it suggests, and a person decides."
    for rule in criteria.rules:
        if any(texts(rule.condition)) and _excludes(rule, criteria):
            message = f"{name(rule)} excludes on words alone, without a person"
            advice = hint
            if rule.path[0] == "coding":
                message = f"{name(rule)} excludes where none of its words is found"
                advice = "Words mislead: take out reason_if_none, and a person decides."
            yield finding("C004", message, place(criteria, rule), advice)


def countries_exclude(criteria: Criteria) -> Iterator[Finding]:
    countries = tables(criteria)
    for rule in criteria.rules:
        asked = list(leaves(rule.condition))
        by_field = any(isinstance(x, FieldTest) and x.field == "countries" for x in asked)
        if (by_field or countries & lists_named(asked, criteria)) and _excludes(rule, criteria):
            message = f"{name(rule)} excludes by countries"
            hint = (
                "Country rules tag, they do not decide: an affiliation is not a study's country. "
                "Write 'action: suggest', or make it a value of a coding."
            )
            yield finding("C014", message, place(criteria, rule), hint)


def missing_excludes(criteria: Criteria) -> Iterator[Finding]:
    for rule in criteria.rules:
        for leaf, positive in signed_leaves(rule.condition, rule.kind == "exclude"):
            hits_if_missing = isinstance(leaf, FieldTest) and (
                for_missing(leaf.predicate, leaf.wanted) == (TRUE if positive else FALSE)
            )
            if hits_if_missing and _excludes(rule, criteria):
                message = f"{name(rule)} excludes for what is missing"
                hint = (
                    "That an export lacks it says nothing of the study: write 'action: suggest', "
                    "or ask for what the field says; what is not there waits for a person."
                )
                yield finding("C023", message, criteria.document.where(leaf.path), hint)


def not_carried_out(criteria: Criteria) -> Iterator[Finding]:
    for rule in criteria.rules:
        if stage_of(rule, criteria.stages) is None:
            message = f"{name(rule)} decides nothing: its stages are not carried out"
            hint = f"screening.stages: {', '.join(criteria.stages)}."
            yield finding("C011", message, place(criteria, rule), hint)


def flag_on_require(criteria: Criteria) -> Iterator[Finding]:
    for rule in criteria.rules:
        path = (*rule.path, "on_unknown")
        if rule.kind == "require" and rule.on_unknown == "flag" and is_there(criteria, path):
            message = f"{name(rule)} requires: what is unknown waits for a person nevertheless"
            hint = "Take out 'on_unknown: flag'; only rules of kind exclude can pass an unknown."
            yield finding("C020", message, criteria.document.where(path), hint)


def failing_tests(results: Sequence[TestResult]) -> Iterator[Finding]:
    for test in results:
        if not test.ok:
            message = f"test {test.index} of rule '{test.rule}': "
            message += f"expected {test.expected}, got {test.got}"
            hint = "Mend the rule, or what the test expects."
            if test.got == "unknown":
                hint = "Unknown: a field that the rule asks for is not in the test's record."
            yield finding("C012", message, test.where, hint)


def _excludes(rule: Rule, criteria: Criteria) -> bool:
    return rule.action == "exclude" and stage_of(rule, criteria.stages) is not None
