"""A pair's evidence → merge, review, distinct or linked, and what settled it.

What people answered stands above all; then come the rules (see `rules`); where none holds, the
score decides (see `score`), by the two thresholds of the settings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from litsieve.config.dedupe import DedupeSettings
from litsieve.dedupe.compare import Evidence
from litsieve.dedupe.normalise import Flags, Forms
from litsieve.dedupe.rules import ANSWERS, DISTINCT, LINKED, MERGE, REVIEW, RULES, Sight
from litsieve.dedupe.score import LogOdds, score

__all__ = [
    "ANSWERS",
    "DISTINCT",
    "LINKED",
    "MERGE",
    "NAMES",
    "REVIEW",
    "SAID",
    "Decisions",
    "decide",
]

#: What people said of a pair; `decide` takes indexes into this.
SAID = ("", "same", "different", "disagreed", "contradictory")
_PEOPLE = (
    ("a person's answer", "same", MERGE),
    ("a person's answer", "different", DISTINCT),
    ("people disagree", "disagreed", REVIEW),
    ("contradictory answers", "contradictory", REVIEW),
)
#: The names of all that can settle a pair, "" for the score.
NAMES = ("", *dict.fromkeys(name for name, _, _ in _PEOPLE), *(rule.name for rule in RULES))

#: These also keep two records out of one cluster, whoever else is in it.
_VETO = (DISTINCT, LINKED)
#: A score under this keeps records apart too, even where others would chain them together.
APART_BELOW = 0.2


@dataclass(frozen=True)
class Decisions:
    """One row per pair: answer (index of ANSWERS), score, rule (index of NAMES, 0: the score)."""

    answer: npt.NDArray[np.int8]
    score: LogOdds
    rule: npt.NDArray[np.int8]

    @property
    def apart(self) -> Flags:
        """Which pairs must never be in one cluster."""
        vetoed = (self.rule > 0) & np.isin(self.answer, _VETO)
        return np.asarray(vetoed | (self.score < APART_BELOW) & (self.answer == DISTINCT))

    def by(self, *names: str) -> Flags:
        """Which pairs one of these rules settled."""
        return np.isin(self.rule, [NAMES.index(name) for name in names])


def decide(
    forms: Forms,
    evidence: Evidence,
    settings: DedupeSettings,
    said: npt.NDArray[np.int8] | None = None,
) -> Decisions:
    """The answer to every pair; `said` is what people answered (indexes of SAID)."""
    merge_at, review_at = settings.thresholds
    value = score(evidence)
    sight = Sight(forms, evidence, value, settings)
    cases = [(rule.name, rule.holds(sight), rule.settles(settings)) for rule in RULES]
    if said is not None:
        told = [(name, said == SAID.index(word), answer) for name, word, answer in _PEOPLE]
        cases = [*told, *cases]
    held = [flags for _, flags, _ in cases]
    by_score = np.select([value >= merge_at, value >= review_at], [MERGE, REVIEW])
    answer = np.select(held, [answer for _, _, answer in cases], by_score)
    rule = np.select(held, [NAMES.index(name) for name, _, _ in cases], 0)
    return Decisions(answer.astype(np.int8), value, rule.astype(np.int8))
