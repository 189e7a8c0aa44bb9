"""What every writer is handed: the input with all that is worked out from it, once."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from litsieve.report.counts import Check, checks, count
from litsieve.report.given import ReportInput
from litsieve.report.ledger import ledger
from litsieve.report.prisma import Prisma


@dataclass(frozen=True)
class Material:
    given: ReportInput
    ledger: pd.DataFrame
    prisma: Prisma
    checks: tuple[Check, ...]


def gather(given: ReportInput) -> Material:
    """The ledger, the counts and their checks."""
    rows = ledger(given)
    prisma = count(given, rows)
    return Material(given, rows, prisma, tuple(checks(prisma)))
