"""Values of BibTeX fields: what encloses them is taken off, abbreviations and `#` are resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

#: Braces, and what a backslash takes with it: `\\\\` is one, `\\{` is no brace that counts.
BRACES = re.compile(r"\\[\\{}]|[{}]")
_MARKS = re.compile(r"\\[\\{}\"]|[{}\"]")
#: A field's name; some have a no-break space and a number (`funding_text 1`).
NAME = r"[A-Za-z][\w.:+-]*(?:[ \xa0]\d)?"
#: The beginning of a field inside a value: a brace went missing before it.
INNER_FIELD = re.compile(rf"""\n[ \t]*{NAME}[ \t]*=[ \t]*[{{"]""")


@lru_cache(maxsize=1 << 12)
def field_name(name: str) -> str:
    """`Web-of-Science-Categories  ` → `web_of_science_categories`."""
    return "_".join(name.lower().replace("-", " ").split())


def value_of(value: str, strings: Mapping[str, str]) -> str | None:
    """A value without what encloses it, abbreviations and `#` resolved; None if it is garbled.

    Blanks at its ends are kept: they count where an abbreviation is joined to something.
    """
    if not value:
        return ""
    first, last = value[0], value[-1]
    if first == "{" and last == "}":
        inner = value[1:-1]
        if ("{" not in inner and "}" not in inner) or end_of_braces(value, 0) == len(value):
            return None if "=" in inner and INNER_FIELD.search(inner) else inner
    elif first == '"' and last == '"' and len(value) > 1 and '"' not in (inner := value[1:-1]):
        return None if "=" in inner and INNER_FIELD.search(inner) else inner
    elif value.isalnum():
        return strings.get(value.lower(), value)
    return _concatenated(value, strings)


def end_of_braces(text: str, start: int, end: int | None = None) -> int | None:
    """Where the brace that is opened first from `start` on is closed; None if not before `end`."""
    depth = 0
    for found in BRACES.finditer(text, start, len(text) if end is None else end):
        depth += (found[0] == "{") - (found[0] == "}")
        if depth <= 0 and len(found[0]) == 1:
            return found.end()
    return None


def _concatenated(value: str, strings: Mapping[str, str]) -> str | None:
    """`"a" # abbreviation # {c}`, or one piece with quotation marks inside."""
    pieces: list[str] = []
    rest = value
    while rest:
        piece, rest = _piece(rest)
        if piece is None:
            return None
        pieces.append(strings.get(piece.lower(), piece) if piece[:1] not in '{"' else piece[1:-1])
        rest = rest.lstrip()
        if rest and rest[0] != "#":
            return None
        rest = rest[1:].lstrip()
    return "".join(pieces)


def _piece(text: str) -> tuple[str | None, str]:
    """The first piece of a value, with what encloses it, and the rest."""
    if text[0] not in '{"':
        end = text.find("#")
        end = len(text) if end < 0 else end
        word = text[:end].strip()
        return (word or None) if not BRACES.search(word) and "=" not in word else None, text[end:]
    depth = 0
    mate = "}" if text[0] == "{" else '"'
    for found in _MARKS.finditer(text):
        mark, end = found[0], found.end()
        depth += (mark == "{") - (mark == "}")
        if depth == 0 and mark == mate and end > 1:
            return text[:end], text[end:]
    return None, ""
