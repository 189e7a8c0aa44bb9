"""What people decided of reports, as the stages after it read it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from litsieve import schema

AGREED, SINGLE = "agreed", "single"
DISAGREEMENT, STALE, DIFFERENT = "disagreement", "stale ruling", "rulings differ"
#: Of `how` while a stage is open: what only a ruling can settle.
NEEDS_RULING = (DISAGREEMENT, STALE, DIFFERENT)


@dataclass(frozen=True)
class Problem:
    """What a person should know of decisions: a stable kind, and the words with file and line.

    The words never tell what was voted: a stage may still be open, and blind.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Decision:
    """What people made of a report at a stage: a row of schema.DECISION.

    `leaning`: while it is open, what all votes so far say alike, `maybe` folded; else None.
    """

    cluster_id: str
    stage: str
    decision: str | None
    how: str
    people: tuple[str, ...]
    votes: int
    reasons: tuple[str, ...] = ()
    at: str = ""
    note: str = ""
    leaning: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether votes or a ruling are wanted."""
        return self.decision is None


@dataclass(frozen=True)
class Resolved:
    """All decisions, by report in the order of the flow, and the problems."""

    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]

    def by_report(self) -> dict[str, dict[str, Decision]]:
        """Decisions by cluster_id and stage."""
        found: dict[str, dict[str, Decision]] = {}
        for decision in self.decisions:
            found.setdefault(decision.cluster_id, {})[decision.stage] = decision
        return found

    def table(self) -> pd.DataFrame:
        """The same as schema.DECISION."""
        rows = [
            vars(d) | {"people": "; ".join(d.people), "reasons": "; ".join(d.reasons)}
            for d in self.decisions
        ]
        frame = pd.DataFrame(rows, columns=schema.names(schema.DECISION), dtype=object)
        return schema.conform(frame, schema.DECISION)
