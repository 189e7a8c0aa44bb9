"""Invented reviews with people in them: rules' answers, votes, rulings, words on full texts."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pandas as pd
from report_histories import review

from litsieve.config.criteria import Criteria, read_criteria
from litsieve.report.given import Reason, ReportInput
from litsieve.report.prisma import Previous
from litsieve.screen.resolve import resolve
from litsieve.screen.run import verdicts_of
from litsieve.screen.settle import settle, stages_carried_out
from litsieve.screen.votes import MODES, WORDS, Ruling, Vote

PEOPLE = ("ada", "bo", "cy", "dee")
REASONS = ("E1", "E2", "E3", "E4", "E5")

_CRITERIA = """
version: 1
reasons:
  - {{id: E1, label: Outside the years}}
  - {{id: E2, label: Retracted, counts_as: other}}
  - {{id: E3, label: Not the population}}
  - {{id: E4, label: Full text not accessible, counts_as: not-retrieved}}
  - {{id: E5, label: Not eligible}}
rules:
  - {{id: years, kind: exclude, stage: metadata, reason: E1, when: {{query: one}}}}
  - {{id: retracted, kind: exclude, stage: metadata, reason: E2, when: {{query: two}}}}
  - {{id: population, kind: require, stage: title-abstract, reason: E3, when: {{query: three}}}}
{full_text}
screening:
  mode: {mode}
  reviewers: {{title-abstract: {first}, full-text: {second}}}
  disagreement: {{maybe_counts_as: {maybe}}}
  reasons_required: {{full-text: {required}}}
"""
_FULL_TEXT = "  - {id: eligible, kind: exclude, stage: full-text, reason: E5, when: {query: four}}"


@cache
def criteria(
    mode: str, first: int, second: int, maybe: str, reads: bool, required: bool
) -> Criteria:
    """Criteria that differ in who decides, how many votes it takes, and what is asked."""
    text = _CRITERIA.format(
        mode=mode, first=first, second=second, maybe=maybe,
        full_text=_FULL_TEXT if reads else "", required=str(required).lower(),
    )  # fmt: skip
    return read_criteria(text, "criteria.yaml")


def decided_review(seed: int, n: int = 20) -> ReportInput:
    """A review of `n` records that rules and people have decided on, as far as they got."""
    dice = random.Random(seed)
    rules = criteria(
        dice.choice(("rules", "people")), dice.choice((1, 2, 2, 3)), dice.choice((1, 2)),
        dice.choice(("include", "exclude")), dice.random() < 0.5, dice.random() < 0.8,
    )  # fmt: skip
    given = review(seed, n=n)
    clusters = given.clusters
    answers = pd.DataFrame({"cluster_id": sorted(set(clusters["cluster_id"]))}, dtype="str")
    for rule in rules.rules:
        answers[f"rule:{rule.id}"] = [dice.choice((0, 0, 1, 2)) for _ in range(len(answers))]
    answers = answers.astype({f"rule:{rule.id}": "int8" for rule in rules.rules})
    reports = dict(zip(clusters["record_id"], clusters["cluster_id"], strict=True))
    resolved = resolve(votes(dice, list(reports)), reports, rules)
    known = {d.cluster_id for d in resolved.decisions if d.stage in ("retrieval", "full-text")}
    sought = answers["cluster_id"].isin(known).to_numpy(bool)
    by_rules = verdicts_of(answers, sought, rules, 1)
    verdicts, _ = settle(by_rules, answers, resolved, rules)
    return replace(
        given,
        verdicts=verdicts,
        decisions=resolved.table(),
        reasons=tuple(Reason(r.id, r.label, r.parent, r.counts_as) for r in rules.reasons),
        rules={rule.id: rule.reason for rule in rules.rules},
        stages=stages_carried_out(rules, resolved.decisions),
        previous=dice.choice((None, Previous(3, 4), Previous(2, None))),
    )


def votes(dice: random.Random, records: list[str]) -> list[Vote]:
    """What four people said, some more than once, some of records that are gone."""
    said: list[Vote] = []
    busy = dice.choice((0.0, 0.1, 0.4, 0.8, 1.0))
    for record in [*records, "r_gone"]:
        for stage, words in WORDS.items():
            for by in PEOPLE:
                for _ in range(dice.choice((0, 1, 1, 2)) if dice.random() < busy else 0):
                    said.append(Vote(stage, record, by, _at(dice), dice.choice(words), _why(dice)))
            if stage != "retrieval" and dice.random() < busy:
                said.append(_ruling(dice, record, stage, said))
    return said


def _ruling(dice: random.Random, record: str, stage: str, said: list[Vote]) -> Ruling:
    """Mostly on the votes as they are."""
    between = tuple(dice.sample(PEOPLE, 2))
    last = {vote.by: vote.decision for vote in said if (vote.record, vote.stage) == (record, stage)}
    prior = tuple(last.get(by, "maybe") for by in between)
    return Ruling(
        stage, record, dice.choice(PEOPLE), _at(dice), dice.choice(("include", "exclude")),
        _why(dice), mode=dice.choice(MODES), between=between, prior=prior,
    )  # fmt: skip


def _at(dice: random.Random) -> str:
    return f"2025-05-{dice.randint(1, 28):02}T10:{dice.randint(0, 59):02}:00Z"


def _why(dice: random.Random) -> tuple[str, ...]:
    return tuple(dice.sample((*REASONS, "gone"), dice.choice((0, 1, 1, 2))))
