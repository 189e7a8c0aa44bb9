"""XLSX: one sheet, header frozen, formula-safe (see `cells`), byte-identical for equal tables."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pandas as pd
import xlsxwriter

from litsieve.errors import ReviewError
from litsieve.report.writers.cells import CUT_MARK, neutralise, values

ROWS, LETTERS = 1_048_576, 32_767  # of a sheet, of a cell
_WIDTH = {"title": 60, "abstract": 60, "authors": 30, "why": 40, "query": 40}


def write(frame: pd.DataFrame) -> bytes:
    """Any table of up to 1,048,575 rows; a cell longer than Excel takes is cut and says so."""
    if len(frame) >= ROWS:
        raise ReviewError(
            f"{len(frame):,} rows are more than a spreadsheet holds", hint="export to csv or jsonl"
        )
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("table")
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for x, name in enumerate(map(str, frame.columns)):
        sheet.write_string(0, x, neutralise(name), bold)
        sheet.set_column(x, x, _WIDTH.get(name, 14))
        for y, value in enumerate(values(frame.iloc[:, x]), start=1):
            if isinstance(value, bool):
                sheet.write_boolean(y, x, value)
            elif isinstance(value, str):
                sheet.write_string(y, x, _fit(value))
            elif value is not None:
                sheet.write_number(y, x, value)
    book.close()
    return out.getvalue()


def _fit(text: str) -> str:
    return text if len(text) <= LETTERS else text[: LETTERS - len(CUT_MARK)] + CUT_MARK
