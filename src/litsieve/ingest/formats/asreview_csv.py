"""ASReview CSV: the results of ASReview LAB, and labelled data sets made for it (SYNERGY …).

Recognised by a label (`asreview_label`, `label_included`, `included` …) beside `title` or
`abstract`, unless the columns are those of a database's own export, which ASReview keeps: such a
file is read as that export.

- It names no database: say in review.yaml what was searched.
- Columns that came from RIS have the names of its tags (`primary_title`, `first_authors`,
  `notes_abstract`, `secondary_title`); lists are Python's (`['Doe, Jane']`).
- Labels, times, rankings and notes stay in the raw entry: people's decisions are made in this
  review. `record_id` is a position, kept as the file's own id.
"""

from __future__ import annotations

from litsieve.ingest.entry import Reading, Text
from litsieve.ingest.formats import plain_table
from litsieve.ingest.shapes.columns import headings

NAME = "asreview-csv"
LABEL = "ASReview CSV"
DATABASE = None
SIGN = "a header with asreview_label, label_included or included beside title or abstract"

_LABELS = frozenset(
    {"asreview_label", "label_included", "included_label", "final_included", "included_final",
     "included_flag", "included", "asreview_ranking", "asreview_label_to_validate"}
)  # fmt: skip
#: Columns that only the exports of databases and tools have.
_FOREIGN = frozenset(
    {"eid", "source title", "lens id", "publication id", "document title", "item title", "key",
     "covidence #", "article title", "item type", "citation", "original title", "central id",
     "takeaway", "cites", "source_id", "publication_date", "publication date"}
)  # fmt: skip


def detect(head: str) -> bool:
    """Whether there is a label and nothing of another export."""
    present = headings(head)
    return (
        bool(_LABELS & present)
        and bool({"title", "primary_title", "abstract", "notes_abstract"} & present)
        and not _FOREIGN & present
    )


def read(text: Text) -> Reading:
    """The rows, by the common names of their columns."""
    return plain_table.read(text)
