"""`review screen --dry-run`: what would change against the last run, rule by rule."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from small_review import CRITERIA

Run = Callable[..., Any]


def test_the_same_criteria_change_nothing(screened: Run) -> None:
    got = screened("screen", "--dry-run")
    assert got.code == 0, got.err
    assert "nothing would change" in got.out
    assert "nothing was written" in got.err


def test_without_a_last_run_that_is_said(run: Run) -> None:
    run("ingest", "scopus.csv")
    run("dedupe")
    got = run("screen", "--dry-run")
    assert "there is no last run to compare with" in got.out
    found = json.loads(run("screen", "--dry-run", "--json").out)
    assert found["changes"] is None
    assert found["included"] + found["excluded"] + found["awaiting"] == 5


def test_changes_are_told_rule_by_rule_and_nothing_is_written(screened: Run, review: Path) -> None:
    new = (
        CRITERIA.replace('"2015-01"', '"2010-01"')
        .replace("id: english", "id: in-english")
        .replace("label: No social support", "label: No support")
        .replace('{query: "@support"}', '{query: "@support OR soil"}')
    )
    (review / "criteria.yaml").write_text(new, encoding="utf-8")
    before = {p: p.read_bytes() for p in (review / "work").rglob("*") if p.is_file()}
    got = screened("screen", "--dry-run")
    assert got.code == 0, got.err
    assert "reason E3 No social support → No support" in got.out
    assert "excluded E1" in got.out
    assert "no longer hits: r_" in got.out
    changes = json.loads(screened("screen", "--dry-run", "--json").out)["changes"]
    rules = {rule["rule"]: rule for rule in changes["rules"]}
    assert (rules["date"]["before"], rules["date"]["after"]) == (1, 0)
    assert len(rules["date"]["dropped"]) == 1
    assert (rules["topic"]["before"], rules["topic"]["after"]) == (1, 0)
    assert (rules["in-english"]["state"], rules["english"]["state"]) == ("new", "gone")
    assert len(changes["moves"]) == 2
    assert before == {p: p.read_bytes() for p in (review / "work").rglob("*") if p.is_file()}


def test_an_action_that_only_suggests_by_now_is_told(screened: Run, review: Path) -> None:
    new = CRITERIA.replace(
        "stage: [title-abstract]", "stage: [title-abstract]\n    action: suggest"
    )
    (review / "criteria.yaml").write_text(new, encoding="utf-8")
    got = screened("screen", "--dry-run")
    assert "action exclude → suggest" in got.out
    assert "awaiting" in got.out
