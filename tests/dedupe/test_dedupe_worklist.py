"""The queue as a sheet: what comes back is taken only if it is about what the records say."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from litsieve import schema
from litsieve.dedupe.answers import Answer, Pair, standing
from litsieve.dedupe.queue import FIELDS, questions
from litsieve.dedupe.worklist import Filled, filled, sheet
from litsieve.errors import ReviewErrors, Where
from litsieve.sheets import Row

RECORDS = schema.conform(
    pd.DataFrame(
        [
            {"record_id": i, "source": "scopus", "file": "s.csv", "line": n, "title": title,
             "authors": "Alder, Ruth", "year": 2000 + n, "abstract": "Long."}
            for n, (i, title) in enumerate({
                "r_a": "Night shifts and the sleep of porters",
                "r_b": "Night shifts and the sleep of hospital porters",
                "r_c": "=cmd|'/c calc'!A1",
                "r_d": None,
            }.items(), 2)
        ]
    ),
    schema.RECORD,
)  # fmt: skip
CLUSTERS = schema.conform(
    pd.DataFrame(dict.fromkeys(schema.names(schema.CLUSTER), RECORDS["record_id"])),
    schema.CLUSTER,
)
PAIRS = schema.conform(
    pd.DataFrame({"a": ["r_a", "r_c"], "b": ["r_b", "r_d"], "answer": "review", "score": [0.9, 0.8],
                  "why": "title 94"}),
    schema.PAIR,
)  # fmt: skip
FIRST, SECOND = ("r_a", "r_b"), ("r_c", "r_d")


def rows(*changes: dict[str, str], said: tuple[Answer, ...] = ()) -> list[Row]:
    """The sheet as it comes back, its rows changed so."""
    asked = questions(RECORDS, CLUSTERS, PAIRS, standing(said))
    frame = sheet(asked).astype("str").fillna("")
    return [
        Row(Where("x.csv", n), {**{str(k): str(v) for k, v in row.items()}, **change})
        for n, (row, change) in enumerate(zip(frame.to_dict("records"), changes, strict=False), 2)
    ]


def come_back(
    *changes: dict[str, str], said: tuple[Answer, ...] = (), knew: tuple[Answer, ...] = (),
    records: pd.DataFrame = RECORDS, by: str = "ann",
) -> Filled:  # fmt: skip
    return filled(rows(*changes, said=knew), records, standing(said), by, "now")


def errors(*changes: dict[str, str], **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(ReviewErrors) as caught:
        come_back(*changes, **more)
    assert all(error.hint for error in caught.value.errors)
    return [(str(error.where), error.message) for error in caught.value.errors]


def given(found: Filled) -> dict[Pair, str]:
    return {answer.pair: answer.answer for answer in found.answers}


def test_a_row_holds_both_records_beside_each_other_and_room_for_an_answer() -> None:
    frame = sheet(questions(RECORDS, CLUSTERS, PAIRS, {}))
    assert list(frame["pair"]) == ["r_a r_b", "r_c r_d"]
    assert frame.loc[0, ["title_a", "title_b"]].tolist() == RECORDS["title"].tolist()[:2]
    assert frame.loc[0, ["place_a", "score", "why"]].tolist() == ["s.csv:2", 0.9, "title 94"]
    assert frame[["answer", "note"]].isna().all(axis=None)
    assert {f"{name}_{side}" for name in FIELDS for side in "ab"} <= set(frame.columns)
    assert list(sheet([]).columns) == list(frame.columns)


@pytest.mark.parametrize(
    ("word", "answer"),
    [("same", "same"), ("S", "same"), ("Different", "different"), ("d", "different")],
)
def test_words_are_taken_in_any_case_and_blanks_left_open(word: str, answer: str) -> None:
    found = come_back({"answer": word, "note": "seen"}, {})
    assert found.answers == [Answer("r_a", "r_b", answer, "ann", "now", "seen")]
    assert (found.blank, found.unchanged, found.changed, found.lone_notes) == (1, 0, [], [])


def test_a_note_without_an_answer_is_told() -> None:
    found = come_back({"note": "hm"}, {"answer": "s"})
    assert [str(where) for where in found.lone_notes] == ["x.csv:2"]
    assert given(found) == {SECOND: "same"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answer": "yes"}, "unknown answer 'yes'"),
        ({"answer": "sames"}, "unknown answer 'sames'"),
        ({"pair": ""}, "'' is no pair of records"),
        ({"pair": "r_b r_a"}, "'r_b r_a' is no pair"),
        ({"pair": "r_a r_z"}, "r_z is not in the review"),
        ({"check": ""}, "does not say what the records say now"),
        ({"pair": "r_a r_c"}, "does not say what the records say now"),
        ({"title_a": "Quite another title of something"}, "title_a is not the title"),
        ({"title_b": "Quite another title of something"}, "title_b is not the title"),
    ],
)
def test_every_wrong_row_is_told_with_its_line(change: dict[str, str], said: str) -> None:
    ((where, message),) = errors({"answer": "same", **change}, {"answer": "same"})
    assert where == "x.csv:2"
    assert said in message
    both = errors({"answer": "same", **change}, {"answer": "?"})
    assert [where for where, _ in both] == ["x.csv:2", "x.csv:3"]


def test_a_row_that_is_not_filled_in_may_be_anything() -> None:
    assert given(come_back({"pair": "?", "check": "?"}, {"answer": "d"})) == {SECOND: "different"}


@pytest.mark.parametrize(
    "title",
    [
        "night shifts AND the sleep of porters", "Night shifts and the sleep of", "",
        "Night shifts and the sl?ep of p?rters", "????? ??",
    ],
)  # fmt: skip
def test_a_title_that_a_spreadsheet_damaged_or_nobody_kept_is_no_other_title(title: str) -> None:
    assert given(come_back({"answer": "s", "title_a": title})) == {FIRST: "same"}


def test_a_record_that_changed_since_is_not_what_the_person_saw() -> None:
    changed = RECORDS.assign(year=RECORDS["year"].where(RECORDS["record_id"] != "r_b", 1999))
    found = errors({"answer": "same"}, {"answer": "same"}, records=changed)
    assert [where for where, _ in found] == ["x.csv:2"]


def test_a_place_that_moved_is_no_change() -> None:
    moved = RECORDS.assign(file="again.csv", line=RECORDS["line"] + 7, cited_by=9)
    assert given(come_back({"answer": "same"}, records=moved)) == {FIRST: "same"}


def test_the_same_sheet_again_adds_nothing() -> None:
    first = come_back({"answer": "same", "note": "x"}, {"answer": "d"})
    again = come_back({"answer": "same", "note": "x"}, {"answer": "d"}, said=tuple(first.answers))
    assert (again.answers, again.unchanged) == ([], 2)
    other = come_back({"answer": "same"}, {}, said=tuple(first.answers), by="bo")
    assert [answer.by for answer in other.answers] == ["bo"]


def test_an_answer_that_changes_ones_own_is_added_and_told() -> None:
    before = Answer("r_a", "r_b", "different", "ann")
    found = come_back({"answer": "same"}, said=(before,))
    assert given(found) == {FIRST: "same"}
    assert found.changed == [(before, found.answers[0])]


def test_two_rows_on_one_pair_may_agree_but_not_differ() -> None:
    (row,) = rows({"answer": "same"})
    twice = Row(Where("x.csv", 3), row.cells)
    found = filled([row, twice], RECORDS, {}, "ann", "now")
    assert (len(found.answers), found.unchanged) == (1, 1)
    other = Row(Where("x.csv", 3), {**row.cells, "answer": "d"})
    with pytest.raises(ReviewErrors, match=r"x\.csv:2 says same"):
        filled([row, other], RECORDS, {}, "ann", "now")


def test_an_answer_settles_only_if_the_sheet_showed_all_that_others_said() -> None:
    bo, cy = (
        Answer("r_a", "r_b", "same", "bo", note="x  y"),
        Answer("r_a", "r_b", "different", "cy"),
    )
    (knew,) = come_back({"answer": "same"}, knew=(bo, cy), said=(bo, cy)).answers
    assert knew.settles
    (unaware,) = come_back({"answer": "same"}, knew=(), said=(bo, cy)).answers
    assert not unaware.settles
    (of_one,) = come_back({"answer": "same"}, knew=(bo,), said=(bo, cy)).answers
    assert not of_one.settles
    again = come_back({"answer": "same"}, knew=(bo, cy), said=(bo, cy, knew))
    assert (again.answers, again.unchanged) == ([], 1)
