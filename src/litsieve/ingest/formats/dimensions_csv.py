"""Dimensions CSV: *Save/Export* of publications in Dimensions, as CSV or as an Excel file.

Recognised by a header with `Publication ID` and `PubYear`, on the first lines.

- The line `About the data: Exported on … Criteria: …` above the header is passed over.
- The record's own id is `Publication ID` (`pub.1012345678`).
- The venue is `Source title`, or of a chapter `Anthology title`.
- The type is `Document Type` (Review Article …) if it says more than `Publication Type`.
- Affiliations are those of `Authors Affiliations`, else (for bibliometric mapping) the names of the
  research organisations; countries are those of the research organisations.
"""

from __future__ import annotations

import re

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, read_table
from litsieve.ingest.shapes.table_head import below, lines_above
from litsieve.ingest.values import dates, names, places

NAME = "dimensions-csv"
LABEL = "Dimensions CSV"
DATABASE = "Dimensions"
SIGN = "a header with Publication ID and PubYear, as a rule below a line About the data"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "own_id": ("publication id",),
    "doi": ("doi",),
    "pmid": ("pmid",),
    "isbn": ("isbn",),
    "issn": ("issn",),
    "title": ("title",),
    "abstract": ("abstract",),
    "venue": ("source title", "source title/anthology title"),
    "anthology": ("anthology title",),
    "publisher": ("publisher",),
    "keywords": ("keywords", "author keywords"),
    "mesh": ("mesh terms",),
    "year": ("pubyear",),
    "date": ("publication date", "publication date (online)", "publication date (print)"),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("pagination",),
    "open_access": ("open access",),
    "publication_type": ("publication type",),
    "document_type_raw": ("document type",),
    "authors": ("authors",),
    "affiliations": ("authors affiliations", "authors (raw affiliation)"),
    "organisations": ("authors affiliations - name of research organization",
                      "research organizations - standardized"),
    "countries": ("country of standardized research organization",
                  "country of research organization",
                  "authors affiliations - country of research organization"),
    "cited_by": ("times cited",),
    "linkout": ("source linkout",),
    "url": ("dimensions url",),
}  # fmt: skip
_OWN = frozenset(
    {"own_id", "anthology", "mesh", "date", "publication_type", "authors", "affiliations",
     "organisations", "countries", "linkout"}
)  # fmt: skip
_SOURCES = {
    "article": "journal", "chapter": "book", "monograph": "book", "edited book": "book",
    "book": "book", "proceeding": "proceedings", "preprint": "repository",
}  # fmt: skip

_SIGNS = ("publication id", "pubyear")
_NAMED = re.compile(r"[^();]+\((?P<place>(?:[^()]|\([^()]*\))*)\)")


def detect(head: str) -> bool:
    """Whether one of the first lines is the header of a Dimensions export."""
    return lines_above(head, *_SIGNS) is not None


def read(text: Text) -> Reading:
    """The rows of a Dimensions CSV, below the line about the data."""
    rows = below(text, lines_above(text.head, *_SIGNS))
    return read_table(rows, Columns(_COLUMNS, _convert), database=DATABASE)


def _convert(cell: Cells) -> Found | None:
    own_id = cell.get("own_id")
    fields: dict[str, Value] = {key: value for key, value in cell.items() if key not in _OWN}
    kind = cell.get("publication_type", "")
    fields["source_id"] = own_id
    fields["venue"] = cell.get("venue") or cell.get("anthology")
    fields["url"] = cell.get("linkout") or cell.get("url")
    fields["published"] = dates.published(cell.get("year", ""), cell.get("date", ""))
    fields["document_type_raw"] = "; ".join(filter(None, (kind, cell.get("document_type_raw"))))
    fields["source_type"] = _SOURCES.get(kind.casefold())
    fields["keywords"] = "; ".join(filter(None, (cell.get("keywords"), cell.get("mesh"))))
    affiliations = _affiliations(cell.get("affiliations", "")) or _listed(cell, "organisations")
    fields["affiliations"] = "; ".join(affiliations)
    stated = places.countries(cell.get("countries", "").split(";"))
    fields["countries"] = stated or places.countries(affiliations)
    found, cut = names.take_cut(cell.get("authors", "").split(";"))
    if found or cut:
        fields["authors"] = [names.family_first(name.strip()) for name in found]
        fields["authors_cut"] = cut
    return Found(fields, own_id=own_id)


def _listed(cell: Cells, name: str) -> list[str]:
    parts = (part.strip() for part in cell.get(name, "").split(";"))
    return list(dict.fromkeys(filter(None, parts)))


def _affiliations(text: str) -> list[str]:
    """The places of `Smith, Jane (University of A, B, C); Roe, Max (…)`, each once."""
    found = (
        place.strip() for named in _NAMED.finditer(text) for place in named["place"].split(";")
    )
    return list(dict.fromkeys(place for place in found if place))
