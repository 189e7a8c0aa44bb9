"""The link that leads from a number to its records: `#box=excluded&by=human`."""

from __future__ import annotations

from litsieve.report.boxes import to


def link(count: str, **where: str | None) -> str:
    """A key of `counts.SELECTIONS`, narrowed as by `counts.ids_of`; None is a missing value."""
    return "#" + to(count, **{name: value or "" for name, value in where.items()})
