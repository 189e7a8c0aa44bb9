"""`review status`: what is up to date, and why not."""

from __future__ import annotations

import click

from litsieve.cli.common import summary
from litsieve.cli.console import result, result_json
from litsieve.errors import NEEDS_YOU, OK
from litsieve.pipeline import states
from litsieve.project import find


@click.command("status")
@click.option("--check", is_flag=True, help="Exit 1 unless everything is up to date.")
@click.option("--json", "as_json", is_flag=True, help="Print the states as JSON.")
def command(check: bool, as_json: bool) -> int:
    """Say what is up to date and what is not, and why."""
    found = states(find())
    if as_json:
        result_json(
            [
                {"stage": s.stage, "state": s.state, "because": s.because, "counts": s.counts}
                for s in found
            ]
        )
    else:
        for s in found:
            line = s.because if s.state != "fresh" else summary(s.stage, s.counts)
            result(f"{s.stage:8}{s.state:9}{line}")
        left = [s.stage for s in found if s.state != "fresh"]
        result("→ review run" if left else "everything is up to date")
    return NEEDS_YOU if check and any(s.state != "fresh" for s in found) else OK
