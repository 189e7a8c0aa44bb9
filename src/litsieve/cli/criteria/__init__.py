"""`review criteria lint|test|try|stats|evaluate|schema`: the protocol, checked like code."""

from __future__ import annotations

import click

from litsieve.cli.criteria import evaluate, lint, schema, stats, test, try_


@click.group("criteria")
def command() -> None:
    """Check and test the criteria."""


for module in (lint, test, try_, stats, evaluate, schema):
    command.add_command(module.command)
