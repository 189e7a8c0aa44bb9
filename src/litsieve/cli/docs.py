"""`review docs`: the manual, as it was installed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from litsieve.cli.console import result
from litsieve.errors import ReviewError, nearest
from litsieve.shipped import PAGES


@click.command("docs")
@click.argument("page", required=False)
@click.option("--path", "where", is_flag=True, help="Print where the file lies, not what it says.")
def command(page: str | None, where: bool) -> None:
    """Show the manual.

    Without PAGE, the pages; a page comes page by page on a terminal, and as text to a pipe.
    """
    if page is None:
        width = max(map(len, PAGES))
        for name, path in PAGES.items():
            result(path.as_posix() if where else f"{name:{width}}  {title(path)}")
        return
    path = _found(page)
    if where:
        result(path.as_posix())
    elif sys.stdout.isatty():
        click.echo_via_pager(path.read_text("utf-8"))
    else:
        result(path.read_text("utf-8").rstrip("\n"))


def title(path: Path) -> str:
    """What the first line of a page says it is about."""
    with path.open(encoding="utf-8") as lines:
        return next(lines, "").lstrip("# ").rstrip()


def _found(page: str) -> Path:
    """The page; it may be called by its file, as messages and links do (docs/criteria.md)."""
    name = Path(page).name.lower().removesuffix(".md")
    if name in PAGES:
        return PAGES[name]
    near = nearest(name, list(PAGES))
    raise ReviewError(
        f"no page '{page}' in the manual",
        hint=f"`review docs {near}`?" if near else f"there are {', '.join(PAGES)}",
    )
