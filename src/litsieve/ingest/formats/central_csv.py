"""Cochrane Library CSV: *Export selected citations → CSV* of trials (CENTRAL) or of reviews.

Recognised by a header with `CENTRAL ID` or `Cochrane Review ID`, and `Author(s)`.

- The database is CENTRAL or Cochrane Reviews; the record's own id is `CN-01792552` or
  `CD009405.PUB2`.
- `PUBMED 30580550` is the PMID. The number of a trial in the place of an author is no author.
- A `Source` that is a link (entries of trial registers) is a link.
- Reviews: `Abstract - ` before the abstract goes; what says that it is a protocol is one.
"""

from __future__ import annotations

import re

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import names

NAME = "cochrane-csv"
LABEL = "Cochrane Library CSV"
DATABASE = None
SIGN = "a header with CENTRAL ID or Cochrane Review ID, and Author(s)"

_TRIALS, _REVIEWS = "CENTRAL", "Cochrane Reviews"
_COLUMNS: dict[str, tuple[str, ...]] = {
    "source_id": ("central id", "cochrane review id"),
    "authors": ("author(s)",),
    "title": ("title",),
    "venue": ("source",),
    "year": ("year",),
    "abstract": ("abstract",),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("pages",),
    "pmid": ("pubmed id",),
    "document_type_raw": ("publication type",),
    "publisher": ("publisher",),
    "issn": ("issn",),
    "keywords": ("keywords",),
    "doi": ("doi",),
    "url": ("url",),
    "language": ("language",),
}
_PMID = re.compile(r"\d{1,9}")
_REGISTERED = re.compile(r"[A-Za-z/-]*\d[\w/-]*,?")
_ABSTRACT = re.compile(r"^Abstract\s*[-–]\s*")
_PROTOCOL = re.compile(r"^\W*(?:Objectives\W+)?This is (?:a|the) protocol for", re.IGNORECASE)
#: Words of the publication type that say more than `Journal article`, which may stand beside them.
_KINDS = (
    ("conference", "conference-paper"), ("registry", "other"), ("protocol", "other"),
)  # fmt: skip
_STARRED = re.compile(r"(^|; )\*")


def detect(head: str) -> bool:
    """Whether the header is that of the Cochrane Library."""
    present = headings(head)
    return "author(s)" in present and not present.isdisjoint(("central id", "cochrane review id"))


def read(text: Text) -> Reading:
    """The rows of a Cochrane Library CSV: trials or reviews."""
    if "central id" in headings(text.head):
        return read_table(text, Columns(_COLUMNS, _of_trial), database=_TRIALS)
    return read_table(text, Columns(_COLUMNS, _of_review), database=_REVIEWS)


def _of_trial(cell: Cells) -> Found | None:
    fields = _fields(cell)
    pmid = _PMID.search(cell.get("pmid", ""))
    fields["pmid"] = pmid[0] if pmid else None
    kind = cell.get("document_type_raw", "").casefold()
    fields["document_type"] = next((ours for word, ours in _KINDS if word in kind), None)
    venue = cell.get("venue", "")
    if venue.startswith(("http:", "https:")):
        fields["venue"], fields["url"] = None, venue
    return Found(fields, own_id=cell.get("source_id"))


def _of_review(cell: Cells) -> Found | None:
    fields = _fields(cell)
    abstract = _ABSTRACT.sub("", cell.get("abstract", ""))
    is_protocol = bool(_PROTOCOL.match(abstract))
    fields["abstract"] = abstract
    fields["document_type_raw"] = "Cochrane Protocol" if is_protocol else "Cochrane Review"
    fields["document_type"] = "other" if is_protocol else "review"
    fields["source_type"] = "journal"
    return Found(fields, own_id=cell.get("source_id"))


def _fields(cell: Cells) -> dict[str, Value]:
    fields: dict[str, Value] = dict(cell)
    if "keywords" in cell:  # major terms are starred
        fields["keywords"] = _STARRED.sub(r"\1", cell["keywords"])
    if "authors" in cell:
        listed = [name.strip() for name in cell["authors"].split(";")]
        listed, cut = names.take_cut([n for n in listed if n and not _REGISTERED.fullmatch(n)])
        fields["authors"] = [names.family_first(name) for name in listed]
        fields["authors_cut"] = cut
    return fields
