"""What PubMed writes in all of its formats: translated titles, addresses, pages."""

from __future__ import annotations

import re

from litsieve.ingest.entry import Value
from litsieve.ingest.values import places

_BRACKETED = re.compile(r"\[(?P<title>.*)\](?P<stop>\.?)", re.DOTALL)
_NO_TITLE = frozenset({"not available", "in process citation", "no title available"})
_EMAIL = re.compile(r"[\s,]*(?:Electronic address:)?\s*\S+@\S+\s*$", re.IGNORECASE)
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]+\d+|\d{6,}")


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
    return {"article_number" if _ARTICLE_NUMBER.fullmatch(text) else "pages": text}


def countries(addresses: list[str]) -> str | None:
    """The countries of addresses that may hold several each, and end in an e-mail address."""
    parts = (part for address in addresses for part in address.split(";"))
    return places.countries([_EMAIL.sub("", part).strip() for part in parts])
