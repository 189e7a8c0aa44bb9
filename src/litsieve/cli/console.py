"""What people see: results on stdout; notices, progress and errors on stderr."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from litsieve.errors import ReviewError, ReviewErrors


@dataclass
class _Settings:
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"
    started_in: str = ""


_settings = _Settings()
SHOWN_ERRORS = 5


def configure(quiet: bool, verbose: bool, color: str) -> None:
    """Take the options of the whole command line; before -C moves to another folder."""
    _settings.quiet, _settings.verbose, _settings.color = quiet, verbose, color
    _settings.started_in = str(Path.cwd())


def shown(path: Path) -> str:
    """A path as the person who started the command would type it."""
    return Path(os.path.relpath(path, _settings.started_in or None)).as_posix()


def verbose() -> bool:
    return _settings.verbose


def wants_color() -> bool | None:
    """True or False where it is settled; None leaves it to whether the stream is a terminal."""
    if _settings.color != "auto":
        return _settings.color == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return None


def result(text: str = "") -> None:
    """A result, on stdout."""
    click.echo(text, color=wants_color())


def result_json(value: Any) -> None:
    """A result for machines, on stdout."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def notice(text: str) -> None:
    """Something to know that is not the result, on stderr."""
    if not _settings.quiet:
        click.echo(text, err=True, color=wants_color())


def warning(text: str) -> None:
    """Something that needs a person's eye, on stderr; also when quiet."""
    click.echo(click.style("warning: ", fg="yellow", bold=True) + clean(text), err=True,
               color=wants_color())  # fmt: skip


def clean(text: str) -> str:
    """Text from the outside without control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def number(n: int | None) -> str:
    """A count with thousands commas; what is not known says so."""
    return "not reported" if n is None else f"{n:,}"


def table(rows: Iterable[Sequence[Any]], head: Sequence[str]) -> str:
    """Rows as aligned text; numbers to the right."""
    cells = [[*head], *[[clean("" if c is None else number(c) if isinstance(c, int) else str(c))
                         for c in row] for row in rows]]  # fmt: skip
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    numeric = [
        len(cells) > 1 and all(r[i].replace(",", "").isdigit() or not r[i] for r in cells[1:])
        for i in range(len(head))
    ]
    lines = [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    ]
    return "\n".join(lines)


class Bar:
    """Progress on stderr: only on a terminal, and only once a second has passed."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.drawn = 0.0
        self.live = sys.stderr.isatty() and not _settings.quiet

    def __call__(self, label: str, done: int, total: int) -> None:
        now = time.monotonic()
        if not self.live or now - self.started < 1 or now - self.drawn < 0.1:
            return
        self.drawn = now
        filled = 24 * done // total if total else 24
        percent = f"{100 * done // total:3d} %" if total else ""
        line = f"{clean(label)[:28]:28} [{'#' * filled}{'.' * (24 - filled)}] {percent}"
        click.echo(f"\r{line}", err=True, nl=False)

    def close(self) -> None:
        """Leave a clean line behind."""
        if self.drawn:
            click.echo("\r" + " " * 64 + "\r", err=True, nl=False)


def show_error(error: ReviewError) -> None:
    """`file:line:col: error: message`, the line itself, a caret and a hint."""
    errors = error.errors if isinstance(error, ReviewErrors) else [error]
    for one in errors[:SHOWN_ERRORS]:
        _show_one(one)
    if len(errors) > SHOWN_ERRORS:
        rest = ", ".join(
            str(e.where.line) for e in errors[SHOWN_ERRORS:] if e.where and e.where.line
        )
        click.echo(f"… and {len(errors) - SHOWN_ERRORS} more, in lines {rest}", err=True)


def _show_one(error: ReviewError) -> None:
    where = f"{error.where}: " if error.where else ""
    head = click.style("error: ", fg="red", bold=True)
    color = wants_color()
    click.echo(clean(where) + head + clean(error.message), err=True, color=color)
    if error.where and error.where.text is not None and error.where.column is not None:
        line, at = error.where.text.rstrip("\n"), error.where.column - 1
        start = max(0, at - 60)  # a long line is shown around the place
        click.echo("    " + clean(line[start : start + 100].replace("\t", " ")), err=True)
        click.echo("    " + " " * (at - start) + click.style("^", fg="red", bold=True),
                   err=True, color=color)  # fmt: skip
    if error.hint:
        click.echo(click.style("hint: ", fg="cyan") + clean(error.hint), err=True, color=color)
