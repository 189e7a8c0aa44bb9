"""`review criteria evaluate`: criteria beside people's labels."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
OWN = """\
title,abstract,year,label_included,screened
"Peer support, at last",We offered peer support.,2020,1,yes
Soil carbon,We measured soil.,2020,0,no
Walking with rats,A trial of rats.,2020,1,no
Old peer support,Peer support then.,1999,0,yes
Without an abstract,,2020,0,
"""


def evaluated(run: Run, *args: str) -> dict[str, Any]:
    got = run("criteria", "evaluate", *args, "--json")
    assert got.code == 0, got.err
    found: dict[str, Any] = json.loads(got.out)
    return found


@pytest.fixture
def own(review: Path) -> Path:
    path = review / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_table_of_its_own_needs_no_corpus(run: Run, own: Path) -> None:
    found = evaluated(run, "own.csv")
    assert found["labels"] == {
        "file": "own.csv", "column": "label_included", "reports": 5, "included": 2,
        "unlabelled": 0, "problems": [],
    }  # fmt: skip
    view = found["by_itself"]
    assert (view["recall"]["count"], view["recall"]["of"]) == (1, 2)
    assert (view["specificity"]["count"], view["specificity"]["of"]) == (2, 3)
    assert (view["waiting"], view["waiting_included"]) == (2, 1)
    topic = next(rule for rule in found["rules"] if rule["rule"] == "topic")
    (lost,) = topic["lost"]
    assert lost["title"] == "Walking with rats"
    assert "no match in title, abstract: @support" in lost["words"]


def test_text_shows_rates_with_intervals_and_what_each_rule_loses(run: Run, own: Path) -> None:
    got = run("criteria", "evaluate", "own.csv")
    assert "50.0% (9.5–90.5), 1 of 2" in got.out
    assert "topic excludes 1 included study:" in got.out
    assert "Walking with rats" in got.out
    assert "evaluate: 5 labelled reports, 2 included by people" in got.err


def test_another_column_of_labels_may_be_chosen(run: Run, own: Path) -> None:
    found = evaluated(run, "own.csv", "--label", "screened")
    assert (found["labels"]["reports"], found["labels"]["unlabelled"]) == (4, 1)
    lost = run("criteria", "evaluate", "own.csv", "--label", "screend")
    assert lost.code == 2
    assert "did you mean 'screened'?" in lost.err
    wrong = run("criteria", "evaluate", "own.csv", "--label", "year")
    assert wrong.code == 2
    assert "own.csv:2: error: '2020' in column year is not a label" in wrong.err


def test_labels_of_the_corpus_go_by_any_id_and_reach_the_merged_report(
    screened: Run, review: Path
) -> None:
    (review / "l.csv").write_text(
        "doi,included\n10.5555/inv.1,1\nhttps://doi.org/10.5555/INV.2,0\n10.5555/inv.4,0\n"
        "10.5555/nothing,1\n10.5555/inv.1,1\n10.5555/inv.4,1\n",
        encoding="utf-8",
    )
    found = evaluated(screened, "l.csv")
    assert (found["labels"]["reports"], found["labels"]["included"]) == (2, 1)
    assert {p["kind"]: p["places"] for p in found["labels"]["problems"]} == {
        "unknown": ["l.csv:5"],
        "repeated": ["l.csv:6", "l.csv:7"],
        "contradictory": ["l.csv:4", "l.csv:7"],
    }
    told = screened("criteria", "evaluate", "l.csv").err
    assert "warning: 2 rows are of one report and say both: left out: l.csv:4, 7" in told
    (review / "k.csv").write_text("key,label\nable2020peer,include\n", encoding="utf-8")
    by_key = evaluated(screened, "k.csv", "--id", "key")
    assert by_key["by_itself"]["recall"]["value"] == 1
    assert by_key["by_itself"]["specificity"]["value"] is None
    assert "undefined" in screened("criteria", "evaluate", "k.csv", "--id", "key").out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("title,abstract,included\n", "has no rows"),
        ("title,abstract\na,b\n", "no column of labels"),
        ("title,abstract,included,included\na,b,1,0\n", "two columns 'included'"),
        ("included,name\n1,x\n", "names no reports"),
        ("title,abstract,included\na,b,\n", "no row of a report has a label"),
        ("record_id,included\nr_1,perhaps\n", "l.csv:2: error: 'perhaps'"),
    ],
)
def test_a_table_that_cannot_be_used_is_an_error(
    screened: Run, review: Path, content: str, said: str
) -> None:
    (review / "l.csv").write_text(content, encoding="utf-8")
    got = screened("criteria", "evaluate", "l.csv")
    assert got.code == 2
    assert said in got.err
    assert screened("criteria", "evaluate", "nowhere.csv").code == 2


def test_what_was_exported_of_the_review_with_its_texts_is_of_the_review(
    screened: Run, review: Path
) -> None:
    """The Scholar twin has no abstract; its label is that of the report, which has one."""
    lines = screened("export", "records", "--to", "csv").out.splitlines()
    (twin,) = [line for line in lines if "able2020peer" in line]
    (review / "l.csv").write_text(f"{lines[0]},included\n{twin},1\n", encoding="utf-8")
    found = evaluated(screened, "l.csv")
    assert found["by_itself"]["waiting"] == 0
    assert found["by_itself"]["recall"]["value"] == 1
