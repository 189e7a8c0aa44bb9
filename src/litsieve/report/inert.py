"""Text from outside made harmless for the place where it is shown."""

from __future__ import annotations

import re
import unicodedata
from html import escape

from litsieve.text import squeeze

#: Turn the direction of everything after them, so that a label could rewrite the count beside it.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Markup within a line; links that GitHub makes by itself; what opens a block at its start.
_MARKUP = re.compile(r"([\\`*_\[\]|~$^@]|:(?=//)|(?<=www)\.|^[#+=-]|(?<=^\d)[.)])")


def plain(text: str) -> str:
    """One line of text without control characters, lone surrogates and direction overrides."""
    if text.isascii() and text.isprintable():
        return squeeze(text)
    return squeeze("".join(c for c in squeeze(text) if not _harmful(c)))


def storable(text: str) -> str:
    """`text` as it is, but for lone surrogates, which no file can hold: they become `?`."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _harmful(char: str) -> bool:
    if char in _BIDI or unicodedata.category(char) in ("Cc", "Cs"):
        return True
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF  # no characters in XML


def xml(text: str) -> str:
    """`text` as content or attribute value of SVG, XML or HTML."""
    return escape(plain(text), quote=True)


def markdown(text: str) -> str:
    """`text` as words in Markdown, also in a cell of a table: no markup, link, HTML or image."""
    marked = _MARKUP.sub(r"\\\1", plain(text))
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
