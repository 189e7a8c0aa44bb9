"""`review explain ID`: every rule's answer, the words that gave it, and what else is suggested."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_review import CRITERIA, SCOPUS_HEAD, scopus_row

Run = Callable[..., Any]
MORE = (
    CRITERIA.replace("screening: {mode: rules}\n", "").replace(
        "reasons:\n", "  towns: |\n    town* OR village*\nreasons:\n"
    )
    + """\
  - id: place
    kind: exclude
    stage: [title-abstract]
    action: suggest
    reason: E3
    when: {query: "@towns", negation: guard}
coding:
  - id: kind
    stage: title-abstract
    select: one
    values: {groups: {query: group*}, trials: {query: trial OR offered}}
  - {id: where, stage: title-abstract, values: {town: {query: "@towns"}, city: {query: city}}}
prioritise:
  - {id: groups-first, weight: 2, when: {code: kind, any: [groups]}}
  - {id: cities, weight: 1, when: {code: where, any: [city]}}
quality: {flags: [{id: old, when: {field: year, below: 2015}}, {id: money, ask: true}]}
"""
)


@pytest.fixture
def explained(screened: Run, review: Path) -> Run:
    (review / "criteria.yaml").write_text(MORE, encoding="utf-8")
    assert screened("screen").code == 0
    return screened


def test_a_rule_is_told_with_words_terms_lists_action_and_reason(explained: Run) -> None:
    got = explained("explain", "10.5555/inv.1")
    assert got.code == 0, got.err
    lines = [line.strip() for line in got.out.splitlines()]
    assert "! exclude place: true  (suggests E3 No social support; title-abstract)" in lines
    assert "title     Peer support for depression in the [town] of Exampleton" in lines
    assert any(line.endswith("town* @towns") for line in lines)
    assert "require date: true  (excludes E1 Outside the window; metadata)" in lines
    (fact,) = json.loads(explained("explain", "10.5555/inv.1", "--json").out)
    (place,) = [a for a in fact["screening"]["answers"] if a["rule"] == "place"]
    assert (place["hit"], place["action"], place["label"]) == (True, "suggest", "No social support")
    assert {(m["text"], m["term"], tuple(m["lists"])) for m in place["matches"]} == {
        ("town", "town*", ("towns",)), ("towns", "town*", ("towns",)),
    }  # fmt: skip


def test_what_is_missing_for_an_answer_is_told(explained: Run) -> None:
    got = explained("explain", "2-s2.0-99900000005")
    assert "? require topic: unknown" in got.out
    assert "no abstract" in got.out


def test_codes_priority_and_flags_are_told(explained: Run) -> None:
    got = explained("explain", "10.5555/inv.1")
    assert "kind: groups; also trials" in got.out
    assert "where: town" in got.out
    assert 'groups ← abstract: "groups"' in got.out
    assert "priority: 2 of groups-first 2, cities 1 (false)" in got.out
    assert "quality flags: old (false), money (ask a person)" in got.out
    unknown = explained("explain", "2-s2.0-99900000005").out
    assert "unknown: groups" in unknown
    assert "(unknown)" in unknown


def test_each_record_of_a_report_has_its_own_box(screened: Run) -> None:
    first, twin = (
        json.loads(screened("explain", i, "--json").out)[0]
        for i in ("2-s2.0-99900000001", "able2020peer")
    )
    assert {first["box"], twin["box"]} == {"included", "duplicate"}
    assert first["screening"] == twin["screening"]


def test_a_match_that_a_negation_takes_back_is_told(run: Run, review: Path) -> None:
    row = scopus_row(1, "Peer support with no town", abstract="Nothing \x1b[31mmore.")
    (review / "scopus.csv").write_text(f"{SCOPUS_HEAD}\n{row}\n", encoding="utf-8")
    (review / "criteria.yaml").write_text(MORE, encoding="utf-8")
    for args in (["ingest", "scopus.csv"], ["dedupe"], ["screen"]):
        assert run(*args).code == 0
    got = run("explain", "10.5555/inv.1")
    assert "exclude place: false" in got.out
    assert '"no town": taken back by "no"' in got.out
    assert "\x1b" not in got.out
