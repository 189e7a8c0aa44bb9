"""`review run`: every step that is not up to date."""

from __future__ import annotations

import click

from litsieve.cli.common import run_stage, summary, warn_of
from litsieve.cli.console import notice, result, result_json, shown, warning
from litsieve.pipeline import STAGES, counts_of, given_before, states
from litsieve.project import find


@click.command("run")
@click.option("--until", type=click.Choice(list(STAGES)), help="Stop after this stage.")
@click.option("--dry-run", is_flag=True, help="Say what would run, and why.")
@click.option("--force", is_flag=True, help="Run also what is up to date.")
@click.option("--json", "as_json", is_flag=True, help="Print what ran, with its counts, as JSON.")
def command(until: str | None, dry_run: bool, force: bool, as_json: bool) -> None:
    """Run every step that is not up to date.

    The steps are ingest, dedupe, screen, report; a step is up to date if neither what it reads nor
    its part of the configuration has changed.
    """
    project = find()
    wanted = list(STAGES)[: list(STAGES).index(until) + 1] if until else list(STAGES)
    todo = {s.stage: s for s in states(project) if s.stage in wanted}
    plan = {name: s.because or "forced" for name, s in todo.items() if force or s.state != "fresh"}
    if dry_run:
        for name, because in plan.items():
            result(f"would run {name}: {because}")
    ran = {}
    for name, because in plan.items() if not dry_run else ():
        if todo[name].state == "edited" and name != "report":  # which says where edits are kept
            warning(f"{name}: {because}; it is written again")
        # A step before may have left the same bytes: then this one is up to date after all.
        now = {s.stage: s for s in states(project)}[name]
        if now.state == "fresh" and not force:
            notice(f"{name}: up to date")
            continue
        ran[name] = run_stage(project, name, given_before(project, name))
        warn_of(name, ran[name])
        notice(f"{name}: {summary(name, ran[name])}")
    if as_json:
        result_json({"ran": ran, "planned": list(plan)} if dry_run else {"ran": ran})
    elif not plan:
        result("nothing to do: everything is up to date")
    if not dry_run and "report" in wanted:
        counts = counts_of(project, "report")
        if not as_json:
            folder = shown(project.folder("report"))
            result(f"{summary('report', counts)}\nthe report is in {folder}/ (report.html first)")
