"""`review criteria stats`: what each rule does to the corpus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from litsieve.cli.console import Bar, notice, number, result, result_json, table
from litsieve.cli.criteria.given import (
    judged,
    load,
    load_last,
    ran_with,
)
from litsieve.pipeline import require, states
from litsieve.project import Project, find
from litsieve.text import counted

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.config.criteria import Criteria
    from litsieve.screen.statistics import Overlap, QuestionCount, RuleCount
    from litsieve.screen.trial import TermHits

#: Pairs of rules that are shown; --json has all.
_PAIRS = 15
#: What the questions that are no rules are called, by the beginning of their name.
_KINDS = {"code": "codes", "priority": "priorities", "flag": "quality flags"}


@click.command("stats")
@click.option("--criteria", "file", metavar="FILE", help="The criteria [default: criteria.yaml].")
@click.option("--terms", is_flag=True, help="Also how many reports each word of each rule hits.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def command(file: str | None, terms: bool, as_json: bool) -> None:
    """Count what each rule answers: hits, alone and with others, decisions; codes and flags."""
    from litsieve.screen.statistics import count_questions, count_rules, overlaps

    project = find()
    require(project, "screen")
    criteria = load(file, project) if file else load_last(project)
    answers, verdicts, source = _answers(project, criteria)
    rules = count_rules(answers, verdicts, criteria)
    pairs = overlaps(answers, criteria)
    others = count_questions(answers, list(criteria.questions()))
    words = _terms(project, criteria) if terms else {}
    if as_json:
        result_json(_plain(source, len(answers), rules, pairs, others, words))
    else:
        _print(rules, pairs, others, words)
    excluded = int((verdicts["verdict"] == "excluded").sum())
    silent = [rule.rule for rule in rules if not rule.hits]
    some = f"; no hit: {', '.join(silent)}" if silent else ""
    notice(
        f"stats ({source}): {counted(len(rules), 'rule')} on {counted(len(answers), 'report')}, "
        f"{number(excluded)} excluded{some}  → review criteria evaluate LABELS.csv"
    )


def _answers(project: Project, criteria: Criteria) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Answers by report and verdicts in their order, and where they are from, in words."""
    fresh = any(state.stage == "screen" and state.state == "fresh" for state in states(project))
    found = judged(project, criteria)  # by rules alone: this is about them, not about people
    last = fresh and ran_with(project, criteria)
    told = "of the last run" if last else "asked anew, nothing was written"
    return found.answers.set_index("cluster_id"), found.by_rules.set_index("cluster_id"), told


def _terms(project: Project, criteria: Criteria) -> dict[str, tuple[TermHits, ...]]:
    """The words of each rule's queries, as `try` counts them."""
    from litsieve.screen.conditions import TextTest, leaves
    from litsieve.screen.run import columns_asked
    from litsieve.screen.trial import try_queries
    from litsieve.work import load as load_table
    from litsieve.work import report_parts

    clusters = load_table(project, "dedupe", "clusters", "record_id", "cluster_id")
    total = clusters["cluster_id"].nunique()
    tests = [
        (rule.id, test)
        for rule in criteria.rules
        for test in dict.fromkeys(leaf for leaf in leaves(rule.condition))
        if isinstance(test, TextTest)
    ]
    bar = Bar()
    found = try_queries(
        report_parts(project, clusters, columns_asked(test for _, test in tests)),
        [test for _, test in tests], criteria.lists, criteria.folding,
        progress=lambda done: bar("terms", done, total),
    )  # fmt: skip
    bar.close()
    words: dict[str, tuple[TermHits, ...]] = {}
    for (rule_id, _), tried in zip(tests, found, strict=True):
        words[rule_id] = words.get(rule_id, ()) + tried.terms
    return words


# --- printing --------------------------------------------------------------------------------


def _print(
    rules: Sequence[RuleCount],
    pairs: Sequence[Overlap],
    others: Sequence[QuestionCount],
    words: dict[str, tuple[TermHits, ...]],
) -> None:
    rows = [(r.rule, r.kind, r.action, r.stage or "not asked", r.true, r.unknown, r.false, r.hits,
             r.alone, r.decides, r.primary, r.reason) for r in rules]  # fmt: skip
    head = ("rule", "kind", "a hit", "stage", "true", "unknown", "false", "hits", "alone",
            "excludes", "primary", "reason")  # fmt: skip
    result(table(rows, head) if rows else "no rule: people decide")
    if pairs:
        result()
        result(table([(p.a, p.b, p.both) for p in pairs[:_PAIRS]], ("rule", "and", "both hit")))
        if len(pairs) > _PAIRS:
            result(f"… and {counted(len(pairs) - _PAIRS, 'pair')} with fewer (--json has all)")
    for lines in (*_questions(others), *_words(words)):
        result()
        result(lines)


def _questions(others: Sequence[QuestionCount]) -> Iterator[str]:
    for kind, title in _KINDS.items():
        rows = [(q.question.partition(":")[2], q.true, q.unknown, q.false)
                for q in others if q.question.startswith(f"{kind}:")]  # fmt: skip
        if rows:
            yield table(rows, (title, "true", "unknown", "false"))


def _words(words: dict[str, tuple[TermHits, ...]]) -> Iterator[str]:
    for rule, terms in words.items():
        rows = [(t.term, " ".join(f"@{name}" for name in t.lists), t.reports, t.alone)
                for t in sorted(terms, key=lambda t: (-t.reports, t.term))]  # fmt: skip
        yield table(rows, (f"terms of {rule}", "list", "reports", "alone"))


def _plain(
    source: str, reports: int, rules: Sequence[RuleCount], pairs: Sequence[Overlap],
    others: Sequence[QuestionCount], words: dict[str, tuple[TermHits, ...]],
) -> dict[str, Any]:  # fmt: skip
    return {
        "answers": source,
        "reports": reports,
        "rules": [
            asdict(rule) | {"terms": [asdict(t) for t in words[rule.rule]]}
            if rule.rule in words
            else asdict(rule)
            for rule in rules
        ],
        "overlaps": [asdict(pair) for pair in pairs],
        "questions": [asdict(question) for question in others],
    }
