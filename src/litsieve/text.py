"""Pure text: str → str, used wherever records are read, compared or matched."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")

#: Letters that Unicode does not decompose, but that catalogues write without their stroke.
_STROKED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


def squeeze(text: str) -> str:
    """White space of any kind and length becomes one space; none at the ends."""
    if text.isprintable() and "  " not in text:  # no white space but single spaces: the rule
        return text.strip()
    return " ".join(text.split())


def fold_letters(text: str) -> str:
    """Case and diacritics removed (NFKC, casefold, no combining marks); everything else stays."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold().translate(_STROKED)
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


def fold(text: str) -> str:
    """The words of a text in their plainest form, joined by one space; "" if it has none."""
    return " ".join(_WORD.findall(fold_letters(text)))
