"""`review criteria stats`: what each rule does to the corpus."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from small_review import CRITERIA

Run = Callable[..., Any]


def test_stats_are_of_the_last_run_if_that_is_fresh(screened: Run) -> None:
    got = screened("criteria", "stats", "--json")
    assert got.code == 0, got.err
    found = json.loads(got.out)
    assert found["answers"] == "of the last run"
    rules = {rule["rule"]: rule for rule in found["rules"]}
    assert rules["date"] == {
        "rule": "date", "kind": "require", "action": "exclude", "reason": "E1",
        "stage": "metadata", "true": 5, "unknown": 0, "false": 1, "hits": 1, "alone": 1,
        "decides": 1, "primary": 1,
    }  # fmt: skip
    assert (rules["english"]["unknown"], rules["english"]["primary"]) == (1, 1)
    assert (rules["topic"]["stage"], rules["topic"]["decides"]) == ("title-abstract", 1)
    assert found["overlaps"] == []


def test_other_criteria_are_asked_anew_and_nothing_is_written(screened: Run, review: Path) -> None:
    more = CRITERIA.replace('["2015-01", "2025-04"]', '["2030-01", null]') + (
        "coding:\n"
        "  - {id: place, stage: title-abstract, values: {town: {query: town*}}}\n"
        "prioritise: [{id: towns, weight: 1, when: {code: place, any: [town]}}]\n"
        "quality: {flags: [{id: old, when: {field: year, below: 2015}}]}\n"
    )
    (review / "other.yaml").write_text(more, encoding="utf-8")
    before = {p: p.read_bytes() for p in (review / "work").rglob("*") if p.is_file()}
    got = screened("criteria", "stats", "--criteria", "other.yaml", "--json")
    assert got.code == 0, got.err
    found = json.loads(got.out)
    assert "nothing was written" in found["answers"]
    assert found["overlaps"][0] == {"a": "date", "b": "english", "both": 1}
    questions = {q["question"]: (q["true"], q["unknown"], q["false"]) for q in found["questions"]}
    assert set(questions) == {"code:place=town", "priority:towns", "flag:old"}
    assert questions["priority:towns"] == questions["code:place=town"]
    assert questions["flag:old"] == (1, 0, 5)
    shown = screened("criteria", "stats", "--criteria", "other.yaml").out
    assert "place=town" in shown
    assert "both hit" in shown
    assert before == {p: p.read_bytes() for p in (review / "work").rglob("*") if p.is_file()}


def test_terms_of_each_rule_on_demand(screened: Run) -> None:
    found = json.loads(screened("criteria", "stats", "--terms", "--json").out)
    (topic,) = [rule for rule in found["rules"] if "terms" in rule]
    assert {term["term"] for term in topic["terms"]} == {'"peer support"', '"walking group"'}
    assert "terms of topic" in screened("criteria", "stats", "--terms").out


def test_answers_of_other_criteria_are_never_taken_for_these(screened: Run, review: Path) -> None:
    other = CRITERIA.replace("id: topic", "id: subject")
    (review / "other.yaml").write_text(other, encoding="utf-8")
    assert screened("screen", "--criteria", "other.yaml").code == 0
    last = json.loads(screened("criteria", "stats", "--json").out)
    assert (last["answers"], last["rules"][2]["rule"]) == ("of the last run", "subject")
    asked = json.loads(screened("criteria", "stats", "--criteria", "criteria.yaml", "--json").out)
    assert (asked["answers"], asked["rules"][2]["rule"]) == (
        "asked anew, nothing was written", "topic",
    )  # fmt: skip
