"""ClinicalTrials.gov CSV: *Download* of a search of ClinicalTrials.gov, as CSV or TSV.

Recognised by a header with `NCT Number`, and `Study Title` (since 2023) or `Title` (before).

- The record's own id is the NCT number.
- The date is that of the first posting; the abstract is the brief summary (since 2023 only: before,
  there was none in the file).
- There are no authors, as in CENTRAL: sponsor and collaborators are the affiliations, and the
  countries are those of the locations.
- Conditions and interventions are the keywords.
- The kind of document is `other`: an entry of a register; `Study Type` is the database's own word.
"""

from __future__ import annotations

import re

from litsieve.ingest import trials
from litsieve.ingest.entry import Reading, Text
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table

NAME = "clinicaltrials-csv"
LABEL = "ClinicalTrials.gov CSV"
DATABASE = "ClinicalTrials.gov"
SIGN = "a header with NCT Number, and Study Title or Title"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("nct number",),
    "title": ("study title", "title"),
    "url": ("study url", "url"),
    "abstract": ("brief summary",),
    "conditions": ("conditions",),
    "interventions": ("interventions",),
    "sponsor": ("sponsor", "sponsor/collaborators"),
    "collaborators": ("collaborators",),
    "study_type": ("study type",),
    "posted": ("first posted", "study first posted"),
    "locations": ("locations",),
}
_NUMBER = re.compile(r"NCT\d{8}", re.IGNORECASE)


def detect(head: str) -> bool:
    """Whether the header is that of ClinicalTrials.gov."""
    present = headings(head)
    return "nct number" in present and not present.isdisjoint(("study title", "title"))


def read(text: Text) -> Reading:
    """The studies of a ClinicalTrials.gov CSV."""
    return read_table(text, Columns(_COLUMNS, _convert, _plausible), database=DATABASE)


def _plausible(cell: Cells) -> bool:
    return not cell.get("number") or _NUMBER.fullmatch(cell["number"]) is not None


def _convert(cell: Cells) -> Found | None:
    about = (*_parts(cell, "conditions"), *_parts(cell, "interventions"))
    sponsors = (*_parts(cell, "sponsor"), *_parts(cell, "collaborators"))
    return trials.record(cell, cell.get("posted", ""), about, sponsors, _parts(cell, "locations"))


def _parts(cell: Cells, column: str) -> list[str]:
    return [part for part in map(str.strip, cell.get(column, "").split("|")) if part]
