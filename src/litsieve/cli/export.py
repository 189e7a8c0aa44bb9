"""`review export`: tables for other programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from litsieve.cli.common import format_of, hand_out, outside, refuse_terminal
from litsieve.cli.console import warning
from litsieve.errors import ReviewError
from litsieve.pipeline import STAGES, State, states
from litsieve.project import Project, find
from litsieve.text import counted

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "ris", "bib", "csl", "jsonl", "xlsx")
#: Formats of lists of references.
_REFERENCES = ("ris", "bib", "csl")


@dataclass(frozen=True)
class Table:
    """What it needs to have run, how it is made, and whether its rows are references."""

    needs: str
    make: Callable[[Project], pd.DataFrame]
    references: bool = False


def _records(project: Project) -> pd.DataFrame:
    from litsieve.work import load

    return load(project, "ingest", "records")


def _rejects(project: Project) -> pd.DataFrame:
    from litsieve.work import load

    return load(project, "ingest", "rejects")


def _clusters(project: Project) -> pd.DataFrame:
    from litsieve.work import load

    keys = ["record_id", "source", "file", "line", "source_id"]
    clusters = load(project, "dedupe", "clusters")[["record_id", "cluster_id"]]
    return _records(project)[keys].merge(clusters, on="record_id", validate="1:1")


def _duplicates(project: Project) -> pd.DataFrame:
    from litsieve.report.duplicates import duplicates_table
    from litsieve.work import load

    found = (load(project, "dedupe", name) for name in ("clusters", "pairs", "merged"))
    return duplicates_table(_records(project), *found)


def _screened(project: Project) -> pd.DataFrame:
    from litsieve.work import load, reports

    keys = ["record_id", "source_id", "title"]
    verdicts = load(project, "screen", "verdicts").rename(columns={"cluster_id": "record_id"})
    columns = [*keys, "verdict", "primary_reason", "reasons", "rules"]
    return reports(project)[keys].merge(verdicts, on="record_id", validate="1:1")[columns]


def _codes(project: Project) -> pd.DataFrame:
    """Reports with what the criteria suggest of them, those to be looked at first on top."""
    from litsieve.cli.criteria.given import ran_with
    from litsieve.pipeline import given_before
    from litsieve.screen.labels import codes, flags
    from litsieve.stages import load_criteria
    from litsieve.work import load, load_answers, reports

    criteria = load_criteria(project, given_before(project, "screen"))
    if not ran_with(project, criteria):
        raise ReviewError("the criteria have changed since", hint="run `review screen` first")
    answers = load_answers(project).set_index("cluster_id")
    verdicts = load(project, "screen", "verdicts").set_index("cluster_id")
    found = verdicts[["verdict", "stage", "priority"]].join(codes(answers, criteria))
    found["quality_flags"] = flags(answers, criteria)
    titles = reports(project).set_index("record_id")["title"]
    table = titles.to_frame().join(found).rename_axis("record_id").reset_index()
    return table.sort_values(["priority", "record_id"], ascending=[False, True], ignore_index=True)


def _with_verdict(verdict: str) -> Callable[[Project], pd.DataFrame]:
    def make(project: Project) -> pd.DataFrame:
        from litsieve.work import load, reports

        verdicts = load(project, "screen", "verdicts")
        chosen = verdicts[verdicts["verdict"] == verdict].sort_values(
            ["priority", "cluster_id"], ascending=[False, True]
        )
        return reports(project).set_index("record_id", drop=False).loc[chosen["cluster_id"]]

    return make


TABLES = {
    "records": Table("ingest", _records, references=True),
    "rejects": Table("ingest", _rejects),
    "clusters": Table("dedupe", _clusters),
    "duplicates": Table("dedupe", _duplicates),
    "screened": Table("screen", _screened),
    "codes": Table("screen", _codes),
    "included": Table("screen", _with_verdict("included"), references=True),
    "excluded": Table("screen", _with_verdict("excluded"), references=True),
    "awaiting": Table("screen", _with_verdict("awaiting"), references=True),
}


@click.command("export")
@click.argument("what", type=click.Choice(list(TABLES)))
@click.option("--to", type=click.Choice(FORMATS), help="[default: FILE's ending, else csv]")
@click.option("-o", "--output", metavar="FILE", default="-", help="Write there; - is stdout.")
def command(what: str, to: str | None, output: str) -> None:
    """Write records, clusters or verdicts for other programs.

    The ending of FILE says the format: .csv, .ris, .bib, .json (CSL), .jsonl or .xlsx.

    Text cells that a spreadsheet would take for a formula carry a leading apostrophe in csv and
    xlsx.
    """
    table = TABLES[what]
    project = find()
    if output != "-":
        outside(project, output)
    to = format_of(output, to, FORMATS)
    if to in _REFERENCES and not table.references:
        raise click.UsageError(f"'{what}' is not a list of references; choose csv, jsonl or xlsx")
    refuse_terminal(to, output)
    _need(states(project), table.needs)
    from litsieve.report import export_table

    frame = table.make(project)
    told = f"export: {counted(len(frame), 'row')} of {what}"
    hand_out(project, export_table(frame, to), output, told)


def _need(found: list[State], stage: str) -> None:
    upto = found[: list(STAGES).index(stage) + 1]
    for state in upto:
        if state.state == "missing" or (state.state == "edited" and state.stage == stage):
            raise ReviewError(f"{state.stage}: {state.because}", hint="run `review run` first")
    if upto[-1].state == "stale":
        warning(f"{stage} is stale: {upto[-1].because}; `review run` brings it up to date")
