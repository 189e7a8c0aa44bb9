"""The twenty references that the reference review lists: bare bibliographic facts.

`references.tsv` has them as that list prints them: initials only, and of a long author list the
first six and, after "...", the last. No abstracts: they are other people's text.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from invented.papers import Paper


@dataclass(frozen=True)
class Reference:
    """A reference, the exports of the sample that have it, and what the criteria make of it.

    `verdict` follows from title and year alone, as there is no abstract: a person decides where
    the title does not name both a mental-health outcome and support, or leaves open whether the
    study was of animals or of inpatients.
    """

    paper: Paper
    databases: tuple[str, ...]
    verdict: str


def references() -> list[Reference]:
    """The twenty, in the order of the list."""
    with (Path(__file__).parent / "references.tsv").open(encoding="utf-8", newline="") as lines:
        return [_reference(row) for row in csv.DictReader(lines, delimiter="\t")]


def _reference(row: dict[str, str]) -> Reference:
    names = [name.rpartition(" ") for name in row["authors"].split(", ") if name != "..."]
    paged = "-" in row["place"]
    paper = Paper(
        title=row["title"],
        authors=tuple((family, initial) for family, _, initial in names),
        year=int(row["year"]),
        venue=row["journal"],
        volume=row["volume"],
        issue=row["issue"],
        pages=row["place"] if paged else "",
        article_number="" if paged else row["place"],
        doi=row["doi"],
        # The list does not say; the title sometimes does.
        document_type="Review" if re.search(r"\breview\b", row["title"], re.I) else "Article",
        kind="reference",
    )
    return Reference(paper, tuple(row["databases"].split()), row["verdict"])
