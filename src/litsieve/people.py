"""People's decisions on the disk → what they come to, report by report."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from litsieve.decisions import read
from litsieve.errors import ReviewError, ReviewErrors, Where, nearest
from litsieve.pipeline import DECIDED
from litsieve.referents import referents
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


@dataclass(frozen=True)
class Now:
    """The votes by the ids of today, the reports of their records, and why some have none."""

    votes: tuple[Vote, ...]
    reports: Mapping[str, str]  # record_id → cluster_id
    waiting: Mapping[str, str]  # id → in words


def votes_now(project: Project, votes: tuple[Vote, ...], clusters: pd.DataFrame) -> Now:
    """What votes are on, now; `clusters`: schema.CLUSTER."""
    reports = _reports_of({vote.record for vote in votes}, clusters)
    strange = {vote.record for vote in votes} - reports.keys()
    found = referents(project, strange) if strange else {}
    reports |= _reports_of({record for of in found.values() for record in of.records}, clusters)
    now = {name: one for name, of in found.items() if (one := of.one(reports))}
    waiting = {name: of.told(name) for name, of in found.items() if name not in now}
    here = (replace(v, record=now[v.record]) if v.record in now else v for v in votes)
    return Now(tuple(here), reports, waiting)


def _reports_of(records: set[str], clusters: pd.DataFrame) -> dict[str, str]:
    """record_id → cluster_id of these records, as far as they are there."""
    found = clusters[clusters["record_id"].isin(records)]
    return dict(zip(found["record_id"], found["cluster_id"], strict=True))


def resolved(project: Project, criteria: Criteria, clusters: pd.DataFrame) -> Resolved:
    """What people decided of the reports that there are; problems with files come first."""
    lines = said(project)
    now = votes_now(project, lines.votes, clusters)
    found = resolve(now.votes, now.reports, criteria, now.waiting)
    return Resolved(found.decisions, (*lines.problems, *found.problems))
