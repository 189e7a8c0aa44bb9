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

    `rules`: those that hit; for awaiting, those that suggest exclusion or could not be answered.
    `flags`: rules that could not be answered and, by `on_unknown: flag`, do not wait for it.
    """

    verdict: str
    stage: str
    primary_reason: str | None = None
    reasons: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


def hits(rule: Rule, answer: int) -> bool:
    """Whether a rule speaks against a report: require and false, or exclude and true."""
    return answer == (FALSE if rule.kind == "require" else TRUE)


def stage_of(rule: Rule, stages: Sequence[str]) -> str | None:
    """The first of the stages carried out at which a rule is asked; None if at none."""
    return next((stage for stage in stages if stage in rule.stages), None)


def judge(answers: Sequence[int], criteria: Criteria, sought: bool) -> Verdict:
    """The verdict on a report with these answers, one a rule in the criteria's order.

    `sought`: whether it is known what became of its full text.
    """
    against: list[tuple[str, Rule]] = []
    waiting: list[tuple[str, Rule]] = []
    flags: list[str] = []
    for rule, answer in zip(criteria.rules, answers, strict=True):
        stage = stage_of(rule, criteria.stages)
        if stage is None:
            continue
        if stage == "full-text" and not sought:
            waiting.append(("retrieval", rule))
        elif hits(rule, answer) and rule.action == "exclude":
            against.append((stage, rule))
        elif answer == UNKNOWN and _may_pass(rule):
            flags.append(rule.id)
        elif hits(rule, answer) or answer == UNKNOWN:
            waiting.append((_WAITS_AT[stage], rule))
    if against:
        return _excluded(against, tuple(flags), criteria)
    if waiting or criteria.mode == "people":
        return _awaiting(waiting, tuple(flags), criteria)
    return Verdict(INCLUDED, criteria.stages[-1], flags=tuple(flags))


def _may_pass(rule: Rule) -> bool:
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
    waiting: list[tuple[str, Rule]], flags: tuple[str, ...], criteria: Criteria
) -> Verdict:
    """People begin at the titles, unless their stage is the only one that is carried out."""
    begins = [_WAITS_AT[stage] for stage in criteria.stages] if criteria.mode == "people" else []
    if "title-abstract" not in begins:
        begins = ["retrieval" if stage == "full-text" else stage for stage in begins]
    stage = min([*(stage for stage, _ in waiting), *begins], key=_order)
    return Verdict(AWAITING, stage, rules=tuple(rule.id for _, rule in waiting), flags=flags)


def _order(stage: str) -> int:
    return ("metadata", "title-abstract", "retrieval", "full-text").index(stage)
