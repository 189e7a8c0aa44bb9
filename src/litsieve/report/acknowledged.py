"""Checks that do not hold, and of which the authors say why (`check: acknowledge:`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from litsieve.report.counts import Check
from litsieve.report.inert import plain


def acknowledge(checks: Iterable[Check], reasons: Mapping[str, str]) -> list[Check]:
    """The same checks; those that do not hold have the reason of their code. Errors never do."""
    return [
        replace(check, acknowledged=plain(reasons[check.code]))
        if not check.ok and check.level != "error" and check.code in reasons
        else check
        for check in checks
    ]


def needless(checks: Sequence[Check], reasons: Mapping[str, str]) -> list[str]:
    """Acknowledgements that nothing needs: every check of the code holds, or none is made."""
    made = {check.code for check in checks}
    used = {check.code for check in checks if check.acknowledged is not None}
    return [
        f"{code} is acknowledged in review.yaml, but "
        f"{'the check holds' if code in made else 'no such check is made here'}: take it out"
        for code in sorted(reasons)
        if code not in used
    ]
