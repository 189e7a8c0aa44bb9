"""Rules' verdicts and people's decisions → what becomes of every report.

People stand above rules: what they decide at a stage, no rule of that stage or before it undoes.
What they have not decided yet waits; only in mode `rules` does a rule's verdict hold that all votes
so far agree with. Nobody is excluded by one of two votes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve import schema
from litsieve.screen.decided import Decision, Problem, Resolved
from litsieve.screen.verdicts import AWAITING, EXCLUDED, INCLUDED, Judge, Verdict
from litsieve.screen.votes import (
    EXCLUDE,
    FULL_TEXT,
    INCLUDE,
    NOT_RETRIEVED,
    OBTAINED,
    RETRIEVAL,
    SOUGHT,
    TITLES,
)

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria

#: What a report waits for that nobody has said a word of.
NOT_SOUGHT, IS_SOUGHT = "full text not sought yet", "full text sought, not obtained yet"
CONTRADICTION = "contradiction: excluded on title and abstract, yet voted on at full text"


def stages_carried_out(criteria: Criteria, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """The stages of the criteria, and those at which people decided anything, or begin."""
    decided = {FULL_TEXT if d.stage == RETRIEVAL else d.stage for d in decisions}
    if criteria.mode == "people" and not criteria.screening.stages:
        decided.add(TITLES)  # nobody has voted yet, and everybody waits for it
    order = ("metadata", TITLES, FULL_TEXT)
    return tuple(stage for stage in order if stage in decided or stage in criteria.stages)


def full_texts(resolved: Resolved) -> dict[str, str]:
    """Reports of whose full text people know what became of it: obtained or not-retrieved.

    Who votes at full text has it, whatever was said of its retrieval.
    """
    found = {}
    for report, said in resolved.by_report().items():
        word = said[RETRIEVAL].decision if RETRIEVAL in said else None
        if FULL_TEXT in said:
            found[report] = OBTAINED
        elif word in (OBTAINED, NOT_RETRIEVED):
            found[report] = str(word)
    return found


def settle(
    verdicts: pd.DataFrame, answers: pd.DataFrame, resolved: Resolved, criteria: Criteria
) -> tuple[pd.DataFrame, list[Problem]]:
    """schema.VERDICT of rules and people, from that of rules alone, and what contradicts itself.

    `answers`: a column rule:ID each, rows as in `verdicts`. Reports that nobody said anything of
    keep the verdict of the rules, but wait for their full text where full texts are read.
    """
    stages = stages_carried_out(criteria, resolved.decisions)
    table = Panel(criteria, stages)
    said = resolved.by_report()
    places = pd.Index(verdicts["cluster_id"]).get_indexer(pd.Index(list(said), dtype="object"))
    grid = answers[[f"rule:{rule.id}" for rule in criteria.rules]].to_numpy()
    judged = [
        table(grid[place].tolist(), decisions)
        for place, decisions in zip(places.tolist(), said.values(), strict=True)
    ]
    found = verdicts.astype(object)
    untouched = ~found.index.isin(places)
    if FULL_TEXT in stages:
        _await_full_text(found, untouched)
    rows = [_row(verdict) for verdict in judged]
    found.loc[found.index[places], _COLUMNS] = pd.DataFrame(
        rows, columns=_COLUMNS, index=found.index[places], dtype=object
    )
    problems = [p for decisions in said.values() for p in contradictions(decisions)]
    return schema.conform(found, schema.VERDICT), problems


_COLUMNS = [name for name in schema.names(schema.VERDICT) if name not in ("cluster_id", "priority")]


def _await_full_text(found: pd.DataFrame, untouched: npt.NDArray[np.bool_]) -> None:
    """What rules let in goes on to the full text, of which nobody has said a word."""
    early = (found["verdict"] == INCLUDED) & untouched
    settled = ["verdict", "stage", "by", "waiting"]
    found.loc[early, settled] = AWAITING, RETRIEVAL, None, NOT_SOUGHT


class Panel:
    """People and rules together, over one report after the other."""

    def __init__(self, criteria: Criteria, stages: Sequence[str]) -> None:
        self.judge = Judge(criteria)
        self.stages = stages
        self.rules_decide = criteria.mode == "rules"
        self.wanted = criteria.screening.reviewers.model_dump(by_alias=True)

    def __call__(self, answers: Sequence[int], said: Mapping[str, Decision]) -> Verdict:
        """The verdict on a report with these answers of rules and these decisions by stage."""
        titles, copy, text = (said.get(stage) for stage in (TITLES, RETRIEVAL, FULL_TEXT))
        if text is not None:
            return self.assessed(answers, titles, text)
        passed = titles is not None and titles.decision == INCLUDE
        rules = self.judge(answers, sought=False, passed=passed)
        voters = titles.people if titles else ()
        if titles is not None and titles.decision == EXCLUDE:
            return _excluded(TITLES, titles, rules)
        if titles is not None and titles.is_open and not self.may_stand(titles, _on_titles(rules)):
            return _waits(TITLES, titles.how, voters, rules)
        if _on_titles(rules) != INCLUDE:
            return replace(rules, people=voters)
        if FULL_TEXT not in self.stages:
            stage = TITLES if passed else rules.stage
            return replace(rules, verdict=INCLUDED, stage=stage, people=voters, human=passed)
        if copy is not None and copy.decision in (OBTAINED, NOT_RETRIEVED):
            rules = self.judge(answers, sought=True, passed=passed)
        return self.retrieved(rules, voters, copy)

    def retrieved(self, rules: Verdict, voters: tuple[str, ...], copy: Decision | None) -> Verdict:
        """What becomes of a report that passed title and abstract and was not voted on since."""
        if copy is None:
            return _waits(RETRIEVAL, NOT_SOUGHT, voters, rules)
        if copy.decision == NOT_RETRIEVED:
            return _excluded(RETRIEVAL, copy, rules)
        if copy.decision == SOUGHT:
            return _waits(RETRIEVAL, IS_SOUGHT, copy.people, rules)
        if self.on_full_text(rules) is None:
            wanted = f"0 of {self.wanted[FULL_TEXT]} votes"
            return _waits(FULL_TEXT, wanted, copy.people, rules)
        return replace(rules, people=copy.people)

    def assessed(self, answers: Sequence[int], titles: Decision | None, text: Decision) -> Verdict:
        """What becomes of a report that anyone voted on at full text."""
        rules = self.judge(answers, sought=True, passed=True)
        if titles is not None and titles.decision == EXCLUDE:
            people = tuple(sorted({*titles.people, *text.people}))
            return _waits(FULL_TEXT, CONTRADICTION, people, rules)
        if text.decision == INCLUDE:
            return Verdict(INCLUDED, FULL_TEXT, flags=rules.flags, people=text.people, human=True)
        if text.decision == EXCLUDE:
            return _excluded(FULL_TEXT, text, rules)
        if self.may_stand(text, self.on_full_text(rules)):
            return replace(rules, people=text.people)
        return _waits(FULL_TEXT, text.how, text.people, rules)

    def may_stand(self, votes: Decision, rules: str | None) -> bool:
        """Whether the rules' own decision holds while not all have voted."""
        return self.rules_decide and rules is not None and votes.leaning == rules

    def on_full_text(self, rules: Verdict) -> str | None:
        """What rules of the full text decide; None if they leave it to people, or there are none.

        A rule that may exclude does so in either mode.
        """
        if not self.judge.reads_full_texts or rules.verdict == AWAITING:
            return None
        return EXCLUDE if rules.verdict == EXCLUDED else INCLUDE


def _on_titles(rules: Verdict) -> str | None:
    """What rules decide up to title and abstract; None if they leave it to people."""
    if rules.verdict == INCLUDED or rules.stage in (RETRIEVAL, FULL_TEXT):
        return INCLUDE
    return EXCLUDE if rules.verdict == EXCLUDED else None


def _excluded(stage: str, decision: Decision, rules: Verdict) -> Verdict:
    return Verdict(
        EXCLUDED, stage, next(iter(decision.reasons), None), decision.reasons, (), rules.flags,
        people=decision.people, human=True,
    )  # fmt: skip


def _waits(stage: str, what: str, people: tuple[str, ...], rules: Verdict) -> Verdict:
    """Awaiting people; what rules say against the report is a suggestion then."""
    suggested = rules.rules if rules.verdict == EXCLUDED else rules.suggested
    return Verdict(AWAITING, stage, None, (), rules.rules, rules.flags, suggested, people,
                   waiting=what)  # fmt: skip


def contradictions(said: Mapping[str, Decision]) -> list[Problem]:
    """What people's decisions at different stages say against one another."""
    titles, copy, text = (said.get(stage) for stage in (TITLES, RETRIEVAL, FULL_TEXT))
    if text is None:
        return []
    report, found = text.cluster_id, []
    if titles is not None and titles.decision == EXCLUDE:
        told = "was excluded on title and abstract, yet voted on at full text: it waits"
        found.append(Problem("contradiction", f"{report} {told}"))
    if titles is not None and titles.is_open and not text.is_open:
        told = "was decided at full text, while title and abstract are open: full text holds"
        found.append(Problem("contradiction", f"{report} {told}"))
    if copy is not None and copy.decision == NOT_RETRIEVED:
        told = "was not retrieved, yet voted on at full text: it counts as obtained"
        found.append(Problem("contradiction", f"{report} {told}"))
    return found


def _row(verdict: Verdict) -> tuple[str | None, ...]:
    joined = {name: "; ".join(getattr(verdict, name)) for name in
              ("people", "reasons", "rules", "suggested", "flags")}  # fmt: skip
    return tuple(joined[name] if name in joined else getattr(verdict, name) for name in _COLUMNS)
