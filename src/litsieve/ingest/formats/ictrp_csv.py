"""ICTRP CSV: the trials of the WHO's search portal (trialsearch.who.int), and its weekly files.

Recognised by a header with `TrialID` and `Source Register`.

- The record's own id is the number that the trial's register gave it (`TrialID`), so that it is the
  same as in an export of that register.
- The title is the public one; the scientific title stands beside it.
- The date is that of the registration: `Date registration3` (20200313) before `Date registration`,
  of which 05/06/2019 tells the year alone.
- There are no abstracts and no authors: the sponsors are the affiliations, and the countries are
  those of recruitment.
- Conditions and interventions are the keywords, as far as they are short.
- The kind of document is `other`: an entry of a register; `Study type` is the database's own word.
"""

from __future__ import annotations

from litsieve.ingest import trials
from litsieve.ingest.entry import Reading, Text
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.text import fold

NAME = "ictrp-csv"
LABEL = "ICTRP CSV"
DATABASE = "ICTRP"
SIGN = "a header with TrialID and Source Register"

#: Our name → the names of its columns; in XML, and in some files, with underscores for blanks.
COLUMNS: dict[str, tuple[str, ...]] = {
    ours: tuple(spelled for name in names for spelled in (name, name.replace(" ", "_")))
    for ours, names in {
        "number": ("trialid", "main id"),
        "title": ("public title",),
        "scientific_title": ("scientific title",),
        "url": ("web address", "url"),
        "registered3": ("date registration3",),
        "registered": ("date registration",),
        "sponsor": ("primary sponsor",),
        "second_sponsor": ("secondary sponsor", "secondary sponsors"),
        "study_type": ("study type",),
        "countries": ("countries",),
        "condition": ("condition", "conditions"),
        "intervention": ("intervention", "interventions"),
    }.items()
}


def detect(head: str) -> bool:
    """Whether the header is that of the ICTRP."""
    present = {name.replace("_", " ") for name in headings(head)}
    return {"trialid", "source register"} <= present


def read(text: Text) -> Reading:
    """The trials of a CSV of the ICTRP."""
    return read_table(text, Columns(COLUMNS, convert), database=DATABASE)


def convert(cell: Cells) -> Found | None:
    """A trial from its cells."""
    public, scientific = cell.get("title", ""), cell.get("scientific_title", "")
    about = [word for column in ("condition", "intervention") for word in _parts(cell, column)]
    sponsors = [*_parts(cell, "sponsor"), *_parts(cell, "second_sponsor")]
    found = trials.record(
        {**cell, "title": public or scientific} if public or scientific else cell,
        cell.get("registered3") or cell.get("registered", ""),
        about, sponsors, _parts(cell, "countries"),
    )  # fmt: skip
    if found and public and fold(scientific) != fold(public):
        found.fields["title_alternative"] = scientific
    return found


def _parts(cell: Cells, column: str) -> list[str]:
    return trials.listed(cell.get(column, ""))
