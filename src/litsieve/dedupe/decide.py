"""A pair's evidence → merge, review, distinct or linked, and what settled it.

The score is the naive-Bayes (Fellegi–Sunter) sum of one weight per field, as log-odds in nats,
through the logistic function. The weights are reasoned, not fitted: a whole title is nearly proof,
a year nearly nothing; what a work cannot have twice (a volume, a page) weighs more where it differs
than where it agrees. Above the score stand rules that settle a pair whatever its sum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from litsieve.config.dedupe import DedupeSettings
from litsieve.dedupe.compare import LEVELS, Evidence
from litsieve.dedupe.normalise import Codes, Flags, Forms

#: Log-odds that two candidates of a block are one work before anything was compared.
PRIOR = -5.0
WEIGHTS: dict[str, dict[str, float]] = {
    "title": {
        "missing": 0.0, "same": 7.0, "same, short": 3.5, "spelling": 6.0, "cut": 5.0,
        "longer in one": 2.0, "reworded": -1.0, "alike": -3.5, "unlike": -9.0,
        "other language": -3.5,
    },
    "authors": {"missing": 0.0, "same": 3.0, "shortened": 2.5, "partly": 0.5, "different": -5.0},
    "year": {"missing": 0.0, "same": 1.0, "next": -0.5, "two apart": -2.5, "far": -5.0},
    "venue": {
        "missing": 0.0, "same": 1.5, "alike": 0.0, "different": -4.0,
        "other conference name": -2.0,
    },
    "volume": {"missing": 0.0, "same": 1.0, "different": -4.5},
    "issue": {"missing": 0.0, "same": 0.5, "different": -0.5},
    "page": {
        "missing": 0.0, "same": 2.0, "overlap": 0.5, "other notation": 0.0, "different": -2.5,
    },
    "doi": {"missing": 0.0, "same": 6.0, "other registrant": -2.5, "different": -6.0},
    "pmid": {"missing": 0.0, "same": 8.0, "different": -6.0},
    "abstract": {"missing": 0.0, "same": 2.0, "alike": 0.5, "different": -2.0},
}  # fmt: skip

ANSWERS = ("distinct", "review", "merge", "linked")
DISTINCT, REVIEW, MERGE, LINKED = range(4)

#: What can settle a pair: the first that holds, in this order (see `_rules`).
RULES = (
    "", "no title", "recurring title", "part or number differs", "correction, reply or comment",
    "identical record", "same id", "same id, fields conflict", "shared id, other title",
    "same pages of one volume",
    "preprint and article", "versions of a review", "journal and proceedings",
    "journal against proceedings", "conflicting fields",
)  # fmt: skip
#: These also keep two records out of one cluster, whoever else is in it.
_VETO = (DISTINCT, LINKED)
_CONFLICTS = 3
#: A score under this keeps records apart too, even where others would chain them together.
APART_BELOW = 0.2


@dataclass(frozen=True)
class Decisions:
    """One row per pair: answer (index of ANSWERS), score, rule (index of RULES, 0: the score)."""

    answer: npt.NDArray[np.int8]
    score: npt.NDArray[np.float64]
    rule: npt.NDArray[np.int8]

    @property
    def apart(self) -> Flags:
        """Which pairs must never be in one cluster."""
        vetoed = (self.rule > 0) & np.isin(self.answer, _VETO)
        return np.asarray(vetoed | (self.score < APART_BELOW) & (self.answer == DISTINCT))


def score(evidence: Evidence) -> npt.NDArray[np.float64]:
    """0 to 1: the weights of all levels, summed and squashed."""
    total = np.full(len(evidence), PRIOR)
    for field, weights in WEIGHTS.items():
        total += np.array([weights[level] for level in LEVELS[field]])[evidence.levels[field]]
    return np.asarray(1.0 / (1.0 + np.exp(-total)))


def decide(forms: Forms, evidence: Evidence, settings: DedupeSettings) -> Decisions:
    """The answer to every pair."""
    value = score(evidence)
    by_score = np.select([value >= settings.merge_at, value >= settings.review_at], [MERGE, REVIEW])
    cases = _rules(forms, evidence, value, settings)
    held = [flags for _, flags, _ in cases]
    rule = np.select(held, [RULES.index(name) for name, _, _ in cases], 0)
    answer = np.select(held, [answer for _, _, answer in cases], by_score)
    return Decisions(answer.astype(np.int8), value, rule.astype(np.int8))


def _rules(
    forms: Forms, pair: Evidence, value: npt.NDArray[np.float64], settings: DedupeSettings
) -> list[tuple[str, Flags, int]]:
    """(rule, where it holds, the answer), the strongest first."""
    a, b = pair.a, pair.b
    same_doi, same_pmid = pair.at("doi", "same"), pair.at("pmid", "same")
    same_number = (forms.accession[a] == forms.accession[b]) & (forms.accession[a] >= 0)
    same_id = same_doi | same_pmid | same_number
    placed = pair.at("volume", "same") & pair.at("page", "same")
    first, last = forms.page_first, forms.page_last
    # Two works may share a page, but not a range of pages.
    range_same = placed & (last[a] == last[b]) & (last[a] > first[a])
    alike = pair.at("title", "same", "same, short", "spelling", "cut", "longer in one", "reworded")
    close = pair.at("title", "same", "same, short", "spelling", "cut")
    authors = pair.at("authors", "same", "shortened")
    likely = close & (authors | pair.at("authors", "partly", "missing") & same_id)
    years, venues = ~pair.at("year", "far"), ~pair.at("venue", "different")
    preprint = (forms.preprint[a] != forms.preprint[b]) | (
        forms.preprint[a] & forms.preprint[b] & pair.at("doi", "different", "other registrant")
    )
    reviewed = same_doi & (forms.doi_version[a] != forms.doi_version[b]) & ~forms.preprint[a]
    kinds = _kinds_clash(forms, pair)
    conflicts = _conflicts(pair) >= _CONFLICTS
    # What recurs has neither a place, nor an id, nor an abstract in common with its namesake.
    recurring = (forms.generic[a] | forms.generic[b]) & ~(
        placed & ~pair.at("issue", "different") | same_id | pair.at("abstract", "same")
    )
    # The one thing that an editor writes in every issue, with a page in one record only.
    doubtful = (
        pair.at("volume", "same") & pair.at("issue", "same") & pair.at("page", "missing")
        & close & authors & pair.at("doi", "missing")
    )  # fmt: skip
    preprints = {"link": LINKED, "merge": MERGE, "keep": DISTINCT}[settings.preprints]
    versions = DISTINCT if settings.preprints == "keep" else LINKED
    return [
        ("no title", pair.at("title", "missing") & ~same_id, DISTINCT),
        ("correction, reply or comment", forms.kind[a] != forms.kind[b], DISTINCT),
        ("part or number differs", _numbers_differ(forms, pair) & ~range_same, DISTINCT),
        ("recurring title", recurring & doubtful, REVIEW),
        ("recurring title", recurring, DISTINCT),
        ("identical record", forms.twin_of[a] == forms.twin_of[b], MERGE),
        ("versions of a review", reviewed & close & pair.at("year", "two apart", "far"), LINKED),
        ("same id, fields conflict", same_id & alike & conflicts, REVIEW),
        ("same id", same_id & (alike | pair.at("title", "missing", "other language")), MERGE),
        ("shared id, other title", same_id & (value >= settings.review_at), REVIEW),
        ("shared id, other title", same_id, DISTINCT),
        ("same pages of one volume", range_same & alike & years & venues, MERGE),
        ("preprint and article", preprint & likely & years, preprints),
        ("journal and proceedings", kinds & close & authors & years & ~placed, versions),
        ("journal against proceedings", kinds & ~placed, DISTINCT),
        ("conflicting fields", conflicts, DISTINCT),
    ]


def _conflicts(pair: Evidence) -> Codes:
    """In how many fields two records contradict each other."""
    told = {
        "authors": ("different",), "year": ("two apart", "far"), "venue": ("different",),
        "volume": ("different",), "page": ("different",), "doi": ("different",),
        "pmid": ("different",), "abstract": ("different",),
    }  # fmt: skip
    count = np.zeros(len(pair), dtype=np.int64)
    for field, levels in told.items():
        count += pair.at(field, *levels)
    return count


def _kinds_clash(forms: Forms, pair: Evidence) -> Flags:
    """Whether one is a journal's and the other a conference's, under names that differ."""
    x, y = forms.venue_kind[pair.a], forms.venue_kind[pair.b]
    return np.asarray((x != y) & (x != "") & (y != "")) & pair.at("venue", "different")


def _numbers_differ(forms: Forms, pair: Evidence) -> Flags:
    """Whether each title has a number that the other lacks, or only one is a later part."""
    out = np.zeros(len(pair), dtype=bool)
    a, b = pair.a, pair.b
    # A second title in another language may be the one that was alike.
    plain = (forms.alternative[a] == "") & (forms.alternative[b] == "")
    differ = (forms.numbers[a] != forms.numbers[b]) | (forms.parts[a] != forms.parts[b])
    for i in np.flatnonzero(differ & plain):
        x, y = set(forms.numbers[a[i]].split()), set(forms.numbers[b[i]].split())
        out[i] = bool(x - y and y - x)
        if not forms.title_cut[a[i]] and not forms.title_cut[b[i]]:
            out[i] |= _other_part(forms.parts[a[i]], forms.parts[b[i]])
    return out


def _other_part(x: str, y: str) -> bool:
    """II against I, or against nothing; I against nothing may be one work."""
    return x != y and (x or "1") != (y or "1")
