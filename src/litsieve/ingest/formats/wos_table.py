"""Web of Science table: *Export → Excel* or *Tab delimited file*, any selection of fields.

Recognised by the headings `PT`, `AU`, `TI`, `SO` … of the tab-delimited file, or by `Article Title`
with `Source Title`, `Publication Type` or an accession number (Excel; InCites shares them).

- What the plain text reader says of names, types, dates and databases holds here too.
- The tab-delimited file knows no quotation marks: they are text, unless a spreadsheet saved the
  file again and put cells between them. A tab too many at the end of a row does no harm.
- Of `DOI Link` and `DOI` the latter is read; a link without a DOI is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from litsieve.ingest import wos
from litsieve.ingest.entry import REPAIRED, Block, Entry, Item, Reading, Reject, Text
from litsieve.ingest.shapes.columns import Cells, Columns, Found, damage, headings, read_table
from litsieve.ingest.shapes.split import cut, matches
from litsieve.ingest.shapes.tables import header
from litsieve.ingest.shapes.tagged import trimmed

NAME = "wos-table"
LABEL = "Web of Science table"
DATABASE = "Web of Science"
SIGN = "the headings PT, AU, TI, SO … or Article Title with Source Title or an accession number"

_TAGS = frozenset({"au", "ti", "so", "ut", "py", "af", "ab", "di"})
_OURS = frozenset({"source title", "publication type", "ut (unique wos id)", "unique wos id",
                   "ut (unique id)"})  # fmt: skip
_ROW = re.compile(r'^"?[A-Z]{1,2}"?\t', re.MULTILINE)
_ACCESSION = re.compile(rf"(?<![\w:]){wos.ACCESSION.pattern}")


def detect(head: str) -> bool:
    """Whether the header is that of Web of Science or InCites."""
    present = headings(head)
    if "pt" in present:
        return len(present & _TAGS) >= 3 and present.isdisjoint(wos.OF_BIBLIOMETRIX)
    if "article title" not in present or "journal title" in present:  # the latter is EBSCO's
        return False
    return bool(present & _OURS) or {"accession number", "source"} <= present


def read(text: Text) -> Reading:
    """The rows of a table of Web of Science."""
    database = wos.database(found[0] for found in _ACCESSION.finditer(text.head))
    names, delimiter, _ = header(text.head)
    if delimiter == "\t" and names[:1] == ["PT"]:
        return Reading(cut(text, matches(_ROW)), partial(_rows, names), database=database)
    return read_table(text, Columns(wos.FIELDS, _convert), database=database)


def _convert(cell: Cells) -> Found | None:
    if cell.get("year") and not re.search(r"\d{4}", cell["year"]):
        cell = {**cell, "year": ""}
    return wos.record(
        {name: value.split(";") if name in wos.LISTS else [value] for name, value in cell.items()}
    )


def _rows(names: Sequence[str], blocks: Sequence[Block]) -> Iterator[Item]:
    """Rows of the tab-delimited file; a row goes on until a line begins with a publication type."""
    ours = {headings[0].upper(): name for name, headings in wos.FIELDS.items()}
    for block in map(trimmed, blocks):
        cells = [_unquoted(cell) for cell in block.text.split("\t")]
        if not block.text or [cell.strip() for cell in cells[: len(names)]] == list(names):
            continue
        while len(cells) > len(names) and not cells[-1].strip():
            cells.pop()
        if len(cells) > len(names):
            reason = f"has {len(cells)} columns where the header has {len(names)}"
            yield Reject(block.line, block.text, reason)
            continue
        yield _entry(block, {
            ours[name]: cell.strip()
            for name, cell in zip(names, cells, strict=False)
            if name in ours and cell.strip()
        }, len(cells) < len(names) - 1)  # fmt: skip


def _entry(block: Block, cell: Cells, is_short: bool) -> Item:
    found = _convert(cell)
    if found is None:
        return Reject(block.line, block.text, "nothing in it that a record could be made of")
    flags = [f"{REPAIRED}: columns are missing at the end"] if is_short else []
    return Entry(
        block.line, block.text, found.fields, found.own_id, flags + found.flags + damage(cell)
    )


def _unquoted(cell: str) -> str:
    """A cell without the quotation marks that a spreadsheet put around it."""
    inner = cell.strip()[1:-1]
    if len(cell) < 2 or cell.strip() != f'"{inner}"' or '"' in inner.replace('""', ""):
        return cell
    return inner.replace('""', '"')
