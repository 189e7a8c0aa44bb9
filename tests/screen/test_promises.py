"""Over all rules, codes, priorities and flags, and every field: nothing flips, nothing is silent.

Records are made of the words of the criteria, so that every rule hits some of them, and lack a
field as often as exports do.
"""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest

from litsieve.config.criteria import Criteria, read_criteria
from litsieve.screen import screen
from litsieve.screen.conditions import Reports
from litsieve.screen.rule_tests import short_records
from litsieve.screen.verdicts import stage_of

CRITERIA = """\
version: 1
defaults: {query: {fields: %s}}
lists:
  mind: |
    "mental health" OR (mental W/1 (disorder* OR illness*)) OR depress* OR self-harm OR {well-being}
  help: |
    "social support" OR (social W/3 connect*) OR (*grant PRE/2 aid)
  beast: |
    rat OR mouse OR mice
reasons: [{id: E1, label: a}, {id: E2, label: b}, {id: E3, label: c}, {id: E4, label: d},
          {id: E5, label: e, counts_as: other}, {id: E6, label: f}]
rules:
  - {id: date, kind: require, stage: metadata, reason: E1,
     when: {field: published, between: ["2015-03", "2024-06"]}}
  - {id: language, kind: require, stage: metadata, reason: E2,
     when: {field: language, in: [eng, fra]}}
  - id: type
    kind: require
    stage: metadata
    reason: E3
    when:
      all:
        - {field: document_type, in: [article, review]}
        - {not: {field: doi, prefix: ["10.1101/"]}}
        - {any: [{field: cited_by, above: 2}, {field: year, above: 2020}]}
  - {id: topic, kind: require, stage: [title-abstract, full-text], reason: E4,
     when: {all: [{query: "@mind"}, {query: "@help OR (health AND NOT TITLE(soil))"}]}}
  - {id: animal, kind: exclude, stage: title-abstract, reason: E5,
     when: {all: [{query: "@beast", negation: guard}, {not: {query: people}}]}}
  - {id: place, kind: exclude, stage: title-abstract, reason: E5, on_unknown: flag,
     when: {query: "ABS(soil) OR TITLE-ABS(ward PRE/1 patient)"}}
  - {id: text, kind: require, stage: full-text, reason: E6,
     when: {field: fulltext_status, in: [obtained]}}
coding:
  - {id: design, stage: full-text, select: one, order: [trial, survey], reason_if_none: E6,
     values: {survey: {query: survey}, trial: {query: "randomi?ed W/2 trial", negation: guard}}}
prioritise:
  - {id: trials, weight: 1, when: {code: design, any: [survey]}}
quality:
  flags: [{id: small, when: {field: sample_size, below: 30}}]
screening: {mode: %s}
"""
_SENTENCE = """
mental health disorders illness depression self-harm selfharm well-being social support connected
migrant aid immigrants rats mouse mice people ward patients soil survey randomised randomized trial
no without of the in
"""
WORDS = _SENTENCE.split()
VALUES = {
    "published": ["2014", "2015", "2015-02", "2015-03-01", "2020", "2024", "2024-07", "n.d."],
    "year": ["2014", "2015", "2021"],
    "language": ["English", "fra; eng", "Spanish", "mul"],
    "document_type": ["article", "review", "editorial"],
    "doi": ["10.1101/1", "10.1000/2"],
    "cited_by": ["0", "3"],
    "fulltext_status": ["obtained", "not-retrieved"],
    "sample_size": ["12", "300"],
    "abstract_partial": ["true", "false"],
}


def records(count: int, seed: int) -> list[dict[str, str | None]]:
    chance = random.Random(seed)

    def text(longest: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(1, longest)))

    found: list[dict[str, str | None]] = []
    for _ in range(count):
        record = {name: chance.choice(values) for name, values in VALUES.items()}
        record |= {"title": text(6), "abstract": text(14), "keywords": "; ".join(WORDS[:3])}
        found.append({k: v if chance.random() < 0.8 else None for k, v in record.items()})
    return found


def criteria(fields: str = "tiab", mode: str = "rules") -> Criteria:
    return read_criteria(CRITERIA % (fields, mode), "criteria.yaml")


def answers(of: Criteria, rows: list[dict[str, str | None]]) -> pd.DataFrame:
    reports = Reports.of(short_records(rows), of.lists, of.folding)
    return pd.DataFrame({name: reports.answers(x) for name, x in of.questions().items()})


def flips(fields: str, without: str, count: int, seed: int) -> int:
    """Answers that turn from true to false, or back, when a field is taken away."""
    of, whole = criteria(fields), records(count, seed)
    less = [{**record, without: None} for record in whole]
    return int((np.abs(answers(of, whole) - answers(of, less)) == 2).to_numpy().sum())


FIELDS = [name for name in VALUES if name != "abstract_partial"] + ["title", "abstract", "keywords"]


@pytest.mark.parametrize("field", FIELDS)
def test_taking_a_field_away_flips_no_answer(field):
    assert flips("tiab", field, 400, seed=1) == 0


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "keywords"])
def test_taking_a_field_away_flips_no_answer_where_queries_also_look_at_keywords(field):
    assert flips("tiab-kw", field, 400, seed=2) == 0


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
def test_taking_a_field_away_flips_no_answer_of_a_hundred_thousand(field):
    assert sum(flips("tiab", field, 10_000, seed) for seed in range(10)) == 0


def test_the_records_put_every_question_to_all_three_answers():
    found = answers(criteria(), records(2000, seed=3))
    for name in found:
        assert set(found[name]) == {0, 1, 2}, name


@pytest.mark.parametrize("mode", ["rules", "people"])
def test_no_exclusion_is_silent(mode):
    """Who is excluded has a rule that hits on what is there, and that rule's reason."""
    of = criteria(mode=mode)
    rows = short_records(records(2000, seed=4)).assign(record_id=[f"r{i}" for i in range(2000)])
    found = screen(rows, of)
    out = found.verdicts[found.verdicts["verdict"] == "excluded"]
    rules = {rule.id: rule for rule in of.rules}
    asked = answers(of, records(2000, seed=4)).set_axis(rows["record_id"])
    assert len(out) > 500
    for row in out.itertuples():
        assert row.primary_reason in row.reasons.split("; ")
        for name in row.rules.split("; "):
            rule = rules[name]
            bad = 0 if rule.kind == "require" else 2
            assert asked.at[row.cluster_id, f"rule:{name}"] == bad
            assert rule.action == "exclude"
            assert stage_of(rule, of.stages)


@pytest.mark.parametrize("mode", ["rules", "people"])
def test_a_record_of_which_nothing_is_known_waits(mode):
    rows = short_records([{}]).assign(record_id=["r"])
    assert screen(rows, criteria(mode=mode)).verdicts["verdict"].tolist() == ["awaiting"]
