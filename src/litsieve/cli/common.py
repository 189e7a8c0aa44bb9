"""What the four verbs and `run` share: running a stage and saying what came of it."""

from __future__ import annotations

from pathlib import Path

from litsieve.cli.console import Bar, counted, notice, number, warning
from litsieve.pipeline import Counts, Given, manifest, require, run
from litsieve.project import Project

NEXT = {"ingest": "review dedupe", "dedupe": "review screen", "screen": "review report"}


def run_stage(
    project: Project, stage: str, given: Given | None = None, folder: Path | None = None
) -> Counts:
    """Run one stage with a progress bar, and warn where it builds on something out of date."""
    for state in require(project, stage):
        if state.state == "stale":
            warning(f"{state.stage} is stale: {state.because}; `review run` brings it up to date")
    bar = Bar()
    try:
        return run(project, stage, given or Given(), bar, folder)
    finally:
        bar.close()


def counts_of(project: Project, stage: str) -> Counts:
    """The counts of the stage's last run; {} if it has not run."""
    counts: Counts = (manifest(project, stage) or {}).get("counts", {})
    return counts


def summary(stage: str, counts: Counts) -> str:
    """One line of counts."""
    if stage == "ingest":
        rejected = f", {number(counts['rejected'])} rejected" if counts["rejected"] else ""
        files = counted(len(counts["files"]), "file")
        entries = counted(counts["seen"], "entry", "entries")
        return f"{entries} in {files}: {counted(counts['records'], 'record')}{rejected}"
    if stage == "dedupe":
        review = f"; {counted(counts['review'], 'pair')} to look at" if counts["review"] else ""
        linked = f"; {counted(counts['linked'], 'pair')} linked" if counts["linked"] else ""
        return (
            f"{counted(counts['records'], 'record')} − "
            f"{counted(counts['duplicates'], 'duplicate')} "
            f"({number(counts['within'])} within a source, {number(counts['across'])} across) "
            f"= {number(counts['left'])} left{linked}{review}"
        )
    if stage == "screen":
        total = counts["included"] + counts["excluded"] + counts["awaiting"]
        return (
            f"{counted(total, 'report')}: {number(counts['included'])} included, "
            f"{number(counts['excluded'])} excluded, {number(counts['awaiting'])} awaiting a person"
        )
    return (
        f"{number(counts['identified'])} identified, "
        f"{counted(counts['duplicates'], 'duplicate')}, "
        f"{number(counts['screened'])} screened, {number(counts['included'])} included, "
        f"{number(counts['awaiting'])} awaiting a person; "
        f"{counted(counts['checks'], 'check')} ✓"
    )


def warn_of(stage: str, counts: Counts) -> None:
    """What a person must look at after a stage, however it was started."""
    for name in counts["unlisted"] if stage == "ingest" else ():
        warning(f"{name} lies in searches/, but was not asked for: it is not read")
    for row in counts["files"] if stage == "ingest" else ():
        if row["rejected"]:
            warning(
                f"{row['file']}: {counted(row['rejected'], 'entry', 'entries')} could not be read; "
                "`review export rejects` shows each with its line and reason"
            )
        if row["same_as"]:
            warning(
                f"{row['file']} is {row['same_as']} once more, byte for byte; take one out, "
                "or every entry of it counts as identified twice"
            )
        hits = row["hits"]
        if hits is not None and hits != row["seen"]:
            warning(
                f"{row['file']}: the search had {hits:,} hits, the export has {row['seen']:,} "
                "entries (P193)"
            )


def say_done(stage: str, counts: Counts) -> None:
    """The closing line of a verb: counts and the next command."""
    warn_of(stage, counts)
    following = f"  → {NEXT[stage]}" if stage in NEXT else ""
    notice(f"{stage}: {summary(stage, counts)}{following}")
