"""De-duplication: normalise → block → compare → decide → cluster → merge."""

from __future__ import annotations

from litsieve.config.dedupe import DedupeSettings
from litsieve.dedupe.known import Known
from litsieve.dedupe.merge import merged_reports
from litsieve.dedupe.run import Deduped, dedupe

__all__ = [
    "DedupeSettings", "Deduped", "Known", "dedupe", "merged_reports",
]  # fmt: skip
