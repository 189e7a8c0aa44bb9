"""Years, months and days as exports write them."""

from __future__ import annotations

import re
from calendar import monthrange

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_MONTH_WORD = re.compile(r"[^\W\d_]{3,}")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip


def year(text: str) -> int | None:
    """The first year from 1500 to 2199 in `text`."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def published(year_text: str, month_text: str = "", day_text: str = "") -> str | None:
    """`2024`, `2024-05` or `2024-05-17`: as precise as the parts are sure.

    `month_text` may be a number, a name in English or its first three letters, with or without a
    day ("FEB 5") or a year; a range of months ("JUL-AUG") or a season leaves the year alone.
    """
    in_year = year(year_text) or year(month_text)
    if in_year is None:
        return None
    iso = _ISO.search(year_text) or _ISO.search(month_text)
    if iso and int(iso[1]) == in_year:
        return _join(in_year, int(iso[2]), int(iso[3]) if iso[3] else None)
    month, day = _month_and_day(month_text)
    if month and day is None and (found := _DAY.fullmatch(day_text.strip())):
        day = int(found[1])
    return _join(in_year, month, day)


def _month_and_day(text: str) -> tuple[int | None, int | None]:
    text = text.strip()
    if text.isdigit() and len(text) <= 2:
        return int(text), None
    words = [_MONTHS.get(word[:3].casefold()) for word in _MONTH_WORD.findall(text)]
    if len(words) != 1 or words[0] is None:
        return None, None
    days = _DAY.findall(text)
    return words[0], int(days[0]) if len(days) == 1 else None


def _join(in_year: int, month: int | None, day: int | None) -> str:
    if not month or not 1 <= month <= 12:
        return f"{in_year:04}"
    if not day or not 1 <= day <= monthrange(in_year, month)[1]:
        return f"{in_year:04}-{month:02}"
    return f"{in_year:04}-{month:02}-{day:02}"
