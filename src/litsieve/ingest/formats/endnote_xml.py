"""EndNote XML: *File → Export → XML* of EndNote; also Zotero, Mendeley and others, as EndNote XML.

Recognised by `<record>` elements with `<ref-type>`, `<contributors>` or `<titles>`; the capital
letters of EndNote 7 (`<RECORD><REFERENCE_TYPE>`) count too.

- Text is joined from all `<style>` parts; a file without a single line end is cut at `<record>`.
- A library holds exports of many databases. What is sure of an entry's own is kept: accession
  numbers of Web of Science, Scopus, Embase, CENTRAL and PubMed, also from links and custom fields.
- `isbn` holds ISSNs or ISBNs, `notes` the citations of Scopus and Web of Science.
- The database's own type (`work-type`) comes before EndNote's type of reference.
- Bare `&` and `<`, `&nbsp;`, control characters and missing end tags are repaired, and it says so.
- A document type definition is never fetched; a file that declares entities is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from xml.etree import ElementTree as ET

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.pubmed import countries
from litsieve.ingest.shapes.columns import Found
from litsieve.ingest.shapes.fragments import beginnings, guarded, items, name_of, text_of
from litsieve.ingest.shapes.mending import Grammar
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.values import dates, identifiers, kinds, literals, names
from litsieve.ingest.values.author_cells import at_commas
from litsieve.ingest.values.reference_types import ENDNOTE, NUMBERS, OLD_NUMBERS
from litsieve.text import fold

NAME = "endnote-xml"
LABEL = "EndNote XML"
DATABASE = None
SIGN = "<record> elements with <ref-type>, <contributors> or <titles>"

_SIGN = re.compile(r"<record[\s>]", re.IGNORECASE)
_PARTS = re.compile(r"<(?:ref-type|contributors|titles|source-app|REFERENCE_TYPE)[\s>]")
_APP = re.compile(r'<source-app\b[^>]*?\bname\s*=\s*"([^"<]+)"')

_LEAVES = frozenset((
    "abbr-1", "abbr-2", "abbr-3", "abstract", "access-date", "accession-num", "alt-title",
    "auth-address", "author", "author-address", "call-num", "caption", "custom1", "custom2",
    "custom3", "custom4", "custom5", "custom6", "custom7", "database", "date", "edition",
    "electronic-resource-num", "full-title", "image", "isbn", "issue", "keyword", "label",
    "language", "modified-date", "notes", "num-vols", "number", "orig-pub", "pages",
    "pub-location", "publisher", "place-published", "rec-number", "ref-type", "reference-type",
    "refnum", "remote-database-name", "remote-database-provider", "reprint-edition",
    "research-notes", "reviewed-item", "secondary-title", "section", "short-title",
    "source-app", "tertiary-title", "title", "translated-title", "volume", "work-type", "year",
))  # fmt: skip
_NODES = frozenset((
    "alt-periodical", "authors", "contributors", "dates", "foreign-keys", "keywords",
    "pdf-urls", "periodical", "pub-dates", "related-urls", "secondary-authors",
    "subsidiary-authors", "tertiary-authors", "titles", "translated-authors", "urls",
    "web-urls",
))  # fmt: skip
_GRAMMAR = Grammar(
    entries=("record", "RECORD"),
    roots=("records", "xml", "RECORDS", "XML"),
    leaves=_LEAVES,
    nodes=_NODES,
    inline=frozenset({"style", "url", "key"}),
)

#: Elements whose meaning is that of the element they stand in.
_BY_PARENT = frozenset({"author", "full-title", "url"})

_LINE = re.compile(r"\s*[\r\n]+\s*")
_MAJOR = re.compile(r"(?:^|(?<=/))\*")  # MeSH: a major topic
_CITED = re.compile(r"\b(?:cited by|times cited)\s*:\s*(\d+)", re.IGNORECASE)
_ABOUT_ANOTHER = re.compile(r"\b(?:comment|erratum|correct|retract|republish|update)", re.I)
#: A resolver's link or a publisher's.
_LINK_DOI = re.compile(r"(?:doi\.org|/doi(?:/(?:abs|full|e?pdf))?)/10\.\d{4,9}/")
_NOTED_DOI = re.compile(r"\bdoi:?\s*(10\.\d{4,9}/[^\s,;]+)", re.IGNORECASE)
_ARTICLE_NUMBER = re.compile(r"(?:[A-Za-z]{1,4}[ -]?)?\d[\d.-]{0,15}")
_DIGITS = re.compile(r"\d{1,8}")
_CENTRAL_PMID = re.compile(r"\bPUBMED (\d{1,8})\b")
_NLM = re.compile(r"\b(?:NLM|PubMed|Medline)\b", re.IGNORECASE)
#: What marks an entry's own id in accession numbers and links, and the id.
_OWN_IDS = (
    re.compile(r"\b(WOS:\w{10,})"),
    re.compile(r"\b(2-s2\.0-\d+)"),
    re.compile(r"\b(CN-\d{8})\b"),
    re.compile(r"(?:\bid=|^)(L\d{6,})\b"),
)
_ISI = re.compile(r"Go to (?:ISI|WoS)>?://(?:WOS:|ISI:)?(\w{10,})", re.IGNORECASE)

Values = dict[str, list[str]]

_WEB = ("http", "www.")
_BETWEEN_NAMES = re.compile(r";|\s+and\s+(?=[^,]+,)|[\r\n]+")
#: Who a work is by: its authors, else its editors.
_PEOPLE = ("authors", "contributors", "secondary-authors")


def detect(head: str) -> bool:
    """Whether this is XML with records as EndNote writes them."""
    return head.lstrip("\ufeff \t\r\n").startswith("<") and bool(
        _SIGN.search(head) and _PARTS.search(head)
    )


def read(text: Text) -> Reading:
    """The records of an EndNote XML file; the dialect is the program that most of them name."""
    apps = Counter(_APP.findall(text.head))
    return Reading(
        guarded(cut(text, beginnings(_GRAMMAR.entries))),
        partial(items, _GRAMMAR, _found),
        dialect=min(apps, key=lambda app: (-apps[app], app)) if apps else None,
    )


def _found(record: ET.Element) -> Found:
    values = _values(record)
    if not values:
        return Found({})
    authors = _authors(values)
    document, source, stated = _kinds(values, record)
    issns, isbns = _issns_and_isbns(_first(values, "isbn"))
    own_id, pmid = _own_id(values)
    fields: dict[str, Value] = {
        "source_id": _first(values, "rec-number", "refnum", "accession-num"),
        "title": _first(values, "title"),
        "title_alternative": _alternative(values),
        "venue": _venue(values, document),
        "volume": _first(values, "volume"),
        "issue": _first(values, "number", "issue"),
        "pages": _first(values, "pages") or _pages_of_section(values, document),
        "article_number": _article_number(values, document),
        "doi": _doi(values),
        "pmid": pmid,
        "issn": issns,
        "isbn": isbns,
        "url": _url(values),
        "abstract": _first(values, "abstract"),
        "keywords": _joined(values.get("keyword", [])),
        "language": "; ".join(_lines(values, "language")),
        "document_type": document,
        "document_type_raw": stated,
        "source_type": source,
        "publisher": _first(values, "publisher"),
        **_published(values),
    }
    if authors:
        fields["authors"], fields["authors_cut"] = authors
    if cited := _CITED.search(_first(values, "notes")):
        fields["cited_by"] = int(cited[1])
    addresses = [
        line
        for line in _lines(values, "auth-address", "author-address")
        if not line.startswith(_WEB)  # bibutils
    ]
    if addresses:
        fields["affiliations"] = "; ".join(addresses)
        fields["countries"] = countries(addresses)
    return Found(fields, own_id)


def _values(record: ET.Element) -> Values:
    """Texts of the leaves of a record by name, or by that of the element they stand in."""
    values: Values = {}
    for parent in record.iter():
        for child in parent:
            name = name_of(child)
            if name in _LEAVES or name == "url":
                key = name_of(parent) if name in _BY_PARENT and parent is not record else name
                if text := text_of(child):
                    values.setdefault(key, []).append(text)
    return values


def _first(values: Values, *keys: str) -> str:
    """The first text of the first of these that the record has."""
    return next((values[key][0] for key in keys if key in values), "")


def _lines(values: Values, *keys: str) -> list[str]:
    """The lines of a field; EndNote parts what it lists by carriage returns."""
    return [line.strip() for line in _LINE.split(_first(values, *keys)) if line.strip()]


def _joined(parts: list[str]) -> str:
    """Keywords, none of them split at its comma; lists in one element by their line ends."""
    lines = [line for part in parts for line in _LINE.split(part)]
    return "".join(f"{_MAJOR.sub('', line.replace(';', ','))};" for line in lines if line)


def _authors(values: Values) -> tuple[list[str], bool] | None:
    written = [
        name
        for text in next(filter(None, map(values.get, _PEOPLE)), [])
        for part in literals.strings(text) or _BETWEEN_NAMES.split(text)
        for name in at_commas(part)
        if name.strip()
    ]
    found, is_cut = names.take_cut([name.strip() for name in written])
    authors = [_author(name) for name in found]
    return (authors, is_cut) if authors or is_cut else None


def _author(name: str) -> str:
    """`Family, Given`; `World Health Organization,` is EndNote's way to keep a name whole."""
    return names.author(name) if name.endswith(",") else names.any_order(name)


def _alternative(values: Values) -> str:
    """The title in another language: NLM's is in `orig-pub`."""
    original = _first(values, "orig-pub")
    return _first(values, "translated-title") or (original if len(original.split()) > 3 else "")


def _venue(values: Values, document: str | None) -> str:
    """Journal, proceedings or book; of a book it would be the series."""
    if document == "book":
        return ""
    return _first(values, "secondary-title", "periodical", "alt-periodical", "alt-title")


def _published(values: Values) -> dict[str, Value]:
    year, date = _first(values, "year"), _first(values, "date")
    return {"year": year if dates.year(year) else date, "published": dates.published(year, date)}


def _pages_of_section(values: Values, document: str | None) -> str:
    """EndNote keeps the first page of an article as its section."""
    section = _first(values, "section")
    return section if document == "article" and _DIGITS.fullmatch(section) else ""


def _article_number(values: Values, document: str | None) -> str:
    number = _first(values, "custom7")
    return number if document != "book" and _ARTICLE_NUMBER.fullmatch(number) else ""


def _issns_and_isbns(text: str) -> tuple[str, str]:
    """`1234-5678 (Print)` and `978-…` stand in one field, parted by line ends or blanks."""
    issns: list[str] = []
    isbns: list[str] = []
    for part in [text, *re.split(r"[\s,;]+", text)]:
        if found := identifiers.isbns(part):
            isbns += found
        elif part != text or " " not in text.strip():
            issns += identifiers.issns(part)
    return " ".join(dict.fromkeys(issns)), " ".join(dict.fromkeys(isbns))


def _links(values: Values) -> list[str]:
    return [
        link.strip()
        for key in ("related-urls", "web-urls", "urls", "url", "author-address")
        for text in values.get(key, ())
        for link in _LINE.split(text)
    ]


def _url(values: Values) -> str:
    return next((link for link in _links(values) if link.startswith(_WEB)), "")


def _doi(values: Values) -> str:
    """From its own field, else from a link, else from a note that speaks of this entry alone."""
    for text in _first(values, "electronic-resource-num"), *values.get("url", []):
        if identifiers.doi(text):
            return text
    for link in _links(values):
        if _LINK_DOI.search(link) and identifiers.doi(link):
            return link
    notes = _first(values, "notes")
    noted = {doi.rstrip(".").lower() for doi in _NOTED_DOI.findall(notes)}
    return noted.pop() if len(noted) == 1 and not _ABOUT_ANOTHER.search(notes) else ""


def _kinds(values: Values, record: ET.Element) -> tuple[str | None, str | None, str]:
    """Document type, source type, and the word for it: the database's own before EndNote's."""
    stated = _first(values, "work-type").removeprefix("Journal: ")
    document, source = ENDNOTE.get(fold(_ref_type(values, record)), (None, None))
    venue = _venue(values, document)
    if source == "journal" and not venue:
        source = None
    if kinds.is_preprint_venue(venue) and document in (None, "article"):
        return "preprint", "repository", stated or _ref_type(values, record)
    if document in (None, "article", "conference-paper") and (kind := kinds.document_type(stated)):
        return kind, source, stated
    return document, source, _ref_type(values, record)


def _ref_type(values: Values, record: ET.Element) -> str:
    element = record.find("ref-type")
    name = element.get("name", "") if element is not None else ""
    return (
        name
        or NUMBERS.get(_first(values, "ref-type"), "")
        or OLD_NUMBERS.get(_first(values, "reference-type"), "")
    )


def _own_id(values: Values) -> tuple[str | None, str]:
    """The id that a database gave the entry, as far as it is sure whose it is; and the PMID."""
    accession, database = _first(values, "accession-num"), _first(values, "remote-database-name")
    pmid = ""
    if _DIGITS.fullmatch(accession) and (
        _NLM.search(_first(values, "remote-database-provider")) or _NLM.search(database)
    ):
        pmid = accession
    elif "medline" in database.casefold() and _DIGITS.fullmatch(_first(values, "custom5")):
        pmid = _first(values, "custom5")
    elif found := _CENTRAL_PMID.search(_first(values, "custom3")):
        pmid = found[1]
    links = _links(values)
    for text in (accession, *links):
        for pattern in _OWN_IDS:
            if found := pattern.search(text):
                return found[1], pmid
        if found := _ISI.search(text):
            return f"WOS:{found[1]}", pmid
    return (f"pmid:{pmid}" if pmid else None), pmid
