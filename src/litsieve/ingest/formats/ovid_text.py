"""Ovid text: *Export → Citavi, EndNote (.cgi) or Text* of Ovid (Embase, MEDLINE, PsycInfo, BIOSIS).

Recognised by a numbered line `<1. >` before tags (`TI  - `) or labels (`Title`), after the search
strategy if that was exported too.

- Journal, volume, issue and pages stand in one line (`SO`) and are taken from it, unless they have
  fields of their own.
- Roles of authors (`[Author; E-mail: …]`) and the names before an address are left out.
- Lines that the abstract was broken into belong to it.
- `DB` names the database; the record's own id is the PubMed id in MEDLINE, else the accession
  number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litsieve.ingest.entry import Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.shapes.split import cut, matches
from litsieve.ingest.shapes.tagged import Tags, every, first, grouped, joined, pairs, trimmed
from litsieve.ingest.values import dates, identifiers, names, places

NAME = "ovid-text"
LABEL = "Ovid text"
DATABASE = None
SIGN = "a numbered line <1. > before tags or labels"

#: Labels of the text export → tags of the others.
_LABELS = {
    "Unique Identifier": "UI", "Accession Number": "AN", "Database": "DB", "Title": "TI",
    "Original Title": "OT", "Author": "AU", "Authors": "AU", "Authors Full Name": "FA",
    "Institution": "IN", "Source": "SO", "Journal Name": "JN", "Abstract": "AB",
    "Publication Type": "PT", "Document Type": "PT", "Language": "LG", "Year of Publication": "YR",
    "Publication Year": "YR", "Date of Publication": "DP", "Digital Object Identifier": "DO",
    "DOI": "DO", "ISSN": "IS", "ISSN Print": "IS", "ISSN Electronic": "IS", "ISBN": "IB",
    "Publisher": "PB", "Keyword Heading": "KW", "Author Keywords": "KW", "MeSH Subject Headings":
    "MH", "Subject Headings": "MH", "Emtree Heading": "MH", "Index Terms": "MH", "Volume": "VO",
    "Issue": "IP", "Page": "PG", "PMID": "PM", "Country of Publication": "CP", "Status": "ST",
    "Version ID": "VN", "Correspondence Address": "AD", "Link to the Ovid Full Text or citation":
    "XL", "Copyright": "CR",
}  # fmt: skip
_NUMBER = r"[ \t]*<[ \t]*\d+[ \t]*\.?[ \t]*>[ \t\r]*$"
_SIGN = re.compile(
    rf"^{_NUMBER}\n(?:[ \t\r]*\n)*(?:[A-Z][A-Z0-9] {{1,2}}- |(?:{'|'.join(_LABELS)})[ \t\r]*\n)",
    re.MULTILINE,
)
_START = re.compile(rf"^(?={_NUMBER})", re.MULTILINE)
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |$|(?=\r$))")
_LABEL = re.compile(rf"({'|'.join(sorted(_LABELS, key=len, reverse=True))})[ \t\r]*$")
_DB = re.compile(r"^(?:DB {1,2}- |Database[ \t\r]*\n[ \t]*)(.+)$", re.MULTILINE)

#: A word in the name of a database → its name.
_DATABASES = (
    ("medline", "MEDLINE"), ("embase", "Embase"), ("psycinfo", "APA PsycInfo"),
    ("psycarticles", "APA PsycArticles"), ("cab abstracts", "CAB Abstracts"),
    ("global health", "Global Health"), ("amed", "AMED"), ("hmic", "HMIC"), ("emcare", "Emcare"),
    ("econlit", "EconLit"), ("agricola", "AGRICOLA"), ("biosis", "BIOSIS"),
    ("central register", "Cochrane CENTRAL"),
    ("database of systematic reviews", "Cochrane Database of Systematic Reviews"),
)  # fmt: skip
#: Family and initials without stops: `Smith JA`.
_INITIALS = re.compile(r"(?P<family>\S.*?) (?P<given>[A-Z]{1,4})")
_ROLE = re.compile(r"\s*\[[^\[\]]*\]?|[\d,+*\s]+$|(?<=\w\w)\.$", re.MULTILINE)
_SOURCE = re.compile(
    r"(?P<venue>.+?)[.,]\s+(?:Conference: .+?\s(?=\d+\s*\())?(?:[Vv]ol\.?\s*)?"
    r"(?P<volume>\d+[A-Za-z]?(?:[-/]\d+)?)\s*(?:\((?P<issue>[^()]+)\))?\s*(?=[,:(]|$)"
)
_PAGES = re.compile(
    r"(?:(?<=[\d)]):\s*|\(pp\s+|\bpp\.\s*)(?P<pages>[A-Za-z]?\d+(?:-[A-Za-z]?\d+)?)"
)
_NUMBER_OF_ARTICLE = re.compile(r"\bArticle Number: ([^\s.]+)")
_OWN_DATE = re.compile(r"\bDate of Publication: ([^.]+)")
_LAST_DATE = re.compile(r",\s*((?:19|20)\d\d[^,.]*|[A-Z][a-z]+\.? \d{1,2}, (?:19|20)\d\d)\.?\s*$")
_YEAR = re.compile(r"\b\d{4}\b")
_NAMES_OF_ADDRESS = re.compile(r"^\([^()]*\)\s*")


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
    for block in map(trimmed, blocks):
        if not _START.match(block.text):
            continue
        tags = grouped(pairs(block.text, _TAG))
        if not tags:
            tags = grouped((_LABELS[name], v) for name, v in pairs(block.text, _LABEL))
        if not tags.keys() & {"TI", "AU", "FA", "UI", "AN"}:
            yield Reject(block.line, block.text, "has neither title, author nor accession number")
            continue
        yield _entry(block, tags)


def _entry(block: Block, tags: Tags) -> Entry:
    database = _database(first(tags, "DB"))
    number = first(tags, "UI", "AN")
    pmid = identifiers.pmid(first(tags, "PM") or (number if database == "MEDLINE" else ""))
    authors, is_cut = names.take_cut(_authors(tags))
    lines = [line for value in tags.get("IN", ()) for line in value.split("\n")]
    addresses = [_NAMES_OF_ADDRESS.sub("", line.strip()) for line in lines]
    fields: dict[str, Value] = {
        "source_id": number,
        "pmid": pmid,
        "title": first(tags, "TI"),
        "title_alternative": first(tags, "OT"),
        "authors": list(authors),
        "authors_cut": is_cut,
        "abstract": first(tags, "AB"),
        "keywords": joined(_terms(tags)),
        "language": "; ".join(every(tags, "LG", "LA")),
        "document_type_raw": "; ".join(every(tags, "PT", "DT")),
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


def _authors(tags: Tags) -> list[str]:
    """Full names if they are there; `Smith, J.`, `Behan L.` or `Smith JA`."""
    values = every(tags, "FA") or every(tags, "AU")
    parts = [part.strip() for value in values for part in _ROLE.sub("", value).split(";")]
    return [_author(_ROLE.sub("", part)) for part in parts if part]


def _author(name: str) -> str:
    if "," not in name and (short := _INITIALS.fullmatch(name)):
        return names.author(short["family"], short["given"])
    return names.any_order(name) if "," in name else names.family_initials(name)


def _terms(tags: Tags) -> list[str]:
    values = [v for name in ("KW", "MH", "SH", "ID") for v in tags.get(name, ())]
    parts = (part for value in values for part in re.split(r"[;\n]", value))
    return list(dict.fromkeys(part.replace("*", "").strip(" .") for part in parts))


def _place(tags: Tags) -> dict[str, Value]:
    """Journal, volume, issue, pages and date, from their own fields or from the source line."""
    source = first(tags, "SO")
    found = _SOURCE.match(source)
    parts = found.groupdict() if found else {"venue": source.partition(".")[0]}
    pages = _PAGES.search(source)
    number = _NUMBER_OF_ARTICLE.search(source)
    dated = _OWN_DATE.search(source) or _LAST_DATE.search(source)
    year = first(tags, "YR", "DP") or (dated[1] if dated else source)
    date = dated[1] if dated else first(tags, "DP")
    return {
        "venue": first(tags, "JN", "JT", "NJ", "BT") or parts["venue"],
        "volume": first(tags, "VO", "VI") or parts.get("volume"),
        "issue": first(tags, "IP") or parts.get("issue"),
        "pages": first(tags, "PG") or (pages["pages"] if pages else ""),
        "article_number": number[1] if number else "",
        "year": year,
        "published": dates.published(year, _YEAR.sub(" ", date)),
    }
