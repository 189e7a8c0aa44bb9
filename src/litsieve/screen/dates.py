"""A date as precise as it is known is an interval: 2025 is any day of that year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from litsieve.screen.kleene import FALSE, TRUE, UNKNOWN

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True)
class Interval:
    """From `first` to `last`, both included: days as ordinals, or numbers."""

    first: int
    last: int

    def within(self, other: Interval) -> int:
        """Whether the day that is somewhere in this interval lies in the other."""
        if other.first <= self.first and self.last <= other.last:
            return TRUE
        return FALSE if self.last < other.first or other.last < self.first else UNKNOWN

    def outside(self, other: Interval) -> list[Interval]:
        """The parts of this interval that the other does not cover."""
        before = Interval(self.first, min(self.last, other.first - 1))
        after = Interval(max(self.first, other.last + 1), self.last)
        return [part for part in (before, after) if part.first <= part.last]


def interval(text: str) -> Interval | None:
    """The days that 2024, 2024-05 or 2024-05-17 may mean; None if it is no date."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last_day = day or calendar.monthrange(first.year, last_month)[1]
        return Interval(first.toordinal(), date(first.year, last_month, last_day).toordinal())
    except ValueError:
        return None


def no_such_day(text: str) -> str | None:
    """Why there is no such day though it is written as one, such as 2015-02-30."""
    match = _DATE.fullmatch(text.strip())
    if match is None or interval(text) is not None:
        return None
    year, month, _ = (int(part) if part else 1 for part in match.groups())
    if year == 0:
        return "Years begin at 0001."
    if not 1 <= month <= 12:
        return "Months go from 01 to 12."
    last = calendar.monthrange(year, month)[1]
    return f"Days of {calendar.month_name[month]} {year} go from 01 to {last}."


def words(days: Interval, known_year: str) -> str:
    """The interval in words, without the year if it is `known_year`: May to December."""
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]

    def name(day: date) -> str:
        year = "" if str(day.year) == known_year else f" {day.year}"
        return ("" if months else f"{day.day} ") + calendar.month_name[day.month] + year

    return name(first) if name(first) == name(last) else f"{name(first)} to {name(last)}"
