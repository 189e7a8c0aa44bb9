"""HTML and XML that databases leave in titles and abstracts: decoded, a literal `<` or `&` kept.

So are the escapes of R, which writes letters that it could not print as `<U+00FC>` or `<c3><bc>`.
"""

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
#: Bytes or letters beyond ASCII, as R prints them.
_ESCAPES = re.compile(r"(?:<[89a-fA-F][0-9a-fA-F]>)+|(?:<U\+[0-9A-F]{4,8}>)+")


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
    text = _ESCAPES.sub(_unescaped, text)
    kept = [tag for tag in _SHORT if tag in text and f"</{tag[1:]}" not in text]
    for tag in kept:
        text = text.replace(tag, tag.replace("<", _GUARD))
    text = _BLOCK_TAG.sub(" ", _INLINE_TAG.sub("", text))
    return text.replace(_GUARD, "<") if kept else text


def _decode(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _unescaped(found: re.Match[str]) -> str:
    """The letters that R escaped: of UTF-8, else of cp1252 where it is in or at a word."""
    run = found[0]
    codes = run[1:-1].split("><")
    try:
        if run[1] == "U":
            letters = "".join([chr(int(code[2:], 16)) for code in codes])
            letters = letters.encode("utf-16", "surrogatepass").decode("utf-16")
            return letters if min(letters) > "\x7f" else run
        data = bytes.fromhex("".join(codes))
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252") if _in_word(found) else run
    except (ValueError, OverflowError):  # no letters
        return run


def _in_word(found: re.Match[str]) -> bool:
    """Whether a letter stands beside what may be a byte, and it is no tag that is closed."""
    text, start, end = found.string, found.start(), found.end()
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(map(str.isalpha, beside)) and f"</{found[0][1:]}" not in text
