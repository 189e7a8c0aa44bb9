"""What each rule does to the corpus, counted."""

from __future__ import annotations

import pandas as pd

from litsieve.config.criteria import read_criteria
from litsieve.screen.statistics import Overlap, count_questions, count_rules, overlaps

CRITERIA = read_criteria(
    """\
version: 1
reasons: [{id: E1, label: Old}, {id: E2, label: Animals}]
rules:
  - {id: date, kind: require, stage: metadata, reason: E1, when: {field: year, above: 2010}}
  - {id: animal, kind: exclude, stage: title-abstract, reason: E2, when: {query: rat}}
  - {id: soil, kind: exclude, stage: title-abstract, action: suggest, reason: E2,
     when: {query: soil}}
coding: [{id: of, stage: title-abstract, values: {rats: {query: rat}}}]
""",
    "criteria.yaml",
)
ANSWERS = pd.DataFrame(
    {
        "rule:date": [0, 0, 2, 1, 2],
        "rule:animal": [2, 0, 2, 0, 0],
        "rule:soil": [2, 0, 0, 1, 2],
        "code:of=rats": [2, 0, 2, 0, 1],
    },
    dtype="int8",
)
VERDICTS = pd.DataFrame(
    {
        "verdict": ["excluded", "excluded", "excluded", "awaiting", "awaiting"],
        "stage": ["metadata", "metadata", *["title-abstract"] * 3],
        "primary_reason": ["E1", "E1", "E2", None, None],
    }
)


def test_each_rule_has_its_answers_hits_and_decisions() -> None:
    date, animal, soil = count_rules(ANSWERS, VERDICTS, CRITERIA)
    assert (date.true, date.unknown, date.false, date.hits, date.alone) == (2, 1, 2, 2, 1)
    assert (date.stage, date.decides, date.primary) == ("metadata", 2, 2)
    assert (animal.hits, animal.alone, animal.decides, animal.primary) == (2, 1, 1, 1)
    assert (soil.hits, soil.alone, soil.decides, soil.primary) == (2, 1, 0, 0)


def test_pairs_of_rules_that_hit_the_same_reports() -> None:
    assert overlaps(ANSWERS, CRITERIA) == [
        Overlap("date", "animal", 1), Overlap("date", "soil", 1), Overlap("animal", "soil", 1),
    ]  # fmt: skip


def test_codes_are_counted_as_rules_are() -> None:
    (code,) = count_questions(ANSWERS, list(CRITERIA.questions()))
    assert (code.question, code.true, code.unknown, code.false) == ("code:of=rats", 2, 1, 2)
