"""Reports in short, as rules' tests and labels have them."""

from __future__ import annotations

import pytest

from litsieve.config.criteria import read_criteria
from litsieve.screen.rule_tests import run_tests

CRITERIA = """\
version: 1
reasons: [{id: E1, label: Not of buses}]
rules:
  - id: of-buses
    kind: require
    stage: title-abstract
    reason: E1
    when: {query: bus}
    tests:
      - {record: {title: Trams, abstract: %s}, expect: %s}
"""


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ('" "', "unknown"),
        ('""', "unknown"),
        (r'"\t\n\u00a0"', "unknown"),
        ("null", "unknown"),
        ("Trains.", "false"),
        ("A bus.", "true"),
    ],
)
def test_a_blank_abstract_is_a_missing_one(abstract: str, expected: str) -> None:
    criteria = read_criteria(CRITERIA % (abstract, f'"{expected}"'), "criteria.yaml")
    (result,) = run_tests(criteria)
    assert (result.got, result.ok) == (expected, True)
