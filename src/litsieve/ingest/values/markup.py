"""HTML and XML that databases leave in titles and abstracts: decoded, a literal `<` or `&` kept."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

#: Only tags that exist are markup: "a <b and c> d" and "p<0.05" are text.
_INLINE = (
    "i|b|u|s|em|strong|sub|sup|inf|span|italic|bold|sc|scp|font|tt|code|it|a|small|big|underline|"
    "strike|roman|monospace|sans-serif|overline|nobr|named-content|styled-content|ext-link|xref|"
    "inline-formula|alternatives|tex-math|email|uri|math|m[inost]|mrow|msu[bp]|msubsup|mfrac|mtext|"
    "mover|munder|mfenced|mstyle|msqrt|semantics|annotation"
)
_BLOCK = (
    "p|br|break|div|sec|section|title|label|list|list-item|ol|ul|li|dl|dt|dd|h[1-6]|hr|abstract|"
    "abstracttext|table|thead|tbody|tr|t[dh]|center|blockquote|disp-formula|copyright"
)
_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*\s*/?>"""
_INLINE_TAG = re.compile(
    rf"</?(?:{_INLINE}|(?:mml|m):[a-z]+|jats:(?:{_INLINE})){_ATTRIBUTES}", re.IGNORECASE
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK}|jats:[a-z-]+){_ATTRIBUTES}", re.IGNORECASE)

#: Tags only if they are closed: `if a<b>c` is text.
_SHORT = ("<a>", "<b>", "<i>", "<s>", "<u>")
_GUARD = "\ufdd2"
_WRAPPER = re.compile(r"<!--.{0,2000}?-->|<!\[CDATA\[|\]\]>", re.DOTALL)


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
    if "<!" in text:
        text = _WRAPPER.sub("", text)
    if ">" not in text:
        return text
    kept = [tag for tag in _SHORT if tag in text and f"</{tag[1:]}" not in text]
    for tag in kept:
        text = text.replace(tag, tag.replace("<", _GUARD))
    text = _BLOCK_TAG.sub(" ", _INLINE_TAG.sub("", text))
    return text.replace(_GUARD, "<") if kept else text


def _decode(match: re.Match[str]) -> str:
    return html.unescape(match[0])
