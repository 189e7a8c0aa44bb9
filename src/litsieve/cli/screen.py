"""`review screen`: the criteria's verdict on every report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litsieve.cli.common import run_stage, say_done
from litsieve.cli.console import clean, notice, number, result, result_json, table, warning
from litsieve.cli.criteria.given import judged
from litsieve.pipeline import Counts, Given, manifest, require, usable
from litsieve.project import Project, find

if TYPE_CHECKING:
    from litsieve.screen.changes import Changes, RuleChange, Run

#: Record ids that are named of many.
_SHOWN = 3


@click.command("screen")
@click.option("--criteria", metavar="FILE", help="The criteria [default: criteria.yaml].")
@click.option(
    "--dry-run", is_flag=True, help="Write nothing; show what would change, rule by rule."
)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def command(criteria: str | None, dry_run: bool, as_json: bool) -> None:
    """Apply the inclusion and exclusion criteria.

    A rule that hits excludes with its reason; what a rule cannot know (no abstract, no year) waits
    for a person; missing data never excludes. What people decided (decisions/) stands above rules.
    """
    project = find()
    given = Given(criteria=project.name_of(Path(criteria)) if criteria else None)
    if not dry_run:
        counts = run_stage(project, "screen", given)
        own = project.config.criteria
        if project.has_config and given.criteria not in (None, own):
            warning(
                f"review.yaml names {own}: `review run` will screen by that again; "
                f"write `criteria: {given.criteria}` there to keep this"
            )
        _print(counts, as_json)
        say_done("screen", counts)
        return
    _dry_run(project, given, as_json)


def _print(counts: Counts, as_json: bool) -> None:
    if as_json:
        result_json(counts)
    else:
        verdicts = [(name, n) for name, n in counts.items() if name != "people"]
        result(table(verdicts, ("verdict", "reports")))


# --- a run that is not kept ------------------------------------------------------------------


def _dry_run(project: Project, given: Given, as_json: bool) -> None:
    from litsieve.judging import screen_counts
    from litsieve.screen.changes import RuleAct, Run, compare
    from litsieve.stages import load_criteria

    require(project, "screen")
    criteria = load_criteria(project, given)
    found = judged(project, criteria)
    answers, verdicts = (
        found.answers.set_index("cluster_id"),
        found.verdicts.set_index("cluster_id"),
    )
    acts = {r.id: RuleAct(r.kind, r.action, r.reason, r.stages) for r in criteria.rules}
    labels = {reason.id: reason.label for reason in criteria.reasons}
    new = Run(answers, verdicts, acts, labels, criteria.mode, found.stages)
    counts = screen_counts(found)
    last = _last_run(project)
    changes = None if last is None else compare(last, new)
    if as_json:
        result_json({**counts, "changes": None if changes is None else asdict(changes)})
    else:
        _print(counts, as_json=False)
        result()
        _print_changes(changes)
    notice("screen: dry run, nothing was written  → review screen")


def _last_run(project: Project) -> Run | None:
    """What the last run answered and decided; None if there is none that can be compared."""
    from litsieve.screen.changes import RuleAct, Run
    from litsieve.work import load, load_answers, load_protocol

    if manifest(project, "screen") is None:
        return None
    if not usable(project, "screen"):
        warning("the last run is of another version or was edited: it is not compared with")
        return None
    said = load_protocol(project)
    answers = load_answers(project).set_index("cluster_id")
    verdicts = load(project, "screen", "verdicts").set_index("cluster_id").loc[answers.index]
    acts = {
        rule: RuleAct(act["kind"], act["action"], said["rules"][rule], tuple(act["stages"]))
        for rule, act in said["acts"].items()
    }
    labels = {reason["id"]: reason["label"] for reason in said["reasons"]}
    return Run(answers, verdicts, acts, labels, said["mode"], tuple(said["stages"]))


def _print_changes(changes: Changes | None) -> None:
    if changes is None:
        result("there is no last run to compare with")
        return
    if not changes:
        result("nothing would change")
        return
    for setting in changes.settings:
        result(clean(setting))
    if changes.settings:
        result()
    if changes.moves:
        rows = [(m.was, m.now, len(m.reports), _some(m.reports)) for m in changes.moves]
        result(table(rows, ("was", "would be", "reports", "such as")))
    else:
        result("no verdict would change")
    rules = [rule for rule in changes.rules if rule.state != "same"]
    if rules:
        result()
        result(
            table(
                [_row(rule) for rule in rules],
                ("rule", "", "hits before", "after", "newly", "no longer", "newly unknown"),
            )
        )
    for rule in rules:
        for line in _details(rule):
            result(clean(line))


def _row(rule: RuleChange) -> tuple[Any, ...]:
    return (rule.rule, rule.state, rule.before, rule.after, len(rule.gained), len(rule.dropped),
            len(rule.unknown))  # fmt: skip


def _details(rule: RuleChange) -> Iterator[str]:
    lines = [
        *rule.settings,
        *(f"{what}: {_some(reports)}"
          for what, reports in (("newly hits", rule.gained), ("no longer hits", rule.dropped),
                                ("newly unknown", rule.unknown)) if reports),
    ]  # fmt: skip
    if lines:
        yield ""
        yield f"{rule.rule}"
    yield from (f"  {line}" for line in lines)


def _some(reports: Sequence[str]) -> str:
    """A few ids, and how many more there are."""
    more = f" and {number(len(reports) - _SHOWN)} more" if len(reports) > _SHOWN else ""
    return ", ".join(reports[:_SHOWN]) + more
