"""`review report`: the PRISMA report and the screened corpus."""

from __future__ import annotations

from pathlib import Path

import click

from litsieve.cli.common import run_stage, say_done
from litsieve.cli.console import notice, result, result_json, shown
from litsieve.errors import NEEDS_YOU, OK, ReviewError, Where
from litsieve.project import find

#: Of what is written, what a person opens first.
SHOWN = ("report.html", "report.md", "prisma.svg", "prisma.png", "included.csv", "audit.csv")


@click.command("report")
@click.option("-o", "--output", metavar="DIR", help="Write there [default: report/].")
@click.option("--json", "as_json", is_flag=True, help="Print prisma.json.")
@click.option(
    "--strict",
    is_flag=True,
    help="Exit 1 if a check warns, unless review.yaml acknowledges it; the report is written.",
)
def command(output: str | None, as_json: bool, strict: bool) -> int:
    """Write the PRISMA 2020 report and the screened corpus.

    Every identity of the flow diagram is checked; the report folder says which record is behind
    which number (audit.csv), and what was checked (checks.csv).
    """
    from litsieve.store import read_json

    project = find()
    folder = _folder(output) if output else None
    counts = run_stage(project, "report", folder=folder)
    target = folder or project.folder("report")
    if as_json:
        result_json(read_json(target / "prisma.json"))
    else:
        for name in SHOWN:
            result(shown(target / name))
    say_done("report", counts)
    if counts["awaiting"]:
        notice(f"{counts['awaiting']:,} wait for a person: see awaiting.csv")
    return NEEDS_YOU if strict and counts["warnings"] else OK


def _folder(output: str) -> Path:
    """Where the report goes; an error for the name of one file, which it is not."""
    from litsieve.report.artefacts import DOCUMENTS, FORMATS

    folder = Path(output)
    files = {Path(name).suffix for name in DOCUMENTS} | {f".{name}" for name in FORMATS}
    files |= {".doc", ".xls", ".odt", ".txt", ".zip"}
    if folder.suffix.lower() in files and not folder.is_dir():
        hint = f"name a folder, like {folder.with_suffix('').name}"
        raise ReviewError("the report is a folder of many files", Where(output), hint)
    return folder
