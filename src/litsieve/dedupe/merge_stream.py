"""Merged reports without holding all records: the same as `merged_reports` gives, in parts.

The records are gone through twice, a group of rows at a time. First what members give to reports of
other groups is laid aside, packed, by the group that takes it; then each group is read, what it
takes is filled in, and its survivors are handed on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Rows: TypeAlias = npt.NDArray[np.int64]
#: Reads the columns that are wanted of one group of the records as a pyarrow Table.
Read: TypeAlias = Callable[[int], Any]
#: (group, field) → rows of the group and, packed, the values that they take.
Gifts: TypeAlias = dict[tuple[int, str], list[tuple[Rows, Any]]]


def merged_parts(
    read: Read,
    sizes: Sequence[int],
    ids: pd.Series[str],
    clusters: pd.DataFrame,
    merged: pd.DataFrame,
    columns: Sequence[str],
    most: int,
) -> Iterator[pd.DataFrame]:
    """The merged report of every cluster, in parts of at most `most` rows and no set order.

    `sizes`: rows of each group; `ids`: record_id of all records; `columns`: those of schema.RECORD
    that the reports shall have; `clusters`, `merged`: the tables of de-duplication.
    """
    known = pa.array(ids, pa.large_string())
    survives = np.zeros(len(ids), dtype=bool)
    survives[_rows(clusters["cluster_id"], known)] = True
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    gifts = _gifts(read, starts, known, merged[merged["field"].isin(columns)])
    for group, start in enumerate(starts[:-1].tolist()):
        table = read(group)
        for name in columns:
            if (group, name) in gifts:
                table = _filled(table, name, gifts.pop((group, name)))
        for at in range(0, len(table), most):
            part = table.slice(at, most)
            part = part.filter(pa.array(survives[start + at : start + at + len(part)]))
            if len(part):
                yield part.to_pandas()


def _rows(ids: pd.Series[str], known: Any) -> Rows:
    """Where each id stands among all."""
    found = pc.index_in(pa.array(ids, pa.large_string()), value_set=known)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int64)


def _gifts(read: Read, starts: Rows, known: Any, merged: pd.DataFrame) -> Gifts:
    """What the reports of each group take from other members than their survivor."""
    found: Gifts = defaultdict(list)
    takers, givers = _rows(merged["cluster_id"], known), _rows(merged["record_id"], known)
    takes_in = np.searchsorted(starts, takers, side="right") - 1
    gives_in = np.searchsorted(starts, givers, side="right") - 1
    fields = merged["field"].to_numpy(dtype=object)
    for group in np.unique(gives_in).tolist():
        here = gives_in == group
        names = sorted(set(fields[here]))
        table = read(group)
        for name in names:
            of_field = here & (fields == name)
            for taker in np.unique(takes_in[of_field]).tolist():
                chosen = np.flatnonzero(of_field & (takes_in == taker))
                values = table.select([name]).take(givers[chosen] - starts[group])
                found[taker, name].append((takers[chosen] - starts[taker], _packed(values)))
    return found


def _filled(table: Any, name: str, gifts: list[tuple[Rows, Any]]) -> Any:
    """The table with what its rows take in a column."""
    rows = np.concatenate([rows for rows, _ in gifts])
    values = pa.concat_tables([pa.ipc.open_stream(packed).read_all() for _, packed in gifts])
    order = np.argsort(rows, kind="stable")
    taken = np.zeros(len(table), dtype=bool)
    taken[rows] = True
    place = table.schema.get_field_index(name)
    cells = pc.replace_with_mask(
        table.column(place).combine_chunks(),
        pa.array(taken),
        values.column(0).combine_chunks().take(order),
    )
    return table.set_column(place, table.schema.field(place), cells)


def _packed(table: Any) -> Any:
    """A table as a compressed buffer: most gifts are abstracts."""
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, table.schema, options=options) as stream:
        stream.write_table(table)
    return sink.getvalue()
