"""Counts that someone drew: read from a template or JSON, checked, and written as a template."""

from __future__ import annotations

from litsieve.report.drawn.faults import findings
from litsieve.report.drawn.flow import Drawn, Finding
from litsieve.report.drawn.reading import read

__all__ = ["Drawn", "Finding", "findings", "read"]
