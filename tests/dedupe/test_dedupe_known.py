"""What an earlier run compared need not be compared again, and changes nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dedupe_make import ARTICLE, SETTINGS, answered, copy, records, run, sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from test_dedupe_properties import SETS

from litsieve.dedupe import Deduped, dedupe


def same(one: Deduped, two: Deduped) -> None:
    for table in ("clusters", "pairs", "merged"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(two, table))
    for table in ("fingerprints", "compared"):
        pd.testing.assert_frame_equal(getattr(one.known, table), getattr(two.known, table))


@given(SETS, SETS, SETS)
@settings(max_examples=40, deadline=None)
def test_a_run_that_knows_an_earlier_one_gives_what_a_run_from_scratch_gives(
    gone: list[Any], stays: list[Any], new: list[Any]
) -> None:
    named = [{**row, "record_id": f"r{i:02}"} for i, row in enumerate([*gone, *stays, *new])]
    now = records(*named[len(gone) :])
    before = dedupe(records(*named[: len(gone) + len(stays)]), SETTINGS)
    scratch = dedupe(now, SETTINGS)
    same(dedupe(now, SETTINGS, known=before.known), scratch)
    same(dedupe(now, SETTINGS, known=scratch.known), scratch)


@given(SETS, st.data())
@settings(max_examples=30, deadline=None)
def test_a_record_that_has_changed_is_compared_again(rows: list[Any], data: Any) -> None:
    before = run(*rows)
    i = data.draw(st.integers(0, len(rows) - 1))
    now = records(*[{**row, "title": "Another title altogether"} if k == i else row
                    for k, row in enumerate(rows)])  # fmt: skip
    same(dedupe(now, SETTINGS, known=before.known), dedupe(now, SETTINGS))


def test_only_pairs_with_a_new_record_are_compared() -> None:
    old = [copy(title=f"{ARTICLE['title']} in ward {i}", pages=f"{i}-{i + 9}", doi=f"10.1/{i}")
           for i in range(9)]  # fmt: skip
    first = run(*old)
    assert first.compared == (first.compared[0], 0)
    again = dedupe(records(*old), SETTINGS, known=first.known)
    assert again.compared == (0, first.compared[0])
    more = dedupe(records(*old, sparse()), SETTINGS, known=first.known)
    anew, known = more.compared
    assert known == first.compared[0]
    assert 0 < anew <= len(old)


def test_a_doi_that_new_records_show_to_be_shared_is_set_aside_in_old_pairs_too() -> None:
    one = [copy(title=f"Abstracts of {word} wards by night", doi="10.1/supplement", pages=None)
           for word in ("amber", "birch")]  # fmt: skip
    more = [copy(title=f"Results on {word} shifts by day", doi="10.1/supplement", pages=None)
            for word in ("cedar", "dogwood", "elder")]  # fmt: skip
    known = run(*one).known
    same(dedupe(records(*one, *more), SETTINGS, known=known), run(*one, *more))


def test_answers_are_no_part_of_what_is_known() -> None:
    rows = [copy(), sparse(), copy(title="Beds that creak on wards", doi="10.1/2")]
    said = answered(("r0", "r1", "different"), ("r0", "r2", "same"))
    first = dedupe(records(*rows), SETTINGS, answers=said)
    same(dedupe(records(*rows), SETTINGS, known=first.known), run(*rows))
    same(dedupe(records(*rows), SETTINGS, answers=said, known=run(*rows).known), first)
