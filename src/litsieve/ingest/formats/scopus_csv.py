"""Scopus CSV: *Export → CSV* of Scopus, from 5 to 54 columns, of any year since 2018.

Recognised by a header with `Authors` and `Title`, and `Source title`, `EID` or a link to Scopus.

- Authors come from `Author full names` if it is there, else from any of the four layouts of
  `Authors`.
- The record's own id is the EID: from `EID`, or from the link (`eid=…`, `/publications/…`).
- `[No author name available]` and its like are missing; an empty `Cited by` is 0.
- `Title; [其他]` and `Title [Otro título]` give both titles.
- `Conference Review` rows and covers are kept: screening, not reading, puts records out.
- What a spreadsheet did to a file (`01-Feb` as issue, `9.78E+12` as ISBN, cells cut) is flagged.
"""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import unquote

from litsieve.errors import ReviewError
from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import kinds, names, places
from litsieve.ingest.values.titles import bilingual

NAME = "scopus-csv"
LABEL = "Scopus CSV"
DATABASE = "Scopus"
SIGN = "a header with Authors and Title, and Source title, EID or a link to Scopus"

#: Canonical column: the names it had in the exports over the years.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title", "document title"),
    "authors": ("authors",),
    "editors": ("editors",),
    "full_names": ("author full names",),
    "year": ("year",),
    "venue": ("source title",),
    "volume": ("volume",),
    "issue": ("issue",),
    "article_number": ("art. no.", "article number"),
    "first_page": ("page start",),
    "last_page": ("page end",),
    "cited_by": ("cited by",),
    "doi": ("doi",),
    "url": ("link",),
    "affiliations": ("affiliations",),
    "abstract": ("abstract",),
    "author_keywords": ("author keywords",),
    "index_keywords": ("index keywords",),
    "publisher": ("publisher",),
    "issn": ("issn",),
    "isbn": ("isbn",),
    "pmid": ("pubmed id",),
    "language": ("language of original document",),
    "document_type_raw": ("document type",),
    "source_type_raw": ("source type",),
    "open_access": ("open access", "access type"),
    "conference": ("conference name",),
    "eid": ("eid",),
}  # fmt: skip

_PLACEHOLDER = re.compile(r"^\[no [^\]]*\bavailable\]$", re.IGNORECASE)
_EID = re.compile(r"\b2-s2\.0-\d+")
_LINK_PUBLICATION = re.compile(r"/(?:pages/)?publications/(\d{6,})")
_LINK_DOI = re.compile(r"[?&]doi=([^&]+)")
_YEAR_CELL = re.compile(r"\s*(?:\d{4}(?:\.0)?)?\s*")


def detect(head: str) -> bool:
    """Whether the header is that of a Scopus export."""
    present = headings(head)
    if not {"authors", "title"} <= present or {"cites", "source"} <= present:
        return False
    if "publication id" in present:  # Dimensions
        return False
    return bool({"source title", "eid"} & present) or ("link" in present and "scopus.com" in head)


def read(text: Text) -> Reading:
    """The rows of a Scopus CSV."""
    if "title" not in headings(text.head):
        raise ReviewError("has no column Title", hint="export it again with the default columns")
    has_citations = "cited by" in headings(text.head)
    columns = Columns(_COLUMNS, partial(_convert, has_citations), _plausible)
    return read_table(text, columns, database=DATABASE)


def _plausible(cell: Cells) -> bool:
    """Whether year and EID look like these."""
    return bool(_YEAR_CELL.fullmatch(cell.get("year", ""))) and (
        not cell.get("eid") or cell["eid"].startswith("2-s2.0-")
    )


def _convert(has_citations: bool, cell: Cells) -> Found | None:
    cell = {
        column: value
        for column, value in cell.items()
        if not (value[0] == "[" and _PLACEHOLDER.match(value))
    }
    if not cell:
        return None
    eid = _eid(cell)
    pmid = cell.get("pmid")
    title, alternative = bilingual(cell.get("title", ""))
    fields: dict[str, Value] = {
        **{column: value for column, value in cell.items() if column not in _OWN},
        "source_id": eid or pmid,
        "title": title,
        "title_alternative": alternative,
        "pages": "-".join(filter(None, (cell.get("first_page"), cell.get("last_page")))),
        "doi": cell.get("doi") or _doi_of_link(cell.get("url", "")),
        "keywords": "; ".join(
            filter(None, (cell.get("author_keywords"), cell.get("index_keywords")))
        ),
        "source_type": _source_type(cell),
    }
    if has_citations and "cited_by" not in cell:
        fields["cited_by"] = 0
    if "affiliations" in cell:
        fields["countries"] = places.countries(cell["affiliations"].split(";"))
    authors, cut = names.take_cut(_authors(cell))
    if authors:
        fields["authors"] = list(authors)
        fields["authors_cut"] = cut
    return Found(fields, own_id=eid or (pmid and f"pmid:{pmid}"))


#: Cells that become part of other columns.
_OWN = frozenset(
    {"authors", "editors", "full_names", "first_page", "last_page", "author_keywords",
     "index_keywords", "conference", "eid", "title", "doi"}
)  # fmt: skip


def _authors(cell: dict[str, str]) -> list[str]:
    if full := cell.get("full_names"):
        return names.from_full_names(full)
    lists = (names.from_scopus(cell.get(name, "")) for name in ("authors", "editors"))
    return next(filter(None, map(names.somebody, lists)), [])


def _eid(cell: dict[str, str]) -> str | None:
    for text in (cell.get("eid", ""), unquote(cell.get("url", ""))):
        if found := _EID.search(text):
            return found[0]
    found = _LINK_PUBLICATION.search(cell.get("url", ""))
    return f"2-s2.0-{found[1]}" if found else None


def _doi_of_link(link: str) -> str | None:
    found = _LINK_DOI.search(link)
    return unquote(found[1]) if found else None


def _source_type(cell: dict[str, str]) -> str | None:
    """The source's type, where Scopus does not name it (its own word is translated)."""
    if "source_type_raw" in cell:
        return None
    has_isbn = "isbn" in cell or "conference" in cell
    return kinds.scopus_source(cell.get("document_type_raw", ""), "venue" in cell, has_isbn)
