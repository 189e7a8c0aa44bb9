"""People's decisions on the disk → what they come to, report by report."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from litsieve.decisions import read
from litsieve.errors import ReviewError, ReviewErrors, Where, nearest
from litsieve.pipeline import DECIDED
from litsieve.screen.decided import Problem, Resolved
from litsieve.screen.resolve import resolve
from litsieve.screen.votes import Vote, parse

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.config.criteria import Criteria
    from litsieve.project import Project


@dataclass(frozen=True)
class Said:
    """All lines of all files, in their order, and what lies there that is none of them."""

    votes: tuple[Vote, ...]
    problems: tuple[Problem, ...]


def said(project: Project) -> Said:
    """Every line that people wrote; ReviewErrors of all that cannot be read."""
    found: list[Vote] = []
    errors: list[ReviewError] = []
    for stage in DECIDED:
        errors += _namesakes(project, stage)
        for path in project.votes(stage):
            try:
                found += parse(read(path, project.name_of(path)), stage, path.stem)
            except ReviewErrors as several:
                errors += several.errors
            except ReviewError as error:
                errors.append(error)
    if errors:
        raise ReviewErrors(errors)
    return Said(tuple(found), tuple(_unread(project)))


def _namesakes(project: Project, stage: str) -> Iterator[ReviewError]:
    """Files of one person under two spellings: the votes would count as those of two people."""
    first: dict[str, str] = {}
    for path in project.votes(stage):
        key = unicodedata.normalize("NFKC", path.stem).casefold()
        name = project.name_of(path)
        if key in first:
            yield ReviewError(
                f"is called as {first[key]}, but for capitals", Where(name),
                "one person has one file: put the lines into one of them, each `by` as its name; "
                "two people need names that differ",
            )  # fmt: skip
        first.setdefault(key, name)


def _unread(project: Project) -> list[Problem]:
    """What somebody may take for decisions, and is not read."""
    found = []
    for path in project.unread_decisions(DECIDED):
        name = project.name_of(path)
        if path.parent.name in DECIDED:
            hint = "decisions are in files called NAME.jsonl"
        else:
            near = nearest(path.stem, list(DECIDED))
            hint = f"did you mean {near}?" if near else f"stages are {', '.join(DECIDED)}"
        found.append(Problem("not read", f"{name} is not read: {hint}"))
    return found


def reports_of(votes: tuple[Vote, ...], clusters: pd.DataFrame) -> Mapping[str, str]:
    """record_id → cluster_id of the records that were decided on; `clusters`: schema.CLUSTER."""
    voted = clusters[clusters["record_id"].isin({vote.record for vote in votes})]
    return dict(zip(voted["record_id"], voted["cluster_id"], strict=True))


def resolved(project: Project, criteria: Criteria, clusters: pd.DataFrame) -> Resolved:
    """What people decided of the reports that there are; problems with files come first."""
    lines = said(project)
    found = resolve(lines.votes, reports_of(lines.votes, clusters), criteria)
    return Resolved(found.decisions, (*lines.problems, *found.problems))
