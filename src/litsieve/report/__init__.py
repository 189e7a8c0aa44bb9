"""report: the counts, the flow diagram and every artefact that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litsieve.report.counts import Check, checks, count, ids_of
from litsieve.report.given import Reason, ReportInput
from litsieve.report.ledger import BOXES, ledger
from litsieve.report.material import Material, gather
from litsieve.report.prisma import Prisma

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "BOXES", "Check", "Material", "Prisma", "Reason", "ReportInput", "build", "checks", "count",
    "export_table", "gather", "ids_of", "ledger", "write",
]  # fmt: skip


# The writers, and the readers of exports that they share their rules with, take a fifth of a
# second to import: who only counts need not wait for them.


def build(given: ReportInput) -> dict[str, bytes]:
    """See `artefacts.build`."""
    from litsieve.report import artefacts

    return artefacts.build(given)


def write(material: Material) -> dict[str, bytes]:
    """See `artefacts.write`."""
    from litsieve.report import artefacts

    return artefacts.write(material)


def export_table(frame: pd.DataFrame, to: str) -> bytes:
    """See `artefacts.export_table`."""
    from litsieve.report import artefacts

    return artefacts.export_table(frame, to)
