"""`review report`: the PRISMA report and the screened corpus."""

from __future__ import annotations

from pathlib import Path

import click

from litsieve.cli.common import run_stage, say_done
from litsieve.cli.console import notice, result, result_json, shown
from litsieve.project import REPORT, find


@click.command("report")
@click.option("-o", "--output", metavar="DIR", help="Write there [default: report/].")
@click.option("--json", "as_json", is_flag=True, help="Print prisma.json.")
def command(output: str | None, as_json: bool) -> None:
    """Write the PRISMA 2020 report and the screened corpus.

    Every identity of the flow diagram is checked; the report folder says which record is behind
    which number (audit.csv).
    """
    project = find()
    folder = Path(output) if output else None
    counts = run_stage(project, "report", folder=folder)
    target = folder or project.folder("report")
    if as_json:
        result_json_file(target / "prisma.json")
    else:
        for name in (REPORT + ".md", "prisma.svg", "prisma.png", "included.csv", "audit.csv"):
            result(shown(target / name))
    say_done("report", counts)
    if counts["awaiting"]:
        notice(f"{counts['awaiting']:,} wait for a person: see awaiting.csv")


def result_json_file(path: Path) -> None:
    """Print a JSON file that a stage wrote."""
    from litsieve.store import read_json

    result_json(read_json(path))
