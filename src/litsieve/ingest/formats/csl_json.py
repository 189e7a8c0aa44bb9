"""CSL-JSON: Zotero (also Better CSL JSON), Mendeley, Paperpile, pandoc, and the API of Crossref.

Recognised by JSON objects with a `type` of CSL or Crossref beside `issued`, `container-title`,
`DOI` or `author`: one, an array, an array in an object (`items`), or one a line (JSON Lines).

- `issued` may be date parts, `raw` or `literal` text; of a range the first date counts.
- Particles are part of the family name, a suffix follows the given names; `literal` names are
  organisations.
- PMID and DOI may stand in `note` (Zotero's *Extra*).
- Crossref's lists (`title`, `container-title`) give their first value; subtitles are added.
- A damaged item is repaired from what is sound in it, and says so; its neighbours are whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from litsieve.errors import ReviewError
from litsieve.ingest import own
from litsieve.ingest.entry import CUT, REPAIRED, Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.pubmed import countries
from litsieve.ingest.shapes.json_items import is_rest, layout, resume, salvage, scan, starts
from litsieve.ingest.shapes.split import cut
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
    "pages": ("page", "pages"),
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
    "citation-key", "container-title", "event", "event-title", "genre", "id",
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
_LOOKED_AT = 20


def detect(head: str) -> bool:
    """Whether one of the first items has a type of CSL and what CSL items have."""
    shape = layout(head, _KEYS)
    at = shape.first if shape else None
    for _ in range(_LOOKED_AT):
        if shape is None or at is None:
            return False
        item, end, goes_on = scan(head, at)
        if item is None and goes_on:
            item, _ = salvage(head[at:], _KEYS)
        if item and _is_csl(item):
            return True
        at = resume(head, end or at + 1, shape)
    return False


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
    shape = layout(text.head, _KEYS)
    if shape is None:
        raise ReviewError("lists no items", hint="export it again as CSL JSON")
    dialect = next((name for name, sign in _DIALECTS if sign.search(text.head)), None)
    database = "Crossref" if dialect == "Crossref" else None
    before = text.head[: shape.first]
    is_wrapped = bool(before) and not before.isspace() and not shape.is_damaged
    items = islice(cut(text, starts(shape)), int(is_wrapped), None)
    return Reading(items, entries, dialect, database)


def entries(blocks: Sequence[Block]) -> Iterator[Item]:
    """The item of each block."""
    for block in blocks:
        item, end, _ = scan(block.text)
        if item is not None and is_rest(block.text[end:]):
            yield _entry(Block(block.line, block.text[:end]), item, [])
        else:
            damaged = Block(block.line, block.text.rstrip(" \t\r\n,"))
            item, broken_off = salvage(damaged.text, _KEYS)
            flags = [f"{REPAIRED}: damaged JSON"]
            if broken_off:
                flags.append(f"{CUT}: {broken_off}")
            yield _entry(damaged, item, flags)


def _entry(block: Block, item: Mapping[str, Any], flags: list[str]) -> Entry | Reject:
    fields = _fields(item)
    if not (fields["title"] or fields.get("authors") or fields["doi"]):
        reason = "damaged JSON" if flags else "nothing in it that a record could be made of"
        return Reject(block.line, block.text, reason)
    if f"{CUT}: abstract" in flags:
        fields["abstract_partial"] = True
    pmid = fields["pmid"]
    entry = Entry(block.line, block.text, fields, f"pmid:{pmid}" if pmid else None, flags)
    custom = item.get("custom")
    ours = custom.get("litsieve") if isinstance(custom, dict) else None  # one of our own exports
    return own.add(entry, own.known(ours)) if isinstance(ours, dict) else entry


def _fields(item: Mapping[str, Any]) -> dict[str, Value]:
    found: dict[str, Value] = {
        column: next((text for key in keys if (text := _text(item.get(key)))), "")
        for column, keys in _TEXTS.items()
    }
    note = _text(item.get("note"))
    found |= {
        "source_id": _text(item.get("citation-key")) or _text(item.get("id")),
        "title": _title(item),
        "doi": _doi(item, note),
        "pmid": identifiers.pmid(_text(item.get("PMID")) or _match(_NOTED_PMID, note)),
        "issn": " ".join(_listed(item.get("ISSN"))),
        "isbn": " ".join(_listed(item.get("ISBN"))),
        "keywords": "; ".join(_listed(item.get("keyword"))),
        **_authors(item.get("author")),
        **_published(item),
        **_kinds(item, str(found["venue"])),
    }
    updates = item.get("updated-by")
    if isinstance(updates, list) and any(
        isinstance(update, dict) and update.get("type") == "retraction" for update in updates
    ):
        found["retracted"] = True
    return found


def _text(value: Any) -> str:
    """A value as text; of a list the first."""
    if isinstance(value, list):
        value = next((part for part in value if part), None)
    if isinstance(value, dict):
        value = value.get("name") or value.get("literal")
    return str(value).strip() if isinstance(value, (str, int)) else ""


def _listed(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for part in values if (text := _text(part))]


def _match(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _title(item: Mapping[str, Any]) -> str:
    title, subtitle = _text(item.get("title")), _text(item.get("subtitle"))
    return f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title


def _doi(item: Mapping[str, Any], note: str) -> str:
    return (
        _text(item.get("DOI"))
        or _text(item.get("doi"))
        or _match(_NOTED_DOI, note)
        or _match(_RESOLVED, _text(item.get("URL")))
    )


def _published(item: Mapping[str, Any]) -> dict[str, Value]:
    published = next((date for key in _DATES if (date := _date(item.get(key)))), None)
    return {"year": published[:4], "published": published} if published else {}


def _date(value: Any) -> str | None:
    """`{"date-parts": [[2024, 2, 23]]}`, `{"raw": "2024-02"}`, `{"year": 2024}`, `"2024"`."""
    if isinstance(value, list):  # pandoc lists the dates of a range
        value = next(iter(value), None)
    if not isinstance(value, dict):
        text = _text(value)
        return dates.published(text, _without_year(text))
    parts = value.get("date-parts")
    first = next(iter(parts), None) if isinstance(parts, list) else None
    if isinstance(first, list) and first:
        year, month, day = ([*map(_number, first), "", ""])[:3]
    else:
        year, month, day = (_number(value.get(key)) for key in ("year", "month", "day"))
    if found := dates.published(year, month, day):
        return found
    text = _text(value.get("raw")) or _text(value.get("literal"))
    return dates.published(text, _without_year(text))


def _number(value: Any) -> str:
    return _text(value).removesuffix(".0")


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
        return names.any_order(_text(author))
    part = {key: _text(value) for key, value in author.items()}
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
    kind = _text(item.get("type"))
    document, source = CSL.get(kind, (kinds.document_type(kind), None))
    stated = _text(item.get("genre"))
    home = venue or _text(item.get("publisher"))
    if document == "article" and (
        kinds.is_preprint_venue(home) or kinds.document_type(stated) == "preprint"
    ):
        document, source = "preprint", "repository"
    if kind in ("article", "article-journal", "journal-article") and document == "article":
        source = "journal" if venue else None
    return {"document_type": document, "document_type_raw": kind, "source_type": source}
