"""Codes, priorities and flags: suggested from answers, deciding nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from litsieve.config.criteria import read_criteria
from litsieve.screen.conditions import Reports
from litsieve.screen.labels import codes, flags, priorities
from litsieve.screen.rule_tests import short_records

CRITERIA = read_criteria(
    """\
version: 1
reasons:
  - {id: E1, label: Off topic}
  - {id: E9, label: Ineligible study design}
rules:
  - {id: topic, kind: exclude, stage: title-abstract, reason: E1, when: {query: soil}}
coding:
  - id: design
    stage: [title-abstract, full-text]
    select: one
    order: [review, trial, survey]
    reason_if_none: E9
    values:
      survey: {query: "survey OR questionnaire"}
      trial: {query: "trial", negation: guard}
      review: {query: 'TITLE("systematic review")'}
  - id: group
    stage: [full-text]
    values: {women: {query: "wom?n"}, young: {query: "adolescen* OR youth"}}
  - id: level
    stage: [full-text]
    values: {people: {map: group, from: [women, young]}}
prioritise:
  - {id: vulnerable, weight: 2, when: {code: group, any: [women, young]}}
  - {id: trials, weight: 0.5, when: {code: design, any: [trial]}}
quality:
  flags:
    - {id: small, when: {field: sample_size, below: 30}}
    - {id: snapshot, when: {code: design, any: [survey]}}
    - {id: interests, ask: true}
""",
    "criteria.yaml",
)
WHOLE = {"title": "A trial", "abstract": "With a survey among women."}


def answers(*records) -> pd.DataFrame:
    reports = Reports.of(short_records(records), CRITERIA.lists, CRITERIA.folding)
    return pd.DataFrame({n: reports.answers(c) for n, c in CRITERIA.questions().items()})


def test_one_value_is_chosen_in_the_order_given_and_many_are_all_kept():
    found = codes(answers(WHOLE, {"title": "Youth", "abstract": "Women and youth."}), CRITERIA)
    assert found["code_design"].tolist()[0] == "trial"
    assert pd.isna(found["code_design"].tolist()[1])
    assert found["code_group"].tolist() == ["women", "women; young"]


def test_a_value_that_cannot_be_told_has_a_question_mark():
    found = codes(answers({"title": "A survey of youth"}), CRITERIA).iloc[0]
    assert found["code_design"] == "trial?; survey"
    assert found["code_group"] == "women?; young"


def test_a_map_gathers_the_values_of_another_coding():
    assert codes(answers(WHOLE), CRITERIA)["code_level"].tolist() == ["people"]


def test_a_negated_word_gives_no_code():
    found = codes(answers({"title": "Not a trial", "abstract": "A survey."}), CRITERIA)
    assert found["code_design"].tolist() == ["survey"]


def test_priorities_add_up_and_unknown_adds_nothing():
    assert priorities(answers(WHOLE, {"title": "Youth"}, {}), CRITERIA).tolist() == [2.5, 2, 0]


def test_flags_ask_for_the_chosen_value_only():
    survey = {"title": "A survey", "abstract": "Of people."}
    both = {"title": "A systematic review", "abstract": "Of one survey."}
    small = {"title": "Few", "abstract": "x", "sample_size": "12"}
    found = flags(answers(survey, both, small, WHOLE), CRITERIA).tolist()
    assert found[0] == "snapshot"
    assert found[2] == "small"
    assert pd.isna(found[1])
    assert pd.isna(found[3])


def test_a_design_that_none_has_excludes_at_full_text_only_where_nothing_is_unknown():
    rule = CRITERIA.rules[-1]
    assert (rule.id, rule.stages, rule.kind, rule.reason) == (
        "design", ("full-text",), "require", "E9",
    )  # fmt: skip
    found = answers({"title": "Essay", "abstract": "Thoughts."}, {"title": "Essay"}, WHOLE)
    assert found["rule:design"].tolist() == [0, 1, 2]


@pytest.mark.parametrize("record", [{}, {"title": "x"}])
def test_no_labels_of_what_is_not_there(record):
    assert pd.isna(flags(answers(record), CRITERIA).iloc[0])
