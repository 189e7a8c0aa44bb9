"""Criteria measured against people's labels: what they keep, what they lose, which rule loses it.

Two views: what excludes by itself, as the actions are; and what would be excluded if a person
followed every suggestion. An unknown answer excludes in neither: the report waits for a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve.screen.kleene import UNKNOWN
from litsieve.screen.rates import Rate
from litsieve.screen.verdicts import EXCLUDED, Judge, hits, stage_of

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria, Rule

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class View:
    """One way to act on the rules. Counts are of labelled reports.

    `waiting`: reports that are kept although the answer of a rule that may exclude is unknown.
    `lost`: ids of the reports that people included and the rules exclude.
    """

    reports: int
    included: int
    kept: int
    kept_included: int
    waiting: int
    waiting_included: int
    lost: tuple[str, ...]

    @property
    def recall(self) -> Rate:
        """Of what people included, what is kept."""
        return Rate(self.kept_included, self.included)

    @property
    def specificity(self) -> Rate:
        """Of what people excluded, what is excluded."""
        others = self.reports - self.included
        return Rate(others - (self.kept - self.kept_included), others)

    @property
    def precision(self) -> Rate:
        """Of what is kept, what people included."""
        return Rate(self.kept_included, self.kept)

    @property
    def remaining(self) -> Rate:
        """What is not excluded: included, or waiting for a person."""
        return Rate(self.kept, self.reports)


@dataclass(frozen=True)
class RuleEffect:
    """A rule by itself: what it hits, and the included studies that it alone would lose.

    `excludes`: whether it acts on a hit; else it suggests. `asked`: how many reports it may settle:
    not those whose full text nobody has sought, for a rule of that stage.
    """

    rule: str
    kind: str
    excludes: bool
    asked: int
    hits: int
    unknown: int
    lost: tuple[str, ...]
    recall: Rate
    specificity: Rate


@dataclass(frozen=True)
class Evaluation:
    """Both views, and every rule in the order of the file."""

    by_itself: View
    if_followed: View
    rules: tuple[RuleEffect, ...]


def evaluate(
    answers: pd.DataFrame, labels: pd.Series[bool], sought: Flags, criteria: Criteria
) -> Evaluation:
    """Compare the rules with the labels (true: included).

    `answers`: a column rule:ID for each rule, 0 false, 1 unknown, 2 true, by report; `labels` and
    `sought` (whether it is known what became of the full text) in the same order.
    """
    grid = answers[[f"rule:{rule.id}" for rule in criteria.rules]].to_numpy(np.int8)
    truth = labels.to_numpy(bool)
    ids = np.array(answers.index, dtype=object)
    followed = tuple(replace(rule, action="exclude") for rule in criteria.rules)
    return Evaluation(
        _view(grid, truth, sought, ids, criteria),
        _view(grid, truth, sought, ids, replace(criteria, rules=followed)),
        tuple(
            _effect(rule, grid[:, i], truth, ids, _asked(rule, sought, criteria))
            for i, rule in enumerate(criteria.rules)
        ),
    )


def _view(
    grid: npt.NDArray[np.int8], truth: Flags, sought: Flags, ids: npt.NDArray[np.object_],
    criteria: Criteria,
) -> View:  # fmt: skip
    kept = ~_excluded(grid, sought, criteria)
    unknown = np.zeros(len(grid), dtype=bool)
    for i, rule in enumerate(criteria.rules):
        if rule.action == "exclude":
            unknown |= (grid[:, i] == UNKNOWN) & _asked(rule, sought, criteria)
    waiting = kept & unknown
    return View(
        len(truth), int(truth.sum()), int(kept.sum()), int((kept & truth).sum()),
        int(waiting.sum()), int((waiting & truth).sum()), tuple(ids[~kept & truth]),
    )  # fmt: skip


def _excluded(grid: npt.NDArray[np.int8], sought: Flags, criteria: Criteria) -> Flags:
    """Which reports the verdict excludes; each pattern of answers is judged once."""
    if not len(grid):
        return np.zeros(0, dtype=bool)
    patterns, which = np.unique(np.column_stack([grid, sought]), axis=0, return_inverse=True)
    judge = Judge(criteria)
    judged = [judge(p[:-1].tolist(), bool(p[-1])).verdict for p in patterns]
    return np.array([verdict == EXCLUDED for verdict in judged])[which.ravel()]


def _asked(rule: Rule, sought: Flags, criteria: Criteria) -> Flags:
    """Of which reports the rule may settle anything."""
    stage = stage_of(rule, criteria.stages)
    return sought if stage == "full-text" else np.full(len(sought), stage is not None)


def _effect(
    rule: Rule, answers: npt.NDArray[np.int8], truth: Flags, ids: npt.NDArray[np.object_],
    asked: Flags,
) -> RuleEffect:  # fmt: skip
    hit = np.isin(answers, [answer for answer in range(3) if hits(rule, answer)]) & asked
    included = int(truth.sum())
    lost = hit & truth
    return RuleEffect(
        rule.id, rule.kind, rule.action == "exclude", int(asked.sum()), int(hit.sum()),
        int(((answers == UNKNOWN) & asked).sum()), tuple(ids[lost]),
        Rate(included - int(lost.sum()), included),
        Rate(int((hit & ~truth).sum()), len(truth) - included),
    )  # fmt: skip
