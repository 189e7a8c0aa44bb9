"""De-duplication: normalise → block → compare → decide → cluster → merge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve import schema
from litsieve.config.dedupe import DedupeSettings
from litsieve.dedupe.block import Progress, candidates
from litsieve.dedupe.cluster import inner_pairs, partition
from litsieve.dedupe.compare import Evidence, compare, join, promising
from litsieve.dedupe.decide import (
    ANSWERS,
    DISTINCT,
    LINKED,
    MERGE,
    REVIEW,
    RULES,
    Decisions,
    decide,
)  # fmt: skip
from litsieve.dedupe.explain import why
from litsieve.dedupe.merge import merged_fields, merged_reports, survivors
from litsieve.dedupe.normalise import Codes, Flags, Forms, normalise

__all__ = ["DedupeSettings", "Deduped", "dedupe", "explain_pair", "merged_reports"]

#: Pairs that are compared at a time.
CHUNK = 250_000
#: A distinct pair with this score or more was near enough to be worth an explanation.
NEAR = 0.1
_KEPT_APART = "kept apart by another record"
_THROUGH_OTHERS = "joined through another record"


@dataclass(frozen=True)
class Deduped:
    """clusters (schema.CLUSTER), pairs (schema.PAIR) and merged (schema.MERGED), each sorted."""

    clusters: pd.DataFrame
    pairs: pd.DataFrame
    merged: pd.DataFrame


def dedupe(
    records: pd.DataFrame, settings: DedupeSettings, progress: Progress | None = None
) -> Deduped:
    """Which of `records` (schema.RECORD, unique record_id) are copies of one report, and why.

    The result does not depend on the order of rows. `progress` is called with a label, the steps
    done and their total.
    """
    if records.empty:
        return Deduped(*(schema.empty(t) for t in (schema.CLUSTER, schema.PAIR, schema.MERGED)))
    rows = records.sort_values("record_id", kind="stable").reset_index(drop=True)
    forms = normalise(rows)
    evidence = _compared(forms, *candidates(forms, progress), progress)
    while True:
        decisions = decide(forms, evidence, settings)
        labels, refused = _clustered(forms, evidence, decisions)
        unseen = _unseen(forms, evidence, labels)
        if not len(unseen[0]):
            break
        # Records that only a chain has brought together must be held against each other, too.
        evidence = join([evidence, compare(forms, *unseen)])
    members = survivors(rows, labels, settings.source_priority)
    study = _studies(evidence, decisions, labels)
    clusters = members.assign(study_id=_first_report(rows, members, study))
    return Deduped(
        schema.conform(clusters.drop(columns="rank"), schema.CLUSTER),
        _pairs(forms, evidence, decisions, labels, refused),
        merged_fields(rows, members),
    )


def explain_pair(a: pd.Series, b: pd.Series) -> str:
    """The words that `pairs.why` has, or would have, for two rows of schema.RECORD.

    Seen alone, two records do not tell whether their title recurs or their DOI is shared by many.
    """
    rows = pd.DataFrame([a, b], columns=schema.names(schema.RECORD))
    rows["record_id"] = ["a", "b"]
    forms = normalise(schema.conform(rows, schema.RECORD))
    pair = np.array([0], dtype=np.int64), np.array([1], dtype=np.int64)
    return why(forms, compare(forms, *pair))[0]


def _compared(forms: Forms, a: Codes, b: Codes, progress: Progress | None) -> Evidence:
    chunks = [compare(forms, a[:0], b[:0])]
    for start in range(0, len(a), CHUNK):
        x, y = a[start : start + CHUNK], b[start : start + CHUNK]
        worth = promising(forms, x, y)
        chunks.append(compare(forms, x[worth], y[worth]))
        if progress:
            progress("comparing", min(start + CHUNK, len(a)), len(a))
    return join(chunks)


def _clustered(forms: Forms, evidence: Evidence, decisions: Decisions) -> tuple[Codes, Flags]:
    """The cluster of every position; which pairs were to be merged but are kept apart."""
    settled = np.isin(decisions.rule, (RULES.index("identical record"), RULES.index("same id")))
    twins = forms.twin_of[evidence.a] == forms.twin_of[evidence.b]
    # The surest first: a doubtful edge must not take the place of a certain one.
    order = np.lexsort((evidence.b, evidence.a, -decisions.score, ~settled, ~twins))
    order = order[decisions.answer[order] == MERGE]
    apart = decisions.apart
    labels, refused = partition(
        len(forms),
        (evidence.a[order], evidence.b[order]),
        (evidence.a[apart], evidence.b[apart]),
    )
    out = np.zeros(len(evidence), dtype=bool)
    out[order[refused]] = True
    return labels, out


def _unseen(forms: Forms, evidence: Evidence, labels: Codes) -> tuple[Codes, Codes]:
    """Pairs of one cluster, twins aside, that nobody has compared yet."""
    firsts = np.unique(forms.twin_of)
    a, b = inner_pairs(labels, firsts)
    size = np.int64(len(forms))
    new = np.setdiff1d(a * size + b, evidence.a * size + evidence.b)
    return new // size, new % size


def _studies(evidence: Evidence, decisions: Decisions, labels: Codes) -> Codes:
    """Clusters whose records are linked are reports of one study, unless vetoes say otherwise."""
    own = np.arange(len(labels), dtype=np.int64)
    linked = np.flatnonzero(decisions.answer == LINKED)
    linked = linked[np.argsort(-decisions.score[linked], kind="stable")]
    apart = decisions.apart & (decisions.answer != LINKED)
    study, _ = partition(
        len(labels),
        (np.concatenate([labels, evidence.a[linked]]), np.concatenate([own, evidence.b[linked]])),
        (evidence.a[apart], evidence.b[apart]),
    )
    return study


def _first_report(
    rows: pd.DataFrame, members: pd.DataFrame, study: Codes
) -> npt.NDArray[np.object_]:
    """For every record the cluster_id of its study's earliest report."""
    frame = pd.DataFrame({
        "study": study, "rank": members["rank"],
        "year": rows["year"].fillna(9999), "cluster_id": members["cluster_id"],
    })  # fmt: skip
    heads = frame[frame["rank"] == 0].sort_values(["study", "year", "cluster_id"])
    first = heads.drop_duplicates("study").set_index("study")["cluster_id"]
    return frame["study"].map(first).to_numpy(dtype=object)


def _pairs(
    forms: Forms, evidence: Evidence, decisions: Decisions, labels: Codes, refused: Flags
) -> pd.DataFrame:
    """schema.PAIR of all pairs that were merged, linked, left to a person, or nearly so."""
    answer = decisions.answer.copy()
    rule = np.array(RULES, dtype=object)[decisions.rule]
    together = labels[evidence.a] == labels[evidence.b]
    joined = together & (answer == REVIEW)
    answer[joined], rule[joined] = MERGE, _THROUGH_OTHERS
    answer[refused], rule[refused] = REVIEW, _KEPT_APART
    keep = np.flatnonzero((answer != DISTINCT) | (decisions.score >= NEAR))
    table = pd.DataFrame({
        "a": forms.ids[evidence.a[keep]],
        "b": forms.ids[evidence.b[keep]],
        "answer": np.array(ANSWERS, dtype=object)[answer[keep]],
        "score": decisions.score[keep].round(6),
        "rule": rule[keep],
        "why": why(forms, evidence.take(keep)),
    })  # fmt: skip
    return schema.conform(table.sort_values(["a", "b"], kind="stable"), schema.PAIR)
