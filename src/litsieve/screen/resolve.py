"""Votes and rulings → what people decided of each report, and what is wrong with some.

Decisions are keyed by record; a report has those of all its records. Of each person the last line
on a record stands. Conflicts are derived here on every run and stored nowhere, so that a changed
vote opens again what was settled on the old one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from litsieve.dedupe.answers import GONE
from litsieve.screen.decided import (
    AGREED,
    DIFFERENT,
    DISAGREEMENT,
    SINGLE,
    STALE,
    Decision,
    Problem,
    Resolved,
)
from litsieve.screen.votes import (
    ADJUDICATION,
    EXCLUDE,
    MAYBE,
    NOT_RETRIEVED,
    OBTAINED,
    RETRIEVAL,
    SOUGHT,
    THIRD,
    WORDS,
    Ruling,
    Vote,
)

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria


def standing(votes: Iterable[Vote]) -> list[Vote]:
    """Of each person, and of adjudication, the last line on a record at a stage."""
    last: dict[tuple[str, str, str], Vote] = {}
    for vote in votes:
        who = ADJUDICATION if isinstance(vote, Ruling) else vote.by
        last[vote.stage, who, vote.record] = vote
    return [last[key] for key in sorted(last)]


def resolve(
    votes: Iterable[Vote], reports: Mapping[str, str], criteria: Criteria,
    waiting: Mapping[str, str] = {},
) -> Resolved:  # fmt: skip
    """What votes come to. `reports`: record_id → cluster_id of the records that there are.

    `waiting`: of other ids, what is known of them, in words (`referents.Referent.told`).
    The order of people's lines among each other does not matter, that of one person's does.
    """
    said: dict[tuple[str, str], list[Vote]] = defaultdict(list)
    counting = _Counting(criteria)
    for vote in standing(votes):
        counting.check(vote)
        if vote.record in reports:
            said[reports[vote.record], vote.stage].append(vote)
        else:
            lost = f"{vote.record} {GONE}: the decision waits for its return"
            counting.tell("record gone", waiting.get(vote.record, lost), [vote])
    order = list(WORDS)
    found = [
        (counting.retrieval if stage == RETRIEVAL else counting.screening)(report, lines)
        for (report, stage), lines in sorted(
            said.items(), key=lambda item: (item[0][0], order.index(item[0][1]))
        )
    ]
    return Resolved(tuple(found), tuple(counting.problems))


@dataclass(frozen=True)
class _Ballot:
    """One person's vote on a report; it `counts` unless it lacks a reason that it must have."""

    by: str
    said: str
    folded: str
    lines: tuple[Vote, ...]
    reasons: tuple[str, ...]
    counts: bool


class _Counting:
    """What votes come to under the criteria; gathers problems."""

    def __init__(self, criteria: Criteria) -> None:
        self.screening_of = criteria.screening
        self.order = {reason.id: place for place, reason in enumerate(criteria.reasons)}
        self.wanted = criteria.screening.reviewers.model_dump(by_alias=True)
        self.needs_reason = criteria.screening.reasons_required.model_dump(by_alias=True)
        self.problems: list[Problem] = []

    def tell(self, kind: str, text: str, lines: Iterable[Vote]) -> None:
        where = ", ".join(dict.fromkeys(str(vote.where) for vote in lines if vote.where))
        self.problems.append(Problem(kind, f"{where}: {text}" if where else text))

    def check(self, vote: Vote) -> None:
        """What of a line the criteria do not know any more."""
        for reason in dict.fromkeys(vote.reasons):
            if reason not in self.order:
                text = f"reason {reason} is not in the criteria: it is left out"
                self.tell("reason gone", text, [vote])
        offered = self.screening_of.decisions
        if vote.stage != RETRIEVAL and vote.decision not in offered:
            text = f"a decision that is not among {', '.join(offered)}: it counts all the same"
            self.tell("not offered", text, [vote])

    def reasons(self, lines: Iterable[Vote]) -> tuple[str, ...]:
        """Valid reasons of all lines, in the protocol's order."""
        given = {reason for vote in lines for reason in vote.reasons if reason in self.order}
        return tuple(sorted(given, key=self.order.__getitem__))

    # --- title and abstract, full text -------------------------------------------------------

    def screening(self, report: str, lines: Sequence[Vote]) -> Decision:
        """The decision on a report at a stage at which people vote."""
        stage = lines[0].stage
        rulings = [line for line in lines if isinstance(line, Ruling)]
        people: dict[str, list[Vote]] = {}
        for line in lines:
            if not isinstance(line, Ruling):
                people.setdefault(line.by, []).append(line)
        ballots = {by: self.ballot(report, by, said) for by, said in people.items()}
        counted = [ballot for ballot in ballots.values() if ballot.counts]
        alike = {ballot.folded for ballot in counted}
        wanted = self.wanted[stage]
        if len(counted) >= wanted and len(alike) == 1 and len(counted) == len(ballots):
            self.ruled_for_nothing(rulings, min(alike))
            how = AGREED if len(counted) > 1 else SINGLE
            return self.decided(report, stage, min(alike), how, ballots.values())
        valid, faults = self.rule(rulings, ballots, stage)
        if len({ruling.decision for ruling in valid}) == 1:
            last = max(valid, key=lambda ruling: (ruling.moment, ruling.record))
            return self.decided(report, stage, last.decision, last.mode, ballots.values(), last)
        if valid:
            self.tell(DIFFERENT, f"rulings on records of {report} differ: rule again", valid)
        if len(counted) < wanted:
            how = f"{len(counted)} of {wanted} votes"
        else:
            how = DIFFERENT if valid else STALE if STALE in faults else DISAGREEMENT
        clear = len(counted) == len(ballots) and len(alike) == 1 and not rulings
        return Decision(
            report, stage, None, how, tuple(sorted(ballots)), len(ballots),
            at=_last(lines), note=_notes(lines) if not self.screening_of.blind else "",
            leaning=next(iter(alike)) if clear else None,
        )  # fmt: skip

    def ballot(self, report: str, by: str, lines: Sequence[Vote]) -> _Ballot:
        """A person's vote: the most inclusive of those on the records of the report."""
        stage = lines[0].stage
        said = min((line.decision for line in lines), key=WORDS[stage].index)
        if len({line.decision for line in lines}) > 1:
            text = f"{by} decided otherwise of records of one report, {report}: "
            self.tell("members differ", text + "the most inclusive decision counts", lines)
        supporting = tuple(line for line in lines if line.decision == said)
        reasons = self.reasons(supporting)
        folded = self.folded(said)
        counts = folded != EXCLUDE or bool(reasons) or not self.needs_reason[stage]
        if not counts:
            text = "the vote does not count until it names a reason of the criteria"
            self.tell("no valid reason", text, supporting)
        return _Ballot(by, said, folded, tuple(lines), reasons, counts)

    def folded(self, decision: str) -> str:
        """The decision, where `maybe` counts as what the criteria say."""
        counts_as = self.screening_of.disagreement.maybe_counts_as
        return counts_as if decision == MAYBE else decision

    def decided(
        self, report: str, stage: str, decision: str, how: str, ballots: Collection[_Ballot],
        ruling: Ruling | None = None,
    ) -> Decision:  # fmt: skip
        ruled = [ruling] if ruling else []
        lines = [*(line for ballot in ballots for line in ballot.lines), *ruled]
        return Decision(
            report, stage, decision, how, tuple(sorted({line.by for line in lines})), len(ballots),
            self.deciding_reasons(decision, ballots, ruling), _last(lines), _notes(lines),
        )  # fmt: skip

    def deciding_reasons(
        self, decision: str, ballots: Iterable[_Ballot], ruling: Ruling | None
    ) -> tuple[str, ...]:
        """Of an exclusion: the reasons of the ruling, else those of the votes for it."""
        if decision != EXCLUDE:
            return ()
        votes = [line for ballot in ballots if ballot.folded == EXCLUDE for line in ballot.lines]
        return (self.reasons([ruling]) if ruling else ()) or self.reasons(votes)

    # --- rulings -----------------------------------------------------------------------------

    def rule(
        self, rulings: Sequence[Ruling], ballots: Mapping[str, _Ballot], stage: str
    ) -> tuple[list[Ruling], set[str]]:
        """The rulings that hold, and the kinds of what is wrong with the others."""
        valid: list[Ruling] = []
        faults: set[str] = set()
        for ruling in rulings:
            wrong = list(self.faults(ruling, ballots, stage))
            for kind, text in wrong:
                self.tell(kind, text, [ruling])
                faults.add(kind)
            if not wrong:
                valid.append(ruling)
        return valid, faults

    def faults(
        self, ruling: Ruling, ballots: Mapping[str, _Ballot], stage: str
    ) -> Iterator[tuple[str, str]]:
        """Why a ruling does not hold: kind and words."""
        settings = self.screening_of.disagreement
        if ruling.mode not in settings.resolve:
            yield "ruling refused", f"the criteria do not resolve by {ruling.mode}"
        inside = ruling.by in ruling.between
        if ruling.mode == THIRD and settings.adjudicator_not_in_pair and inside:
            yield "ruling refused", f"{ruling.by} is one of those whose votes were ruled on"
        now = [ballots[name].said if name in ballots else None for name in ruling.between]
        changed = [name for name, was, is_ in zip(ruling.between, ruling.prior, now, strict=True)
                   if was != is_]  # fmt: skip
        if changed:
            text = f"the ruling on {ruling.record} is stale: it is not on the vote that "
            yield STALE, text + f"{' and '.join(changed)} cast since; rule again"
        reasons = self.deciding_reasons(ruling.decision, ballots.values(), ruling)
        if ruling.decision == EXCLUDE and self.needs_reason[stage] and not reasons:
            text = "the ruling does not count until it names a reason of the criteria"
            yield "no valid reason", text

    def ruled_for_nothing(self, rulings: Iterable[Ruling], agreed: str) -> None:
        for ruling in rulings:
            if ruling.decision != agreed:
                text = f"people agree on {ruling.record}: the ruling, which says otherwise, "
                self.tell("ruling without a conflict", text + "settles nothing", [ruling])

    # --- retrieval ---------------------------------------------------------------------------

    def retrieval(self, report: str, lines: Sequence[Vote]) -> Decision:
        """What became of a full text: the latest word of anyone; of one moment, the kindest."""
        people: dict[str, Vote] = {}
        for line in sorted(lines, key=lambda line: (line.moment, line.record)):
            people[line.by] = line
        latest = max(line.moment for line in people.values())
        kindest = (OBTAINED, SOUGHT, NOT_RETRIEVED).index
        last = [line for line in people.values() if line.moment == latest]
        word = min(last, key=lambda line: (kindest(line.decision), line.by))
        said = {line.decision for line in people.values()}
        if {OBTAINED, NOT_RETRIEVED} <= said:
            text = f"{report}: one has the full text, another says it cannot be had; the latest "
            self.tell("contradiction", text + "word holds", people.values())
        alike = len(said) == 1 and len(people) > 1
        reasons = self.reasons([word]) if word.decision == NOT_RETRIEVED else ()
        return Decision(
            report, RETRIEVAL, word.decision, AGREED if alike else SINGLE, tuple(sorted(people)),
            len(people), reasons, word.at, _notes(people.values()),
        )  # fmt: skip


def _last(lines: Iterable[Vote]) -> str:
    """The time of the last line, as it is written there."""
    return max(lines, key=lambda line: (line.moment, line.at)).at


def _notes(lines: Iterable[Vote]) -> str:
    ordered = sorted(lines, key=lambda line: (line.moment, line.by, line.record))
    return "; ".join(dict.fromkeys(line.note for line in ordered if line.note))
