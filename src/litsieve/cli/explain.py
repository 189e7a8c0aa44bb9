"""`review explain`: from a record back to its line, and on to its box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from litsieve.cli.console import clean, result, result_json, warning
from litsieve.cli.explain_cluster import cluster_facts, print_cluster
from litsieve.cli.explain_pair import pair_facts, print_pair
from litsieve.cli.explain_people import people_facts, print_people
from litsieve.cli.explain_screening import print_screening, screening_facts
from litsieve.errors import ReviewError
from litsieve.pipeline import STAGES, State, last_given, require, states
from litsieve.project import Project, find

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.work import OneReport

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
    from litsieve.work import load, records_at

    known = load(project, "ingest", "records", "record_id", "source_id", "doi")
    found = [_find(project, known, wanted) for wanted in ids]
    if len(ids) == 2:
        require(project, "screen")  # it reads what dedupe wrote, as this does
        _stale(project, "ingest", "dedupe")
        both = [records_at(project, known.index.isin(rows)) for rows in found]
        pair = pair_facts(project, *(_only(*each) for each in zip(both, ids, strict=True)))
        result_json(pair) if as_json else print_pair(pair)
        return
    ran = _ran(project)
    facts = [_facts(project, known["record_id"], row, ran) for row in found[0]]
    if as_json:
        result_json([{k: v for k, v in fact.items() if k != "texts"} for fact in facts])
        return
    for i, fact in enumerate(facts):
        if i:
            result()
        _print(fact)


def _find(project: Project, records: pd.DataFrame, wanted: str) -> pd.Index:
    """The rows that an id names: by record_id, its beginning, the export's id, DOI, or of old."""
    doi = _doi(wanted)
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
            return rows.index
    told = f"no record {wanted!r}"
    if wanted.startswith("r_"):
        from litsieve.referents import referents

        if referent := referents(project, [wanted]).get(wanted):
            if (one := referent.one()) is not None:
                return records.index[records["record_id"] == one]
            told = referent.told(wanted)
    raise ReviewError(
        told,
        hint="give a record_id, a DOI, an EID or a citation key; "
        "`review export records` lists them all",
    )


def _doi(wanted: str) -> str | None:
    if "10." not in wanted:
        return None
    from litsieve.ingest.values.identifiers import doi  # with it come all readers of exports

    return doi(wanted)


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
    return {state.stage for state in _stale(project, *STAGES) if state.state in ("fresh", "stale")}


def _stale(project: Project, *stages: str) -> list[State]:
    """Warn of stages that are out of date; the states of all."""
    found = states(project)
    for state in found:
        if state.stage in stages and state.state == "stale":
            warning(f"{state.stage} is stale: {state.because}; `review run` brings it up to date")
    return found


def _facts(project: Project, ids: pd.Series, row: int, ran: set[str]) -> dict[str, Any]:
    """Everything known of the record in a row, stage by stage, as plain data."""
    from litsieve.schema import plain
    from litsieve.work import raw_entry, records_at, report_of

    of = report_of(project, ids, ids[row]) if "dedupe" in ran else None
    record: Any = (of.records if of else records_at(project, ids.index == row)).loc[row]
    facts: dict[str, Any] = {
        "record_id": record["record_id"],
        "source": record["source"],
        "file": record["file"],
        "line": int(record["line"]),
        "source_id": plain(record["source_id"]),
        "record": {name: plain(record[name]) for name in SHOWN if plain(record[name])},
        "raw": raw_entry(project, row),
    }
    if of:
        facts["cluster"] = cluster_facts(project, of, record["record_id"])
        if "screen" in ran:
            facts |= _screened(project, of, record["record_id"])
    return facts


def _screened(project: Project, of: OneReport, record_id: str) -> dict[str, Any]:
    """What people and the criteria say of the record's report, its texts, the record's box."""
    import pandas as pd

    from litsieve.schema import plain
    from litsieve.stages import load_criteria
    from litsieve.work import load

    verdicts = load(project, "screen", "verdicts")
    verdicts = verdicts[verdicts["cluster_id"] == of.report["record_id"]]
    if verdicts.empty:  # dedupe has run since
        return {}
    verdict = {name: plain(value) for name, value in verdicts.iloc[0].items()}
    texts = {part: of.report[part] for part in ("title", "abstract", "keywords")}
    criteria = load_criteria(project, last_given(project, "screen"))
    report, members = of.report, list(of.records["record_id"])
    people, full_text = people_facts(project, criteria, members, report["record_id"])
    if full_text:
        report = pd.concat([report, pd.Series({"fulltext_status": full_text})])
    return {
        "people": people,
        "screening": screening_facts(criteria, report, verdict),
        "texts": {part: text for part, text in texts.items() if isinstance(text, str)},
        "box": _box(project, of, record_id, verdicts),
    }


def _box(project: Project, of: OneReport, record_id: str, verdicts: pd.DataFrame) -> str:
    """The box of PRISMA in which a record ended: the ledger of its report alone."""
    from litsieve import schema
    from litsieve.report import Reason, ReportInput, ledger
    from litsieve.work import load, load_protocol

    protocol = load_protocol(project)
    given = ReportInput(
        "", of.records, schema.empty(schema.REJECT), load(project, "ingest", "files"), of.clusters,
        schema.empty(schema.PAIR), of.merged, verdicts,
        tuple(Reason(**reason) for reason in protocol["reasons"]), protocol["rules"],
        tuple(protocol["stages"]),
    )  # fmt: skip
    return str(ledger(given).set_index("record_id").at[record_id, "box"])


def _print(facts: dict[str, Any]) -> None:
    result(f"{facts['record_id']}  {clean(facts['source'])}  {clean(facts['file'])}:{facts['line']}"
           f"  {clean(facts['source_id'] or '')}")  # fmt: skip
    for name, value in facts["record"].items():
        result(f"  {name:18}{clean(str(value))}")
    if "cluster" in facts:
        print_cluster(facts["cluster"], facts["record_id"])
    if "screening" in facts:
        print_people(facts["people"])
        print_screening(facts["screening"], facts["texts"], facts["box"])
    result("raw entry:")
    for line in facts["raw"].splitlines():
        result(f"  | {clean(line)}")
