"""A column of a table as the plain values that a cell can hold, texts formula-safe."""

from __future__ import annotations

from typing import Any

import pandas as pd

from litsieve.cells import CUT_MARK, neutralise, restore

__all__ = ["CUT_MARK", "neutralise", "restore", "values"]


def values(column: pd.Series) -> list[Any]:
    """The cells of a column as str, int, float or bool, missing ones as None; texts neutralised."""
    there = column.notna()
    if not there.any():
        return [None] * len(column)
    filled = column.astype(object).where(there, None).tolist()
    return [neutralise(cell) if isinstance(cell, str) else _plain(cell) for cell in filled]


def _plain(cell: Any) -> Any:
    """A value that Python's own types hold: numpy's numbers are unwrapped, the rest is text."""
    cell = cell.item() if hasattr(cell, "item") else cell
    if cell is None or isinstance(cell, (bool, int, float)):
        return cell
    return neutralise(str(cell))
