"""PubMed (nbib): *Save* or *Send to → Citation manager* of PubMed, and the NBIB files of ERIC.

Recognised by lines that begin with `PMID- ` or `OWN - `; an entry begins with one of these or after
a blank line.

- Authors are the full names (`FAU`), else `AU`; groups (`CN`) stand where they stood among them;
  investigators (`IR`) are no authors, editors (`FED`, `ED`) only where nobody else is named.
- `[Title in brackets].` is a translation: it loses its brackets, and `TT` is the title in the
  other language.
- The DOI is the `LID` or `AID` that says `[doi]`; ERIC gives it as a link.
- A date that names the year alone is made precise by the electronic one (`DEP`) of that year.
- A publication with a retraction notice (`RIN`) is retracted; the notice itself (`ROF`) is not.
- The record's own id is the PubMed id, or the ERIC number (`OID`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litsieve.ingest import pubmed
from litsieve.ingest.entry import Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.shapes.tagged import Tags, every, first, grouped, joined, pairs, trimmed
from litsieve.ingest.values import dates, identifiers, kinds, names

NAME = "nbib"
LABEL = "PubMed (nbib)"
DATABASE = None
SIGN = "lines that begin with PMID-  or OWN - "

_SIGN = re.compile(r"^(?:PMID- *\d|OWN {1,2}- *[A-Z])", re.MULTILINE)
_OTHERS = re.compile(r"^(?:(?:TY|ER) {1,2}-|VN {1,2}- Ovid|<\d+\.? *>)", re.MULTILINE)
_TAG = re.compile(r"([A-Z0-9]{2,4}) {0,2}- ?")
_START = re.compile(
    r"\n[ \t\r]*\n(?=\S)"
    r"|^(?=PMID- *\d+[ \t\r]*\n(?:OWN|STAT) ?- )|^(?=OWN {1,2}- ERIC\b)",
    re.MULTILINE,
)
_INITIALS = re.compile(r"(?P<family>\S.*?) (?P<given>[A-Z][A-Z-]{0,4}(?: (?:Jr|Sr|\d\w\w))?)")
_YEAR = re.compile(r"\b\d{4}\b")
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")

#: Document types of ERIC: the first that an entry has decides.
_ERIC_TYPES = (
    ("Dissertations/Theses", "thesis"), ("Books", "book"),
    ("Collected Works - Proceedings", "proceedings"),
    ("Information Analyses", "review"), ("Journal Articles", "article"),
    ("Speeches/Meeting Papers", "conference-paper"),
    ("Reports", "report"), ("ERIC Publications", "report"),
    ("Numerical/Quantitative Data", "dataset"), ("Opinion Papers", "editorial"),
)  # fmt: skip


def detect(head: str) -> bool:
    """Whether lines begin with the tags of PubMed."""
    return bool(_SIGN.search(head)) and not _OTHERS.search(head)


def read(text: Text) -> Reading:
    """The entries of a file of PubMed or ERIC."""
    of_eric = re.search(r"^OWN {1,2}- ERIC\b", text.head, re.MULTILINE) is not None
    database = "ERIC" if of_eric and not re.search(r"^PMID-", text.head, re.MULTILINE) else "PubMed"
    return Reading(cut(text, _starts), entries, dialect=database, database=database)


def _starts(window: str, _last: bool) -> Iterator[int]:
    return (found.end() for found in _START.finditer(window))


def entries(blocks: Sequence[Block]) -> Iterator[Item]:
    """The entry of each block."""
    for block in map(trimmed, blocks):
        found = pairs(block.text, _TAG)
        tags = grouped(found)
        if not tags:
            continue  # what stands before the first entry
        if not any(tags.get(name) for name in ("TI", "TT", "BTI", "PMID", "AB", "FAU", "AU")):
            yield Reject(block.line, block.text, "has neither title, author nor PubMed id")
            continue
        yield _entry(block, found, tags)


def _entry(block: Block, found: list[tuple[str, str]], tags: Tags) -> Entry:
    pmid, eric = identifiers.pmid(first(tags, "PMID")), first(tags, "OID")
    authors, is_cut = names.take_cut(_authors(found, tags))
    addresses = every(tags, "AD")
    fields: dict[str, Value] = {
        "source_id": pmid or eric or first(tags, "PMC"),
        "pmid": pmid,
        "authors": list(authors),
        "authors_cut": is_cut,
        "volume": first(tags, "VI"),
        "issue": first(tags, "IP"),
        "issn": " ".join(every(tags, "IS", "ISSN")),
        "isbn": " ".join(every(tags, "ISBN")),
        "abstract": first(tags, "AB", "OAB"),
        "keywords": joined(every(tags, "OT") + [m.replace("*", "") for m in every(tags, "MH")]),
        "language": "; ".join(every(tags, "LA")),
        "publisher": first(tags, "PB"),
        "affiliations": "; ".join(addresses),
        "countries": pubmed.countries(addresses),
        "retracted": True if tags.get("RIN") else None,
        **_titles(tags),
        **_date(tags),
        **pubmed.pages_or_number(first(tags, "PG")),
        **_links(tags),
        **(_kinds_of_eric(tags) if eric else _kinds(tags)),
    }
    own_id = f"pmid:{pmid}" if pmid else eric or None
    return Entry(block.line, block.text, fields, own_id)


def _authors(found: list[tuple[str, str]], tags: Tags) -> list[str]:
    """Persons and groups in the order of the file."""
    personal = next((name for name in ("FAU", "AU", "CN", "FED") if tags.get(name)), "ED")
    return [
        names.author(value) if tag == "CN" else _person(value)
        for tag, value in found
        if value and tag in (personal, "CN")
    ]


def _person(name: str) -> str:
    if "," not in name and (short := _INITIALS.fullmatch(name)):
        return names.author(short["family"], short["given"])
    return names.family_first(name)


def _titles(tags: Tags) -> dict[str, Value]:
    """Title, title in the other language, and the book or journal it is in."""
    title, other = pubmed.title_and_original(first(tags, "TI"), first(tags, "TT"))
    book = first(tags, "BTI", "CTI")
    return {
        "title": title or book,
        "title_alternative": other,
        "venue": first(tags, "JT", "TA") or (book if title else ""),
    }


def _date(tags: Tags) -> dict[str, Value]:
    """`2006 Mar 1`, `2021 May-Jun`, `2020/01/05`; else the electronic date, `20200105`."""
    text = first(tags, "DP", "DRDT", "CDAT")
    published = dates.published(text, _YEAR.sub(" ", text, count=1))
    electronic = _DAY.fullmatch(first(tags, "DEP"))
    if electronic and text in ("", electronic[1]):
        published = dates.published("-".join(electronic.groups()))
    return {"year": published[:4] if published else None, "published": published}


def _links(tags: Tags) -> dict[str, Value]:
    given = every(tags, "LID", "AID")
    dois = [value for value in given if value.endswith("[doi]")]
    links = [value for value in given if value.startswith("http")]
    doi = next(filter(identifiers.doi, dois + links), "")
    url = next((link for link in links if not identifiers.doi(link)), "")
    return {"doi": doi.removesuffix("[doi]"), "url": url or first(tags, "4099", "4100", "URL")}


def _kinds(tags: Tags) -> dict[str, Value]:
    stated = "; ".join(every(tags, "PT"))
    venue = first(tags, "JT", "TA")
    source: str | None = None
    if kinds.is_preprint_venue(venue) or "Preprint" in tags.get("PT", ()):
        source = "repository"
    elif venue:
        source = "journal"
    elif tags.get("BTI"):
        source = "book"
    fields: dict[str, Value] = {"document_type_raw": stated, "source_type": source}
    if tags.get("BTI") and not venue:
        fields["document_type"] = "chapter" if tags.get("TI") else "book"
    return fields


def _kinds_of_eric(tags: Tags) -> dict[str, Value]:
    stated = every(tags, "PT")
    kind = next((k for word, k in _ERIC_TYPES if any(s.startswith(word) for s in stated)), None)
    source = {"thesis": "institution", "book": "book", "proceedings": "proceedings"}.get(kind or "")
    return {
        "document_type_raw": "; ".join(stated),
        "document_type": kind,
        "source_type": source or ("journal" if tags.get("JT") else None),
    }
