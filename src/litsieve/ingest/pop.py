"""Publish or Perish: what its CSV and its JSON share."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence

from litsieve.ingest.entry import CUT, Value
from litsieve.ingest.shapes.columns import Cells, Found
from litsieve.ingest.values import kinds, names
from litsieve.ingest.values.given_first import initials_first
from litsieve.ingest.values.titles import mend_torn

_SCHOLAR = "Google Scholar"
#: Our name → the heading in a table; JSON has the same words with underscores.
FIELDS: dict[str, tuple[str, ...]] = {
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
    "uid": ("uid",),
}
#: What of a paper shows which database was asked.
LINKS = ("citesurl", "relatedurl", "citationurl", "type", "uid")
_OWN = frozenset(
    {"authors", "full_text", "cites_url", "related_url", "type", "first_page", "last_page", "uid"}
)

#: What stands in the links of a paper → the database that was asked.
_HOSTS: tuple[tuple[str, str], ...] = (
    ("scholar.google.", _SCHOLAR),
    ("GS:", _SCHOLAR),
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
_UID = re.compile(r"GS:(\d+)")
_CITES = re.compile(r"[?&]cites=(\d+)")
_RELATED = re.compile(r"related:([\w-]{11})[:%&]?")
_DOI_TAIL = re.compile(
    r"(?:\.(?:short|abstract|full|pdf|extract|long)|/(?:full|abstract|pdf|html|epdf|meta|summary))+$"
)


def database(papers: Iterable[Sequence[str]]) -> str | None:
    """The database that the links (LINKS) of the first papers name, if they agree."""
    found: set[str] = set()
    crossref = False
    for links in papers:
        crossref = crossref or not _CROSSREF.isdisjoint(links)
        found.update(name for host, name in _HOSTS if any(host in link for link in links))
    if not found and crossref:
        return "Crossref"
    return found.pop() if len(found) == 1 else None


def record(database: str | None, cell: Cells, authors: list[str]) -> Found:
    """Canonical values of a paper; `authors` are its authors as they are written."""
    number = _number(cell)
    kind = cell.get("type", "")
    fields: dict[str, Value] = {
        **{column: value for column, value in cell.items() if column not in _OWN},
        "source_id": number or cell.get("uid"),
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
    listed, cut = names.take_cut([name.strip() for name in authors])
    if listed or cut:
        fields["authors"] = [_author(name) for name in listed]
        fields["authors_cut"] = cut
    flags = [
        f"{CUT}: {column}"
        for column in ("title", "venue")
        if _ELSEWHERE.search(cell.get(column, ""))
    ]
    return Found(fields, own_id=number, flags=flags)


def _author(name: str) -> str:
    return names.family_first(name) if "," in name else initials_first(name)


def _number(cell: Cells) -> str | None:
    """Google Scholar's number of a paper: `GS:…`, `cites=…`, or eight bytes in `related:…`."""
    if found := _UID.fullmatch(cell.get("uid", "")):
        return found[1]
    if found := _CITES.search(cell.get("cites_url", "")):
        return found[1]
    if found := _RELATED.search(cell.get("related_url", "")):
        try:
            return str(int.from_bytes(base64.urlsafe_b64decode(found[1] + "=")[:8], "little"))
        except binascii.Error:
            return None
    return None
