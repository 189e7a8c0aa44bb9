"""Reports, criteria and decisions of a review → the verdict on every report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from litsieve.parallel import workers
from litsieve.people import resolved
from litsieve.pipeline import (
    Counts,
    Progress,
    defect,
    outputs_digest,
    usable,
    version_or_none,
)
from litsieve.screen.conditions import FieldTest, leaves
from litsieve.screen.decided import NEEDS_RULING, Problem
from litsieve.screen.run import answered, columns_asked, verdicts_of
from litsieve.screen.settle import CONTRADICTION, full_texts, settle, stages_carried_out
from litsieve.store import digest
from litsieve.work import load, load_answers, load_protocol, report_parts

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria
    from litsieve.project import Project


class Judged(NamedTuple):
    """What `screen` would write, and what it would say.

    `verdicts`: of rules and people; `by_rules`: of rules alone; both schema.VERDICT, rows as in
    `answers`, schema.answer_table. `decisions`: schema.DECISION. `stages`: those carried out.
    `rests_on`: a digest of all that the answers are made of.
    """

    verdicts: pd.DataFrame
    by_rules: pd.DataFrame
    answers: pd.DataFrame
    decisions: pd.DataFrame
    stages: tuple[str, ...]
    problems: tuple[Problem, ...]
    rests_on: str


def judge(project: Project, criteria: Criteria, progress: Progress | None) -> Judged:
    """All reports judged by rules and people; texts are never held whole.

    The answers of the last run are taken if nothing that they rest on has changed since.
    """
    clusters = load(project, "dedupe", "clusters", "record_id", "cluster_id")
    said = resolved(project, criteria, clusters)
    texts = full_texts(said)
    rests_on = _rests_on(project, criteria, texts)
    answers = _answered_before(project, rests_on)
    if answers is None:
        answers = _ask(project, criteria, clusters, texts, progress)
    sought = answers["cluster_id"].isin(texts).to_numpy(bool)
    by_rules = verdicts_of(answers, sought, criteria, workers())
    verdicts, contradictions = settle(by_rules, answers, said, criteria)
    return Judged(
        verdicts, by_rules, answers, said.table(), stages_carried_out(criteria, said.decisions),
        (*said.problems, *contradictions), rests_on,
    )  # fmt: skip


def _ask(
    project: Project, criteria: Criteria, clusters: pd.DataFrame, texts: Mapping[str, str],
    progress: Progress | None,
) -> pd.DataFrame:  # fmt: skip
    """The answers of every report to every question; `texts`: fulltext_status by report."""
    expected = clusters["cluster_id"].drop_duplicates().sort_values(ignore_index=True)
    parts = report_parts(project, clusters, columns_asked(criteria.questions().values()))
    if texts:
        parts = (p.assign(fulltext_status=p["record_id"].map(texts)) for p in parts)
    answers, _ = answered(parts, criteria, len(expected), progress, workers())
    if not answers["cluster_id"].equals(expected):
        raise defect("screen: not every report has one verdict")
    return answers


def _rests_on(project: Project, criteria: Criteria, texts: Mapping[str, str]) -> str:
    """A digest of all that the answers of the criteria are made of."""
    tests = (leaf for asked in criteria.questions().values() for leaf in leaves(asked))
    fields = {leaf.field for leaf in tests if isinstance(leaf, FieldTest)}
    return digest(
        [
            criteria.document.text,
            [outputs_digest(project, stage) for stage in ("ingest", "dedupe")],
            version_or_none("py3langid") if criteria.detects else None,
            dict(texts) if "fulltext_status" in fields else None,
        ]
    )


def _answered_before(project: Project, rests_on: str) -> pd.DataFrame | None:
    """The answers of the last run, if they rest on the same."""
    said = load_protocol(project)
    if said.get("answers") != rests_on or not usable(project, "screen"):
        return None
    return load_answers(project)


def verdict_counts(verdicts: pd.DataFrame) -> Counts:
    """How many reports are included, excluded, awaiting."""
    counts = verdicts["verdict"].value_counts()
    return {name: int(counts.get(name, 0)) for name in ("included", "excluded", "awaiting")}


def screen_counts(found: Judged) -> Counts:
    """The same; of people what is waited for, and problems, if anyone said anything."""
    counts = verdict_counts(found.verdicts)
    if found.decisions.empty and not found.problems:
        return counts
    problems = [asdict(problem) for problem in found.problems]
    return counts | {"people": {"waiting": _waiting(found.verdicts), "problems": problems}}


def _waiting(verdicts: pd.DataFrame) -> Counts:
    """What the reports that wait, wait for."""
    open_ = verdicts[verdicts["verdict"] == "awaiting"]
    text = open_["stage"] == "retrieval"
    ruling = open_["waiting"].isin(NEEDS_RULING)
    contradiction = open_["waiting"] == CONTRADICTION
    return {
        "vote": int((~text & ~ruling & ~contradiction).sum()),
        "ruling": int(ruling.sum()),
        "full_text": int(text.sum()),
        "contradiction": int(contradiction.sum()),
    }
