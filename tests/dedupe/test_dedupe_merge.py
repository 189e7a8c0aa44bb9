"""Merged reports: who survives, and where every value comes from."""

from __future__ import annotations

from typing import Any

import hypothesis
import numpy as np
import pandas as pd
from dedupe_make import SETTINGS, copy, records, run, sparse
from hypothesis import given
from hypothesis import strategies as st

from litsieve import schema
from litsieve.dedupe import Deduped, DedupeSettings, dedupe, merged_reports
from litsieve.dedupe.merge import merged_fields, survivors


def report(rows: pd.DataFrame, result: Deduped) -> pd.Series:
    merged = merged_reports(rows, result.clusters, result.merged)
    assert len(merged) == 1
    return merged.iloc[0]


def test_the_most_complete_record_survives_unless_a_source_has_priority() -> None:
    assert set(run(sparse(), copy()).clusters["cluster_id"]) == {"r1"}
    trusted = DedupeSettings(source_priority=("google-scholar", "scopus"))
    assert set(run(sparse(), copy(), settings=trusted).clusters["cluster_id"]) == {"r0"}


def test_equally_complete_records_leave_the_smallest_id() -> None:
    assert set(run(sparse(), sparse(), sparse()).clusters["cluster_id"]) == {"r0"}


def test_the_copy_with_an_abstract_gives_it_and_is_named() -> None:
    rows = records(copy(), sparse(abstract="Porters sleep badly.", url="ward.example"))
    result = dedupe(rows, SETTINGS)
    taken = result.merged.set_index("field")["record_id"].to_dict()
    assert taken == {"abstract": "r1", "abstract_partial": "r1", "url": "r1"}
    merged = report(rows, result)
    assert merged["record_id"] == "r0"
    assert merged["abstract"] == "Porters sleep badly."
    assert merged["doi"] == rows.loc[0, "doi"]


def test_a_whole_abstract_and_a_whole_author_list_replace_cut_ones() -> None:
    first = copy(authors_cut=True, abstract="Porters …", abstract_partial=True, keywords="wards")
    second = copy(authors_cut=False, abstract="Porters sleep badly.", abstract_partial=False)
    first["authors"] = "Alder, Ruth M."
    rows = records(first, second)
    merged = report(rows, dedupe(rows, SETTINGS))
    assert merged["record_id"] == "r0"
    assert merged["authors"] == second["authors"]
    assert merged["authors_cut"] == False  # noqa: E712
    assert merged["abstract"] == "Porters sleep badly."
    assert merged["abstract_partial"] == False  # noqa: E712
    assert merged["keywords"] == "wards"


def test_the_final_place_is_taken_whole() -> None:
    early = copy(volume=None, issue=None, pages="1-14", abstract="a", keywords="b", url="c",
                 publisher="d", affiliations="e")  # fmt: skip
    rows = records(early, copy())
    merged = report(rows, dedupe(rows, SETTINGS))
    assert merged["record_id"] == "r0"
    assert (merged["volume"], merged["issue"], merged["pages"]) == ("12", "3", "201-214")


def test_a_retraction_stated_by_one_is_stated_by_the_report() -> None:
    rows = records(copy(retracted=False), sparse(retracted=True))
    merged = report(rows, dedupe(rows, SETTINGS))
    assert merged["record_id"] == "r0"
    assert merged["retracted"] == True  # noqa: E712


def test_reports_keep_the_shape_of_records_one_row_per_cluster_sorted() -> None:
    rows = records(
        sparse(year=None, cited_by=4), copy(record_id="r9", cited_by=None),
        copy(title="Other", doi=None),
        copy(title="Beds that creak at night and why", doi="10.1/x", pages="1-2", record_id="a"),
    )  # fmt: skip
    result = dedupe(rows, SETTINGS)
    merged = merged_reports(rows.sample(frac=1, random_state=3), result.clusters, result.merged)
    assert list(merged["record_id"]) == sorted(result.clusters["cluster_id"].unique())
    assert {c: str(t) for c, t in merged.dtypes.items()} == {c.name: c.dtype for c in schema.RECORD}
    assert merged.set_index("record_id").loc["r9", "cited_by"] == 4
    assert merged.set_index("record_id").loc["r9", "year"] == 2016


def test_merged_names_only_values_that_are_not_the_survivors() -> None:
    rows = records(copy(), sparse(), copy(source="wos", keywords="night work"))
    result = dedupe(rows, SETTINGS)
    survivors = set(result.clusters["cluster_id"])
    assert not set(result.merged["record_id"]) & survivors
    single = dedupe(records(copy()), SETTINGS)
    assert single.merged.empty


def merged_of(*rows: dict[str, Any], settings: DedupeSettings = SETTINGS) -> pd.Series:
    """The report of records that are one."""
    made = records(*rows)
    return report(made, dedupe(made, settings))


def test_the_date_comes_with_the_final_place() -> None:
    early = copy(
        year=2015, published="2015-11-02", volume=None, issue=None, pages="1-14", abstract="a",
        keywords="b", url="c", publisher="d", affiliations="e",
    )  # fmt: skip
    merged = merged_of(early, copy(published="2016-03"))
    assert merged["record_id"] == "r0"
    assert (merged["year"], merged["published"], merged["pages"]) == (2016, "2016-03", "201-214")


def test_a_place_is_not_put_together_of_two_volumes() -> None:
    bare = copy(pages=None, keywords="a", url="b", publisher="c")
    early = copy(volume=None, issue=None, pages="1-14", year=2015)
    merged = merged_of(bare, early)
    assert (merged["volume"], merged["issue"]) == ("12", "3")
    assert pd.isna(merged["pages"])
    assert merged["year"] == 2016


def test_what_a_place_lacks_comes_from_another_of_the_same_volume() -> None:
    bare = copy(volume="Vol. 12", pages=None, issue=None, keywords="a", url="b", publisher="c")
    merged = merged_of(bare, copy(doi=None))
    assert merged["record_id"] == "r0"
    assert (merged["volume"], merged["issue"], merged["pages"]) == ("Vol. 12", "3", "201-214")


def test_a_longer_abstract_replaces_one_that_was_cut_without_a_word() -> None:
    long = "Porters sleep badly after nights on the ward. " * 20
    merged = merged_of(
        copy(abstract=long[:400], url="b"), copy(abstract=long), copy(abstract=long + "(c) 2016")
    )
    assert merged["record_id"] == "r0"
    assert merged["abstract"] == long  # not for a copyright line


def test_a_merged_preprint_gives_way_to_the_version_of_record() -> None:
    preprint = copy(
        doi="10.1101/2015.11.02.123456", venue="medRxiv", document_type="preprint", year=2015,
        source_type="repository", volume=None, issue=None, pages="1-20", publisher="CSHL",
        abstract="Porters sleep badly.", keywords="wards", url="ward.example", language="eng",
    )  # fmt: skip
    article = copy(document_type="article", source_type="journal", authors_cut=True)
    merge = DedupeSettings(preprints="merge")
    merged = merged_of(preprint, article, settings=merge)
    assert merged["record_id"] == "r0"
    for field in ("doi", "venue", "document_type", "source_type", "year", "volume", "pages"):
        assert merged[field] == article[field], field
    assert merged["abstract"] == "Porters sleep badly."
    assert merged["publisher"] == "CSHL"  # nobody else names one


def test_a_doi_that_other_reports_carry_gives_way_to_one_of_its_own() -> None:
    others = [
        copy(
            title=title, authors=f"{title[:5]}, A.",
            pages=f"S{n}", doi="10.1234/suppl", issue="S1",
        )
        for n, title in enumerate(
            ("Diets of cooks in prisons", "What lorry drivers earn by the mile",
             "Zinc in the rivers of the north", "Voting at eighty: a survey"), 1)
    ]  # fmt: skip
    made = records(copy(doi="10.1234/suppl", url="u", keywords="k"), copy(), *others)
    result = dedupe(made, SETTINGS)
    assert set(result.clusters["cluster_id"]) == {"r0", "r2", "r3", "r4", "r5"}
    merged = merged_reports(made, result.clusters, result.merged).set_index("record_id")
    assert merged.at["r0", "doi"] == copy()["doi"]


def test_a_type_that_says_nothing_gives_way() -> None:
    merged = merged_of(copy(document_type="other", url="u"), copy(document_type="review"))
    assert (merged["record_id"], merged["document_type"]) == ("r0", "review")


values = st.fixed_dictionaries({
    "source": st.sampled_from(["scopus", "wos", "google-scholar"]),
    "volume": st.sampled_from([None, "12", "Vol. 12", "13"]),
    "issue": st.sampled_from([None, "3"]),
    "pages": st.sampled_from([None, "201-214", "1-14"]),
    "year": st.sampled_from([None, 2015, 2016]),
    "published": st.sampled_from([None, "2016-03"]),
    "doi": st.sampled_from([None, "10.1234/jwr.2016.0201", "10.1101/2015.11.02.123456"]),
    "abstract": st.sampled_from([None, "Porters sleep.", "Porters sleep badly on the ward."]),
    "abstract_partial": st.sampled_from([None, True, False]),
    "document_type": st.sampled_from([None, "other", "article", "preprint"]),
    "retracted": st.sampled_from([None, True, False]),
})  # fmt: skip


@given(st.lists(values, min_size=2, max_size=5))
@hypothesis.settings(deadline=None, max_examples=60)
def test_every_value_of_a_report_is_that_of_the_member_it_is_said_to_be_from(
    changes: list[dict[str, Any]],
) -> None:
    made = records(*(copy(**change) for change in changes))
    members = survivors(made, np.zeros(len(made), dtype=np.int64), ("wos",))
    merged = merged_fields(made, members)
    whole = merged_reports(made, members.drop(columns="rank"), merged)
    assert len(whole) == 1
    by_id = made.set_index("record_id", drop=False)
    survivor = whole.loc[0, "record_id"]
    assert by_id.at[survivor, "source"] == "wos" or "wos" not in set(made["source"])
    origin = merged.set_index("field")["record_id"].to_dict()
    assert survivor not in origin.values()
    for field in schema.names(schema.RECORD):
        there = by_id.at[origin.get(field, survivor), field]
        value = whole.loc[0, field]
        assert pd.isna(there) if pd.isna(value) else value == there, field
        # A place is taken whole, and a preprint's is none: only these may be lost.
        of_others = ("published", "abstract_partial")  # which come with year and abstract
        if field not in ("volume", "issue", "pages", "article_number", *of_others):
            assert pd.notna(value) or made[field].isna().all(), field
