"""`review criteria try`: one query on the corpus."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_try_counts_answers_parts_and_terms(screened: Run) -> None:
    got = screened("criteria", "try", '@support OR "soil carbon"', "--fields", "tiab", "--json")
    assert got.code == 0, got.err
    found = json.loads(got.out)
    assert (found["reports"], found["true"], found["unknown"], found["false"]) == (6, 5, 1, 0)
    assert found["hits_in"] == {"title": 4, "abstract": 4, "keywords": 0}
    terms = {term["term"]: term for term in found["terms"]}
    assert terms['"peer support"'] == {
        "term": '"peer support"', "lists": ["support"], "reports": 3, "hits": 3, "alone": 3,
    }  # fmt: skip
    assert terms['"soil carbon"']["lists"] == []
    assert "try: 6 reports: 5 true, 1 unknown, 0 false" in got.err


def test_examples_have_the_words_in_brackets_where_there_is_no_terminal(screened: Run) -> None:
    got = screened("criteria", "try", "town* AND peer", "--fields", "tiab")
    assert "[Peer] support for depression in the [town] of Exampleton" in got.out
    assert "[towns]" in got.out
    assert "\x1b" not in got.out
    styled = screened("--color", "always", "criteria", "try", "town* AND peer")
    assert "\x1b[1m\x1b[4mtown\x1b[0m" in styled.out


def test_reports_that_cannot_be_told_are_shown_with_what_is_missing(screened: Run) -> None:
    got = screened("criteria", "try", "soil", "--fields", "tiab", "--show", "unknown")
    assert "A trial in the village of Sampleham" in got.out
    assert "no abstract" in got.out
    many = screened("criteria", "try", "soil", "--show", "false", "--limit", 0)
    assert "answered false" not in many.out


def test_without_a_criteria_file_the_defaults_hold(screened: Run, review: Path) -> None:
    (review / "criteria.yaml").unlink()
    got = screened("criteria", "try", "neighborhoods OR towns", "--json")
    assert got.code == 0, got.err
    assert json.loads(got.out)["fields"] == ["abstract", "title"]
    lost = screened("criteria", "try", "@support")
    assert lost.code == 2
    assert "under lists: of the criteria file" in lost.err


@pytest.mark.parametrize(
    ("query", "column", "said"),
    [
        ("peer AND OR support", 10, "nothing before 'OR'"),
        ("peer AND @suport", 10, "unknown list '@suport'"),
        ("(a AND b) W/3 c", 11, "near one another"),
        ("peer AND\n(support", 1, "unbalanced parenthesis"),
    ],
)
def test_a_query_that_cannot_be_read_is_pointed_into(
    screened: Run, query: str, column: int, said: str
) -> None:
    got = screened("criteria", "try", query)
    assert got.code == 2
    line = query.count("\n") + 1
    assert f"QUERY:{line}:{column}: error: {said}" in got.err.replace("\n", " ") or said in got.err
    assert f"QUERY:{line}:{column}:" in got.err
    caret = next(shown for shown in got.err.splitlines() if shown.strip() == "^")
    assert caret.index("^") == 4 + column - 1


def test_try_needs_a_corpus(run: Run) -> None:
    got = run("criteria", "try", "peer")
    assert got.code == 2
    assert "review ingest" in got.err
