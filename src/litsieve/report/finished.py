"""A check in words: a sign behind its numbers, and the first ids that it is about."""

from __future__ import annotations

from collections.abc import Iterable

from litsieve.check_codes import CODES
from litsieve.report.counts import Check

#: Ids that a check names before it says how many more there are.
NAMED = 3


def check(code: str, what: str, text: str, ok: bool) -> Check:
    """The check of a code, at the level that the code has."""
    return Check(code, what, f"{text} {'✓' if ok else '✗'}", ok, CODES[code].level)


def some(ids: Iterable[str]) -> str:
    """The first few ids, and how many more there are."""
    names = sorted(ids)
    rest = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + rest
