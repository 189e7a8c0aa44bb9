"""What is probably not meant in criteria that are valid, and what keeps others from being read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from litsieve.screen.lint import fields, keys, logic, names, queries, rules
from litsieve.screen.lint.finding import Finding, findings_of
from litsieve.screen.rule_tests import TestResult, run_tests

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria

__all__ = ["CHECKS", "Finding", "findings_of", "lint"]

#: Every check; which codes it gives is said in `finding.CODES`.
CHECKS: tuple[Callable[[Criteria], Iterable[Finding]], ...] = (
    names.reasons_without_rule,
    names.unused_lists,
    names.lists_twice,
    names.tables_without_edition,
    names.whole_tables,
    rules.without_tests,
    rules.text_excludes,
    rules.countries_exclude,
    rules.not_carried_out,
    rules.flag_on_require,
    rules.missing_excludes,
    queries.wildcards,
    queries.hyphens,
    queries.signs_in_quotes,
    queries.operators_in_quotes,
    queries.regular_expressions,
    queries.lines_of_a_history,
    queries.terms_twice,
    fields.keywords_decide,
    fields.seldom_known,
    fields.nothing_negates,
    logic.decided_beforehand,
    logic.pairs_of_rules,
    keys.nothing_reads,
)


def lint(criteria: Criteria, tests: Sequence[TestResult] | None = None) -> list[Finding]:
    """All findings, in the order of the file; `tests`: the results, if they were run already."""
    found = [finding for check in CHECKS for finding in check(criteria)]
    found += rules.failing_tests(run_tests(criteria) if tests is None else tests)
    return sorted(found, key=lambda f: (f.where.line or 0, f.where.column or 0, f.code))
