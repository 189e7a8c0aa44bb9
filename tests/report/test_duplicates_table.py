"""duplicates.csv: groups member by member, near misses, links; conflicts only where there are."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from litsieve import schema
from litsieve.dedupe import DedupeSettings, dedupe
from litsieve.report.differences import differences
from litsieve.report.duplicates import COLUMNS, duplicates_table

ARTICLE: dict[str, Any] = {
    "source": "Scopus", "file": "scopus.csv", "line": 2, "source_id": "2-s2.0-9990001",
    "title": "Night shifts and the sleep of hospital porters: a cohort study",
    "authors": "Alder, Ruth M.; Birch, Tom; Cedar, Ines", "year": 2016,
    "venue": "Journal of Ward Research", "volume": "12", "issue": "3", "pages": "1875-1879",
    "doi": "10.1234/jwr.2016.0201", "document_type": "article",
}  # fmt: skip


def made(*rows: dict[str, Any]) -> pd.DataFrame:
    named = [{"record_id": f"r{i}", **row} for i, row in enumerate(rows)]
    return schema.conform(pd.DataFrame(named), schema.RECORD)


def table(*rows: dict[str, Any], answers: list[tuple[str, ...]] | None = None) -> pd.DataFrame:
    records = made(*rows)
    said = pd.DataFrame(answers or [], columns=schema.names(schema.ANSWERED))
    found = dedupe(records, DedupeSettings(), answers=schema.conform(said, schema.ANSWERED))
    shuffled = records.sample(frac=1, random_state=5)
    told = duplicates_table(records, found.clusters, found.pairs, found.merged)
    again = duplicates_table(
        shuffled, found.clusters.sample(frac=1, random_state=6),
        found.pairs.sample(frac=1, random_state=7), found.merged.sample(frac=1, random_state=8),
    )  # fmt: skip
    pd.testing.assert_frame_equal(told, again)
    assert list(told.columns) == list(COLUMNS)
    return told


WOS = {**ARTICLE, "source": "Web of Science", "file": "wos.bib", "line": 40, "source_id": "WOS:1"}
PREPRINT = {**ARTICLE, "doi": "10.1101/2015.11.02.123456", "venue": "medRxiv", "volume": None,
            "issue": None, "pages": None, "document_type": "preprint", "year": 2015}  # fmt: skip


def test_a_group_names_its_survivor_then_its_members_with_what_was_taken_of_them() -> None:
    rows = table(ARTICLE, {**WOS, "year": 2017, "abstract": "Porters sleep.", "issue": None})
    first, second = rows.to_dict("records")
    assert (first["kind"], first["group"], first["role"]) == ("merged", 1, "survivor")
    assert pd.isna(first["matched_with"])
    assert pd.isna(first["conflicts"])
    assert (second["role"], second["group"], second["record_id"]) == ("member", 1, "r1")
    assert (second["matched_with"], second["answer"], second["rule"]) == ("r0", "merge", "same id")
    assert second["conflicts"] == "year 2017 / 2016"
    assert second["taken"] == "abstract"
    assert (second["file"], second["line"], second["source_id"]) == ("wos.bib", 40, "WOS:1")
    assert second["why"].startswith("title 100, year 2016/2017")


def test_linked_reports_are_two_rows_of_one_group_after_all_others() -> None:
    rows = table(ARTICLE, WOS, PREPRINT)
    assert list(rows["kind"])[:2] == ["merged", "merged"]
    linked = rows[rows["kind"] == "linked"]
    assert set(linked["role"]) == {"first", "second"}
    assert (linked.groupby("group").size() == 2).all()
    for _, pair in linked.groupby("group"):
        assert list(pair["matched_with"]) == list(pair["record_id"])[::-1]
        assert set(pair["rule"]) == {"preprint and article"}
    assert list(rows["group"]) == sorted(rows["group"])


def test_what_people_told_apart_or_disagree_on_is_among_the_near_misses() -> None:
    rows = table(ARTICLE, WOS, answers=[("r0", "r1", "different", "ann")])
    assert list(rows["kind"]) == ["near miss", "near miss"]
    assert set(rows["by"]) == {"ann"}
    assert set(rows["answer"]) == {"distinct"}
    rows = table(ARTICLE, WOS, answers=[("r0", "r1", "disagreed", "ann; bob")])
    assert set(rows["answer"]) == {"review"}
    assert set(rows["by"]) == {"ann; bob"}


def test_a_veto_on_a_likely_pair_is_a_near_miss_and_says_which() -> None:
    parts = [
        {**ARTICLE, "title": f"{ARTICLE['title']}, part {n}", "doi": None, "pages": pages}
        for n, pages in ((1, "10-19"), (2, None))
    ]
    rows = table(*parts)
    assert set(rows["kind"]) == {"near miss"}
    assert set(rows["rule"]) == {"part or number differs"}


def test_nothing_to_tell_is_a_table_without_rows() -> None:
    assert table(ARTICLE).empty
    assert duplicates_table(
        *(schema.empty(t) for t in (schema.RECORD, schema.CLUSTER, schema.PAIR, schema.MERGED))
    ).empty


@pytest.mark.parametrize(
    ("field", "x", "y"),
    [
        ("pages", "1875-9", "1875-1879"), ("pages", "S417", "417-420"), ("pages", "1-6", "e12724"),
        ("pages", "201-214", "201"), ("doi", "10.1/ABC", "https://doi.org/10.1/abc"),
        ("volume", "Vol. 66", "66"), ("volume", "66 (Supplement 1)", "66"), ("issue", "No. 3", "3"),
        ("venue", "J. Ward Res.", "Journal of Ward Research"), ("pmid", "0077", "77"),
        ("title", "Sleep &amp; work of porters", "Sleep & Work of Porters."),
        ("title", "Behaviour of porters on the ward", "Behavior of porters on the ward"),
        ("authors", "Alder, RM; Birch, T", "Alder, Ruth M.; Birch, Tom; Cedar, Ines"),
        ("language", "eng; fra", "eng"), ("document_type", "other", "article"),
        ("article_number", "20160820", "0820"),
    ],
)  # fmt: skip
def test_another_way_of_writing_is_no_conflict(field: str, x: str, y: str) -> None:
    assert differences({field: x}, {field: y}) == differences({field: y}, {field: x}) == []


@pytest.mark.parametrize(
    ("field", "x", "y"),
    [
        ("pages", "1875-1879", "1885-1889"), ("pages", "A12-A13", "S12-S13"),
        ("pages", "201-214", "201-220"), ("doi", "10.1/abc", "10.1/abd"), ("volume", "66", "67"),
        ("issue", "3", "Suppl 3"), ("year", "2016", "2017"), ("pmid", "77", "78"),
        ("venue", "Lancet", "Journal of Ward Research"), ("document_type", "article", "review"),
        ("title", "Erratum: Sleep of porters", "Sleep of porters"),
        ("title", "Sleep of porters at night", "Sleep of nurses at night"),
        ("authors", "Alder, Ruth", "Reed, Anna"), ("language", "eng", "fra"),
        ("article_number", "20160820", "20160821"),
    ],
)  # fmt: skip
def test_what_differs_in_meaning_is_a_conflict(field: str, x: str, y: str) -> None:
    assert differences({field: x}, {field: y}) == differences({field: y}, {field: x}) == [field]


def test_what_one_record_lacks_is_no_conflict() -> None:
    assert differences({"volume": "12"}, {"pages": "3"}) == []
