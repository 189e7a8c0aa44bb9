"""CSL-JSON: Zotero (also Better CSL JSON), Mendeley, Paperpile, pandoc, and the API of Crossref.

Recognised by JSON objects with a `type` of CSL or Crossref beside `issued`, `container-title`,
`DOI` or `author`: one, an array, an array in an object (`items`), or one a line (JSON Lines).

- `issued` may be date parts, `raw` or `literal` text; of a range the first date counts.
- Editors count as authors only where there are none.
- Particles are part of the family name, a suffix follows the given names; `literal` names are
  organisations.
- PMID and DOI may stand in `note` (Zotero's *Extra*).
- Crossref's lists (`title`, `container-title`) give their first value; subtitles are added.
- A damaged item is repaired from what is sound in it, and says so; its neighbours are whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from litsieve.ingest import own
from litsieve.ingest.entry import CUT, Block, Entry, Reading, Reject, Text, Value
from litsieve.ingest.pubmed import countries
from litsieve.ingest.shapes.columns import Found
from litsieve.ingest.shapes.json_entries import Items, first, made, read_items, text_of
from litsieve.ingest.values import dates, identifiers, kinds, names
from litsieve.ingest.values.reference_types import CSL

NAME = "csl-json"
LABEL = "CSL-JSON"
DATABASE = None
SIGN = "JSON objects with a type of CSL beside issued, container-title, DOI or author"

_TEXTS: dict[str, tuple[str, ...]] = {
    "title_alternative": ("original-title",),
    "venue": ("container-title", "event-title", "event", "journalAbbreviation",
              "container-title-short"),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("page", "pages", "page-first"),
    "article_number": ("article-number",),
    "url": ("URL", "url"),
    "abstract": ("abstract",),
    "language": ("language",),
    "publisher": ("publisher",),
    "cited_by": ("is-referenced-by-count",),
}  # fmt: skip
_DATES = ("issued", "published-print", "published", "published-online", "event-date")
_SIGNS = frozenset({"issued", "container-title", "DOI"})
#: What is looked for in a damaged item.
_KEYS = frozenset((
    "DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL", "abstract", "article-number", "author",
    "citation-key", "container-title", "editor", "event", "event-title", "genre", "id",
    "is-referenced-by-count", "issue", "issued", "keyword", "language", "note",
    "original-title", "page", "published", "published-print", "publisher", "subtitle", "title",
    "type", "updated-by", "volume",
))  # fmt: skip
_NOTED_PMID = re.compile(r"^\s*PMID:\s*(\d{1,8})\b", re.MULTILINE)
_NOTED_DOI = re.compile(r"^\s*DOI:\s*(10\.\S+)", re.MULTILINE | re.IGNORECASE)
_RESOLVED = re.compile(r"doi\.org/(10\.\S+)")
_DIALECTS = (
    ("Crossref", re.compile(r'"(?:is-referenced-by-count|reference-count)"\s*:')),
    ("Better CSL JSON", re.compile(r'"citation-key"\s*:')),
    ("Zotero", re.compile(r'"id"\s*:\s*"https?:\\?/\\?/(?:www\.)?zotero\.org')),
    ("Mendeley", re.compile(r'"id"\s*:\s*"ITEM-\d|mendeley\.com')),
)


def detect(head: str) -> bool:
    """Whether one of the first items has a type of CSL and what CSL items have."""
    return any(map(_is_csl, first(head, _KEYS)))


def _is_csl(item: Mapping[str, Any]) -> bool:
    authors = item.get("author")
    has_names = (
        isinstance(authors, list)
        and bool(authors)
        and isinstance(authors[0], dict)
        and not {"family", "literal", "given"}.isdisjoint(authors[0])
    )
    custom = item.get("custom")
    is_ours = isinstance(custom, dict) and "litsieve" in custom
    return item.get("type") in CSL and (has_names or is_ours or not _SIGNS.isdisjoint(item))


def read(text: Text) -> Reading:
    """The items of a file."""
    dialect = next((name for name, sign in _DIALECTS if sign.search(text.head)), None)
    database = "Crossref" if dialect == "Crossref" else None
    return read_items(text, Items(_KEYS, _entry), dialect, database)


def _entry(block: Block, item: Mapping[str, Any], flags: list[str]) -> Entry | Reject:
    fields = _fields(item)
    if f"{CUT}: abstract" in flags:
        fields["abstract_partial"] = True
    if f"{CUT}: author" in flags:
        fields["authors_cut"] = True
    pmid = fields["pmid"]
    found = Found(fields, f"pmid:{pmid}" if pmid else None)
    custom = item.get("custom")
    ours = custom.get("litsieve") if isinstance(custom, dict) else None
    if isinstance(ours, dict) and (values := own.known(ours)):  # of one of our own exports
        return own.add(Entry(block.line, block.text, fields, found.own_id, flags), values)
    return made(block, found, flags)


def _fields(item: Mapping[str, Any]) -> dict[str, Value]:
    found: dict[str, Value] = {
        column: next((text for key in keys if (text := text_of(item.get(key)))), "")
        for column, keys in _TEXTS.items()
    }
    note = text_of(item.get("note"))
    found |= {
        "source_id": text_of(item.get("citation-key")) or text_of(item.get("id")),
        "title": _title(item),
        "doi": _doi(item, note),
        "pmid": identifiers.pmid(text_of(item.get("PMID")) or _match(_NOTED_PMID, note)),
        "issn": " ".join(_listed(item.get("ISSN"))),
        "isbn": " ".join(_listed(item.get("ISBN"))),
        "keywords": "; ".join(_listed(item.get("keyword"))),
        **(_authors(item.get("author")) or _authors(item.get("editor"))),
        **_published(item),
        **_kinds(item, str(found["venue"])),
    }
    updates = item.get("updated-by")
    if isinstance(updates, list) and any(
        isinstance(update, dict) and update.get("type") == "retraction" for update in updates
    ):
        found["retracted"] = True
    return found


def _listed(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for part in values if (text := text_of(part))]


def _match(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _title(item: Mapping[str, Any]) -> str:
    title, subtitle = text_of(item.get("title")), text_of(item.get("subtitle"))
    return f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title


def _doi(item: Mapping[str, Any], note: str) -> str:
    return (
        text_of(item.get("DOI"))
        or text_of(item.get("doi"))
        or _match(_NOTED_DOI, note)
        or _match(_RESOLVED, text_of(item.get("URL")))
    )


def _published(item: Mapping[str, Any]) -> dict[str, Value]:
    published = next((date for key in _DATES if (date := _date(item.get(key)))), None)
    return {"year": published[:4], "published": published} if published else {}


def _date(value: Any) -> str | None:
    """`{"date-parts": [[2024, 2, 23]]}`, `{"raw": "2024-02"}`, `{"year": 2024}`, `"2024"`."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0]  # pandoc lists the dates of a range
    if not isinstance(value, dict):
        return _of_parts(value)
    parts = value.get("date-parts") or value.get("date_parts")
    stated = (value.get(key) for key in ("raw", "literal"))
    by_name = [value.get(key) for key in ("year", "month", "day")]
    return next(filter(None, map(_of_parts, (parts, by_name, *stated))), None)


def _of_parts(parts: Any) -> str | None:
    """`[[2024, 2, 23]]`; some programs leave out a list: `[2024, 2]`, or both: `2024`, `"2024"`."""
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    if isinstance(parts, list):
        return dates.published(*[*map(_number, parts), "", "", ""][:3])
    text = _number(parts)
    return dates.published(text, _without_year(text))


def _number(value: Any) -> str:
    return text_of(value).removesuffix(".0")


def _without_year(text: str) -> str:
    return text.replace(str(dates.year(text)), " ", 1)


def _authors(value: Any) -> dict[str, Value]:
    if isinstance(value, str):
        value = re.split(r";|\s+and\s+", value)
    written = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    found, is_cut = names.take_cut([_author(author) for author in written])
    if not found:
        return {}
    addresses = list(dict.fromkeys(_affiliations(written)))
    return {
        "authors": list(found),
        "authors_cut": is_cut,
        "affiliations": "; ".join(addresses),
        "countries": countries(addresses),
    }


def _author(author: Any) -> str:
    if not isinstance(author, dict):
        return names.any_order(text_of(author))
    part = {key: text_of(value) for key, value in author.items()}
    particles = (part.get("dropping-particle"), part.get("non-dropping-particle"))
    family = " ".join(filter(None, (*particles, part.get("family"))))
    given = " ".join(filter(None, (part.get("given"), part.get("suffix"))))
    if not family and not given:
        return names.author(part.get("literal") or part.get("name") or "")
    return names.author(family, given) if family else names.any_order(given)


def _affiliations(authors: list[Any]) -> Iterator[str]:
    """Crossref gives them as objects with a name, others as text."""
    for author in authors:
        if isinstance(author, dict):
            yield from _listed(author.get("affiliation"))


def _kinds(item: Mapping[str, Any], venue: str) -> dict[str, Value]:
    kind = text_of(item.get("type"))
    document, source = CSL.get(kind, (kinds.document_type(kind), None))
    stated = text_of(item.get("genre"))
    home = venue or text_of(item.get("publisher"))
    if document == "article" and (
        kinds.is_preprint_venue(home) or kinds.document_type(stated) == "preprint"
    ):
        document, source = "preprint", "repository"
    if kind in ("article", "article-journal", "journal-article") and document == "article":
        source = "journal" if venue else None
    return {"document_type": document, "document_type_raw": kind, "source_type": source}
