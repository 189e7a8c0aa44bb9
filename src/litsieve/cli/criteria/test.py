"""`review criteria test`: the tests that the rules carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from litsieve.cli.console import clean, notice, result, result_json
from litsieve.cli.criteria.given import load
from litsieve.errors import NEEDS_YOU, OK
from litsieve.text import counted

if TYPE_CHECKING:
    from litsieve.screen import TestResult


@click.command("test")
@click.argument("file", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
def command(file: str | None, as_json: bool) -> int:
    """Run the tests that the rules carry."""
    from litsieve.screen import run_tests

    tests = run_tests(load(file))
    failed = [t for t in tests if not t.ok]
    if as_json:
        result_json(
            [
                {"rule": t.rule, "test": t.index, "expected": t.expected, "got": t.got, "ok": t.ok}
                for t in tests
            ]
        )
    else:
        for t in failed:
            result(_failure(t))
    notice(f"criteria test: {counted(len(tests), 'rule test')}, {len(failed)} failed")
    return NEEDS_YOU if failed else OK


def _failure(test: TestResult) -> str:
    place = f"{clean(str(test.where))}: rule {test.rule}, test {test.index}"
    return f"{place}: expected {test.expected}, got {test.got}"
