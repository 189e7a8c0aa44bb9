"""Volumes, pages, ids and abstracts in the form in which they are compared."""

from __future__ import annotations

import html
import re
from typing import NamedTuple
from urllib.parse import unquote

from litsieve.text import fold, fold_letters

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DIGITS = re.compile(r"\d+")
_SPREADSHEET_DATE = re.compile(r"0?(\d{1,2})-([a-z]{3})$")
_SUPPLEMENT = re.compile(r"(?<![a-z])s(?:uppl?[a-z]*)?[\W_]*(\d*)\W*$")
_PAGE = re.compile(r"([a-z]*)\W{0,2}0*(\d+)")
#: Words in the place of a number, while an article waits for its issue.
_NO_NUMBER = re.compile(
    r"\W*(?:n\W?/?a|none|null|0+|online|(?:e?pub(?:lish)?\W*)?ahead[\W_]of[\W_]print|"
    r"(?:articles? )?in[\W_]press|online[\W_]first|early[\W_](?:view|access|online)|first[\W_]view|"
    r"forthcoming|(?:just|articles?)?\W*accepted|advance[\W_](?:article|access|online[\W_]publication)"
    r")\W*$",
    re.I,
)
_ROMAN = re.compile(r"(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})$", re.I)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_DOI = re.compile(r"10\.\d[^\s/]*/\s?[^\s?#]+")
#: What the address of a page adds to the DOI in it.
_PAGE_OF_DOI = re.compile(
    r"(?:/(?:full|abstract|e?pdf|pdfft|meta|html|fulltext|summary|references)|\.full(?:-text)?|"
    r"\.abstract|\.e?pdf|\[doi\])+$"
)
#: Versions (Cochrane's .pub2, v2, open research's .2) and files that come with a work.
_VERSIONED = (
    re.compile(r"(10\.1002/14651858\.[a-z]{2}\d+)\.pub\d+$"),
    re.compile(r"(10\.(?:1101|64898)/[\d.]+)v\d{1,2}$"),
    re.compile(r"(10\.12688/[a-z\d]+\.\d+)\.\d{1,2}$"),
    re.compile(r"(10\.1371/.+)\.[gst]\d{3}$"),
    re.compile(r"(.+)[./]v\d{1,2}$"),
    re.compile(r"(.+)\.sup\d*$"),
)
_PREPRINT_DOI = re.compile(
    r"10\.(?:(?:1101|64898)/[\d.]+$|2139/ssrn|1590/scielopreprints|7287/peerj\.preprints|2196/preprints|"
    r"(?:20944|21203|22541|26434|31219|31222|31223|31234|31235|31730|32942|33774|35542|36227|48550)/)"
)
_PREPRINT_SERVER = re.compile(
    r"\b(?:arxiv|biorxiv|medrxiv|psyarxiv|chemrxiv|socarxiv|eartharxiv|techrxiv|edarxiv|ecoevorxiv|"
    r"ssrn|research square|preprints(?:\.org)?$|osf preprints|authorea)\b",
    re.I,
)
_TRIAL = (
    r"(?:nct|isrctn|actrn|drks|umin|irct|pactr|kct|(?:jprn-)?jrct)[a-z]?\d{6,}$"
    r"|(?:euctr|chictr|ctri)[\w/-]*\d{6}[\w/-]*$"
)
#: Databases' and trial registers' own numbers; a citation key is no such thing.
_ACCESSION = re.compile(
    r"(?:2-s2\.0-|[a-z]+:|[a-z]?)\d{8,}$"
    rf"|ppr\d{{6,}}$|{_TRIAL}",
    re.I,
)
_REGISTRATION = re.compile(_TRIAL, re.I)


#: Letters of an abstract that are read.
ABSTRACT = 420
#: Signs that stand after a DOI in running text.
_STRAY = " .,;)/"


class Pages(NamedTuple):
    """First and last page: prefix (S, e, iii …), number ("" if unknown), last number or -1."""

    prefix: str
    first: str
    last: int


def volume(raw: str) -> str:
    """The number of a volume: "66 (Supplement 1)", "Vol. 66" and "LXVI" are 66."""
    numbers = _DIGITS.findall(raw)
    if numbers:
        number: str = numbers[-1] if raw[:10].lower() == "conference" else numbers[0]
        return number.lstrip("0")
    return "" if _NO_NUMBER.match(raw) else _arabic(raw.strip()) or fold(raw)


def _arabic(roman: str) -> str:
    """A Roman number up to 89 in digits; "" if it is none."""
    if not roman or not _ROMAN.match(roman):
        return ""
    values = [_ROMAN_VALUES[letter] for letter in roman.lower()]
    signed = (-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return str(sum(signed))


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
    return "-".join(numbers[:2]) or ("" if _NO_NUMBER.match(text) else fold(text))


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
    if found:
        return found[2][:18]
    return "" if _NO_NUMBER.match(raw) else fold(raw)


def doi(raw: str) -> str:
    """A DOI without its resolver and what a page's address adds; "" if it is none."""
    text = raw.lower()
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = unquote(text)
    found = _DOI.search(text)
    if not found:
        return ""
    bare = found[0].replace(" ", "").rstrip(_STRAY)
    return _PAGE_OF_DOI.sub("", bare).rstrip(_STRAY)


def doi_of_work(clean: str) -> str:
    """A DOI without its version or the number of a file that comes with the work."""
    for pattern in _VERSIONED:
        found = pattern.match(clean)
        if found:
            return found[1]
    return clean


def preprint_doi(clean: str) -> bool:
    """Whether a DOI is one of a preprint server's."""
    return bool(_PREPRINT_DOI.match(clean))


def preprint_server(venue: str) -> bool:
    """Whether a venue is a preprint server."""
    return bool(server_name(venue))


def server_name(venue: str) -> str:
    """The preprint server that a venue is, in lower case; "" if it is none."""
    found = _PREPRINT_SERVER.search(venue)
    return found[0].lower() if found else ""


def accession(raw: str) -> str:
    """The database's or register's own number (EID, NCT …); "" for a citation key."""
    text = raw.strip().lower()
    return text if _ACCESSION.match(text) else ""


def is_registration(number: str) -> bool:
    """Whether an accession number is a trial register's, the same wherever the trial is listed."""
    return bool(_REGISTRATION.match(number))


def abstract(raw: str) -> str:
    """The first 300 plain letters of an abstract, without a heading such as "Objectives:"."""
    return fold(raw[:ABSTRACT])[:300]
