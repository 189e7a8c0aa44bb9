"""The language of a report: its field first, else its abstract, never its title."""

from __future__ import annotations

import pandas as pd
import pytest

from litsieve.config.criteria import read_criteria
from litsieve.errors import ReviewError
from litsieve.screen import language
from litsieve.screen.conditions import Reports
from litsieve.screen.rule_tests import short_records

ENGLISH = (
    "We asked people who had left hospital after a stroke how their families, neighbours and "
    "friends had helped them during the first year at home, and what they would have wished for. "
    "Most of them spoke of visits, of shared meals and of somebody who would listen."
)
SPANISH = (
    "Preguntamos a las personas que habían salido del hospital cómo sus familias, vecinos y amigos "
    "les habían ayudado durante el primer año en casa, y qué habrían deseado. La mayoría habló de "
    "visitas, de comidas compartidas y de alguien que supiera escuchar."
)


def rule(detect: str = ", detect: {from: abstract, min_chars: 200, min_confidence: 0.95}"):
    criteria = read_criteria(
        "version: 1\nreasons: [{id: E1, label: Language}]\nrules:\n"
        "  - id: english\n    kind: require\n    stage: metadata\n    reason: E1\n"
        f"    when: {{field: language, in: [eng]{detect}}}\n",
        "criteria.yaml",
    )
    return criteria.rules[0].condition


def answer(record: dict, **asked) -> int:
    reports = Reports.of(short_records([record]), {}, read_folding())
    return int(reports.answers(rule(**asked))[0])


def read_folding():
    from litsieve.screen.words import Folding

    return Folding()


pytestmark = pytest.mark.skipif(
    language.detector() is None, reason="the extra `lang` is not installed"
)


def test_the_field_is_believed_before_the_text():
    assert answer({"language": "Spanish", "abstract": ENGLISH}) == 0
    assert answer({"language": "English", "abstract": SPANISH}) == 2


@pytest.mark.parametrize("silent", [None, "und", "Klingon"])
def test_where_the_field_is_silent_the_abstract_tells(silent):
    assert answer({"language": silent, "abstract": ENGLISH}) == 2
    assert answer({"language": silent, "abstract": SPANISH}) == 0


def test_a_field_of_several_languages_is_not_silent():
    assert answer({"language": "mul", "abstract": ENGLISH}) == 1


def test_titles_and_short_abstracts_tell_nothing():
    assert answer({"title": SPANISH}) == 1
    assert answer({"abstract": SPANISH[:199]}) == 1


def test_blanks_do_not_make_an_abstract_long():
    assert answer({"abstract": SPANISH[:150] + " " * 100 + "."}) == 1


def test_below_the_confidence_asked_for_it_stays_unknown():
    mixed = ENGLISH[:140] + SPANISH[:140]
    assert answer({"abstract": mixed}) == 1


def test_nobody_detects_unless_the_criteria_say_so():
    assert answer({"abstract": ENGLISH}, detect="") == 1


def test_without_the_extra_the_answer_is_unknown(monkeypatch):
    monkeypatch.setattr(language, "detector", lambda: None)
    assert answer({"abstract": SPANISH}) == 1
    assert answer({"language": "Spanish"}) == 0


def test_only_languages_are_detected():
    with pytest.raises(ReviewError, match="only a language can be detected"):
        read_criteria(
            "version: 1\nreasons: [{id: E1, label: x}]\nrules:\n"
            "  - {id: a, kind: require, stage: metadata, reason: E1, "
            "when: {field: title, in: [x], detect: {from: abstract}}}\n",
            "criteria.yaml",
        )


def test_the_detector_says_who_it_is():
    assert language.detector().name.startswith("py3langid ")


def test_a_table_without_rows_is_no_trouble():
    reports = Reports.of(short_records([]), {}, read_folding())
    assert reports.answers(rule()).tolist() == []
    assert isinstance(reports.frame, pd.DataFrame)
