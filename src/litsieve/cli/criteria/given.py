"""The criteria file that a command was given, and what its questions are answered."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from litsieve.cli.console import Bar
from litsieve.pipeline import Given
from litsieve.project import Project, find

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.config.criteria import Criteria


def load(file: str | None, project: Project | None = None) -> Criteria:
    """The criteria of `file`, else those of the review; raises ReviewError(s)."""
    from litsieve.stages import load_criteria

    project = project or find()
    return load_criteria(project, Given(criteria=project.name_of(Path(file)) if file else None))


def answers_of(parts: Iterable[pd.DataFrame], total: int, criteria: Criteria) -> pd.DataFrame:
    """The answers of `total` reports to every question, an int8 column each, by the report's id."""
    import pandas as pd

    from litsieve.parallel import workers
    from litsieve.screen.run import CHUNK, answer_grid

    questions = criteria.questions()
    bar = Bar()
    found = answer_grid(
        parts, list(questions.values()), criteria, total, bar, workers() if total > CHUNK else 1
    )
    bar.close()
    return pd.DataFrame(found.grid, index=found.clusters.to_numpy(), columns=list(questions))


def judged(project: Project, criteria: Criteria) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The review's reports screened by these criteria, nothing written: answers and verdicts.

    Both one row a report, by its id, in the same order.
    """
    from litsieve.stages import judge

    bar = Bar()
    found = judge(project, criteria, bar)
    bar.close()
    answers = by_question(found["answers"])
    return answers, found["verdicts"].set_index("cluster_id").loc[answers.index]


def corpus_answers(project: Project, criteria: Criteria) -> pd.DataFrame:
    """The answers of the review's reports to every question, as `answers_of` has them."""
    from litsieve.screen.run import columns_asked
    from litsieve.stages import load as load_table
    from litsieve.stages import report_parts

    clusters = load_table(project, "dedupe", "clusters", "record_id", "cluster_id")
    columns = columns_asked(criteria.questions().values())
    parts = report_parts(project, clusters, columns)
    return answers_of(parts, clusters["cluster_id"].nunique(), criteria)


def by_question(answers: pd.DataFrame) -> pd.DataFrame:
    """A stored table of answers by report, its columns called as the questions: rule:ID."""
    table = answers.set_index("cluster_id")
    return table.rename(columns=lambda name: name if ":" in name else f"rule:{name}")
