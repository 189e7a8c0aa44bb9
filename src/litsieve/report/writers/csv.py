"""CSV: UTF-8, comma, a line feed after each row, formula-safe (see `cells`). Missing is empty."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from litsieve.report.writers.cells import neutralise, values

#: RFC 4180; pandas and Python 3.11 leave a lone \r bare, which then reads back as two rows.
_QUOTED = re.compile(r'[",\r\n]')


def write(frame: pd.DataFrame) -> bytes:
    """Any table: one header row, columns as they stand."""
    columns = [[_cell(value) for value in values(frame.iloc[:, i])] for i in range(frame.shape[1])]
    header = [_cell(neutralise(str(name))) for name in frame.columns]
    return (_lines([header]) + _lines(zip(*columns, strict=True))).encode("utf-8", "replace")


def _lines(rows: Iterable[Iterable[str]]) -> str:
    return "".join(f"{line or _EMPTY}\n" for line in map(",".join, rows))


#: A row of one missing cell: an empty line would be skipped by most readers.
_EMPTY = '""'


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"' if _QUOTED.search(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
