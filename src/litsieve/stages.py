"""What each stage does: read tables, call the core, write tables. No logic of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from litsieve import schema
from litsieve.errors import ReviewError, Where
from litsieve.pipeline import (
    THIS_RUN,
    Counts,
    Given,
    Progress,
    criteria_name,
    defect,
    dropped,
    searches,
    usable,
)
from litsieve.project import CRITERIA
from litsieve.store import (
    TableWriter,
    dump_json,
    plain_rows,
    replace_cells,
    row_groups,
    write_table,
)
from litsieve.work import ANSWERS, PROTOCOL, TABLES, load

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria
    from litsieve.dedupe import Deduped, Known
    from litsieve.dedupe.answers import Answers
    from litsieve.ingest import ExportFile, Ledger
    from litsieve.judging import Judged
    from litsieve.project import Project


def _save(folder: Path, stage: str, **frames: pd.DataFrame) -> None:
    for name, frame in frames.items():
        write_table(folder / f"{name}.parquet", frame, TABLES[stage, name])


def ingest(project: Project, given: Given, folder: Path, progress: Progress | None) -> Counts:
    """Exports → records, raw entries, rejects, files; in batches, so that any number will do."""
    from litsieve.ingest import Ledger, batches_of, files_of, rejects_of

    chosen = searches(project, given)
    asked = {project.name_of(project.file_of(search["file"])) for search in chosen}
    unlisted = sorted({d["file"] for d in dropped(project)} - asked)
    if not chosen:
        raise ReviewError(
            "no exports to read",
            hint="name them (`review ingest scopus.csv scholar.bib`), list them under `searches:` "
            "in review.yaml, or put them into searches/",
        )
    ledger = Ledger()
    with (
        TableWriter(folder / "records.parquet", schema.RECORD) as records,
        TableWriter(folder / "raws.parquet", schema.RAW) as raws,
        TableWriter(folder / "identities.parquet", schema.IDENTITY) as identities,
    ):
        for batch in batches_of([_export(project, s) for s in chosen], ledger, progress):
            records.write(batch.records)
            raws.write(batch.raws)
            identities.write(batch.identities)
    _number_twins(folder / "records.parquet", ledger)
    files, rejects = files_of(ledger), rejects_of(ledger)
    _save(folder, "ingest", rejects=rejects, files=files)
    counts: Counts = {
        "files": _per_file(files, rejects, [s["file"] for s in chosen if "encoding" in s]),
        "searches": _per_search(files),
        "overlaps": [asdict(overlap) for overlap in ledger.overlaps()],
        "seen": int(files["seen"].sum()),
        "records": sum(map(len, ledger.ids)),
        "rejected": len(rejects),
        "unlisted": unlisted,
    }
    if counts["seen"] != counts["records"] + counts["rejected"]:
        raise defect("ingest: entries seen ≠ records + rejects")
    return counts


def _export(project: Project, search: Mapping[str, Any]) -> ExportFile:
    from litsieve.ingest import ExportFile

    return ExportFile(
        path=Path(search.get("path") or project.path_of(search["file"])),
        name=search["file"],
        source=search.get("database"),
        kind=search.get("kind", "database"),
        format=search.get("format"),
        search=search.get("search"),
        hits=search.get("hits"),
        columns=search.get("columns"),
        encoding=search.get("encoding"),
    )


def _number_twins(path: Path, ledger: Ledger) -> None:
    """Tell records of one identity apart in the table that ingest has written."""
    from litsieve.ingest import twin_ids, twin_of

    twins = ledger.twins()
    if not twins.any():
        return
    found = twin_ids([twin_of(row) for row in plain_rows(path, twins)])
    replace_cells(path, schema.RECORD, "record_id", twins, found)


#: Reasons of rejects that are told of one file, the commonest first.
_REASONS = 5


def _per_file(
    files: pd.DataFrame, rejects: pd.DataFrame, decoded: Sequence[str]
) -> list[dict[str, Any]]:
    """What a person should know of each file; `flags` are told apart again.

    `decoded`: files and archives of which the reviewer says the encoding.
    """
    from litsieve.ingest.decode import is_guessed
    from litsieve.ingest.limits import is_limit

    keys = ["file", "source", "format", "dialect", "encoding", "seen", "records", "partial",
            "rejected", "twice"]  # fmt: skip
    first = files.groupby("sha256")["file"].transform("first")
    why = rejects.groupby(["file", "reason"]).size().sort_values(ascending=False, kind="stable")
    reasons: dict[str, dict[str, int]] = {}
    for file, reason, count in why.reset_index(name="count").to_numpy().tolist():
        if len(of := reasons.setdefault(file, {})) < _REASONS:
            of[reason] = count

    def said(file: str) -> bool:
        return any(file == name or file.startswith(f"{name}/") for name in decoded)

    found = []
    for row in files.assign(same_as=first.where(first != files["file"])).to_dict("records"):
        flags = (flag.rpartition(" ") for flag in str(row["flags"] or "").split("; ") if flag)
        found.append(
            {key: schema.plain(row[key]) for key in [*keys, "same_as"]}
            | {"flags": {} if pd.isna(row["flags"]) else {n: int(c) for n, _, c in flags}}
            | {"at_limit": is_limit(row["source"], row["seen"])}
            | {"reasons": reasons.get(row["file"], {})}
            | {"guessed": is_guessed(row["encoding"]) and not said(row["file"])}
        )
    return found


def _per_search(files: pd.DataFrame) -> list[dict[str, Any]]:
    """Searches of which the hits are noted, beside the entries of all their files."""
    noted = files.dropna(subset="hits").groupby("search", sort=True)
    return [
        {"search": search, "hits": int(of["hits"].iloc[0]), "seen": int(of["seen"].sum())}
        for search, of in noted
    ]


def find_duplicates(project: Project, progress: Progress | None) -> Deduped:
    """What `dedupe` would write."""
    from litsieve.dedupe import dedupe as find
    from litsieve.parallel import workers

    present = pd.Index(load(project, "ingest", "records", "record_id")["record_id"])
    answers = duplicate_answers(project, present).table
    return find(
        _slim_records(project), project.config.dedupe, progress, answers, _known(project), workers()
    )


def _slim_records(project: Project) -> pd.DataFrame:
    """The records without what de-duplication never reads; they are never held whole."""
    from litsieve.dedupe.slim import slim

    groups = row_groups(project.folder("ingest") / "records.parquet")
    parts = [slim(group.to_pandas()) for _, group in groups]
    return pd.concat(parts or [slim(schema.empty(schema.RECORD))], ignore_index=True)


def duplicate_answers(project: Project, present: Container[str]) -> Answers:
    """What people answered of pairs of records; `present` are the ids that there are."""
    from litsieve.dedupe.answers import answers_of
    from litsieve.referents import answers_now

    given, waiting = answers_now(project, present)
    return answers_of(given, present, waiting)


def _known(project: Project) -> Known | None:
    """What the last run compared, if this version made it and nobody has touched it."""
    from litsieve.dedupe import Known

    if not usable(project, "dedupe"):
        return None
    return Known(load(project, "dedupe", "fingerprints"), load(project, "dedupe", "compared"))


def dedupe(project: Project, _given: Given, folder: Path, progress: Progress | None) -> Counts:
    """Records → clusters, the pairs looked at, where merged values come from."""
    found = find_duplicates(project, progress)
    records = load(project, "ingest", "records", "record_id", "source")
    clusters = found.clusters
    if not clusters["record_id"].equals(records["record_id"].sort_values(ignore_index=True)):
        raise defect("dedupe: the clusters are not a partition of the records")
    _save(
        folder,
        "dedupe",
        clusters=clusters,
        pairs=found.pairs,
        merged=found.merged,
        fingerprints=found.known.fingerprints,
        compared=found.known.compared,
    )
    return dedupe_counts(project, records, found)


def dedupe_counts(project: Project, records: pd.DataFrame, found: Deduped) -> Counts:
    """The counts of a run (see `tally`), and what is wrong with answers and settings."""
    from litsieve.dedupe.tally import strangers, tally

    counts = tally(records, found.clusters, found.pairs)
    answers = duplicate_answers(project, pd.Index(records["record_id"]))
    sources = [row["source"] for row in counts["sources"]]
    return {
        **counts,
        "problems": [{"kind": p.kind, "text": p.text} for p in answers.problems],
        "strangers": [
            {"name": name, "nearest": near}
            for name, near in strangers(project.config.dedupe.source_priority, sources)
        ],
        THIS_RUN: {"compared": found.compared[0], "known": found.compared[1]},
    }


def load_criteria(project: Project, given: Given) -> Criteria:
    """The criteria that the review is screened by."""
    from litsieve.config.criteria import load_criteria as load_file

    name = criteria_name(project, given)
    path = project.path_of(name)
    if not path.exists():
        raise ReviewError(
            "no criteria file",
            Where(name),
            "write one (`review init` makes a template), or give one: --criteria FILE",
        )
    return load_file(path, name)


def screen(project: Project, given: Given, folder: Path, progress: Progress | None) -> Counts:
    """Merged reports → the answers to every question, verdicts of rules and people, decisions."""
    from litsieve.judging import judge, screen_counts

    criteria = load_criteria(project, given)
    found = judge(project, criteria, progress)
    _save(folder, "screen", verdicts=found.verdicts, decisions=found.decisions)
    write_table(folder / ANSWERS, found.answers, schema.answer_table(criteria.questions()))
    (folder / PROTOCOL).write_bytes(dump_json(_protocol(criteria, found)))
    return screen_counts(found)


def _protocol(criteria: Criteria, found: Judged) -> dict[str, Any]:
    """Of the criteria, what a reader of the verdicts needs; and what else the answers rest on."""
    from litsieve.config.inert import keys_of
    from litsieve.config.templates import examples_in
    from litsieve.screen.language import detector
    from litsieve.screen.windows import windows

    detects = criteria.detects
    told = detector() if detects else None
    return {
        "title": criteria.review.title or criteria.review.id,
        "mode": criteria.mode,
        "criteria": hashlib.sha256(criteria.document.text.encode()).hexdigest(),
        "tables": list(criteria.tables),
        "language_detection": (told.name if told else "not installed") if detects else None,
        "reasons": [
            {"id": r.id, "label": r.label, "parent": r.parent, "counts_as": r.counts_as}
            for r in criteria.reasons
        ],
        "rules": {rule.id: rule.reason for rule in criteria.rules},
        "acts": {
            rule.id: {"kind": rule.kind, "action": rule.action, "stages": list(rule.stages)}
            for rule in criteria.rules
        },
        "windows": windows(criteria),
        "stages": list(found.stages),
        "answers": found.rests_on,
        "questions": list(criteria.questions()),
        "screening": criteria.screening.model_dump(by_alias=True, exclude_unset=True),
        "examples": examples_in(criteria),
        "keys": asdict(keys_of(criteria.document, CRITERIA)),
    }


def report(project: Project, _given: Given, folder: Path, _progress: Progress | None) -> Counts:
    """Everything → the artefacts that people read; a broken identity is an error."""
    from litsieve.report import gather, write
    from litsieve.report.acknowledged import needless
    from litsieve.reporting import report_input

    material = gather(report_input(project))
    errors = [f"{c.code} {c.text}" for c in material.checks if not c.ok and c.level == "error"]
    if errors:
        raise defect("report: " + "; ".join(errors))
    for name, content in write(material).items():
        (folder / name).write_bytes(content)
    prisma = material.prisma
    return {
        "identified": prisma.identified.total,
        "duplicates": prisma.duplicates.total,
        "screened": prisma.databases.screened,
        "included": prisma.included.reports,
        "awaiting": sum(prisma.awaiting.values()),
        "checks": sum(check.ok for check in material.checks),
        "warnings": [
            f"{c.code} {c.what}: {c.text}"
            for c in material.checks
            if c.is_open and c.level == "warning"
        ],
        "acknowledged": [c.code for c in material.checks if c.acknowledged],
        "needless": needless(material.checks, material.given.acknowledged),
        "exports": dict(sorted(material.given.files.set_index("file")["sha256"].to_dict().items())),
    }
