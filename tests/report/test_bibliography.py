"""P191 and bibliography.csv: the listed and the included are compared as sets, report by report."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from report_histories import ALL, REASONS, review

from litsieve import schema
from litsieve.report import Check, ReportInput, build, gather
from litsieve.report.prisma import Previous
from litsieve.report.tables import included

WORDS = """
    harbour lantern orchard granite velvet compass meadow thunder copper willow saffron glacier
    pepper violin anchor basil cobalt falcon hazel indigo juniper kestrel linen marble nutmeg
    obsidian pewter quartz raven sable topaz umber walnut yarrow zephyr amber birch cedar dune
    ember fjord grove heather islet jasper kelp lagoon moss
"""


def words_of(at: int, step: int) -> str:
    every = WORDS.split()
    return every[(at * step + step) % len(every)]


def entry(at: int, **cells: Any) -> dict[str, Any]:
    """An invented work; different numbers have nothing in common."""
    words = [words_of(at, step) for step in (1, 3, 5, 7, 11)]
    return {
        "record_id": f"r_{at:016x}", "source": "Scopus", "file": "a.csv", "line": at + 1,
        "source_id": f"e{at}", "title": f"{' '.join(words).capitalize()} in region {at}",
        "authors": f"{words[0].capitalize()}{words[2]}, A.; {words[1].capitalize()}, B.",
        "year": 2001 + at % 20, "venue": f"Journal of {words[3]}", "volume": str(at + 1),
        "pages": f"{at * 13 + 1}-{at * 13 + 9}", "doi": f"10.{5000 + at}/{words[4]}.{at}",
        "document_type": "article",
    } | cells  # fmt: skip


def records(*rows: dict[str, Any]) -> pd.DataFrame:
    return schema.conform(pd.DataFrame(rows), schema.RECORD)


def small(boxes: str, studies: dict[int, int] | None = None) -> ReportInput:
    """A review of as many works as letters: i(ncluded), x (excluded on the full text), t(itle)."""
    rows = [entry(at) for at in range(len(boxes))]
    ids = [row["record_id"] for row in rows]
    of = [ids[(studies or {}).get(at, at)] for at in range(len(ids))]
    verdicts = [
        {
            "cluster_id": name,
            "verdict": "included" if box == "i" else "excluded",
            "stage": "title-abstract" if box == "t" else "full-text",
            "by": "human",
            "primary_reason": None if box == "i" else "E3",
            "rules": None,
        }
        for name, box in zip(ids, boxes, strict=True)
    ]
    files = [{"file": "a.csv", "source": "Scopus", "kind": "database", "seen": len(ids),
              "records": len(ids), "partial": 0, "rejected": 0}]  # fmt: skip
    clusters = pd.DataFrame({"record_id": ids, "cluster_id": ids, "study_id": of})
    return ReportInput(
        title="A small review",
        records=records(*rows),
        rejects=schema.empty(schema.REJECT),
        files=schema.conform(pd.DataFrame(files), schema.FILE),
        clusters=schema.conform(clusters, schema.CLUSTER),
        pairs=schema.empty(schema.PAIR),
        merged=schema.empty(schema.MERGED),
        verdicts=schema.conform(pd.DataFrame(verdicts), schema.VERDICT),
        reasons=REASONS,
        stages=ALL,
    )


def listing(*rows: dict[str, Any]) -> pd.DataFrame:
    """Entries of a reference manager: other ids, nothing of the databases."""
    told = ("source_id", "title", "authors", "year", "venue", "volume", "pages", "doi", "abstract")
    kept = [{key: row[key] for key in told if key in row} for row in rows]
    return records(*(
        {**row, "record_id": f"r_bib{at}", "file": "refs.bib", "line": 9 * at + 1, "source": "refs"}
        for at, row in enumerate(kept)
    ))  # fmt: skip


def check_of(given: ReportInput) -> Check:
    (check,) = [check for check in gather(given).checks if check.code == "P191"]
    return check


def states(given: ReportInput) -> list[tuple[str, str, Any, Any]]:
    table = gather(given).bibliography
    assert table is not None
    cells = table[["state", "source_id", "record_id", "box"]].astype(object)
    return [tuple(row) for row in cells.where(cells.notna(), None).to_numpy()]


def test_the_same_reports_are_listed_and_included() -> None:
    given = small("ixitii")
    same = listing(*(entry(at) for at in (5, 4, 2, 0)))
    check = check_of(replace(given, bibliography=same))
    assert check.ok
    assert check.text == "4 of 4 included reports are among the 4 listed ✓"


def test_as_many_other_papers_do_not_pass_for_the_included() -> None:
    given = small("i" * 8)
    check = check_of(replace(given, bibliography=listing(*(entry(at) for at in range(20, 28)))))
    assert not check.ok
    assert check.text.startswith("0 of 8 included reports are among the 8 listed; ")
    assert "8 listed, not among the records: " in check.text
    assert "; 8 included, not listed: " in check.text
    assert check.text.endswith(" and 5 more ✗")


def test_what_is_listed_and_not_included_is_told_with_its_box_and_reason() -> None:
    given = small("iixt")
    given = replace(given, bibliography=listing(*(entry(at) for at in (0, 2, 3, 40))))
    assert states(given) == [
        ("included", "e0", "r_" + f"{0:016x}", "included"),
        ("not included", "e2", "r_" + f"{2:016x}", "excluded-report"),
        ("not included", "e3", "r_" + f"{3:016x}", "excluded"),
        ("not among the records", "e40", None, None),
        ("included, not listed", "e1", "r_" + f"{1:016x}", "included"),
    ]
    text = check_of(given).text
    assert f"(r_{2:016x}: excluded-report, E3 Not the population)" in text
    assert f"(r_{3:016x}: excluded, E3 Not the population)" in text
    assert text.startswith("1 of 2 included reports are among the 4 listed; 2 listed, not included")


@pytest.mark.parametrize(
    "change",
    [
        {"doi": None},
        {"doi": None, "pages": None, "volume": None, "venue": None},
        {"title": entry(0)["title"].upper() + ".", "authors": entry(0)["authors"].split("; ")[0]},
        {"doi": None, "venue": "J. " + entry(0)["venue"].split()[-1]},
        {"title": "Another title that a translator gave", "year": 2001},
    ],
)
def test_entries_are_matched_as_records_are_whatever_a_manager_left_out(
    change: dict[str, Any],
) -> None:
    given = replace(small("ixx"), bibliography=listing(entry(0, **change)))
    (found, *rest) = states(given)
    assert found[2] == f"r_{0:016x}"
    assert found[0] in ("included", "perhaps")
    assert rest == []


def test_a_preprint_of_an_included_article_is_another_report_and_told_so() -> None:
    preprint = entry(0, doi="10.1101/2001.02.03.004", venue="medRxiv", volume=None, pages=None)
    given = replace(small("ix"), bibliography=listing(preprint))
    assert [state for state, *_ in states(given)] == [
        "another report of a study", "included, not listed"
    ]  # fmt: skip
    table = gather(given).bibliography
    assert table is not None
    assert table["how"].to_list()[1] == "another report of its study is listed"
    assert not check_of(given).ok


def test_what_may_be_a_report_is_said_as_perhaps_and_does_not_pass() -> None:
    given = small("ix")
    bare = {"title": entry(0)["title"], "source_id": "bare"}
    given = replace(given, bibliography=listing(bare))
    (found,) = states(given)
    assert found == ("perhaps", "bare", f"r_{0:016x}", "included")
    check = check_of(given)
    assert not check.ok
    assert "1 listed, perhaps a report of the review: give the entry a DOI" in check.text


def test_one_report_listed_twice_is_one_report() -> None:
    given = small("ii")
    twice = listing(entry(0), entry(0), entry(1), entry(1, doi=None))
    assert check_of(replace(given, bibliography=twice)).ok


def test_an_update_may_list_the_reports_of_the_previous_version_too() -> None:
    given = small("iix")
    old = [entry(at) for at in range(20, 23)]
    new = [entry(0), entry(1)]
    for known, listed, ok in (
        (Previous(3, 3), new + old, True),
        (Previous(3, 3), new, True),
        (Previous(2, None), new + old, True),
        (Previous(2, 2), new + old, False),
        (Previous(3, 3), [*new, entry(2)], False),
        (Previous(3, 3), [*new[:1], *old], False),
        (None, new + old, False),
    ):
        check = check_of(replace(given, previous=known, bibliography=listing(*listed)))
        assert check.ok is ok, check.text
    check = check_of(replace(given, previous=Previous(2, 2), bibliography=listing(*new, *old)))
    assert "; 2 not among the records may be reports of the previous version; 1 more listed" in (
        check.text
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_included_as_the_report_exports_them_are_the_included(seed: int) -> None:
    """Whatever is merged in them, and though all titles are alike."""
    given = review(seed, 60, ALL)
    whole = included(gather(given)).drop(columns="study_id")
    assert check_of(replace(given, bibliography=whole)).ok


def test_the_order_of_rows_and_other_work_change_nothing() -> None:
    given = small("ixitii")
    given = replace(given, bibliography=listing(*(entry(at) for at in (5, 30, 2, 1))))
    turned = replace(
        given,
        records=given.records[::-1].reset_index(drop=True),
        clusters=given.clusters[::-1].reset_index(drop=True),
    )
    assert build(given)["bibliography.csv"] == build(turned)["bibliography.csv"]


def test_the_table_is_written_where_a_list_is_given() -> None:
    given = small("ix")
    assert "bibliography.csv" not in build(given)
    with_list = build(replace(given, bibliography=listing(entry(1, title="=1+1 harbour"))))
    assert b"'=1+1 harbour" in with_list["bibliography.csv"]
    assert b"bibliography.csv" in with_list["report.html"]
    assert b"bibliography.csv" not in build(given)["report.html"]


def test_every_entry_and_every_included_report_has_a_row() -> None:
    given = replace(small("iiixxt"), bibliography=listing(*(entry(at) for at in (0, 3, 9))))
    table = gather(given).bibliography
    assert table is not None
    assert Counter(table["state"]) == {
        "included": 1, "not included": 1, "not among the records": 1, "included, not listed": 2
    }  # fmt: skip


def test_an_entry_of_the_list_that_cannot_be_read_is_told_and_the_sets_are_not_the_same() -> None:
    given = small("ii")
    raw = pd.DataFrame(
        [{"file": "refs.bib", "line": 7, "raw": "@article{x\n  half", "reason": "cut"}]
    )
    listed = replace(given, bibliography=given.records)
    assert next(c for c in gather(listed).checks if c.code == "P191").ok
    broken = replace(listed, unread=schema.conform(raw, schema.REJECT))
    check = next(c for c in gather(broken).checks if c.code == "P191")
    assert not check.ok
    assert "1 of the list could not be read: “@article{x half”" in check.text
    row = next(r for r in build(broken)["bibliography.csv"].decode().splitlines() if "half" in r)
    assert row.startswith("could not be read,")
    assert row.endswith("cut")
