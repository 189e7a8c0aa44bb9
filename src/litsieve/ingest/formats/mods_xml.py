"""MODS XML: Library of Congress, Zotero, JabRef, bibutils, DSpace and other repositories.

Recognised by `<mods>` elements, with the prefix `mods:` or without, that hold `<titleInfo>`,
`<name>`, `<originInfo>`, `<relatedItem>` or `<identifier>`: one, or many in any wrapper.

- Words that do not sort (`nonSort`) and the subtitle are parts of the title; a translated or
  alternative title is kept beside it.
- Authors are who has the role of one, or no role; editors count only where there is nobody else.
- Venue, volume, issue and pages are those of the item that it is in (`relatedItem type="host"`).
- Of several dates the first of issue counts, as precise as another of the same year has it.
- The type is `genre`; else it shows in what the item is in.
- Bare `&` and `<`, `&nbsp;`, control characters and missing end tags are repaired, and it says so.
"""

from __future__ import annotations

import re
from functools import partial
from xml.etree import ElementTree as ET

from litsieve.ingest import mods
from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.pubmed import countries
from litsieve.ingest.shapes.columns import Found
from litsieve.ingest.shapes.fragments import beginnings, guarded, items, text_of
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.values import dates, identifiers

NAME = "mods-xml"
LABEL = "MODS XML"
DATABASE = None
SIGN = "<mods> elements with <titleInfo>, <name>, <originInfo>, <relatedItem> or <identifier>"

_SIGN = re.compile(r"<(?:mods:|m:)?mods[\s>]")
_PARTS = re.compile(r"<(?:mods:|m:)?(?:titleInfo|name|originInfo|relatedItem|identifier)[\s>]")
#: Kinds of dates, the surest first.
_DATES = ("dateissued", "copyrightdate", "datecreated", "dateother")
_RESOLVED = re.compile(r"(?:doi\.org/|^info:doi/|^doi:)\s*10\.\d")


def detect(head: str) -> bool:
    """Whether this is XML with MODS records."""
    return head.lstrip("\ufeff \t\r\n").startswith("<") and bool(
        _SIGN.search(head) and _PARTS.search(head)
    )


def read(text: Text) -> Reading:
    """The records of a MODS file."""
    return Reading(
        guarded(cut(text, beginnings(mods.GRAMMAR.entries))), partial(items, mods.GRAMMAR, _found)
    )


def _found(record: ET.Element) -> Found:
    host = mods.host(record)
    title, other = mods.titles(record)
    authors, is_cut = mods.authors(record)
    ids, outer = mods.identified(record), mods.identified(host)
    pmid = identifiers.pmid(next(iter(ids.get("pmid", [])), ""))
    doi = _doi(ids)
    addresses = [text_of(one) for one in mods.inner(record, "name", "affiliation") if text_of(one)]
    fields: dict[str, Value] = {
        "source_id": _number(record, ids),
        "title": title,
        "title_alternative": other,
        "venue": mods.titles(host)[0] or mods.conference(record),
        **mods.place(host, record),
        "doi": doi,
        "pmid": pmid,
        "issn": " ".join(outer.get("issn", []) or ids.get("issn", [])),
        "isbn": " ".join(ids.get("isbn", []) or outer.get("isbn", [])),
        "url": _url(record, ids),
        "abstract": _abstract(record),
        "keywords": "".join(f"{word};" for word in mods.subjects(record)),
        "language": "; ".join(mods.languages(record)),
        "publisher": mods.first(record, "origininfo", "publisher")
        or mods.first(host, "origininfo", "publisher"),
        "affiliations": "; ".join(addresses),
        "countries": countries(addresses),
        **mods.kinds_of(record, host),
        **_published(record, host),
    }
    if authors or is_cut:
        fields["authors"], fields["authors_cut"] = authors, is_cut
    return Found(fields, f"pmid:{pmid}" if pmid else None)


def _number(record: ET.Element, ids: mods.Ids) -> str:
    """The record's own identifier, or the citation key that a program put there."""
    return (
        mods.first(record, "recordinfo", "recordidentifier")
        or record.get("ID", "")
        or next((ids[kind][0] for kind in ("citekey", "local") if ids.get(kind)), "")
    )


def _doi(ids: mods.Ids) -> str:
    """From its own identifier, else from one that is an address of it."""
    links = [link for kind in ("uri", "url", "hdl", "") for link in ids.get(kind, [])]
    stated = [*ids.get("doi", []), *(link for link in links if _RESOLVED.search(link))]
    return next((text for text in stated if identifiers.doi(text)), "")


def _url(record: ET.Element, ids: mods.Ids) -> str:
    located = [text_of(one) for one in mods.inner(record, "location", "url")]
    links = [*located, *(link for kind in ("uri", "url", "hdl") for link in ids.get(kind, []))]
    return next((link for link in links if link.startswith("http")), "")


def _abstract(record: ET.Element) -> str:
    """The abstract in the first of its languages; one a paragraph is one all the same."""
    found = [one for one in mods.inner(record, "abstract") if text_of(one)]
    spoken = [mods.language_of(one) for one in found]
    return " ".join(
        text_of(one) for one, spoke in zip(found, spoken, strict=True) if spoke == spoken[0]
    )


def _published(record: ET.Element, host: ET.Element | None) -> dict[str, Value]:
    stated = [
        one
        for kind in _DATES
        for level in (record, host)
        for one in mods.inner(level, "origininfo", kind)
        if one.get("point") != "end"
    ]
    stated[1:1] = [one for level in (host, record) for one in mods.inner(level, "part", "date")]
    found = [date for one in stated if (date := dates.published(text_of(one)))]
    if not found:
        return {}
    published = max((date for date in found if date.startswith(found[0])), key=len)
    return {"year": published[:4], "published": published}
