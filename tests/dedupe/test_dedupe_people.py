"""What people answered stands, whatever rules and scores say, and touches nothing else."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from dedupe_make import ARTICLE, SETTINGS, answered, copy, groups, records, run, sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from test_dedupe_properties import SETS

from litsieve.dedupe import Deduped, DedupeSettings, dedupe

OTHER = copy(title="Why lifts are slow in old houses", authors="Dogwood, Eve", doi="10.9/lift",
             pages="1-9", volume="3", venue="Lift World")  # fmt: skip


def told(rows: list[dict[str, Any]], *lines: tuple[str, str, str]) -> Deduped:
    return dedupe(records(*rows), SETTINGS, answers=answered(*lines))


def pair(result: Deduped, a: str, b: str) -> Any:
    rows = result.pairs[(result.pairs["a"] == a) & (result.pairs["b"] == b)]
    return rows.iloc[0] if len(rows) else None


def contradictory(result: Deduped) -> pd.DataFrame:
    return result.pairs[result.pairs["rule"] == "contradictory answers"]


def test_records_called_the_same_are_one_although_nothing_speaks_for_it() -> None:
    result = told([copy(), OTHER], ("r0", "r1", "same"))
    assert groups(result) == [{"r0", "r1"}]
    row = pair(result, "r0", "r1")
    assert (row["answer"], row["rule"], row["by"]) == ("merge", "a person's answer", "ann")


def test_records_called_different_stay_apart_although_every_field_is_the_same() -> None:
    result = told([copy(), copy()], ("r0", "r1", "different"))
    assert groups(result) == [{"r0"}, {"r1"}]
    assert pair(result, "r0", "r1")["answer"] == "distinct"


def test_a_veto_gives_way_to_a_person_and_copies_follow() -> None:
    erratum = copy(title=f"Erratum: {ARTICLE['title']}", doi=None)
    result = told([copy(), erratum, sparse(), dict(erratum)], ("r0", "r1", "same"))
    assert groups(result) == [{"r0", "r1", "r2", "r3"}]


def test_an_answer_holds_for_copies_that_come_later_and_nobody_is_asked_again() -> None:
    doubtful = copy(year=2019, doi=None, venue=None, volume=None, issue=None, pages=None)
    first = [copy(doi=None, venue=None, volume=None, issue=None, pages=None), doubtful]
    assert pair(run(*first), "r0", "r1")["answer"] == "review"
    for said, count in (("different", 2), ("same", 1)):
        later = [*first, dict(first[0], source="wos"), dict(doubtful, source="wos")]
        result = told(later, ("r0", "r1", said))
        assert len(groups(result)) == count
        assert "review" not in set(result.pairs["answer"])


def test_people_who_disagree_leave_the_pair_apart_and_open() -> None:
    result = told([copy(), copy()], ("r0", "r1", "disagreed"))
    assert len(groups(result)) == 2
    row = pair(result, "r0", "r1")
    assert (row["answer"], row["rule"]) == ("review", "people disagree")


def test_answers_that_contradict_one_another_are_not_believed_but_told() -> None:
    rows = [copy(title=f"{word} and nothing else to say of it", doi=f"10.1/{word}", pages=None)
            for word in ("Amber", "Birch", "Cedar")]  # fmt: skip
    result = told(rows, ("r0", "r1", "same"), ("r1", "r2", "same"), ("r0", "r2", "different"))
    assert len(groups(result)) == 3
    assert list(contradictory(result)["rule"]) == ["contradictory answers"] * 2
    assert set(contradictory(result)["answer"]) == {"review"}


def test_a_difference_holds_against_same_and_an_automatic_merge() -> None:
    rows = [copy(), sparse(), OTHER]
    assert groups(run(*rows)) == [{"r0", "r1"}, {"r2"}]
    result = told(rows, ("r0", "r2", "same"), ("r1", "r2", "different"))
    assert {"r1", "r2"} not in groups(result)
    assert not any({"r1", "r2"} <= group for group in groups(result))


def test_answers_on_records_that_are_gone_change_nothing() -> None:
    rows = [copy(), sparse(), OTHER]
    pd.testing.assert_frame_equal(
        told(rows, ("r0", "r9", "same"), ("r8", "r9", "different")).clusters, run(*rows).clusters
    )


ANSWERS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8), st.sampled_from(["same", "different"])),
    max_size=4, unique_by=lambda line: frozenset(line[:2]),
)  # fmt: skip


@given(SETS, ANSWERS)
@settings(max_examples=40, deadline=None)
def test_what_is_called_different_is_never_in_one_cluster_and_what_is_called_same_is(
    rows: list[Any], lines: list[tuple[int, int, str]]
) -> None:
    said = [(f"r{a}", f"r{b}", word) for a, b, word in lines if a != b and max(a, b) < len(rows)]
    result = told(rows, *said)
    cluster = result.clusters.set_index("record_id")["cluster_id"]
    open_ = {tuple(p) for p in contradictory(result)[["a", "b"]].to_numpy().tolist()}
    for a, b, word in said:
        if word == "different":
            assert cluster[a] != cluster[b]
        else:
            assert (cluster[a] == cluster[b]) != ((min(a, b), max(a, b)) in open_)


@given(SETS, st.sampled_from(["same", "different"]), st.data())
@settings(max_examples=60, deadline=None)
def test_an_answer_changes_only_clusters_that_its_records_or_merges_reach(
    rows: list[Any], word: str, data: Any
) -> None:
    if len(rows) < 2:
        return
    pairs = list(combinations([f"r{i}" for i in range(len(rows))], 2))
    a, b = data.draw(st.sampled_from(pairs))
    before, after = run(*rows), told(rows, (a, b, word))
    reached = _reached({a, b}, before) | _reached({a, b}, after)
    one, two = (
        {frozenset(group) for group in groups(result) if not group & reached}
        for result in (before, after)
    )
    assert one == two


def _reached(start: set[str], result: Deduped) -> set[str]:
    """Whoever merges, done or refused, or questions connect with `start`."""
    edges = result.pairs.loc[result.pairs["answer"] != "distinct", ["a", "b"]].to_numpy().tolist()
    edges += result.clusters[["record_id", "cluster_id"]].to_numpy().tolist()
    reached = set(start)
    while True:
        more = {x for edge in edges if set(edge) & reached for x in edge}
        if more <= reached:
            return reached
        reached |= more


@pytest.mark.parametrize("word", ["same", "different"])
def test_an_answer_changes_no_id(word: str) -> None:
    rows = [copy(), sparse(), OTHER, copy(title="Beds that creak at night", doi="10.1/2")]
    before = run(*rows).clusters.set_index("record_id")["cluster_id"]
    after = told(rows, ("r0", "r1", word)).clusters.set_index("record_id")["cluster_id"]
    assert after[["r2", "r3"]].equals(before[["r2", "r3"]])


def test_all_reports_of_one_study_are_linked_whatever_they_are_to_one_another() -> None:
    erratum = copy(title=f"Erratum: {ARTICLE['title']}", doi="10.1234/e", pages="900")
    retraction = copy(title=f"Retraction: {ARTICLE['title']}", doi="10.1234/r", pages="950")
    preprint = copy(venue="medRxiv", volume=None, issue=None, pages=None, document_type="preprint",
                    doi="10.1101/2015.03.01.15000001")  # fmt: skip
    result = run(copy(), erratum, retraction, preprint)
    assert len(groups(result)) == 4
    assert result.clusters["study_id"].nunique() == 1


def test_a_notice_never_survives_its_article() -> None:
    erratum = copy(title=f"Erratum: {ARTICLE['title']}", doi="10.1234/e", abstract="More fields")
    result = run(erratum, copy(), settings=DedupeSettings(errata="merge"))
    assert set(result.clusters["cluster_id"]) == {"r1"}
