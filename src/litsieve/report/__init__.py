"""report: the counts, the flow diagram and every artefact that people read."""

from litsieve.report.build import build, export_table, write
from litsieve.report.given import Reason, ReportInput
from litsieve.report.material import Material, gather

__all__ = ["Material", "Reason", "ReportInput", "build", "export_table", "gather", "write"]
