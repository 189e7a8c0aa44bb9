"""HTML and XML that databases leave in titles and abstracts: decoded, a literal `<` or `&` kept."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

#: Only tags that exist are markup: "a <b and c> d" and "p<0.05" are text.
_INLINE = "i|b|u|em|strong|sub|sup|inf|span|italic|bold|sc|scp|font|tt|code|it|a|small|underline"
_BLOCK = "p|br|div|sec|title|label|list|ol|ul|li|h[1-6]|abstract|table|tr|td"
_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*\s*/?>"""
_INLINE_TAG = re.compile(
    rf"</?(?:{_INLINE}|(?:mml|m):[a-z]+|jats:(?:{_INLINE})){_ATTRIBUTES}", re.IGNORECASE
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK}|jats:[a-z-]+){_ATTRIBUTES}", re.IGNORECASE)


def plain(text: str) -> str:
    """`text` without tags and with its entities decoded, twice where they were encoded twice."""
    if "<" in text:
        text = _untag(text)
    if "&" in text and ";" in text:
        for _ in range(2):
            text, found = _ENTITY.subn(_decode, text)
            if not found:
                break
        if "<" in text:
            text = _untag(text)
    return text


def _untag(text: str) -> str:
    return _BLOCK_TAG.sub(" ", _INLINE_TAG.sub("", text))


def _decode(match: re.Match[str]) -> str:
    return html.unescape(match[0])
