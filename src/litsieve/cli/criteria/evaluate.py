"""`review criteria evaluate`: the criteria beside what people decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litsieve.cli.console import (
    Bar,
    clean,
    counted,
    notice,
    number,
    result,
    result_json,
    table,
    warning,
)
from litsieve.cli.criteria.given import answers_of, load
from litsieve.errors import ReviewError, Where
from litsieve.pipeline import require
from litsieve.project import Project, find

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.config.criteria import Criteria
    from litsieve.screen.evaluation import Evaluation, RuleEffect, View
    from litsieve.screen.labelled import Labels
    from litsieve.screen.rates import Rate
    from litsieve.sheets import Row

#: Lines of a file that are named for one problem, and lost studies that are shown for one rule.
_PLACES, _SHOWN = 5, 10


@click.command("evaluate")
@click.argument("labels_file", metavar="LABELS.csv")
@click.option("--label", metavar="COLUMN", help="The column of the labels.")
@click.option(
    "--id", "id_column", metavar="COLUMN", help="The column that names reports of this review."
)
@click.option("--criteria", "file", metavar="FILE", help="The criteria [default: criteria.yaml].")
@click.option("--all", "show_all", is_flag=True, help="Show every study that a rule would lose.")
@click.option("--json", "as_json", is_flag=True, help="Print the measures as JSON.")
def command(
    labels_file: str, label: str | None, id_column: str | None, file: str | None, show_all: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Measure the criteria against people's labels: recall, specificity, and what each rule loses.

    LABELS.csv has a label (1 or 0, yes or no, include or exclude) beside the record_id, source_id
    or DOI of reports of this review, or beside titles and abstracts of its own.
    """
    project = find()
    criteria = load(file, project)
    labelled, reports = _labelled(project, labels_file, label, id_column)
    if not labelled.labels:
        raise ReviewError(
            f"no row of a report has a label in column {labelled.column}", Where(labels_file),
            "choose another column: --label COLUMN",
        )  # fmt: skip
    reports = reports[reports["record_id"].isin(labelled.labels.keys())].reset_index(drop=True)
    found = _evaluate(reports, labelled, criteria)
    told = _explained(found, reports, criteria)
    for problem in labelled.problems:
        warning(_problem(problem.text, problem.places))
    if as_json:
        result_json(_plain(labels_file, labelled, found, told))
    else:
        _print(found, told, show_all)
    view = found.by_itself
    blank = f" ({number(labelled.unlabelled)} rows without a label)" if labelled.unlabelled else ""
    notice(
        f"evaluate: {counted(view.reports, 'labelled report')}{blank}, "
        f"{number(view.included)} included by people; the rules lose "
        f"{number(len(view.lost))} by themselves, {number(len(found.if_followed.lost))} if all "
        "suggestions are followed  → review criteria lint"
    )


# --- the labels and their reports ------------------------------------------------------------


def _labelled(
    project: Project, name: str, label: str | None, id_column: str | None
) -> tuple[Labels, pd.DataFrame]:
    """The labels by report, and the reports (RECORD columns and others that criteria may ask)."""
    from litsieve import sheets
    from litsieve.screen import labelled as made

    path = Path(name)
    if not path.is_file():
        raise ReviewError("no such file", Where(name))
    rows = sheets.read(path, name, [])
    if not rows:
        raise ReviewError("has no rows", Where(name))
    headings = list(rows[0].cells)
    column = made.label_column(headings, label, rows[0].where.file)
    cells = made.read_labels(rows, column)
    id_column = _id_column(headings, id_column, name)
    if id_column is None:
        reports, places, identity = _own_reports(path, name, rows)
        found = made.gather(column, cells, places, identity)
    else:
        require(project, "screen")
        from litsieve.stages import reports as merged

        found = made.gather(column, cells, _of_corpus(project, rows, id_column))
        reports = merged(project)
    return found, reports


def _id_column(headings: Sequence[str], wanted: str | None, name: str) -> str | None:
    """The column that names reports of the corpus; None for a table that holds its own reports."""
    from litsieve.screen.labelled import IDS, label_column

    if wanted is not None:
        return label_column(headings, wanted, name)
    if "abstract" in headings:
        return None
    found = next((column for column in IDS if column in headings), None)
    if found is None and "title" not in headings:
        raise ReviewError(
            "names no reports", Where(name, 1),
            f"it needs a column {', '.join(IDS)} of this review's reports, or title and abstract",
        )  # fmt: skip
    return found


def _of_corpus(project: Project, rows: Sequence[Row], column: str) -> Mapping[Where, Sequence[str]]:
    """The reports of the corpus that each row names; of a column of another name, by any id."""
    from litsieve.screen.labelled import IDS, match_ids
    from litsieve.stages import load as load_table

    records = load_table(project, "ingest", "records", *IDS)
    clusters = load_table(project, "dedupe", "clusters").set_index("record_id")["cluster_id"]
    records["cluster_id"] = records["record_id"].map(clusters)
    kinds = (column,) if column in IDS else IDS
    found: dict[Where, Sequence[str]] = {}
    for kind in reversed(kinds):
        named = match_ids(rows, column, kind, records)
        found |= {where: ids for where, ids in named.items() if ids}
    return found


def _own_reports(
    path: Path, name: str, rows: Sequence[Row]
) -> tuple[pd.DataFrame, dict[Where, Sequence[str]], dict[str, str]]:
    """The reports of a table that holds its own: each row one; twins are known by their identity.

    Columns that criteria may ask for and records do not have (fulltext_status …) come along.
    """
    from litsieve.ingest import ExportFile
    from litsieve.ingest import read as read_export
    from litsieve.schema import RECORD, names
    from litsieve.screen.predicates import FIELDS

    records = read_export([ExportFile(path, name)]).records
    of_place = {
        (str(file), int(line)): str(report)
        for report, file, line in zip(
            records["record_id"], records["file"], records["line"], strict=True
        )
    }
    places: dict[Where, Sequence[str]] = {}
    more: dict[str, dict[str, str]] = {}
    own = [field for field in FIELDS if field not in names(RECORD) and field in rows[0].cells]
    for row in rows:
        report = of_place.get((row.where.file, row.where.line or 0))
        if report is not None:
            places[row.where] = (report,)
            more[report] = {field: row.cells[field] for field in own}
    for field in own:
        values = records["record_id"].map({report: cells[field] for report, cells in more.items()})
        records[field] = values.where(values != "")
    identity = {report: report.partition("-")[0] for report in records["record_id"]}
    return records, places, identity


# --- measuring -------------------------------------------------------------------------------


def _evaluate(reports: pd.DataFrame, labelled: Labels, criteria: Criteria) -> Evaluation:
    import numpy as np

    from litsieve.screen.evaluation import evaluate

    reports = reports.sort_values("record_id", ignore_index=True)
    answers = answers_of([reports], len(reports), criteria)
    sought = np.zeros(len(reports), dtype=bool)
    if "fulltext_status" in reports:
        sought = reports["fulltext_status"].notna().to_numpy(bool)
    return evaluate(answers, reports["record_id"].map(labelled.labels), sought, criteria)


def _explained(
    found: Evaluation, reports: pd.DataFrame, criteria: Criteria
) -> dict[tuple[str, str], tuple[str, str]]:
    """(rule, report) → title of the study that the rule loses, and the words that did it."""
    from litsieve.screen import explain
    from litsieve.screen.evaluation import losses
    from litsieve.screen.wording import why

    told: dict[tuple[str, str], tuple[str, str]] = {}
    lost = {(rule.rule, report) for rule in found.rules for report in rule.lost}
    place = {report: row for row, report in enumerate(reports["record_id"])}
    bar = Bar()
    ids = losses(found)
    for done, report in enumerate(ids):
        row = reports.iloc[place[report]]
        title = row["title"] if isinstance(row["title"], str) else "(no title)"
        for explained in explain(row, criteria):
            if (explained.rule, report) in lost:
                told[explained.rule, report] = (title, why(explained))
        bar("explain", done + 1, len(ids))
    bar.close()
    return told


# --- printing --------------------------------------------------------------------------------


def _problem(text: str, places: Sequence[str]) -> str:
    some = ", ".join(places[:_PLACES]) + (" …" if len(places) > _PLACES else "")
    return f"{counted(len(places), 'row')} {text}: {some}"


def _print(
    found: Evaluation, told: Mapping[tuple[str, str], tuple[str, str]], show_all: bool
) -> None:
    a, b = found.by_itself, found.if_followed
    head = ("", "what excludes by itself", "if all suggestions are followed")
    rows = zip(_measures(a), _measures(b), strict=True)
    result(table([(name, x, y) for (name, x), (_, y) in rows], head))
    result()
    result(table([_rule_row(rule) for rule in found.rules],
                 ("rule", "kind", "a hit", "hits", "unknown", "loses", "recall alone",
                  "specificity alone")))  # fmt: skip
    for rule in found.rules:
        for line in _losses(rule, told, show_all):
            result(line)


def _measures(view: View) -> Iterator[tuple[str, str]]:
    yield "recall", _rate(view.recall)
    yield "specificity", _rate(view.specificity)
    yield "precision of what is kept", _rate(view.precision)
    yield "left for people", _rate(view.left)
    yield "included studies lost", f"{number(len(view.lost))} of {number(view.included)}"
    yield (
        "wait, as an answer is unknown",
        (f"{number(view.waiting)} ({number(view.waiting_included)} included)"),
    )


def _rule_row(rule: RuleEffect) -> tuple[Any, ...]:
    acts = "excludes" if rule.excludes else "suggests"
    return (rule.rule, rule.kind, acts if rule.asked else "not asked", rule.hits, rule.unknown,
            len(rule.lost), _rate(rule.recall), _rate(rule.specificity))  # fmt: skip


def _rate(rate: Rate) -> str:
    """95.0 % (76.4–99.1), 19 of 20."""
    if rate.value is None or rate.interval is None:
        return "undefined"
    low, high = rate.interval
    counts = f"{number(rate.part)} of {number(rate.whole)}"
    return f"{rate.value:.1%} ({100 * low:.1f}–{100 * high:.1f}), {counts}"


def _losses(
    rule: RuleEffect, told: Mapping[tuple[str, str], tuple[str, str]], show_all: bool
) -> Iterator[str]:
    if not rule.lost:
        return
    yield ""
    verb = "excludes" if rule.excludes else "would exclude, if followed,"
    studies = counted(len(rule.lost), "included study", "included studies")
    yield f"{clean(rule.rule)} {verb} {studies}:"
    shown = rule.lost if show_all else rule.lost[:_SHOWN]
    for report in shown:
        title, words = told[rule.rule, report]
        yield f"  {report}  {clean(title)}"
        yield f"    {clean(words)}"
    if len(shown) < len(rule.lost):
        yield f"  … and {number(len(rule.lost) - len(shown))} more (--all shows them)"


def _plain(
    name: str, labelled: Labels, found: Evaluation,
    told: Mapping[tuple[str, str], tuple[str, str]],
) -> dict[str, Any]:  # fmt: skip
    return {
        "labels": {
            "file": name,
            "column": labelled.column,
            "reports": found.by_itself.reports,
            "included": found.by_itself.included,
            "unlabelled": labelled.unlabelled,
            "problems": [
                {"kind": p.kind, "text": p.text, "places": list(p.places)}
                for p in labelled.problems
            ],
        },
        "by_itself": _plain_view(found.by_itself),
        "if_followed": _plain_view(found.if_followed),
        "rules": [
            {
                "rule": rule.rule,
                "kind": rule.kind,
                "excludes": rule.excludes,
                "asked": rule.asked,
                "hits": rule.hits,
                "unknown": rule.unknown,
                "recall": rule.recall.plain(),
                "specificity": rule.specificity.plain(),
                "lost": [
                    {"id": report, "title": told[rule.rule, report][0],
                     "words": told[rule.rule, report][1]}
                    for report in rule.lost
                ],
            }
            for rule in found.rules
        ],
    }  # fmt: skip


def _plain_view(view: View) -> dict[str, Any]:
    return {
        "recall": view.recall.plain(),
        "specificity": view.specificity.plain(),
        "precision": view.precision.plain(),
        "left_for_people": view.left.plain(),
        "kept": view.kept,
        "kept_included": view.kept_included,
        "waiting": view.waiting,
        "waiting_included": view.waiting_included,
        "lost": list(view.lost),
    }
