"""Tables of labels: the column, the cells, and rows that are wrong."""

from __future__ import annotations

import pandas as pd
import pytest

from litsieve.errors import ReviewError, ReviewErrors, Where
from litsieve.screen.labelled import gather, label_column, match_ids, read_labels
from litsieve.sheets import Row


def rows(*labels: str, **more: str) -> list[Row]:
    return [Row(Where("l.csv", i + 2), {"label": said, **more}) for i, said in enumerate(labels)]


def test_the_column_is_known_by_its_name_the_final_decision_first() -> None:
    head = ["title", "label_abstract_screening", "Label_Included"]
    assert label_column(head, None, "l.csv") == "label_included"
    assert label_column(head, "LABEL_ABSTRACT_SCREENING", "l.csv") == "label_abstract_screening"


@pytest.mark.parametrize("wanted", [None, "labl"])
def test_a_column_that_is_not_there_is_an_error_with_a_hint(wanted: str | None) -> None:
    with pytest.raises(ReviewError) as error:
        label_column(["title", "mine"] if wanted is None else ["title", "label"], wanted, "l.csv")
    assert str(error.value.where) == "l.csv:1"
    assert error.value.hint


@pytest.mark.parametrize("said", ["1", "1.0", "yes", "YES", "true", "Include", "included"])
def test_words_that_mean_included(said: str) -> None:
    assert read_labels(rows(said), "label")[0][1] is True


@pytest.mark.parametrize("said", ["0", "0.0", "No", "false", "exclude", "EXCLUDED"])
def test_words_that_mean_excluded(said: str) -> None:
    assert read_labels(rows(said), "label")[0][1] is False


def test_any_other_word_is_an_error_with_its_line() -> None:
    with pytest.raises(ReviewErrors) as error:
        read_labels(rows("1", "maybe", "", "2"), "label")
    assert [str(e.where) for e in error.value.errors] == ["l.csv:3", "l.csv:5"]


def test_an_empty_cell_is_no_label() -> None:
    labelled = read_labels(rows("1", "", "0"), "label")
    found = gather("label", labelled, {row.where: ("r",) for row, _ in labelled[1:2]})
    assert found.unlabelled == 1


def test_rows_of_one_report_that_differ_are_left_out_and_told() -> None:
    labelled = read_labels(rows("1", "0", "1", "1", "0", "0"), "label")
    ids = ["a", "a", "b", "b", None, "c"]
    reports = {row.where: (i,) if i else () for (row, _), i in zip(labelled, ids, strict=True)}
    reports[labelled[5][0].where] = ("c", "d")
    found = gather("label", labelled, reports)
    assert found.labels == {"b": True}
    assert {p.kind: p.places for p in found.problems} == {
        "unknown": ("l.csv:6",),
        "ambiguous": ("l.csv:7",),
        "repeated": ("l.csv:3", "l.csv:5"),
        "contradictory": ("l.csv:2", "l.csv:3"),
    }


def test_twins_are_counted_each_but_must_not_differ() -> None:
    labelled = read_labels(rows("1", "1", "1", "0"), "label")
    ids = ["a", "a-2", "b", "b-2"]
    reports = {row.where: (i,) for (row, _), i in zip(labelled, ids, strict=True)}
    found = gather("label", labelled, reports, {i: i[0] for i in ids})
    assert found.labels == {"a": True, "a-2": True}


def test_ids_are_matched_as_they_are_and_dois_without_their_resolver() -> None:
    reports = pd.DataFrame(
        {"record_id": ["r1", "r2", "r3"], "doi": ["10.1000/a", None, "10.1000/a"],
         "cluster_id": ["r1", "r2", "r1"]}
    )  # fmt: skip
    asked = [*rows("1", doi="https://doi.org/10.1000/A"), *rows("", "1", doi="10.1000/zz")[1:]]
    found = match_ids(asked, "doi", "doi", reports)
    assert [found[row.where] for row in asked] == [("r1",), ()]


def test_words_that_mean_included_may_be_told_and_all_others_exclude() -> None:
    labelled = read_labels(rows("I", "E", "5", "", "i"), "label", ["I"])
    assert [label for _, label in labelled] == [True, False, False, None, True]
