"""The tests that rules carry: a report in short, and the answer that the condition must give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from litsieve import schema
from litsieve.errors import Where
from litsieve.screen.conditions import Reports
from litsieve.screen.kleene import NAMES

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria


@dataclass(frozen=True)
class TestResult:
    """One test of a rule: `index` counts the rule's tests from 1, `line` is the file's."""

    __test__ = False  # pytest collects by name

    rule: str
    index: int
    expected: str
    got: str
    ok: bool
    line: int
    where: Where


def run_tests(criteria: Criteria) -> list[TestResult]:
    """Every test of every rule, in the file's order."""
    asked = [(rule, i, test) for rule in criteria.rules for i, test in enumerate(rule.tests)]
    if not asked:
        return []
    conditions = {rule.id: rule.condition for rule, _, _ in asked}
    records = short_records([test.record for _, _, test in asked])
    # all at once: to read a report costs little, to learn the words of the queries does not
    reports = Reports.of(records, criteria.lists, criteria.folding, conditions.values())
    answers = {name: reports.answers(condition) for name, condition in conditions.items()}
    found = []
    for row, (rule, i, test) in enumerate(asked):
        where = criteria.document.where((*rule.path, "tests", i))
        got = NAMES[answers[rule.id][row]]
        ok = got == test.expect
        found.append(TestResult(rule.id, i + 1, test.expect, got, ok, where.line or 0, where))
    return found


def short_records(records: Sequence[Mapping[str, str | list[str] | None]]) -> pd.DataFrame:
    """Reports in short as a table for `Reports.of`; an abstract that is given is whole."""
    plain = [{name: _cell(value) for name, value in record.items()} for record in records]
    wide = pd.DataFrame(plain, index=range(len(plain)), dtype="object")
    for column in schema.RECORD:
        if column.name in wide and column.dtype == schema.FLAG:
            wide[column.name] = wide[column.name].map(_FLAGS)
        elif column.name in wide and column.dtype == schema.INTEGER:
            wide[column.name] = pd.to_numeric(wide[column.name], errors="coerce").astype("Int64")
    return wide


_FLAGS = {"true": True, "false": False}


def _cell(value: str | list[str] | None) -> str | None:
    """Blank is missing, as in the records of a review."""
    text = "; ".join(value) if isinstance(value, list) else value
    return text if text and text.strip() else None
