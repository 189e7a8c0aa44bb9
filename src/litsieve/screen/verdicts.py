"""Answers of all rules → one verdict a report.

Mode `rules`: a hit of a rule that may exclude excludes; an unknown waits for a person; what is left
is included. Mode `people`: only rules whose action is `exclude` exclude; everything else waits for
people, who alone include.

While nobody has said what became of its full text, a rule of that stage settles nothing: the report
waits for retrieval, whatever title and abstract would answer. All rules are asked and every hit is
kept; the primary reason is the first in the order of the criteria's reasons among the hits of the
earliest stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from litsieve.screen.kleene import FALSE, TRUE, UNKNOWN

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria, Rule

INCLUDED, EXCLUDED, AWAITING = "included", "excluded", "awaiting"
#: Where a report waits that a rule of this stage could not settle: people begin at the titles.
_WAITS_AT = {
    "metadata": "title-abstract",
    "title-abstract": "title-abstract",
    "full-text": "full-text",
}


@dataclass(frozen=True)
class Verdict:
    """What becomes of a report.

    `rules`: those that hit; for awaiting, those that suggest exclusion or could not be answered,
    of which `suggested` are the former.
    `flags`: rules that could not be answered and, by `on_unknown: flag`, do not wait for it.
    `people`: those whose decisions it rests on, or who have voted so far; `human`: they settled
    it; `waiting`: what it waits for of people.
    """

    verdict: str
    stage: str
    primary_reason: str | None = None
    reasons: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    human: bool = False
    waiting: str | None = None

    @property
    def by(self) -> str | None:
        """Who settled it: human or automation; None while it waits."""
        if self.verdict == AWAITING:
            return None
        return "human" if self.human else "automation"


def hits(rule: Rule, answer: int) -> bool:
    """Whether a rule speaks against a report: require and false, or exclude and true."""
    return answer == (FALSE if rule.kind == "require" else TRUE)


def stage_of(rule: Rule, stages: Sequence[str]) -> str | None:
    """The first of the stages carried out at which a rule is asked; None if at none."""
    return next((stage for stage in stages if stage in rule.stages), None)


class Judge:
    """What criteria make of answers; what does not depend on the answers is settled once."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        #: For each rule that is asked: its place, itself, its stage, and what each answer does.
        self._asked = [
            (place, rule, stage, tuple(_effect(rule, answer) for answer in (FALSE, UNKNOWN, TRUE)))
            for place, rule in enumerate(criteria.rules)
            if (stage := stage_of(rule, criteria.stages)) is not None
        ]

    @property
    def reads_full_texts(self) -> bool:
        """Whether any rule waits for the full text."""
        return any(stage == "full-text" for _, _, stage, _ in self._asked)

    def __call__(self, answers: Sequence[int], sought: bool, passed: bool = False) -> Verdict:
        """The verdict on a report with these answers, one a rule in the criteria's order.

        `sought`: whether it is known what became of its full text. `passed`: people included it
        on title and abstract, so that rules of that stage and before have no say any more.
        """
        against: list[tuple[str, Rule]] = []
        waiting: list[tuple[str, Rule]] = []
        suggested: list[str] = []
        flags: list[str] = []
        for place, rule, stage, effects in self._asked:
            if passed and stage != "full-text":
                continue
            if stage == "full-text" and not sought:
                waiting.append(("retrieval", rule))
                continue
            effect = effects[answers[place]]
            if effect == EXCLUDES:
                against.append((stage, rule))
            elif effect in (SUGGESTS, WAITS):
                waiting.append((_WAITS_AT[stage], rule))
                suggested += [rule.id] * (effect == SUGGESTS)
            elif effect == FLAGS:
                flags.append(rule.id)
        if against:
            return _excluded(against, tuple(flags), self.criteria)
        if waiting or self.criteria.mode == "people":
            begins = self._begins(sought, passed)
            return _awaiting(waiting, tuple(flags), tuple(suggested), begins)
        return Verdict(INCLUDED, self.criteria.stages[-1], flags=tuple(flags))

    def _begins(self, sought: bool, passed: bool) -> list[str]:
        """Where people begin: at the titles, unless full texts are all that is left to them."""
        if self.criteria.mode == "rules":
            return []
        if passed or set(self.criteria.stages) == {"full-text"}:
            return ["full-text" if sought else "retrieval"]
        return ["title-abstract"]


#: What an answer of a rule does.
PASSES, EXCLUDES, SUGGESTS, WAITS, FLAGS = "passes", "excludes", "suggests", "waits", "flags"


def _effect(rule: Rule, answer: int) -> str:
    if hits(rule, answer):
        return EXCLUDES if rule.action == "exclude" else SUGGESTS
    if answer != UNKNOWN:
        return PASSES
    return FLAGS if may_pass(rule) else WAITS


def may_pass(rule: Rule) -> bool:
    """Whether an unknown answer need not wait: never where something is required."""
    return rule.kind == "exclude" and rule.on_unknown == "flag"


def _excluded(
    against: list[tuple[str, Rule]], flags: tuple[str, ...], criteria: Criteria
) -> Verdict:
    earliest = min((stage for stage, _ in against), key=_order)
    order = [reason.id for reason in criteria.reasons]
    reasons = sorted({rule.reason for _, rule in against}, key=order.index)
    first = sorted({rule.reason for stage, rule in against if stage == earliest}, key=order.index)
    rules = tuple(rule.id for _, rule in against)
    return Verdict(EXCLUDED, earliest, first[0], tuple(reasons), rules, flags)


def _awaiting(
    waiting: list[tuple[str, Rule]],
    flags: tuple[str, ...],
    suggested: tuple[str, ...],
    begins: list[str],
) -> Verdict:
    stage = min([*(stage for stage, _ in waiting), *begins], key=_order)
    rules = tuple(rule.id for _, rule in waiting)
    return Verdict(AWAITING, stage, rules=rules, flags=flags, suggested=suggested)


def _order(stage: str) -> int:
    return ("metadata", "title-abstract", "retrieval", "full-text").index(stage)
