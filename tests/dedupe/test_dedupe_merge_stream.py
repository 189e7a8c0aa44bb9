"""Merged reports part by part: the same as all at once."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from litsieve import schema
from litsieve.dedupe import merged_reports
from litsieve.dedupe.merge_stream import merged_parts

COLUMNS = ["record_id", "title", "year", "abstract", "abstract_partial", "keywords"]
GIVEN = (("title",), ("year",), ("abstract", "abstract_partial"), ("keywords",), ("venue",))


def tables(seed: int, n: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Records in any order, clusters of them, and what survivors take from other members."""
    rng = random.Random(seed)
    ids = [f"r_{i:03}" for i in rng.sample(range(999), n)]
    records = pd.DataFrame({
        "record_id": ids,
        "title": [f"Title {i}" if rng.random() < 0.8 else None for i in range(n)],
        "venue": [f"Venue {i}" for i in range(n)],
        "year": pd.Series([rng.choice([None, 2000 + i]) for i in range(n)], dtype="Int64"),
        "abstract": [f"Abstract {i} ä" if rng.random() < 0.6 else None for i in range(n)],
        "abstract_partial": pd.Series(rng.choices([None, True, False], k=n), dtype="boolean"),
        "keywords": [rng.choice([None, f"k{i}; x"]) for i in range(n)],
    })  # fmt: skip
    leader: dict[int, str] = {}
    cluster = [leader.setdefault(rng.randrange(n), name) for name in ids]
    clusters = pd.DataFrame({"record_id": ids, "cluster_id": cluster})
    taken = [
        (survivor, field, rng.choice(others))
        for survivor, members in clusters.groupby("cluster_id")["record_id"]
        for others in ([m for m in members if m != survivor],)
        for group in GIVEN
        if others and rng.random() < 0.6
        for field in group
    ]
    merged = pd.DataFrame(taken, columns=["cluster_id", "field", "record_id"])
    return (
        schema.conform(records, schema.RECORD),
        schema.conform(clusters, schema.CLUSTER),
        schema.conform(merged, schema.MERGED),
    )


@pytest.mark.parametrize("seed", range(20))
def test_parts_are_the_whole(seed):
    import pyarrow as pa

    records, clusters, merged = tables(seed, n=random.Random(seed).choice([1, 5, 40]))
    sizes, at, groups = [], 0, []
    while at < len(records):
        sizes.append(1 + (seed + at) % 9)
        part = records.iloc[at : at + sizes[-1]][COLUMNS]
        sizes[-1] = len(part)
        groups.append(pa.Table.from_pandas(part, preserve_index=False))
        at += sizes[-1]

    def read(group, columns):
        for start in range(0, sizes[group], 4):
            yield groups[group].slice(start, 4).select(columns)

    ids = records["record_id"]
    parts = list(merged_parts(read, sizes, ids, clusters, merged, COLUMNS))
    assert max(map(len, parts)) <= 4
    found = pd.concat(parts).sort_values("record_id", ignore_index=True)
    expected = merged_reports(records, clusters, merged)[COLUMNS]
    pd.testing.assert_frame_equal(found, expected)
