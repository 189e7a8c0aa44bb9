"""What holds of any set of records."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dedupe_make import ARTICLE, SETTINGS, copy, groups, records, run, sparse
from hypothesis import given, settings
from hypothesis import strategies as st

from litsieve import schema
from litsieve.dedupe import Deduped, DedupeSettings, dedupe
from litsieve.dedupe import run as package
from litsieve.dedupe.block import candidates, within_blocks
from litsieve.dedupe.cluster import inner_pairs, partition
from litsieve.dedupe.compare import LEVELS, compare
from litsieve.dedupe.decide import decide
from litsieve.dedupe.normalise import normalise
from litsieve.dedupe.score import PRIOR, weights

#: Few values each, so that records are often nearly the same.
ROWS = st.fixed_dictionaries({
    "source": st.sampled_from(["scopus", "wos", "google-scholar"]),
    "title": st.sampled_from([
        None, "Editorial", ARTICLE["title"], ARTICLE["title"].upper(), ARTICLE["title"][:40] + " …",
        "Porters and sleep. Part I", "Porters and sleep. Part II", "Porters and sleep",
        f"Erratum: {ARTICLE['title']}", "Beds that creak",
    ]),
    "authors": st.sampled_from([None, "Alder, Ruth; Birch, Tom", "Alder, R.", "Oak, Sam"]),
    "authors_cut": st.sampled_from([None, True]),
    "year": st.sampled_from([None, 2014, 2015, 2016]),
    "venue": st.sampled_from([None, "Journal of Ward Research", "J Ward Res", "Conf. on Wards"]),
    "volume": st.sampled_from([None, "11", "12"]),
    "issue": st.sampled_from([None, "1", "2"]),
    "pages": st.sampled_from([None, "1-9", "201-214", "e77"]),
    "doi": st.sampled_from([None, None, "10.1234/a", "10.1234/b", "10.48550/arxiv.1"]),
    "pmid": st.sampled_from([None, None, None, "31000001"]),
})  # fmt: skip
SETS = st.lists(ROWS, min_size=1, max_size=9)


@given(SETS)
@settings(max_examples=25, deadline=None)
def test_clusters_partition_the_records_and_survivors_are_members(rows: list[Any]) -> None:
    result = run(*rows)
    assert list(result.clusters["record_id"]) == sorted(f"r{i}" for i in range(len(rows)))
    for cluster, members in result.clusters.groupby("cluster_id"):
        assert cluster in set(members["record_id"])
        assert members["study_id"].nunique() == 1
    assert set(result.clusters["study_id"]) <= set(result.clusters["cluster_id"])


@given(SETS)
@settings(max_examples=25, deadline=None)
def test_no_two_records_of_a_cluster_are_vetoed(rows: list[Any]) -> None:
    forms = normalise(records(*rows))
    together = groups(run(*rows))
    place = {record: i for i, record in enumerate(forms.ids)}
    for group in together:
        for x, y in combinations(sorted(place[record] for record in group), 2):
            pair = np.array([x]), np.array([y])
            assert not decide(forms, compare(forms, *pair), SETTINGS).apart[0]


@given(SETS, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_changes_nothing(rows: list[Any], random: Any) -> None:
    frame = records(*rows)
    order = list(range(len(frame)))
    random.shuffle(order)
    same(dedupe(frame, SETTINGS), dedupe(frame.iloc[order].set_axis(order, axis=0), SETTINGS))


@given(SETS)
@settings(max_examples=15, deadline=None)
def test_a_pair_does_not_depend_on_which_record_comes_first(rows: list[Any]) -> None:
    forms = normalise(records(*rows, copy()))
    a, b = np.triu_indices(len(forms), k=1)
    there, back = compare(forms, a, b), compare(forms, b, a)
    for field in LEVELS:
        assert there.levels[field].tolist() == back.levels[field].tolist(), field
    one, two = decide(forms, there, SETTINGS), decide(forms, back, SETTINGS)
    assert one.answer.tolist() == two.answer.tolist()
    assert one.rule.tolist() == two.rule.tolist()


def same(one: Deduped, two: Deduped) -> None:
    for name in ("clusters", "pairs", "merged"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [copy(pages=f"{i}-{i + 9}", doi=None) for i in range(12)] + [sparse(), copy()]
    whole = run(*rows)
    monkeypatch.setattr(package, "CHUNK", 5)
    same(whole, run(*rows))


def test_adding_an_export_changes_no_id_and_no_other_cluster() -> None:
    first = [copy(), sparse(), copy(title="Beds that creak on the wards at night", doi="10.1/2")]
    before = run(*first).clusters.set_index("record_id")["cluster_id"]
    after = run(*first, copy(title="Why lifts are slow in old houses", doi="10.1/3")).clusters
    assert after.set_index("record_id")["cluster_id"].loc[before.index].equals(before)


def test_tables_have_the_shapes_of_the_schema_even_when_empty() -> None:
    for result in (run(copy(), sparse(), copy(title="Beds", doi=None)), dedupe(
        schema.empty(schema.RECORD), SETTINGS
    )):  # fmt: skip
        for table, columns in (
            (result.clusters, schema.CLUSTER), (result.pairs, schema.PAIR),
            (result.merged, schema.MERGED),
        ):  # fmt: skip
            assert {c: str(t) for c, t in table.dtypes.items()} == {
                c.name: c.dtype for c in columns
            }


def test_records_without_anything_are_each_their_own() -> None:
    assert len(groups(run(*[{} for _ in range(5)]))) == 5


def test_pairs_say_why_in_words() -> None:
    result = run(copy(doi=None), copy(year=2015, volume=None, issue=None, pages="1-14"))
    assert result.pairs.loc[0, "why"] == (
        "title 100, year 2016/2015, authors same, venue same, volume missing in one, "
        "pages missing in one, DOI missing in one"
    )


def test_a_near_miss_is_kept_with_the_veto_that_refused_it() -> None:
    erratum = copy(title=f"Erratum: {ARTICLE['title']}", doi=None)
    pairs = run(copy(), erratum, settings=DedupeSettings(errata="keep")).pairs
    assert list(pairs["answer"]) == ["distinct"]
    assert list(pairs["rule"]) == ["correction and article"]


def test_progress_counts_up_to_the_total() -> None:
    seen: list[tuple[str, int, int]] = []
    dedupe(records(copy(), sparse()), SETTINGS, progress=lambda *step: seen.append(step))
    assert {label for label, _, _ in seen} == {"looking for candidates", "comparing"}
    assert all(0 < done <= total for _, done, total in seen)
    assert seen[-1][1] == seen[-1][2]


def test_every_level_has_a_weight_and_no_other() -> None:
    assert {field: set(levels) for field, levels in LEVELS.items()} == {
        field: set(levels) for field, levels in weights().items() if field != PRIOR
    }


# ------------------------------------------------------------------------------------- blocking


def test_blanks_are_never_joined_on() -> None:
    rows = [{"title": f"{chr(97 + i % 26) * 12} {i * 7919}", "year": 2016} for i in range(300)]
    a, _ = candidates(normalise(records(*rows)))
    assert len(a) < 300


@given(st.lists(st.integers(-1, 4), max_size=25), st.integers(1, 30))
@settings(max_examples=25, deadline=None)
def test_a_block_under_the_cap_gives_all_its_pairs(values: list[int], cap: int) -> None:
    codes = np.array(values, dtype=np.int64)
    rows = np.arange(len(codes))
    a, b = within_blocks(codes, rows, rows, cap, window=2)
    found = {tuple(sorted(pair)) for pair in zip(a.tolist(), b.tolist(), strict=True)}
    for x, y in combinations(range(len(values)), 2):
        members = [i for i, value in enumerate(values) if value == values[x]]
        near = len(members) <= cap or members.index(y) - members.index(x) <= 2 if (
            values[x] == values[y]
        ) else False  # fmt: skip
        assert ((x, y) in found) == (values[x] >= 0 and near)


def test_no_merge_is_missed_by_looking_only_at_blocks() -> None:
    rows = [
        copy(title=f"{word} {ARTICLE['title']} {word}", pages=f"{i}-{i + 3}", doi=f"10.1/{i}")
        for i, word in enumerate(["Amber", "Blue", "Crimson", "Dun", "Ecru", "Fawn"])
    ]
    worn = [
        {**row, "doi": None, "title": title, "source": "wos"}
        for row in rows
        for title in (row["title"][4:], row["title"][:-5] + " …", row["title"].replace("p", "b", 1))
    ]
    forms = normalise(records(*rows, *worn, *[sparse(title=r["title"]) for r in rows]))
    a, b = np.triu_indices(len(forms), k=1)
    all_pairs = compare(forms, a, b)
    merged = decide(forms, all_pairs, SETTINGS).answer == 2
    met = set(zip(*(side.tolist() for side in candidates(forms)), strict=True))
    firsts = forms.twin_of == np.arange(len(forms))
    wanted = {
        (x, y) for x, y in zip(a[merged].tolist(), b[merged].tolist(), strict=True)
        if firsts[x] and firsts[y]
    }  # fmt: skip
    assert wanted
    assert wanted <= met


# ----------------------------------------------------------------------------------- clustering

EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


@given(EDGES, EDGES)
@settings(max_examples=150, deadline=None)
def test_partition_agrees_with_merging_sets_one_edge_at_a_time(
    edges: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> None:
    apart = [(x, y) for x, y in apart if x != y]
    labels = partition(8, _columns(edges), _columns(apart))
    clusters = [{i} for i in range(8)]
    for x, y in edges:
        one = next(c for c in clusters if x in c)
        two = next(c for c in clusters if y in c)
        banned = any({u, v} <= one | two for u, v in apart)
        if one is not two and not banned:
            clusters = [c for c in clusters if c is not one and c is not two] + [one | two]
    assert {frozenset(np.flatnonzero(labels == label)) for label in set(labels.tolist())} == {
        frozenset(cluster) for cluster in clusters
    }
    assert all(labels[x] != labels[y] for x, y in apart)


def _columns(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return columns[:, 0], columns[:, 1]


@given(st.lists(st.integers(0, 4), max_size=15))
def test_inner_pairs_are_all_pairs_of_each_cluster(labels: list[int]) -> None:
    codes = np.array(labels, dtype=np.int64)
    a, b = inner_pairs(codes, np.arange(len(codes)))
    expected = {(x, y) for x, y in combinations(range(len(labels)), 2) if labels[x] == labels[y]}
    assert set(zip(a.tolist(), b.tolist(), strict=True)) == expected
