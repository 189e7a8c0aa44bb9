"""Pure text: what is used wherever records are read, compared, matched or told of."""

from __future__ import annotations

import codecs
import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
#: ASCII letters in lower case, digits, and a space for all else.
_ASCII_WORDS = str.maketrans(
    {sign: sign.lower() if sign.isalnum() else " " for sign in map(chr, range(128))}
)

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
    text = unicodedata.normalize("NFKC", text).casefold()
    bare = _BEYOND_ASCII.sub(_unmarked, unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare)


def _unmarked(run: re.Match[str]) -> str:
    bare = "".join([c for c in run[0] if not unicodedata.combining(c)])
    return bare.translate(_STROKED)


def fold(text: str) -> str:
    """The words of a text in their plainest form, joined by one space; "" if it has none."""
    if text.isascii():  # as most are: the same, three times as fast
        return " ".join(text.translate(_ASCII_WORDS).split())
    return " ".join(_WORD.findall(fold_letters(text)))


def codec(encoding: str) -> str | None:
    """The name of an encoding of text as Python has it; None if it has none of this name."""
    try:
        b"a\xff".decode(encoding, "replace")
        return codecs.lookup(encoding).name
    except (LookupError, UnicodeError, ValueError):
        return None


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """`1 record`, `2,000 records`."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"
