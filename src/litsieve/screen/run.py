"""All reports through all rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve import schema
from litsieve.screen.conditions import Reports
from litsieve.screen.kleene import NAMES
from litsieve.screen.verdicts import Verdict, hits, judge

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria

#: Reports that are held as an index of their words at one time: bounds the memory.
CHUNK = 10_000
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Screened:
    """`verdicts`: schema.VERDICT by cluster_id; `answers`: schema.ANSWER by cluster_id and rule."""

    verdicts: pd.DataFrame
    answers: pd.DataFrame


def screen(reports: pd.DataFrame, criteria: Criteria, progress: Progress | None = None) -> Screened:
    """Judge every report. `reports`: schema.RECORD, where record_id is the cluster's id.

    The result does not depend on the order of the rows. `progress` is told how many are done.
    """
    reports = reports.sort_values("record_id", kind="stable", ignore_index=True)
    grid = answer_grid(reports, criteria, progress)
    clusters = reports["record_id"]
    status = reports.get("fulltext_status", pd.Series(pd.NA, index=reports.index))
    verdicts = _verdicts(clusters, grid, status.notna().to_numpy(), criteria)
    return Screened(verdicts, _answers(clusters, grid, criteria))


def answer_grid(
    reports: pd.DataFrame, criteria: Criteria, progress: Progress | None = None
) -> npt.NDArray[np.int8]:
    """One row a report, one column a rule: 0 false, 1 unknown, 2 true."""
    done: list[npt.NDArray[np.int8]] = []
    for start in range(0, len(reports), CHUNK):
        part = reports.iloc[start : start + CHUNK]
        ready = Reports.of(part, criteria.lists, criteria.folding)
        done.append(np.stack([ready.answers(rule.condition) for rule in criteria.rules], axis=1))
        if progress:
            progress("screen", min(start + CHUNK, len(reports)), len(reports))
    if not done:
        return np.empty((0, len(criteria.rules)), dtype=np.int8)
    return np.concatenate(done)


def _verdicts(
    clusters: pd.Series[str],
    grid: npt.NDArray[np.int8],
    sought: npt.NDArray[np.bool_],
    criteria: Criteria,
) -> pd.DataFrame:
    """Reports with the same answers share a verdict, so each pattern is judged once."""
    patterns, which = np.unique(np.column_stack([grid, sought]), axis=0, return_inverse=True)
    judged = [_row(judge(p[:-1].tolist(), criteria, bool(p[-1]))) for p in patterns]
    columns = schema.names(schema.VERDICT)[1:]
    table = pd.DataFrame(judged, columns=columns, dtype="object").iloc[which.ravel()]
    table.insert(0, "cluster_id", clusters.to_numpy())
    return schema.conform(table, schema.VERDICT)


def _row(verdict: Verdict) -> tuple[str | None, ...]:
    return (
        verdict.verdict,
        verdict.stage,
        None if verdict.verdict == "awaiting" else "automation",
        verdict.primary_reason,
        "; ".join(verdict.reasons) or None,
        "; ".join(verdict.rules) or None,
    )


def _answers(
    clusters: pd.Series[str], grid: npt.NDArray[np.int8], criteria: Criteria
) -> pd.DataFrame:
    rules = criteria.rules
    hit = np.array([[hits(rule, answer) for answer in range(3)] for rule in rules])
    table = {
        "cluster_id": np.repeat(clusters.to_numpy(), len(rules)),
        "rule": np.tile(np.array([rule.id for rule in rules], dtype=object), len(clusters)),
        "answer": np.array(NAMES, dtype=object)[grid.ravel()],
        "hit": hit[np.tile(np.arange(len(rules)), len(clusters)), grid.ravel()],
    }
    return schema.conform(pd.DataFrame(table), schema.ANSWER)
