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

import base64
import binascii
import re
from functools import partial

from litsieve.ingest.entry import CUT, Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.table_head import cells
from litsieve.ingest.values import kinds, names
from litsieve.ingest.values.given_first import initials_first
from litsieve.ingest.values.titles import mend_torn

NAME = "pop-csv"
LABEL = "Publish or Perish CSV"
DATABASE = None
SIGN = "a header with Cites, Authors, Source and QueryDate"

_SCHOLAR = "Google Scholar"
_COLUMNS: dict[str, tuple[str, ...]] = {
    "cited_by": ("cites",),
    "authors": ("authors",),
    "title": ("title",),
    "year": ("year",),
    "venue": ("source",),
    "publisher": ("publisher",),
    "url": ("articleurl",),
    "full_text": ("fulltexturl",),
    "cites_url": ("citesurl",),
    "related_url": ("relatedurl",),
    "type": ("type",),
    "doi": ("doi",),
    "issn": ("issn",),
    "volume": ("volume",),
    "issue": ("issue",),
    "first_page": ("startpage",),
    "last_page": ("endpage",),
    "abstract": ("abstract",),
}
_OWN = frozenset(
    {"authors", "full_text", "cites_url", "related_url", "type", "first_page", "last_page"}
)

#: What stands in the links of a row → the database that was asked.
_HOSTS: tuple[tuple[str, str], ...] = (
    ("scholar.google.", _SCHOLAR),
    ("scopus.com", "Scopus"),
    ("api.elsevier.com", "Scopus"),
    ("webofknowledge.com", "Web of Science"),
    ("webofscience.com", "Web of Science"),
    ("pubmed.ncbi.nlm.nih.gov", "PubMed"),
    ("ncbi.nlm.nih.gov/pubmed", "PubMed"),
    ("openalex.org", "OpenAlex"),
    ("semanticscholar.org", "Semantic Scholar"),
    ("academic.microsoft.com", "Microsoft Academic"),
)
#: Crossref leaves no link, but its words for kinds of documents.
_CROSSREF = frozenset(
    {"journal-article", "proceedings-article", "book-chapter", "posted-content", "monograph"}
)
_FILE_TYPES = frozenset({"pdf", "html", "book", "citation", "doc", "ps", "b", "c", "rtf", "xls"})
_ELSEWHERE = re.compile(r"^(?:…|\.\.\.)|(?:…|\.\.\.)$")
_CITES = re.compile(r"[?&]cites=(\d+)")
_RELATED = re.compile(r"related:([\w-]{11})[:%&]?")
_DOI_TAIL = re.compile(
    r"(?:\.(?:short|abstract|full|pdf|extract|long)|/(?:full|abstract|pdf|html|epdf|meta|summary))+$"
)


def detect(head: str) -> bool:
    """Whether the header is that of Publish or Perish."""
    return headings(head).issuperset(("cites", "authors", "title", "source", "querydate"))


def read(text: Text) -> Reading:
    """The rows of a Publish or Perish CSV, and the database that was asked if it shows."""
    database = _database(text)
    columns = Columns(_COLUMNS, partial(_convert, database))
    return read_table(text, columns, database=database)


def _database(text: Text) -> str | None:
    """The database that the links of the first rows name, if they agree."""
    found: set[str] = set()
    crossref = False
    for links in cells(text, "citesurl", "relatedurl", "citationurl", "type"):
        crossref = crossref or links[-1] in _CROSSREF
        found.update(name for host, name in _HOSTS if any(host in link for link in links))
    if not found and crossref:
        return "Crossref"
    return found.pop() if len(found) == 1 else None


def _convert(database: str | None, cell: Cells) -> Found | None:
    number = _number(cell)
    kind = cell.get("type", "")
    fields: dict[str, Value] = {
        **{column: value for column, value in cell.items() if column not in _OWN},
        "source_id": number,
        "pages": "-".join(filter(None, (cell.get("first_page"), cell.get("last_page")))),
        "doi": _DOI_TAIL.sub("", cell.get("doi", "")),
        "url": cell.get("url") or cell.get("full_text"),
    }
    if kind.casefold() not in _FILE_TYPES:
        fields["document_type_raw"] = kind
    if kinds.is_preprint_venue(cell.get("venue", "")):
        fields["document_type"], fields["source_type"] = "preprint", "repository"
    if database in (_SCHOLAR, None):
        fields["title"] = mend_torn(cell.get("title", ""))
        fields["abstract_partial"] = database == _SCHOLAR or "…" in cell.get("abstract", "")
    if "authors" in cell:
        whole = cell["authors"]
        for mark in ("…", "..."):
            whole = whole.removesuffix(mark)
        listed, cut = names.take_cut([name.strip() for name in whole.split(",") if name.strip()])
        fields["authors"] = [initials_first(name) for name in listed]
        fields["authors_cut"] = cut or whole != cell["authors"]
    flags = [
        f"{CUT}: {column}"
        for column in ("title", "venue")
        if _ELSEWHERE.search(cell.get(column, ""))
    ]
    return Found(fields, own_id=number, flags=flags)


def _number(cell: Cells) -> str | None:
    """Google Scholar's number of a paper: `cites=…`, or eight bytes in `related:…`."""
    if found := _CITES.search(cell.get("cites_url", "")):
        return found[1]
    if found := _RELATED.search(cell.get("related_url", "")):
        try:
            return str(int.from_bytes(base64.urlsafe_b64decode(found[1] + "=")[:8], "little"))
        except binascii.Error:
            return None
    return None
