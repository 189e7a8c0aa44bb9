"""The numbers of a PRISMA 2020 flow: their names and shape. How they are counted: `counts.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One database, register or other method by its name: all of its files together.

    raw − within = distinct = unique (found nowhere else) + shared.
    """

    name: str
    raw: int
    within: int
    distinct: int
    unique: int
    shared: int


@dataclass(frozen=True)
class Identified:
    total: int
    databases: dict[str, int]
    registers: dict[str, int]
    other: dict[str, int]


@dataclass(frozen=True)
class Duplicates:
    total: int
    within: int
    across: int


@dataclass(frozen=True)
class Removed:
    duplicates: Duplicates
    automation: int
    other: int


@dataclass(frozen=True)
class Excluded:
    total: int | None
    human: int | None
    automation: int | None


@dataclass(frozen=True)
class ReasonCount:
    """How many reports were excluded for this primary reason; id is None where none was given."""

    id: str | None
    label: str
    n: int


@dataclass(frozen=True)
class ExcludedReports:
    total: int | None
    reasons: tuple[ReasonCount, ...] | None


@dataclass(frozen=True)
class Included:
    studies: int
    reports: int


@dataclass(frozen=True)
class Prisma:
    """Every number of the flow. None is a number that is not known, never nought.

    `entries` are the entries seen in the files; `cluster_sizes` says how many clusters have so
    many records; `stages` are those that were carried out.
    """

    profile: str
    title: str
    stages: tuple[str, ...]
    entries: int | None
    rejected: int
    identified: Identified
    sources: tuple[Source, ...]
    cluster_sizes: dict[int, int]
    removed: Removed
    screened: int | None
    excluded: Excluded
    sought: int | None
    not_retrieved: int | None
    assessed: int | None
    excluded_reports: ExcludedReports
    included: Included
    previous: Included | None
    awaiting: dict[str, int]

    @property
    def clusters(self) -> int:
        """Distinct reports among the records."""
        return sum(self.cluster_sizes.values())

    @property
    def included_after(self) -> str | None:
        """What the included were included after, where that is not the full text."""
        if "full-text" in self.stages:
            return None
        screened = "title-abstract" in self.stages
        return "title and abstract screening" if screened else "the metadata rules"
