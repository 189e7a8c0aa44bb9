"""From the tables of the stages to every artefact of the report, as bytes.

A new artefact is one line below; a new format is one file in `writers/` and one line.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from litsieve.errors import ReviewError, nearest
from litsieve.parallel import spread, workers
from litsieve.report import tables
from litsieve.report.charts import CHARTS
from litsieve.report.checks_table import checks_table
from litsieve.report.decided import decided
from litsieve.report.descriptives import descriptives
from litsieve.report.full_text import excluded_fulltext
from litsieve.report.given import ReportInput
from litsieve.report.material import Material, gather
from litsieve.report.reasons import reasons_table
from litsieve.report.searches import search_log
from litsieve.report.sources import source_overlaps, sources_table
from litsieve.report.writers import (
    bib,
    checklist,
    csl_json,
    csv,
    docx,
    html,
    jsonl,
    markdown,
    methods,
    pdf,
    png,
    prisma_csv,
    prisma_json,
    ris,
    svg,
    tex,
    xlsx,
)
from litsieve.report.writers.checklist import docx as checklist_docx

#: Format of a table → writer of any frame (ris, bib, csl: of `schema.RECORD` columns).
FORMATS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    "csv": csv.write,
    "ris": ris.write,
    "bib": bib.write,
    "csl": csl_json.write,
    "jsonl": jsonl.write,
    "xlsx": xlsx.write,
}

#: Artefacts with a writer of their own; None where there is nothing to write.
DOCUMENTS: dict[str, Callable[[Material], bytes | None]] = {
    "prisma.json": prisma_json.write,
    "prisma.svg": svg.write,
    "prisma.png": png.write,
    "prisma.pdf": pdf.write,
    "prisma.docx": docx.write,
    "prisma.tex": tex.write,
    "prisma2020.csv": prisma_csv.write,
    "report.md": markdown.write,
    "report.html": html.write,
    "methods.md": methods.write,
    "checklist.md": checklist.write,
    "checklist.docx": checklist_docx.write,
    **{f"chart-{name}.svg": chart.write for name, chart in CHARTS.items()},
}

#: Artefacts that are a table in one of the formats: that of the name's ending. None as above.
TABLES: dict[str, Callable[[Material], pd.DataFrame | None]] = {
    "included.csv": tables.included,
    "included.xlsx": tables.included,
    "included.bib": tables.included,
    "included.ris": tables.included,
    "included.json": tables.included,
    "excluded.csv": tables.excluded,
    "excluded_fulltext.csv": excluded_fulltext,
    "reasons.csv": reasons_table,
    "awaiting.csv": tables.awaiting,
    "checklist.csv": checklist.table,
    "decisions.csv": decided,
    "audit.csv": tables.audit,
    "checks.csv": checks_table,
    "bibliography.csv": lambda material: material.bibliography,
    "duplicates.csv": tables.duplicates,
    "rejects.csv": tables.rejects,
    "search_log.csv": search_log,
    "sources.csv": sources_table,
    "source_overlaps.csv": source_overlaps,
    "descriptives.csv": descriptives,
}


def build(given: ReportInput) -> dict[str, bytes]:
    """Artefact name → content. The same input gives the same bytes, in whatever order its rows are.

    Raises ReviewError if the tables do not belong together. A sum that does not come out is in
    prisma.json and report.md; whether it stops a run is for the caller to say: see `gather`.
    """
    return write(gather(given))


def write(material: Material) -> dict[str, bytes]:
    """The artefacts of what `gather` worked out; those of a large review by several processes."""
    names = [*DOCUMENTS, *TABLES]
    longest_first = [*LONG, *(name for name in names if name not in LONG)]
    processes = workers() if len(material.ledger) >= MANY else 1
    contents = spread(partial(written, material), longest_first, processes)
    found = dict(zip(longest_first, contents, strict=True))
    return {name: content for name in names if (content := found[name]) is not None}


def written(material: Material, name: str) -> bytes | None:
    """One artefact by its name; None where there is nothing to write."""
    if name in DOCUMENTS:
        return DOCUMENTS[name](material)
    table = TABLES[name](material)
    ending = name.rpartition(".")[2]
    return None if table is None else export_table(table, _FORMAT_OF.get(ending, ending))


#: What takes longest, first: begun last, one process would work while the others are done.
LONG = (
    "report.html", "included.xlsx", "included.bib", "included.ris", "included.json",
    "duplicates.csv", "awaiting.csv", "audit.csv", "included.csv", "excluded.csv",
)  # fmt: skip
#: Records from which on starting processes takes less time than it saves.
MANY = 5_000
#: Ending of a file → format, where they differ.
_FORMAT_OF = {"json": "csl"}


def export_table(frame: pd.DataFrame, to: str) -> bytes:
    """A table as csv, jsonl or xlsx; one of `schema.RECORD` columns as ris, bib or csl, too."""
    if to not in FORMATS:
        close = nearest(to, list(FORMATS))
        hint = f"did you mean {close}?" if close else f"one of {', '.join(FORMATS)}"
        raise ReviewError(f"there is no format {to}", hint=hint)
    return FORMATS[to](frame)
