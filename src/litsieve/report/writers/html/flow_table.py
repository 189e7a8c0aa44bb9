"""The numbers of the flow as rows of a table, each with the link to its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from litsieve.report.prisma import Arm, Prisma
from litsieve.report.writers.html.links import link
from litsieve.report.writers.html.words import ARMS, COUNTS, KINDS

Numbers = tuple[tuple[int | None, str], ...]


@dataclass(frozen=True)
class Row:
    """One number an arm, with its link; None is not known. `part`: of the number above."""

    label: str
    numbers: Numbers
    part: bool = False


@dataclass(frozen=True)
class _Count:
    count: str
    of: Callable[[Arm], int | None]
    label: str | None = None
    by: str | None = None

    @property
    def where(self) -> dict[str, str]:
        return {"by": self.by} if self.by else {}


_REMOVED = (
    _Count("duplicate", lambda arm: arm.removed.duplicates.total),
    _Count("duplicate-within", lambda arm: arm.removed.duplicates.within, "within one source"),
    _Count("duplicate-across", lambda arm: arm.removed.duplicates.across, "across sources"),
    _Count("automation", lambda arm: arm.removed.automation),
    _Count("other", lambda arm: arm.removed.other),
    _Count("screened", lambda arm: arm.screened),
    _Count("excluded", lambda arm: arm.excluded.total),
    _Count("excluded", lambda arm: arm.excluded.human, "by people", "human"),
    _Count("excluded", lambda arm: arm.excluded.automation, "by automation tools", "automation"),
    _Count("sought", lambda arm: arm.sought),
    _Count("not-retrieved", lambda arm: arm.not_retrieved),
    _Count("assessed", lambda arm: arm.assessed),
    _Count("excluded-report", lambda arm: arm.excluded_reports.total),
)
_INCLUDED = (
    _Count("included", lambda arm: arm.included.reports),
    _Count("studies", lambda arm: arm.included.studies),
)


def heads(p: Prisma) -> list[str]:
    return [ARMS[name].capitalize() for name in p.arms] if p.other else ["Number"]


def rows(p: Prisma) -> list[Row]:
    """From top to bottom; what is nought for awaiting is left out, as nothing waits there."""
    return [*_identified(p), *(_row(p, of) for of in _REMOVED), *_reasons(p),
            *(_row(p, of) for of in _INCLUDED), *_awaiting(p)]  # fmt: skip


def _row(p: Prisma, of: _Count) -> Row:
    numbers = tuple(
        (of.of(arm), link(of.count, arm=name, **of.where)) for name, arm in p.arms.items()
    )
    return Row(of.label or COUNTS[of.count], numbers, part=of.label is not None)


def _identified(p: Prisma) -> Iterator[Row]:
    yield _row(p, _Count("identified", lambda arm: arm.identified))
    named = {"database": p.identified.databases, "register": p.identified.registers,
             "other": p.identified.other}  # fmt: skip
    for kind, sources in named.items():
        for name, n in sources.items():
            mine = (n, link("identified", source=name, kind=kind))
            place = "other" if kind == "other" else "databases"
            numbers = tuple(mine if arm == place else (None, "") for arm in p.arms)
            yield Row(f"{name} ({KINDS[kind]})", numbers, part=True)


def _reasons(p: Prisma) -> Iterator[Row]:
    """Primary reasons of the reports excluded; one that an arm does not have is nought there."""
    found = {name: arm.excluded_reports.reasons or () for name, arm in p.arms.items()}
    labels = {reason.id: reason.label for of in found.values() for reason in of}
    for reason, label in labels.items():
        numbers = tuple(
            (
                sum(r.n for r in of if r.id == reason),
                link("excluded-report", arm=arm, reason=reason),
            )
            for arm, of in found.items()
        )
        yield Row(label, numbers, part=True)


def _awaiting(p: Prisma) -> Iterator[Row]:
    for stage, n in p.awaiting.items():
        if n:
            box = f"awaiting-{stage}"
            numbers = tuple(
                (arm.awaiting[stage], link(box, arm=name)) for name, arm in p.arms.items()
            )
            yield Row(COUNTS[box], numbers)
