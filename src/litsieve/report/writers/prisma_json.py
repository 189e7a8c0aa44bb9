"""prisma.json: the canonical numbers, which every other artefact repeats. Unknown is null."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from litsieve.report.counts import Check
from litsieve.report.material import Material
from litsieve.report.prisma import Prisma

SCHEMA = 1


def as_dict(p: Prisma, checks: Sequence[Check]) -> dict[str, Any]:
    """The document, as a tree of plain values."""
    given = asdict(p)
    return {
        "schema": SCHEMA,
        "profile": given["profile"],
        "title": given["title"],
        "stages": list(given["stages"]),
        "identified": given["identified"],
        "entries": given["entries"],
        "rejected": given["rejected"],
        "sources": list(given["sources"]),
        "clusters": {
            "total": p.clusters,
            "sizes": {str(size): times for size, times in p.cluster_sizes.items()},
        },
        **{
            key: given[key]
            for key in (
                "removed", "screened", "excluded", "sought", "not_retrieved", "assessed",
                "excluded_reports", "included", "previous", "awaiting",
            )
        },
        "checks": [asdict(check) for check in checks],
    }  # fmt: skip


def write(material: Material) -> bytes:
    document = as_dict(material.prisma, material.checks)
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
