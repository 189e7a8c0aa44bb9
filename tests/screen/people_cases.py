"""Criteria, votes and rulings, written or drawn at random."""

from __future__ import annotations

from hypothesis import strategies as st

from litsieve.config.criteria import Criteria, read_criteria
from litsieve.screen.votes import Ruling, Vote

CRITERIA = """\
version: 1
reasons: [{{id: E1, label: Date}}, {{id: E2, label: Topic}}, {{id: E3, label: Design}},
          {{id: E4, label: No text}}]
rules:
  - {{id: date, kind: require, stage: metadata, reason: E1,
     when: {{field: published, between: ["2015", null]}}}}
  - {{id: topic, kind: require, stage: title-abstract, reason: E2, when: {{query: support}}}}
{full_text}
screening:
  mode: {mode}
{stages}
  reviewers: {{title-abstract: {n}, full-text: {n}}}
  reasons_required: {{title-abstract: {strict}, full-text: true}}
  disagreement: {{maybe_counts_as: {maybe}, resolve: [{resolve}], adjudicator_not_in_pair: true}}
"""
FULL_TEXT = """\
  - {id: design, kind: exclude, stage: full-text, reason: E3, when: {query: survey}}
  - {id: text, kind: require, stage: full-text, action: exclude, reason: E4,
     when: {field: fulltext_status, in: [obtained]}}"""


def criteria(
    mode: str = "people", n: int = 2, maybe: str = "include", full_text: bool = False,
    resolve: str = "discussion, third-reviewer", strict: bool = False, stages: str = "",
) -> Criteria:  # fmt: skip
    text = CRITERIA.format(
        mode=mode, n=n, maybe=maybe, resolve=resolve, strict=str(strict).lower(),
        full_text=FULL_TEXT if full_text else "", stages=f"  stages: [{stages}]" if stages else "",
    )  # fmt: skip
    return read_criteria(text, "criteria.yaml")


ALL_CRITERIA = [
    criteria(mode, n, maybe, full_text, resolve, strict, stages)
    for mode in ("rules", "people")
    for n in (1, 2, 3)
    for maybe in ("include", "exclude")
    for full_text in (False, True)
    for resolve, strict in (("discussion, third-reviewer", False), ("discussion", True))
    for stages in ("", "metadata, title-abstract", "full-text")
]


def vote(record: str, by: str, decision: str, *reasons: str, stage: str = "title-abstract",
         minute: int = 0, note: str = "") -> Vote:  # fmt: skip
    at = f"2025-05-02T10:{minute:02}:00Z"
    return Vote(stage, record, by, at, decision, reasons, note=note)


def ruling(record: str, decision: str, prior: dict[str, str], *reasons: str, by: str = "carol",
           mode: str = "third-reviewer", stage: str = "title-abstract",
           minute: int = 30) -> Ruling:  # fmt: skip
    at = f"2025-05-02T10:{minute:02}:00Z"
    return Ruling(stage, record, by, at, decision, reasons, mode=mode, between=tuple(prior),
                  prior=tuple(prior.values()))  # fmt: skip


RECORDS = {"r_1": "r_1", "r_2": "r_1", "r_3": "r_3"}  # r_1 and r_2 are one report
_RECORD = st.sampled_from([*RECORDS, "r_gone"])
_STAGE = st.sampled_from(["title-abstract", "title-abstract", "full-text"])
_DECISION = st.sampled_from(["include", "exclude", "maybe"])
_REASONS = st.lists(st.sampled_from(["E1", "E3", "E9"]), max_size=2)
_PEOPLE = ("alice", "bob", "carol")
VOTES = st.builds(
    lambda record, by, decision, reasons, stage, minute: vote(
        record, by, decision, *reasons, stage=stage, minute=minute
    ),
    _RECORD, st.sampled_from(_PEOPLE), _DECISION, _REASONS, _STAGE, st.integers(0, 3),
)  # fmt: skip
WORDS = st.builds(
    lambda record, by, word, minute: vote(record, by, word, stage="retrieval", minute=minute),
    _RECORD, st.sampled_from(_PEOPLE), st.sampled_from(["sought", "obtained", "not-retrieved"]),
    st.integers(0, 3),
)  # fmt: skip
RULINGS = st.builds(
    lambda record, decision, a, b, reasons, by, mode, stage, minute: ruling(
        record, decision, {"alice": a, "bob": b}, *reasons, by=by, mode=mode, stage=stage,
        minute=minute,
    ),
    _RECORD, st.sampled_from(["include", "exclude"]), _DECISION, _DECISION, _REASONS,
    st.sampled_from(_PEOPLE), st.sampled_from(["discussion", "third-reviewer"]), _STAGE,
    st.integers(0, 3),
)  # fmt: skip
HISTORIES = st.lists(st.one_of(VOTES, VOTES, VOTES, WORDS, RULINGS), max_size=14)
