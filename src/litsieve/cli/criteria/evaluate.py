"""`review criteria evaluate`: the criteria beside what people decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from litsieve.cli.console import Bar, clean, notice, number, result, result_json, table, warning
from litsieve.cli.criteria.given import load
from litsieve.cli.criteria.labelled_reports import labelled_reports
from litsieve.errors import ReviewError, Where
from litsieve.project import find
from litsieve.text import counted

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.config.criteria import Criteria
    from litsieve.screen.evaluation import Evaluation, RuleEffect, View
    from litsieve.screen.labelled import Labels
    from litsieve.screen.rates import Rate

#: Lines of a file that are named for one problem, and lost studies that are shown for one rule.
_PLACES, _SHOWN = 5, 10
#: (rule, report) → title of the study that the rule loses, and the words that did it.
Told: TypeAlias = dict[tuple[str, str], tuple[str, str]]


@click.command("evaluate")
@click.argument("labels_file", metavar="LABELS.csv")
@click.option("--label", metavar="COLUMN", help="The column of the labels.")
@click.option(
    "--id", "id_column", metavar="COLUMN", help="The column that names reports of this review."
)
@click.option("--included", multiple=True, metavar="WORD",
              help="A word that means included; all others then mean excluded.")  # fmt: skip
@click.option("--criteria", "file", metavar="FILE", help="The criteria [default: criteria.yaml].")
@click.option("--all", "show_all", is_flag=True, help="Show every study that a rule would lose.")
@click.option("--json", "as_json", is_flag=True, help="Print the measures as JSON.")
def command(
    labels_file: str, label: str | None, id_column: str | None, included: tuple[str, ...],
    file: str | None, show_all: bool, as_json: bool,
) -> None:  # fmt: skip
    """Measure the criteria against people's labels: recall, specificity, and what each rule loses.

    LABELS.csv has a label (1 or 0, yes or no, include or exclude) beside the record_id, source_id
    or DOI of reports of this review, or beside titles and abstracts of its own.
    """
    project = find(anywhere=file is not None)
    criteria = load(file, project)
    labelled, reports = labelled_reports(project, labels_file, label, id_column, included)
    if not labelled.labels:
        raise ReviewError(
            f"no row of a report has a label in column {labelled.column}", Where(labels_file),
            "choose another column: --label COLUMN",
        )  # fmt: skip
    reports = reports[reports["record_id"].isin(labelled.labels.keys())].reset_index(drop=True)
    found = _evaluate(reports, labelled, criteria)
    most = None if show_all or as_json else _SHOWN
    told = _explained(found, reports, criteria, most)
    for problem in labelled.problems:
        warning(_problem(problem.text, problem.places))
    if as_json:
        result_json(_plain(labels_file, labelled, found, told))
    else:
        _print(found, told)
    view = found.by_itself
    blank = f" ({number(labelled.unlabelled)} rows without a label)" if labelled.unlabelled else ""
    lost = (
        f"the rules lose {number(len(view.lost))} by themselves, "
        f"{number(len(found.if_followed.lost))} if all suggestions are followed"
    )
    notice(
        f"evaluate: {counted(view.reports, 'labelled report')}{blank}, "
        f"{number(view.included)} included by people; "
        f"{lost if found.rules else 'no rule could lose any: people decide'}"
        "  → review criteria lint"
    )


# --- measuring -------------------------------------------------------------------------------


def _evaluate(reports: pd.DataFrame, labelled: Labels, criteria: Criteria) -> Evaluation:
    from litsieve.parallel import workers
    from litsieve.screen.evaluation import evaluate
    from litsieve.screen.run import CHUNK, answered, chunks

    processes = workers() if len(reports) > CHUNK else 1
    bar = Bar()
    try:
        answers, sought = answered(chunks(reports), criteria, len(reports), bar, processes)
    finally:
        bar.close()
    labels = answers["cluster_id"].map(labelled.labels)
    return evaluate(answers.set_index("cluster_id"), labels, sought, criteria)


def _explained(
    found: Evaluation, reports: pd.DataFrame, criteria: Criteria, most: int | None
) -> Told:
    """Of the studies that each rule loses (the first `most`): the words that did it."""
    from dataclasses import replace

    from litsieve.screen import explain
    from litsieve.screen.wording import why

    lost = {(rule.rule, report) for rule in found.rules for report in rule.lost[:most]}
    losing = {rule for rule, _ in lost}
    criteria = replace(criteria, rules=tuple(r for r in criteria.rules if r.id in losing))
    some = reports[reports["record_id"].isin({report for _, report in lost})]
    told: Told = {}
    bar = Bar()
    for done, (_, row) in enumerate(some.iterrows(), 1):
        title = row["title"] if isinstance(row["title"], str) else "(no title)"
        for explained in explain(row, criteria):
            if (explained.rule, row["record_id"]) in lost:
                told[explained.rule, row["record_id"]] = (title, why(explained))
        bar("explain", done, len(some))
    bar.close()
    return told


# --- printing --------------------------------------------------------------------------------


def _problem(text: str, places: Sequence[str]) -> str:
    """`3 rows name no report: labels.csv:4, 7, 9`."""
    file = places[0].rpartition(":")[0]
    lines = [place.removeprefix(f"{file}:") for place in places[:_PLACES]]
    more = " …" if len(places) > _PLACES else ""
    return f"{counted(len(places), 'row')} {text}: {file}:{', '.join(lines)}{more}"


def _print(found: Evaluation, told: Told) -> None:
    a, b = found.by_itself, found.if_followed
    head = ("", "what excludes by itself", "if all suggestions are followed")
    rows = zip(_measures(a), _measures(b), strict=True)
    result(table([(name, x, y) for (name, x), (_, y) in rows], head))
    if found.rules:
        result()
        result(table([_rule_row(rule) for rule in found.rules],
                     ("rule", "kind", "a hit", "hits", "unknown", "loses", "recall alone",
                      "specificity alone")))  # fmt: skip
    for rule in found.rules:
        for line in _losses(rule, told):
            result(line)


def _measures(view: View) -> Iterator[tuple[str, str]]:
    yield "recall", _rate(view.recall)
    yield "specificity", _rate(view.specificity)
    yield "precision of what is kept", _rate(view.precision)
    yield "kept (not excluded)", _rate(view.remaining)
    yield "included studies lost", f"{number(len(view.lost))} of {number(view.included)}"
    yield (
        "of the kept, wait for a person",
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


def _losses(rule: RuleEffect, told: Told) -> Iterator[str]:
    if not rule.lost:
        return
    yield ""
    verb = "excludes" if rule.excludes else "would exclude, if followed,"
    studies = counted(len(rule.lost), "included study", "included studies")
    yield f"{clean(rule.rule)} {verb} {studies}:"
    shown = [report for report in rule.lost if (rule.rule, report) in told]
    for report in shown:
        title, words = told[rule.rule, report]
        yield f"  {report}  {clean(title)}"
        yield f"    {clean(words)}"
    if len(shown) < len(rule.lost):
        yield f"  … and {number(len(rule.lost) - len(shown))} more (--all shows them)"


def _plain(
    name: str, labelled: Labels, found: Evaluation, told: Told
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
        "remaining": view.remaining.plain(),
        "kept": view.kept,
        "kept_included": view.kept_included,
        "waiting": view.waiting,
        "waiting_included": view.waiting_included,
        "lost": list(view.lost),
    }
