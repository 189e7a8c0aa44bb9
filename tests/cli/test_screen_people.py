"""`mode: people` from the exports to the tables: suggestions, priorities, codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_review import CRITERIA

from litsieve.screen import language

Run = Callable[..., Any]

MORE = """\
coding:
  - id: setting
    stage: [title-abstract]
    values: {rural: {query: "village* OR field*"}, town: {query: town*}}
prioritise:
  - {id: rural-first, weight: 2, when: {code: setting, any: [rural]}}
quality:
  flags: [{id: short, when: {field: pages, present: false}}]
screening: {mode: people}
"""


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def by_people(run: Run, review: Path) -> None:
    text = CRITERIA.replace("screening: {mode: rules}\n", MORE)
    (review / "criteria.yaml").write_text(text, encoding="utf-8")
    run("ingest", "scopus.csv", "scholar.bib")
    run("dedupe")


def test_people_only_metadata_exclude_and_nothing_is_included(run: Run, review: Path) -> None:
    by_people(run, review)
    assert json.loads(run("screen", "--json").out) == {"included": 0, "excluded": 2, "awaiting": 4}
    found = rows(run("export", "screened").out)
    assert {row["rules"] for row in found if row["verdict"] == "excluded"} == {"date", "english"}


def test_what_awaits_begins_with_the_highest_priority(run: Run, review: Path) -> None:
    by_people(run, review)
    run("screen")
    rural = {"A trial in the village of Sampleham", "Soil carbon in rice fields"}
    found = [row["title"] for row in rows(run("export", "awaiting").out)]
    assert len(found) == 4
    assert set(found[:2]) == rural
    run("report")
    report = rows((review / "report" / "awaiting.csv").read_text("utf-8-sig"))
    assert [row["title"] for row in report] == found


def test_the_report_tells_a_suggestion_from_what_is_not_known(run: Run, review: Path) -> None:
    by_people(run, review)
    run("screen")
    run("report")
    report = rows((review / "report" / "awaiting.csv").read_text("utf-8-sig"))
    why = {row["title"]: row["why"] for row in report}
    assert why["Soil carbon in rice fields"] == "suggested to exclude: topic (No social support)"
    open_ = "cannot be answered from the record: topic (No social support)"
    assert why["A trial in the village of Sampleham"] == open_
    text = (review / "report" / "report.md").read_text("utf-8")
    assert "suggested to exclude: topic" in text
    assert open_ in text


def test_codes_priorities_and_flags_are_exported_in_the_order_of_the_work(
    run: Run, review: Path
) -> None:
    by_people(run, review)
    run("screen")
    found = rows(run("export", "codes").out)
    first = found[0]
    assert (first["title"], first["priority"]) == ("A trial in the village of Sampleham", "2.0")
    assert first["code_setting"] == "rural; town?"
    soil = next(row for row in found if row["title"].startswith("Soil"))
    assert soil["code_setting"] == "rural"
    walking = next(row for row in found if row["title"].startswith("Walking"))
    assert walking["quality_flags"] == "short"


def test_codes_of_other_criteria_than_the_last_run_are_not_made_up(run: Run, review: Path) -> None:
    by_people(run, review)
    run("screen")
    file = review / "criteria.yaml"
    file.write_text(file.read_text("utf-8").replace("rural:", "land:").replace("[rural]", "[land]"))
    outcome = run("export", "codes")
    assert outcome.code == 2
    assert "the criteria have changed" in outcome.err


def test_a_detector_that_is_not_there_is_told_and_recorded(
    run: Run, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "detector", lambda: None)
    text = CRITERIA.replace("in: [eng]}", "in: [eng], detect: {from: abstract}}")
    (review / "criteria.yaml").write_text(text, encoding="utf-8")
    run("ingest", "scopus.csv", "scholar.bib")
    run("dedupe")
    assert "litsieve[lang]" in run("screen").err
    protocol = json.loads((review / "work" / "screen" / "protocol.json").read_text("utf-8"))
    assert protocol["language_detection"] == "not installed"


def test_before_the_first_vote_records_are_screened_and_wait(run: Run, review: Path) -> None:
    by_people(run, review)
    run("screen")
    flow = json.loads(run("report", "--json").out)
    assert flow["screened"] == flow["awaiting"]["title-abstract"] > 0


def test_one_person_under_two_spellings_is_an_error(run: Run, review: Path) -> None:
    by_people(run, review)
    folder = review / "decisions" / "title-abstract"
    folder.mkdir(parents=True)
    for name in ("ada", "Ada"):
        (folder / f"{name}.jsonl").write_text("", encoding="utf-8")
    if len(list(folder.iterdir())) < 2:
        pytest.skip("this file system does not tell capitals apart")
    done = run("screen")
    assert done.code == 2
    assert "but for capitals" in done.err
