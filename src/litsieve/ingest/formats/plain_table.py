"""Plain table: any CSV, TSV or sheet with a header, by a mapping or by common names.

Recognised last, when no other format claims the file: a header with a title and one of author,
year, DOI or abstract under a common name, in any of several languages.

- `columns: {title: "Article name", authors: Who}` in review.yaml says which heading stands for
  which column of the record; what it does not name is found by common names all the same.
- Authors may be separated by semicolons, `and`, `&`, bars, line ends or commas, family or given
  name first; what a comma means is told by all rows together.
- A column of ids is kept as the file's own id. As it may just count the rows, it is no identity:
  that is made of DOI and title.
- The table names no database: say in review.yaml what was searched.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import islice

from litsieve import schema
from litsieve.errors import ReviewError, nearest
from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, read_table
from litsieve.ingest.shapes.common_names import column_of, matched
from litsieve.ingest.shapes.table_head import cells
from litsieve.ingest.shapes.tables import header
from litsieve.ingest.values import dates, literals
from litsieve.ingest.values.author_cells import authors, comma_separates
from litsieve.text import fold

NAME = "plain-table"
LABEL = "Plain table"
DATABASE = None
SIGN = "a header with a title and one of author, year, DOI or abstract under a common name"

#: What a mapping may name: the columns of the record that a table can hold.
MAPPABLE = [
    name
    for name in schema.names(schema.RECORD)
    if name not in ("record_id", "source", "file", "line", "flags", "authors_cut")
]
#: Parts of `published` and `pages`, which tables keep in columns of their own, and who stands for
#: the authors where there are none.
_PARTS = ("month", "day", "first_page", "last_page", "editors")
#: What stands in a column `source` that names databases, not journals.
_DATABASES = frozenset(
    fold(name)
    for name in ("Scopus", "Web of Science", "WoS", "PubMed", "MEDLINE", "Embase", "ACM", "IEEE",
                 "IEEE Xplore", "ACM Digital Library", "ScienceDirect", "Science Direct",
                 "Google Scholar", "Springer", "SpringerLink", "ERIC", "PsycINFO", "CINAHL",
                 "Cochrane", "ProQuest", "EBSCO", "Dimensions", "Lens", "OpenAlex", "Wiley",
                 "arXiv", "Semantic Scholar", "Crossref")
)  # fmt: skip
_FLAGS = {
    **dict.fromkeys(("yes", "true", "1", "y", "sí", "si", "oui", "ja", "sim", "да", "是"), True),
    **dict.fromkeys(("no", "false", "0", "n", "non", "nein", "não", "нет", "否"), False),
}
_BOOLEAN = [column.name for column in schema.RECORD if column.dtype == schema.FLAG]
_LISTS = ("keywords", "affiliations", "issn", "isbn")
#: Rows that are looked at to tell what a comma means.
_SAMPLE = 500


def detect(head: str) -> bool:
    """Whether the header has common names."""
    found = matched(_headings(head))
    return "title" in found and bool({"authors", "year", "doi", "abstract"} & found.keys())


def read(text: Text) -> Reading:
    """The rows, by the common names of their columns."""
    return _read(text, matched(_headings(text.head)))


def read_mapped(text: Text, mapping: Mapping[str, str]) -> Reading:
    """The rows, by canonical column → heading, and by common names for what it does not name.

    ReviewError for a column that records do not have and for a heading that is not there.
    """
    headings = _headings(text.head)
    by_case = {heading.casefold(): heading for heading in reversed(headings)}
    for column, heading in mapping.items():
        if column not in (*MAPPABLE, *_PARTS):
            raise ReviewError(f"records have no column `{column}`", hint=_column_hint(column))
        if heading.strip().casefold() not in by_case:
            close = nearest(heading.strip().casefold(), list(by_case))
            hint = f"did you mean `{by_case[close]}`?" if close else f"it has: {_list(headings)}"
            raise ReviewError(f"has no column `{heading}`", hint=hint)
    chosen = {column: by_case[heading.strip().casefold()] for column, heading in mapping.items()}
    common = matched(headings, taken=chosen.values())
    return _read(text, {**common, **chosen})


def _headings(head: str) -> list[str]:
    names, _, _ = header(head)
    return [name for name in names if name] if len(names) > 1 else []


def _column_hint(column: str) -> str:
    """The column that was probably meant."""
    meant = column_of(column) or nearest(column.casefold(), MAPPABLE)
    return f"did you mean `{meant}`?" if meant else f"columns: {', '.join(MAPPABLE)}"


def _list(headings: list[str]) -> str:
    shown = ", ".join(headings[:12])
    return f"{shown} …" if len(headings) > 12 else shown or "no header"


def _read(text: Text, chosen: Mapping[str, str]) -> Reading:
    columns = {column: (heading.casefold(),) for column, heading in chosen.items()}
    sample = (cell for (cell,) in cells(text, chosen.get("authors", "").casefold()))
    between = comma_separates(islice(sample, _SAMPLE))
    is_loose = chosen.get("venue", "").casefold() == "source"
    return read_table(text, Columns(columns, partial(_convert, between, is_loose)))


def _convert(comma_between_authors: bool, is_loose_venue: bool, cell: Cells) -> Found | None:
    fields: dict[str, Value] = {
        column: value for column, value in cell.items() if column not in _PARTS
    }
    for column in _LISTS:
        if column in cell and (listed := literals.strings(cell[column])) is not None:
            fields[column] = "; ".join(listed)
    for column in _BOOLEAN:
        if column in cell:
            fields[column] = _FLAGS.get(cell[column].casefold())
    if people := cell.get("authors") or cell.get("editors"):
        found, cut = authors(people, comma_between_authors)
        fields["authors"], fields["authors_cut"] = list(found), cut
    if "pages" not in cell:
        fields["pages"] = "-".join(filter(None, (cell.get("first_page"), cell.get("last_page"))))
    date, year = cell.get("published", ""), cell.get("year", "")
    fields["year"] = year or None
    fields["published"] = dates.published(
        year or date, date or cell.get("month", ""), cell.get("day", "")
    )
    if is_loose_venue and fold(cell.get("venue", "")) in _DATABASES:
        del fields["venue"]
    return Found(fields)
