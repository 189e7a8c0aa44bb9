"""De-duplication: normalise → block → compare → decide → cluster → merge."""

from __future__ import annotations

from litsieve.config.dedupe import DedupeSettings
from litsieve.dedupe.known import Known
from litsieve.dedupe.merge import merged_reports
from litsieve.dedupe.run import Deduped, dedupe, evidence_of, explain_pair

__all__ = [
    "DedupeSettings", "Deduped", "Known", "dedupe", "evidence_of", "explain_pair", "merged_reports",
]  # fmt: skip
