"""Ovid text: *Export → Citavi, EndNote (.cgi) or Text* of Ovid (Embase, MEDLINE, PsycInfo, BIOSIS).

Recognised by a numbered line `<1. >` or `<1>` before tags (`TI  - `) or labels (`Title`, with its
value indented below it), after the search strategy if that was exported too.

- Journal, volume, issue and pages stand in one line (`SO`) and are taken from it, unless they have
  fields of their own; of a chapter the book is.
- What stands in brackets behind a title (`[Article]`, `[Review] [45 refs]`, `[German]`) is no part
  of it; it is the kind of document where nothing else tells it.
- Degrees behind names (`Lund, Eve MD, PhD *`), roles of authors (`[Author; E-mail: …]`) and the
  names before an address are left out.
- Lines that the abstract was broken into belong to it.
- `DB` names the database; the record's own id is the PubMed id in MEDLINE, else the accession
  number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litsieve.ingest import ovid
from litsieve.ingest.entry import Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.shapes.split import cut, matches
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
from litsieve.ingest.values import dates, identifiers, names, places

NAME = "ovid-text"
LABEL = "Ovid text"
DATABASE = None
SIGN = "a numbered line <1. > or <1> before tags or labels"

#: Labels of the text export → tags of the others.
_LABELS = {
    "Unique Identifier": "UI", "Accession Number": "AN", "Database": "DB", "Title": "TI",
    "Original Title": "OT", "Author": "AU", "Authors": "AU", "Authors Full Name": "FA",
    "Institution": "IN", "Source": "SO", "Journal Name": "JN", "Abstract": "AB",
    "Publication Type": "PT", "Document Type": "PT", "Language": "LG", "Year of Publication": "YR",
    "Publication Year": "YR", "Date of Publication": "DP", "Digital Object Identifier": "DO",
    "DOI": "DO", "DOI Number": "DO", "Book Title": "BT",
    "ISSN": "IS", "ISSN Print": "IS", "ISSN Electronic": "IS", "ISBN": "IB",
    "Publisher": "PB", "Keyword Heading": "KW", "Author Keywords": "KW", "MeSH Subject Headings":
    "MH", "Subject Headings": "MH", "Emtree Heading": "MH", "Index Terms": "MH", "Volume": "VO",
    "Issue": "IP", "Page": "PG", "PMID": "PM", "Country of Publication": "CP", "Status": "ST",
    "Version ID": "VN", "Correspondence Address": "AD", "Link to the Ovid Full Text or citation":
    "XL", "Copyright": "CR",
}  # fmt: skip
_NUMBER = r"[ \t]*<[ \t]*\d+[ \t]*\.?[ \t]*>[ \t\r]*$"
_SIGN = re.compile(
    rf"^{_NUMBER}\n(?:[ \t\r]*\n)*(?!TY )"
    r"(?:[A-Z][A-Z0-9] {1,2}- |[A-Z][^\n<>:]{1,60}\n[ \t]+\S)",
    re.MULTILINE,
)
_START = re.compile(rf"^(?={_NUMBER})", re.MULTILINE)
_GAP = re.compile(r"\n[ \t\r]*\n(?=\S)")
_TITLE = re.compile(r"^(?:TI {1,2}- ?\S|Title[ \t\r]*\n)", re.MULTILINE)
_HEADING = re.compile(r"^(?:(?:TI|AU) {1,2}- ?\S|(?:Title|Authors?)[ \t\r]*\n)", re.MULTILINE)
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |$|(?=\r$))")
#: A label is one that is known, or what else stands above an indented line.
_LABEL = re.compile(
    rf"^(?:({'|'.join(sorted(_LABELS, key=len, reverse=True))})[ \t\r]*$"
    r"|([A-Z][^\n]{0,60}[^\s.,;:])[ \t\r]*\n(?=[ \t]+\S))",
    re.MULTILINE,
)
_DB = re.compile(r"^(?:DB {1,2}- |Database[ \t\r]*\n[ \t]*)(.+)$", re.MULTILINE)

#: A word in the name of a database → its name.
_DATABASES = (
    ("medline", "MEDLINE"), ("embase", "Embase"), ("psycinfo", "APA PsycInfo"),
    ("psycarticles", "APA PsycArticles"), ("cab abstracts", "CAB Abstracts"),
    ("global health", "Global Health"), ("amed", "AMED"), ("hmic", "HMIC"), ("emcare", "Emcare"),
    ("econlit", "EconLit"), ("agricola", "AGRICOLA"), ("biosis", "BIOSIS"),
    ("journals@ovid", "Journals@Ovid"),
    ("central register", "Cochrane CENTRAL"),
    ("database of systematic reviews", "Cochrane Database of Systematic Reviews"),
)  # fmt: skip
_YEAR = re.compile(r"\b\d{4}\b")
_NAMES_OF_ADDRESS = re.compile(r"^(?:From (?:the )?)?\([^()]*\)\s*")
_PDF_ONLY = re.compile(r":?\s*PDF Only\.?", re.IGNORECASE)


def detect(head: str) -> bool:
    """Whether numbered entries of Ovid begin in it."""
    return bool(_SIGN.search(head))


def read(text: Text) -> Reading:
    """The numbered entries of a file of Ovid."""
    found = {_database(name) for name in _DB.findall(text.head)}
    database = found.pop() if len(found) == 1 else None
    return Reading(cut(text, matches(_START)), entries, "Ovid", database)


def _database(name: str) -> str:
    """`Ovid MEDLINE(R) ALL <1946 to May 29, 2024>` → `MEDLINE`."""
    plain = name.lower()
    return next((ours for word, ours in _DATABASES if word in plain), name.split("<")[0].strip())


def entries(blocks: Sequence[Block]) -> Iterator[Item]:
    """The entry of each numbered block; what stands before the first is the search strategy."""
    for block in map(trimmed, _numbered(blocks)):
        tags = grouped(pairs(block.text, _TAG))
        if not tags:
            tags = grouped(_labelled(block.text))
        if not tags.keys() & {"TI", "AU", "FA", "UI", "AN"}:
            yield Reject(block.line, block.text, "has neither title, author nor accession number")
            continue
        yield _entry(block, tags)


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    """The numbered blocks; entries without a number are found in them by title or author."""
    for block in blocks:
        if _START.match(trimmed(block).text):
            yield from parted(block, _GAP, _TITLE, _HEADING)


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Values under the tags that their labels stand for, or under labels that are not known."""
    found = list(_LABEL.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    for one, end in zip(found, ends, strict=False):
        value = "\n".join(line.strip() for line in text[one.end() : end].split("\n")).strip()
        yield _LABELS.get(one[1] or one[2].strip(), one[2]), value


def _entry(block: Block, tags: Tags) -> Entry:
    database = _database(first(tags, "DB"))
    number = first(tags, "UI", "AN").rstrip(".")
    title, kind = ovid.title_and_kind(first(tags, "TI"))
    pmid = identifiers.pmid(first(tags, "PM") or (number if database == "MEDLINE" else ""))
    authors, is_cut = names.take_cut(ovid.authors(every(tags, "FA") or every(tags, "AU")))
    lines = [line for value in tags.get("IN", ()) for line in value.split("\n")]
    addresses = [_NAMES_OF_ADDRESS.sub("", line.strip()) for line in lines]
    fields: dict[str, Value] = {
        "source_id": number,
        "pmid": pmid,
        "title": title,
        "title_alternative": first(tags, "OT"),
        "authors": list(authors),
        "authors_cut": is_cut,
        "abstract": first(tags, "AB"),
        "keywords": joined(_terms(tags)),
        "language": "; ".join(every(tags, "LG", "LA")),
        "document_type_raw": _PDF_ONLY.sub("", "; ".join(every(tags, "PT", "DT"))) or kind,
        "source_type": "journal" if first(tags, "SU").lower() == "journal" else None,
        "publisher": first(tags, "PB", "PU"),
        "issn": " ".join(every(tags, "IS", "ES")),
        "isbn": " ".join(every(tags, "IB")),
        "doi": next(filter(identifiers.doi, every(tags, "DO", "DI")), ""),
        "affiliations": "; ".join(addresses),
        "countries": places.countries([address.rstrip(". ") for address in addresses]),
        **_place(tags),
    }
    own_id = f"pmid:{pmid}" if database == "MEDLINE" and pmid else number or None
    return Entry(block.line, block.text, fields, own_id)


def _terms(tags: Tags) -> list[str]:
    values = [v for name in ("KW", "MH", "SH", "ID") for v in tags.get(name, ())]
    parts = (part for value in values for part in re.split(r"[;\n]", value))
    return list(dict.fromkeys(part.replace("*", "").strip(" .") for part in parts))


def _place(tags: Tags) -> dict[str, Value]:
    """Journal, volume, issue, pages and date, from their own fields or from the source line."""
    found = ovid.place(first(tags, "SO"), first(tags, "ST"))
    date = found["date"] or first(tags, "DP")
    year = first(tags, "YR", "DP") or date or first(tags, "SO")
    return {
        "venue": first(tags, "JN", "JT", "NJ", "BT") or found["venue"],
        "volume": first(tags, "VO", "VI") or found["volume"],
        "issue": first(tags, "IP") or found["issue"],
        "pages": first(tags, "PG") or found["pages"],
        "article_number": found["article_number"],
        "year": year,
        "published": dates.published(year, _YEAR.sub(" ", date)),
    }
