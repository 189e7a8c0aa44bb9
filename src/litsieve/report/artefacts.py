"""From the tables of the stages to every artefact of the report, as bytes.

A new artefact is one line below; a new format is one file in `writers/` and one line.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from litsieve.errors import ReviewError, nearest
from litsieve.report import tables
from litsieve.report.given import ReportInput
from litsieve.report.material import Material, gather
from litsieve.report.writers import (
    bib,
    csl_json,
    csv,
    jsonl,
    markdown,
    png,
    prisma_json,
    ris,
    svg,
    xlsx,
)

#: Format of a table → writer of any frame (ris, bib, csl: of `schema.RECORD` columns).
FORMATS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    "csv": csv.write,
    "ris": ris.write,
    "bib": bib.write,
    "csl": csl_json.write,
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


def build(given: ReportInput) -> dict[str, bytes]:
    """Artefact name → content. The same input gives the same bytes, in whatever order its rows are.

    Raises ReviewError if the tables do not belong together. A sum that does not come out is in
    prisma.json and report.md; whether it stops a run is for the caller to say: see `gather`.
    """
    return write(gather(given))


def write(material: Material) -> dict[str, bytes]:
    """The artefacts of what `gather` worked out."""
    found = {name: writer(material) for name, writer in DOCUMENTS.items()}
    for name, table in TABLES.items():
        found[name] = export_table(table(material), name.rpartition(".")[2])
    return found


def export_table(frame: pd.DataFrame, to: str) -> bytes:
    """A table as csv, jsonl or xlsx; one of `schema.RECORD` columns as ris, bib or csl, too."""
    if to not in FORMATS:
        close = nearest(to, list(FORMATS))
        hint = f"did you mean {close}?" if close else f"one of {', '.join(FORMATS)}"
        raise ReviewError(f"there is no format {to}", hint=hint)
    return FORMATS[to](frame)
