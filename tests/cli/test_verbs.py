"""The four verbs, `run` and `status`, as a person uses them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def bytes_of(*folders: Path) -> dict[str, str]:
    """Every file below the folders and the digest of its bytes."""
    return {
        f"{folder.name}/{path.relative_to(folder)}": hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_the_four_verbs_take_exports_to_a_report_without_a_review_yaml(
    screened: Run, review: Path
) -> None:
    prisma = json.loads((review / "report" / "prisma.json").read_text())
    assert prisma["identified"]["total"] == 7
    assert prisma["identified"]["databases"] == {"Google Scholar": 2, "Scopus": 5}
    assert prisma["removed"]["duplicates"] == {"total": 1, "within": 0, "across": 1}
    assert prisma["removed"]["automation"] == 2  # before the window, not in English
    assert prisma["screened"] == 4
    assert prisma["excluded"]["total"] == 1  # soil
    assert prisma["awaiting"]["title-abstract"] == 2  # no abstract; Scholar gives no language
    assert prisma["included"]["reports"] == 1
    assert prisma["sought"] is None
    broken = {check["code"] for check in prisma["checks"] if not check["ok"]}
    assert broken == {"P197"}  # its rules alone include


def test_ingest_says_per_file_what_it_found(run: Run) -> None:
    got = run("ingest", "--json", "scopus.csv", "scholar.bib")
    assert got.code == 0
    files = {row["file"]: row for row in json.loads(got.out)["files"]}
    assert files["scopus.csv"] == {
        "file": "scopus.csv", "source": "Scopus", "format": "scopus-csv", "dialect": None,
        "encoding": "utf-8-sig", "seen": 5, "records": 5, "partial": 0, "rejected": 0,
        "twice": 0, "same_as": None, "flags": {}, "at_limit": False, "reasons": {},
        "guessed": False,
    }  # fmt: skip
    assert files["scholar.bib"]["seen"] == 2


def test_ingest_reads_standard_input(run: Run, review: Path, monkeypatch: Any) -> None:
    with (review / "scholar.bib").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        got = run("ingest", "-", "--source", "Google Scholar", "--json")
    assert got.code == 0, got.err
    assert json.loads(got.out)["files"][0]["records"] == 2
    manifest = (review / "work" / "ingest" / "stage.json").read_text()
    assert "/tmp" not in manifest


def test_a_file_given_twice_is_said_so_and_read_once(run: Run) -> None:
    got = run("ingest", "scopus.csv", "./scopus.csv", "--json")
    assert "scopus.csv was given twice" in got.err
    assert [row["records"] for row in json.loads(got.out)["files"]] == [5]


def test_the_same_file_under_another_name_is_said_so(run: Run, review: Path) -> None:
    shutil.copy(review / "scopus.csv", review / "scopus (1).csv")
    got = run("ingest", "scopus.csv", "scopus (1).csv")
    assert got.code == 0
    assert "warning: scopus.csv is scopus (1).csv once more, byte for byte" in got.err


def test_ids_stay_when_exports_are_added(screened: Run, review: Path) -> None:
    def titles() -> dict[str, str]:
        lines = screened("export", "records", "--to", "jsonl").out.splitlines()
        return {row["record_id"]: row["title"] for row in map(json.loads, lines)}

    before = titles()
    text = (review / "scholar.bib").read_text()  # overlaps, and comes first in the alphabet
    (review / "another.bib").write_text(text.replace("Walking groups", "Singing groups"))
    assert screened("ingest", "another.bib", "scholar.bib", "scopus.csv").code == 0
    after = titles()
    assert len(after) == len(before) + 2
    assert {key: after[key] for key in before} == before


def test_screen_prints_the_verdicts_for_machines(screened: Run) -> None:
    got = screened("screen", "--json")
    assert json.loads(got.out) == {"included": 1, "excluded": 3, "awaiting": 2}


def test_a_dry_run_writes_nothing_and_shows_what_would_move(screened: Run, review: Path) -> None:
    before = bytes_of(review / "work", review / "report")
    text = (review / "criteria.yaml").read_text()
    (review / "criteria.yaml").write_text(text.replace('"2015-01"', '"2014-01"'))
    got = screened("screen", "--dry-run")
    assert got.code == 0
    assert "excluded E1  included" in " ".join(got.out.split("\n")).replace("   ", "  ")
    assert bytes_of(review / "work", review / "report") == before


def test_a_second_run_has_nothing_to_do_and_says_so(screened: Run) -> None:
    got = screened("run")
    assert got.code == 0
    assert "nothing to do" in got.out


def test_the_same_bytes_come_again_from_nothing_and_in_another_order(
    screened: Run, review: Path
) -> None:
    before = bytes_of(review / "work", review / "report")
    shutil.rmtree(review / "work")
    shutil.rmtree(review / "report")
    for args in (("ingest", "scholar.bib", "scopus.csv"), ("dedupe",), ("screen",), ("report",)):
        assert screened(*args).code == 0
    assert bytes_of(review / "work", review / "report") == before


def test_nothing_in_a_result_names_this_machine(screened: Run, review: Path) -> None:
    for path in [*(review / "report").rglob("*"), *(review / "work").rglob("*.json")]:
        if path.is_file():
            assert str(review).encode() not in path.read_bytes(), path.name


def test_an_input_is_never_written_to(screened: Run, review: Path) -> None:
    inputs = {p.name: p.read_bytes() for p in review.iterdir() if p.is_file()}
    screened("run", "--force")
    assert {p.name: p.read_bytes() for p in review.iterdir() if p.is_file()} == inputs


@pytest.mark.parametrize(
    ("change", "stage", "because"),
    [
        ("exports", "ingest", "exports"),
        ("criteria", "screen", "criteria"),
        ("nothing", None, ""),
    ],
)
def test_status_says_what_is_stale_and_why(
    screened: Run, review: Path, change: str, stage: str | None, because: str
) -> None:
    if change == "exports":
        with (review / "scholar.bib").open("a") as stream:
            stream.write("@article{new2020x, title={A new one}, year={2020}}\n")
    if change == "criteria":
        with (review / "criteria.yaml").open("a") as stream:
            stream.write("# changed\n")
    states = {s["stage"]: s for s in json.loads(screened("status", "--json").out)}
    stale = [name for name, s in states.items() if s["state"] == "stale"]
    order = ["ingest", "dedupe", "screen", "report"]
    assert stale == (order[order.index(stage) :] if stage else [])
    if stage:
        assert because in states[stage]["because"]
    assert screened("status", "--check").code == (1 if stage else 0)
    assert screened("run").code == 0
    assert screened("status", "--check").code == 0


def test_a_review_yaml_without_a_title_leaves_it_to_the_criteria(
    screened: Run, review: Path
) -> None:
    (review / "review.yaml").write_text("version: 1\n")
    assert screened("run").code == 0
    assert screened("report").code == 0
    assert "# A small review" in (review / "report" / "report.md").read_text()


def test_a_review_yaml_that_lists_no_searches_keeps_the_files_given_by_hand(
    screened: Run, review: Path
) -> None:
    (review / "review.yaml").write_text("version: 1\ntitle: Named later\n")
    states = {s["stage"]: s["state"] for s in json.loads(screened("status", "--json").out)}
    assert states == {"ingest": "fresh", "dedupe": "fresh", "screen": "fresh", "report": "stale"}
    assert screened("run").code == 0
    assert "# Named later" in (review / "report" / "report.md").read_text()


def test_work_that_was_edited_is_noticed_and_not_used(screened: Run, review: Path) -> None:
    (review / "work" / "dedupe" / "clusters.parquet").write_bytes(b"something else")
    got = screened("screen")
    assert got.code == 2
    assert "clusters.parquet is not as it was written" in got.err
    assert screened("run").code == 0
    assert screened("status", "--check").code == 0


def test_a_step_without_the_one_before_says_which_to_run(run: Run, review: Path) -> None:
    got = run("screen")
    assert got.code == 2
    assert "hint: run `review ingest` first" in got.err
    assert not (review / "work" / "screen").exists()


def test_a_report_elsewhere_never_takes_over_a_folder_of_someone_elses(
    screened: Run, review: Path
) -> None:
    (review / "mine").mkdir()
    (review / "mine" / "thesis.txt").write_text("years of work")
    got = screened("report", "-o", "mine")
    assert got.code == 2
    assert "did not write" in got.err
    assert [p.name for p in (review / "mine").iterdir()] == ["thesis.txt"]
    assert screened("report", "-o", "new").code == 0
    assert bytes_of(review / "new").keys() == {
        name.replace("report/", "new/") for name in bytes_of(review / "report")
    }


def test_a_persons_file_in_the_report_folder_stays(screened: Run, review: Path) -> None:
    (review / "report" / "notes.txt").write_text("mine")
    assert screened("report").code == 0
    assert (review / "report" / "notes.txt").read_text() == "mine"


def test_check_counts_anew_and_prints_every_identity(screened: Run) -> None:
    got = screened("check")
    assert got.code == 1  # its rules alone include, which P197 warns of
    broken = [line for line in got.out.splitlines() if line.endswith("✗")]
    assert [line.split()[0] for line in broken] == ["P197"]
    assert got.out.count("✓") >= 6


def test_check_fails_when_the_report_is_not_what_the_records_give(
    screened: Run, review: Path
) -> None:
    path = review / "report" / "prisma.json"
    path.write_text(path.read_text().replace('"screened": 4', '"screened": 5'))
    got = screened("check")
    assert got.code == 1
    assert "prisma.json is not as it was written" in got.err


def test_a_file_listed_twice_is_an_error_and_one_not_listed_is_said_so(
    run: Run, review: Path
) -> None:
    config = review / "review.yaml"
    config.write_text("searches: [{file: scopus.csv}, {file: ./scopus.csv}]\n")
    got = run("run")
    assert got.code == 2
    assert "./scopus.csv is listed twice" in got.err
    (review / "searches").mkdir()
    (review / "scholar.bib").rename(review / "searches" / "scholar.bib")
    config.write_text("searches: [{file: scopus.csv}]\n")
    got = run("run")
    assert got.code == 0
    assert "searches/scholar.bib lies in searches/, but was not asked for" in got.err


def test_criteria_that_review_yaml_does_not_name_are_said_to_pass(run: Run, review: Path) -> None:
    (review / "review.yaml").write_text("searches: [{file: scopus.csv}]\n")
    (review / "other.yaml").write_text((review / "criteria.yaml").read_text())
    assert run("run").code == 0
    got = run("screen", "--criteria", "other.yaml")
    assert got.code == 0
    assert "review.yaml names criteria.yaml" in got.err


def test_two_files_of_one_name_are_two_sources(run: Run, review: Path) -> None:
    for folder in ("a", "b"):
        (review / folder).mkdir()
        entry = f"@article{{{{x}}, title={{Only in {folder}}}, year={{2020}}}}\n"
        (review / folder / "results.bib").write_text(entry.replace("{{x}", "{x" + folder))
    assert run("ingest", "a/results.bib", "b/results.bib").code == 0
    lines = run("export", "records", "--to", "jsonl").out.splitlines()
    assert {json.loads(line)["source"] for line in lines} == {"a/results.bib", "b/results.bib"}


def test_without_a_review_yaml_the_report_is_titled_as_the_criteria_are(
    screened: Run, review: Path
) -> None:
    assert "# A small review" in (review / "report" / "report.md").read_text()
