"""Merged reports without holding all records: the same as `merged_reports` gives, in parts.

The records are gone through twice, a few rows at a time: memory that is soon free again is fast.
First what members give is laid aside, packed, by the group of rows that takes it; then what each
group takes is filled in, and its survivors are handed on.
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
#: Reads columns of one group of the records, in order, as pyarrow Tables of a few rows each.
Read: TypeAlias = Callable[[int, Sequence[str]], Iterator[Any]]
#: (group, field) → rows of the group and, packed, the values that they take.
Gifts: TypeAlias = dict[tuple[int, str], list[tuple[Rows, Any]]]


def merged_parts(
    read: Read,
    sizes: Sequence[int],
    ids: pd.Series[str],
    clusters: pd.DataFrame,
    merged: pd.DataFrame,
    columns: Sequence[str],
) -> Iterator[pd.DataFrame]:
    """The merged report of every cluster, in the parts that `read` gives and no set order.

    `sizes`: rows of each group; `ids`: record_id of all records; `columns`: those of schema.RECORD
    that the reports shall have; `clusters`, `merged`: the tables of de-duplication.
    """
    known = pa.array(ids, pa.large_string())
    survives = np.zeros(len(ids), dtype=bool)
    survives[_rows(clusters["cluster_id"], known)] = True
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    gifts = _gifts(read, starts, known, merged[merged["field"].isin(columns)])
    for group, start in enumerate(starts[:-1].tolist()):
        taken = {name: _taken(gifts.pop((group, name), [])) for name in columns}
        at = 0
        for part in read(group, columns):
            for name in columns:
                part = _filled(part, name, at, *taken[name])
            kept = part.filter(pa.array(survives[start + at : start + at + len(part)]))
            at += len(part)
            if len(kept):
                yield kept.to_pandas()


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
        rows = np.unique(givers[here] - starts[group])
        table = _chosen(read(group, names), rows)
        for name in names:
            of_field = here & (fields == name)
            for taker in np.unique(takes_in[of_field]).tolist():
                chosen = np.flatnonzero(of_field & (takes_in == taker))
                values = table.select([name]).take(
                    np.searchsorted(rows, givers[chosen] - starts[group])
                )
                found[taker, name].append((takers[chosen] - starts[taker], _packed(values)))
    return found


def _chosen(parts: Iterator[Any], rows: Rows) -> Any:
    """Some rows, in order, of a group that comes in parts."""
    found, at = [], 0
    for part in parts:
        here = slice(*np.searchsorted(rows, [at, at + len(part)]))
        found.append(part.take(rows[here] - at))
        at += len(part)
    return pa.concat_tables(found)


def _taken(gifts: list[tuple[Rows, Any]]) -> tuple[Rows, Any]:
    """All that a column of a group takes: rows in order, and their values."""
    if not gifts:
        return np.empty(0, dtype=np.int64), None
    rows = np.concatenate([rows for rows, _ in gifts])
    values = pa.concat_tables([pa.ipc.open_stream(packed).read_all() for _, packed in gifts])
    order = np.argsort(rows, kind="stable")
    return rows[order], values.column(0).combine_chunks().take(order)


def _filled(part: Any, name: str, at: int, rows: Rows, values: Any) -> Any:
    """Rows of a group from `at` on, with what they take in a column."""
    first, end = np.searchsorted(rows, [at, at + len(part)]).tolist()
    if first == end:
        return part
    takes = np.zeros(len(part), dtype=bool)
    takes[rows[first:end] - at] = True
    place = part.schema.get_field_index(name)
    cells = pc.replace_with_mask(
        part.column(place).combine_chunks(), pa.array(takes), values.slice(first, end - first)
    )
    return part.set_column(place, part.schema.field(place), cells)


def _packed(table: Any) -> Any:
    """A table as a compressed buffer: most gifts are abstracts."""
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, table.schema, options=options) as stream:
        stream.write_table(table)
    return sink.getvalue()
