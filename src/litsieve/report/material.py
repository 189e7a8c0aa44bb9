"""What every writer is handed: the input with all that is worked out from it, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

import pandas as pd

from litsieve.report.acknowledged import acknowledge
from litsieve.report.bibliography import bibliography
from litsieve.report.counts import Check, checks, count
from litsieve.report.given import ReportInput
from litsieve.report.ledger import ledger
from litsieve.report.prisma import Prisma
from litsieve.report.review_checks import review_checks

Value = TypeVar("Value")


@dataclass(frozen=True)
class Material:
    given: ReportInput
    ledger: pd.DataFrame
    prisma: Prisma
    checks: tuple[Check, ...]
    bibliography: pd.DataFrame | None = None
    memo: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)


def once(function: Callable[[Material], Value]) -> Callable[[Material], Value]:
    """`function`, worked out once for a material; nobody may change what it gives."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def of(material: Material) -> Value:
        if name not in material.memo:
            material.memo[name] = function(material)
        value: Value = material.memo[name]
        return value

    return of


def gather(given: ReportInput) -> Material:
    """The ledger, the counts and their checks: sums first, then what stands around them."""
    rows = ledger(given)
    prisma = count(given, rows)
    cited = bibliography(given, rows)
    found = (*checks(prisma), *review_checks(given, rows, prisma, cited))
    return Material(given, rows, prisma, tuple(acknowledge(found, given.acknowledged)), cited)
