"""EBSCOhost CSV: *Export → CSV* of EBSCOhost (CINAHL, PsycInfo, ERIC …), old and new.

Recognised by a header with `Article Title`, `Journal Title` and `Accession Number` (until 2023), or
with `an`, `contributors` and `plink` (since).

- If all rows are of one database (`longDBName`, or `db=` in the link) the file is named after it,
  else after EBSCOhost.
- The record's own id is the accession number, after the name of its database if there are several.
- The old layout gives the first page and the number of pages: the last page is reckoned.
- `20230101` means a year, `20230301` a month: EBSCO fills in the first day where it knows none.
- Digits and `(AUTHOR)` behind names go.
"""

from __future__ import annotations

import re
from functools import partial

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.ris.writers import usual
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.table_head import cells, only
from litsieve.ingest.values import dates, names

NAME = "ebsco-csv"
LABEL = "EBSCOhost CSV"
DATABASE = "EBSCOhost"
SIGN = (
    "a header with Article Title, Journal Title and Accession Number, or an, contributors and plink"
)

_OLD = ("article title", "journal title", "accession number")
_NEW = ("an", "contributors", "plink")

_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("article title", "title"),
    "authors": ("author", "contributors"),
    "venue": ("journal title", "source"),
    "issn": ("issn", "issns"),
    "isbn": ("isbn", "isbns"),
    "date": ("publication date", "publicationdate"),
    "cover_date": ("coverdate",),
    "volume": ("volume",),
    "issue": ("issue",),
    "first_page": ("first page", "pagestart"),
    "last_page": ("pageend",),
    "page_count": ("page count", "pagecount"),
    "accession": ("accession number", "an"),
    "doi": ("doi",),
    "publisher": ("publisher",),
    "document_type_raw": ("doctype", "doctypes"),
    "source_type_raw": ("pubtypes",),
    "subjects": ("subjects",),
    "own_keywords": ("keywords",),
    "abstract": ("abstract",),
    "url": ("plink",),
    "database": ("longdbname",),
    "language": ("language",),
    "peer_reviewed": ("peerreviewed",),
}
_OWN = frozenset(
    {"authors", "date", "cover_date", "first_page", "last_page", "page_count", "accession",
     "database", "subjects", "own_keywords", "peer_reviewed"}
)  # fmt: skip

_DATABASE_CODE = re.compile(r"[?&]db=(\w+)", re.IGNORECASE)
_MARKS = re.compile(
    r"\s*\((?:author|editor|translator)\)|(?<=[^\W\d])\d+(?:,\d+)*$|\s\S+@\S+$", re.I
)
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def detect(head: str) -> bool:
    """Whether the header is one of EBSCOhost's."""
    present = headings(head)
    return present.issuperset(_OLD) or present.issuperset(_NEW)


def read(text: Text) -> Reading:
    """The rows of an EBSCOhost CSV."""
    rows = cells(text, "longdbname", "plink")
    database = only(database_of(name, link) for name, link in rows)
    columns = Columns(_COLUMNS, partial(convert, database is not None))
    return read_table(text, columns, database=database or DATABASE)


def database_of(name: str, link: str) -> str:
    """The usual name of the database that a row is of; "" if it says nothing."""
    code = _DATABASE_CODE.search(link)
    return usual(name) or (usual(code[1]) if code else None) or ""


def convert(is_one: bool, cell: Cells) -> Found:
    """Canonical values of a row; `is_one`: all rows of the file are of one database."""
    number = cell.get("accession")
    database = database_of(cell.get("database", ""), cell.get("url", ""))
    date = _date(cell)
    fields: dict[str, Value] = {
        **{column: value for column, value in cell.items() if column not in _OWN},
        "source_id": number,
        "year": date[:4] if date else cell.get("date"),
        "published": date,
        "pages": _pages(cell),
        "keywords": ";".join(filter(None, map(cell.get, ("own_keywords", "subjects")))),
    }
    if "peer_reviewed" in cell:
        fields["peer_reviewed"] = cell["peer_reviewed"].casefold() in ("true", "yes", "1")
    if "authors" in cell:
        listed = [_MARKS.sub("", part.strip()) for part in cell["authors"].split(";")]
        listed, cut = names.take_cut([name for name in listed if name])
        fields["authors"] = [names.any_order(name) for name in listed]
        fields["authors_cut"] = cut
    is_plain = is_one or not database or not number
    return Found(fields, own_id=number if is_plain else f"{database}:{number}")


def _date(cell: Cells) -> str | None:
    text, cover = cell.get("date", ""), cell.get("cover_date", "")
    if found := _DAY.fullmatch(text):
        year, month, day = found.groups()
        if (month, day) == ("01", "01"):
            return dates.published(year, cover)
        return dates.published(year, month, "" if day == "01" else day)
    if found := _AMERICAN.fullmatch(text):
        return dates.published(found[3], found[1], found[2])
    return dates.published(text or cover, text or cover)


def _pages(cell: Cells) -> str | None:
    first, last, count = (cell.get(key) for key in ("first_page", "last_page", "page_count"))
    if first and not last and first.isdigit() and count and count.isdigit() and int(count) > 1:
        last = str(int(first) + int(count) - 1)
    return "-".join(filter(None, (first, last))) or None
