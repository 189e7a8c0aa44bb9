"""Years, months and days as exports write them: as precise as is sure, never more."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

from litsieve.text import fold_letters

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
#: 20190517, 20190517T1200, and 201905 alone.
_BASIC = re.compile(r"(?<!\d)((?:1[5-9]|2[01])\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
_BASIC_MONTH = re.compile(r"\s*((?:1[5-9]|2[01])\d\d)(0[1-9]|1[0-2])\s*")
_ISO = re.compile(
    r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})(?!\d)"
    r"(?:\s?([-/.月월])\s?(?:(\d{1,2})(?!\d))?)?"
)
#: Day, month and year in numbers, in an order that is to be found out.
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_MONTH_YEAR = re.compile(r"\s*(\d{1,2})[-/.](\d{4})\s*")
_SPAN = re.compile(r"\s*(\d{4})/(\d{2})\s*")
_WORD = re.compile(r"[^\W\d_]{3,}")
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})(?!\d)|(?<=-)(\d{1,2})(?!\d)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBER = re.compile(r"\d{1,2}(?:\.0)?")

#: English; German, French, Spanish, Portuguese, Italian, Dutch; folded, in full and shortened.
_NAMES = (
    "jan january januar janner jaenner janvier janv enero ene janeiro gennaio gen januari",
    "feb february februar fevrier fev fevr febrero fevereiro febbraio febr februari feber",
    "mar march marz maerz mrz mars marzo marco maart mrt",
    "apr april avril avr abril abr aprile",
    "may mai mayo maio maggio mag mei",
    "jun june juni juin junio junho giugno giu",
    "jul july juli juillet juil julio julho luglio lug",
    "aug august aout aou agosto ago augustus",
    "sep sept september septembre septiembre setiembre setembro set settembre",
    "oct october oktober okt octobre octubre outubro out ottobre ott",
    "nov november novembre noviembre novembro",
    "dec december dezember dez decembre diciembre dic dezembro dicembre",
)
_MONTHS = {word: number for number, words in enumerate(_NAMES, 1) for word in words.split()}
#: Words beside a date that say nothing about it.
_IDLE = frozenset((
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "the", "del", "first", "online", "published", "publication",
    "date", "issue", "cover", "print", "version", "posted", "available",
))  # fmt: skip


def year(text: str) -> int | None:
    """The first year from 1500 to 2199 in `text`."""
    found = _YEAR.search(text) or _BASIC.search(text) or _BASIC_MONTH.fullmatch(text)
    return int(found[1]) if found else None


def published(year_text: str, month_text: str = "", day_text: str = "") -> str | None:
    """`2024`, `2024-05` or `2024-05-17`: as precise as the parts are sure.

    Each part may hold a whole date: `2019/05/17/`, `20190517`, `May 17, 2019`, `17/05/2019`. A
    month is a number or a name in one of seven languages, with or without a day ("FEB 5") or a
    year; a range of months ("JUL-AUG") or a season leaves the year alone, and so does 05/06/2019,
    which is in May or in June.
    """
    if len(year_text) == 4 and not month_text and year_text.isdecimal():
        return year_text if "1500" <= year_text <= "2199" else None
    return _published(year_text[:200], month_text[:200], day_text[:20])


@lru_cache(maxsize=1 << 12)
def _published(year_text: str, month_text: str, day_text: str) -> str | None:
    in_year = year(year_text) or year(month_text)
    if in_year is None:
        return None
    for text in (year_text, month_text):
        if (numbers := _in_numbers(text)) and numbers[0] == in_year:
            return _join(*numbers)
    if year(month_text) not in (None, in_year):
        return _join(in_year, None, None)
    month, day = _month_and_day(month_text)
    if month is None and not month_text.strip():
        month, day = _month_and_day(year_text)
    if month and day is None and _NUMBER.fullmatch(day_text.strip()):
        day = int(float(day_text))
    return _join(in_year, month, day)


def _in_numbers(text: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of a date that is written in numbers."""
    if found := _BASIC.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _BASIC_MONTH.fullmatch(text):
        return int(found[1]), int(found[2]), None
    if found := _SPAN.fullmatch(text):  # 2010/11: two years, but 2010/05 is in May
        first, second = int(found[1]), int(found[2])
        return first, None if second == (first + 1) % 100 else second, None
    if found := _NUMBERS.search(text):
        a, b, in_year = int(found[1]), int(found[3]), int(found[4])
        if a > 12 or b > 12 or a == b:
            return in_year, min(a, b), max(a, b)
        return in_year, None, None
    if found := _MONTH_YEAR.fullmatch(text):
        return int(found[2]), int(found[1]), None
    if found := _ISO.search(text):
        return int(found[1]), int(found[2]), int(found[4]) if found[4] else None
    return None


def _month_and_day(text: str) -> tuple[int | None, int | None]:
    """Month and day of a text that has one month: `5`, `FEB 5`, `17 mai 2019`."""
    text = _BRACKETS.sub(" ", text).strip()
    if _NUMBER.fullmatch(text):
        return int(float(text)), None
    words = [word for word in _WORD.findall(fold_letters(text)) if word not in _IDLE]
    if len(words) != 1 or words[0] not in _MONTHS:
        return None, None
    days = [int(a or b) for a, b in _DAY.findall(text)]
    return _MONTHS[words[0]], days[0] if len(days) == 1 else None


def _join(in_year: int, month: int | None, day: int | None) -> str:
    if not month or not 1 <= month <= 12:
        return f"{in_year:04}"
    if not day or not 1 <= day <= monthrange(in_year, month)[1]:
        return f"{in_year:04}-{month:02}"
    return f"{in_year:04}-{month:02}-{day:02}"
