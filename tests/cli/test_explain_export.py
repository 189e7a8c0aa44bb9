"""Every number can be followed back; every table can be taken elsewhere."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def test_explain_leads_from_a_doi_to_the_line_the_twin_the_rules_and_the_box(screened: Run) -> None:
    got = screened("explain", "10.5555/INV.1")
    assert got.code == 0, got.err
    assert "scopus.csv:2" in got.out
    assert "scholar.bib:1" in got.out
    assert "require topic: true" in got.out
    assert "eer support" in got.out
    assert "PRISMA box: included" in got.out
    assert '| "Able A.1."' in got.out


def test_explain_names_the_box_of_the_report_also_where_another_arm_has_the_survivor(
    run: Run, review: Path
) -> None:
    (review / "review.yaml").write_text(
        "version: 1\nsearches:\n"
        "  - {file: scopus.csv, database: Scopus, kind: other}\n"
        "  - {file: scholar.bib, database: Scholar}\n"
    )
    assert run("run").code == 0
    audit = rows((review / "report" / "audit.csv").read_text())
    boxes = {row["source_id"]: row["box"] for row in audit}
    assert (boxes["able2020peer"], boxes["2-s2.0-99900000001"]) == ("included", "duplicate")
    for record in ("able2020peer", "2-s2.0-99900000001"):
        assert json.loads(run("explain", "--json", record).out)[0]["box"] == boxes[record]


def test_explain_takes_the_exports_own_id_and_the_beginning_of_a_record_id(screened: Run) -> None:
    facts = json.loads(screened("explain", "--json", "2-s2.0-99900000002").out)
    assert facts[0]["screening"]["primary_reason"] == "E1"
    assert facts[0]["box"] == "automation"
    record_id = facts[0]["record_id"]
    again = json.loads(screened("explain", "--json", record_id[:10]).out)
    assert again == facts


def test_explain_says_what_is_not_known(screened: Run) -> None:
    got = screened("explain", "2-s2.0-99900000005")
    assert "awaiting at title-abstract" in got.out
    assert "? require topic: unknown" in got.out


def test_explain_says_why_two_records_are_one(screened: Run, review: Path) -> None:
    shutil.rmtree(review / "work" / "screen")  # what the criteria say is not asked
    got = screened("explain", "2-s2.0-99900000001", "able2020peer")
    assert got.code == 0, got.err
    assert "One report (same pages of one volume). Two works can begin on one page" in got.out
    assert "title 100" in got.out
    assert "before anything is compared" in got.out
    assert all(len(line) <= 80 for line in got.out.splitlines())
    facts = json.loads(screened("explain", "--json", "2-s2.0-99900000001", "able2020peer").out)
    assert facts["answer"] == "one report"
    assert facts["why"].startswith("title 100, year 2020")
    assert facts["pair"]["together"]
    assert facts["pair"]["rule"] == "same pages of one volume"


def test_explain_says_why_two_records_that_were_never_compared_are_two(screened: Run) -> None:
    got = screened("explain", "2-s2.0-99900000004", "other2021soil")
    assert got.code == 0, got.err
    assert "Two reports" in got.out
    assert "The run never compared the two" in got.out


def test_explain_of_one_record_given_twice_says_so(screened: Run) -> None:
    got = screened("explain", "able2020peer", "able2020peer")
    assert got.code == 0, got.err
    assert "One record, given twice." in got.out


def test_explain_of_two_takes_no_id_that_stands_for_several(screened: Run, review: Path) -> None:
    (review / "more.csv").write_bytes(
        (review / "scopus.csv").read_bytes().replace(b"peer", b"pear")
    )
    assert screened("ingest", "scopus.csv", "more.csv").code == 0
    assert screened("dedupe").code == 0
    got = screened("explain", "10.5555/inv.4", "10.5555/inv.2")
    assert got.code == 2
    assert "10.5555/inv.4 stands for 2 records: r_" in got.err
    assert "more.csv:5" in got.err
    assert "hint: give two of these ids" in got.err


def test_explain_shows_what_people_said_also_before_the_next_run(
    screened: Run, review: Path
) -> None:
    pair = json.loads(screened("explain", "--json", "2-s2.0-99900000001", "able2020peer").out)[
        "pair"
    ]
    (review / "decisions").mkdir()
    line = {
        "v": 1, "a": pair["a"], "b": pair["b"], "answer": "different", "by": "ann", "at": "2026",
        "note": "two\x1b[31m towns",
    }  # fmt: skip
    (review / "decisions" / "duplicates.jsonl").write_text(json.dumps(line) + "\n")
    got = screened("explain", "2-s2.0-99900000001", "able2020peer")
    assert "ann answered “different”, 2026: two" in got.out
    assert "\x1b" not in got.out


def test_explain_of_a_record_that_dedupe_has_not_seen_says_where_it_came_from(
    screened: Run, review: Path
) -> None:
    text = (review / "scholar.bib").read_text("utf-8")
    (review / "scholar.bib").write_text(text.replace("other2021soil", "new2024key"), "utf-8")
    more = "@article{late, title={A late record of walking}, author={New, Ann}, year={2024}}\n"
    (review / "late.bib").write_text(more, encoding="utf-8")
    assert screened("ingest", "scopus.csv", "scholar.bib", "late.bib").code == 0
    got = screened("explain", "late")
    assert got.code == 0
    assert "late.bib:1" in got.out
    assert "dedupe is stale" in got.err


def test_explain_says_which_member_each_value_of_the_report_comes_from(screened: Run) -> None:
    (fact,) = json.loads(screened("explain", "--json", "able2020peer").out)
    cluster = fact["cluster"]
    assert cluster["values_from"]["title"] == cluster["cluster_id"] != fact["record_id"]
    assert {"doi", "abstract", "year", "venue"} <= set(cluster["values_from"])
    assert set(cluster["values_from"].values()) <= {m["record_id"] for m in cluster["members"]}
    text = screened("explain", "able2020peer").out
    assert f"values from {cluster['cluster_id']} (survivor): title" in text
    assert "one with " in text


def test_duplicates_are_exported_group_by_group(screened: Run, review: Path) -> None:
    table = rows(screened("export", "duplicates", "--to", "csv").out)
    assert [(row["kind"], row["group"], row["role"]) for row in table] == [
        ("merged", "1", "survivor"), ("merged", "1", "member"),
    ]  # fmt: skip
    assert table[1]["matched_with"] == table[0]["record_id"]
    assert table[1]["rule"] == "same pages of one volume"
    assert (review / "report" / "duplicates.csv").read_text() == (
        screened("export", "duplicates", "--to", "csv").out
    )
    for to in ("xlsx", "jsonl"):
        assert screened("export", "duplicates", "-o", f"d.{to}").code == 0


def test_explain_of_an_unknown_id_is_an_error_with_a_hint(screened: Run) -> None:
    got = screened("explain", "10.1000/nothing")
    assert got.code == 2
    assert "no record '10.1000/nothing'" in got.err
    assert "hint:" in got.err


def test_clusters_are_exported_with_their_place_in_the_exports(screened: Run) -> None:
    table = rows(screened("export", "clusters", "--to", "csv").out)
    assert list(table[0]) == ["record_id", "source", "file", "line", "source_id", "cluster_id"]
    assert len(table) == 7
    assert len({row["cluster_id"] for row in table}) == 6


def test_screened_is_exported_with_verdict_reason_and_rules(screened: Run) -> None:
    table = rows(screened("export", "screened", "--to", "csv").out)
    assert list(table[0]) == [
        "record_id", "source_id", "title", "verdict", "primary_reason", "reasons", "rules",
    ]  # fmt: skip
    by_id = {row["source_id"]: row for row in table}
    french = by_id["2-s2.0-99900000003"]
    assert (french["verdict"], french["primary_reason"], french["rules"]) == (
        "excluded", "E2", "english",
    )  # fmt: skip


@pytest.mark.parametrize("to", ["csv", "ris", "bib", "jsonl", "xlsx"])
@pytest.mark.parametrize("what", ["records", "included", "excluded", "awaiting"])
def test_references_go_to_every_format(screened: Run, review: Path, what: str, to: str) -> None:
    target = review / f"out.{to}"
    got = screened("export", what, "--to", to, "-o", target)
    assert got.code == 0, got.err
    assert target.stat().st_size > 0
    first = target.read_bytes()
    assert screened("export", what, "--to", to, "-o", target).code == 0
    assert target.read_bytes() == first


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("-o", "inc.docx"), "prisma.docx"),
        (("-o", "inc.DOC"), "for Word, write .xlsx"),
        (("-o", "inc.pdf"), "report.html"),
        (("-o", "inc.xls"), ".xlsx"),
        (("-o", "inc.txt"), ".csv"),
        (("-o", "inc.v2"), "the endings are .csv, .ris, .bib, .json, .jsonl, .xlsx"),
        (("--to", "csv", "-o", "inc.docx"), "no table is written as .docx"),
        (("--to", "csv", "-o", "inc.xlsx"), "ends in .xlsx, and --to says csv"),
        (("--to", "csl", "-o", "inc.jsonl"), "call it .json"),
        (("--to", "ris", "-o", "inc.bib"), "call it .ris"),
    ],
)
def test_an_ending_that_says_another_format_is_refused_and_nothing_is_written(
    screened: Run, review: Path, args: tuple[str, ...], says: str
) -> None:
    before = sorted(review.iterdir())
    got = screened("export", "included", *args)
    assert got.code == 2
    assert says in got.err
    assert args[-1] in got.err
    assert sorted(review.iterdir()) == before


def test_an_ending_may_say_the_format_as_its_files_are_called(screened: Run, review: Path) -> None:
    for args in (("-o", "a.json"), ("--to", "csl", "-o", "b.json"), ("-o", "c.CSL")):
        assert screened("export", "included", *args).code == 0
    assert (review / "a.json").read_bytes() == (review / "c.CSL").read_bytes()
    assert screened("export", "included", "-o", "plain").code == 0
    assert (review / "plain").read_text("utf-8").startswith("record_id,")


def test_a_report_is_no_file(screened: Run, review: Path) -> None:
    for name in ("report.docx", "prisma.PDF", "all.zip"):
        got = screened("report", "-o", name)
        assert got.code == 2
        assert "folder" in got.err
        assert not (review / name).exists()
    assert screened("report", "-o", "report.v2").code == 0
    assert (review / "report.v2" / "prisma.json").exists()


def test_the_exported_references_are_read_back_whole(screened: Run, review: Path) -> None:
    assert screened("export", "records", "--to", "bib", "-o", "again.bib").code == 0
    got = screened("ingest", "again.bib", "--json")
    assert json.loads(got.out)["files"][0]["records"] == 7


def test_clusters_are_no_references(screened: Run) -> None:
    got = screened("export", "clusters", "--to", "ris")
    assert got.code == 2
    assert "not a list of references" in got.err


def test_formats_and_criteria_answer(screened: Run) -> None:
    assert "scopus-csv" in screened("formats").out
    assert screened("criteria", "test").code == 0
    assert screened("criteria", "lint").code == 0


@pytest.mark.parametrize(
    "target",
    ["scopus.csv", "criteria.yaml", "work/ingest/records.parquet", "report/x.csv", "searches/x"],
)
def test_an_export_never_writes_over_what_belongs_to_the_review(
    screened: Run, review: Path, target: str
) -> None:
    (review / "searches").mkdir()
    before = (review / target).read_bytes() if (review / target).exists() else None
    got = screened("export", "included", "-o", target)
    assert got.code == 2
    assert "belongs to the review" in got.err
    assert before == ((review / target).read_bytes() if (review / target).exists() else None)


def test_the_ending_of_the_file_says_the_format(screened: Run, review: Path) -> None:
    assert screened("export", "included", "-o", "out.ris").code == 0
    assert (review / "out.ris").read_text().startswith("TY  - ")
