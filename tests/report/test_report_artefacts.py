"""The report as a whole: complete, harmless, byte-identical, fast enough."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata
from dataclasses import replace

import pandas as pd
import pytest
from report_histories import ALL, review

from litsieve import schema
from litsieve.report import ReportInput, build, count, gather, write
from litsieve.report.inert import markdown, plain


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.fixture(scope="module")
def given() -> ReportInput:
    return review(21, n=120, stages=ALL)


@pytest.fixture(scope="module")
def artefacts(given: ReportInput) -> dict[str, bytes]:
    return build(given)


def test_the_tables_hold_the_records_of_the_counts(
    given: ReportInput, artefacts: dict[str, bytes]
) -> None:
    p = count(given)
    assert len(table(artefacts["included.csv"])) == p.included.reports
    assert len({r["study_id"] for r in table(artefacts["included.csv"])}) == p.included.studies
    assert len(table(artefacts["awaiting.csv"])) == sum(p.awaiting.values())
    assert len(table(artefacts["audit.csv"])) == p.identified.total
    assert len(table(artefacts["rejects.csv"])) == p.rejected
    removed = [r for r in table(artefacts["duplicates.csv"]) if r["role"] == "member"]
    assert len(removed) == p.duplicates.total
    out = sum(
        arm.removed.automation + arm.removed.other + (arm.excluded.total or 0)
        + (arm.not_retrieved or 0) + (arm.excluded_reports.total or 0)
        for arm in p.arms.values()
    )  # fmt: skip
    assert len(table(artefacts["excluded.csv"])) == out
    at_full_text = sum(arm.excluded_reports.total or 0 for arm in p.arms.values())
    assert len(table(artefacts["excluded_fulltext.csv"])) == at_full_text
    assert len(json.loads(artefacts["included.json"])) == p.included.reports
    assert artefacts["included.ris"].decode().count("\r\nER  - \r\n") == p.included.reports
    assert len(re.findall("^@", artefacts["included.bib"].decode(), re.M)) == p.included.reports


def test_prisma_json_has_the_agreed_keys_and_every_check(artefacts: dict[str, bytes]) -> None:
    document = json.loads(artefacts["prisma.json"])
    assert set(document) >= {
        "schema", "profile", "identified", "rejected", "removed", "screened", "excluded", "sought",
        "not_retrieved", "assessed", "excluded_reports", "included", "previous", "awaiting",
        "checks",
    }  # fmt: skip
    assert set(document["identified"]) == {"total", "databases", "registers", "other"}
    assert set(document["removed"]["duplicates"]) == {"total", "within", "across"}
    assert {tuple(check) for check in document["checks"]} == {
        ("code", "what", "text", "ok", "level", "acknowledged")
    }
    codes = {check["code"] for check in document["checks"]}
    assert codes >= {"P104", *(f"I{i}" for i in range(9))}


def test_the_report_prints_every_sum_as_numbers(
    given: ReportInput, artefacts: dict[str, bytes]
) -> None:
    text = artefacts["report.md"].decode()
    for arm in count(given).arms.values():
        waiting = f" − {arm.awaiting['retrieval']}" * bool(arm.awaiting["retrieval"])
        assert f"{arm.sought} − {arm.not_retrieved}{waiting} = {arm.assessed} ✓" in text
    assert "**error**" not in text
    for heading in ("Flow", "Counts", "The sums", "Reasons", "Sources", "Search log", "Files",
                    "What awaits", "How to follow a number back"):  # fmt: skip
        assert f"\n## {heading}\n" in text


def test_a_broken_sum_is_seen_by_the_caller_and_by_the_reader(given: ReportInput) -> None:
    files = given.files.assign(seen=given.files["seen"] + 1)
    material = gather(replace(given, files=files))
    broken = [check for check in material.checks if not check.ok and check.level == "error"]
    assert [check.code for check in broken] == ["I0"]
    assert "✗ | **error** |" in write(material)["report.md"].decode()


def test_every_table_of_the_report_has_as_many_cells_in_every_row(
    artefacts: dict[str, bytes],
) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", artefacts["report.md"].decode(), re.M):
        rows = [re.sub(r"\\.", "", line).count("|") for line in block.splitlines()]
        assert len(set(rows)) == 1, block


def test_merged_values_are_what_the_included_say(given: ReportInput) -> None:
    sizes = given.clusters.groupby("cluster_id")["record_id"].size()
    rows = gather(given).ledger.query("box == 'included'").set_index("record_id")
    standing = next(id_ for id_, name in rows["cluster_id"].items() if sizes[name] > 1)
    cluster = rows.loc[standing, "cluster_id"]
    member = given.clusters.query("cluster_id == @cluster and record_id != @standing")
    other = member["record_id"].iloc[0]
    records = given.records.copy()
    records.loc[records["record_id"] == other, "abstract"] = "What the twin knew."
    merged = schema.conform(
        pd.DataFrame([{"cluster_id": cluster, "field": "abstract", "record_id": other}]),
        schema.MERGED,
    )
    rows = table(build(replace(given, records=records, merged=merged))["included.csv"])
    told = {row["record_id"]: row["abstract"] for row in rows}
    assert told[standing] == "What the twin knew."


def test_duplicates_say_with_whom_why_and_where_they_differ(
    given: ReportInput, artefacts: dict[str, bytes]
) -> None:
    kept = dict(zip(given.clusters["record_id"], given.clusters["cluster_id"], strict=True))
    rows = table(artefacts["duplicates.csv"])
    assert {row["kind"] for row in rows} == {"merged", "near miss"}
    for row in rows:
        if row["role"] == "member":
            assert row["matched_with"] == kept[row["record_id"]]
            assert (row["why"], row["score"]) == ("title 100", "0.99")
        if row["role"] in ("member", "second"):
            assert "doi 10.1234/" in row["conflicts"]
        else:
            assert not row["conflicts"]


def test_who_waits_is_told_why(artefacts: dict[str, bytes]) -> None:
    whys = {row["why"] for row in table(artefacts["awaiting.csv"])}
    question = "cannot be answered from the record: population (Not the population)"
    assert whys == {question, "no decision yet"}


def test_a_review_without_records_is_still_a_report() -> None:
    material = gather(review(1, n=0))
    assert all(check.ok for check in material.checks)
    assert b'"total": 0' in write(material)["prisma.json"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x00b\nc", "ab c"), ("x\u202ey", "xy"), ("  é\u2028 ", "é"), ("\ufffe", "")],
)
def test_plain_is_one_line_without_controls(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_plain_takes_out_every_control_turn_and_noncharacter_of_unicode_and_no_other() -> None:
    turns = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    for char in map(chr, range(sys.maxunicode + 1)):
        is_none = ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
        harmful = char in turns or unicodedata.category(char) in ("Cc", "Cs") or is_none
        apart = " " if char.isspace() else "" if harmful else char
        assert plain(f"é{char}b") == f"é{apart}b", hex(ord(char))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"), ("# x", r"\# x"), ("1. x", r"1\. x"), ("- x", r"\- x"), ("a-b", "a-b"),
        ("https://x.y", r"https\://x.y"), ("<b>&", "&lt;b&gt;&amp;"), ("_a_", r"\_a\_"),
    ],
)  # fmt: skip
def test_markdown_shows_a_text_as_it_is(text: str, shown: str) -> None:
    assert markdown(text) == shown


def test_one_study_one_report_and_one_that_waits_are_said_in_the_singular() -> None:
    given = review(5, 2, ALL)
    clusters = given.clusters.assign(cluster_id=given.records["record_id"])
    clusters["study_id"] = clusters["cluster_id"]
    first, second = clusters["cluster_id"]
    verdicts = pd.DataFrame(
        {
            "cluster_id": [first, second],
            "verdict": ["included", "awaiting"],
            "stage": ["full-text", "title-abstract"],
        }
    )
    told = replace(
        given,
        clusters=clusters,
        pairs=given.pairs.head(0),
        verdicts=schema.conform(verdicts, schema.VERDICT),
    )
    lead = build(told)["report.md"].decode().splitlines()[2]
    assert "; 1 study in 1 report included; 1 still waits for a person." in lead
