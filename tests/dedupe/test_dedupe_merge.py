"""Merged reports: who survives, and where every value comes from."""

from __future__ import annotations

import pandas as pd
from dedupe_make import SETTINGS, copy, records, run, sparse

from litsieve import schema
from litsieve.dedupe import Deduped, DedupeSettings, dedupe, merged_reports


def report(rows: pd.DataFrame, result: Deduped) -> pd.Series:
    merged = merged_reports(rows, result.clusters, result.merged)
    assert len(merged) == 1
    return merged.iloc[0]


def test_the_most_complete_record_survives_unless_a_source_has_priority() -> None:
    assert set(run(sparse(), copy()).clusters["cluster_id"]) == {"r1"}
    trusted = DedupeSettings(0.95, 0.5, source_priority=("google-scholar", "scopus"))
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
