"""What each rule does to the corpus: how often it answers what, alone and together with others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve.screen.kleene import FALSE, TRUE, UNKNOWN
from litsieve.screen.verdicts import EXCLUDED, hits, stage_of

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria, Rule

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class QuestionCount:
    """A question of the criteria, by its name (rule:ID …), and its answers."""

    question: str
    true: int
    unknown: int
    false: int


@dataclass(frozen=True)
class RuleCount:
    """A rule's answers and hits. `alone`: hits of an asked rule that no other asked rule hits.

    `stage`: the first at which it is asked in this run, None if at none. `decides`: reports that it
    excludes at that stage, perhaps with others. `primary`: those of them of which its reason is the
    primary one.
    """

    rule: str
    kind: str
    action: str
    reason: str
    stage: str | None
    true: int
    unknown: int
    false: int
    hits: int
    alone: int
    decides: int
    primary: int


@dataclass(frozen=True)
class Overlap:
    """Two rules, in the order of the file, and how many reports both hit."""

    a: str
    b: str
    both: int


def count_rules(
    answers: pd.DataFrame, verdicts: pd.DataFrame, criteria: Criteria
) -> list[RuleCount]:
    """Every rule, in the order of the file.

    `answers`: a column rule:ID each, 0 false, 1 unknown, 2 true; `verdicts`: schema.VERDICT; both
    one row a report, in the same order.
    """
    hit = hit_columns(answers, criteria)
    asked = _asked(criteria)
    single = hit[:, asked].sum(axis=1) == 1
    excluded = (verdicts["verdict"] == EXCLUDED).to_numpy(bool)
    at = verdicts["stage"].to_numpy(object)
    primary = verdicts["primary_reason"].to_numpy(object)
    found = []
    for i, rule in enumerate(criteria.rules):
        stage = stage_of(rule, criteria.stages)
        decides = hit[:, i] & excluded & (at == stage) & (rule.action == "exclude")
        count = _count(f"rule:{rule.id}", answers)
        found.append(RuleCount(
            rule.id, rule.kind, rule.action, rule.reason, stage,
            count.true, count.unknown, count.false,
            int(hit[:, i].sum()), int((hit[:, i] & single).sum()) if asked[i] else 0,
            int(decides.sum()), int((decides & (primary == rule.reason)).sum()),
        ))  # fmt: skip
    return found


def hit_columns(answers: pd.DataFrame, criteria: Criteria) -> Flags:
    """Which reports each rule hits: one column a rule."""
    columns = [
        hit_of(rule, answers[f"rule:{rule.id}"].to_numpy(np.int8)) for rule in criteria.rules
    ]
    return np.column_stack(columns) if columns else np.zeros((len(answers), 0), dtype=bool)


def _asked(criteria: Criteria) -> Flags:
    """Which rules are asked at a stage that this run carries out."""
    asked = [stage_of(rule, criteria.stages) is not None for rule in criteria.rules]
    return np.array(asked, dtype=bool)


def hit_of(rule: Rule, answers: npt.NDArray[np.int8]) -> Flags:
    """Where a rule with these answers hits."""
    table = np.array([hits(rule, answer) for answer in (FALSE, UNKNOWN, TRUE)])
    return np.asarray(table[answers], dtype=bool)


def overlaps(answers: pd.DataFrame, criteria: Criteria) -> list[Overlap]:
    """Pairs of rules that are asked and hit the same reports, those that share most first."""
    hit = hit_columns(answers, criteria).astype(np.int64)
    both = hit.T @ hit
    names = [rule.id for rule in criteria.rules]
    asked = _asked(criteria)
    pairs = [
        Overlap(names[i], names[j], int(both[i, j]))
        for i in range(len(names))
        for j in range(i + 1, len(names))
        if both[i, j] and asked[i] and asked[j]
    ]
    return sorted(pairs, key=lambda pair: (-pair.both, names.index(pair.a), names.index(pair.b)))


def count_questions(
    answers: pd.DataFrame, names: Sequence[str], without: str = "rule:"
) -> list[QuestionCount]:
    """The questions of these names, those that begin with `without` left out."""
    return [_count(name, answers) for name in names if not name.startswith(without)]


def _count(name: str, answers: pd.DataFrame) -> QuestionCount:
    counts = np.bincount(answers[name].to_numpy(np.int8), minlength=3)
    return QuestionCount(name, int(counts[TRUE]), int(counts[UNKNOWN]), int(counts[FALSE]))
