"""All reports through all conditions, chunk by chunk, in as many processes as there may be.

What is held of a report once it is answered is one byte a condition: texts come and go. Neither the
size of the chunks nor their order nor the number of processes shows in the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve import schema
from litsieve.parallel import spread
from litsieve.screen.conditions import (
    STAND_IN,
    Condition,
    FieldTest,
    Reports,
    leaves,
    vocabulary_of,
)
from litsieve.screen.labels import priorities
from litsieve.screen.query.tree import Node
from litsieve.screen.query.vocabulary import Vocabulary
from litsieve.screen.verdicts import Judge, Verdict
from litsieve.screen.words import Folding

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria

#: Reports whose words are held at one time: bounds the memory.
CHUNK = 8_000
Progress = Callable[[str, int, int], None]
#: One row a report, one column a condition: 0 false, 1 unknown, 2 true.
Grid = npt.NDArray[np.int8]
#: Answers that 63 bits hold beside the number of a pattern (3 ** 26 < 2 ** 42).
_PACKED = 26


@dataclass(frozen=True)
class Screened:
    """`verdicts`: schema.VERDICT; `answers`: schema.answer_table; both by cluster_id."""

    verdicts: pd.DataFrame
    answers: pd.DataFrame


class Answered(NamedTuple):
    """The answers of some reports to conditions; `sought` and `grid` in the order of `clusters`.

    `sought`: of which reports it is known what became of the full text.
    """

    clusters: pd.Series[str]
    sought: npt.NDArray[np.bool_]
    grid: Grid


def screen(reports: pd.DataFrame, criteria: Criteria, progress: Progress | None = None) -> Screened:
    """Judge every report. `reports`: schema.RECORD, where record_id is the cluster's id.

    The result does not depend on the order of the rows. `progress` is told how many are done.
    """
    answers, sought = answered(chunks(reports), criteria, len(reports), progress)
    return Screened(verdicts_of(answers, sought, criteria), answers)


def answered(
    parts: Iterable[pd.DataFrame],
    criteria: Criteria,
    total: int,
    progress: Progress | None = None,
    processes: int = 1,
) -> tuple[pd.DataFrame, npt.NDArray[np.bool_]]:
    """The answers of `total` reports to every question, schema.answer_table, by cluster_id.

    And of which reports, in their order, it is known what became of the full text. The parts may
    lack columns that nobody asks for.
    """
    questions = criteria.questions()
    conditions, lists, folding = tuple(questions.values()), criteria.lists, criteria.folding
    words = vocabulary_of(conditions, lists, folding)
    done = 0
    found = [_nobody(len(conditions))]
    for part in spread(_Questions(conditions, lists, folding, words), parts, processes):
        found.append(part)
        done += len(part.sought)
        if progress:
            progress("screen", done, total)
    clusters = pd.concat([part.clusters for part in found], ignore_index=True)
    order = clusters.argsort(kind="stable").to_numpy()
    answers = pd.DataFrame(
        np.concatenate([part.grid for part in found])[order], columns=list(questions)
    )
    answers.insert(0, "cluster_id", clusters.iloc[order].reset_index(drop=True))
    sought = np.concatenate([part.sought for part in found])[order]
    return schema.conform(answers, schema.answer_table(questions)), sought


def _nobody(conditions: int) -> Answered:
    clusters = pd.Series([], dtype=schema.TEXT)
    return Answered(clusters, np.empty(0, bool), np.empty((0, conditions), np.int8))


def verdicts_of(
    answers: pd.DataFrame, sought: npt.NDArray[np.bool_], criteria: Criteria, processes: int = 1
) -> pd.DataFrame:
    """What the rules make of answers that are known: schema.VERDICT, rows as in `answers`.

    `answers`: schema.answer_table; `sought`: of which reports, in their order, it is known what
    became of the full text.
    """
    rules = answers[[f"rule:{rule.id}" for rule in criteria.rules]].to_numpy(np.int8)
    verdicts = _verdicts(Answered(answers["cluster_id"], sought, rules), criteria, processes)
    verdicts["priority"] = priorities(answers, criteria)
    return schema.conform(verdicts, schema.VERDICT)


def chunks(reports: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The reports in parts of CHUNK rows."""
    for start in range(0, len(reports), CHUNK):
        yield reports.iloc[start : start + CHUNK]


def columns_asked(conditions: Iterable[Condition]) -> list[str]:
    """The columns of schema.RECORD that the answers to conditions depend on."""
    needed = {"record_id", "title", "abstract", "abstract_partial", "keywords"}
    for condition in conditions:
        for leaf in leaves(condition):
            if isinstance(leaf, FieldTest):
                needed |= {leaf.field, STAND_IN.get(leaf.field, leaf.field)}
    return [name for name in schema.names(schema.RECORD) if name in needed]


@dataclass(frozen=True)
class _Questions:
    """What a process does with each part: it asks all conditions."""

    conditions: tuple[Condition, ...]
    lists: Mapping[str, Node]
    folding: Folding
    words: Vocabulary

    def __call__(self, part: pd.DataFrame) -> Answered:
        ready = Reports.of(part, self.lists, self.folding, self.words)
        grid = np.empty((len(part), len(self.conditions)), dtype=np.int8)
        for column, condition in enumerate(self.conditions):
            grid[:, column] = ready.answers(condition)
        known = part.get("fulltext_status", pd.Series(pd.NA, index=part.index)).notna()
        clusters = part["record_id"].reset_index(drop=True)
        return Answered(clusters, known.to_numpy(bool), grid)


# -- verdicts -----------------------------------------------------------------------------


#: Of a verdict, what is not made of the answers to rules alone.
_LATER = ("people", "waiting", "priority")


def _verdicts(found: Answered, criteria: Criteria, processes: int) -> pd.DataFrame:
    """schema.VERDICT without priorities; of reports with the same answers one is judged."""
    which = _patterns(np.column_stack([found.grid, found.sought]))
    first = np.unique(which, return_index=True)[1]
    blocks = [
        (found.grid[rows].tolist(), found.sought[rows].tolist())
        for start in range(0, len(first), CHUNK)
        for rows in (first[start : start + CHUNK],)
    ]
    few = len(first) < CHUNK  # not worth a process
    judged = spread(partial(_judged, criteria), blocks, 1 if few else processes)
    columns = [name for name in schema.names(schema.VERDICT)[1:] if name not in _LATER]
    rows = [row for block in judged for row in block]
    table = pd.DataFrame(rows, columns=columns, dtype="object").iloc[which]
    table.insert(0, "cluster_id", found.clusters.to_numpy())
    return table.reset_index(drop=True)


def _judged(
    criteria: Criteria, block: tuple[list[list[int]], list[bool]]
) -> list[tuple[str | None, ...]]:
    """Rows of the verdicts for patterns of answers."""
    judge = Judge(criteria)
    return [_row(judge(answers, sought)) for answers, sought in zip(*block, strict=True)]


def _patterns(grid: Grid) -> npt.NDArray[np.int64]:
    """Rows that are alike have the same number; numbers count from 0."""
    number = np.zeros(len(grid), dtype=np.int64)
    for start in range(0, grid.shape[1], _PACKED):
        for column in grid[:, start : start + _PACKED].T:
            number = number * 3 + column
        number = pd.factorize(number)[0].astype(np.int64)
    return number


def _row(verdict: Verdict) -> tuple[str | None, ...]:
    return (
        verdict.verdict,
        verdict.stage,
        verdict.by,
        verdict.primary_reason,
        "; ".join(verdict.reasons) or None,
        "; ".join(verdict.rules) or None,
        "; ".join(verdict.suggested) or None,
        "; ".join(verdict.flags) or None,
    )
