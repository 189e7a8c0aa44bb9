"""JSON Lines: one object a row, keys in the order of the columns, missing is null. UTF-8."""

from __future__ import annotations

import json

import pandas as pd


def write(frame: pd.DataFrame) -> bytes:
    """Any table; texts are exact, as nothing reads JSON as a formula."""
    names = [str(name) for name in frame.columns]
    columns = [frame.iloc[:, i] for i in range(frame.shape[1])]
    objects = [column.astype(object).where(column.notna(), None) for column in columns]
    rows = zip(*objects, strict=True)
    lines = (
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_native) + "\n"
        for row in rows
    )
    return "".join(lines).encode("utf-8", "replace")


def _native(value: object) -> object:
    return value.item() if hasattr(value, "item") else str(value)
