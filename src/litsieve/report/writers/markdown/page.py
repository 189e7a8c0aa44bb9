"""What the sections of report.md are written with; texts are inert already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

NOT_REPORTED = "not reported"


def n(value: Any) -> str:
    """`1,842`; "not reported" for what is not known; a text stays."""
    if isinstance(value, str):
        return value
    return NOT_REPORTED if value is None or pd.isna(value) else f"{value:,}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], left: int) -> list[str]:
    """A Markdown table; the first `left` columns are words, the others numbers."""
    rule = ["---"] * left + ["---:"] * (len(heads) - left)
    return [_row(heads), _row(rule), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
