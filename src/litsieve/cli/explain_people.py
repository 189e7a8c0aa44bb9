"""Of `review explain ID`: what people decided of its report, line by line, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from litsieve.cli.console import clean, result
from litsieve.project import Project
from litsieve.text import counted

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria
    from litsieve.screen.decided import Decision
    from litsieve.screen.votes import Vote


def people_facts(
    project: Project, criteria: Criteria, members: Sequence[str], report: str
) -> tuple[dict[str, Any], str | None]:
    """What the files of decisions say by now of a report with these records.

    And its fulltext_status, as far as people know it. Files may have changed since the last run:
    what is blind is blind by what they say now.
    """
    from litsieve.people import said, votes_now
    from litsieve.screen.resolve import resolve
    from litsieve.screen.settle import contradictions, full_texts
    from litsieve.work import load

    clusters = load(project, "dedupe", "clusters", "record_id", "cluster_id")
    votes = votes_now(project, said(project).votes, clusters).votes
    lines = [vote for vote in votes if vote.record in members]
    found = resolve(lines, dict.fromkeys(members, report), criteria)
    decisions = {decision.stage: decision for decision in found.decisions}
    problems = [*found.problems, *contradictions(decisions)]
    facts = {
        "stages": [_stage(decision, lines, criteria) for decision in found.decisions],
        "problems": [problem.text for problem in problems],
    }
    return facts, full_texts(found).get(report)


def _stage(decision: Decision, lines: Sequence[Vote], criteria: Criteria) -> dict[str, Any]:
    """A stage with its history, which is not shown while the stage is open and blind."""
    from litsieve.screen.resolve import standing

    history = [line for line in lines if line.stage == decision.stage]
    holds = {line.where for line in standing(history)}
    hidden = decision.is_open and criteria.screening.blind
    ordered = sorted(history, key=lambda line: (line.moment, str(line.where)))
    return {
        "stage": decision.stage,
        "decision": decision.decision,
        "how": decision.how,
        "people": list(decision.people),
        "votes": decision.votes,
        "reasons": list(decision.reasons),
        "hidden": hidden,
        "lines": []
        if hidden
        else [
            {"record": line.record, **line.plain(), "holds": line.where in holds}
            for line in ordered
        ],
    }


def print_people(facts: Mapping[str, Any]) -> None:
    """The same for people."""
    if facts["stages"]:
        result("people:")
    for stage in facts["stages"]:
        result(clean(f"   {stage['stage']}: {_outcome(stage)}"))
        for line in stage["lines"]:
            result(clean(f"     {line['where']}  {'; '.join(_line(line))}"))
    for problem in facts["problems"]:
        result(clean(f"   ! {problem}"))


def _outcome(stage: Mapping[str, Any]) -> str:
    names = ", ".join(stage["people"])
    if stage["hidden"]:
        votes = counted(stage["votes"], "vote")
        return f"open, {stage['how']}; {votes}, not shown while the stage is open"
    if stage["decision"] is None:
        return f"open, {stage['how']} ({names})"
    reasons = f", {'; '.join(stage['reasons'])}" if stage["reasons"] else ""
    return f"{stage['decision']}{reasons} ({stage['how']}: {names})"


def _line(line: Mapping[str, Any]) -> Iterator[str]:
    """What a line says, in parts."""
    reasons = f" {', '.join(line['reasons'])}" if line["reasons"] else ""
    yield f"{line['by']}: {line['decision']}{reasons}, {line['at']}"
    if "mode" in line:
        prior = ", ".join(f"{name} {word}" for name, word in line["prior"].items())
        yield f"ruling by {line['mode']} on {prior}"
    if line["tags"]:
        yield f"tags {', '.join(line['tags'])}"
    if line["note"]:
        yield line["note"]
    if not line["holds"]:
        yield "decided anew since"
