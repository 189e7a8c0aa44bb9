"""How the review was carried out: P197 to P202, and what is acknowledged."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from report_histories import ALL, review

from litsieve import schema
from litsieve.check_codes import CODES
from litsieve.config.inert import Keys
from litsieve.report import Check, ReportInput, build, gather
from litsieve.report.acknowledged import acknowledge, needless

NEW = ("P197", "P198", "P199", "P200", "P201", "P202")


def of(given: ReportInput, code: str) -> list[Check]:
    return [check for check in gather(given).checks if check.code == code]


def one(given: ReportInput, code: str) -> Check:
    (check,) = of(given, code)
    return check


def included(by: str, stage: str = "title-abstract", n: int = 5) -> ReportInput:
    """A review of which every report is included, at a stage."""
    base = review(7, n, ALL if stage == "full-text" else ALL[:2])
    ids = sorted(base.records["record_id"])
    clusters = pd.DataFrame({"record_id": ids, "cluster_id": ids, "study_id": ids})
    verdicts = pd.DataFrame({"cluster_id": ids, "verdict": "included", "stage": stage, "by": by})
    return replace(
        base,
        clusters=schema.conform(clusters, schema.CLUSTER),
        verdicts=schema.conform(verdicts, schema.VERDICT),
        pairs=schema.empty(schema.PAIR),
    )


def voted(given: ReportInput, stage: str, *ids: str, votes: int = 1) -> ReportInput:
    rows = [{"cluster_id": name, "stage": stage, "votes": votes} for name in ids]
    return replace(given, decisions=schema.conform(pd.DataFrame(rows), schema.DECISION))


def ids_of(given: ReportInput) -> list[str]:
    return sorted(given.clusters["cluster_id"])


# -- P197: included by nobody ----------------------------------------------------------------


def test_reports_that_rules_alone_included_are_told_in_any_mode() -> None:
    for mode in ("rules", "people"):
        given = replace(included("automation"), protocol={"mode": mode})
        check = one(given, "P197")
        assert (check.ok, check.level) == (False, "warning")
        first = ", ".join(ids_of(given)[:3])
        assert check.text == f"5 of 5 included reports by rules alone ({first} and 2 more) ✗"


def test_a_person_who_decided_is_somebody() -> None:
    check = one(included("human"), "P197")
    assert check.ok
    assert check.text == "0 of 5 included reports by rules alone ✓"


def test_one_vote_that_the_rules_agree_with_is_somebody_too() -> None:
    given = included("automation")
    some = voted(given, "title-abstract", *ids_of(given)[1:])
    check = one(some, "P197")
    assert check.text.startswith(f"1 of 5 included reports by rules alone ({ids_of(given)[0]})")
    assert one(voted(given, "title-abstract", *ids_of(given)), "P197").ok


def test_votes_of_another_stage_and_lines_without_a_vote_do_not_count() -> None:
    given = included("automation", "full-text")
    assert not one(voted(given, "title-abstract", *ids_of(given)), "P197").ok
    assert not one(voted(given, "full-text", *ids_of(given), votes=0), "P197").ok
    assert one(voted(given, "full-text", *ids_of(given)), "P197").ok


def test_where_nothing_is_included_nobody_is_missed() -> None:
    given = included("automation")
    verdicts = given.verdicts.assign(verdict="awaiting", by=pd.NA)
    empty = replace(given, verdicts=schema.conform(verdicts, schema.VERDICT))
    assert of(empty, "P197") == []
    assert of(replace(empty, overruled=overrule(given)), "P198") == []


# -- P198: included against a rule of the metadata -------------------------------------------


def overrule(_given: ReportInput, *hits: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(hits), columns=["cluster_id", "rule"], dtype="str")


def test_a_report_included_against_a_rule_is_told_with_the_rule() -> None:
    given = included("human")
    a, b, *_ = ids_of(given)
    hits = overrule(given, (a, "date"), (b, "date"), (a, "english"), ("r_gone", "date"))
    check = one(replace(given, overruled=hits), "P198")
    assert not check.ok
    assert check.text == f"2 of 5 included reports: date ({a}, {b}); english ({a}) ✗"


def test_no_hit_is_a_check_that_holds_and_no_rule_is_none() -> None:
    given = included("human")
    assert one(replace(given, overruled=overrule(given)), "P198").ok
    assert of(given, "P198") == []


# -- P199: duplicates left open ---------------------------------------------------------------


def pairs(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["a", "b", "answer", "by"])
    return schema.conform(frame, schema.PAIR)


def test_pairs_that_nobody_answered_are_told_with_their_records_and_the_command() -> None:
    left = pairs(("a", "b", "review", None), ("a", "c", "review", None), ("d", "e", "merge", None))
    check = one(replace(included("human"), pairs=left), "P199")
    assert not check.ok
    assert check.text == (
        "2 of 2 pairs still open, of 3 records (a and b, a and c); `review decide duplicates` ✗"
    )


def test_answered_pairs_are_not_open_but_two_answers_that_differ_are() -> None:
    given = included("human")
    done = pairs(("a", "b", "merge", "alice"), ("c", "d", "distinct", "bob"))
    check = one(replace(given, pairs=done), "P199")
    assert (check.ok, check.text) == (True, "0 of 2 pairs still open ✓")
    split = pairs(("a", "b", "review", "alice; bob"), ("c", "d", "distinct", "bob"))
    assert one(replace(given, pairs=split), "P199").text.startswith("1 of 2 pairs still open")


def test_where_no_pair_was_in_doubt_nothing_is_claimed() -> None:
    given = included("human")
    assert of(given, "P199") == []
    sure = pairs(("a", "b", "merge", None), ("c", "d", "linked", None))
    assert of(replace(given, pairs=sure), "P199") == []


# -- P200 to P202 ------------------------------------------------------------------------------


def test_what_is_left_of_a_template_is_told() -> None:
    given = included("human")
    check = one(replace(given, examples=("the title “My review”",)), "P200")
    assert (check.ok, check.text) == (False, "the title “My review” ✗")
    assert one(replace(given, examples=()), "P200").ok
    assert of(given, "P200") == []


def files(*rows: tuple[str, str, int, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["file", "source", "seen", "named"])
    return schema.conform(frame, schema.FILE)


def test_a_source_called_by_its_file_is_told() -> None:
    given = included("human")
    some = files(("Scopus.csv", "Scopus", 3, True), ("part/export-3.ris", "export-3", 2, False))
    check = one(replace(given, files=some), "P201")
    assert not check.ok
    assert check.text == "1 of 2 sources; not export-3 (part/export-3.ris) ✗"


def test_a_file_called_like_its_database_is_not() -> None:
    given = included("human")
    named = files(("Scopus.csv", "Scopus", 3, True), ("wos.ris", "wos", 2, True))
    assert one(replace(given, files=named), "P201").ok
    unknown = files(("Scopus.csv", "Scopus", 3, None), ("empty.ris", "empty", 0, False))
    assert of(replace(given, files=unknown), "P201") == []


def test_a_key_that_changes_nothing_is_a_note() -> None:
    given = included("human")
    keys = {"review.yaml": Keys(4, ()), "criteria.yaml": Keys(9, ("screening.pilot.sample",))}
    check = one(replace(given, keys=keys), "P202")
    assert (check.ok, check.level) == (False, "note")
    assert check.text == "12 of 13 keys; not criteria.yaml: screening.pilot.sample ✗"
    assert one(replace(given, keys={"review.yaml": Keys(4, ())}), "P202").ok
    assert of(given, "P202") == []


def test_a_review_of_which_nothing_is_known_is_not_held_against_the_rest() -> None:
    assert {c.code for c in gather(included("human")).checks} & {*NEW} == {"P197"}


# -- acknowledged ------------------------------------------------------------------------------

WHY = "Nobody screens <b>an exercise</b> | *at all*."


def test_a_reason_is_put_to_every_check_of_its_code_that_does_not_hold() -> None:
    checks = [
        Check("P193", "hits of a", "1 ≠ 2 ✗", False, "warning"),
        Check("P193", "hits of b", "2 = 2 ✓", True, "warning"),
        Check("P193", "hits of c", "3 ≠ 2 ✗", False, "warning"),
        Check("P194", "reviewers", "0 of 2 ✗", False, "warning"),
        Check("I1", "boxes", "1 ≠ 2 ✗", False, "error"),
    ]
    found = acknowledge(checks, {"P193": "An estimate.", "I1": "Never mind.", "P195": "x"})
    assert [check.acknowledged for check in found] == [
        "An estimate.",
        None,
        "An estimate.",
        None,
        None,
    ]
    assert [check.is_open for check in found] == [False, False, False, True, True]
    assert [check.ok for check in found] == [check.ok for check in checks]


def test_a_reason_that_nothing_needs_is_told() -> None:
    given = replace(included("human"), acknowledged={"P197": "x", "P193": "y"})
    told = needless(gather(given).checks, given.acknowledged)
    assert told == [
        "P193 is acknowledged in review.yaml, but no such check is made here: take it out",
        "P197 is acknowledged in review.yaml, but the check holds: take it out",
    ]
    needed = replace(included("automation"), acknowledged={"P197": "x"})
    assert needless(gather(needed).checks, needed.acknowledged) == []


@pytest.fixture(scope="module")
def artefacts() -> dict[str, bytes]:
    return build(replace(included("automation"), acknowledged={"P197": WHY}))


def test_machines_read_the_reason_beside_the_check(artefacts: dict[str, bytes]) -> None:
    checks = {c["code"]: c for c in json.loads(artefacts["prisma.json"])["checks"]}
    assert (checks["P197"]["ok"], checks["P197"]["acknowledged"]) == (False, WHY)
    assert checks["I1"]["acknowledged"] is None
    rows = list(csv.DictReader(io.StringIO(artefacts["checks.csv"].decode("utf-8-sig"))))
    assert list(rows[0])[-1] == "acknowledged"
    assert {row["code"]: row["acknowledged"] for row in rows}["P197"] == WHY
    assert {row["code"]: row["acknowledged"] for row in rows}["I1"] == ""


def test_people_read_it_too_and_it_is_no_markup(artefacts: dict[str, bytes]) -> None:
    page, text = artefacts["report.html"].decode(), artefacts["report.md"].decode()
    assert "✗ acknowledged: Nobody screens &lt;b&gt;an exercise&lt;/b&gt;" in page
    assert "checks hold, 1 acknowledged" in page
    assert "acknowledged: Nobody screens &lt;b&gt;an exercise&lt;/b&gt; \\| \\*at all\\*." in text
    assert "1 acknowledged (P197)." in text
    assert b"Nobody screens" not in artefacts["methods.md"]


def test_none_of_the_new_codes_is_an_error_and_each_says_what_to_do() -> None:
    assert all(CODES[code].level != "error" and CODES[code].hint for code in NEW)
