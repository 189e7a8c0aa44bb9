"""What PubMed writes in several formats: citations, authors, translated titles, addresses."""

from __future__ import annotations

import re

from litsieve.ingest.entry import Value
from litsieve.ingest.values import dates, kinds, names, places
from litsieve.ingest.values.organisations import is_organisation

_BRACKETED = re.compile(r"\[(?P<title>.*)\](?P<stop>\.?)", re.DOTALL)
_NO_TITLE = frozenset({"not available", "in process citation", "no title available"})
_EMAIL = re.compile(r"[\s,]*(?:Electronic address:)?\s*\S+@\S+\s*$", re.IGNORECASE)
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]+\d+|\d{6,}")
#: Elsevier's number of an article that has no pages yet.
_PII = re.compile(r"S?\d{4}-\d{3}[\dX]\(\d\d\)\d{5}-[\dX]")

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Fall|Autumn|Winter)"
DATE = (
    rf"(?P<date>(?:1[5-9]|20|21)\d\d"
    rf"(?:[ /-]{{1,3}}(?:{_MONTH}[a-z]*|\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?|Quart(?:er)?)\b)*)"
)
#: `Behav Ther. 2022 Mar;53(2):334-347. doi: …`: parts end where a stop has a blank behind it.
CITATION = re.compile(
    rf"""\.\s+{DATE}
    (?:;\s*(?P<volume>[^():.]*?)\s*(?:\((?P<issue>[^()]*(?:\([^()]*\))?[^()]*)\))?)?
    (?::\s*(?P<pages>\S.*?))?
    (?:\.(?=\s|$)|$)""",
    re.VERBOSE,
)
#: Words behind the citation: the DOI, and when it came out online.
_DOI = re.compile(r"\bdoi:\s*(\S+)", re.IGNORECASE)
_ONLINE = re.compile(rf"\bEpub\s+{DATE}")
#: Notes on other publications, with citations of their own.
NOTE = (
    r"(?:Comment|Erratum|Update|Summary for patients|Original report|Reprint|Expression of concern"
    r"|(?:Partial )?[Rr]etraction|(?:Corrected and |Retracted and )?[Rr]epublished"
    r"|Dataset described|Cited|Assessed|Reviewed|Chapter) (?:in|on|of|for|from|by)"
)
_PERSON = re.compile(
    r"(?P<family>\S.*?) (?P<initials>[^\W\d_a-z]{1,4}(?:-[^\W\d_a-z]{1,3})*)"
    r"(?P<suffix>(?: (?:Jr|Sr|[2-9](?:nd|rd|th)|I{2,3}|IV))?)"
)
_MARK = re.compile(r"\s?\((?:\d+|[#*†‡§a-z])\)")
_PARTICLE = re.compile(r"[^\W\d_]{1,4}['’]?|[a-z]['’][^\W\d_].*|della|delle|dalla|degli")


def title_and_original(title: str, original: str = "") -> tuple[str, str]:
    """Title and title in the original language.

    `[A translated title].` loses its brackets; `[Not Available].` is none, so that the original
    title takes its place.
    """
    found = _BRACKETED.fullmatch(title.strip())
    if found and _is_whole(found["title"]):
        title = found["title"].strip()
        title = title if title.endswith(".") else title + found["stop"]
    if title.strip(" .").casefold() in _NO_TITLE:
        title = ""
    return (title, original) if title else (original, "")


def _is_whole(inner: str) -> bool:
    """Whether the brackets around `inner` are a pair: `[A] and [B]` is not in brackets."""
    depth = 0
    for mark in re.findall(r"[\[\]]", inner):
        depth += 1 if mark == "[" else -1
        if depth < 0:
            return False
    return depth == 0


def pages_or_number(text: str) -> dict[str, Value]:
    """Pages, or the number that journals without pages put there: `e0353121`."""
    if _PII.fullmatch(text):
        return {}
    return {"article_number" if _ARTICLE_NUMBER.fullmatch(text) else "pages": text}


def countries(addresses: list[str]) -> str | None:
    """The countries of addresses that may hold several each, and end in an e-mail address."""
    parts = (part for address in addresses for part in address.split(";"))
    return places.countries([_EMAIL.sub("", part).strip() for part in parts])


def place(found: re.Match[str]) -> dict[str, Value]:
    """Volume, issue and pages of a `CITATION`."""
    return {
        "volume": found["volume"],
        "issue": found["issue"],
        **pages_or_number(found["pages"] or ""),
    }


def published(date: str) -> str | None:
    """`2006 Mar 1`, `2021 May-Jun`."""
    return dates.published(date, date[4:])


def reference(found: re.Match[str], behind: str) -> dict[str, Value]:
    """What a citation says, and the words behind it: `doi: 10.5555/x. Epub 2019 Dec 1.`

    A date that names the year alone is made precise by the electronic one of that year.
    """
    date, online, doi = published(found["date"]), _ONLINE.search(behind), _DOI.search(behind)
    electronic = published(online["date"]) if online else None
    if electronic and electronic[:4] == found["date"]:
        date = electronic
    return {
        **place(found),
        "year": date[:4] if date else None,
        "published": date,
        "doi": doi[1] if doi else "",
    }


def venue_and_kind(venue: str) -> dict[str, Value]:
    """The journal, or the server of a preprint: `medRxiv [Preprint]`."""
    bare = venue.strip().removesuffix("[Preprint]").strip()
    if bare != venue.strip() or kinds.is_preprint_venue(bare):
        return {"venue": bare, "document_type": "preprint", "source_type": "repository"}
    return {"venue": bare, "source_type": "journal" if bare else None}


def unmarked(text: str) -> str:
    """A list of authors without the numbers of their addresses: `Smith A(1)(2), Roe M(#)(3).`"""
    return _MARK.sub("", text)


def are_authors(text: str) -> bool:
    """Whether a text is surely a list of authors: half of them have initials, or it is a group."""
    parts = [part.strip() for part in re.split("[,;]", text.strip().rstrip("."))]
    parts = [part for part in parts if part and part != "et al"]
    people = sum(map(_is_person, parts))
    if people:
        return 2 * people >= len(parts)
    return len(text) < 150 and ". " not in text and ":" not in text and is_organisation(text)


def _is_person(name: str) -> bool:
    """`van der Berg JA`: no sentence that ends in `vitamin D`."""
    found = _PERSON.fullmatch(name)
    return found is not None and all(
        word[0].isupper() or _PARTICLE.fullmatch(word) for word in found["family"].split()
    )


def authors(text: str) -> tuple[list[str], bool]:
    """`Smith A, Walter B Jr, et al.` and `Smith A; Some Study Group; Walter B.`; whether cut."""
    groups = [group.strip().rstrip(".").strip() for group in text.split(";")]
    found: list[str] = []
    for group in groups:
        parts = [part.strip() for part in group.split(",")]
        are_people = len(groups) == 1 or all(_PERSON.fullmatch(part) for part in parts)
        found += parts if are_people else [group]
    kept, is_cut = names.take_cut(found)
    return [_author(name) for name in kept], is_cut


def _author(name: str) -> str:
    if found := _PERSON.fullmatch(name):
        return names.author(found["family"], found["initials"] + found["suffix"])
    return names.author(name)
