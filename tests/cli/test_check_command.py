"""`review check` and `review report --strict`: what is printed, and how they end."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from small_review import Outcome

from litsieve.cli.check import annotation
from litsieve.errors import Where
from litsieve.report.drawn.template import blank

Run = Callable[..., Outcome]

GOOD = {"databases": {"Scopus": 100}, "removed": {"duplicates": 10}, "screened": 90}
BAD = {**GOOD, "screened": 91}
NOTED = {"excluded_reports": 5}


def write(folder: Path, name: str, *flows: dict[str, object]) -> str:
    text = "\n".join(json.dumps(flow) for flow in flows)
    (folder / name).write_text(text + "\n", encoding="utf-8")
    return name


def test_counts_that_add_up_exit_0(run: Run, review: Path) -> None:
    got = run("check", write(review, "good.json", GOOD))
    assert (got.code, got.out) == (0, "1 flow: nothing to say\n")


def test_counts_that_do_not_exit_1_with_file_line_code_numbers_and_a_hint(
    run: Run, review: Path
) -> None:
    got = run("check", write(review, "flows.jsonl", {"id": "mine", "flow": GOOD}, BAD, BAD))
    assert got.code == 1
    lines = got.out.splitlines()
    assert lines[0] == (
        "flows.jsonl:2: error P111 identified − removed ≠ screened: 100 − 10 = 90 ≠ 91"
    )
    assert lines[1].startswith("    hint: ")
    assert lines[2].startswith("flows.jsonl:3: error P111")
    assert lines[3] == "3 flows: 2 errors"


def test_a_note_alone_exits_0_and_a_warning_1(run: Run, review: Path) -> None:
    assert run("check", write(review, "note.json", NOTED)).code == 0
    warned = {"databases": {"Scopus": 10, "PubMed": 5}}
    got = run("check", write(review, "warning.json", warned))
    assert got.code == 1
    assert "warning P112" in got.out


def test_a_flow_is_called_by_its_id(run: Run, review: Path) -> None:
    got = run("check", write(review, "flows.jsonl", {"id": "fig 2", "flow": BAD}))
    assert "error P111 [fig 2] identified" in got.out


def test_the_standard_input_is_a_file_too(
    run: Run, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        buffer = io.BytesIO(json.dumps(BAD).encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    got = run("check", "-")
    assert got.code == 1
    assert got.out.startswith("-:1: error P111")


def test_several_files_of_several_kinds_are_told_together(run: Run, review: Path) -> None:
    (review / "template.csv").write_text(blank().text(), encoding="utf-8")
    got = run("check", "template.csv", write(review, "b.json", BAD))
    assert got.code == 1
    assert got.out.splitlines()[-1] == "2 flows: 1 error"


def test_json_has_every_finding_with_its_numbers(run: Run, review: Path) -> None:
    name = write(review, "b.json", BAD)
    for args in (["--json"], ["--format", "json"]):
        told = json.loads(run("check", name, *args).out)
        assert (told["flows"], told["errors"], told["warnings"], told["notes"]) == (1, 1, 0, 0)
        (finding,) = told["findings"]
        assert (finding["file"], finding["line"], finding["code"], finding["level"]) == (
            name, 1, "P111", "error",
        )  # fmt: skip
        assert (finding["expected"], finding["found"]) == (90, 91)


def test_github_has_one_annotation_a_finding(run: Run, review: Path) -> None:
    got = run("check", "--format", "github", write(review, "a,b.json", {**BAD, **NOTED}))
    error, note = got.out.splitlines()
    assert error.startswith("::error file=a%2Cb.json,line=1,title=P111::identified")
    assert note.startswith("::notice file=a%2Cb.json,line=1,title=P142::")


def test_nothing_in_a_message_ends_an_annotation_early() -> None:
    told = annotation("warning", "P111", "100 %\r\n::error::x", Where("a:b,c%.json", 3))
    assert told == ("::warning file=a%3Ab%2Cc%25.json,line=3,title=P111::100 %25%0D%0A::error::x")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "nothing in it"),
        (b"[]", "no flow in it"),
        (b"hello", "not the CSV"),
        (b"\x00\x01", "not text"),
        (b'{"screend": 1}', "did you mean screened?"),
        (b'{"screened": ', "not JSON"),
        (b"\xff\xfe\x00", "not text"),
    ],
)
def test_what_cannot_be_read_exits_2_and_says_where(
    run: Run, review: Path, content: bytes, says: str
) -> None:
    (review / "x").write_bytes(content)
    got = run("check", "x")
    assert got.code == 2
    assert got.out == ""
    assert re.match(r"x(:\d+)*: error: ", got.err)
    assert says in got.err


def test_a_missing_file_and_a_folder_exit_2(run: Run, review: Path) -> None:
    assert "no such file" in run("check", "nowhere.json").err
    got = run("check", ".")
    assert got.code == 2
    assert "folder" in got.err


def test_files_need_no_review(empty_review: Path, run: Run) -> None:
    assert run("check", write(empty_review, "good.json", GOOD)).code == 0


# -- our own report --------------------------------------------------------------------------

SEARCHES = """\
searches: [{file: scopus.csv, database: Scopus}, {file: scholar.bib, database: Google Scholar}]
"""
#: The small review's rules decide alone, which P197 warns of.
ALONE = 'check: {acknowledge: {P197: "An exercise: its rules decide."}}\n'


def test_our_own_report_and_its_artefacts_pass(run: Run, review: Path) -> None:
    (review / "review.yaml").write_text(SEARCHES + ALONE)
    assert run("run").code == 0
    got = run("check")
    assert got.code == 0, got.out
    assert re.search(r"^\d+ checks: 1 acknowledged \(P197\)$", got.out, re.M)
    for name in ("prisma.json", "prisma2020.csv"):
        assert (review / "report" / name).exists()
    assert run("check", "report/prisma.json").code == 0


def test_a_report_that_is_not_the_one_the_records_give_exits_1(run: Run, review: Path) -> None:
    (review / "review.yaml").write_text(SEARCHES + ALONE)
    assert run("run").code == 0
    with (review / "criteria.yaml").open("a") as stream:
        stream.write("# another word\n")
    got = run("check")
    assert got.code == 1
    assert "warning: screen is stale" in got.err
    assert re.search(r"^\d+ checks: 1 acknowledged \(P197\)$", got.out, re.M)


def test_checks_csv_has_a_row_a_check(screened: Run, review: Path) -> None:
    screened("report")
    rows = (review / "report" / "checks.csv").read_text("utf-8").splitlines()
    assert rows[0] == "code,level,ok,what,text,acknowledged"
    told = json.loads(screened("check", "--json").out)
    assert len(rows) - 1 == len(told["checks"])


def claims(review: Path) -> None:
    """A search after the report, a bibliography of two reports and a sentence that is wrong."""
    entries = (f"@article{{{k}, title={{A {k}}}, author={{B}}, year={{2020}}}}\n" for k in "ab")
    (review / "refs.bib").write_text("".join(entries))
    (review / "paper.md").write_text("We screened 999 records.\n")
    (review / "review.yaml").write_text(
        "searches: [{file: scopus.csv, date: '2025-06-01'},\n"
        "           {file: scholar.bib, database: Google Scholar}]\n"
        "report: {date: '2025-01-31', bibliography: refs.bib, manuscript: paper.md}\n"
    )


def test_strict_exits_1_where_a_check_warns_and_the_report_is_written(
    run: Run, review: Path
) -> None:
    claims(review)
    first = run("run")
    assert first.code == 0
    assert "warning: P191" in first.err
    assert run("report").code == 0
    got = run("report", "--strict")
    assert got.code == 1
    assert (review / "report" / "prisma.json").exists()
    for code in ("P190", "P191", "P192"):
        assert f"warning: {code}" in got.err
    checked = run("check")
    assert checked.code == 1
    assert "\nP192 warning screened in the manuscript: “We screened 999" in checked.out
    assert "warnings" in checked.out.splitlines()[-1]
    annotations = run("check", "--format", "github").out.splitlines()
    assert all(line.startswith("::warning title=P19") for line in annotations)


def test_the_window_of_the_criteria_is_compared_with_the_reports_date(
    run: Run, review: Path
) -> None:
    """The small review's window ends in April 2025."""
    for date, ok in (("2025-01-31", False), ("2025-04-15", True)):
        (review / "review.yaml").write_text(f"{SEARCHES}{ALONE}report: {{date: '{date}'}}\n")
        assert run("run").code == 0
        assert run("report", "--strict").code == (0 if ok else 1)
