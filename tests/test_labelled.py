"""benchmarks/labelled.py: criteria that stay as they were written, measured on sets with labels."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from litsieve.config.criteria import load_criteria
from litsieve.screen import lint, run_tests

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
#: Written before any label was looked at; what is measured by them is only worth as much as that.
FROZEN = {
    "kitchenham-2010.yaml": "166870157b283608be47e340142e133ce47c2c2df394ac4a959082884bc52e2a",
    "muthu-2022.yaml": "52cd179ea6640e33f98f48af5241406d87fa5ab24003ca3b23d8fc16da6561b5",
    "nagtegaal-2019.yaml": "ca87e87004dff89e03adfa833a8ce8e6f35b15ea74bff69fb491533956697974",
}


def _run(folder: Path) -> str:
    script = [sys.executable, str(BENCHMARKS / "labelled.py"), str(folder)]
    return subprocess.run(script, check=True, capture_output=True, text=True).stdout


def test_the_criteria_are_those_that_were_written_before_the_labels_were_seen():
    files = {path.name: path for path in (BENCHMARKS / "labelled").iterdir()}
    found = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assert found == FROZEN


@pytest.mark.parametrize("name", FROZEN)
def test_they_pass_their_tests_and_no_word_excludes(name):
    criteria = load_criteria(BENCHMARKS / "labelled" / name, name)
    assert all(result.ok for result in run_tests(criteria))
    assert all(rule.tests for rule in criteria.rules)
    assert [f for f in lint(criteria) if f.severity != "note"] == []


def test_without_the_sets_it_says_so(tmp_path):
    assert "skipped" in _run(tmp_path / "nothing")


@pytest.mark.slow
def test_it_tells_what_is_lost_by_following_suggestions_and_by_the_naive_reading(tmp_path):
    rows = [
        {"title": "Reminders for nurses", "abstract": "Guidelines were followed.", "year": "2001",
         "label_included": "1"},
        {"title": "Lunch for nurses", "abstract": "The practice of doctors.", "year": "2002",
         "label_included": "1"},  # no nudge: a suggestion, and a study
        {"title": "Posters", "abstract": "", "year": "2003", "label_included": "1"},
        {"title": "Lunch at school", "abstract": "Pupils ate.", "year": "2004",
         "label_included": "0"},
    ]  # fmt: skip
    with (tmp_path / "Nagtegaal_2019.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    said = [line.split() for line in _run(tmp_path).splitlines()]
    recall = {" ".join(line[: line.index("recall")]): line for line in said if "recall" in line}
    found = {name: line[line.index("recall") + 1] for name, line in recall.items()}
    assert found == {"by itself": "3/3", "suggestions taken": "2/3", "… read naively": "1/3"}
