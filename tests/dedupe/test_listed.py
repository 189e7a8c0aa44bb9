"""A list of references is matched as its entries would have been merged, had they been records."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pandas as pd

from litsieve import schema
from litsieve.config.dedupe import DedupeSettings
from litsieve.dedupe import dedupe
from litsieve.dedupe.listed import found_in

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "data")]


def invented(n: int) -> pd.DataFrame:
    frame = pd.DataFrame(import_module("copies").rows(n, seed=7)).replace("", pd.NA)
    return schema.conform(frame.drop(columns=["work", "family", "noise"]), schema.RECORD)


def test_an_entry_is_what_it_would_have_been_merged_with() -> None:
    every, settings = invented(2_000), DedupeSettings()
    listed = every.iloc[::10].reset_index(drop=True)
    records = every.drop(index=every.index[::10]).reset_index(drop=True)
    clusters = dedupe(records, settings).clusters
    of = clusters.groupby("cluster_id")["record_id"].agg(set)
    whole = dedupe(every, settings).clusters.set_index("record_id")["cluster_id"]
    left = whole[whole.index.isin(records["record_id"])]
    differ = []
    for name, found in zip(listed["record_id"], found_in(records, clusters, listed, settings),
                           strict=True):  # fmt: skip
        together = set(left.index[left == whole[name]])
        same = of[found.cluster_id] if found and found.answer == "same" else set()
        if bool(together) != bool(together & same):
            differ.append(name)
    assert differ == []


def test_entries_that_say_the_same_are_told_the_same() -> None:
    every, settings = invented(300), DedupeSettings()
    clusters = dedupe(every, settings).clusters
    one = every.iloc[[0]]
    changed = one.assign(doi=None, source_id="x", source="refs")
    listed = pd.concat(
        [frame.assign(record_id=f"r_new{at}") for at, frame in enumerate([one, changed, changed])],
        ignore_index=True,
    )
    found = found_in(every, clusters, schema.conform(listed, schema.RECORD), settings)
    cluster = clusters.set_index("record_id")["cluster_id"][one["record_id"].iloc[0]]
    assert [one and (one.cluster_id, one.answer) for one in found] == [(cluster, "same")] * 3


def test_an_empty_list_and_an_empty_review_have_nothing_in_common() -> None:
    every, none = invented(50), schema.empty(schema.RECORD)
    settings = DedupeSettings()
    assert found_in(every, dedupe(every, settings).clusters, none, settings) == []
    found = found_in(none, dedupe(none, settings).clusters, every, settings)
    assert found == [None] * 50
