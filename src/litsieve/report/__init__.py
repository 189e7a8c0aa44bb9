"""report: the counts, the flow diagram and every artefact that people read."""

from litsieve.report.artefacts import build, export_table, write
from litsieve.report.counts import Check, checks, count, ids_of
from litsieve.report.given import Reason, ReportInput
from litsieve.report.ledger import BOXES, ledger
from litsieve.report.material import Material, gather
from litsieve.report.prisma import Prisma

__all__ = [
    "BOXES", "Check", "Material", "Prisma", "Reason", "ReportInput", "build", "checks", "count",
    "export_table", "gather", "ids_of", "ledger", "write",
]  # fmt: skip
