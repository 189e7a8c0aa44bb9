"""A complete real review, from its two exports to the report."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ANY_TITLE = """\
version: 1
review: {id: real, title: A real review}
reasons: [{id: E1, label: Older than the records}]
rules:
  - id: date
    kind: require
    stage: [metadata]
    action: exclude
    reason: E1
    when: {field: published, between: ["1900", "2100"]}
screening: {mode: rules}
"""


def test_the_mutualism_review_keeps_its_published_counts(shared_data: Path, tmp_path: Path) -> None:
    source = shared_data / "reviews" / "mutualism"
    for name in ("wos.bib", "scopus.bib"):
        (tmp_path / name).write_bytes((source / name).read_bytes())
    (tmp_path / "criteria.yaml").write_text(ANY_TITLE)
    for args in (["ingest", "wos.bib", "scopus.bib"], ["dedupe"], ["screen"], ["report"]):
        subprocess.run([sys.executable, "-m", "litsieve", *args], cwd=tmp_path, check=True)
    prisma = json.loads((tmp_path / "report" / "prisma.json").read_text())
    assert prisma["identified"]["databases"] == {"Scopus": 290, "Web of Science": 265}
    assert 409 <= 555 - prisma["removed"]["duplicates"]["total"] <= 415  # its authors: 411
    assert all(check["ok"] for check in prisma["checks"])
