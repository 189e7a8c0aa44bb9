"""The fragment that leads from a number to its records: `#box=excluded&by=human`."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def link(count: str, **where: str | None) -> str:
    """A key of `counts.SELECTIONS`, narrowed as `counts.ids_of` does it.

    Written as URLSearchParams reads it; an empty value stands for one that is missing.
    """
    pairs = [("box", count), *((name, value or "") for name, value in where.items())]
    return "#" + urlencode(pairs, quote_via=quote)
