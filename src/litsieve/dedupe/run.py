"""The steps in a row: which records are copies of one report, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve import schema
from litsieve.config.dedupe import DedupeSettings
from litsieve.dedupe.block import Progress, candidates
from litsieve.dedupe.cluster import Clustering, clustered, inner_pairs, studies
from litsieve.dedupe.columns import distinct, give_back
from litsieve.dedupe.compare import Evidence, compare, promising
from litsieve.dedupe.decide import ANSWERS, DISTINCT, MERGE, NAMES, REVIEW, Decisions, decide
from litsieve.dedupe.explain import why
from litsieve.dedupe.known import (
    Known,
    Looked,
    among,
    fingerprints,
    joined,
    packed,
    recalled,
    remembered,
)
from litsieve.dedupe.merge import merged_fields, survivors
from litsieve.dedupe.normalise import Codes, Flags, Forms, normalise
from litsieve.dedupe.people import Said, said_of
from litsieve.dedupe.slim import filled, in_order, slim
from litsieve.parallel import spread

#: Pairs that are compared at a time.
CHUNK = 20_000
#: A distinct pair with this score or more was near enough to be worth an explanation.
NEAR = 0.1


@dataclass(frozen=True)
class Deduped:
    """What de-duplication found; every table is sorted.

    clusters (schema.CLUSTER), pairs (schema.PAIR), merged (schema.MERGED); known: what the next
    run need not compare again; compared: how many pairs were compared anew, and how many were
    known.
    """

    clusters: pd.DataFrame
    pairs: pd.DataFrame
    merged: pd.DataFrame
    known: Known
    compared: tuple[int, int]


def dedupe(
    records: pd.DataFrame,
    settings: DedupeSettings,
    progress: Progress | None = None,
    answers: pd.DataFrame | None = None,
    known: Known | None = None,
    processes: int = 1,
) -> Deduped:
    """Which of `records` (schema.RECORD, unique record_id) are copies of one report, and why.

    What `slim` makes of records does as well, and takes less room.
    `answers` (schema.ANSWERED) are people's, `known` what an earlier run left. The result depends
    neither on the order of rows, nor on what is known, nor on the number of `processes`.
    `progress` is called with a label, the steps done and their total.
    """
    rows = in_order(slim(records))
    del records  # where nobody else holds them, they need not stay
    prints = fingerprints(rows)
    give_back()
    forms = normalise(rows, processes)
    rows = rows.assign(**{name: filled(rows[name]) for name in ("authors", "abstract")})
    give_back()
    said = said_of(forms.ids, answers)
    look = _Look(forms, recalled(known, prints), processes, progress)
    looked = look.at(*candidates(forms, progress, processes))
    looked = look.wholly(looked, said.a, said.b)
    while True:
        evidence = looked.evidence(forms)
        told = said.at(evidence.a, evidence.b)
        decisions = decide(forms, evidence, settings, told)
        found = clustered(forms, evidence, decisions)
        # Records that only a chain has brought together must be held against each other, too.
        unseen = _unseen(forms, evidence, found.automatic)
        if not len(unseen[0]):
            break
        looked = look.wholly(looked, *unseen)
    notices = np.isin(forms.kind, ("erratum", "retraction"))
    members = survivors(rows, found.labels, settings.source_priority, notices)
    study = studies(evidence, decisions, found.labels)
    clusters = members.assign(study_id=_first_report(rows, members, study))
    return Deduped(
        schema.conform(clusters.drop(columns="rank"), schema.CLUSTER),
        _pairs(forms, evidence, decisions, found, said),
        merged_fields(rows, members),
        remembered(prints, looked),
        (len(looked) - look.taken, look.taken),
    )


# --------------------------------------------------------------------------------- comparing


class _Look:
    """Looks at pairs, at those that an earlier run has looked at only in its notes."""

    def __init__(
        self, forms: Forms, known: Looked, processes: int, progress: Progress | None
    ) -> None:
        self.forms, self.processes, self.progress = forms, processes, progress
        self.size = np.int64(max(len(forms), 1))
        self.known = known
        self.known_keys = known.a * self.size + known.b
        #: Pairs that were taken from the notes.
        self.taken = 0

    def at(self, a: Codes, b: Codes) -> Looked:
        """All of these pairs (sorted), compared where that is worth it."""
        keys = a * self.size + b
        old = self.known.take(among(keys, self.known_keys))
        # What was compared for a chain's sake was not worth it here.
        old = replace(old, levels=np.where(old.near, old.levels, -1))
        self.taken += len(old)
        new = ~among(self.known_keys, keys)
        return joined([old, self._anew(a[new], b[new], glance)])

    def wholly(self, looked: Looked, a: Codes, b: Codes) -> Looked:
        """`looked`, with every field of these pairs compared, worth it or not."""
        keys = looked.a * self.size + looked.b
        wanted = distinct(a * self.size + b)
        wanted = wanted[~among(keys[looked.levels >= 0], wanted)]
        if not len(wanted):
            return looked
        again = among(wanted, keys)
        told = self.known.levels >= 0
        old = self.known.take(among(wanted, self.known_keys) & told)
        new = wanted[~among(self.known_keys[told], wanted)]
        self.taken += len(old) - int(among(self.known_keys, keys[again]).sum())
        rest = looked.take(~again)
        return joined([rest, old, self._anew(new // self.size, new % self.size, compare_all)])

    def _anew(self, a: Codes, b: Codes, work: Callable[[Forms, Pairs], Looked]) -> Looked:
        parts = [work(self.forms, (a[:0], b[:0]))]
        processes = self.processes if len(a) > CHUNK else 1
        done = 0
        for part in spread(partial(work, self.forms), _chunks(a, b), processes):
            parts.append(part)
            done += len(part)
            if self.progress:
                self.progress("comparing", done, len(a))
        return joined(parts)


Pairs = tuple[Codes, Codes]


def _chunks(a: Codes, b: Codes) -> Iterator[Pairs]:
    for start in range(0, len(a), CHUNK):
        yield a[start : start + CHUNK], b[start : start + CHUNK]


def glance(forms: Forms, pairs: Pairs) -> Looked:
    """Compare the pairs that deserve it."""
    a, b = pairs
    near = promising(forms, a, b)
    evidence = compare(forms, a[near], b[near])
    ratio = np.zeros(len(a), dtype=np.float32)
    levels = np.full(len(a), -1, dtype=np.int64)
    ratio[near], levels[near] = evidence.ratio, packed(evidence)
    return Looked(a, b, near, ratio, levels)


def compare_all(forms: Forms, pairs: Pairs) -> Looked:
    """Compare every pair."""
    a, b = pairs
    evidence = compare(forms, a, b)
    return Looked(a, b, promising(forms, a, b), evidence.ratio, packed(evidence))


def _unseen(forms: Forms, evidence: Evidence, labels: Codes) -> tuple[Codes, Codes]:
    """Pairs of one cluster, twins aside, that nobody has compared yet."""
    a, b = inner_pairs(labels, distinct(forms.twin_of))
    size = np.int64(max(len(forms), 1))
    keys = distinct(a * size + b)
    new = keys[~among(evidence.a * size + evidence.b, keys)]
    return new // size, new % size


# -------------------------------------------------------------------------------- the tables


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
    forms: Forms, evidence: Evidence, decisions: Decisions, found: Clustering, said: Said
) -> pd.DataFrame:
    """schema.PAIR of all pairs that were merged, linked, left to a person, or nearly so."""
    answer = decisions.answer.copy()
    rule = np.array(NAMES, dtype=object)[decisions.rule]
    for name, told, flags in _in_the_end(evidence, decisions, found):
        answer[flags], rule[flags] = told, name
    keep = np.flatnonzero((answer != DISTINCT) | (decisions.score >= NEAR) | _said(decisions))
    a, b = evidence.a[keep], evidence.b[keep]
    table = pd.DataFrame({
        "a": forms.ids[a],
        "b": forms.ids[b],
        "answer": np.array(ANSWERS, dtype=object)[answer[keep]],
        "score": decisions.score[keep].round(6),
        "rule": rule[keep],
        "by": said.by(a, b),
        "why": why(forms, evidence.take(keep)),
    })  # fmt: skip
    return schema.conform(table.sort_values(["a", "b"], kind="stable"), schema.PAIR)


def _said(decisions: Decisions) -> Flags:
    return decisions.by("a person's answer", "people disagree", "contradictory answers")


def _in_the_end(
    evidence: Evidence, decisions: Decisions, found: Clustering
) -> Iterator[tuple[str, int, Flags]]:
    """Pairs whose clusters tell something else than they themselves: rule, answer, which."""
    together = found.labels[evidence.a] == found.labels[evidence.b]
    people = _said(decisions)
    joined_by_people = together & (found.automatic[evidence.a] != found.automatic[evidence.b])
    other = together & (decisions.answer != MERGE)
    yield "joined through another record", MERGE, other & ~joined_by_people
    yield "joined by a person's answer", MERGE, other & joined_by_people & ~people
    apart = ~together & ~people
    open_ = apart & np.isin(decisions.answer, (MERGE, REVIEW))
    yield "kept apart by another record", REVIEW, open_ & (decisions.answer == MERGE)
    yield "kept apart by a person's answer", DISTINCT, open_ & found.told_apart(evidence)
    yield "contradictory answers", REVIEW, ~together & people & (decisions.answer == MERGE)
