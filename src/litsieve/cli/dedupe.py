"""`review dedupe`: records → clusters."""

from __future__ import annotations

import click

from litsieve.cli.common import run_stage, say_done
from litsieve.cli.console import notice, result, result_json, table
from litsieve.pipeline import Counts
from litsieve.project import find


@click.command("dedupe")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def command(as_json: bool) -> None:
    """Find the records of one and the same report.

    Every merge is explained in `review export duplicates` and by `review explain ID`. Pairs that
    are too uncertain to merge are kept apart, and listed for a person.
    """
    counts = run_stage(find(), "dedupe")
    if as_json:
        result_json(counts)
    else:
        result(per_kind(counts))
    if counts["review"]:
        notice("`review export duplicates` lists the pairs to look at (answer: review)")
    say_done("dedupe", counts)


def per_kind(counts: Counts) -> str:
    """The counts, one line each."""
    return table(
        [
            ["records", counts["records"]],
            ["duplicates within a source", counts["within"]],
            ["duplicates across sources", counts["across"]],
            ["reports left", counts["left"]],
            ["pairs linked as one study", counts["linked"]],
            ["pairs for a person", counts["review"]],
        ],
        ("", "count"),
    )
