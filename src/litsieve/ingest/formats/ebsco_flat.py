"""EBSCOhost XML as a table: EBSCO's XML export made flat by Excel, Python, R or a web page.

Recognised by headings that are paths of that XML: `…/artinfo/tig/atl` or `…/jinfo/jtl` beside
`…/pubinfo/dt/@year`, `…/aug/au`, `@uiTerm`, `@shortDbName` …

- What stands before `header/controlInfo` in a path does not matter, nor how an attribute is marked
  (`@year`, `_year`, `year`); the steps may be parted by `/` or `.`.
- Of columns that are there several times (`au`, `au.1`; `au/0`, `au/1`) all count, in their order.
- Rows that follow each other with the same `@resultID` are one entry, as Excel makes them where
  something is there several times: of names and subjects all count, else the first.
- All that is said of the EBSCOhost CSV about databases, own ids, pages and names holds here too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from litsieve.ingest.entry import Reading, Text
from litsieve.ingest.formats import ebsco_csv
from litsieve.ingest.pubmed import countries
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.row_groups import BETWEEN, regrouped
from litsieve.ingest.shapes.table_head import below, cells, only
from litsieve.ingest.shapes.tables import header
from litsieve.ingest.values import dates, identifiers

NAME = "ebsco-flat"
LABEL = "EBSCOhost XML as a table"
DATABASE = "EBSCOhost"
SIGN = "headings that are paths of EBSCO's XML: …/artinfo/tig/atl, …/jinfo/jtl, …/pubinfo/dt/@year"

#: Last step of a path → our name; two steps where one is not enough.
_PATHS = {
    "year": "year", "month": "month", "day": "day", "ui/type": "kinds_of_ids",
    "jinfo/jid": "issn", "atl": "title", "au": "authors", "affil": "affiliations",
    "jtl": "journal", "btl": "book", "disstl": "thesis", "issn": "issn", "isbn": "isbn",
    "dt": "date", "vid": "volume", "iid": "issue", "pub": "publisher", "dissinst": "publisher",
    "ppf": "first_page", "ppl": "last_page", "ppct": "page_count", "ui": "ids", "ab": "abstract",
    "su": "subjects", "subj": "subjects", "keyword": "own_keywords",
    "doctype": "document_type_raw", "pubtype": "source_type_raw", "language": "language",
    "shortdbname": "short_name", "longdbname": "database", "uiterm": "accession", "plink": "url",
    "resultid": "number",
}  # fmt: skip
_STEP = re.compile(r"[/.]+")
#: Steps that say which of several it is, or that its text is meant.
_IDLE = re.compile(r"\d+|#text|__text|text|text\(\)|value")
_SIGNS = frozenset({"authors", "journal", "year", "accession", "short_name", "ids", "abstract",
                    "title"})  # fmt: skip
_PLAIN = (
    "issn",
    "isbn",
    "volume",
    "issue",
    "publisher",
    "first_page",
    "last_page",
    "page_count",
    "abstract",
    "document_type_raw",
    "source_type_raw",
    "language",
    "accession",
    "url",
)
#: Of these all columns count.
_LISTS = ("authors", "subjects", "own_keywords", "issn", "isbn")
_PARTS = ("year", "month", "day")
_LINES = 5


def detect(head: str) -> bool:
    """Whether one of the first lines is made of paths of EBSCO's XML."""
    return _above(head) is not None


def _above(head: str) -> int | None:
    """How many lines stand above the header; Excel puts `/records` there."""
    for number, line in enumerate(head.split("\n", _LINES)[:_LINES]):
        named = {_named(heading) for heading in headings(line)}
        if named & {"title", "journal"} and len(named & _SIGNS) > 2:
            return number
    return None


def _named(heading: str) -> str | None:
    """Our name of a path, by its end; None for what is no path."""
    steps = [
        step.lstrip("@_") for step in _STEP.split(heading.casefold()) if not _IDLE.fullmatch(step)
    ]
    steps = [step for step in steps if step]
    ends = ("/".join(steps[-2:]), steps[-1] if steps else "")
    return next((_PATHS[end] for end in ends if end in _PATHS), None)


def read(text: Text) -> Reading:
    """The rows of a flattened XML export, and the database if all are of one."""
    rows = below(text, _above(text.head))
    names: dict[str, tuple[str, ...]] = {}
    for heading in map(str.casefold, header(rows.head)[0]):
        if (ours := _named(heading)) and (heading,) not in names.values():
            count = sum(name.split(" ")[0] == ours for name in names)
            names[f"{ours} {count}" if count else ours] = (heading,)
    stated = (names.get(name, ("",))[0] for name in ("database", "short_name", "url"))
    database = only(
        ebsco_csv.database_of(name or short, link) for name, short, link in cells(rows, *stated)
    )
    columns = Columns(names, partial(_convert, database is not None))
    reading = read_table(rows, columns, database=database or DATABASE)
    if "number" not in names:
        return reading
    return regrouped(reading, rows.head, names["number"][0], names.get("title", ("",))[0])


def _convert(is_one: bool, cell: Cells) -> Found:
    given: dict[str, list[str]] = {}
    for name, value in cell.items():
        found = [part for part in value.split(BETWEEN) if part != "NA"]
        if found:
            given.setdefault(name.split(" ")[0], []).extend(found)
    one = {name: found[0] for name, found in given.items()}
    title, book = one.get("title") or one.get("thesis", ""), one.get("book", "")
    row: Cells = {
        **{name: one[name] for name in _PLAIN if name in one},
        **{name: ";".join(given[name]) for name in _LISTS if name in given},
        "title": title or book,
        "venue": one.get("journal") or (book if title != book else ""),
        "date": _date(one),
        "database": one.get("database") or one.get("short_name", ""),
        **_ids(given),
    }
    made = ebsco_csv.convert(is_one, {name: value for name, value in row.items() if value})
    addresses = given.get("affiliations", [])
    made.fields["affiliations"] = "; ".join(addresses)
    made.fields["countries"] = countries(addresses)
    return made


def _date(one: Cells) -> str:
    """`Apr2004` says how precise the date is; year, month and day alone may be filled in."""
    text, parts = one.get("date", ""), [one.get(part, "") for part in _PARTS]
    if dates.year(text):
        return text
    is_whole = all(part.isdecimal() for part in parts)
    return "{}{:0>2}{:0>2}".format(*parts) if is_whole else parts[0]


def _ids(given: Mapping[str, list[str]]) -> Cells:
    """DOI and PMID among the identifiers, each beside its kind if it has one."""
    found: Cells = {}
    ids, kinds = given.get("ids", []), given.get("kinds_of_ids", [])
    for at, text in enumerate(ids):
        kind = kinds[at].casefold() if len(kinds) == len(ids) else ""
        if kind in ("doi", "pmid"):
            found.setdefault(kind, text)
        elif not kind and identifiers.doi(text):
            found.setdefault("doi", text)
    return found
