"""`review formats`: the readers, and how each tells its files."""

from __future__ import annotations

import click

from litsieve.cli.console import result, result_json


@click.command("formats")
@click.option("--json", "as_json", is_flag=True, help="Print the formats as JSON.")
@click.option("--markdown", is_flag=True, help="Print the manual's page on them.")
def command(as_json: bool, markdown: bool) -> None:
    """List the export formats that can be read.

    A file is told by its content, never by its name.
    """
    from litsieve.ingest.formats import FORMATS

    if markdown:
        from litsieve.ingest.manual import page

        result(page().rstrip("\n"))
        return
    rows = [{"format": f.NAME, "label": f.LABEL, "recognised_by": f.SIGN} for f in FORMATS]
    if as_json:
        result_json(rows)
        return
    width = max(len(row["format"]) for row in rows) + 2
    for row in rows:
        named = f"{row['format']:{width}}{row['label']}"
        result(f"{named}\n{'':{width}}recognised by: {row['recognised_by']}")
