"""Answers of rules → what becomes of a report, in both modes."""

from __future__ import annotations

import itertools

import pytest

from litsieve.config.criteria import Criteria, read_criteria
from litsieve.screen.verdicts import Judge

RULES = """\
version: 1
{defaults}
reasons: [{{id: E1, label: Date}}, {{id: E2, label: Topic}}, {{id: E3, label: Animals}},
          {{id: E4, label: No text}}]
rules:
  - {{id: date, kind: require, stage: metadata, reason: E1{date},
     when: {{field: published, between: ["2015", null]}}}}
  - {{id: topic, kind: require, stage: title-abstract, reason: E2{topic}, when: {{query: support}}}}
  - {{id: animal, kind: exclude, stage: title-abstract, reason: E3{animal}, when: {{query: rat}}}}
{more}
screening: {{mode: {mode}}}
"""
FULL_TEXT = """\
  - {id: text, kind: require, stage: full-text, reason: E4,
     when: {field: fulltext_status, in: [obtained]}}
"""


def criteria(mode: str, more: str = "", defaults: str = "", **parts: str) -> Criteria:
    given = {"date": "", "topic": "", "animal": "", **parts}
    return read_criteria(RULES.format(mode=mode, more=more, defaults=defaults, **given), "c.yaml")


FALSE, UNKNOWN, TRUE = range(3)
EVERY = list(itertools.product(range(3), repeat=3))


def test_people_only_the_metadata_exclude_by_themselves():
    of = criteria("people")
    assert [rule.action for rule in of.rules] == ["exclude", "suggest", "suggest"]
    for answers in EVERY:
        found = Judge(of)(answers, sought=False)
        assert found.verdict == ("excluded" if answers[0] == FALSE else "awaiting")


def test_people_nothing_is_included_without_a_person():
    found = Judge(criteria("people"))((TRUE, TRUE, FALSE), sought=False)
    assert (found.verdict, found.stage, found.rules) == ("awaiting", "title-abstract", ())


def test_people_a_suggestion_names_its_rule():
    assert Judge(criteria("people"))((TRUE, FALSE, TRUE), False).rules == ("topic", "animal")


def test_people_a_rule_may_be_given_the_right_to_exclude():
    of = criteria("people", animal=", action: exclude")
    assert Judge(of)((TRUE, TRUE, TRUE), False).primary_reason == "E3"


def test_people_a_rule_of_the_metadata_may_be_a_suggestion():
    of = criteria("people", date=", action: suggest")
    assert Judge(of)((FALSE, TRUE, FALSE), False).verdict == "awaiting"


def test_people_queries_of_the_metadata_stage_suggest():
    of = criteria("people", "  - {id: q, kind: exclude, stage: metadata, reason: E2, "
                  "when: {query: retracted}}")  # fmt: skip
    assert of.rules[-1].action == "suggest"


def test_people_begin_at_the_titles_even_where_only_a_full_text_is_missing():
    of = criteria("people", FULL_TEXT)
    assert Judge(of)((TRUE, TRUE, FALSE, UNKNOWN), sought=False).stage == "title-abstract"


def test_rules_a_hit_excludes_an_unknown_waits_the_rest_is_included():
    of = criteria("rules")
    for date, topic, animal in EVERY:
        found = Judge(of)((date, topic, animal), sought=False).verdict
        if date == FALSE or topic == FALSE or animal == TRUE:
            assert found == "excluded"
        elif UNKNOWN in (date, topic, animal):
            assert found == "awaiting"
        else:
            assert found == "included"


def test_flag_lets_an_unknown_exclusion_pass_and_says_so():
    of = criteria("rules", animal=", on_unknown: flag")
    found = Judge(of)((TRUE, TRUE, UNKNOWN), sought=False)
    assert (found.verdict, found.flags) == ("included", ("animal",))
    assert Judge(of)((TRUE, TRUE, TRUE), sought=False).verdict == "excluded"


def test_flag_never_includes_where_a_required_answer_is_unknown():
    of = criteria("rules", defaults="defaults: {on_unknown: flag}")
    for answers in EVERY:
        if UNKNOWN in answers[:2] and FALSE not in answers[:2] and answers[2] != TRUE:
            assert Judge(of)(answers, sought=False).verdict == "awaiting"


def test_a_reason_only_for_missing_full_texts_counts_as_not_retrieved():
    of = criteria("rules", FULL_TEXT)
    assert [reason.counts_as for reason in of.reasons] == [None, None, None, "not-retrieved"]


@pytest.mark.parametrize("mode", ["rules", "people"])
def test_missing_data_never_excludes(mode):
    of = criteria(mode, FULL_TEXT)
    for sought in (False, True):
        assert Judge(of)((UNKNOWN,) * 4, sought).verdict == "awaiting"
