"""`review decide duplicates`: what a person says of pairs that are too uncertain to merge."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litsieve.cli.common import outside
from litsieve.cli.console import notice, result_json, shown, warning
from litsieve.errors import ReviewError, Where
from litsieve.pipeline import require
from litsieve.project import Project, find
from litsieve.text import counted

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.dedupe.answers import Answer, Answers
    from litsieve.dedupe.queue import Question

_NEXT = "  → review run"
_SHOWN_PROBLEMS = 5


@click.group("decide")
def command() -> None:
    """Record people's decisions."""


@command.command()
@click.option("--by", metavar="NAME", help="Who answers.")
@click.option("--to", metavar="FILE", help="Write a work list to fill in, .csv or .xlsx.")
@click.option("--from", "source", metavar="FILE", help="Read a work list that was filled in.")
@click.option("--all", "near", is_flag=True, help="Ask about near misses too, after the others.")
@click.option("--again", is_flag=True, help="Ask what was answered before, with the answers.")
@click.option("--json", "as_json", is_flag=True, help="Print the questions as JSON, ask nothing.")
def duplicates(
    by: str | None, to: str | None, source: str | None, near: bool, again: bool, as_json: bool
) -> None:
    """Say of uncertain pairs whether they are one report, side by side in the terminal.

    Each answer is added to decisions/duplicates.jsonl at once, and holds in every later run. Keys:
    s same, d different, k or space skip, n note, o show all, u undo, q quit, ? help.
    """
    if sum((bool(to), bool(source), as_json)) > 1:
        raise click.UsageError("choose one of --to, --from and --json")
    if source and (near or again):
        raise click.UsageError("--from reads what the list asks; --all and --again go with --to")
    desk = Desk(find())
    if source:
        desk.read_back(source, by)
        return
    asked = desk.questions(near, again)
    if as_json:
        result_json(desk.plain(asked))
        return
    desk.warn()
    if to:
        desk.write(asked, to)
    elif not asked:
        notice(f"decide: nothing to ask; {desk.counted()}{_NEXT}")
    else:
        desk.walk(asked, by)


class Desk:
    """The tables and answers of a review that the command works on."""

    def __init__(self, project: Project) -> None:
        for state in require(project, "screen"):
            if state.state == "stale":
                warning(f"{state.stage} is stale: {state.because}; "
                        "`review run` brings it up to date")  # fmt: skip
        from litsieve.dedupe.answers import answers_of
        from litsieve.dedupe.queue import clusters_of
        from litsieve.referents import answers_now
        from litsieve.work import load

        self.project = project
        self.file = project.duplicate_answers
        self.records: pd.DataFrame = load(project, "ingest", "records")
        self.clusters: pd.DataFrame = load(project, "dedupe", "clusters")
        self.present = frozenset(self.records["record_id"].to_list())
        self.cluster_of = clusters_of(self.clusters)
        self.given: list[Answer]
        self.given, waiting = answers_now(project, self.present)
        self.answers: Answers = answers_of(self.given, self.present, waiting)

    def questions(self, near: bool, again: bool) -> list[Question]:
        """What is still to be asked."""
        from litsieve.dedupe.answers import standing
        from litsieve.dedupe.queue import ANSWERED, NEAR, OPEN, questions, unsettled
        from litsieve.work import load

        kinds = [ANSWERED if again else OPEN, *([NEAR] if near else [])]
        pairs = load(self.project, "dedupe", "pairs")
        asked = questions(self.records, self.clusters, pairs, standing(self.given), kinds)
        return unsettled(asked, self.answers.table, self.cluster_of)

    def warn(self) -> None:
        """Say what is wrong with answers."""
        problems = self.answers.problems
        for problem in problems[:_SHOWN_PROBLEMS]:
            warning(problem.text)
        if len(problems) > _SHOWN_PROBLEMS:
            rest = counted(len(problems) - _SHOWN_PROBLEMS, "problem")
            warning(f"{rest} more; `review decide duplicates --json` lists them all")

    def counted(self) -> str:
        return f"{counted(len(self.answers.table), 'pair')} answered"

    def plain(self, asked: list[Question]) -> dict[str, Any]:
        """The questions, counts and problems as JSON."""
        from collections import Counter

        said = Counter(self.answers.table["answer"])
        return {
            "counts": {
                "questions": len(asked),
                **{word: said[word] for word in ("same", "different", "disagreed")},
                "problems": len(self.answers.problems),
            },
            "questions": [_plain(question) for question in asked],
            "problems": [
                {"kind": p.kind, "text": p.text, "answers": [_said(a) for a in p.answers]}
                for p in self.answers.problems
            ],
        }

    # --- in the terminal ---------------------------------------------------------------------

    def walk(self, asked: list[Question], by: str | None) -> None:
        """Ask a person, one question after the other."""
        from litsieve.cli.walk import Walk
        from litsieve.decisions import append

        by = _name(by)
        walk = Walk(
            asked, self.given, by, self.present, self.cluster_of,
            lambda answer: append(self.file, [answer.plain()]),
        )  # fmt: skip
        try:
            walk.run()
        finally:
            words = [answer.answer for _, answer, _ in walk.done]
            skipped = f", {len(walk.skipped)} skipped" if walk.skipped else ""
            notice(
                f"decide: {words.count('same')} same, {words.count('different')} different"
                f"{skipped}; {counted(walk.open(), 'question')} left{_NEXT}"
            )

    # --- in a spreadsheet --------------------------------------------------------------------

    def write(self, asked: list[Question], to: str) -> None:
        """The questions as a work list."""
        from litsieve.dedupe.worklist import CHOICES, sheet
        from litsieve.sheets import ENDINGS, write
        from litsieve.store import write_file

        path = outside(self.project, to)
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            raise click.UsageError("--to takes a file that ends in .csv or .xlsx")
        content = write(sheet(asked), ending, CHOICES)
        if path.exists() and path.read_bytes() != content:
            raise ReviewError(
                "is there already, and may hold answers", Where(to),
                "read it back with --from, choose another name, or delete it",
            )  # fmt: skip
        write_file(path, content)
        notice(
            f"decide: {counted(len(asked), 'question')} → {to}; fill in the column `answer` (same, "
            f"different)  → review decide duplicates --from {to} --by NAME"
        )

    def read_back(self, source: str, by: str | None) -> None:
        """The answers of a work list: all of them, or none."""
        from litsieve.cli.walk import now
        from litsieve.decisions import append
        from litsieve.dedupe.answers import standing
        from litsieve.dedupe.worklist import NEEDS, filled
        from litsieve.sheets import read

        by = _name(by)
        rows = read(Path(source), shown(Path(source)), NEEDS)
        found = filled(rows, self.records, standing(self.given), by, now())
        append(self.file, [answer.plain() for answer in found.answers])
        for was, answer in found.changed:
            notice(f"{answer.where}: {answer.answer}; {by} had answered {was.answer} before")
        for where in found.lone_notes:
            warning(f"{where}: a note without an answer is not kept")
        parts = [
            f"{counted(len(found.answers), 'answer')} added",
            *([f"{found.unchanged} given before"] if found.unchanged else []),
            *([f"{counted(found.blank, 'row')} without an answer"] if found.blank else []),
        ]
        notice(f"decide: {', '.join(parts)}{_NEXT}")


def _name(by: str | None) -> str:
    """Who answers: as given, else asked for on a terminal."""
    from litsieve.dedupe.answers import name_fault

    if by is None and sys.stdin and sys.stdin.isatty():
        by = click.prompt("Who answers? Your name", err=True)
    if by is None:
        raise ReviewError(
            "whose answers are these?", hint="give --by NAME, or set REVIEW_DECIDE_DUPLICATES_BY"
        )
    by = by.strip()
    if fault := name_fault(by):
        raise click.BadParameter(f"the name {fault}", param_hint="--by")
    return by


def _plain(question: Question) -> dict[str, Any]:
    return {
        "pair": list(question.pair),
        "kind": question.kind,
        "score": question.score,
        "rule": question.rule or None,
        "why": question.why or None,
        "pairs": question.pairs,
        "records": [
            {
                "record_id": side.record_id, "cluster_id": side.cluster_id, "source": side.source,
                "place": side.place, **side.fields, "others": list(side.others),
            }
            for side in (question.a, question.b)
        ],
        "answers": [_said(answer) for answer in question.given],
    }  # fmt: skip


def _said(answer: Answer) -> dict[str, Any]:
    return answer.plain() | {"where": str(answer.where) if answer.where else None}
