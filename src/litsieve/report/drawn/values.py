"""A count and a name as someone may have typed them, in any script and with thousands of any kind.

A number with one point before three digits (`1.000`) is a thousand to one reader and one to
another: it is read only where it is known which of them wrote the file.
"""

from __future__ import annotations

import re
import unicodedata

#: What a template says where nothing has been filled in.
_BLANK = frozenset({"", "na", "n/a", "nan", "null", "none", "xxx", "xx", "x", "-", "?"})
#: Signs that mean what an ASCII sign does; full-width forms (U+FF01 to U+FF5E) are computed.
_SIGNS = {
    "،": ",", "、": ",", "؛": ";", "٬": "'", "٫": ".", "\u3000": " ",
    "【": "[", "】": "]", "〔": "[", "〕": "]", "。": ".", "｡": ".", "٪": "%",
}  # fmt: skip
#: What sets thousands apart wherever it stands: a comma, an apostrophe, spaces of any width.
APART = ", '’\u00a0\u2007\u2008\u2009\u200a\u202f"
_GROUPED = rf"[1-9][0-9]{{0,2}}(?P<apart>[{APART}])[0-9]{{3}}(?:(?P=apart)[0-9]{{3}})*"
#: The ways to write a whole number, without what spreadsheets add to it (`.0`, `,0`).
_WHOLE = (
    re.compile(rf"(?P<n>{_GROUPED}|[0-9]+)(?:\.0+)?"),
    re.compile(r"(?P<n>[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})(?:,0+)?"),
    re.compile(r"(?P<n>[1-9][0-9]{0,2}\.[0-9]{3}),0+"),
)
_UNCLEAR = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_DECIMALS = re.compile(r"(?<=[0-9]),0{1,2}$|(?<=^0),0+$")
#: Numbers that nobody writes whose point sets thousands apart.
_FRACTION = re.compile(r"0\.[0-9]+|[0-9]{4,}\.[0-9]+|[0-9]+\.[0-9]{1,2}")
#: `(n = 40)`, as a diagram says it.
_AS_N = re.compile(r"[(\[]?\s*n\s*[=:]\s*([0-9].*?)\s*[)\]]?", re.I)
#: A number in a text: not one that is negative, broken or a share.
_IN_TEXT = re.compile(rf"(?<![-−.,0-9])(?:{_GROUPED}|[0-9]+)(?![.,]?[0-9]|\s*%)")
#: More digits than any count has.
_DIGITS = 15
_PLACEHOLDER = re.compile(
    r"(?:reason|database|register|source)s?\s*(?:no\.?|#)?(?:\s*[0-9]{1,2}|\s+(?:[a-z]|x+))", re.I
)


def signs(text: str) -> str:
    """`text` with ASCII digits and separators, sign for sign: every place stays where it was."""
    return text if text.isascii() else "".join(map(_sign, text))


def _sign(char: str) -> str:
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    digit = None if char.isascii() else unicodedata.decimal(char, None)
    return _SIGNS.get(char, char) if digit is None else str(digit)


def is_blank(text: str) -> bool:
    """Whether a cell says that nothing is known."""
    return text.strip().casefold() in _BLANK


def whole(text: str, points: bool = False) -> int | None:
    """`1902`, `1,902`, `1 902`, `1'902`, `1.902.000` and `1902.0` as a number; None for all else.

    `points`: whether a point sets thousands apart here, so that `1.902` is one, too.
    """
    text = signs(text).strip()
    if points:
        text = _DECIMALS.sub("", text)
    if _UNCLEAR.fullmatch(text):
        return int(text.replace(".", "")) if points else None
    match = next(filter(None, (way.fullmatch(text) for way in _WHOLE)), None)
    digits = re.sub("[^0-9]", "", match["n"]) if match else ""
    return int(digits) if digits and len(digits) <= _DIGITS else None


def counted(text: str, points: bool = False) -> int | None:
    """A count in a cell of its own: as `whole`, or `n = 40`."""
    match = _AS_N.fullmatch(signs(text).strip())
    return whole(match[1] if match else text, points)


def points_apart(cells: list[str], delimiter: str) -> bool:
    """Whether a point sets thousands apart in the numbers of a CSV with this delimiter.

    Spreadsheets put a semicolon between cells where the comma is the sign of decimals.
    """
    return delimiter == ";" and not any(_FRACTION.fullmatch(cell.strip()) for cell in cells)


def instead(text: str) -> str:
    """What to write for a text that is no count, as the end of a sentence; "" if none is in it."""
    text = signs(text).strip()
    if _UNCLEAR.fullmatch(text):
        ones, _, rest = text.partition(".")
        return f": write {ones}{rest}" + (f" or {ones}, whichever it is" if rest == "000" else "")
    found = [whole(number[0]) for number in _IN_TEXT.finditer(text)]
    return f": write {found[0]}" if len(found) == 1 and found[0] is not None else ""


def is_placeholder(name: str) -> bool:
    """Whether a name is the template's own: Reason1, Database 2."""
    return _PLACEHOLDER.fullmatch(name.strip()) is not None
