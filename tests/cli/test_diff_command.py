"""`review diff`: an update of a review, as a person sees it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_review import SCOPUS_HEAD, scopus_row

Run = Callable[..., Any]


@pytest.fixture
def updated(screened: Run, review: Path) -> Run:
    """The report is kept as before/; then a new export has two records more, one included."""
    shutil.copytree(review / "report", review / "before")
    rows = [
        scopus_row(1, "Peer support for depression in the town of Exampleton"),
        scopus_row(2, "Peer support before the window", year="2014"),
        scopus_row(3, "Le soutien par les pairs", language="French"),
        scopus_row(4, "Soil carbon in rice fields", abstract="We measured soil carbon."),
        scopus_row(6, "Walking groups for night nurses in two towns"),
        scopus_row(7, "Rice and soil: a sequel", abstract="We measured soil again."),
    ]
    text = "\ufeff" + "\n".join([SCOPUS_HEAD, *rows]) + "\n"
    (review / "scopus.csv").write_text(text, encoding="utf-8")
    for verb in (["ingest", "scopus.csv", "scholar.bib"], ["dedupe"], ["screen"], ["report"]):
        assert screened(*verb).code == 0
    return screened


def test_a_report_is_the_same_as_itself(screened: Run) -> None:
    got = screened("diff", "report", "--exit-code")
    assert (got.code, got.out) == (0, "nothing has changed\n")
    assert screened("diff", "report", ".").out == "nothing has changed\n"


def test_an_update_says_first_which_studies_are_new(updated: Run) -> None:
    got = updated("diff", "before")
    assert got.code == 0
    lines = got.out.splitlines()
    assert lines[0] == "newly included: 1 report"
    assert "Walking groups for night nurses" in lines[1]
    assert "[was not there]" in lines[1]
    assert any(line.split()[:4] == ["identified", "7", "8", "+1"] for line in lines)
    assert "✗" not in got.out
    assert "records: 2 new, 1 gone" in got.out
    assert "sought" not in got.out  # full texts were not read in either


def test_the_other_way_round_a_study_is_lost(updated: Run) -> None:
    got = updated("diff", ".", "before")
    assert got.out.startswith("no longer included: 1 report\n")
    assert "[now gone]" in got.out


def test_exit_code_1_is_given_only_if_asked_for(updated: Run) -> None:
    assert updated("diff", "before").code == 0
    assert updated("diff", "before", "--exit-code").code == 1
    assert updated("diff", "before", "--json", "--exit-code").code == 1


def test_json_holds_everything(updated: Run) -> None:
    plain = json.loads(updated("diff", "before", "--json").out)
    assert plain["schema"] == 1
    assert (plain["old"], plain["new"]) == ("before", "report")
    assert [row["was"] for row in plain["included"]] == [None]
    assert plain["no_longer_included"] == []
    assert plain["records"]["new"] == 2
    assert all(change["ok"] for change in plain["counts"])
    told = {change["name"]: (change["old"], change["new"]) for change in plain["counts"]}
    assert told["identified"] == (7, 8)
    assert told["sought"] == (None, None)
    assert {row["change"] for row in plain["changes"]} == {"new", "gone"}
    assert plain["checks"] == {"broken": [], "mended": []}


def test_the_records_that_changed_are_exported(updated: Run, review: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(updated("diff", "before", "--to", "csv").out)))
    assert sorted(row["change"] for row in rows) == ["gone", "new", "new"]
    assert [row["new_box"] for row in rows if row["change"] == "gone"] == [""]
    for name in ("changes.xlsx", "changes.jsonl", "changes.csv"):
        got = updated("diff", "before", "-o", name)
        assert (got.code, got.out) == (0, "")
        assert "3 records that changed" in got.err
        assert (review / name).stat().st_size
    assert (review / "changes.xlsx").read_bytes()[:2] == b"PK"
    for args in (
        ("-o", "x.docx"),
        ("-o", "x.json"),
        ("-o", "x.ris"),
        ("--to", "csv", "-o", "x.xlsx"),
    ):
        got = updated("diff", "before", *args)
        assert got.code == 2
        assert not (review / args[-1]).exists()
    assert updated("diff", "before", "-o", "report/x.csv").code == 2
    assert updated("diff", "before", "-o", "scopus.csv").code == 2


def test_long_lists_are_cut_unless_all_are_asked_for(screened: Run, review: Path) -> None:
    shutil.copytree(review / "report", review / "before")
    rows = [scopus_row(i, f"Peer support in town number {i}") for i in range(1, 40)]
    text = "\ufeff" + "\n".join([SCOPUS_HEAD, *rows]) + "\n"
    (review / "scopus.csv").write_text(text, encoding="utf-8")
    for verb in (["ingest", "scopus.csv", "scholar.bib"], ["dedupe"], ["screen"], ["report"]):
        screened(*verb)
    short, long = screened("diff", "before").out, screened("diff", "before", "--all").out
    assert "more: --all, or --to csv" in short
    assert len(short.splitlines()) < 40
    assert "more: --all" not in long
    assert len(long.splitlines()) > len(short.splitlines())


def test_a_report_with_ids_of_the_version_before_is_not_compared_without_a_word(
    updated: Run, review: Path
) -> None:
    manifest = review / "before" / "manifest.json"
    assert "0.1.0" not in updated("diff", "before").err
    said = json.loads(manifest.read_text()) | {"schema": 5}
    manifest.write_text(json.dumps(said))
    got = updated("diff", "before")
    assert "before has the record ids of version 0.1.0: every record counts as gone" in got.err


def test_a_title_from_outside_cannot_move_the_cursor(updated: Run, review: Path) -> None:
    path = review / "report" / "audit.csv"
    text = path.read_text(encoding="utf-8").replace("Walking groups for", "\x1b[2J\x9b1mWalking")
    path.write_text(text, encoding="utf-8")
    got = updated("diff", "before")
    assert "\x1b" not in got.out
    assert "\x9b" not in got.out


def test_edited_files_are_compared_with_a_warning(updated: Run, review: Path) -> None:
    path = review / "before" / "audit.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Soil", "Clay"), encoding="utf-8")
    got = updated("diff", "before")
    assert got.code == 0
    assert "before/audit.csv is not as it was written" in got.err
    (review / "before" / "manifest.json").unlink()
    assert "has no manifest.json" in updated("diff", "before").err


def test_counts_that_the_records_do_not_give_are_told(updated: Run, review: Path) -> None:
    path = review / "report" / "prisma.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    plain["included"]["reports"] += 1
    path.write_text(json.dumps(plain), encoding="utf-8")
    got = updated("diff", "before")
    assert "prisma.json and audit.csv do not agree" in got.err
    assert "✗" in got.out


def _drop_column(text: str) -> str:
    rows = list(csv.DictReader(io.StringIO(text)))
    names = [name for name in rows[0] if name != "arm"]
    out = io.StringIO()
    writer = csv.DictWriter(out, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("prisma.json", lambda _: "{", "cannot be read as JSON"),
        ("prisma.json", lambda _: "[]", "is of schema None"),
        ("prisma.json", lambda text: text.replace('"schema": 1', '"schema": 0'), "schema 0"),
        ("prisma.json", lambda _: '{"schema": 1}', "lacks counts or checks"),
        ("audit.csv", lambda _: "", "cannot be read as CSV"),
        ("audit.csv", _drop_column, "has no column arm"),
        ("audit.csv", lambda text: text + text.splitlines()[-1] + "\n", "twice"),
        ("audit.csv", lambda text: "\n".join(text.splitlines()[:-1]) + "\n", "6 records"),
        ("audit.csv", lambda text: text.replace(",included,", ",elected,"), "elected"),
        ("audit.csv", lambda text: text.replace(",included,", ",duplicate,"), "not one record"),
    ],
)
def test_what_is_no_report_of_this_version_is_an_error(
    screened: Run, review: Path, file: str, change: Callable[[str], str], said: str
) -> None:
    shutil.copytree(review / "report", review / "before")
    path = review / "before" / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    got = screened("diff", "before")
    assert got.code == 2, got.out
    assert said in got.err
    assert f"before/{file}" in got.err or "before: " in got.err
    assert "hint:" in got.err
    assert "Traceback" not in got.err


def test_a_folder_that_is_not_there_or_no_report_is_an_error(screened: Run, review: Path) -> None:
    assert "no such folder" in screened("diff", "nowhere").err
    (review / "empty").mkdir()
    got = screened("diff", "empty")
    assert got.code == 2
    assert "is not a report" in got.err


def test_without_a_report_of_its_own_the_review_says_so(
    run: Run, review: Path, finished: Path
) -> None:
    got = run("diff", str(finished))
    assert got.code == 2
    assert "no report yet" in got.err
    assert "review run" in got.err


def test_an_out_of_date_report_is_compared_with_a_warning(screened: Run, review: Path) -> None:
    shutil.copytree(review / "report", review / "before")
    criteria = review / "criteria.yaml"
    criteria.write_text(criteria.read_text().replace("walking group", "walking club"))
    got = screened("diff", "before")
    assert got.code == 0
    assert "the report is stale" in got.err
