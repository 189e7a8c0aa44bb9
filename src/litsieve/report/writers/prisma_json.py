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
    """The document, as a tree of plain values.

    What stands on top, from `removed` to `excluded_reports`, is of databases and registers, as in
    the left column of the diagram; `other` has the same for other methods, null if there were none.
    `identified.total`, `included` and `awaiting` are of both.
    """
    given = asdict(p)
    databases = given["databases"]
    return {
        "schema": SCHEMA,
        "profile": p.profile,
        "title": p.title,
        "stages": list(p.stages),
        "identified": given["identified"],
        "entries": p.entries,
        "rejected": p.rejected,
        "sources": list(given["sources"]),
        "clusters": {
            "total": p.clusters,
            "sizes": {str(size): times for size, times in p.cluster_sizes.items()},
        },
        **{key: databases[key] for key in _FLOW},
        "included": asdict(p.included),
        "other": given["other"],
        "previous": given["previous"],
        "total": asdict(p.total) if p.total else None,
        "awaiting": p.awaiting,
        "checks": [asdict(check) for check in checks],
    }


_FLOW = (
    "removed", "screened", "excluded", "sought", "not_retrieved", "assessed", "excluded_reports",
)  # fmt: skip


def write(material: Material) -> bytes:
    document = as_dict(material.prisma, material.checks)
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
