"""What is done fast gives what the obvious way gives."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dedupe_make import ARTICLE, SETTINGS, copy, records, sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from test_dedupe_known import same
from test_dedupe_properties import SETS

from litsieve.dedupe import block, columns, dedupe, wording
from litsieve.dedupe import run as package
from litsieve.dedupe.block import candidates
from litsieve.dedupe.cluster import components
from litsieve.dedupe.columns import Column, codes, distinct, each, few, joint, split, texts
from litsieve.dedupe.fields import ABSTRACT
from litsieve.dedupe.known import among
from litsieve.dedupe.normalise import _IDENTITY, normalise
from litsieve.dedupe.people import groups
from litsieve.dedupe.slim import in_order, slim

# ------------------------------------------------------------------------------------- wording

#: Words that are slips, endings, opposites or parts of one another.
WORDS = st.sampled_from([
    "adapt", "adaption", "adaptation", "adapts", "hyper", "hypotension", "hypertension", "of",
    "hypertensions", "the", "then", "nurse", "nurses", "nruse", "urse", "wnurse", "male", "female",
    "a", "b", "sleep", "sleeep", "lseep", "2016", "2017", "study", "studies", "stud", "the",
])  # fmt: skip
TITLES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)


@given(TITLES, TITLES)
@settings(max_examples=400, deadline=None)
def test_own_words_are_what_is_left_when_every_word_has_met_every_other(x: str, y: str) -> None:
    left, right = wording._words(x), wording._words(y)
    only_x = list((Counter(left) - Counter(right)).elements())
    only_y = list((Counter(right) - Counter(left)).elements())
    if "".join(only_x) == "".join(only_y):
        only_x, only_y = [], []
    for word in list(only_x):
        twin = next((other for other in only_y if wording._respelt(word, other)), None)
        if twin is not None:
            only_x.remove(word)
            only_y.remove(twin)
    assert wording._own_words(x, y)[:2] == (bool(only_x), bool(only_y))


@given(st.text("bcdx", min_size=4, max_size=8), st.integers(0, 7), st.sampled_from("bcdx"))
def test_no_slip_is_overlooked(word: str, at: int, letter: str) -> None:
    at %= len(word)
    slips = {
        word[:at] + word[at + 1 :], word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :], word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }  # fmt: skip
    assert all(wording._respelt(word, slip) for slip in slips if len(slip) >= 4)


# ------------------------------------------------------------------------------------- columns

CELLS = st.lists(st.sampled_from([None, "a", "b", "ab", "ä", "β-blockers", "x" * 50]), max_size=12)


@given(CELLS, st.integers(1, 5))
@settings(deadline=None)
def test_columns_are_what_python_makes_of_their_cells(cells: list[str | None], piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_PIECE", piece)
        column = texts(pd.Series(cells, dtype="str"))
        plain = [cell or "" for cell in cells]
        assert column.to_pylist() == few(column).tolist() == plain
        assert each(column, str.upper).to_pylist() == [cell.upper() for cell in plain]
        parts = split(column, lambda cell: (cell[:1], len(cell), cell == "a"), ("x", "y", "z"))
        assert [part.to_pylist() for part in parts.values()] == [
            [cell[:1] for cell in plain], [len(cell) for cell in plain],
            [cell == "a" for cell in plain],
        ]  # fmt: skip
    numbers = codes(column).tolist()
    assert [number == -1 for number in numbers] == [cell == "" for cell in plain]
    assert len(set(zip(numbers, plain, strict=True))) == len(set(numbers)) == len(set(plain))
    at = np.arange(len(plain))[::-1]
    assert Column(column)[at].tolist() == plain[::-1]


@given(st.lists(st.tuples(st.integers(-1, 3), st.integers(0, 3), st.booleans()), min_size=1))
def test_joint_numbers_are_equal_where_all_columns_are(rows: list[tuple[int, int, bool]]) -> None:
    numbers = joint(np.array(column) for column in zip(*rows, strict=True)).tolist()
    seen: dict[tuple[int, int, bool], int] = {}
    assert numbers == [seen.setdefault(row, len(seen)) for row in rows]


@given(st.lists(st.integers(0, 20)), st.lists(st.integers(0, 20)))
def test_distinct_and_among_are_unique_and_isin(numbers: list[int], wanted: list[int]) -> None:
    some, others = np.array(numbers, dtype=np.int64), np.array(wanted, dtype=np.int64)
    assert distinct(some).tolist() == sorted(set(numbers))
    assert among(distinct(some), others).tolist() == [number in numbers for number in wanted]


# ------------------------------------------------------------------------------- the whole run


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=25))
def test_components_are_what_joining_one_by_one_gives(edges: list[tuple[int, int]]) -> None:
    u, v = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    one_by_one = groups(u, v)
    assert components(16, (u, v)).tolist() == [one_by_one.get(i, i) for i in range(16)]


@given(SETS, SETS)
@settings(max_examples=30, deadline=None)
def test_twins_are_the_first_records_with_the_same_forms(rows: list[Any], more: list[Any]) -> None:
    forms = normalise(records(*rows, *more, *rows))
    everything = np.arange(len(forms))
    said = list(zip(*(getattr(forms, name)[everything] for name in _IDENTITY), strict=True))
    for i, twin in enumerate(forms.twin_of.tolist()):
        assert said[i] == said[twin]
        assert twin == i or twin == said.index(said[i])


def test_a_doi_of_a_supplement_is_set_aside_where_a_title_is_missing_too() -> None:
    titles = ("Amber lamps on wards", "Birch floors by night", "Cedar doors that squeak", None)
    forms = normalise(records(*(copy(title=title, doi="10.1/s") for title in titles), copy()))
    assert forms.doi_shared.tolist() == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("key", "of"),
    [
        ("beginning of the title", lambda title: title.replace(" ", "")[:24]),
        ("end of the title", lambda title: title.replace(" ", "")[-24:]),
        ("middle of the title", lambda title: _middle(title.replace(" ", ""))),
        ("longest words", lambda title: _longest(title.split())),
    ],
)
def test_keys_of_titles(key: str, of: Any) -> None:
    titles = [
        ARTICLE["title"], "Beds that creak", "α-blockers for Ñandú keepers, once more",
        "睡眠と夜勤", "A b c d e", "Sleep of hospital porters at night: a cohort", None,
    ]  # fmt: skip
    forms = normalise(records(*(copy(title=title) for title in titles), *[copy(), sparse()]))
    rows, numbers = block.KEYS[key](forms, np.arange(len(forms)))
    expected = [of(title) for title in forms.title[rows]]
    assert [number == -1 for number in numbers] == [text == "" for text in expected]
    assert len(set(zip(numbers.tolist(), expected, strict=True))) == len(set(expected))


def _middle(compact: str) -> str:
    at = max(len(compact) // 2 - 11, 0)
    return compact[at : at + 22]


def _longest(words: list[str]) -> str:
    four = sorted(set(words), key=lambda word: (-len(word), word))[:4]
    return " ".join(sorted(four)) if len(four) == 4 else ""


@given(SETS)
@settings(max_examples=15, deadline=None)
def test_slim_records_give_what_whole_ones_give(rows: list[Any]) -> None:
    long = f"{ARTICLE['title']}. " * 20
    made = records(*rows, copy(abstract=long, keywords="night work"), sparse(abstract=long[:500]))
    lean = slim(made)
    assert slim(lean) is lean
    assert lean["abstract"].str.len().max() == ABSTRACT
    assert lean["abstract_length"].max() == len(long)
    same(dedupe(in_order(lean), SETTINGS), dedupe(made, SETTINGS))


def test_processes_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [copy(title=f"{ARTICLE['title']} in ward {i % 9}", pages=f"{i}-{i + 9}", doi=None,
                 abstract=f"Porters of ward {i % 9} slept. " * 6) for i in range(40)]  # fmt: skip
    made = records(*rows, sparse(), copy())
    one = dedupe(made, SETTINGS)
    monkeypatch.setattr(package, "CHUNK", 25)
    monkeypatch.setattr(columns, "_PIECE", 7)
    monkeypatch.setattr(block, "_MANY", 0)
    same(dedupe(made, SETTINGS, processes=2), one)
    alone, two = (candidates(normalise(made), processes=n) for n in (1, 2))
    assert [side.tolist() for side in alone] == [side.tolist() for side in two]
