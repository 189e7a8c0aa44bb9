"""Every number can be followed back; every table can be taken elsewhere."""

from __future__ import annotations

import csv
import io
import json
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


def test_explain_says_why_two_records_are_one(screened: Run) -> None:
    got = screened("explain", "2-s2.0-99900000001", "able2020peer")
    assert got.code == 0, got.err
    assert "one report: title 100" in got.out


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
