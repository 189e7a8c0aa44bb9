"""decisions/ from the files to the report: status, screen, explain, export, dry run."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_review import CRITERIA

Run = Callable[..., Any]
PEOPLE = CRITERIA.replace("{mode: rules}", "{mode: people}")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def decide(review: Path, stage: str, by: str, record: str, decision: str, *reasons: str,
           file: str | None = None, **more: Any) -> None:  # fmt: skip
    line = {"v": 1, "record": record, "stage": stage, "by": by, "at": "2025-05-02T10:03:11Z",
            "decision": decision, "reasons": list(reasons), **more}  # fmt: skip
    path = review / "decisions" / stage / f"{file or by}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")


@pytest.fixture
def ids(screened: Run, review: Path) -> dict[str, str]:
    """record_id by the last word of the title; the review is one that people screen."""
    (review / "criteria.yaml").write_text(PEOPLE, encoding="utf-8")
    assert screened("screen").code == 0
    return {row["title"].split()[-1]: row["record_id"]
            for row in rows(screened("export", "screened").out)}  # fmt: skip


def prisma(review: Path) -> dict[str, Any]:
    return json.loads((review / "report" / "prisma.json").read_text("utf-8"))


def test_votes_move_reports_through_the_boxes(
    screened: Run, review: Path, ids: dict[str, str]
) -> None:
    for by in ("alice", "bob"):
        decide(review, "title-abstract", by, ids["Exampleton"], "include")
        decide(review, "title-abstract", by, ids["fields"], "exclude", "E3")
        decide(review, "full-text", by, ids["workers"], "exclude", "E3")
    decide(review, "title-abstract", "alice", ids["Sampleham"], "exclude")
    decide(review, "retrieval", "alice", ids["Exampleton"], "sought")
    assert "people's decisions" in screened("status").out
    got = screened("run")
    assert got.code == 0, got.err
    assert "(1 a vote, 1 a full text)" in got.err
    counts = prisma(review)
    assert counts["excluded"] == {"total": 1, "human": 1, "automation": 0}
    assert counts["excluded_reports"]["reasons"] == [
        {"id": "E3", "label": "No social support", "n": 1}
    ]
    assert counts["awaiting"] == {"title-abstract": 1, "retrieval": 1, "full-text": 0}
    assert all(check["ok"] for check in counts["checks"] if check["level"] == "error")
    audit = rows((review / "report" / "audit.csv").read_text("utf-8-sig"))
    assert next(r["people"] for r in audit if r["box"] == "excluded") == "alice; bob"


def test_the_same_decisions_give_the_same_bytes_and_nothing_to_do(
    screened: Run, review: Path, ids: dict[str, str]
) -> None:
    decide(review, "title-abstract", "alice", ids["Exampleton"], "include")
    screened("run")
    folder = review / "work" / "screen"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert screened("status", "--check").code == 0
    shutil.rmtree(folder)  # the answers are asked anew
    screened("screen")
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_questions_are_not_asked_again_for_a_vote(
    screened: Run, review: Path, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from litsieve import judging

    asked: list[int] = []

    def ask(*args: Any, real: Any = judging.answered) -> Any:
        asked.append(1)
        return real(*args)

    monkeypatch.setattr(judging, "answered", ask)
    for by in ("alice", "bob"):
        decide(review, "title-abstract", by, ids["Exampleton"], "include")
    assert json.loads(screened("screen", "--json").out)["included"] == 1
    assert not asked
    text = (review / "criteria.yaml").read_text("utf-8")
    (review / "criteria.yaml").write_text(text.replace("2015-01", "2014-01"), "utf-8")
    screened("screen")
    assert asked == [1]
    (review / "work" / "screen" / "answers.parquet").write_bytes(b"edited")
    screened("screen")
    assert asked == [1, 1]


def test_what_became_of_a_full_text_answers_rules_that_ask_for_it(
    screened: Run, review: Path, ids: dict[str, str]
) -> None:
    rule = """\
  - id: text
    kind: require
    stage: [full-text]
    action: exclude
    reason: E3
    when: {field: fulltext_status, in: [obtained]}
"""
    text = PEOPLE.replace("screening:", f"{rule}screening:")
    (review / "criteria.yaml").write_text(text.replace("mode: people", "mode: rules"), "utf-8")
    screened("screen")
    assert "? require text: unknown" in screened("explain", ids["Exampleton"]).out
    decide(review, "retrieval", "alice", ids["Exampleton"], "obtained")
    assert json.loads(screened("screen", "--json").out)["included"] == 1
    assert "require text: true" in screened("explain", ids["Exampleton"]).out


def test_while_a_stage_is_open_and_blind_no_command_shows_a_vote(
    screened: Run, review: Path, ids: dict[str, str]
) -> None:
    decide(
        review, "title-abstract", "alice", ids["Exampleton"], "exclude", "E2", note="utter nonsense"
    )
    explained, exported = ["explain", ids["Exampleton"]], ["export", "awaiting"]
    commands = (["screen"], ["run"], ["status"], [*explained, "--json"], explained, exported)
    for args in commands:
        got = screened(*args)
        assert got.code == 0, got.err
        assert "utter nonsense" not in got.out + got.err, args
    for path in (review / "report").glob("*.*"):
        assert b"utter nonsense" not in path.read_bytes(), path.name
    told = screened("explain", ids["Exampleton"]).out
    assert "open, 1 of 2 votes; 1 vote, not shown while the stage is open" in told
    (fact,) = json.loads(screened("explain", ids["Exampleton"], "--json").out)
    assert fact["people"]["stages"][0]["lines"] == []
    decide(review, "title-abstract", "bob", ids["Exampleton"], "exclude")
    told = screened("explain", ids["Exampleton"]).out
    assert "decisions/title-abstract/alice.jsonl:1  alice: exclude E2" in told
    assert "utter nonsense" in told


def test_without_blind_votes_are_shown_at_once(
    screened: Run, review: Path, ids: dict[str, str]
) -> None:
    text = PEOPLE.replace("{mode: people}", "{mode: people, blind: false}")
    (review / "criteria.yaml").write_text(text, encoding="utf-8")
    decide(review, "title-abstract", "alice", ids["Exampleton"], "exclude", "E2")
    screened("screen")
    assert "alice.jsonl:1  alice: exclude E2" in screened("explain", ids["Exampleton"]).out


def test_explain_tells_the_history_the_ruling_and_what_is_wanted(
    screened: Run, review: Path, ids: dict[str, str]
) -> None:
    decide(review, "title-abstract", "alice", ids["Exampleton"], "exclude")
    decide(review, "title-abstract", "alice", ids["Exampleton"], "include")
    decide(review, "title-abstract", "bob", ids["Exampleton"], "exclude")
    ruled = {"file": "adjudication", "mode": "third-reviewer", "between": ["alice", "bob"],
             "prior": ["include", "exclude"]}  # fmt: skip
    decide(review, "title-abstract", "carol", ids["Exampleton"], "include", **ruled)
    screened("screen")
    told = screened("explain", ids["Exampleton"]).out
    assert "title-abstract: include (third-reviewer: alice, bob, carol)" in told
    assert "alice.jsonl:1  alice: exclude, 2025-05-02T10:03:11Z; decided anew since" in told
    assert "carol: include, 2025-05-02T10:03:11Z; ruling by third-reviewer on alice include" in told
    assert "included at title-abstract by alice; bob; carol" in told
    decide(review, "title-abstract", "bob", ids["Exampleton"], "maybe")  # maybe counts as include
    decide(review, "title-abstract", "alice", ids["Exampleton"], "exclude")
    got = screened("screen")
    assert "(3 a vote, 1 a ruling)" in got.err
    assert "adjudication.jsonl:1: the ruling on" in got.err
    assert "awaiting at title-abstract, stale ruling" in screened("explain", ids["Exampleton"]).out


def test_a_bad_line_is_an_error_with_its_place_and_nothing_is_written(
    screened: Run, review: Path, ids: dict[str, str]
) -> None:
    before = (review / "work" / "screen" / "stage.json").read_bytes()
    decide(review, "title-abstract", "alice", ids["Exampleton"], "exlude")
    decide(review, "full-text", "bob", ids["Exampleton"], "include", file="bobby")
    got = screened("screen")
    assert got.code == 2
    assert "decisions/title-abstract/alice.jsonl:1: error: unknown decision 'exlude'" in got.err
    assert "decisions/full-text/bobby.jsonl:1: error: 'by' is 'bob'" in got.err
    assert "did you mean exclude?" in got.err
    assert before == (review / "work" / "screen" / "stage.json").read_bytes()


def test_what_is_wrong_by_nobodys_fault_is_told_and_does_not_stop(
    screened: Run, review: Path, ids: dict[str, str]
) -> None:
    decide(review, "title-abstract", "alice", "r_gone", "include")
    (review / "decisions" / "fulltext").mkdir()
    (review / "decisions" / "title-abstract" / "bob.csv").write_text("x")
    got = screened("screen", "--json")
    assert got.code == 0
    problems = json.loads(got.out)["people"]["problems"]
    assert [problem["kind"] for problem in problems] == ["not read", "not read", "record gone"]
    assert "did you mean full-text?" in problems[0]["text"]
    assert got.err.count("warning:") == 3


def test_a_dry_run_tells_what_people_change(
    screened: Run, review: Path, ids: dict[str, str]
) -> None:
    for by in ("alice", "bob"):
        decide(review, "title-abstract", by, ids["Exampleton"], "include")
    got = screened("screen", "--dry-run")
    assert "awaiting  included" in got.out
    assert "included" in got.out
    screened("screen")
    assert "nothing would change" in screened("screen", "--dry-run").out


def test_stats_are_about_rules_whatever_people_decided(
    screened: Run, review: Path, ids: dict[str, str]
) -> None:
    def rules() -> Any:
        return json.loads(screened("criteria", "stats", "--json").out)["rules"]

    before = rules()
    for by in ("alice", "bob"):
        decide(review, "title-abstract", by, ids["pairs"], "include")
    screened("screen")
    assert rules() == before


def test_decisions_survive_a_merge_into_one_report(
    screened: Run, review: Path, ids: dict[str, str]
) -> None:
    """Votes on the twin that does not stand for the report count for the report."""
    records = {row["source_id"]: row["record_id"]
               for row in rows(screened("export", "records").out)}  # fmt: skip
    twin = records["able2020peer"]
    assert twin != ids["Exampleton"]
    decide(review, "title-abstract", "alice", twin, "include")
    decide(review, "title-abstract", "bob", ids["Exampleton"], "include")
    assert json.loads(screened("screen", "--json").out)["included"] == 1
