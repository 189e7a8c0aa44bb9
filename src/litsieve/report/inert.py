"""Text from outside made harmless for the place where it is shown."""

from __future__ import annotations

import re
from html import escape

from litsieve.text import squeeze

#: Marks that turn the direction of everything after them, so that a label could rewrite the count
#: beside it; control characters, lone surrogates, and what is no character in XML.
_HARMFUL = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
#: Markup within a line; links that GitHub makes by itself; what opens a block at its start.
_MARKUP = re.compile(r"([\\`*_\[\]|~$^@]|:(?=//)|(?<=www)\.|^[#+=-]|(?<=^\d)[.)])")


def plain(text: str) -> str:
    """One line of text without control characters, lone surrogates and direction overrides."""
    if text.isascii() and text.isprintable():
        return squeeze(text)
    return squeeze(_HARMFUL.sub("", squeeze(text)))


def storable(text: str) -> str:
    """`text` as it is, but for lone surrogates, which no file can hold: they become `?`."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def xml(text: str) -> str:
    """`text` as content or attribute value of SVG, XML or HTML."""
    return escape(plain(text), quote=True)


def markdown(text: str) -> str:
    """`text` as words in Markdown, also in a cell of a table: no markup, link, HTML or image."""
    marked = _MARKUP.sub(r"\\\1", plain(text))
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
