"""The command line: parse, call, print. One file a command, imported when it is asked for."""

from __future__ import annotations

import atexit
import gc
import os
from importlib import import_module
from typing import Any

import click

from litsieve import __version__

#: Command → what the help says of it. Its code is `litsieve.cli.<command>:command`.
COMMANDS = {
    "ingest": "Read database exports into records.",
    "dedupe": "Find the records of one and the same report.",
    "screen": "Apply the inclusion and exclusion criteria.",
    "report": "Write the PRISMA 2020 report and the screened corpus.",
    "run": "Run every step that is not up to date.",
    "init": "Start a review in a folder.",
    "status": "Say what is up to date and what is not, and why.",
    "check": "Check that every number adds up.",
    "diff": "Say what changed between two reports.",
    "explain": "Say where a record came from and what became of it.",
    "criteria": "Check and test the criteria.",
    "decide": "Record people's decisions.",
    "export": "Write records, clusters or verdicts for other programs.",
    "formats": "List the export formats that can be read.",
    "docs": "Show the manual.",
}


class Commands(click.Group):
    """Lists the commands without importing them, so that --help is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"litsieve.cli.{name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from litsieve.errors import nearest

            near = nearest(name, list(COMMANDS))
            hint = f" Did you mean '{near}'?" if near else ""
            raise click.UsageError(f"No such command '{name}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "REVIEW",
        "max_content_width": 100,
    },
    epilog="Exit codes: 0 done; 1 finished, but needs you; 2 bad command, configuration or input; "
    "3 a defect in this program; 130 interrupted.",
)
@click.option("-C", "folder", metavar="DIR", help="Work as if started in DIR.")
@click.option("-q", "--quiet", is_flag=True, help="Print results and errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Say more; show where a defect happened.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to use colour.",
)
@click.version_option(__version__, prog_name="review")
@click.pass_context
def app(ctx: click.Context, folder: str | None, quiet: bool, verbose: bool, color: str) -> None:
    """From database exports to a screened corpus and a PRISMA 2020 report.

    Four verbs, one direction: ingest, dedupe, screen, report. `review run` does what is needed.
    """
    from litsieve.cli import console

    console.configure(quiet=quiet, verbose=verbose, color=color)
    ctx.color = console.wants_color()
    if folder is not None:
        try:
            os.chdir(folder)
        except OSError as error:
            raise click.BadParameter(f"{folder}: {error.strerror}", param_hint="-C") from None


def main(args: list[str] | None = None) -> Any:
    """Run the command line; the one place where errors become messages and exit codes."""
    from litsieve.cli.boundary import run

    # Python looks for cycles to free every 700 objects, and once more at its end, among all that
    # there are. Tables are none: once pandas is there that is a tenth of a command's time, and the
    # memory goes back to the system with the process anyway.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    run(app, args)
