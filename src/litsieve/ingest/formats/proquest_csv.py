"""ProQuest XLS: *Save → XLS* of ProQuest (and what Excel makes of it: XLSX, CSV).

Recognised by a header with `StoreId`, `Title` and `pubtitle` or `documentType`.

- The record's own id is `StoreId`, the number in `…/docview/2083734921`.
- If all rows are of one database (`ERIC`, `APA PsycInfo®`) the file is named after it, else after
  ProQuest.
- Authors are `Family, Given` at semicolons; without semicolons commas go in pairs.
- `Article, Journal Article` are several words for the kind of document: the last that says
  something known counts.
"""

from __future__ import annotations

import re

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.ris.writers import usual
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.table_head import cells, only
from litsieve.ingest.values import dates, names

NAME = "proquest-csv"
LABEL = "ProQuest XLS"
DATABASE = "ProQuest"
SIGN = "a header with StoreId, Title and pubtitle or documentType"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "title_alternative": ("alternatetitle", "alternate title"),
    "abstract": ("abstract",),
    "source_id": ("storeid",),
    "authors": ("authors", "author"),
    "corporate": ("corporateauthor",),
    "affiliations": ("authoraffiliation", "authoraffiliations"),
    "venue": ("pubtitle",),
    "year": ("year",),
    "date": ("pubdate", "elecpubdate"),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("pages",),
    "first_page": ("startpage",),
    "issn": ("issn",),
    "eissn": ("eissn",),
    "isbn": ("isbn",),
    "doi": ("digitalobjectidentifier",),
    "pmid": ("pmid",),
    "publisher": ("publisher",),
    "language": ("language",),
    "type": ("documenttype",),
    "article_type": ("articletype",),
    "source_type_raw": ("sourcetype",),
    "subject_terms": ("subjectterms",),
    "subjects": ("subjects",),
    "identifiers": ("identifierkeywords", "identifiers/keywords", "identifiers"),
    "url": ("documenturl",),
}
_OWN = frozenset(
    {"authors", "corporate", "date", "first_page", "eissn", "type", "article_type",
     "subject_terms", "subjects", "identifiers"}
)  # fmt: skip
_DOCVIEW = re.compile(r"/docview/(\d+)")
_LIST = re.compile(r"\s*[,;]\s*")


def detect(head: str) -> bool:
    """Whether the header is that of ProQuest."""
    present = headings(head)
    return {"storeid", "title"} <= present and not present.isdisjoint(("pubtitle", "documenttype"))


def read(text: Text) -> Reading:
    """The rows of a ProQuest table."""
    database = only(usual(name) or "" for (name,) in cells(text, "database")) or DATABASE
    return read_table(text, Columns(_COLUMNS, _convert), database=database)


def _convert(cell: Cells) -> Found | None:
    viewed = _DOCVIEW.search(cell.get("url", ""))
    number = cell.get("source_id") or (viewed[1] if viewed else None)
    kinds = [
        word for column in ("article_type", "type") for word in _LIST.split(cell.get(column, ""))
    ]
    fields: dict[str, Value] = {
        **{column: value for column, value in cell.items() if column not in _OWN},
        "source_id": number,
        "pages": cell.get("pages") or cell.get("first_page"),
        "issn": " ".join(filter(None, (cell.get("issn"), cell.get("eissn")))),
        "published": dates.published(cell.get("year", cell.get("date", "")), cell.get("date", "")),
        "year": cell.get("year") or cell.get("date"),
        "document_type_raw": "; ".join(dict.fromkeys(filter(None, kinds))),
        "keywords": ";".join(_terms(cell)),
    }
    if people := _people(cell.get("authors", "")):
        listed, cut = names.take_cut(people)
        fields["authors"] = [names.any_order(name) for name in listed]
        fields["authors_cut"] = cut
    elif "corporate" in cell:
        fields["authors"] = [names.author(cell["corporate"])]
    return Found(fields, own_id=number)


def _terms(cell: Cells) -> list[str]:
    """Terms at semicolons, else at commas."""
    found: list[str] = []
    for column in ("subject_terms", "subjects", "identifiers"):
        text = cell.get(column, "")
        found += [term for term in text.split(";" if ";" in text else ",") if term.strip()]
    return found


def _people(text: str) -> list[str]:
    """Names at semicolons or, without any, at every other comma."""
    if ";" in text:
        return [name for part in text.split(";") if (name := part.strip())]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > 2 and len(parts) % 2 == 0:
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return [text] if text else []
