"""`review criteria schema`: the JSON Schema of criteria.yaml, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from litsieve.cli.console import notice, result, shown
from litsieve.errors import OK, ReviewError, Where


@click.command("schema")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it to FILE."
)
def command(output: Path | None) -> int:
    """Print the JSON Schema of criteria.yaml, for editors that check YAML while you write."""
    from litsieve.config.json_schema import DIALECT, schema_text
    from litsieve.store import write_file

    if output is None:
        result(schema_text().rstrip("\n"))
        return OK
    if output.is_file() and DIALECT.encode() not in output.read_bytes():
        hint = "Choose another name, or delete it first."
        raise ReviewError("this file is there, and is no schema", Where(str(output)), hint)
    if output.suffix.lower() not in ("", ".json"):
        hint = "call it .json: the schema is JSON, also where editors check YAML with it"
        raise ReviewError(f"the schema is not written as {output.suffix}", Where(str(output)), hint)
    write_file(output, schema_text().encode("utf-8"))
    notice(f"schema: {shown(output)}")
    return OK
