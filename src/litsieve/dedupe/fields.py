"""Volumes, pages, ids and abstracts in the form in which they are compared."""

from __future__ import annotations

import re
from typing import NamedTuple

from litsieve.text import fold, fold_letters

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DIGITS = re.compile(r"\d+")
_SPREADSHEET_DATE = re.compile(r"0?(\d{1,2})-([a-z]{3})$")
_SUPPLEMENT = re.compile(r"s(?:uppl?[a-z]*)?[\W_]*(\d*)\W*$")
_PAGE = re.compile(r"([a-z]*)\W{0,2}0*(\d+)")
_COCHRANE_VERSION = re.compile(r"(10\.1002/14651858\.[a-z]{2}\d+)\.pub\d+$")
_VERSION = re.compile(r"[./]v\d{1,2}$")
_PREPRINT_DOI = re.compile(
    r"10\.(?:1101/[\d.]+$|31234/|2139/|48550/|20944/|21203/|26434/|31219/|36227/|12688/)"
)
_PREPRINT_SERVER = re.compile(
    r"\b(?:arxiv|biorxiv|medrxiv|psyarxiv|chemrxiv|socarxiv|eartharxiv|techrxiv|ssrn|"
    r"research square|preprints(?:\.org)?$|osf preprints|authorea)\b",
    re.I,
)
#: Databases' own numbers; a citation key is no such thing.
_ACCESSION = re.compile(r"(?:2-s2\.0-|[a-z]+:|[a-z]?)\d{8,}$", re.I)


class Pages(NamedTuple):
    """First and last page: prefix (S, e, iii …), number ("" if unknown), last number or -1."""

    prefix: str
    first: str
    last: int


def volume(raw: str) -> str:
    """The number of a volume: "66 (Supplement 1)" and "Vol. 66" are 66."""
    numbers = _DIGITS.findall(raw)
    if not numbers:
        return fold(raw)
    number: str = numbers[-1] if raw[:10].lower() == "conference" else numbers[0]
    return number.lstrip("0")


def issue(raw: str) -> str:
    """The number of an issue; a supplement is s1. A spreadsheet's "01-Mar" is 1-3 again."""
    text = fold_letters(raw).strip()
    date = _SPREADSHEET_DATE.match(text)
    if date and date[2] in _MONTHS:
        return f"{date[1]}-{_MONTHS.index(date[2]) + 1}"
    supplement = _SUPPLEMENT.search(text)
    if supplement:
        return "s" + supplement[1]
    numbers = [number.lstrip("0") for number in _DIGITS.findall(text)]
    return "-".join(numbers[:2]) or fold(text)


def pages(raw: str) -> Pages:
    """First and last page; "1875-9" ends on 1879, "Suppl-29" begins on 29."""
    found = _PAGE.findall(raw.lower())
    if not found:
        return Pages("", "", -1)
    (prefix, first), last = found[0], found[-1][1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return Pages(prefix, first[:18], int(last[:18]))


def article_number(raw: str) -> str:
    """The digits of an article number, or its letters if it has none."""
    found = _PAGE.search(raw.lower())
    return found[2][:18] if found else fold(raw)


def doi(raw: str) -> str:
    """A DOI without its resolver; "" if it is none."""
    text = raw.lower()
    at = text.find("10.")
    return text[at:].rstrip(" .,;)/") if at >= 0 else ""


def doi_of_work(clean: str) -> str:
    """A DOI without its version (Cochrane's .pub2, a preprint server's /v2)."""
    return _VERSION.sub("", _COCHRANE_VERSION.sub(r"\1", clean))


def preprint_doi(clean: str) -> bool:
    """Whether a DOI is one of a preprint server's."""
    return bool(_PREPRINT_DOI.match(clean))


def preprint_server(venue: str) -> bool:
    """Whether a venue is a preprint server."""
    return bool(_PREPRINT_SERVER.search(venue))


def accession(raw: str) -> str:
    """The database's own number (EID, accession number); "" for a citation key."""
    text = raw.strip().lower()
    return text if _ACCESSION.match(text) else ""


def abstract(raw: str) -> str:
    """The first 300 plain letters of an abstract, without a heading such as "Objectives:"."""
    return fold(raw[:420])[:300]
