"""`review explain`: from a record back to its line, and on to its box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from litsieve.cli.console import clean, result, result_json, warning
from litsieve.cli.explain_cluster import cluster_facts, print_cluster
from litsieve.cli.explain_pair import pair_facts, print_pair
from litsieve.errors import ReviewError
from litsieve.pipeline import STAGES, Given, manifest, require, states
from litsieve.project import Project, find

if TYPE_CHECKING:
    import pandas as pd

SHOWN = (
    "title", "title_alternative", "authors", "published", "venue", "volume", "issue", "pages",
    "doi", "language", "document_type", "source_type", "flags",
)  # fmt: skip


@click.command("explain")
@click.argument("ids", nargs=-1, required=True, metavar="ID|DOI [ID|DOI]")
@click.option("--json", "as_json", is_flag=True, help="Print the facts as JSON.")
def command(ids: tuple[str, ...], as_json: bool) -> None:
    """Say where a record came from and what became of it.

    ID is a record_id or its beginning, a DOI, or the id in the export (EID, citation key). With
    two IDs: why the two are, or are not, one report.
    """
    if len(ids) > 2:
        raise click.UsageError("explain takes one or two ids")
    project = find()
    require(project, "dedupe")
    from litsieve.stages import load

    records = load(project, "ingest", "records")
    found = [_find(records, wanted) for wanted in ids]
    if len(ids) == 2:
        require(project, "screen")  # it reads what dedupe wrote, as this does
        _stale(project, "ingest", "dedupe")
        pair = pair_facts(project, *(_only(*each) for each in zip(found, ids, strict=True)))
        result_json(pair) if as_json else print_pair(pair)
        return
    ran = _ran(project)
    facts = [_facts(project, records, row, ran) for row in found[0].index]
    if as_json:
        result_json(facts)
        return
    for i, fact in enumerate(facts):
        if i:
            result()
        _print(fact)


def _find(records: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """The records that an id names: by record_id, its beginning, the export's id, or DOI."""
    from litsieve.ingest.values.identifiers import doi as clean_doi

    doi = clean_doi(wanted)
    exact = records["record_id"] == wanted
    by_source = records["source_id"] == wanted
    by_doi = (records["doi"] == doi) & (doi is not None)
    begins = records["record_id"].str.startswith(wanted) if len(wanted) > 2 else exact
    for hit in (exact, by_source, by_doi, begins):
        rows = records[hit.fillna(False).astype(bool)]
        if len(rows) > 1 and hit is begins:
            some = ", ".join(rows["record_id"].head(5))
            raise ReviewError(f"{wanted} is the beginning of several ids: {some} …")
        if len(rows):
            return rows
    raise ReviewError(
        f"no record {wanted!r}",
        hint="give a record_id, a DOI, an EID or a citation key; "
        "`review export records` lists them all",
    )


def _only(rows: pd.DataFrame, wanted: str) -> pd.Series:
    """The one record that an id names; with several it is not said which of them is meant."""
    if len(rows) == 1:
        return rows.iloc[0]
    some = ", ".join(f"{r['record_id']} ({r['file']}:{r['line']})" for _, r in rows[:5].iterrows())
    more = " …" if len(rows) > 5 else ""
    raise ReviewError(
        f"{wanted} stands for {len(rows)} records: {some}{more}", hint="give two of these ids"
    )


def _ran(project: Project) -> set[str]:
    """The stages that there is something to say of; those out of date are named."""
    _stale(project, *STAGES)
    return {state.stage for state in states(project) if state.state in ("fresh", "stale")}


def _stale(project: Project, *stages: str) -> None:
    for state in states(project):
        if state.stage in stages and state.state == "stale":
            warning(f"{state.stage} is stale: {state.because}; `review run` brings it up to date")


def _facts(project: Project, records: pd.DataFrame, row: int, ran: set[str]) -> dict[str, Any]:
    """Everything known of one record, stage by stage, as plain data."""
    from litsieve.schema import plain
    from litsieve.stages import raw_entry

    record: Any = records.loc[row]
    facts: dict[str, Any] = {
        "record_id": record["record_id"],
        "source": record["source"],
        "file": record["file"],
        "line": int(record["line"]),
        "source_id": plain(record["source_id"]),
        "record": {name: plain(record[name]) for name in SHOWN if plain(record[name])},
        "raw": raw_entry(project, row),
    }
    if "dedupe" in ran:
        facts["cluster"] = cluster_facts(project, records, record["record_id"])
    if {"dedupe", "screen"} <= ran:
        facts["screening"] = _screening(project, facts["cluster"]["cluster_id"])
        facts["box"] = _box(project, record["record_id"])
    return facts


def _screening(project: Project, cluster_id: str) -> dict[str, Any]:
    """The verdict on the report, and each rule's answer with the words that gave it."""
    from litsieve.schema import plain
    from litsieve.screen import explain
    from litsieve.stages import load, load_criteria, reports

    verdicts = load(project, "screen", "verdicts").set_index("cluster_id")
    verdict = verdicts.loc[cluster_id]
    merged = reports(project)
    report = merged[merged["record_id"] == cluster_id].iloc[0]
    given = Given.of((manifest(project, "screen") or {}).get("given"))
    return {
        **{name: plain(verdict[name]) for name in verdict.index},
        "answers": [asdict(e) for e in explain(report, load_criteria(project, given))],
    }


def _box(project: Project, record_id: str) -> str:
    from litsieve.report import gather
    from litsieve.stages import report_input

    rows = gather(report_input(project)).ledger.set_index("record_id")
    return str(rows.at[record_id, "box"])


def _print(facts: dict[str, Any]) -> None:
    result(f"{facts['record_id']}  {clean(facts['source'])}  {clean(facts['file'])}:{facts['line']}"
           f"  {clean(facts['source_id'] or '')}")  # fmt: skip
    for name, value in facts["record"].items():
        result(f"  {name:18}{clean(str(value))}")
    if "cluster" in facts:
        print_cluster(facts["cluster"], facts["record_id"])
    if "screening" in facts:
        _print_screening(facts["screening"])
        result(f"PRISMA box: {facts['box']}")
    result("raw entry:")
    for line in facts["raw"].splitlines():
        result(f"  | {clean(line)}")


def _print_screening(screening: dict[str, Any]) -> None:
    reason = f", reason {screening['primary_reason']}" if screening["primary_reason"] else ""
    by = f" by {screening['by']}" if screening["by"] else ""
    result(f"{screening['verdict']} at {screening['stage']}{by}{reason}")
    for answer in screening["answers"]:
        mark = "!" if answer["hit"] else "?" if answer["answer"] == "unknown" else " "
        words = "; ".join([*_words(answer["matches"]), *answer["because"]])
        result(f" {mark} {answer['kind']} {answer['rule']}: {answer['answer']}"
               f"{' — ' + clean(words) if words else ''}")  # fmt: skip


def _words(matches: Sequence[Mapping[str, Any]]) -> list[str]:
    """The words that gave an answer, each once: `title: "peer support"`."""
    return list(dict.fromkeys(f'{m["field"]}: "{m["text"]}"' for m in matches))
