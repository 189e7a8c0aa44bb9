"""A table whose columns have names → entries: what all CSV formats share.

A format names its columns and turns the cells of a row into canonical values; rows that were cut,
headers that are repeated and what a spreadsheet did to cells are the same for all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from litsieve.errors import ReviewError
from litsieve.ingest.clean import CELL_LIMIT
from litsieve.ingest.entry import CUT, REPAIRED, Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.shapes.common_names import matched
from litsieve.ingest.shapes.tables import Row, Shape, blocks, header

#: The cells of a row that hold anything, by the names that the format gave their columns.
Cells = dict[str, str]


@dataclass
class Found:
    """What a format makes of a row: canonical values, the database's own id, flags."""

    fields: dict[str, Value]
    own_id: str | None = None
    flags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Columns:
    """The columns of a format.

    `names` maps a name of ours (canonical where the cell is the value) to the headings it has had
    over the years, in any case. `convert` makes the values of a row; it is a function of a module.
    `plausible`, of the cells by our names, tells whether a row that had to be looked for is sound.
    """

    names: Mapping[str, tuple[str, ...]]
    convert: Callable[[Cells], Found | None]
    plausible: Callable[[Cells], bool] | None = None


#: What no entry should lose because a heading is called something else this year.
_NEEDED = ("title", "authors", "year", "doi", "abstract")
_YEAR_CELL = re.compile(r"\s*(?:\d{4}\b.{0,20}|.{0,16}\b\d{4}|[^\d,;]{0,16})\s*")
_EXCEL_DATE = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}[-/][^\W\d_]{3,4}|[^\W\d_]{3,4}[-/]\d{2,4}"
)
_EXCEL_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
#: What stands in a cell whose formula failed, or that was too narrow when it was copied.
_ERROR_CELL = re.compile(r"#(?:NAME\?|VALUE!|REF!|N/A|DIV/0!|NUM!|NULL!)|#{4,}")
_NUMBERS = ("volume", "issue", "pages", "first_page", "last_page", "article_number", "isbn", "issn",
            "pmid")  # fmt: skip


def headings(head: str) -> frozenset[str]:
    """The column names of a table's first line in lower case; none if it is no table."""
    names, _, _ = header(head)
    return frozenset(name.casefold() for name in names if name) if len(names) > 1 else frozenset()


def read_table(
    text: Text, columns: Columns, dialect: str | None = None, database: str | None = None
) -> Reading:
    """The rows of a table with a header; ReviewError if none of the columns is there."""
    names, delimiter, skip = header(text.head)
    index = _index(columns, names)
    if not index:
        raise ReviewError("has none of the columns of its format", hint="export it again")
    shape = Shape(delimiter, len(names), partial(_plausible, columns, index))
    entries = partial(_entries, columns, index, names, shape)
    return Reading(blocks(text, skip, shape), entries, dialect, database)


def _index(columns: Columns, names: Sequence[str]) -> dict[str, int]:
    """Our name → position; of two headings for one name, the one that is named first.

    Databases rename columns: what the format does not find under the names it knows is looked for
    under the common ones.
    """
    position = {name.casefold(): at for at, name in reversed(list(enumerate(names)))}
    index = {
        ours: position[theirs]
        for ours, spellings in columns.names.items()
        for theirs in [next((name for name in spellings if name in position), None)]
        if theirs is not None
    }
    lost = [ours for ours in _NEEDED if ours in columns.names and ours not in index]
    others = matched(names, [names[at] for at in index.values()]) if lost else {}
    return index | {ours: names.index(others[ours]) for ours in lost if ours in others}


def _plausible(columns: Columns, index: Mapping[str, int], cells: list[str]) -> bool:
    year = index.get("year")
    if year is not None and not _YEAR_CELL.fullmatch(cells[year]):
        return False
    if columns.plausible is None:
        return True
    return columns.plausible({ours: cells[at].strip() for ours, at in index.items()})


def _entries(
    columns: Columns,
    index: Mapping[str, int],
    names: Sequence[str],
    shape: Shape,
    found: Iterable[Block],
) -> Iterator[Item]:
    for block in found:
        row = shape.row(block)
        if row is None:
            continue
        if row.cells is None:
            yield Reject(row.line, row.raw, row.problem or "cannot be split into cells")
        elif not _is_header(row.cells, names):
            yield _entry(columns, index, row, row.cells)
        # else it is the header again: files were joined


def _is_header(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a row is the header once more, with a byte order mark or without."""
    first = cells[0].strip('\ufeff" ')
    return first == names[0] and [cell.strip() for cell in cells[1:]] == list(names[1:])


def _entry(columns: Columns, index: Mapping[str, int], row: Row, cells: list[str]) -> Item:
    cell = {ours: value for ours, at in index.items() if (value := cells[at].strip())}
    found = columns.convert(cell) if cell and not (row.repair and "title" not in cell) else None
    if found is None:
        return Reject(row.line, row.raw, "nothing in it that a record could be made of")
    flags = [f"{REPAIRED}: {row.repair}"] if row.repair else []
    flags += damage(cell, len(row.raw) >= CELL_LIMIT)
    return Entry(row.line, row.raw, found.fields, found.own_id, flags + found.flags)


def damage(cell: Cells, is_long: bool = True) -> list[str]:
    """What a spreadsheet did to a row."""
    flags = []
    for column in _NUMBERS:
        value = cell.get(column)
        if value is None or value.isdecimal():
            continue
        if _EXCEL_NUMBER.fullmatch(value) or (column != "pmid" and _EXCEL_DATE.fullmatch(value)):
            flags.append(f"spreadsheet damage: {column.replace('_', ' ')} {value}")
    for column, value in cell.items():
        if value[0] == "#" and _ERROR_CELL.fullmatch(value):
            flags.append(f"spreadsheet damage: {column.replace('_', ' ')} {value}")
    if is_long and any(CELL_LIMIT <= len(value) <= 32_767 for value in cell.values()):
        flags.append(f"{CUT}: a cell at the limit of spreadsheets")
    return flags
