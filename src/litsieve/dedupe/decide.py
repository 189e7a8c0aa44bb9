"""A pair's evidence → merge, review, distinct or linked, and what settled it.

What people answered stands above all; then come rules that settle a pair whatever its score; the
score (see `score`) settles the rest, by the two thresholds of the settings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from litsieve.config.dedupe import DedupeSettings, Policy
from litsieve.dedupe.compare import Evidence
from litsieve.dedupe.normalise import Codes, Flags, Forms
from litsieve.dedupe.score import score

ANSWERS = ("distinct", "review", "merge", "linked")
DISTINCT, REVIEW, MERGE, LINKED = range(4)

#: What people said of a pair; `decide` takes indexes into this.
SAID = ("", "same", "different", "disagreed", "contradictory")
_PEOPLE = (
    ("a person's answer", "same", MERGE),
    ("a person's answer", "different", DISTINCT),
    ("people disagree", "disagreed", REVIEW),
    ("contradictory answers", "contradictory", REVIEW),
)

#: What can settle a pair: the first that holds, in this order (see `_rules`).
RULES = (
    "", "a person's answer", "people disagree", "contradictory answers",
    "no title", "correction and article", "correction, reply or comment",
    "part or number differs", "recurring title", "identical record", "versions of a review",
    "same id, fields conflict", "same id", "shared id, other title", "same pages of one volume",
    "translated title", "preprint and article", "journal and proceedings",
    "journal against proceedings", "editions in two languages", "conflicting fields",
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


def decide(
    forms: Forms,
    evidence: Evidence,
    settings: DedupeSettings,
    said: npt.NDArray[np.int8] | None = None,
) -> Decisions:
    """The answer to every pair; `said` is what people answered (indexes of SAID)."""
    merge_at, review_at = settings.thresholds
    value = score(evidence)
    by_score = np.select([value >= merge_at, value >= review_at], [MERGE, REVIEW])
    cases = _rules(forms, evidence, value, settings)
    if said is not None:
        told = [(rule, said == SAID.index(word), answer) for rule, word, answer in _PEOPLE]
        cases = [*told, *cases]
    held = [flags for _, flags, _ in cases]
    rule = np.select(held, [RULES.index(name) for name, _, _ in cases], 0)
    answer = np.select(held, [answer for _, _, answer in cases], by_score)
    return Decisions(answer.astype(np.int8), value, rule.astype(np.int8))


_POLICY: dict[Policy, int] = {"link": LINKED, "merge": MERGE, "keep": DISTINCT}


def _rules(
    forms: Forms, pair: Evidence, value: npt.NDArray[np.float64], settings: DedupeSettings
) -> list[tuple[str, Flags, int]]:
    """(rule, where it holds, the answer), the strongest first."""
    a, b = pair.a, pair.b
    merge_at, review_at = settings.thresholds
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
    elsewhere = pair.at("doi", "different", "other registrant") | pair.at("pmid", "different")
    preprint = (forms.preprint[a] != forms.preprint[b]) | (
        forms.preprint[a] & forms.preprint[b] & elsewhere
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
    same_place = range_same & pair.at("year", "same") & venues & ~elsewhere
    translated = (
        pair.at("title", "other language") & same_place & authors
        & (forms.foreign[a] | forms.foreign[b]) & ~pair.at("abstract", "different")
    )  # fmt: skip
    moved = pair.at("volume", "different") | pair.at("page", "different") | elsewhere
    editions = (
        close & authors & pair.at("year", "same", "next") & moved
        & (_languages_differ(forms, pair) | (forms.edition[a] != forms.edition[b]))
    )  # fmt: skip
    return [
        ("no title", pair.at("title", "missing") & ~same_id, DISTINCT),
        ("correction and article", _corrects(forms, pair) & alike & authors & years & venues,
         _POLICY[settings.errata]),
        ("correction, reply or comment", forms.kind[a] != forms.kind[b], DISTINCT),
        ("part or number differs", _numbers_differ(forms, pair) & ~range_same, DISTINCT),
        ("recurring title", recurring & doubtful, REVIEW),
        ("recurring title", recurring, DISTINCT),
        ("identical record", forms.twin_of[a] == forms.twin_of[b], MERGE),
        ("versions of a review", reviewed & close & pair.at("year", "two apart", "far"), LINKED),
        ("same id, fields conflict", same_id & alike & conflicts, REVIEW),
        ("same id", same_id & (alike | pair.at("title", "missing", "other language")), MERGE),
        ("shared id, other title", same_id & (value >= review_at), REVIEW),
        ("shared id, other title", same_id, DISTINCT),
        ("same pages of one volume", range_same & alike & years & venues, MERGE),
        ("translated title", translated, MERGE),
        ("preprint and article", preprint & likely & years, _POLICY[settings.preprints]),
        ("journal and proceedings", kinds & close & authors & years & ~placed,
         _POLICY[settings.conferences]),
        ("journal against proceedings", kinds & ~placed, DISTINCT),
        ("editions in two languages", editions & (value < merge_at),
         _POLICY[settings.translations]),
        ("conflicting fields", conflicts, DISTINCT),
    ]  # fmt: skip


def _corrects(forms: Forms, pair: Evidence) -> Flags:
    """Whether one is a correction or retraction, the other an article."""
    notice = np.isin(forms.kind, ("erratum", "retraction"))
    plain = forms.kind == ""
    a, b = pair.a, pair.b
    return np.asarray((notice[a] & plain[b]) | (plain[a] & notice[b]))


def _languages_differ(forms: Forms, pair: Evidence) -> Flags:
    """Whether both records say their language, and have none in common."""
    x, y = forms.language[pair.a], forms.language[pair.b]
    out = np.zeros(len(pair), dtype=bool)
    for i in np.flatnonzero((x != y) & (x != "") & (y != "")):
        out[i] = not set(x[i].split("; ")) & set(y[i].split("; "))
    return out


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
