"""What is wrong around our own counts, though every sum comes out: P113, P180 to P196."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_histories import REASONS, review

from litsieve import schema
from litsieve.report import Check, Reason, ReportInput, build, gather
from litsieve.report.artefacts import TABLES
from litsieve.report.number_words import with_digits
from litsieve.report.prose import contradictions

ALL = ("metadata", "title-abstract", "full-text")


def of(given: ReportInput, code: str) -> list[Check]:
    return [check for check in gather(given).checks if check.code == code]


def one(given: ReportInput, code: str) -> Check:
    (check,) = of(given, code)
    return check


def settled(given: ReportInput, **columns: Any) -> ReportInput:
    """The same review with some columns of its verdicts changed."""
    verdicts = given.verdicts.assign(**columns)
    return replace(given, verdicts=schema.conform(verdicts, schema.VERDICT))


def test_a_review_that_says_nothing_around_its_counts_is_held_against_nothing() -> None:
    made = {check.code for check in gather(review(3)).checks}
    assert not made & {"P190", "P191", "P192", "P193", "P194"}


def test_no_check_around_the_counts_is_an_error() -> None:
    empty = schema.empty(schema.RECORD)
    given = replace(review(3), bibliography=empty, manuscript="We screened 99,999 records.")
    levels = {c.level for c in gather(given).checks if c.code in ("P191", "P192")}
    assert levels == {"warning"}


# -- the reference review --------------------------------------------------------------------


def reference() -> ReportInput:
    """Invented, with the faults of the review in protocol.md; nobody's votes are there."""
    n = 400
    base = review(11, n, ALL[:2])
    ids = sorted(base.records["record_id"])
    clusters = pd.DataFrame({"record_id": ids, "cluster_id": ids, "study_id": ids})
    verdicts = pd.DataFrame(
        {
            "cluster_id": ids,
            "verdict": ["included"] * 122 + ["excluded"] * (n - 122),
            "stage": "title-abstract",
            "by": "human",
            "primary_reason": [pd.NA] * 122 + ["E5"] * (n - 122),
            "rules": [pd.NA] * 122 + ["population"] * (n - 122),
        }
    )
    return replace(
        base,
        clusters=schema.conform(clusters, schema.CLUSTER),
        verdicts=schema.conform(verdicts, schema.VERDICT),
        pairs=schema.empty(schema.PAIR),
        protocol={
            "mode": "people",
            "screening": {"reviewers": {"title-abstract": 2}},
            "windows": {"window": ["2015-01", "2025-04"]},
        },
        settings={"date": "2025-01-31"},
        bibliography=base.records.sort_values("record_id")[:20],
    )


def test_the_reference_review_is_caught() -> None:
    given = reference()
    window, listed, people = (one(given, code) for code in ("P190", "P191", "P194"))
    assert [window.ok, listed.ok, people.ok] == [False] * 3
    assert "2025-04 > 2025-01-31" in window.text
    assert listed.text.startswith("20 of 122 included reports are among the 20 listed; 102 ")
    assert people.what == "2 reviewers decided on titles and abstracts"
    assert people.text.startswith("0 of 400 reports by 2 people; 400 by nobody (r_")
    assert "and 397 more" in people.text


# -- each of them ----------------------------------------------------------------------------


def test_several_sources_without_a_duplicate_are_told() -> None:
    given = reference()
    check = one(given, "P113")
    assert not check.ok
    assert check.text.startswith("0 duplicates among ")
    assert one(review(3, 60), "P113").ok


def test_one_source_needs_no_duplicates() -> None:
    given = reference()
    given = replace(
        given,
        files=given.files.assign(source="Scopus", kind="database"),
        records=given.records.assign(source="Scopus"),
    )
    assert of(given, "P113") == []


def test_automation_without_a_rule_or_a_reason_is_told_with_its_records() -> None:
    given = review(5, 60, ALL)
    assert one(given, "P180").ok
    check = one(settled(given, rules=pd.NA), "P180")
    assert not check.ok
    assert "; not r_" in check.text
    nameless = replace(given, reasons=tuple(Reason(r.id, " ") for r in REASONS))
    assert not one(nameless, "P180").ok


def test_people_need_no_rule() -> None:
    given = settled(review(5, 60, ALL), by="human", rules=pd.NA)
    assert of(given, "P180") == []


@pytest.mark.parametrize(
    ("date", "searched", "ok"),
    [
        ("2025-01-31", "2025-01-31", True),
        ("2025-01-31", "2025-02-01", False),
        ("2025-01", "2025-01-31", True),
        ("2025", "2025-12-31", True),
        ("2025-03", "2025", True),
        ("2025-01-31", "2025-01", True),
        ("2024", "2025-01", False),
    ],
)
def test_a_search_after_the_report_is_told_as_precise_as_the_dates_are(
    date: str, searched: str, ok: bool
) -> None:
    search: Mapping[str, str] = {"file": "a.csv", "database": "Scopus", "date": searched}
    given = replace(review(3), settings={"date": date}, searches=(search,))
    assert one(given, "P190").ok is ok


def test_a_date_in_words_is_not_compared() -> None:
    given = replace(
        review(3),
        settings={"date": "2024"},
        searches=({"file": "a.csv", "date": "April 2025"},),
        protocol={"windows": {"w": ["2015", ""]}},
    )
    assert of(given, "P190") == []


def test_hits_are_compared_with_the_entries_of_all_files_of_a_search() -> None:
    given = review(3, 60)
    seen = int(given.files["seen"].sum())
    for hits, ok in ((seen, True), (seen + 1, False)):
        files = given.files.assign(search="searches/", hits=hits)
        check = one(replace(given, files=schema.conform(files, schema.FILE)), "P193")
        assert check.ok is ok
        assert f"{hits:,}" in check.text


def decided(given: ReportInput, votes: Mapping[str, int], stage: str) -> ReportInput:
    rows = [{"cluster_id": c, "stage": stage, "votes": n} for c, n in votes.items()]
    return replace(given, decisions=schema.conform(pd.DataFrame(rows), schema.DECISION))


def test_fewer_votes_than_reviewers_are_told_by_how_many_and_which() -> None:
    given = reference()
    ids = sorted(given.clusters["cluster_id"])
    votes = dict.fromkeys(ids, 2) | {ids[0]: 1, ids[1]: 1, ids[2]: 0}
    check = one(decided(given, votes, "title-abstract"), "P194")
    assert not check.ok
    assert check.text.startswith(
        f"397 of 400 reports by 2 people; 2 by 1 ({ids[0]}, {ids[1]}); 1 by nobody ({ids[2]})"
    )
    assert one(decided(given, dict.fromkeys(ids, 3), "title-abstract"), "P194").ok


def test_what_a_rule_excluded_is_told_apart() -> None:
    given = reference()
    ids = sorted(given.clusters["cluster_id"])
    given = settled(given, by=["human"] * 200 + ["automation"] * 200)
    check = one(decided(given, dict.fromkeys(ids[:200], 2), "title-abstract"), "P194")
    assert check.ok
    assert "200 of 200 reports by 2 people; 200 more were excluded by automation" in check.text


def test_one_reviewer_is_no_claim_and_rules_alone_claim_nobody() -> None:
    given = reference()
    alone = {"mode": "people", "screening": {"reviewers": {"title-abstract": 1}}}
    assert of(replace(given, protocol=alone), "P194") == []
    assert of(replace(given, protocol={"mode": "rules", "screening": {}}), "P194") == []
    silent = replace(given, protocol={"mode": "people", "screening": {}})
    assert not one(silent, "P194").ok


def test_a_reason_with_the_templates_name_is_told() -> None:
    given = reference()
    assert one(given, "P195").ok
    check = one(replace(given, reasons=(Reason("E5", "Reason 1"),)), "P195")
    assert not check.ok
    assert "E5: Reason 1" in check.text
    for label in ("5", "?", " "):
        assert not one(replace(given, reasons=(Reason("E5", label),)), "P195").ok


# -- prose -----------------------------------------------------------------------------------


def prose(text: str) -> list[tuple[str, bool]]:
    found = of(replace(reference(), manuscript=text), "P192")
    return [(check.what.split()[0], check.ok) for check in found]


RIGHT = (
    "A total of 400 records were identified. We screened 400 records. One hundred and twenty-two "
    "articles were included in the review (n = 122). After title and abstract screening, 278 "
    "records were excluded. Records screened (n = 400)."
)


def test_a_text_that_says_what_the_figure_says_is_told_to() -> None:
    assert prose(RIGHT) == [("numbers", True)]


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("A total of 1,842 records were identified.", "identified"),
        ("Our searches yielded 1,842 records.", "identified"),
        ("The search retrieved 1 842 records.", "identified"),
        ("We then screened 401 titles and abstracts.", "screened"),
        ("In all, 401 unique records were independently screened.", "screened"),
        ("Records screened (n = 2,001)", "screened"),
        ("After removing 12 duplicates, 400 records were screened.", "duplicates"),
        ("Twelve duplicates were removed.", "duplicates"),
        ("We excluded 999 records.", "excluded"),
        ("Finally, 120 studies were included in this narrative review.", "included"),
        ("One hundred and twenty articles were included.", "included"),
        ("120 studies met the inclusion criteria.", "included"),
        ("This review included 120 studies.", "included"),
        ("A total of **120** studies were included.", "included"),
        (r"1{,}842 records were identified.", "identified"),
    ],
)
def test_a_clear_sentence_with_another_number_is_shown(sentence: str, what: str) -> None:
    assert prose(f"{RIGHT}\n\n{sentence}") == [(what, False)]
    (check,) = of(replace(reference(), manuscript=sentence), "P192")
    assert "≠" in check.text
    assert sentence[:10].replace("*", "").replace("{,}", ",") in check.text.replace("**", "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Smith et al. (2019) screened 1,000 records.",
        "A previous review included 45 studies.",
        "Of these, 12 studies were included.",
        "12 studies were included in the meta-analysis.",
        "45 records were excluded because they were not in English.",
        "30 studies were included from Africa.",
        "Each study included 200 participants.",
        "We screened 12% of records.",
        "Kappa was 0.81 for 50 records screened twice.",
        "Studies from 2015 were identified.",
        "90 studies were qualitative.",
        "Figure 2 records were screened.",
        "No records were excluded.",
        "## References\n\nWe screened 99 records.",
        "Wir haben 99 Studien eingeschlossen.",
        "We sought 12 reports.",
    ],
)
def test_a_sentence_about_a_part_or_about_others_is_left_alone(sentence: str) -> None:
    wrong = [found for found in prose(f"{RIGHT}\n\n{sentence}") if not found[1]]
    assert wrong == []


def test_stages_that_were_not_carried_out_are_not_compared() -> None:
    told = one(replace(reference(), manuscript="12 reports were assessed for eligibility."), "P192")
    assert (told.ok, told.level) == (False, "note")


@pytest.mark.parametrize("text", ["", "Nothing is counted here.", "We sought 12 reports."])
def test_a_text_in_which_nothing_was_compared_is_a_note_and_holds_nothing(text: str) -> None:
    given = replace(reference(), manuscript=text)
    told = one(given, "P192")
    assert (told.ok, told.level) == (False, "note")
    assert told.text.startswith("nothing compared")
    assert "✓" not in told.text
    written = build(given)
    (in_json,) = [c for c in json.loads(written["prisma.json"])["checks"] if c["code"] == "P192"]
    assert in_json["ok"] is False
    assert "1 note (P192)" in written["report.md"].decode()
    assert ">note</td>" in written["report.html"].decode()


PRISMA = gather(reference()).prisma


@pytest.mark.parametrize("part", ["relevant ", "12 unique ", "1 ", "one hundred and ", "in the "])
def test_a_text_of_any_length_is_read_at_once(part: str) -> None:
    started = time.perf_counter()
    contradictions(part * 40_000 + ". " + part * 150, PRISMA)
    assert time.perf_counter() - started < 3


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    contradictions(text, PRISMA)


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("One hundred and twenty-two articles", "122 articles"),
        ("Sixty-two studies", "62 studies"),
        ("two thousand and one records", "2001 records"),
        ("three hundred thousand five hundred", "300500"),
        ("one study", "one study"),
        ("two three", "two three"),
        ("hundreds of people", "hundreds of people"),
        ("a thousand", "a thousand"),
    ],
)
def test_number_words_are_numbers(words: str, digits: str) -> None:
    assert with_digits(words) == digits


# -- the table -------------------------------------------------------------------------------


def test_the_table_of_checks_has_every_check() -> None:
    material = gather(reference())
    table = TABLES["checks.csv"](material)
    assert list(table.columns) == ["code", "level", "ok", "what", "text", "acknowledged"]
    assert len(table) == len(material.checks)
    assert not table.set_index("code")["ok"]["P191"]


def test_checks_do_not_depend_on_the_order_of_rows() -> None:
    given = reference()
    turned = replace(
        given,
        records=given.records[::-1].reset_index(drop=True),
        files=given.files[::-1].reset_index(drop=True),
        verdicts=given.verdicts[::-1].reset_index(drop=True),
    )
    assert gather(given).checks == gather(turned).checks


def test_decisions_that_do_not_count_are_a_warning_that_says_which() -> None:
    given = review(3)
    assert of(given, "P196") == []
    check = one(replace(given, problems=("bob.json is not read", "r_1 is gone", "a", "b")), "P196")
    assert (check.ok, check.level) == (False, "warning")
    assert check.text.startswith("4 problems: bob.json is not read; r_1 is gone; a; and 1 more")
    votes = pd.DataFrame([{"cluster_id": "r_x", "stage": "title-abstract", "decision": "include"}])
    assert one(replace(given, decisions=schema.conform(votes, schema.DECISION)), "P196").ok
