"""Identifiers as exports write them → one spelling: DOI, PMID, ISSN, ISBN."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

#: What nearly every DOI looks like: nothing in it needs care but capitals.
_PLAIN = re.compile(r"10\.\d{4,9}/[\w.()/-]*[A-Za-z0-9]", re.ASCII)
_DOI = re.compile(r"(?<!\d)10\.\d{4,9}(?:\.\d+)*/\S+")
#: Spaces that broke a DOI: `10. 1000 / xyz`, and `10.1000/s0140- 6736` if nothing else follows.
_BROKEN_PREFIX = re.compile(r"(?<!\d)10\.\s?(\d{4,9}(?:\.\d+)*)\s?/\s?(?=\S)")
_BROKEN = re.compile(
    r"((?<!\d)10\.\d{4,9}/\S*[-./_(])\s((?!(?:19|20)\d\d\W*$)(?=\S*\d)[a-z0-9][\w.()/-]*)\s*$"
)
_DASHES = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("\u200b\u200c\u2060\ufeff\xad")
)
#: What cannot be in a DOI: a second one, a link, a tag, quotation marks.
_END = re.compile(
    r"""[,;|]\s*(?:doi:?\s*)?10\.\d{4,9}/|https?://|</[a-z]|<(?:br|a|span|div|su[bp]|p|em|strong)[\s/>]|["“”]|\[doi\]"""
)
#: The Cochrane Library gives each entry of CENTRAL one of its own: it is not the work's.
_NOT_OF_THE_WORK = "10.1002/central/"
#: A longer text is looked at where the first one may be.
_LONGEST = 2000
_ELLIPSIS = ("…", "...")
_TRAILING = frozenset(".,;:'\"”’*/")
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
#: Hosts of publishers hang more onto the DOI in their addresses.
_ADDRESS = re.compile(r"^[^\s?#]*://(?!(?:dx\.)?doi[.-]org)\S*?10\.\d{4,9}/", re.IGNORECASE)
_QUERY = re.compile(r"\?[a-z_]\w*=.*$")
_FRAGMENT = re.compile(r"(?<!-)#[a-z].*$|\?.*$")
_PAGE = re.compile(
    r"(?:/(?:full|abstract|pdf|epdf|html|xml|epub|meta|summary|references|citations?|figures|tables?"
    r"|fulltext|full-text|pdfdirect|supp_?info|download|issuetoc)(?:[./](?:pdf|html|full))?"
    r"|\.(?:pdf|html?|full|abstract|xml|epub)(?:\.pdf)?)+/?$"
)
_PREPRINT_VERSION = re.compile(r"v\d+$")
_DIGITS = re.compile(r"\d{1,9}")
_ISSN = re.compile(r"(?<![\dXx])(\d{4})[-–‐]?(\d{3}[\dXx])(?![\dXx])")
_SHORT_ISSN = re.compile(r"(?<!\d)\d{4,6}[\dXx](?![\dXx])")
_PMID = re.compile(
    r"(?:pmid|medline|pubmed(?:\.ncbi\.nlm\.nih\.gov|/medline)?)[:/\s]+(\d{1,9})\b", re.I
)


def doi(text: str) -> str | None:
    """A DOI in lower case without resolver, label or the punctuation of its surroundings.

    The first of several. DOIs may hold brackets (`10.1016/S0140-6736(05)1`): a closing one goes
    only if it has no mate. One that was cut (`10.1016/j.jva…`) is none, nor is the one that an
    entry of CENTRAL has in the Cochrane Library.
    """
    if _PLAIN.fullmatch(text):
        value = text.lower()
        return None if value.startswith(_NOT_OF_THE_WORK) else value
    if "10" not in text:
        return None
    if len(text) > _LONGEST:
        at = text.find("10.")
        text = text[max(0, at - _LONGEST // 2) : at + _LONGEST // 2]
    text = _decoded(text)
    found = _DOI.search(text)
    if not found or not (value := found[0].lower()):
        return None
    if end := _END.search(value, 8):
        value = value[: end.start()]
    elif value.endswith(_ELLIPSIS):
        return None
    value = _QUERY.sub("", value)
    if "://" in text:
        value = _FRAGMENT.sub("", value)
    if address := _ADDRESS.match(text):
        value = _without_page(value, address[0].lower())
    value = _without_surroundings(value)
    is_one = _DOI.fullmatch(value) and not value.startswith(_NOT_OF_THE_WORK)
    return value if is_one else None


def _decoded(text: str) -> str:
    """Percent signs, entities, escapes, dashes and spaces as they were in the DOI."""
    for _ in range(2):
        if "%" in text:
            text = unquote(text)
        if "&" in text and ";" in text:
            text = html.unescape(text)
    if "\\" in text:
        text = text.replace("\\", "")
    if not text.isascii():
        text = text.translate(_DASHES)
    text = text.strip()
    if " " in text or "\n" in text:
        text = _BROKEN_PREFIX.sub(r"10.\1/", text)
        text = _BROKEN.sub(r"\1\2", text)
    return text


def _without_page(value: str, address: str) -> str:
    """The DOI of a publisher's address, without the page that the address opens."""
    if "?" in address:  # …?id=10.1371/journal.pone.1&type=printable
        value = value.split("&", 1)[0]
    value = _PAGE.sub("", value.rstrip("/"))
    if "rxiv.org" in address:
        value = _PREPRINT_VERSION.sub("", value)
    if "academic.oup.com" in address:  # …/10.1093/bioinformatics/btz123/5320970
        value = re.sub(r"(/[^/]+/[^/]+)/\d{5,}$", r"\1", value)
    return value


def _without_surroundings(value: str) -> str:
    while value and (
        value[-1] in _TRAILING
        or (value[-1] in _PAIRS and value.count(value[-1]) > value.count(_PAIRS[value[-1]]))
    ):
        value = value[:-1]
    return value


def pmid(text: str) -> str | None:
    """A PubMed id: digits only, no leading zeros."""
    value = text.strip().removesuffix(".0")
    if not _DIGITS.fullmatch(value):
        value = value.removesuffix("[pmid]").removesuffix("[PMID]").strip()
        found = _PMID.search(value)
        value = found[1] if found else value
    return value.lstrip("0") or None if _DIGITS.fullmatch(value) else None


def issns(text: str) -> list[str]:
    """Every ISSN in `text`, as NNNN-NNNX; leading zeros that a spreadsheet dropped come back.

    A number that is too short counts only if its check digit is right with the zeros.
    """
    found = [f"{a}-{b.upper()}" for a, b in _ISSN.findall(text)]
    for short in _SHORT_ISSN.findall(text) if not found else ():
        full = short.upper().zfill(8)
        if _issn_is_valid(full):
            found.append(f"{full[:4]}-{full[4:]}")
    return list(dict.fromkeys(found))


def _issn_is_valid(eight: str) -> bool:
    """ISO 3297: weights 8 to 2, modulo 11."""
    total = sum(
        int(digit) * weight for digit, weight in zip(eight[:7], range(8, 1, -1), strict=True)
    )
    return "0123456789X"[-total % 11] == eight[7]


def isbns(text: str) -> list[str]:
    """Every ISBN in `text` (10 or 13 characters), digits only."""
    if len(text) < 10:
        return []
    bare = re.sub(r"(?<=[\dXx])[-–‐](?=[\dXx])", "", text)
    found = re.findall(r"(?<![\dXx])(?:97[89]\d{10}|\d{9}[\dXx])(?![\dXx])", bare)
    if not found:  # groups parted by spaces
        found = re.findall(r"^(?:97[89]\d{10}|\d{9}[\dXx])$", bare.replace(" ", ""))
    return list(dict.fromkeys(isbn.upper() for isbn in found))
