"""Clusters → merged reports: which record survives, and which field comes from another member."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve import schema

Positions = npt.NDArray[np.int64]

#: What a record says of itself, not of the work: never taken from another member.
_OWN = ("record_id", "source", "file", "line", "source_id", "flags")
#: Fields that only make sense from one record; the first decides which.
_TOGETHER: tuple[tuple[str, ...], ...] = (
    ("authors", "authors_cut"),
    ("abstract", "abstract_partial"),
    ("year", "published"),
    ("document_type", "document_type_raw"),
    ("source_type", "source_type_raw"),
)
_PLACE = ("volume", "issue", "pages", "article_number")
_GOOD, _POOR, _MISSING = 0, 1, 2


def survivors(
    rows: pd.DataFrame, labels: Positions, source_priority: tuple[str, ...]
) -> pd.DataFrame:
    """`record_id`, `cluster_id` and the member's `rank` in its cluster: 0 is the survivor.

    `rows` are records sorted by record_id, `labels` their clusters. The survivor comes from the
    source named first in `source_priority`, then has the most fields, then the smallest id.
    """
    place = {source: i for i, source in enumerate(source_priority)}
    frame = pd.DataFrame({
        "record_id": rows["record_id"],
        "label": labels,
        "source": rows["source"].map(place).fillna(len(place)).astype(int),
        "fields": -rows.notna().sum(axis=1),
    }).sort_values(["label", "source", "fields", "record_id"], kind="stable")  # fmt: skip
    frame["rank"] = frame.groupby("label").cumcount()
    frame["cluster_id"] = frame.groupby("label")["record_id"].transform("first")
    return frame.sort_index()[["record_id", "cluster_id", "rank"]]


def merged_fields(rows: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """schema.MERGED: every field that a cluster's report takes from another member.

    A value is taken where the survivor has none or a poor one (a cut list of authors, a snippet for
    an abstract, a name ending in "…"). Volume, issue, pages and article number go together where
    the survivor has no volume, so that an article is not paged online-first in its final volume.
    A retraction that any member states is stated.
    """
    several = members.groupby("cluster_id")["rank"].transform("max") > 0
    who = members[several].sort_values(["cluster_id", "rank"])
    if who.empty:
        return schema.empty(schema.MERGED)
    part = rows.loc[who.index].reset_index(drop=True)
    starts = np.flatnonzero(who["rank"] == 0)
    cluster = who["cluster_id"].to_numpy(dtype=object)
    taken = {group: _donors(part, group[0], starts) for group in _groups()}
    moved = _donors(part, "volume", starts) != starts
    taken[_PLACE] = _donors(part, "volume", starts)
    for field in _PLACE[1:]:
        taken[(field,)] = np.where(moved, starts, _donors(part, field, starts))
    ids = part["record_id"].to_numpy(dtype=object)
    table = [
        pd.DataFrame(
            {"cluster_id": cluster[starts[other]], "record_id": ids[donors[other]]}
        ).assign(field=field)
        for group, donors in taken.items()
        for other in (donors != starts,)
        for field in group
        if other.any()
    ]
    if not table:
        return schema.empty(schema.MERGED)
    merged = pd.concat(table).sort_values(["cluster_id", "field"], kind="stable")
    return schema.conform(merged, schema.MERGED)


def merged_reports(
    records: pd.DataFrame, clusters: pd.DataFrame, merged: pd.DataFrame
) -> pd.DataFrame:
    """schema.RECORD: one row per cluster, record_id its cluster_id, sorted by it.

    `records` (schema.RECORD), `clusters` (schema.CLUSTER) and `merged` (schema.MERGED) are of one
    run; a survivor keeps what `merged` does not replace.
    """
    by_id = records.set_index("record_id", drop=False)
    ids = sorted(clusters["cluster_id"].unique())
    reports = by_id.loc[ids].copy()
    for field, rows in merged.groupby("field"):
        values = by_id.loc[rows["record_id"], str(field)]
        reports.loc[rows["cluster_id"], str(field)] = values.to_numpy(dtype=object)
    return schema.conform(reports.reset_index(drop=True), schema.RECORD)


def _groups() -> list[tuple[str, ...]]:
    grouped = {field for group in _TOGETHER for field in group}
    done = grouped | set(_OWN) | set(_PLACE)
    return [*_TOGETHER, *((name,) for name in schema.names(schema.RECORD) if name not in done)]


def _donors(rows: pd.DataFrame, field: str, starts: Positions) -> Positions:
    """Which row gives each cluster its `field`: the first of those with the best value.

    `rows` stand in the order of cluster and rank; each cluster begins at one of `starts`.
    """
    ranked = _quality(rows, field).astype(np.int64) * len(rows) + np.arange(len(rows))
    return np.asarray(np.minimum.reduceat(ranked, starts) % len(rows))


def _quality(rows: pd.DataFrame, field: str) -> npt.NDArray[np.int8]:
    """good, poor or missing, for every row."""
    values = rows[field]
    poor = np.zeros(len(rows), dtype=bool)
    if field == "authors":
        poor = rows["authors_cut"].fillna(False).to_numpy(dtype=bool)
    elif field == "abstract":
        poor = rows["abstract_partial"].fillna(False).to_numpy(dtype=bool)
    elif field in ("title", "venue"):
        poor = values.str.contains(r"(?:…|\.\.\.)\W*$", na=False).to_numpy(dtype=bool)
    elif field == "retracted":
        poor = ~values.fillna(False).to_numpy(dtype=bool)
    return np.where(values.isna(), _MISSING, np.where(poor, _POOR, _GOOD)).astype(np.int8)
