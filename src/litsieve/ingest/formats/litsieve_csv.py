"""Litsieve CSV: what `review export … --to csv` or `--to xlsx`, and the report, have written.

Recognised by a header that begins with `record_id` and has `source_id` and `title`.

- Every column of the record comes back as it was, the record's id and its database too; the file
  and line are those of the file that is read.
- The apostrophe before what a spreadsheet would take for a formula is taken off again.
- Other columns (verdicts, reasons, clusters) are left alone.
"""

from __future__ import annotations

from litsieve import schema
from litsieve.cells import CUT_MARK, restore
from litsieve.ingest import own
from litsieve.ingest.entry import CUT, Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.tables import header

NAME = "litsieve-csv"
LABEL = "Litsieve CSV"
DATABASE = None
SIGN = "a header that begins with record_id and has source_id and title"

_FLAGS = {"true": True, "false": False, "1": True, "0": False}
_DTYPES = {
    column.name: column.dtype for column in schema.RECORD if column.name not in ("file", "line")
}
#: A name of its own for each, so that a value is not looked at as that of a database's export.
_COLUMNS = {f"own {name}": (name,) for name in _DTYPES}


def detect(head: str) -> bool:
    """Whether the header is one of ours."""
    names, _, _ = header(head)
    return names[:1] == ["record_id"] and {"source_id", "title"} <= headings(head)


def read(text: Text) -> Reading:
    """The rows of an export of our own."""
    return read_table(text, Columns(_COLUMNS, _convert, is_literal=True))


def _convert(cell: Cells) -> Found | None:
    values = {name: restore(cell[f"own {name}"]) for name in _DTYPES if f"own {name}" in cell}
    fields = own.known({name: _typed(name, value) for name, value in values.items()})
    flags = str(fields.pop("flags", None) or "").split("; ")
    flags += [f"{CUT}: {name}" for name, value in values.items() if value.endswith(CUT_MARK)]
    return Found(fields, flags=list(filter(None, flags))) if fields else None


def _typed(name: str, value: str) -> Value:
    if _DTYPES[name] == schema.INTEGER:
        return int(value) if value.lstrip("-").isdecimal() else None
    return _FLAGS.get(value.casefold()) if _DTYPES[name] == schema.FLAG else value
