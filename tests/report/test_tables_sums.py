"""The tables of reasons, sources, overlaps and descriptives add up to the numbers of the flow."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from report_histories import ALL, REASONS, review

from litsieve import schema
from litsieve.report import Material, gather, ids_of
from litsieve.report.citations import citation
from litsieve.report.descriptives import NOT_REPORTED, descriptives
from litsieve.report.full_text import excluded_fulltext
from litsieve.report.reasons import reasons_table
from litsieve.report.searches import search_log
from litsieve.report.sources import AT_LEAST, EXACTLY, source_overlaps, sources_table
from litsieve.report.tables import awaiting

SEEDS = st.integers(0, 10_000)


def some(seed: int, n: int = 60) -> Material:
    return gather(review(seed, n=n))


# ---- reasons -----------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@drawn(SEEDS)
def test_primary_reasons_add_up_to_every_box(seed: int) -> None:
    material = some(seed)
    table = reasons_table(material)
    for arm in ("databases", "other"):
        for box in ("automation", "other", "excluded", "not-retrieved", "excluded-report"):
            rows = table[(table["arm"] == arm) & (table["box"] == box)]
            assert int(rows["primary"].sum()) == len(ids_of(material.ledger, box, arm=arm))
    excluded = table[table["box"] == "excluded"]
    by_people = excluded.loc[excluded["by"] == "human", "primary"].sum()
    assert by_people == len(ids_of(material.ledger, "excluded", by="human"))
    assert (table["any_hit"] >= table["primary"]).all()


def test_a_reason_that_was_hit_beside_another_is_counted_as_hit_only() -> None:
    material = gather(review(21, n=120, stages=ALL))
    rows = material.ledger[material.ledger["box"] == "excluded"]
    cluster = rows["cluster_id"].iloc[0]
    verdicts = material.given.verdicts.copy()
    verdicts.loc[verdicts["cluster_id"] == cluster, ["primary_reason", "reasons"]] = ["E5", "E5; X"]
    table = reasons_table(gather(replace(material.given, verdicts=verdicts)))
    (row,) = table[table["reason"] == "X"].to_dict("records")
    assert (row["primary"], row["any_hit"], row["reason_label"]) == (0, 1, "X")


def test_reasons_are_in_the_order_of_the_protocol_and_name_what_they_are_part_of() -> None:
    table = reasons_table(gather(review(3, n=600, stages=ALL, reasons=REASONS[::-1])))
    rows = table[(table["arm"] == "databases") & (table["box"] == "excluded")]
    order = rows["reason"].dropna().drop_duplicates().tolist()
    assert order == ["E5", "E4", "E3", "E2", "E1"]
    assert rows["reason"].isna().tolist()[-1]
    (parent,) = rows.loc[rows["reason"] == "E3", "parent_label"].unique()
    assert parent == "Not eligible"


# ---- sources -----------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@drawn(SEEDS)
def test_every_distinct_report_is_in_one_combination_of_sources(seed: int) -> None:
    material = some(seed)
    p, table = material.prisma, source_overlaps(material)
    exact = table[table["counts"] == EXACTLY]
    assert int(exact["reports"].sum()) == p.clusters
    assert int(exact["included"].sum()) == p.included.reports
    screened = [arm.screened for arm in p.arms.values()]
    if None in screened:
        assert exact["screened"].isna().all()
    else:
        assert int(exact["screened"].sum()) == sum(n or 0 for n in screened)


@settings(max_examples=15, deadline=None)
@drawn(SEEDS)
def test_sources_and_their_pairs_say_what_the_ledger_says(seed: int) -> None:
    material = some(seed)
    rows = material.ledger
    held = rows.groupby("source")["cluster_id"].agg(set).to_dict()
    included = set(rows.loc[rows["box"] == "included", "cluster_id"])
    for row in sources_table(material).to_dict("records"):
        mine = held.get(row["source"], set())
        others = set().union(*(of for name, of in held.items() if name != row["source"]))
        assert row["raw"] - row["within"] == row["distinct"] == len(mine)
        assert row["unique"] == len(mine - others)
        assert row["shared"] == len(mine & others)
        assert row["included"] == len(mine & included)
        assert row["included_only_here"] == len(mine & included - others)
    table = source_overlaps(material)
    for row in table[table["counts"] == AT_LEAST].to_dict("records"):
        a, b = row["sources"].split("; ")
        assert row["reports"] == len(held[a] & held[b])
        assert row["included"] == len(held[a] & held[b] & included)


# ---- descriptives ------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@drawn(SEEDS)
def test_every_dimension_counts_every_report(seed: int) -> None:
    material = some(seed)
    p, table = material.prisma, descriptives(material)
    for _, rows in table.groupby("dimension"):
        assert int(rows["reports"].sum()) == p.clusters
        assert int(rows["included"].sum()) == p.included.reports
        assert rows["label"].iloc[-1] == NOT_REPORTED
        assert (rows["included"] <= rows["reports"]).all()


def _two_reports(**cells: list[str | None]) -> Material:
    """A review of three records: a and its duplicate b, and c."""
    given = review(1, n=3, stages=ALL[:2])
    ids = sorted(given.records["record_id"])
    records = given.records.sort_values("record_id", ignore_index=True).assign(**cells)
    heads = [ids[0], ids[0], ids[2]]
    clusters = pd.DataFrame({"record_id": ids, "cluster_id": heads, "study_id": heads})
    merged = pd.DataFrame(
        {"cluster_id": ids[0], "field": ["countries", "language"], "record_id": ids[1]}
    )
    return gather(
        replace(
            given,
            records=schema.conform(records, schema.RECORD),
            clusters=schema.conform(clusters, schema.CLUSTER),
            merged=schema.conform(merged, schema.MERGED),
            verdicts=schema.empty(schema.VERDICT),
            pairs=schema.empty(schema.PAIR),
        )
    )


def _told(material: Material, dimension: str) -> dict[str, tuple[int, int]]:
    rows = descriptives(material)
    rows = rows[rows["dimension"] == dimension]
    return {
        row["label"]: (row["reports"], row["with_others"])
        for row in rows.to_dict("records")
        if row["reports"]
    }


def test_a_report_with_several_values_counts_for_each_with_the_merged_reports_values() -> None:
    material = _two_reports(
        countries=[None, "NPL; GBR", "GBR"], language=[None, "spa", None],
        venue=["The Lancet", "x", "THE LANCET."],
    )  # fmt: skip
    assert _told(material, "country") == {"United Kingdom": (2, 1), "Nepal": (1, 1)}
    assert _told(material, "language") == {"Spanish": (1, 0), NOT_REPORTED: (1, 0)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Lancet", "THE LANCET."),
        ("Health & Place", "Health and Place"),
        ("Sleep : an invented journal", "Sleep: An Invented Journal"),
        ("Walks&Ways – Series B", "Walks and Ways: Series B"),
    ],
)
def test_one_venue_in_two_spellings_is_one_venue(one: str, other: str) -> None:
    material = _two_reports(venue=[one, "x", other])
    assert list(_told(material, "venue").values()) == [(2, 0)]


# ---- searches ----------------------------------------------------------------------------------


def _searched(**search: object) -> pd.DataFrame:
    given = review(21, n=50, stages=ALL)
    files = given.files.assign(
        search=["all/*", "all/*", *[None] * len(given.files)][: len(given.files)]
    )
    stated = {"file": "all/*", "database": "Scopus", "hits": 70, **search}
    files = schema.conform(files, schema.FILE)
    return search_log(gather(replace(given, files=files, searches=(stated,))))


def test_a_search_of_several_files_is_one_row_with_its_difference() -> None:
    (row,) = _searched(query="a\nAND b").to_dict("records")
    assert row["files"] == "searches/cited.ris; searches/trials.xml"
    assert row["query"] == "a\nAND b"
    assert row["rows"] == row["parsed"] + row["rejected"]
    assert row["difference"] == row["rows"] - 70


def test_files_without_a_search_have_a_row_and_what_is_not_known_is_missing() -> None:
    given = review(21, n=50, stages=ALL)
    table = search_log(gather(replace(given, searches=())))
    assert table["search"].tolist() == sorted(given.files["file"])
    assert table["query"].isna().all()
    assert table["hits"].isna().all()
    assert table["rows"].notna().all()


def test_a_search_that_was_not_read_has_a_row() -> None:
    rows = _searched(file="later.ris").set_index("search")
    assert pd.isna(rows.loc["later.ris", "rows"])
    assert len(rows) == 2


# ---- single reports ----------------------------------------------------------------------------


def test_reports_excluded_on_full_text_have_one_reason_all_reasons_and_a_citation() -> None:
    material = gather(review(21, n=120, stages=ALL))
    table = excluded_fulltext(material)
    assert table["record_id"].tolist() == ids_of(material.ledger, "excluded-report")
    assert table["reason_label"].notna().all()
    assert set(table.loc[table["reason"] == "E3", "reason_labels"]) == {"Not the population"}
    assert table["citation"].str.contains(r"Okafor A, Lindqvist B\. Peer support").all()


@pytest.mark.parametrize(
    ("cells", "cited"),
    [
        ({"authors": "Müller, Anne-Lise M.; World Health Organization", "title": "Why?",
          "venue": "J. Ex.", "year": 2020, "volume": "12", "issue": "3", "pages": "1-9",
          "doi": "10.1/x", "url": "https://x.y"},
         "Müller ALM, World Health Organization. Why? J. Ex. 2020;12(3):1-9. doi:10.1/x"),
        ({"title": "T", "url": "https://x.y"}, "T. https://x.y"),
        ({"authors": "A, B", "authors_cut": True, "year": 99, "pages": "7"}, "A B, et al. 99:7."),
        ({"authors": "; ".join(f"N{i}, X" for i in range(8)), "issue": "2"},
         "N0 X, N1 X, N2 X, N3 X, N4 X, N5 X, et al. (2)."),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_citation_says_what_is_known(cells: dict[str, object], cited: str) -> None:
    blank = dict.fromkeys(schema.names(schema.RECORD))
    assert citation({**blank, **cells}) == cited


def test_who_waits_for_people_is_told_so_first() -> None:
    given = review(21, n=120, stages=ALL)
    verdicts = given.verdicts.copy()
    waits = verdicts["verdict"] == "awaiting"
    verdicts.loc[waits, "waiting"] = "1 of 2 votes"
    table = awaiting(gather(replace(given, verdicts=verdicts)))
    told = table[table["why"].str.startswith("1 of 2 votes")]
    assert len(told) == int(waits.sum())
    assert told["why"].str.contains("cannot be answered from the record: population").all()
