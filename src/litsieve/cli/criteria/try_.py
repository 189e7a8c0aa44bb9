"""`review criteria try`: what one query finds in the corpus, and by which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litsieve.cli.console import Bar, clean, notice, number, result, result_json, table
from litsieve.cli.criteria.given import load
from litsieve.cli.highlight import marked, snippets, styled
from litsieve.pipeline import Given, criteria_name, require
from litsieve.project import Project, find
from litsieve.text import counted

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.config.criteria import Criteria
    from litsieve.screen.conditions import TextTest
    from litsieve.screen.explain import RuleExplanation
    from litsieve.screen.trial import TermHits, Trial

#: Terms that are shown; --json has all.
_TERMS = 20
_ANSWERS = ("true", "unknown", "false")
_FIELDS = ("title", "abstract", "keywords", "tiab", "tiab-kw")
_SYNTAXES = ("strict", "scopus", "pubmed", "wos")


@click.command("try")
@click.argument("query")
@click.option("--fields", type=click.Choice(_FIELDS), help="Where to look [default: as criteria].")
@click.option("--syntax", type=click.Choice(_SYNTAXES), help="Whose syntax the query is in.")
@click.option("--criteria", "file", metavar="FILE", help="Whose @lists and defaults to use.")
@click.option("--show", type=click.Choice(_ANSWERS), default="true", show_default=True,
              help="Which reports to give as examples.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=0), default=5, show_default=True,
              help="How many examples.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(
    query: str, fields: str | None, syntax: str | None, file: str | None, show: str, limit: int,
    as_json: bool,
) -> None:  # fmt: skip
    """Ask one query of every report: hits, the words that bring them, examples.

    Lists of the criteria may be used as @name.
    """
    project = find()
    criteria = _criteria(project, file)
    asked = _asked(query, fields, syntax, criteria)
    require(project, "screen")
    found = _try(project, asked, criteria, (show, limit))
    explained = list(_explained(found.examples, asked, criteria))
    if as_json:
        result_json(_plain(query, asked, found, show, explained))
    else:
        _print(found, show, explained)
    counts = ", ".join(f"{number(found.counts[answer])} {answer}" for answer in _ANSWERS)
    notice(
        f"try: {counted(found.reports, 'report')}: {counts}"
        "  → write it into the criteria, then review criteria lint"
    )


def _try(project: Project, asked: TextTest, criteria: Criteria, show: tuple[str, int]) -> Trial:
    from litsieve.screen.run import columns_asked
    from litsieve.screen.trial import try_queries
    from litsieve.work import load as load_table
    from litsieve.work import report_parts

    clusters = load_table(project, "dedupe", "clusters", "record_id", "cluster_id")
    parts = report_parts(project, clusters, columns_asked([asked]))
    total = clusters["cluster_id"].nunique()
    bar = Bar()
    (found,) = try_queries(
        parts, [asked], criteria.lists, criteria.folding, show,
        lambda done: bar("try", done, total),
    )  # fmt: skip
    bar.close()
    return found


def _criteria(project: Project, file: str | None) -> Criteria:
    """The criteria whose lists and defaults hold; without a file the defaults of the language."""
    if file or project.path_of(criteria_name(project, Given())).exists():
        return load(file, project)
    from litsieve.config.criteria import read_criteria
    from litsieve.config.given_query import BARE

    return read_criteria(BARE, Path(criteria_name(project, Given())).name)


def _asked(query: str, fields: str | None, syntax: str | None, criteria: Criteria) -> TextTest:
    from litsieve.config.given_query import read_query
    from litsieve.screen.conditions import TextTest
    from litsieve.screen.query.tree import FIELD_SETS

    parts = FIELD_SETS[fields or criteria.defaults.query.fields]
    return TextTest(read_query(query, criteria, syntax), parts, query, ())


# --- examples --------------------------------------------------------------------------------


def _explained(
    reports: pd.DataFrame, asked: TextTest, criteria: Criteria
) -> Iterator[tuple[pd.Series, RuleExplanation]]:
    """Each report with the words that answer the query."""
    from dataclasses import replace

    from litsieve.config.criteria import Rule
    from litsieve.screen import explain

    reason = criteria.reasons[0].id
    rule = Rule("query", "require", ("title-abstract",), "suggest", reason, asked, ())
    alone = replace(criteria, rules=(rule,), coding=(), prioritise=(), flags=())
    for _, report in reports.iterrows():
        yield report, explain(report, alone)[0]


def _spans(explained: RuleExplanation, part: str) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in explained.matches if match.field == part]


def _print_example(report: pd.Series, explained: RuleExplanation, style: bool) -> None:
    title = report["title"] if isinstance(report["title"], str) else "(no title)"
    result(f"{report['record_id']}  {marked(title, _spans(explained, 'title'), style)}")
    for part in ("abstract", "keywords"):
        text = report[part]
        if isinstance(text, str):
            for line in snippets(text, _spans(explained, part), style):
                result(f"  {part:9} {line}")
    if explained.answer == "unknown":
        result(f"  {clean('; '.join(explained.because))}")


# --- printing --------------------------------------------------------------------------------


def _print(found: Trial, show: str, examples: Sequence[tuple[pd.Series, RuleExplanation]]) -> None:
    rows = [(answer, n, _share(n, found.reports)) for answer, n in found.counts.items()]
    result(table(rows, ("answer", "reports", "share")))
    result()
    result(table(list(found.parts.items()), ("its words stand in", "hits")))
    result()
    _print_terms(found.terms)
    style = styled()
    if examples:
        result()
        result(f"{len(examples)} of {counted(found.counts[show], 'report')} answered {show}:")
    for report, explained in examples:
        _print_example(report, explained, style)


def _print_terms(terms: Sequence[TermHits]) -> None:
    """The terms that bring most; of the rest how many there are, and which stand nowhere."""
    best = sorted((t for t in terms if t.reports), key=lambda t: (-t.hits, -t.reports, t.term))
    rows = [(t.term, " ".join(f"@{name}" for name in t.lists), t.reports, t.hits, t.alone)
            for t in best[:_TERMS]]  # fmt: skip
    if rows:
        result(table(rows, ("term", "list", "reports", "hits", "lost without it")))
    if len(best) > _TERMS:
        result(f"… and {counted(len(best) - _TERMS, 'term')} with fewer hits (--json has all)")
    nowhere = [t.term for t in terms if not t.reports]
    if nowhere:
        some = ", ".join(nowhere[:_TERMS]) + (" …" if len(nowhere) > _TERMS else "")
        result(clean(f"in no report: {counted(len(nowhere), 'term')}: {some}"))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "undefined"


def _plain(
    query: str, asked: TextTest, found: Trial, show: str,
    examples: Sequence[tuple[pd.Series, RuleExplanation]],
) -> dict[str, Any]:  # fmt: skip
    from dataclasses import asdict

    return {
        "query": query,
        "fields": sorted(asked.fields),
        "reports": found.reports,
        **found.counts,
        "hits_in": found.parts,
        "terms": [asdict(term) for term in found.terms],
        "show": show,
        "examples": [
            {
                "record_id": report["record_id"],
                "title": report["title"] if isinstance(report["title"], str) else None,
                "matches": [asdict(match) for match in explained.matches],
                "because": list(explained.because),
            }
            for report, explained in examples
        ],
    }
