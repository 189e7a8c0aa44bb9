"""`review check`: every identity of the PRISMA arithmetic, as numbers."""

from __future__ import annotations

import click

from litsieve.cli.common import counts_of, hits_missed
from litsieve.cli.console import clean, result, result_json, warning
from litsieve.errors import NEEDS_YOU, OK
from litsieve.pipeline import require, states
from litsieve.project import find


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
def command(as_json: bool) -> int:
    """Check that every number adds up.

    The counts are taken anew from the records, not from the report. Exit 1 if an identity is
    broken, or the report on disk is not the one that the records give.
    """
    from litsieve.report import gather
    from litsieve.stages import report_input

    project = find()
    require(project, "report")
    found = gather(report_input(project)).checks
    stale = [s for s in states(project) if s.state != "fresh"]
    if as_json:
        result_json(
            {
                "checks": [vars(c) for c in found],
                "stages": {s.stage: s.because for s in stale},
            }
        )
    else:
        for c in found:
            result(f"{c.code:5}{clean(c.what)}: {clean(c.text)}")
    for s in stale:
        warning(f"{s.stage} is {s.state}: {s.because}")
    for text in hits_missed(counts_of(project, "ingest")):
        warning(text)
    return OK if all(c.ok for c in found) and not stale else NEEDS_YOU
