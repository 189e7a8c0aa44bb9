"""`review dedupe`: what it counts, what it warns of, and that a dry run leaves no trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_review import SCHOLAR

Run = Callable[..., Any]

COPY = SCHOLAR.split("\n\n")[0].replace("able2020peer", "again2020").replace("1}", "1} ", 1)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def answered(review: Path, *lines: dict[str, Any]) -> None:
    folder = review / "decisions"
    folder.mkdir(exist_ok=True)
    text = "".join(json.dumps({"v": 1, "at": "", "note": "", **line}) + "\n" for line in lines)
    (folder / "duplicates.jsonl").write_text(text, encoding="utf-8")


def ids(screened: Run) -> dict[str, str]:
    """The record id of each id in the exports."""
    rows = [json.loads(line) for line in screened("export", "records", "--to", "jsonl").out.split(
        "\n")[:-1]]  # fmt: skip
    return {row["source_id"]: row["record_id"] for row in rows}


def test_the_counts_say_what_each_source_has_alone_and_shares(screened: Run) -> None:
    counts = json.loads(screened("dedupe", "--json").out)
    first = ("records", "duplicates", "within", "across", "left", "review", "linked")
    assert [counts[key] for key in first] == [7, 1, 0, 1, 6, 0, 0]
    assert counts["sources"] == [
        {"source": "Google Scholar", "records": 2, "reports": 2, "alone": 1},
        {"source": "Scopus", "records": 5, "reports": 5, "alone": 4},
    ]
    assert counts["shared"] == [{"sources": ["Google Scholar", "Scopus"], "reports": 1}]
    assert {row["answer"] for row in counts["by_rule"]} == {"merge"}
    assert counts["problems"] == counts["strangers"] == []


def test_for_people_the_sources_are_a_matrix_and_the_next_command_is_named(screened: Run) -> None:
    got = screened("dedupe")
    lines = got.out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert "1 Google Scholar        2        2          1           1" in lines
    assert "2 Scopus                5        5          4     1" in lines
    assert "→ review screen" in got.err


def test_a_dry_run_writes_nothing_and_says_that_nothing_would_change(
    screened: Run, review: Path
) -> None:
    before = bytes_of(review / "work")
    got = screened("dedupe", "--dry-run")
    assert got.code == 0, got.err
    assert "nothing would change" in got.out
    assert "nothing was written" in got.err
    assert bytes_of(review / "work") == before


def test_a_dry_run_names_who_would_join_and_who_would_part(screened: Run, review: Path) -> None:
    (review / "more.bib").write_text(COPY, encoding="utf-8")
    assert screened("ingest", "scopus.csv", "scholar.bib", "more.bib").code == 0
    before = bytes_of(review / "work" / "dedupe")
    told = json.loads(screened("dedupe", "--dry-run", "--json").out)
    assert bytes_of(review / "work" / "dedupe") == before
    (join,) = told["changes"]["joins"]
    assert join["title"] == join["other_title"] != ""
    assert told["changes"]["leaves"] == told["changes"]["asks"] == []
    got = screened("dedupe", "--dry-run")
    assert "1 report would join another" in got.out
    assert join["record_id"] in got.out
    assert screened("dedupe").code == 0
    assert screened("ingest", "scopus.csv", "scholar.bib").code == 0
    assert "nothing would change" in screened("dedupe", "--dry-run").out


def test_a_dry_run_before_any_run_has_nothing_to_compare_with(run: Run) -> None:
    assert run("ingest", "scopus.csv", "scholar.bib").code == 0
    got = run("dedupe", "--dry-run")
    assert got.code == 0, got.err
    assert "no earlier run" in got.out
    assert json.loads(run("dedupe", "--dry-run", "--json").out)["changes"] is None


def test_a_priority_for_a_source_that_is_not_there_is_warned_of(
    screened: Run, review: Path
) -> None:
    (review / "review.yaml").write_text(
        "version: 1\nsearches: [{file: scopus.csv}, {file: scholar.bib}]\n"
        "dedupe: {source_priority: [scopus, Google Scholar, ERIC]}\n"
    )
    got = screened("dedupe")
    assert got.code == 0, got.err
    assert "source_priority names scopus, which no record comes from; did you mean Scopus?" in (
        got.err
    )
    assert "source_priority names ERIC, which no record comes from\n" in got.err
    assert "names Google Scholar" not in got.err


def test_answers_that_cannot_hold_are_warned_of(screened: Run, review: Path) -> None:
    of = ids(screened)
    a, b, c = sorted(of.values())[:3]
    answered(
        review,
        {"a": a, "b": b, "answer": "same", "by": "ann"},
        {"a": b, "b": c, "answer": "same", "by": "bob"},
        {"a": a, "b": c, "answer": "different", "by": "ann"},
        {"a": a, "b": "r_ffffffffffffffff", "answer": "same", "by": "ann"},
    )
    got = screened("dedupe")
    assert got.code == 0, got.err
    assert "warning: answers contradict one another" in got.err
    assert "r_ffffffffffffffff is not in the review" in got.err
    kinds = [p["kind"] for p in json.loads(screened("dedupe", "--json").out)["problems"]]
    assert sorted(kinds) == ["contradictory", "record gone"]


@pytest.mark.parametrize("flags", [[], ["--dry-run"]])
def test_it_needs_what_ingest_writes(run: Run, flags: list[str]) -> None:
    got = run("dedupe", *flags)
    assert got.code == 2
    assert "review ingest" in got.err


def test_an_answer_is_counted_and_explained(screened: Run, review: Path) -> None:
    pair = json.loads(screened("explain", "--json", "2-s2.0-99900000001", "able2020peer").out)[
        "pair"
    ]
    answered(review, {"a": pair["a"], "b": pair["b"], "answer": "different", "by": "ann"})
    told = json.loads(screened("dedupe", "--dry-run", "--json").out)
    assert [row["other"] for row in told["changes"]["leaves"]] in ([pair["a"]], [pair["b"]])
    counts = json.loads(screened("dedupe", "--json").out)
    assert (counts["by_people"], counts["left"]) == (1, 7)
    got = screened("explain", pair["b"], pair["a"])
    assert "Two reports (a person's answer)." in got.out
    assert "ann answered “different”" in got.out
    assert "By themselves the two would be merged" in got.out
