"""A count, a name and a list as someone may have typed them."""

from __future__ import annotations

import re

#: What a template says where nothing has been filled in.
_BLANK = frozenset({"", "na", "n/a", "nan", "null", "none", "xxx", "xx", "x", "-", "?"})
#: Digits with thousands set apart in one way, or not at all; spreadsheets add `.0`.
_NUMBER = r"(?:[0-9]{1,3}(?:([, '’\u00a0\u2009\u202f])[0-9]{3}(?:\1[0-9]{3})*)?|[0-9]+)(?:\.0+)?"
_WHOLE = re.compile(_NUMBER)
#: More digits than any count has.
_DIGITS = 15
#: `name, number`: the first comma after which there is nothing but one number; names have commas.
_ENTRY = re.compile(rf"(?P<name>.*?)\s*,\s*(?P<n>{_NUMBER})", re.DOTALL)
_PLACEHOLDER = re.compile(
    r"(?:reason|database|register|source)s?\s*(?:no\.?|#)?(?:\s*[0-9]{1,2}|\s+(?:[a-z]|x+))", re.I
)


def is_blank(text: str) -> bool:
    """Whether a cell says that nothing is known."""
    return text.strip().casefold() in _BLANK


def whole(text: str) -> int | None:
    """`1902`, `1,902`, `1 902` and `1902.0` as a number; None for anything else."""
    match = _WHOLE.fullmatch(text.strip())
    digits = re.sub(r"\.0+$|[^0-9]", "", match[0]) if match else ""
    return int(digits) if digits and len(digits) <= _DIGITS else None


def is_placeholder(name: str) -> bool:
    """Whether a name is the template's own: Reason1, Database 2."""
    return _PLACEHOLDER.fullmatch(name.strip()) is not None


def entries(cell: str) -> list[tuple[str, str | None]]:
    """`Scopus, 1,842; Embase, 3;` as names with what stands beside them, None if nothing does."""
    return [_entry(item.strip()) for item in cell.split(";") if item.strip()]


def _entry(item: str) -> tuple[str, str | None]:
    match = _ENTRY.fullmatch(item)
    if match:
        return decoded(match["name"]), match["n"]
    name, comma, rest = item.rpartition(",")
    return (decoded(name.strip()), rest.strip()) if comma else (decoded(item), None)


# The template's lists have no way to write a comma or a semicolon in a name: the package cuts at
# the first of them. Two characters that look the same are not cut, and lead back.
_COMMA, _SEMICOLON, _MARK = "\u201a", "\u037e", "\u2060"
_LOOKALIKE = re.compile(f"{_COMMA}{_MARK}?|{_SEMICOLON}")


def encoded(name: str) -> str:
    """A name as the template's lists can hold it; `decoded` gives it back."""
    name = name.replace(_MARK, "").replace(_COMMA, _COMMA + _MARK)
    return name.replace(",", _COMMA).replace(";", _SEMICOLON)


def decoded(name: str) -> str:
    says = {_COMMA: ",", _SEMICOLON: ";", _COMMA + _MARK: _COMMA}
    return _LOOKALIKE.sub(lambda match: says[match[0]], name)
