"""`review criteria lint|test`: the protocol, checked like code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from litsieve.cli.console import clean, counted, notice, result, result_json
from litsieve.errors import NEEDS_YOU, OK
from litsieve.pipeline import Given
from litsieve.project import find

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria
    from litsieve.screen import TestResult


@click.group("criteria")
def command() -> None:
    """Check and test the criteria."""


def _load(file: str | None) -> Criteria:
    from litsieve.stages import load_criteria

    project = find()
    return load_criteria(project, Given(criteria=project.name_of(Path(file)) if file else None))


@command.command()
@click.argument("file", required=False)
@click.option("--strict", is_flag=True, help="Exit 1 on warnings, not only on errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def lint(file: str | None, strict: bool, as_json: bool) -> int:
    """Find what is wrong or risky in the criteria, and run their tests."""
    from litsieve.screen import lint as find_faults
    from litsieve.screen import run_tests

    criteria = _load(file)
    findings = find_faults(criteria)
    tests = run_tests(criteria)
    failed = [t for t in tests if not t.ok]
    if as_json:
        result_json(
            [
                {
                    "code": f.code,
                    "severity": f.severity,
                    "where": str(f.where),
                    "message": f.message,
                }
                for f in findings
            ]
        )
    else:
        for f in findings:
            result(f"{clean(str(f.where))}: {f.severity}: {f.code} {clean(f.message)}")
    notice(
        f"lint: {counted(len(findings), 'finding')}; "
        f"{counted(len(tests), 'rule test')}, {len(failed)} failed"
    )
    serious = [f for f in findings if strict or f.severity == "error"]
    return NEEDS_YOU if serious or failed else OK


@command.command()
@click.argument("file", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
def test(file: str | None, as_json: bool) -> int:
    """Run the tests that the rules carry."""
    from litsieve.screen import run_tests

    tests = run_tests(_load(file))
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
