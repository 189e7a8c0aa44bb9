"""`review ingest`: exports → records."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from litsieve.cli.common import run_stage, say_done
from litsieve.cli.console import clean, notice, number, result, result_json, table
from litsieve.errors import ReviewError, Where
from litsieve.pipeline import Counts, Given
from litsieve.project import Project, find

STDIN = "(stdin)"


@click.command("ingest")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--source", metavar="NAME", help="The database that FILEs were exported from.")
@click.option("--as", "format_", metavar="FORMAT", help="Read as FORMAT (see `review formats`).")
@click.option("--encoding", metavar="NAME", help="What FILEs are written in: cp1250, shift_jis …")
@click.option("--json", "as_json", is_flag=True, help="Print the counts per file as JSON.")
def command(
    files: tuple[str, ...],
    source: str | None,
    format_: str | None,
    encoding: str | None,
    as_json: bool,
) -> None:
    """Read database exports into records.

    FILE is an export, an archive (zip, gzip), what is in one (all.zip/part.ris), a folder or a
    glob; "-" is standard input. Without FILE, what `searches:` in review.yaml lists is read, or
    else all that lies in searches/. Formats are told by content, see `review formats`.
    """
    project = find(anywhere=bool(files))
    said = {"database": source, "format": format_, "encoding": encoding}
    extra = {key: value for key, value in said.items() if value}
    if extra and not files:
        raise click.UsageError(
            "--source, --as and --encoding go with FILEs; review.yaml has keys for them"
        )
    with tempfile.TemporaryDirectory() as folder:
        given = Given(_given(project, files, extra, Path(folder)))
        counts = run_stage(project, "ingest", given)
    if as_json:
        result_json({key: counts[key] for key in ("files", "searches", "overlaps")})
    else:
        result(_per_file(counts))
    say_done("ingest", counts)


def _given(
    project: Project, files: tuple[str, ...], extra: Mapping[str, str], spool: Path
) -> tuple[dict[str, Any], ...]:
    """Command-line files in the shape of `searches:`; the same file twice is one."""
    chosen: dict[str, dict[str, Any]] = {}
    for name in files:
        if name == "-":
            held = spool / "stdin"
            held.write_bytes(sys.stdin.buffer.read())
            chosen[STDIN] = {"file": STDIN, "path": str(held), **extra}
            continue
        for key in _inside(project, name):
            if key in chosen:
                notice(f"{key} was given twice; it is read once")
            chosen[key] = {"file": key, **extra}
    return tuple(chosen[key] for key in sorted(chosen))


def _inside(project: Project, name: str) -> list[str]:
    """The files that an argument stands for, by the names that results call them."""
    found = project.files_of(project.name_of(Path(name)))
    if Path(name).is_dir() and not any(project.path_of(one).is_file() for one in found):
        raise ReviewError("the folder is empty", Where(name), "name a file or another folder")
    return found


def _per_file(counts: Counts) -> str:
    head = ("file", "source", "format", "entries", "records", "partial", "rejected")
    keys = ("file", "source", "seen", "records", "partial", "rejected")
    rows = [[row[key] for key in keys] for row in counts["files"]]
    for cells, row in zip(rows, counts["files"], strict=True):
        cells.insert(2, row["format"] + (f" ({row['dialect']})" if _told(row) else ""))
    lines = [table(rows, head)]
    for row in counts["files"]:
        flags = [
            *row["flags"].items(),
            *([("twice in the file", row["twice"])] * (row["twice"] > 0)),
        ]
        if flags:
            lines.append(
                clean(f"{row['file']}: " + ", ".join(f"{n} {number(c)}" for n, c in flags))
            )
    return "\n".join(lines)


def _told(row: Mapping[str, Any]) -> bool:
    """Whether the dialect says more than the source does."""
    return bool(row["dialect"]) and row["dialect"] != row["source"]
