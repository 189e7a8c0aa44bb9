"""A table whose columns have names → entries: what all CSV formats share.

A format names its columns and turns the cells of a row into canonical values; rows that were cut,
headers that are repeated and what a spreadsheet did to cells are the same for all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from litsieve.errors import ReviewError
from litsieve.ingest.clean import CELL_LIMIT
from litsieve.ingest.entry import CUT, REPAIRED, Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.shapes.align import Aligned
from litsieve.ingest.shapes.common_names import column_of, matched
from litsieve.ingest.shapes.tables import Row, Shape, blocks, header
from litsieve.ingest.values import dates, identifiers
from litsieve.ingest.values.missing import WORDS, is_nothing

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
    `is_literal`: cells mean what they say, `NA` is no word for nothing.
    """

    names: Mapping[str, tuple[str, ...]]
    convert: Callable[[Cells], Found | None]
    plausible: Callable[[Cells], bool] | None = None
    is_literal: bool = False


#: What no entry should lose because a heading is called something else this year.
_NEEDED = ("title", "authors", "year", "doi", "abstract")
_YEAR_CELL = re.compile(r"\s*(?:\d{4}\b.{0,20}|.{0,16}\b\d{4}|[^\d,;]{0,16})\s*")
_EXCEL_DATE = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}[-/][^\W\d_]{3,4}|[^\W\d_]{3,4}[-/]\d{2,4}"
)
_EXCEL_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
#: What an id of a database looks like, and no remark or sum.
_ID = re.compile(r"(?=\D*\d)[^\s,]{6,100}")
_BARE = f"{CUT}: neither title nor authors"
#: What stands in a cell whose formula failed, or that was too narrow when it was copied.
_ERROR_CELL = re.compile(r"#(?:NAME\?|VALUE!|REF!|N/A|DIV/0!|NUM!|NULL!)|#{4,}")
#: What a line begins with, whatever parts its cells.
_FIRST_CELL = re.compile(r'[\ufeff" ]*([^",;\t]*)')
_LONGEST_HEADER = 5_000
_NUMBERS = ("volume", "issue", "pages", "first_page", "last_page", "article_number", "isbn", "issn",
            "pmid")  # fmt: skip


def headings(head: str) -> frozenset[str]:
    """The column names of a table's first line in lower case; none if it is no table."""
    names, _, _ = header(head)
    return frozenset(name.casefold() for name in names if name) if len(names) > 1 else frozenset()


def read_table(
    text: Text, columns: Columns, dialect: str | None = None, database: str | None = None
) -> Reading:
    """The rows of a table with a header; ReviewError if none of the columns is there.

    Files that were joined have their headers in the middle: rows are read by the one above them.
    """
    names, delimiter, skip = header(text.head)
    table = _Table.of(columns, names, delimiter)
    if not table.index:
        raise ReviewError("has none of the columns of its format", hint="export it again")
    known = _known(columns, names, column_of if database is None else None)
    rows = blocks(text, skip, table.shape, partial(_again, columns, table, known))
    return Reading(rows, partial(_entries, columns, table), dialect, database)


@dataclass(frozen=True)
class _Table:
    """What one header says: its names, where ours stand, and what a row looks like."""

    names: Sequence[str]
    index: Mapping[str, int]
    shape: Shape

    @classmethod
    def of(cls, columns: Columns, names: Sequence[str], delimiter: str) -> _Table:
        index = _index(columns, names)
        plausible = partial(_plausible, columns, index)
        align = Aligned(index, names, plausible)
        return cls(names, index, Shape(delimiter, len(names), plausible, align))

    @classmethod
    def joined(cls, columns: Columns, line: str) -> _Table:
        """Of another header in the file, in which common names are enough."""
        names, delimiter, _ = header(line)
        table = cls.of(columns, names, delimiter)
        common = {ours: names.index(theirs) for ours, theirs in matched(names).items()}
        return cls(names, {**common, **table.index}, table.shape)


def _known(
    columns: Columns, names: Sequence[str], common: Callable[[str], object] | None
) -> Callable[[str], object]:
    """Whether a text is a heading: of the format or this table, or a common one if it may be."""
    spellings = chain.from_iterable(columns.names.values())
    ours = frozenset(["", *spellings, *(name.casefold() for name in names)])

    def is_known(text: str) -> object:
        return text.casefold() in ours or (common and len(text) < 40 and common(text))

    return is_known


def _again(
    columns: Columns, first: _Table, is_known: Callable[[str], object], line: str
) -> tuple[Shape, str | None] | None:
    """What `blocks` asks of every line: whether it is a header."""
    if len(line) > _LONGEST_HEADER:
        return None
    begins = _FIRST_CELL.match(line)
    if begins is None or not is_known(begins[1].rstrip()):
        return None
    names, _, _ = header(line)
    if names == first.names:
        return first.shape, None
    there = list(filter(None, names))
    if len(there) < 3 or 2 * sum(map(bool, map(is_known, there))) <= len(there):
        return None
    table = _Table.joined(columns, line)
    return (table.shape, line) if "title" in table.index else None


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


def _entries(columns: Columns, first: _Table, found: Iterable[Block]) -> Iterator[Item]:
    tables: dict[str | None, _Table] = {None: first}
    for block in found:
        if block.head not in tables:
            tables[block.head] = _Table.joined(columns, str(block.head))
        table = tables[block.head]
        row = table.shape.row(block)
        if row is None:
            continue
        if row.cells is None:
            yield Reject(row.line, row.raw, row.problem or "cannot be split into cells")
        else:
            yield _entry(columns, table.index, row, row.cells)


def _entry(columns: Columns, index: Mapping[str, int], row: Row, cells: list[str]) -> Item:
    cell = {ours: value for ours, at in index.items() if (value := cells[at].strip())}
    flags = [f"{REPAIRED}: {row.repair}"] if row.repair else []
    flags += damage(cell, len(row.raw) >= CELL_LIMIT)
    if not columns.is_literal and not WORDS.isdisjoint(cell.values()):
        cell = {ours: value for ours, value in cell.items() if not is_nothing(value)}
    found = columns.convert(cell) if cell else None
    found = judged(found, row.repair is not None and "title" not in cell)
    if found is None:
        return Reject(row.line, row.raw, "nothing in it that a record could be made of")
    return Entry(row.line, row.raw, found.fields, found.own_id, flags + found.flags)


def judged(found: Found | None, is_doubtful: bool = False) -> Found | None:
    """What a row says; without title and authors it is partial, and None if it means no work.

    What means one is a DOI, a PMID, an ISBN, a venue with a year, an id of the database, a link or
    an abstract; of a doubtful row, whose cells may be those of other columns, only the first four.
    """
    if found is None or "record_id" in found.fields:  # an export of our own says what it lacks
        return found
    has = found.fields.get
    if not is_doubtful and (has("title") or has("title_alternative") or has("authors")):
        return found
    year = dates.year(str(has("year") or has("published") or ""))
    is_known = bool(
        identifiers.doi(str(has("doi") or ""))
        or identifiers.pmid(str(has("pmid") or ""))
        or identifiers.isbns(str(has("isbn") or ""))
        or (has("venue") and year)
        or (not is_doubtful and (has("abstract") or _ID.fullmatch(found.own_id or "")))
        or (not is_doubtful and str(has("url") or "").startswith("http"))
    )
    if is_known and _BARE not in found.flags:
        found.flags.append(_BARE)
    return found if is_known else None


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
