"""Titles: two languages in one, and first letters that were torn off."""

from __future__ import annotations

import re

from litsieve.ingest.values.places import country_words

_BRACKETED = re.compile(
    r"^(?P<title>[^\[].*?)\s*(?P<semicolon>;)?\s*\[(?P<other>[^\[\]]+)\]\s*$", re.DOTALL
)
#: What stands in brackets after a title without being a title.
_REMARK = re.compile(
    r"^(?:version|v\d|retract|withdraw|invited|corrected|corrigend|errat|letter|comment|reply|"
    r"response|editorial|review|abstract|article|in [A-Z]|book|conference|with|not)",
    re.IGNORECASE,
)


def bilingual(text: str) -> tuple[str, str | None]:
    """Title and title in the other language: `Title; [一种…]` or `Title [Otro título más largo]`.

    Without the semicolon the brackets must hold three words, or letters beyond ASCII, and no
    remark of the publisher (`[version 2; peer review: 2 approved]`).
    """
    found = _BRACKETED.match(text) if text.endswith("]") else None
    if not found:
        return text, None
    other = found["other"].strip()
    if not found["semicolon"] and (
        _REMARK.match(other) or (len(other.split()) < 3 and other.isascii())
    ):
        return text, None
    return found["title"].rstrip(" ;"), other


_TORN = re.compile(r"\b([B-HJ-Z]) ([a-z]{3,})\b")
_PROPER = frozenset((
    "cochrane", "african", "american", "asian", "australian", "british", "canadian", "chinese",
    "dutch", "english", "european", "french", "german", "greek", "indian", "iranian", "irish",
    "italian", "japanese", "korean", "latin", "malaysian", "mexican", "nigerian", "polish",
    "portuguese", "russian", "scottish", "spanish", "swedish", "swiss", "turkish", "vietnamese",
    "africa", "america", "asia", "europe", "london", "york", "medline", "embase", "pubmed",
    "monday", "january", "february", "march", "april", "june", "july", "august", "september",
    "october", "november", "december", "christian", "hong", "kong",
))  # fmt: skip


def mend_torn(text: str) -> str:
    """`for C ochrane reviews in C hina` → `for Cochrane reviews in China`.

    An artefact of small capitals in Google Scholar. Only proper names that are known are mended:
    `vitamin D deficiency` and `type B behaviour` look the same and are right.
    """
    return _TORN.sub(_mend, text)


def _mend(found: re.Match[str]) -> str:
    word = found[1].lower() + found[2]
    return found[1] + found[2] if word in _PROPER or word in country_words() else found[0]
