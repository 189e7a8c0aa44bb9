"""Cells that a spreadsheet cannot mistake for a formula, and back.

A text that a spreadsheet would run (`=cmd|…`, also after white space) gets an apostrophe before
it; a text that begins with an apostrophe gets one more, so that `restore` is exact for any text.
Numbers that are numbers are not texts and stay as they are, negative ones too.
After OWASP, "CSV injection": = + - @, tab and carriage return; also their full-width twins.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

_DANGEROUS = re.compile(r"['\t\r]|[\s\x00-\x20\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")


def neutralise(text: str) -> str:
    """`text` as a spreadsheet may have it."""
    return "'" + text if _DANGEROUS.match(text) else text


def restore(cell: str) -> str:
    """The text that `neutralise` was given."""
    return cell[1:] if cell.startswith("'") else cell


def values(column: pd.Series) -> list[Any]:
    """The cells of a column as str, int, float or bool, missing ones as None; texts neutralised."""
    filled = column.astype(object).where(column.notna(), None)
    return [neutralise(cell) if isinstance(cell, str) else _plain(cell) for cell in filled]


def _plain(cell: Any) -> Any:
    """A value that Python's own types hold: numpy's numbers are unwrapped, the rest is text."""
    cell = cell.item() if hasattr(cell, "item") else cell
    if cell is None or isinstance(cell, (bool, int, float)):
        return cell
    return neutralise(str(cell))
