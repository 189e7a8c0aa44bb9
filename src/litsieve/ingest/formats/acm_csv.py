"""ACM Digital Library CSV: *Export → csv* of the ACM Digital Library as it was until 2019.

Recognised by a header with `article_no`, `booktitle`, `conf_loc` and `publisher_loc`. The library
of today exports BibTeX and EndNote; what converters make of these is read as Paperpile CSV.

- Authors are separated by ` and `, with two spaces where there is no middle name.
- `type` is `article` also for papers of conferences: what has a `booktitle` and no `journal` is a
  conference paper. A `proceeding` has its title in `booktitle`, and editors for authors.
- The record's own id is the number of the document.
"""

from __future__ import annotations

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import dates, names
from litsieve.ingest.values.markup import plain
from litsieve.text import squeeze

NAME = "acm-csv"
LABEL = "ACM Digital Library CSV"
DATABASE = "ACM Digital Library"
SIGN = "a header with article_no, booktitle, conf_loc and publisher_loc"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "type": ("type",),
    "source_id": ("id",),
    "title": ("title",),
    "authors": ("author",),
    "editors": ("editor",),
    "pages": ("pages",),
    "article_number": ("article_no",),
    "keywords": ("keywords",),
    "doi": ("doi",),
    "journal": ("journal",),
    "booktitle": ("booktitle",),
    "date": ("issue_date",),
    "month": ("month",),
    "year": ("year",),
    "volume": ("volume",),
    "issue": ("issue_no",),
    "issn": ("issn",),
    "isbn": ("isbn",),
    "publisher": ("publisher",),
    "abstract": ("description",),
}
_OWN = frozenset({"type", "authors", "editors", "journal", "booktitle", "date", "month"})


def detect(head: str) -> bool:
    """Whether the header is that of the old ACM Digital Library."""
    return headings(head).issuperset(("article_no", "booktitle", "conf_loc", "publisher_loc"))


def read(text: Text) -> Reading:
    """The rows of an ACM Digital Library CSV."""
    return read_table(text, Columns(_COLUMNS, _convert), database=DATABASE)


def _convert(cell: Cells) -> Found | None:
    kind = cell.get("type", "")
    journal, book = cell.get("journal"), cell.get("booktitle")
    month = cell.get("month") or cell.get("date", "")
    fields: dict[str, Value] = {
        **{column: value for column, value in cell.items() if column not in _OWN},
        "title": cell.get("title") or book,
        "venue": journal or (book if "title" in cell else None),
        "document_type_raw": kind,
        "published": dates.published(cell.get("year", ""), squeeze(month)),
    }
    if kind == "article" and book and not journal:
        fields["document_type"] = "conference-paper"
    if journal:
        fields["source_type"] = "journal"
    elif book:
        fields["source_type"] = "proceedings"
    if "title" not in cell and kind == "proceeding":
        fields["document_type"] = "proceedings"
    people = cell.get("authors") or cell.get("editors")
    if people:
        listed = names.split_and(plain(people))
        fields["authors"] = [names.first_last(squeeze(name)) for name in listed if name.strip()]
    return Found(fields, own_id=cell.get("source_id"))
