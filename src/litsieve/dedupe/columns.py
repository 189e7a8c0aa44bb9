"""Columns of texts, held by Arrow: a third of the room that Python's texts take.

A blank is "", never null. Processes that are forked share such a column, while a text of Python's
is copied as soon as it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from litsieve.parallel import spread

Texts = npt.NDArray[np.object_]
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: Values that one process takes at a time.
_PIECE = 10_000


class Column:
    """Texts of which only some are wanted at a time: `column[rows]` makes these Python's."""

    def __init__(self, held: pa.Array) -> None:
        self.held = held

    def __len__(self) -> int:
        return len(self.held)

    def __getitem__(self, rows: Codes) -> Texts:
        return objects(self.held.take(pa.array(rows)))


def texts(values: pd.Series) -> pa.Array:
    """A column of schema.TEXT; missing is ""."""
    column = pa.array(values, type=pa.large_string())
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return pc.fill_null(whole, "")


def objects(column: pa.Array) -> npt.NDArray[Any]:
    """A column's values as NumPy has them: objects, numbers or flags."""
    return np.asarray(column.to_numpy(zero_copy_only=False))


def few(column: pa.Array) -> Texts:
    """The same for a column of few distinct texts, each made once."""
    coded = column.dictionary_encode()
    return np.asarray(objects(coded.dictionary)[objects(coded.indices)])


def codes(column: pa.Array) -> Codes:
    """Numbers for distinct texts; -1 for ""."""
    coded = column.dictionary_encode()
    numbers = objects(coded.indices).astype(np.int64)
    blank = coded.dictionary.index("").as_py()
    return np.where(numbers == blank, -1, numbers) if blank >= 0 else numbers


def give_back() -> None:
    """Arrow keeps the room of columns that are gone for others; here none as large follow."""
    pa.default_memory_pool().release_unused()


def beside(*columns: pa.Array) -> pa.Array:
    """The texts of several columns, row by row in one, a tab between them."""
    return pc.binary_join_element_wise(*columns, pa.scalar("\t", columns[0].type))


def distinct(numbers: Codes) -> Codes:
    """Numbers from 0, sorted, each once; `np.unique` hashes, which takes many times as long."""
    ordered = np.sort(numbers)
    return np.asarray(ordered[np.diff(ordered, prepend=-1) > 0])


def joint(columns: Iterable[npt.NDArray[Any]]) -> Codes:
    """Numbers from 0, in the order of rows, for distinct rows of columns of numbers or flags."""
    found: Codes | None = None
    for column in columns:
        numbers, distinct = pd.factorize(column)
        found = numbers if found is None else pd.factorize(found * len(distinct) + numbers)[0]
    assert found is not None
    return found


# --------------------------------------------------------------------------- forms of values


def each(values: pa.Array, form: Callable[[str], Any], processes: int = 1) -> pa.Array:
    """`form` of every value, worked out once per distinct value."""
    return split(values, partial(_alone, form), ("",), processes)[""]


def _alone(form: Callable[[str], Any], value: str) -> tuple[Any]:
    return (form(value),)


def split(
    values: pa.Array,
    form: Callable[[str], tuple[Any, ...]],
    names: Iterable[str],
    processes: int = 1,
) -> dict[str, pa.Array]:
    """The parts that `form` finds in every value, "" among them, as one column each."""
    coded = values.dictionary_encode()
    starts = range(0, max(len(coded.dictionary), 1), _PIECE)
    work = partial(_formed, form, coded.dictionary)
    pieces = list(spread(work, starts, processes if len(starts) > 1 else 1))
    parts = [pa.concat_arrays(part) for part in zip(*pieces, strict=True)]
    return {name: part.take(coded.indices) for name, part in zip(names, parts, strict=True)}


#: What Python's values are in a column.
_TYPES = {str: pa.large_string(), int: pa.int64(), bool: pa.bool_()}


def _formed(form: Callable[[str], tuple[Any, ...]], values: pa.Array, start: int) -> list[pa.Array]:
    blank = form("")
    made = [form(value) for value in values[start : start + _PIECE].to_pylist()]
    parts = zip(*made, strict=True) if made else [()] * len(blank)
    return [pa.array(p, type=_TYPES[type(b)]) for p, b in zip(parts, blank, strict=True)]
