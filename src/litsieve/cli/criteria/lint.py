"""`review criteria lint`: what is wrong or risky in the criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from litsieve.cli.console import clean, notice, result, result_json
from litsieve.cli.criteria.given import load
from litsieve.errors import NEEDS_YOU, OK, ReviewError
from litsieve.text import counted

if TYPE_CHECKING:
    from litsieve.screen import Finding


@click.command("lint")
@click.argument("file", required=False)
@click.option("--strict", is_flag=True, help="Exit 1 on warnings, not only on errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(file: str | None, strict: bool, as_json: bool) -> int:
    """Find what is wrong or risky in the criteria, and run their tests."""
    from litsieve.screen import lint as find_faults
    from litsieve.screen import run_tests

    try:
        criteria = load(file)
    except ReviewError as error:
        if not as_json:
            raise
        return _unreadable(error)
    tests = run_tests(criteria)
    findings = find_faults(criteria, tests)
    if as_json:
        result_json([_as_json(f) for f in findings])
    else:
        for f in findings:
            result(f"{clean(str(f.where))}: {f.severity}: {f.code} {clean(f.message)}")
            if f.hint:
                result(f"    {clean(f.hint)}")
    failed = sum(not test.ok for test in tests)
    notice(
        f"lint: {counted(len(findings), 'finding')}; "
        f"{counted(len(tests), 'rule test')}, {failed} failed"
    )
    serious = [f for f in findings if f.severity == "error" or (strict and f.severity != "note")]
    return NEEDS_YOU if serious else OK


def _unreadable(error: ReviewError) -> int:
    from litsieve.screen.lint import findings_of

    result_json([_as_json(f) for f in findings_of(error)])
    return error.exit_code


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "where": str(finding.where),
        "line": finding.where.line,
        "column": finding.where.column,
        "message": finding.message,
        "hint": finding.hint,
    }
