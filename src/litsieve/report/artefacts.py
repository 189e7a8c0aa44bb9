"""From the tables of the stages to every artefact of the report, as bytes.

A new artefact is one line below; a new format is one file in `writers/` and one line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from litsieve.errors import ReviewError, nearest
from litsieve.report import tables
from litsieve.report.counts import Check
from litsieve.report.given import ReportInput
from litsieve.report.material import Material, gather
from litsieve.report.writers import bib, csv, jsonl, markdown, png, prisma_json, ris, svg, xlsx

#: Format of a table → writer of any frame (ris and bib: of `schema.RECORD` columns).
FORMATS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    "csv": csv.write,
    "ris": ris.write,
    "bib": bib.write,
    "jsonl": jsonl.write,
    "xlsx": xlsx.write,
}

#: Artefacts with a writer of their own.
DOCUMENTS: dict[str, Callable[[Material], bytes]] = {
    "prisma.json": prisma_json.write,
    "prisma.svg": svg.write,
    "prisma.png": png.write,
    "report.md": markdown.write,
}

#: Artefacts that are a table in one of the formats.
TABLES: dict[str, Callable[[Material], pd.DataFrame]] = {
    "included.csv": tables.included,
    "included.bib": tables.included,
    "included.ris": tables.included,
    "excluded.csv": tables.excluded,
    "awaiting.csv": tables.awaiting,
    "audit.csv": tables.audit,
    "duplicates.csv": tables.duplicates,
    "rejects.csv": tables.rejects,
}


@dataclass(frozen=True)
class Built:
    """The finished report: artefact name → content, every check, and the counts of a summary."""

    artefacts: dict[str, bytes]
    checks: tuple[Check, ...]
    counts: dict[str, int | None]


def build(given: ReportInput) -> Built:
    """The report. The same input gives the same bytes, in whatever order its rows are.

    Raises ReviewError if the tables do not belong together. A sum that does not come out is in
    `checks` and in the artefacts; whether it stops a run is for the caller to say.
    """
    material = gather(given)
    artefacts = {name: write(material) for name, write in DOCUMENTS.items()}
    for name, table in TABLES.items():
        artefacts[name] = export_table(table(material), name.rpartition(".")[2])
    return Built(artefacts, material.checks, _counts(material))


def _counts(material: Material) -> dict[str, int | None]:
    p = material.prisma
    return {
        "identified": p.identified.total,
        "duplicates": p.removed.duplicates.total,
        "screened": p.screened,
        "included": p.included.reports,
        "awaiting": sum(p.awaiting.values()),
        "checks": len(material.checks),
    }


def export_table(frame: pd.DataFrame, to: str) -> bytes:
    """A table as csv, jsonl or xlsx, or one with the columns of `schema.RECORD` as ris or bib."""
    if to not in FORMATS:
        close = nearest(to, list(FORMATS))
        hint = f"did you mean {close}?" if close else f"one of {', '.join(FORMATS)}"
        raise ReviewError(f"there is no format {to}", hint=hint)
    return FORMATS[to](frame)
