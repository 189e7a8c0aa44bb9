"""Countries by income group (World Bank) and by region (UN M49), in dated editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from litsieve.screen.tables.rows import read
from litsieve.text import fold


@dataclass(frozen=True)
class Table:
    """A classification of countries.

    `key`: what its countries are chosen by, "groups" or "region". `editions`: when each was
    published, oldest first.
    """

    name: str
    title: str
    source: str
    licence: str
    key: str
    editions: Mapping[str, str]

    @property
    def newest(self) -> str:
        """The edition that is meant where none is named."""
        return list(self.editions)[-1]

    def citation(self, edition: str) -> str:
        """World Bank country classification by income, FY2025 (July 2024)."""
        return f"{self.title}, {edition} ({self.editions[edition]})"


TABLES = {
    table.name: table
    for table in (
        Table(
            "worldbank-income",
            "World Bank country classification by income",
            "World Bank Country and Lending Groups",
            "CC BY 4.0",
            "groups",
            {"FY2024": "July 2023", "FY2025": "July 2024", "FY2026": "July 2025"},
        ),
        Table(
            "un-m49",
            "UN M49 standard country or area codes",
            "United Nations Statistics Division; Taiwan and Kosovo added",
            "facts, for statistical use only",
            "region",
            {"2025": "as of 2025"},
        ),
    )
}


class TableError(ValueError):
    """A choice that no table offers.

    `key`: which part of it ("table", "edition", "groups", "region"); `value`: what was asked for;
    `valid`: what may stand there, empty if nothing may.
    """

    def __init__(self, message: str, key: str, value: str, valid: Iterable[str]) -> None:
        super().__init__(message)
        self.key, self.value, self.valid = key, value, tuple(valid)


@dataclass(frozen=True)
class Choice:
    """Countries out of a table: ISO 3166-1 alpha-3 codes, sorted; how to cite the table."""

    table: Table
    edition: str
    codes: tuple[str, ...]

    @property
    def citation(self) -> str:
        """The table and its edition, for a report."""
        return self.table.citation(self.edition)


def choose(
    name: str,
    edition: str | None = None,
    groups: Sequence[str] = (),
    region: Sequence[str] = (),
) -> Choice:
    """The countries of some groups or regions; of the whole table where none are named.

    Names are the table's own, in small or capital letters. Raises TableError.
    """
    if name not in TABLES:
        raise TableError(f"unknown table '{name}'", "table", name, TABLES)
    table = TABLES[name]
    edition = table.newest if edition is None else edition
    if edition not in table.editions:
        message = f"the table {name} has no edition '{edition}'"
        raise TableError(message, "edition", edition, table.editions)
    asked = {"groups": groups, "region": region}
    wanted = asked.pop(table.key)
    for key, values in asked.items():
        if values:
            message = f"the table {name} has no {key} ('{values[0]}'): choose by {table.key}"
            raise TableError(message, key, values[0], ())
    members = _members(name, edition)
    chosen = [_found(table, key, members) for key in wanted] if wanted else list(members)
    return Choice(table, edition, tuple(sorted({c for key in chosen for c in members[key]})))


def editions_of(name: str) -> tuple[str, ...]:
    """The shipped editions of a table, oldest first."""
    return tuple(TABLES[name].editions)


def _found(table: Table, wanted: str, members: Mapping[str, Sequence[str]]) -> str:
    for name in members:
        if fold(name) == fold(wanted):
            return name
    kind = {"groups": "group", "region": "region"}[table.key]
    raise TableError(f"the table {table.name} has no {kind} '{wanted}'", table.key, wanted, members)


@cache
def _members(name: str, edition: str) -> Mapping[str, tuple[str, ...]]:
    """Group or region → its codes."""
    return {"worldbank-income": _by_income, "un-m49": _by_region}[name](edition)


def _by_income(edition: str) -> Mapping[str, tuple[str, ...]]:
    head, *rows = read("worldbank-income.tsv")
    column = head.index(edition)
    groups = ("LIC", "LMC", "UMC", "HIC")
    return {group: tuple(row[0] for row in rows if row[column] == group) for group in groups}


def _by_region(_edition: str) -> Mapping[str, tuple[str, ...]]:
    """Regions, then sub-regions, then intermediate regions, each in the order of the alphabet."""
    _, *rows = read("un-m49.tsv")
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for code, _m49, *levels in rows:
        for level, name in enumerate(levels):
            if name:
                found[level, name].append(code)
    return {name: tuple(found[level, name]) for level, name in sorted(found)}
