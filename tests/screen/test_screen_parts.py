"""Reports in parts: neither their size nor the number of processes shows in any result."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pytest
from screening_cases import make_case

from litsieve import schema
from litsieve.config.criteria import read_criteria
from litsieve.screen import explain, screen
from litsieve.screen import run as screen_run
from litsieve.screen.conditions import TextTest
from litsieve.screen.query.cut import tokens_of
from litsieve.screen.query.tree import Guard
from litsieve.screen.query.vocabulary import Vocabulary
from litsieve.screen.words import Folding

CRITERIA = """\
version: 1
lists: {harm: 'self-harm OR behaviour* OR "mental health"'}
reasons: [{id: E1, label: x}, {id: E2, label: y}]
rules:
  - {id: a, kind: require, stage: title-abstract, reason: E1, when: {query: "@harm OR support"}}
  - {id: b, kind: exclude, stage: title-abstract, reason: E2, when: {query: "women W/3 @harm"}}
  - {id: c, kind: require, stage: metadata, reason: E2, when: {field: year, above: 2000}}
"""


def reports(seeds: int) -> pd.DataFrame:
    rows = [row for seed in range(seeds) for row in make_case(seed, queries=0).records]
    frame = pd.DataFrame(rows).assign(
        record_id=[f"r_{i * 7919 % 99991:05}" for i in range(len(rows))]
    )
    frame["year"] = pd.Series([1990 + i % 40 for i in range(len(rows))], dtype="Int64")
    frame["abstract_partial"] = frame["abstract_partial"].astype("boolean")
    return schema.conform(frame, schema.RECORD)


@pytest.mark.parametrize(("size", "processes"), [(7, 1), (7, 2), (64, 2), (1000, 1)])
def test_parts_and_processes_change_nothing(size, processes):
    criteria, table = read_criteria(CRITERIA, "c"), reports(12)
    whole = screen(table, criteria)
    assert set(whole.verdicts["verdict"]) == {"included", "excluded", "awaiting"}
    turned = table.iloc[::-1]
    parts = (turned.iloc[at : at + size] for at in range(0, len(turned), size))
    found = screen_run.answered(parts, criteria, len(table), processes=processes)
    pd.testing.assert_frame_equal(whole.answers, found[0])
    verdicts = screen_run.verdicts_of(*found, criteria, processes)
    pd.testing.assert_frame_equal(whole.verdicts, verdicts)


def test_columns_that_nobody_asks_for_need_not_be_there():
    criteria, table = read_criteria(CRITERIA, "c"), reports(3)
    asked = screen_run.columns_asked(rule.condition for rule in criteria.rules)
    assert asked == [
        "record_id", "title", "year", "published", "abstract", "abstract_partial", "keywords",
    ]  # fmt: skip
    answers, _ = screen_run.answered([table[asked]], criteria, len(table))
    pd.testing.assert_frame_equal(answers, screen(table, criteria).answers)


def test_patterns_of_many_conditions_are_told_apart():
    grid = pd.DataFrame([[i // 3**n % 3 for n in (0, 3, 1, 2)] for i in range(81)])
    wide = pd.concat([grid] * 15, axis=1).to_numpy("int8")
    assert screen_run._patterns(wide).tolist() == list(range(81))
    again = screen_run._patterns(pd.concat([pd.DataFrame(wide)] * 2).to_numpy("int8"))
    assert again.tolist() == [*range(81), *range(81)]


@pytest.mark.parametrize("seed", range(12))
def test_what_a_look_passes_over_would_hold_nothing(seed):
    """The quick look at tokens never passes over one that reading finds a form in."""
    case = make_case(seed, records=40)
    asked = [(query, guard) for _, query, guard in case.queries]
    words = Vocabulary.of(asked, case.lists, case.folding)
    frame = schema.conform(pd.DataFrame(case.records), schema.RECORD)
    tokens = tokens_of(frame, case.folding).different
    extra = ["", "ties", "houses", "colours", "organises", "mice", "MICE", "xes", "lives", "s"]
    if case.folding.case:  # as in tokens_of
        extra = [word.lower() for word in extra]
    tokens = pa.concat_arrays([tokens, pa.array(extra, pa.large_string())])
    read = words.read(tokens)
    slow = list(words._readings(tokens.to_pylist()))
    assert [size for size, _ in slow] == read.sizes.tolist()
    by_hand = [
        {number for unit in _units(words, token) for number in _forms(words, unit)}
        for token in tokens.to_pylist()
    ]
    for first, count, expected in zip(read.first, read.counts, by_hand, strict=True):
        assert expected <= set(read.forms[first : first + count].tolist())


def _units(words, token):
    from litsieve.screen.words import COMPOUND, parts

    folded = words.folding.letters(token)
    return [part for compound in COMPOUND.findall(folded) for part in parts(compound)]


def _forms(words, unit):
    return {words.numbers[form] for form in words._forms(unit)}


def test_tokens_are_forgotten_when_they_are_too_many_and_read_again(monkeypatch):
    monkeypatch.setattr("litsieve.screen.query.vocabulary._REMEMBERED", 30)
    criteria, table = read_criteria(CRITERIA, "c"), reports(6)
    parts = (table.iloc[at : at + 5] for at in range(0, len(table), 5))
    answers, _ = screen_run.answered(parts, criteria, len(table))
    monkeypatch.undo()
    pd.testing.assert_frame_equal(answers, screen(table, criteria).answers)


def test_keywords_and_empty_texts_keep_their_places():
    frame = pd.DataFrame({
        "title": ["A b", None, "..."], "abstract": [None, "c-d", " e"],
        "keywords": ["x; ;y z", None, ";"],
    })  # fmt: skip
    tokens = tokens_of(frame, Folding())
    assert tokens.reports.tolist() == [0, 2, 1, 2, 0, 0, 0, 2, 2]
    assert tokens.lengths.tolist() == [2, 0, 1, 1, 1, 0, 2, 0, 0]
    assert tokens.different.take(pa.array(tokens.codes)).to_pylist() == [
        "a", "b", "c-d", "e", "x", "y", "z",
    ]  # fmt: skip


def test_explain_says_what_a_guard_took_back():
    criteria = read_criteria(CRITERIA, "c")
    rule = criteria.rules[0]
    assert isinstance(rule.condition, TextTest)
    guarded = replace(rule.condition, guard=Guard((("no",),), 3))
    criteria = replace(criteria, rules=(replace(rule, condition=guarded),))
    row = {
        "record_id": "r",
        "title": "No real “Self‐Harm”",
        "abstract": "No.",
        "keywords": "a;support",
    }
    found = explain(schema.conform(pd.DataFrame([row]), schema.RECORD), criteria)[0]
    assert found.answer == "false"
    assert '"No real “Self‐Harm": taken back by "No"' in found.because
    assert found.matches == ()
