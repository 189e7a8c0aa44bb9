"""A review that only people decide needs no rule, in any command."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_people_decide import decide

Run = Callable[..., Any]
HEAD = "version: 1\nreasons: [{id: E1, label: Not on peers}]\n"


@pytest.fixture(params=["", "rules: []\n"])
def voted(request: pytest.FixtureRequest, run: Run, review: Path) -> Run:
    """Screened, with two people's votes on two reports."""
    text = f"{HEAD}{request.param}screening: {{mode: people}}\n"
    (review / "criteria.yaml").write_text(text, encoding="utf-8")
    for command in (["ingest", "scopus.csv", "scholar.bib"], ["dedupe"], ["screen"]):
        assert run(*command).code == 0
    records = csv.DictReader(io.StringIO(run("export", "screened").out))
    first, second, *_ = [row["record_id"] for row in records]
    for by in ("alice", "bob"):
        decide(review, "title-abstract", by, first, "include")
        decide(review, "title-abstract", by, second, "exclude", "E1")
    return run


def test_people_s_votes_reach_the_report(voted: Run, review: Path) -> None:
    got = voted("run")
    assert got.code == 0, got.err
    counts = json.loads((review / "report" / "prisma.json").read_text("utf-8"))
    assert counts["excluded"] == {"total": 1, "human": 1, "automation": 0}
    assert counts["included"]["reports"] == 1
    assert counts["awaiting"]["title-abstract"] > 0
    assert all(check["ok"] for check in counts["checks"])
    assert voted("check").code == 0


def test_lint_has_nothing_to_say(voted: Run) -> None:
    got = voted("criteria", "lint", "--json")
    assert (got.code, json.loads(got.out)) == (0, [])
    assert voted("criteria", "test").code == 0


def test_every_command_that_counts_rules_says_that_there_are_none(voted: Run, review: Path) -> None:
    got = voted("criteria", "stats", "--terms")
    assert (got.code, got.out.strip()) == (0, "no rule: people decide")
    (review / "own.csv").write_text(
        "title,abstract,included\nPeers,A peer,1\nMice,A mouse,0\n", encoding="utf-8"
    )
    got = voted("criteria", "evaluate", "own.csv")
    assert got.code == 0, got.err
    assert "no rule could lose any" in got.err
    assert voted("criteria", "try", "peer").code == 0
    assert voted("screen", "--dry-run").code == 0


def test_explain_says_who_decided(voted: Run, review: Path) -> None:
    assert voted("run").code == 0
    audit = (review / "report" / "audit.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(audit)))
    excluded = next(row["record_id"] for row in rows if row["box"] == "excluded")
    got = voted("explain", excluded)
    assert got.code == 0
    assert "alice" in got.out
    assert "E1" in got.out


@pytest.mark.parametrize(("rules", "at"), [("", "1:1"), ("rules: []\n", "3:1")])
def test_without_people_no_rule_is_an_error(run: Run, review: Path, rules: str, at: str) -> None:
    (review / "criteria.yaml").write_text(HEAD + rules, encoding="utf-8")
    got = run("criteria", "lint")
    assert got.code == 2
    assert f"criteria.yaml:{at}: error: no rule" in got.err
    assert "mode: people" in got.err
