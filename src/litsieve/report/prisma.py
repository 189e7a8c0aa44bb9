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
    """Records by the name of their source; `total` is all of them, of both arms."""

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
class Previous:
    """What an earlier version of the review included, as review.yaml says; None if it does not."""

    studies: int | None
    reports: int | None
    citation: str | None = None


@dataclass(frozen=True)
class Arm:
    """One column of the flow: databases and registers, or other methods.

    A report that both found is of databases and registers: its record from elsewhere is a
    duplicate. A study is of the arm of its first included report.
    """

    identified: int
    removed: Removed
    screened: int | None
    excluded: Excluded
    sought: int | None
    not_retrieved: int | None
    assessed: int | None
    excluded_reports: ExcludedReports
    included: Included
    awaiting: dict[str, int]


@dataclass(frozen=True)
class Prisma:
    """Every number of the flow. None is a number that is not known, never nought.

    `entries` are the entries seen in the files; `cluster_sizes` says how many clusters have so
    many records; `stages` are those that were carried out; `duplicates` are those of both arms;
    `other` is None where nothing was identified by other methods.
    """

    profile: str
    title: str
    stages: tuple[str, ...]
    entries: int | None
    rejected: int
    identified: Identified
    sources: tuple[Source, ...]
    cluster_sizes: dict[int, int]
    duplicates: Duplicates
    databases: Arm
    other: Arm | None
    previous: Previous | None

    @property
    def arms(self) -> dict[str, Arm]:
        """The arms that there are, by their name in the ledger."""
        return {"databases": self.databases, **({"other": self.other} if self.other else {})}

    @property
    def included(self) -> Included:
        """New studies and their reports, of both arms."""
        arms = self.arms.values()
        return Included(
            sum(arm.included.studies for arm in arms), sum(arm.included.reports for arm in arms)
        )

    @property
    def total(self) -> Previous | None:
        """Previous and new together, of an update; None where there was nothing before."""
        if self.previous is None:
            return None
        old, new = self.previous, self.included
        return Previous(
            None if old.studies is None else old.studies + new.studies,
            None if old.reports is None else old.reports + new.reports,
        )

    @property
    def awaiting(self) -> dict[str, int]:
        """Reports that wait, by stage, of both arms."""
        waits = [arm.awaiting for arm in self.arms.values()]
        return {stage: sum(of[stage] for of in waits) for stage in waits[0]}

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
