"""The criteria that a command is about, and the review screened by them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from litsieve.cli.console import Bar
from litsieve.pipeline import Given, given_before
from litsieve.project import Project, find

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria
    from litsieve.judging import Judged


def load(file: str | None, project: Project | None = None) -> Criteria:
    """The criteria of `file`, else those of the review; raises ReviewError(s)."""
    from litsieve.stages import load_criteria

    project = project or find(anywhere=file is not None)
    return load_criteria(project, Given(criteria=project.name_of(Path(file)) if file else None))


def load_last(project: Project) -> Criteria:
    """The criteria of the last run, which may have been given by hand; else those of the review."""
    from litsieve.stages import load_criteria

    return load_criteria(project, given_before(project, "screen"))


def ran_with(project: Project, criteria: Criteria) -> bool:
    """Whether the last run was by these criteria, to the letter."""
    from hashlib import sha256

    from litsieve.work import load_protocol

    said = load_protocol(project)
    return bool(said.get("criteria") == sha256(criteria.document.text.encode()).hexdigest())


def judged(project: Project, criteria: Criteria) -> Judged:
    """The review's reports screened by these criteria; nothing is written."""
    from litsieve.judging import judge

    bar = Bar()
    try:
        return judge(project, criteria, bar)
    finally:
        bar.close()
