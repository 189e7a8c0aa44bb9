"""What became of two records, and why: everything that a person may ask of one pair."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
import pandas as pd

from litsieve.config.dedupe import DedupeSettings
from litsieve.dedupe import fields, titles
from litsieve.dedupe.compare import compare
from litsieve.dedupe.decide import ANSWERS, MERGE, NAMES, decide
from litsieve.dedupe.explain import MEANING, words
from litsieve.dedupe.normalise import Forms, normalise
from litsieve.dedupe.score import PRIOR, score_parts

#: Rules of pairs that are merged because of other records.
_THROUGH_OTHERS = ("joined through another record", "joined by a person's answer")
#: What the run did with a pair.
COMPARED, UNLIKE, NEVER = "compared", "too unlike", "no candidates"


@dataclass(frozen=True)
class Part:
    """What one field adds to a pair's score: log-odds in nats, and its words."""

    field: str
    odds: float
    words: str


@dataclass(frozen=True)
class Link:
    """A pair on the way from one record to another, or one that keeps two reports apart."""

    a: str
    b: str
    rule: str
    score: float
    why: str


@dataclass(frozen=True)
class Account:
    """Why `a` and `b` are, or are not, one report.

    `together`, `study`: whether the run put both into one report, into two of one study. `answer`
    (merge | review | distinct | linked), `rule` and `score` are what the run says of the pair;
    `itself` are the answer and the rule that its two records alone would have. `noted`: whether
    the run's table has the pair; `looked`: COMPARED, UNLIKE (seen by their titles only) or NEVER.
    `chain` joins the two if they are together through others only; `apart` are the pairs of their
    two reports that forbid to merge them.
    """

    a: str
    b: str
    together: bool
    study: bool
    answer: str
    rule: str
    meaning: str
    score: float
    by: str
    why: str
    itself: tuple[str, str]
    noted: bool
    looked: str
    parts: tuple[Part, ...]
    chain: tuple[Link, ...]
    apart: tuple[Link, ...]


def account(
    records: pd.DataFrame,
    clusters: pd.DataFrame,
    pairs: pd.DataFrame,
    settings: DedupeSettings,
    ids: tuple[str, str],
    looked: str = COMPARED,
) -> Account:
    """The account of two records, from the tables of one run (schema.RECORD, CLUSTER, PAIR).

    What the run noted of the pair is told as it stands there; what it did not note is worked out
    anew. `looked` is what `looked_at` says.
    """
    a, b = sorted(ids)
    of = clusters.set_index("record_id")
    left, right = (
        of.index[of["cluster_id"] == of.at[record_id, "cluster_id"]].tolist()
        for record_id in (a, b)
    )
    together = b in left
    forms = normalise(_with_context(records, {*left, *right}))
    own = _Pairs(forms, settings, [(a, b)])
    link = own.link(0)
    answer, by = own.answer(0), ""
    itself = answer, link.rule
    noted = pairs[(pairs["a"] == a) & (pairs["b"] == b)]
    if len(noted):
        link = _links(noted)[0]
        row = _plain(noted).iloc[0]
        answer, by = row["answer"], row["by"] or ""
    direct = answer == ANSWERS[MERGE] and link.rule not in _THROUGH_OTHERS
    mergeable = link.rule.startswith("kept apart by") or itself[0] in ("merge", "review")
    return Account(
        a, b, together,
        study=str(of.at[a, "study_id"]) == str(of.at[b, "study_id"]),
        answer=answer, rule=link.rule, meaning=MEANING.get(link.rule, link.rule),
        score=link.score, by=by, why=link.why, itself=itself, noted=len(noted) > 0,
        looked=COMPARED if len(noted) else looked,
        parts=own.parts(0),
        chain=_chain(pairs, left, a, b) if together and not direct else (),
        apart=_apart(forms, pairs, settings, left, right) if mergeable and not together else (),
    )  # fmt: skip


def looked_at(fingerprints: pd.DataFrame, compared: pd.DataFrame, ids: tuple[str, str]) -> str:
    """What the run did with a pair: COMPARED, UNLIKE or NEVER (schema.FINGERPRINT, COMPARED)."""
    place = dict(zip(fingerprints["record_id"], range(len(fingerprints)), strict=True))
    a, b = (place[record_id] for record_id in sorted(ids))
    row = compared[(compared["a"] == a) & (compared["b"] == b)]
    if row.empty:
        return NEVER
    return COMPARED if row["levels"].notna().iloc[0] else UNLIKE


def _with_context(records: pd.DataFrame, ids: set[str]) -> pd.DataFrame:
    """These records, and all that carry a title or a DOI of theirs.

    They tell whether a title recurs and whether a DOI is shared, which is what the comparison of
    two records depends on beside the two.
    """
    rows = records["record_id"].isin(ids)
    keep = rows.copy()
    for column, form in (("title", _title), ("doi", _doi)):
        values = records[column].fillna("").map(form)
        keep |= values.isin(set(values[rows]) - {""})
    return records[keep]


def _title(raw: str) -> str:
    return titles.title(raw).text.replace(" ", "") if raw else ""


def _doi(raw: str) -> str:
    return fields.doi_of_work(fields.doi(raw)) if raw else ""


class _Pairs:
    """Some pairs of records, decided by themselves: without what people or other records say."""

    def __init__(
        self, forms: Forms, settings: DedupeSettings, pairs: list[tuple[str, str]]
    ) -> None:
        at = {str(record_id): i for i, record_id in enumerate(forms.ids)}
        a, b = (np.array([at[pair[side]] for pair in pairs], dtype=np.int64) for side in (0, 1))
        self.pairs = pairs
        self._evidence = compare(forms, a, b)
        self.decisions = decide(forms, self._evidence, settings)
        self._words = words(forms, self._evidence)

    def answer(self, i: int) -> str:
        return ANSWERS[self.decisions.answer[i]]

    def link(self, i: int) -> Link:
        score, rule = float(self.decisions.score[i]), NAMES[self.decisions.rule[i]]
        return Link(*self.pairs[i], rule, score, ", ".join(self._words[i].values()))

    def parts(self, i: int) -> tuple[Part, ...]:
        """PRIOR, and what every field adds of which one of the two says something."""
        said = self._words[i]
        return tuple(
            Part(field, float(odds[i]), said.get(field, ""))
            for field, odds in score_parts(self._evidence).items()
            if field == PRIOR or field in said or odds[i]
        )


def _chain(pairs: pd.DataFrame, members: list[str], a: str, b: str) -> tuple[Link, ...]:
    """The fewest merged pairs that lead from `a` to `b` through others; of two ways the surer."""
    rows = pairs[
        (pairs["answer"] == ANSWERS[MERGE]) & ~pairs["rule"].isin(_THROUGH_OTHERS)
        & pairs["a"].isin(members) & pairs["b"].isin(members)
    ].sort_values(["score", "a", "b"], ascending=[False, True, True])  # fmt: skip
    links = _links(rows)
    beside: dict[str, list[tuple[str, Link]]] = {}
    for link in links:
        beside.setdefault(link.a, []).append((link.b, link))
        beside.setdefault(link.b, []).append((link.a, link))
    came: dict[str, tuple[str, Link] | None] = {a: None}
    queue = deque([a])
    while queue and b not in came:
        here = queue.popleft()
        for there, link in beside.get(here, ()):
            if there not in came:
                came[there] = (here, link)
                queue.append(there)
    way: list[Link] = []
    step = came.get(b)
    while step:
        way.append(step[1])
        step = came[step[0]]
    return tuple(reversed(way))


def _apart(
    forms: Forms, pairs: pd.DataFrame, settings: DedupeSettings, left: list[str], right: list[str]
) -> tuple[Link, ...]:
    """The pairs of two reports that must not be one, those that people told apart first."""
    across = (pairs["a"].isin(left) & pairs["b"].isin(right)) | (
        pairs["a"].isin(right) & pairs["b"].isin(left)
    )
    told = (pairs["answer"] == "distinct") & (pairs["rule"] == "a person's answer")
    both = _Pairs(forms, settings, sorted((min(p, q), max(p, q)) for p in left for q in right))
    vetoed = np.flatnonzero(both.decisions.apart)
    return (*_links(pairs[across & told]), *(both.link(int(i)) for i in vetoed))


def _links(rows: pd.DataFrame) -> tuple[Link, ...]:
    return tuple(
        Link(str(r["a"]), str(r["b"]), r["rule"] or "", float(r["score"] or 0), r["why"] or "")
        for r in _plain(rows).to_dict("records")
    )


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    """The same with None for what is missing."""
    return rows.astype(object).where(rows.notna(), None)
