"""Publish or Perish CSV: *Save results as CSV* of Publish or Perish, versions 4 to 8.

Recognised by a header with `Cites`, `Authors`, `Source` and `QueryDate`. The program asks many
databases; which one shows in its links, most often Google Scholar. If it does not show, the file
names none: say in review.yaml what was searched.

- Authors are `YZ Hsieh, SS Lin`, initials first; lists end in `...` or `…` where they were cut.
- Titles and venues that end in `…` were cut, and say so. Abstracts are Google's snippets.
- `Type` is `PDF`, `HTML`, `BOOK` or `CITATION` in Google Scholar, which is no kind of document.
- The record's own id is Google Scholar's number of the paper, from its link to citing papers or to
  related ones. DOIs are taken from links by the program: `.short`, `/full` at their end go.
"""

from __future__ import annotations

from functools import partial

from litsieve.ingest import pop
from litsieve.ingest.entry import Reading, Text
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.table_head import cells

NAME = "pop-csv"
LABEL = "Publish or Perish CSV"
DATABASE = None
SIGN = "a header with Cites, Authors, Source and QueryDate"


def detect(head: str) -> bool:
    """Whether the header is that of Publish or Perish."""
    return headings(head).issuperset(("cites", "authors", "title", "source", "querydate"))


def read(text: Text) -> Reading:
    """The rows of a Publish or Perish CSV, and the database that was asked if it shows."""
    database = pop.database(cells(text, *pop.LINKS))
    columns = Columns(pop.FIELDS, partial(_convert, database))
    return read_table(text, columns, database=database)


def _convert(database: str | None, cell: Cells) -> Found | None:
    return pop.record(database, cell, cell.get("authors", "").split(","))
