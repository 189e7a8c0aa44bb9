"""The records as de-duplication needs them: what it never reads takes no room."""

from __future__ import annotations

import pandas as pd

from litsieve import schema
from litsieve.dedupe.fields import ABSTRACT

#: Columns of which the values matter; of all others only whether a cell is filled.
_VALUES = frozenset({
    "record_id", "source", "source_id", "title", "title_alternative", "authors", "authors_cut",
    "year", "venue", "volume", "issue", "pages", "article_number", "doi", "pmid", "issn",
    "abstract", "abstract_partial", "language", "document_type", "source_type", "retracted",
})  # fmt: skip
#: How many letters an abstract has, which is cut.
LENGTH = "abstract_length"


def slim(records: pd.DataFrame) -> pd.DataFrame:
    """`records` (schema.RECORD) with flags, true or missing, where the values do not matter.

    Abstracts are cut to what is compared of them, and their lengths put down in one more column.
    Nothing changes where that is done already.
    """
    if LENGTH in records.columns:
        return records
    abstract = records["abstract"]
    kept = {
        name: records[name] if name in _VALUES else filled(records[name])
        for name in schema.names(schema.RECORD)
    }
    return pd.DataFrame(kept | {"abstract": abstract.str[:ABSTRACT], LENGTH: abstract.str.len()})


def in_order(records: pd.DataFrame) -> pd.DataFrame:
    """The same, in the order of record_id, row numbers from 0."""
    if isinstance(records.index, pd.RangeIndex) and records["record_id"].is_monotonic_increasing:
        return records
    return records.sort_values("record_id", kind="stable", ignore_index=True)


def filled(values: pd.Series) -> pd.Series:
    """True where a cell is filled, missing where it is not."""
    there = values.notna().to_numpy(dtype=bool)
    return pd.Series(pd.arrays.BooleanArray(there, ~there), index=values.index)
