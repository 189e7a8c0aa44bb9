"""PubMed CSV: *Save → Format: CSV* of PubMed.

Recognised by a header with `PMID`, `Title`, `Authors` and `Citation`.

- There is no abstract in it: use *Save → Format: PubMed* for one.
- Volume, issue, pages and the date of the issue are read from `Citation`.
- Authors are `Smith A, Walter B, et al.`; groups stand between semicolons.
- A title in square brackets is a translation: the brackets go.
"""

from __future__ import annotations

import re

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.pubmed import pages_or_number, title_and_original
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import dates, identifiers, kinds, names

NAME = "pubmed-csv"
LABEL = "PubMed CSV"
DATABASE = "PubMed"
SIGN = "a header with PMID, Title, Authors and Citation"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "pmid": ("pmid",),
    "title": ("title",),
    "authors": ("authors",),
    "citation": ("citation",),
    "first_author": ("first author",),
    "venue": ("journal/book",),
    "year": ("publication year",),
    "doi": ("doi",),
    "abstract": ("abstract",),
}
_DATE = r"(?P<date>\d{4}(?:[ -][\w-]+){0,4})"
#: `Behav Ther. 2022 Mar;53(2):334-347. doi: …`: parts end where a stop has a blank behind it.
_CITATION = re.compile(
    rf"""\.\s+{_DATE}
    (?:;\s*(?P<volume>[^():.]*?)\s*(?:\((?P<issue>[^()]*(?:\([^()]*\))?[^()]*)\))?)?
    (?::\s*(?P<pages>\S.*?))?
    (?:\.(?=\s|$)|$)""",
    re.VERBOSE,
)
_BOOK = re.compile(rf"^{_DATE}\.\s+In:\s+(?P<book>[^.]+)\.")
_PERSON = re.compile(
    r"(?P<family>\S.*?) (?P<initials>[^\W\d_a-z]{1,4}(?:-[^\W\d_a-z]{1,3})*)"
    r"(?P<suffix>(?: (?:Jr|Sr|[2-9](?:nd|rd|th)|I{2,3}|IV))?)"
)


def detect(head: str) -> bool:
    """Whether the header is that of PubMed."""
    return {"pmid", "title", "authors", "citation"} <= headings(head)


def read(text: Text) -> Reading:
    """The rows of a PubMed CSV."""
    return read_table(text, Columns(_COLUMNS, _convert, _plausible), database=DATABASE)


def _plausible(cell: Cells) -> bool:
    return not cell.get("pmid") or identifiers.pmid(cell["pmid"]) is not None


def _convert(cell: Cells) -> Found | None:
    pmid = identifiers.pmid(cell.get("pmid", ""))
    title, _ = title_and_original(cell.get("title", ""))
    if not (pmid or title):
        return None
    fields: dict[str, Value] = {
        "source_id": pmid or cell.get("pmid"),
        "pmid": pmid,
        "title": title,
        "venue": cell.get("venue"),
        "year": cell.get("year"),
        "doi": cell.get("doi"),
        "abstract": cell.get("abstract"),
        **_parts(cell.get("citation", ""), cell.get("year", "")),
    }
    if kinds.is_preprint_venue(cell.get("venue", "")):
        fields |= {"document_type": "preprint", "source_type": "repository"}
    authors, is_cut = _authors(cell.get("authors") or cell.get("first_author", ""))
    if authors:
        fields["authors"] = list(authors)
        fields["authors_cut"] = is_cut or "authors" not in cell
    return Found(fields, own_id=f"pmid:{pmid}" if pmid else None)


def _parts(citation: str, year: str) -> dict[str, Value]:
    """Volume, issue, pages and date of a citation; of a book its date."""
    if found := _BOOK.match(citation):
        return {**_dated(found["date"], year), "document_type": "chapter", "source_type": "book"}
    if not (found := _CITATION.search(citation)):
        return {}
    return {
        "volume": found["volume"],
        "issue": found["issue"],
        **pages_or_number(found["pages"] or ""),
        **_dated(found["date"], year),
    }


def _dated(date: str, year: str) -> dict[str, Value]:
    """The date of a citation, unless it is of another year than the column says."""
    published = dates.published(date, date[4:])
    if not published or (dates.year(year) and int(published[:4]) != dates.year(year)):
        return {}
    return {"published": published}


def _authors(text: str) -> tuple[list[str], bool]:
    """`Smith A, Walter B Jr, et al.` and `Smith A; Some Study Group; Walter B.`"""
    groups = [group.strip().rstrip(".").strip() for group in text.split(";")]
    found: list[str] = []
    for group in groups:
        parts = [part.strip() for part in group.split(",")]
        are_people = len(groups) == 1 or all(_PERSON.fullmatch(part) for part in parts)
        found += parts if are_people else [group]
    kept, is_cut = names.take_cut(found)
    return [_author(name) for name in kept], is_cut


def _author(name: str) -> str:
    if found := _PERSON.fullmatch(name):
        return names.author(found["family"], found["initials"] + found["suffix"])
    return names.author(name)
