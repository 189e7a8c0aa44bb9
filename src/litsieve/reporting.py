"""A review on the disk → all that its report is made from."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from litsieve.config.text_file import read_text
from litsieve.errors import ReviewError, Where
from litsieve.pipeline import counts_of
from litsieve.project import Project
from litsieve.report import Reason, ReportInput
from litsieve.report.prisma import Previous
from litsieve.work import TABLES, load, load_protocol

if TYPE_CHECKING:
    import pandas as pd

UNTITLED = "Untitled review"
#: Tables of work/ that the report needs nothing of.
_NOT_REPORTED = ("raws", "identities", "fingerprints", "compared")


def report_input(project: Project) -> ReportInput:
    """The tables of all stages, what they told, and what review.yaml says or points to."""
    protocol = load_protocol(project)
    config = project.config
    people = counts_of(project, "screen").get("people", {})
    return ReportInput(
        title=config.title or protocol["title"] or UNTITLED,
        reasons=tuple(Reason(**reason) for reason in protocol["reasons"]),
        rules=protocol["rules"],
        stages=tuple(protocol["stages"]),
        searches=tuple(search.model_dump() for search in config.searches),
        profile=config.report.profile,
        previous=Previous(**config.previous.model_dump()) if config.previous else None,
        protocol=protocol,
        dedupe={"settings": asdict(config.dedupe), "counts": counts_of(project, "dedupe")},
        settings=config.report.model_dump(),
        bibliography=_entries_of(project, config.report.bibliography),
        manuscript=_text_of(project, config.report.manuscript),
        problems=tuple(problem["text"] for problem in people.get("problems", ())),
        **{name: load(project, stage, name) for stage, name in TABLES if name not in _NOT_REPORTED},
    )


def _entries_of(project: Project, name: str | None) -> pd.DataFrame | None:
    """The entries of a list of references (schema.RECORD); None if there is no list."""
    if name is None:
        return None
    from litsieve.ingest import ExportFile, read

    path = project.path_of(name)
    if not path.is_file():
        raise ReviewError("no such file", Where(name), "see `bibliography:` in review.yaml")
    return read([ExportFile(path=path, name=name)]).records


def _text_of(project: Project, name: str | None) -> str | None:
    return None if name is None else read_text(project.path_of(name), name)
