"""Work lists: tables that go out as a spreadsheet, are filled in by people, and come back.

CSV or XLSX; a column that takes certain words only has a drop-down in XLSX. What comes back may be
a CSV of Excel in any country (semicolons, BOM, cp1252, UTF-16), its columns moved or added to.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litsieve.archives import Member, members
from litsieve.errors import ReviewError, ReviewErrors, Where, nearest

if TYPE_CHECKING:
    import pandas as pd

#: Endings of work lists.
ENDINGS = (".csv", ".xlsx")
_WIDE = ("title", "abstract", "authors", "why")


@dataclass(frozen=True)
class Row:
    """One row below the header, with the line on which it starts; cells by lower-case heading."""

    where: Where
    cells: Mapping[str, str]  # stripped; "" where there is none


# --- out -------------------------------------------------------------------------------------


def write(frame: pd.DataFrame, to: str, choices: Mapping[str, Sequence[str]]) -> bytes:
    """A table as .csv or .xlsx, formula-safe; `choices`: column → the words it takes."""
    from litsieve.report import export_table

    return _workbook(frame, choices) if to == ".xlsx" else export_table(frame, "csv")


def _workbook(frame: pd.DataFrame, choices: Mapping[str, Sequence[str]]) -> bytes:
    from datetime import UTC, datetime

    import xlsxwriter

    from litsieve.report.writers.cells import CUT_MARK, values
    from litsieve.report.writers.xlsx import LETTERS, ROWS

    if len(frame) >= ROWS:
        raise ReviewError(f"{len(frame):,} rows are more than a sheet holds", hint="write a .csv")
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("table")
    bold, plain = book.add_format({"bold": True}), book.add_format({"valign": "top"})
    wrapped = book.add_format({"valign": "top", "text_wrap": True})
    sheet.freeze_panes(1, len(choices))
    for x, name in enumerate(map(str, frame.columns)):
        is_wide = name.rpartition("_")[0] in _WIDE or name in _WIDE
        sheet.set_column(x, x, 40 if is_wide else 14)
        sheet.write_string(0, x, name, bold)
        for y, value in enumerate(values(frame.iloc[:, x]), start=1):
            if isinstance(value, (int, float)):
                sheet.write_number(y, x, value, plain)
            elif value is not None:
                fits = value if len(value) <= LETTERS else value[: LETTERS - len(CUT_MARK)]
                is_cut = len(fits) < len(value)
                sheet.write_string(y, x, fits + CUT_MARK * is_cut, wrapped if is_wide else plain)
        if name in choices and len(frame):
            sheet.data_validation(
                1, x, len(frame), x,
                {"validate": "list", "source": list(choices[name]), "error_title": name,
                 "error_message": f"one of {', '.join(choices[name])}, or nothing"},
            )  # fmt: skip
    sheet.set_default_row(60)
    sheet.set_row(0, 15)
    book.close()
    return out.getvalue()


# --- and back --------------------------------------------------------------------------------


def read(path: Path, name: str, needs: Sequence[str]) -> list[Row]:
    """The rows of a work list that have anything in them; `name` is how the file is called.

    Of a workbook the one sheet that has all columns in `needs`. Raises ReviewError.
    """
    found = members(path, name)
    complaints: list[ReviewError] = []
    for member in found:
        try:
            return _rows(member, needs)
        except ReviewErrors:
            raise
        except ReviewError as error:
            complaints.append(error)
    raise complaints[0]


def _rows(member: Member, needs: Sequence[str]) -> list[Row]:
    from litsieve.ingest.decode import load
    from litsieve.ingest.shapes.tables import header

    text = load(member.open, member.name).text
    head, delimiter, above = header(text.head)
    head = [heading.casefold() for heading in head]
    where = Where(member.name, above or None)
    for need in needs:
        if need not in head:
            near = nearest(need, head)
            hint = f"is it the one called {near!r}?" if near else f"its columns are {_some(head)}"
            raise ReviewError(f"no column {need!r}", where, hint)
        if head.count(need) > 1:
            raise ReviewError(f"two columns {need!r}", where, "take one out")
    lines = io.StringIO("".join(text), newline="")
    for _ in range(above):
        lines.readline()
    found: list[Row] = []
    errors: list[ReviewError] = []
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = above + 1
    try:
        for cells in reader:
            place, line = Where(member.name, line), above + reader.line_num + 1
            cells = [cell.strip() for cell in cells]
            if any(cells[len(head) :]):
                errors.append(ReviewError(
                    f"has {len(cells)} cells where the header has {len(head)}", place,
                    "its quotation marks or its separators were changed: save it as .xlsx",
                ))  # fmt: skip
            elif any(cells):
                found.append(
                    Row(place, dict.fromkeys(head, "") | dict(zip(head, cells, strict=False)))
                )
    except csv.Error as error:
        errors.append(ReviewError(
            f"cannot be split into cells: {error}", Where(member.name, line),
            "its quotation marks were changed: save it as .xlsx",
        ))  # fmt: skip
    if errors:
        raise ReviewErrors(errors)
    return found


def _some(head: Sequence[str]) -> str:
    return ", ".join(head[:8]) + (" …" if len(head) > 8 else "") if any(head) else "without names"
