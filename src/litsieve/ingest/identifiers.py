"""Identifiers as exports write them → one spelling: DOI, PMID, ISSN, ISBN."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DIGITS = re.compile(r"\d{1,9}")
_ISSN = re.compile(r"(?<![\dXx])(\d{4})[-–‐]?(\d{3}[\dXx])(?![\dXx])")
_SHORT_ISSN = re.compile(r"(?<!\d)\d{4,6}[\dXx](?![\dXx])")
_TRAILING = frozenset(".,;:'\"”’*/")
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


def doi(text: str) -> str | None:
    """A DOI in lower case without resolver, label or the punctuation of its surroundings.

    DOIs may hold brackets (`10.1016/S0140-6736(05)1`): a closing one goes only if it has no mate.
    """
    if "%" in text:
        text = unquote(text)
    if "&" in text:
        text = html.unescape(text)
    if "\\" in text:
        text = text.replace("\\", "")
    found = _DOI.search(text)
    if not found:
        return None
    value = found[0].lower()
    while value[-1] in _TRAILING or (
        value[-1] in _PAIRS and value.count(value[-1]) > value.count(_PAIRS[value[-1]])
    ):
        value = value[:-1]
    return value if "/" in value else None


def pmid(text: str) -> str | None:
    """A PubMed id: digits only, no leading zeros."""
    value = text.strip().removeprefix("PMID:").strip().removesuffix(".0")
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
    bare = re.sub(r"(?<=[\dXx])[-–‐](?=[\dXx])", "", text)
    found = re.findall(r"(?<![\dXx])(?:97[89]\d{10}|\d{9}[\dXx])(?![\dXx])", bare)
    if not found:  # groups parted by spaces
        found = re.findall(r"^(?:97[89]\d{10}|\d{9}[\dXx])$", bare.replace(" ", ""))
    return list(dict.fromkeys(isbn.upper() for isbn in found))
