"""report.md: what was searched and what came of it; the files and what could not be read."""

from __future__ import annotations

from typing import Any

from litsieve.report.inert import markdown as md
from litsieve.report.material import Material
from litsieve.report.searches import search_log
from litsieve.report.writers.markdown.page import NOT_REPORTED, n, table

_WORDS = ("search", "database", "platform", "kind", "date", "limits", "filters")
_NUMBERS = {"hits": "hits", "rows": "rows", "difference": "rows − hits"}


def log(material: Material) -> list[str]:
    """PRISMA-S: one row a search, then the queries as they were asked."""
    found = search_log(material).to_dict("records")
    if not found:
        return ["Nothing was searched."]
    rows = [
        (*(_text(search[key]) for key in _WORDS), *(n(search[key]) for key in _NUMBERS))
        for search in found
    ]
    heads = ("file", *_WORDS[1:], *_NUMBERS.values())
    queries = [line for search in found for line in _query(search)]
    return [*table(heads, rows, left=len(_WORDS)), *queries]


def _text(cell: Any) -> str:
    return md(cell) if isinstance(cell, str) else NOT_REPORTED


def _query(search: dict[Any, Any]) -> list[str]:
    """The query line by line, each line ended by a hard break."""
    head = ["", f"Query of {_text(search['search'])} ({_text(search['database'])}):", ""]
    if not isinstance(search["query"], str):
        return [*head[:1], f"{head[1]} {NOT_REPORTED}."]
    lines = [md(line) for line in search["query"].splitlines() if line.strip()]
    return [*head, *(f"> {line}\\" for line in lines[:-1]), *(f"> {line}" for line in lines[-1:])]


def files(material: Material) -> list[str]:
    """Every export: rows in file = parsed + rejected."""
    lines = [
        (md(str(row["file"])), _text(row["source"]), _rows(row), n(row["partial"]), n(row["hits"]))
        for row in material.given.files.sort_values("file").to_dict("records")
    ]
    heads = ("file", "source", "parsed + rejected = rows in file", "repaired or partly read",
             "hits noted")  # fmt: skip
    return [*table(heads, lines, left=3), "", *_rejected(material)]


def _rows(row: dict[Any, Any]) -> str:
    seen, records, rejected = (_int(row[key]) for key in ("seen", "records", "rejected"))
    if seen is None or records is None or rejected is None:
        return NOT_REPORTED
    ok = records + rejected == seen
    sign = "= " if ok else f"= {records + rejected} ≠ "
    return f"{records} + {rejected} {sign}{seen} {'✓' if ok else '✗'}"


def _int(cell: Any) -> int | None:
    return int(cell) if n(cell) != NOT_REPORTED else None


#: Rejects that the report shows; all of them are in rejects.csv.
SHOWN = 20


def _rejected(material: Material) -> list[str]:
    rows = material.given.rejects.sort_values(["file", "line", "reason"])
    if rows.empty:
        return ["Every entry became a record."]
    lines = [
        f"- {md(str(row['file']))}, line {n(row['line'])}: {md(str(row['reason']))}"
        for row in rows.head(SHOWN).to_dict("records")
    ]
    more = len(rows) - SHOWN
    return [*lines, f"- and {more:,} more: [rejects.csv](rejects.csv)"] if more > 0 else lines
