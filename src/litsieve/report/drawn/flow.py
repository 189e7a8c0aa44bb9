"""A flow that someone drew, in memory: every number may be missing, and missing is not nought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from litsieve.check_codes import CODES, Level
from litsieve.errors import Where

if TYPE_CHECKING:
    from litsieve.report.drawn.sheet import Sheet


@dataclass(frozen=True)
class Listed:
    """What one box lists, by name, and the total that it may state.

    `parts` is None where the box lists nothing; a part is None where its number is not known. A box
    that lists anything lists all that it holds: what it does not name is not in it.
    """

    total: int | None = None
    parts: tuple[tuple[str, int | None], ...] | None = None

    @property
    def given(self) -> bool:
        return self.total is not None or self.parts is not None

    @property
    def numbers(self) -> list[int | None]:
        """The parts, or the total where there are none; [None] where nothing is known."""
        return [self.total] if self.parts is None else [n for _, n in self.parts]

    @property
    def sum(self) -> int | None:
        """The sum of the parts; None if there are none or one of them is not known."""
        known = [n for _, n in self.parts or () if n is not None]
        return None if self.parts is None or len(known) < len(self.parts) else sum(known)

    @property
    def n(self) -> int | None:
        """The total as stated, else the sum of the parts."""
        return self.sum if self.total is None else self.total

    def of(self, name: str) -> int | None:
        """The number of one part; None if it is not listed or not known."""
        return dict(self.parts or ()).get(name)


NOTHING = Listed()


@dataclass(frozen=True)
class Pair:
    """How many studies, and how many reports of them."""

    studies: int | None = None
    reports: int | None = None


@dataclass(frozen=True)
class DrawnArm:
    """One column of the flow. `sources`: kind (databases, registers, other) → what was found.

    `removed` and `excluded` are of records, `excluded_reports` of reports; `awaiting` are those
    that wait, by stage; None where it is not known how many.
    """

    sources: Mapping[str, Listed] = field(default_factory=dict)
    removed: Listed = NOTHING
    screened: int | None = None
    excluded: Listed = NOTHING
    sought: int | None = None
    not_retrieved: int | None = None
    assessed: int | None = None
    excluded_reports: Listed = NOTHING
    awaiting: Mapping[str, int | None] = field(default_factory=dict)

    @property
    def identified(self) -> int | None:
        """Records of all the kinds of sources that are given; None if one is not known."""
        found = [listed.n for listed in self.sources.values() if listed.given]
        known = [n for n in found if n is not None]
        return sum(known) if found and len(known) == len(found) else None

    def waits(self, stage: str) -> list[int | None]:
        """How many wait at a stage, as a list: empty where nobody does."""
        n = self.awaiting.get(stage, 0)
        return [] if n == 0 else [n]


@dataclass(frozen=True)
class Finding:
    """Something to know about a flow: a code of `CODES`, the numbers, and where they stand."""

    code: str
    text: str
    where: Where
    expected: int | None = None
    found: int | None = None
    flow: str | None = None
    stands: Level | None = None  # where it matters less or more than the code does as a rule

    @property
    def level(self) -> Level:
        return self.stands or CODES[self.code].level


@dataclass(frozen=True)
class Drawn:
    """A whole flow. `identified` is the total of both arms, where it is stated.

    `where` is where the flow starts; `places` leads from a number (`databases.screened`) to the
    line on which it stands. `notes` is what reading it has found. `sheet` is the template that it
    was read from, so that it can be written back as it was.
    """

    where: Where
    name: str | None = None
    databases: DrawnArm = DrawnArm()
    other: DrawnArm | None = None
    identified: int | None = None
    previous: Pair = Pair()
    new: Pair = Pair()
    total: Pair = Pair()
    pooled: Pair = Pair()
    places: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Finding, ...] = ()
    sheet: Sheet | None = None

    @property
    def arms(self) -> dict[str, DrawnArm]:
        return {"databases": self.databases, **({"other": self.other} if self.other else {})}

    @property
    def pairs(self) -> dict[str, Pair]:
        """Studies and their reports, by what they are called in a sentence."""
        return {
            "previous": self.previous,
            "new": self.new,
            "total": self.total,
            "pooled": self.pooled,
        }

    def place(self, *paths: str) -> Where:
        """The line of the first of these numbers that stands anywhere, else that of the flow."""
        lines = [self.places[path] for path in paths if path in self.places]
        return Where(self.where.file, lines[0]) if lines else self.where
