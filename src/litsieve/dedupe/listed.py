"""Which reports of a review a list of references names: each entry held against all records.

The same keys, comparisons and rules as for the records themselves, so that an entry is a report if
it would have been merged into it. Only pairs of an entry and a record are compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve import schema
from litsieve.config.dedupe import DedupeSettings
from litsieve.dedupe.block import candidates
from litsieve.dedupe.compare import compare, promising
from litsieve.dedupe.decide import DISTINCT, LINKED, MERGE, NAMES, REVIEW, Decisions, decide
from litsieve.dedupe.normalise import Codes, Forms, normalise
from litsieve.dedupe.slim import slim

SAME, LINKED_TO, PERHAPS = "same", "linked", "perhaps"
#: An export of ours keeps the id of the record that stands for the report.
BY_ID = "record id"
BY_SCORE = "score"


@dataclass(frozen=True)
class Found:
    """What an entry is: `answer` (same | linked | perhaps) to the report `cluster_id`.

    `how` is the rule that says so, BY_SCORE or BY_ID; `score` is 0 to 1.
    """

    cluster_id: str
    answer: str
    how: str
    score: float


def found_in(
    records: pd.DataFrame,
    clusters: pd.DataFrame,
    listed: pd.DataFrame,
    settings: DedupeSettings,
) -> list[Found | None]:
    """For every row of `listed` the report that it is; None if no record is like it.

    `records`, `listed`: schema.RECORD; `clusters`: schema.CLUSTER of the records. What two entries
    have to do with each other is not asked. Neither order of rows matters but to the result's.
    """
    of_record = dict(zip(clusters["record_id"], clusters["cluster_id"], strict=True))
    known = [_by_id(of_record, str(name)) for name in listed["record_id"]]
    if all(known):
        return known
    # After every record: of copies that say the very same only the first is compared with others.
    names = [f"~{at:09}" for at in range(len(listed))]
    entries = listed.assign(record_id=pd.Series(names, listed.index, dtype=schema.TEXT))
    forms = normalise(pd.concat([slim(records), slim(entries)], ignore_index=True))
    told = _told(forms, _where(forms.ids, of_record), settings)
    return [first or told.get(name) for first, name in zip(known, names, strict=True)]


def _by_id(of_record: dict[str, str], record_id: str) -> Found | None:
    cluster = of_record.get(record_id)
    return Found(cluster, SAME, BY_ID, 1.0) if cluster else None


def _where(ids: npt.NDArray[np.object_], of_record: dict[str, str]) -> npt.NDArray[np.object_]:
    """The report of every position; "" for an entry of the list."""
    return np.array([of_record.get(name, "") for name in ids], dtype=object)


def _told(
    forms: Forms, report: npt.NDArray[np.object_], settings: DedupeSettings
) -> dict[str, Found]:
    """By the name of an entry what it is; nothing for those that no record is like."""
    entry = report == ""
    pairs = _pairs(forms, entry)
    decisions = _decided(forms, pairs, settings)
    # Who belongs to a report must be like all its records: the others are looked at, too.
    merged = decisions.answer == MERGE
    pairs = _with_members(pairs[0][merged], pairs[1][merged], pairs, report, len(forms))
    decisions = _decided(forms, pairs, settings)
    table = pd.DataFrame({
        "entry": pairs[0], "report": report[pairs[1]], "record": forms.ids[pairs[1]],
        "answer": decisions.answer, "rule": np.array(NAMES, dtype=object)[decisions.rule],
        "score": decisions.score, "apart": decisions.apart,
    })  # fmt: skip
    best = _best(table)
    # An entry that says the very same as one before it was compared with nothing else.
    first = np.where(entry[forms.twin_of], forms.twin_of, np.arange(len(forms)))
    return {
        str(forms.ids[at]): best[int(first[at])]
        for at in np.flatnonzero(entry)
        if int(first[at]) in best
    }


def _pairs(forms: Forms, entry: npt.NDArray[np.bool_]) -> tuple[Codes, Codes]:
    """Candidates of which one is an entry (given first) and the other a record."""
    a, b = candidates(forms)
    mixed = entry[a] != entry[b]
    a, b = a[mixed], b[mixed]
    near = promising(forms, a, b)
    a, b = a[near], b[near]
    return np.where(entry[a], a, b), np.where(entry[a], b, a)


def _with_members(
    entries: Codes,
    found: Codes,
    pairs: tuple[Codes, Codes],
    report: npt.NDArray[np.object_],
    size: int,
) -> tuple[Codes, Codes]:
    """`pairs`, and each of `entries` with every record of the report that it was found in."""
    members: dict[str, list[int]] = {}
    wanted = set(report[found])
    for at, name in enumerate(report):
        if name in wanted:
            members.setdefault(name, []).append(at)
    keys = {int(e) * size + int(r) for e, r in zip(*pairs, strict=True)}
    for e, r in zip(entries.tolist(), found.tolist(), strict=True):
        keys |= {e * size + at for at in members[report[r]]}
    every = np.array(sorted(keys), dtype=np.int64)
    return every // size, every % size


def _decided(forms: Forms, pairs: tuple[Codes, Codes], settings: DedupeSettings) -> Decisions:
    low, high = np.minimum(*pairs), np.maximum(*pairs)
    return decide(forms, compare(forms, low, high), settings)


def _best(pairs: pd.DataFrame) -> dict[int, Found]:
    """Each entry's answer: to the report that it is, is linked with, or perhaps is."""
    of = pairs.groupby(["entry", "report"])
    # What one record of a report forbids, another cannot allow: a person would be asked.
    forbidden = of["apart"].transform("any") & (pairs["answer"] == MERGE)
    answer = pairs["answer"].mask(forbidden, REVIEW)
    rank = answer.map({MERGE: 0, LINKED: 1, REVIEW: 2})
    told = pairs.assign(rank=rank)[answer != DISTINCT]
    told = told.sort_values(
        ["entry", "rank", "score", "report", "record"], ascending=[True, True, False, True, True]
    ).drop_duplicates("entry")
    words = (SAME, LINKED_TO, PERHAPS)
    cells = told[["entry", "report", "rank", "rule", "score"]].to_numpy().tolist()
    return {
        entry: Found(report, words[int(rank)], rule or BY_SCORE, round(score, 6))
        for entry, report, rank, rule, score in cells
    }
