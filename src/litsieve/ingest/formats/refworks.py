"""RefWorks tagged: *Export → RefWorks Tagged Format* of RefWorks; HighWire, Zotero and others.

Recognised by a line `RT Journal Article` (or another type) with a line of two letters and one blank
below it, as `A1 Bell,Jane P.` or `T1 Title`; a legend of the tags may stand above.

- An entry begins with `RT`. One without it is found by its title or its authors after a blank line.
- Authors (`A1`) stand one a line or parted by semicolons. Of a book without authors they are its
  editors (`A2`, `A3`).
- The venue is the journal (`JF`, `JO`), or of chapters and papers the secondary title (`T2`).
- `FD` makes the year (`YR`) more precise if it is a date. `OL` is RefWorks' own language: the
  entry's is `LA`.
- `SP` of a whole book or a thesis is its number of pages, and no page.
- The DOI may stand in `DO`, `NO`, `LK` or `UL`.
- The record's own id is the accession number (`AN`) if its form, or the database (`DB`, `DS`),
  tells whose it is. A database that all entries name is the file's. `ID` is the number in RefWorks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from litsieve.ingest.entry import Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.ris import ids, writers
from litsieve.ingest.ris.parse import Fields
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.shapes.tagged import (
    Tags,
    every,
    first,
    grouped,
    joined,
    pairs,
    parted,
    trimmed,
)
from litsieve.ingest.values import dates, identifiers, kinds, names, places
from litsieve.text import fold, squeeze

NAME = "refworks"
LABEL = "RefWorks tagged"
DATABASE = None
SIGN = "a line RT Journal Article (or another type) above lines like T1 Title"

_ANY = (
    "(?:A[1-6BDNV]|C[LNR]|D[BOS]|E[DR]|FD|I[DPS]|J[FO]|K1|L[AKL]|NO|O[LPT]|P[BP]|PMC?ID|R[DT]|"
    r"S[FLNPRT]|T[1-3]|U\d{1,2}|UL|VO|W[PTV]|YR)"
)
_TYPE = r"RT(?=[ \t]+[A-Z][A-Za-z]+(?:[,/ ]{1,3}[A-Za-z]+){0,5}[ \t\r]*$)"
_SIGN = rf"^\ufeff?(?={_TYPE}[^\n]*\n\s*{_ANY}[ \t\r\n])"
#: After a blank line RT begins an entry whatever stands behind it and below.
_START = re.compile(
    rf"{_SIGN}|(?<=\n)[ \t\r]*\n(?=RT(?:[ \t]+[A-Z][^\n]{{0,60}})?(?:\n|\Z))", re.MULTILINE
)
_OTHERS = re.compile(r"^(?:TY {1,2}- |PMID- |FN \S.*\nVR )", re.MULTILINE)
_TAG = re.compile(rf"((?!RT){_ANY}|{_TYPE})(?:[ \t]|$|(?=\r$))")
_GAP = re.compile(r"\n[ \t\r]*\n(?=[ \t]*\S)")
_TITLE = re.compile(r"^T1[ \t]+\S", re.MULTILINE)
#: What is as telling as a title where that is damaged: authors, and below them the year.
_HEADING = re.compile(r"^T1[ \t]+\S|^A1[ \t]+\S[^\n]*\n(?:[^\n]+\n)*YR[ \t]", re.MULTILINE)

#: Types, folded, by the words that they begin with: document type, source type.
_TYPES: tuple[tuple[str, str | None, str | None], ...] = (
    ("journal", "article", "journal"), ("abstract", None, None),
    ("magazine", "article", "trade"), ("newspaper", "article", None),
    ("book section", "chapter", "book"), ("book chapter", "chapter", "book"),
    ("book", "book", "book"), ("monograph", "book", "book"), ("ebook", "book", "book"),
    ("conference", "conference-paper", "proceedings"),
    ("dissertation", "thesis", "institution"), ("thesis", "thesis", "institution"),
    ("report", "report", "institution"), ("dataset", "dataset", None),
    ("web", "other", "web"), ("online", "other", "web"), ("generic", None, None),
    ("unpublished", "preprint", None),
)  # fmt: skip
#: What the legend says of the type, where it is written like an entry.
_LEGEND = "Reference Type"
_WHOLE = frozenset(("book", "thesis"))
_PART_OF_BOOK = frozenset(("chapter", "conference-paper"))
_REMARK = re.compile(r"\s*,?\s*\[(?:URL|mailto):[^\]]*\]", re.IGNORECASE)


def detect(head: str) -> bool:
    """Whether an entry begins in it."""
    return re.search(_SIGN, head, re.MULTILINE) is not None and not _OTHERS.search(head)


def read(text: Text) -> Reading:
    """The entries of a file of RefWorks."""
    head = [grouped(pairs(block.text, _TAG)) for block in cut(Text.of(text.head), _starts)]
    named = {writers.stated(_as_ris(tags)) for tags in head if tags}
    database = min(named.pop(), default=None) if len(named) == 1 else None
    return Reading(cut(text, _starts), partial(entries, database), database=database)


def _starts(window: str, _last: bool) -> Iterator[int]:
    return (found.end() for found in _START.finditer(window))


def entries(database: str | None, blocks: Sequence[Block]) -> Iterator[Item]:
    """The entry of each block; what stands before the first is the legend."""
    parts = (part for one in blocks for part in parted(one, _GAP, _TITLE, _HEADING))
    for block in map(trimmed, parts):
        tags = grouped(pairs(block.text, _TAG))
        if not tags or first(tags, "RT") == _LEGEND:
            continue
        if not tags.keys() & {"T1", "A1", "T2", "AB", "DO", "A2"}:
            yield Reject(block.line, block.text, "has neither title nor author")
            continue
        yield _entry(block, tags, database)


def _as_ris(tags: Tags) -> Fields:
    """What identifies an entry, under the tags that RIS has for it."""
    theirs = {
        "AN": ("AN",), "DB": ("DB",), "DP": ("DS",), "UR": ("UL", "LK"), "DO": ("DO",),
        "PM": ("PMID",), "N1": ("NO",), "ID": ("ID",),
    }  # fmt: skip
    return {tag: found for tag, ours in theirs.items() if (found := every(tags, *ours))}


def _entry(block: Block, tags: Tags, database: str | None) -> Entry:
    fields = _as_ris(tags)
    stated = writers.stated(fields)
    own_id, number = ids.own(fields)
    pmid = ids.pmid(fields, stated)
    document, source = _kind(first(tags, "RT"))
    authors, is_cut = names.take_cut(_authors(tags, document))
    addresses = [_REMARK.sub("", part).strip() for part in every(tags, "AD")]
    year, numbers = first(tags, "YR"), " ".join(every(tags, "SN"))
    isbns = identifiers.isbns(numbers)
    values: dict[str, Value] = {
        "source_id": own_id or ids.shown(fields) or pmid,
        "pmid": pmid,
        "title": first(tags, "T1"),
        "title_alternative": first(tags, "OT"),
        "authors": list(authors),
        "authors_cut": is_cut,
        "year": year or first(tags, "FD"),
        "published": dates.published(year, first(tags, "FD")),
        "volume": first(tags, "VO"),
        "issue": first(tags, "IS"),
        "pages": _pages(tags, document),
        "issn": "" if isbns else numbers,
        "isbn": " ".join(isbns),
        "url": ids.url(fields),
        "abstract": first(tags, "AB"),
        "keywords": joined(_keywords(tags)),
        "language": first(tags, "LA"),
        "publisher": _REMARK.sub("", first(tags, "PB")),
        "affiliations": "; ".join(addresses),
        "countries": places.countries([part for text in addresses for part in text.split(";")]),
        "doi": ids.doi(fields),
        "document_type": document,
        "document_type_raw": first(tags, "RT"),
        "source_type": source,
        "venue": _venue(tags, document),
    }
    if source == "journal" and not values["venue"]:
        values["source_type"] = None
    if kinds.is_preprint_venue(str(values["venue"])):
        values |= {"document_type": "preprint", "source_type": "repository"}
    if not own_id and pmid:
        own_id = f"pmid:{pmid}"
    elif not own_id and number and stated:
        own_id = number if database else f"{min(stated)}:{number}"
    return Entry(block.line, block.text, values, own_id)


def _kind(stated: str) -> tuple[str | None, str | None]:
    word = fold(stated)
    found = (kind for begin, *kind in _TYPES if word.startswith(begin))
    document, source = next(found, (kinds.document_type(stated) or "other", None))
    return document, source


def _authors(tags: Tags, document: str | None) -> list[str]:
    lines = every(tags, "A1")
    if not lines and document in ("book", "conference-paper"):
        lines = every(tags, "A2") or every(tags, "A3")
    found = [squeeze(part) for line in lines for part in line.split(";")]
    return [names.any_order(name) for name in found if name.strip(" ,")]


def _keywords(tags: Tags) -> list[str]:
    """One a line, or parted by semicolons."""
    return [part.strip(" *") for part in re.split(r"[;\n]", "\n".join(tags.get("K1", ())))]


def _venue(tags: Tags, document: str | None) -> str:
    if document == "book":
        return ""
    order = ("T2", "JF", "JO") if document in _PART_OF_BOOK else ("JF", "JO", "T2")
    return first(tags, *order)


def _pages(tags: Tags, document: str | None) -> str:
    start, end = first(tags, "SP"), first(tags, "OP")
    if document in _WHOLE and not end:
        return ""
    return start if "-" in start else "-".join(filter(None, (start, end)))
