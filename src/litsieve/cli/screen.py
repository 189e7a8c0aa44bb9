"""`review screen`: the criteria's verdict on every report."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from litsieve.cli.common import run_stage, say_done
from litsieve.cli.console import Bar, notice, result, result_json, table, warning
from litsieve.pipeline import Counts, Given, manifest, require
from litsieve.project import Project, find

if TYPE_CHECKING:
    import pandas as pd


@click.command("screen")
@click.option("--criteria", metavar="FILE", help="The criteria [default: criteria.yaml].")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def command(criteria: str | None, dry_run: bool, as_json: bool) -> None:
    """Apply the inclusion and exclusion criteria.

    A rule that hits excludes with its reason; what a rule cannot know (no abstract, no year) waits
    for a person; missing data never excludes.
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
    counts, changes = _trial(project, given)
    _print(counts, as_json)
    if not as_json:
        result()
        result(
            table(changes, ("was", "would be", "reports")) if changes else "nothing would change"
        )
    notice("screen: dry run, nothing was written")


def _print(counts: Counts, as_json: bool) -> None:
    if as_json:
        result_json(counts)
    else:
        result(table(list(counts.items()), ("verdict", "reports")))


def _trial(project: Project, given: Given) -> tuple[Counts, list[tuple[str, str, int]]]:
    """Counts of a run that is not kept, and how many reports would move from where to where."""
    from litsieve.stages import judge, load, load_criteria, verdict_counts

    require(project, "screen")
    bar = Bar()
    new = judge(project, load_criteria(project, given), bar)["verdicts"]
    bar.close()
    if manifest(project, "screen") is None:
        return verdict_counts(new), []
    return verdict_counts(new), _moves(load(project, "screen", "verdicts"), new)


def _moves(old: pd.DataFrame, new: pd.DataFrame) -> list[tuple[str, str, int]]:
    """(was, would be, how many), a verdict being named with its primary reason."""

    def named(verdicts: pd.DataFrame) -> pd.Series:
        reason = verdicts["primary_reason"].fillna("")
        text = (verdicts["verdict"] + " " + reason).str.strip()
        return text.set_axis(verdicts["cluster_id"])

    was, now = named(old), named(new)
    ids = sorted({*was.index, *now.index})
    was, now = was.reindex(ids).fillna("not there"), now.reindex(ids).fillna("not there")
    moved = was != now
    counts = Counter(zip(was[moved], now[moved], strict=True))
    return [(old, new, n) for (old, new), n in sorted(counts.items())]
