"""Criteria beside people's labels: rates as they are defined, nothing made up of nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from litsieve.config.criteria import Criteria, read_criteria
from litsieve.screen.evaluation import Evaluation, evaluate
from litsieve.screen.rates import Rate

CRITERIA = """\
version: 1
reasons: [{id: E1, label: Old}, {id: E2, label: Animals}, {id: E3, label: No text}]
rules:
  - {id: date, kind: require, stage: metadata, action: exclude, reason: E1,
     when: {field: published, above: 2010}}
  - {id: animal, kind: exclude, stage: title-abstract, reason: E2, when: {query: rat}}
  - {id: pdf, kind: require, stage: full-text, action: exclude, reason: E3,
     when: {field: fulltext_status, in: [obtained]}}
screening: {mode: people}
"""
NO, UNKNOWN, YES = 0, 1, 2
#: date, animal, pdf; label
ROWS = [
    ("a", YES, NO, UNKNOWN, True),  # kept
    ("b", YES, YES, UNKNOWN, True),  # lost if the suggestion is followed
    ("c", NO, NO, UNKNOWN, False),  # excluded by its date
    ("d", YES, UNKNOWN, UNKNOWN, True),  # waits, if suggestions are followed
    ("e", UNKNOWN, YES, UNKNOWN, False),  # waits for a person; excluded if followed
    ("f", YES, NO, NO, False),  # kept: nobody sought its full text
]


def evaluated(
    rows: list[tuple[str, int, int, int, bool]] = ROWS, sought: bool = False
) -> Evaluation:
    criteria: Criteria = read_criteria(CRITERIA, "criteria.yaml")
    ids = [row[0] for row in rows]
    answers = pd.DataFrame(
        [row[1:4] for row in rows], index=ids, columns=["rule:date", "rule:animal", "rule:pdf"]
    ).astype("int8")
    labels = pd.Series([row[4] for row in rows], index=ids, dtype=bool)
    return evaluate(answers, labels, np.full(len(rows), sought), criteria)


def test_by_itself_only_what_excludes_counts_and_followed_every_hit() -> None:
    found = evaluated()
    itself, followed = found.by_itself, found.if_followed
    assert (itself.recall, itself.specificity) == (Rate(3, 3), Rate(1, 3))
    assert (itself.precision, itself.remaining) == (Rate(3, 5), Rate(5, 6))
    assert (followed.recall, followed.specificity) == (Rate(2, 3), Rate(2, 3))
    assert followed.lost == ("b",)
    assert itself.lost == ()


def test_an_unknown_answer_never_excludes_and_is_told() -> None:
    found = evaluated()
    assert (found.by_itself.waiting, found.by_itself.waiting_included) == (1, 0)
    assert (found.if_followed.waiting, found.if_followed.waiting_included) == (1, 1)


def test_a_full_text_that_nobody_sought_excludes_nothing() -> None:
    pdf = evaluated().rules[2]
    assert (pdf.asked, pdf.hits, pdf.unknown) == (0, 0, 0)
    sought = evaluated(sought=True)
    assert (sought.rules[2].asked, sought.rules[2].hits) == (6, 1)
    assert sought.by_itself.specificity == Rate(2, 3)


def test_each_rule_by_itself_with_the_studies_it_would_lose() -> None:
    date, animal, _ = evaluated().rules
    assert (date.excludes, date.hits, date.unknown, date.lost) == (True, 1, 1, ())
    assert (animal.excludes, animal.hits, animal.lost) == (False, 2, ("b",))
    assert (animal.recall, animal.specificity) == (Rate(2, 3), Rate(1, 3))


def test_what_cannot_be_computed_is_undefined() -> None:
    found = evaluated([row for row in ROWS if not row[4]])
    assert found.by_itself.recall.value is None
    assert found.by_itself.recall.interval is None
    assert evaluated([ROWS[0]]).by_itself.specificity.value is None
    assert evaluated([ROWS[2]]).by_itself.precision.value is None


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [  # Newcombe 1998, Stat Med 17:857, table I, method 3: Wilson without continuity correction
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_those_of_wilson(part: int, whole: int, low: float, high: float) -> None:
    assert Rate(part, whole).interval == pytest.approx((low, high), abs=5e-5)
    mirrored = Rate(whole - part, whole).interval
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=5e-5)


def test_plain_rates_say_null_for_undefined() -> None:
    assert Rate(0, 0).plain() == {"count": 0, "of": 0, "value": None, "low": None, "high": None}
    assert Rate(1, 2).plain()["value"] == 0.5
