"""Merged reports: what a cluster's records say together, in the shape of a record."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def reports(
    records: pd.DataFrame, merged: pd.DataFrame, cluster_ids: Iterable[str]
) -> pd.DataFrame:
    """One row a cluster, columns as in `schema.RECORD`, sorted by record_id (the survivor's).

    A field is the survivor's own unless `merged` (schema.MERGED) names another member for it.
    """
    wanted = pd.Index(sorted(cluster_ids), dtype="str", name="record_id")
    by_id = records.set_index("record_id")
    out = by_id.reindex(wanted)
    taken = merged[merged["cluster_id"].isin(wanted) & merged["field"].isin(by_id.columns)]
    for field, rows in taken.groupby("field", sort=True):
        values = by_id[field].reindex(rows["record_id"])
        values.index = pd.Index(rows["cluster_id"])
        out.loc[values.index, field] = values
    return out.reset_index()[list(records.columns)]
