"""The generator of records with known works, and what is scored against it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from litsieve.ingest import ExportFile, read

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "data")]

from copies import DATABASES, NOISE, generate, rows  # noqa: E402
from invented.families import FAMILIES  # noqa: E402
from scoring import Copy, by_family, by_noise, quality, read_truth  # noqa: E402

N = 4000
#: What ingest must find in the files as `rows` tells it.
_COLUMNS = (
    "title", "title_alternative", "year", "venue", "volume", "issue", "pages", "article_number",
    "doi", "pmid", "issn", "abstract",
)  # fmt: skip


@pytest.fixture(scope="module")
def described():
    return list(rows(N, 7))


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    return generate(N, 7, tmp_path_factory.mktemp("exports"))


def test_the_same_number_and_seed_give_the_same_bytes(exports, tmp_path):
    again = generate(N, 7, tmp_path / "again")
    other = generate(N, 8, tmp_path / "other")
    for first, second, third in zip(exports, again, other, strict=True):
        assert first.read_bytes() == second.read_bytes() != third.read_bytes()
    truth = [path.parent / "truth.csv" for path in (exports[0], again[0])]
    assert truth[0].read_bytes() == truth[1].read_bytes()


def test_another_order_shuffles_the_entries_and_changes_none(exports, tmp_path):
    for first, second in zip(exports, generate(N, 7, tmp_path, order=1), strict=True):
        a, b = first.read_text("utf-8"), second.read_text("utf-8")
        assert a != b
        assert Counter(a.split("\n")) == Counter(b.split("\n"))


def test_fewer_records_are_the_first_of_more(described):
    assert list(rows(500, 7)) == described[:500]


def test_every_record_has_one_work_and_an_id_of_its_own(exports, described):
    truth = read_truth(exports[0].parent / "truth.csv")
    assert len(truth) == len(described) == N
    told = {f"{row['file']}/{row['source_id']}": str(row["work"]) for row in described}
    assert told == {name: copy.work for name, copy in truth.items()}
    assert len({row["record_id"] for row in described}) == N


def test_exports_are_read_whole_and_say_what_the_rows_say(exports, described):
    files = [ExportFile(path=path, name=path.name) for path in exports]
    found = read(files)
    assert len(found.rejects) == 0
    table = found.records.astype(object)
    table = table.where(table.notna(), "").set_index(["file", "source_id"])
    assert len(table) == N
    table = table.loc[[(row["file"], row["source_id"]) for row in described]]
    for column in _COLUMNS:
        told = pd.Series(["" if row[column] is None else str(row[column]) for row in described])
        same = (table[column].astype(str).to_numpy() == told.to_numpy()).mean()
        assert same > 0.998, column
    assert (table["authors"].to_numpy() == [row["authors"] for row in described]).mean() > 0.98


def test_three_records_in_ten_are_copies_in_groups_of_two_to_six(described):
    sizes = Counter(Counter(row["work"] for row in described).values())
    assert set(sizes) == {1, 2, 3, 4, 5, 6}
    assert 0.25 < 1 - sum(sizes.values()) / N < 0.35
    within = Counter((row["work"], row["source"]) for row in described)
    assert max(within.values()) > 1
    assert {row["source"] for row in described} == set(DATABASES)


def test_noise_happens_as_often_as_its_table_says():
    many = 12_000
    seen = Counter(name for row in rows(many, 3) for name in row["noise"])
    for noise in NOISE:
        expected = many * noise.share / 100
        assert abs(seen[noise.name] - expected) < 5 + 5 * expected**0.5, noise.name


def test_works_that_look_alike_are_there_and_stay_two(described):
    assert {row["family"] for row in described} == set(FAMILIES)
    titles: dict[str, set[int]] = {}
    for row in described:
        titles.setdefault(row["title"].rstrip(".").casefold(), set()).add(row["work"])
    assert sum(len(works) > 1 for works in titles.values()) > 20
    lengths = sorted(len(row["title"].split()) for row in described if row["title"])
    assert lengths[len(lengths) // 10] >= 4
    assert lengths[-len(lengths) // 100] <= 22


def test_quality_counts_pairs_and_records():
    works = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "3", "f": ""}
    clusters = {"a": "x", "b": "x", "c": "y", "d": "y", "f": "x"}
    scored = quality(works, clusters, queue=[("a", "c"), ("d", "e")])
    assert (scored.precision, scored.recall) == (1 / 2, 1 / 3)
    assert scored.missed_pairs == {("a", "c"), ("b", "c")}
    assert scored.wrong_pairs == {("c", "d")}
    assert scored.with_queue == 1.0
    assert scored.left_pairs == frozenset()
    assert (scored.queued, scored.records) == (4, 5)
    assert (scored.removed, scored.missed) == (1, 1)


def test_quality_across_sources_leaves_out_pairs_of_one():
    works = {"a": "1", "b": "1", "c": "1"}
    sources = {"a": "x", "b": "x", "c": "y"}
    scored = quality(works, {"a": "k", "c": "k"}, sources=sources)
    assert (scored.precision, scored.recall) == (1.0, 1 / 2)


def test_a_missed_copy_is_listed_under_what_happened_to_it():
    copies = {
        "a": Copy("1", "ordinary", frozenset({"no year"})),
        "b": Copy("1", "ordinary"),
        "c": Copy("2", "series"),
        "d": Copy("3", "ordinary"),
    }
    scored = quality({name: copy.work for name, copy in copies.items()}, {"c": "k", "d": "k"})
    assert by_noise(copies, scored)[1].split() == ["no", "year", "1", "1", "100.0", "%", "1", "1"]
    assert by_family(copies, scored)[1].split() == ["ordinary", "/", "series", "1"]
