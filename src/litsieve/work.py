"""The tables of work/: which there are, and how what the stages wrote is read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from litsieve import schema
from litsieve.store import read_json, read_rows, read_table, row_groups

if TYPE_CHECKING:
    from litsieve.project import Project

#: The tables of work/: (stage, name) → columns.
TABLES: dict[tuple[str, str], tuple[schema.Column, ...]] = {
    ("ingest", "records"): schema.RECORD,
    ("ingest", "raws"): schema.RAW,
    ("ingest", "identities"): schema.IDENTITY,
    ("ingest", "rejects"): schema.REJECT,
    ("ingest", "files"): schema.FILE,
    ("dedupe", "clusters"): schema.CLUSTER,
    ("dedupe", "pairs"): schema.PAIR,
    ("dedupe", "merged"): schema.MERGED,
    ("dedupe", "fingerprints"): schema.FINGERPRINT,
    ("dedupe", "compared"): schema.COMPARED,
    ("screen", "verdicts"): schema.VERDICT,
    ("screen", "decisions"): schema.DECISION,
}

#: What screen writes beside its tables: the protocol's reasons, rules and stages.
PROTOCOL = "protocol.json"
#: And the answers: their columns are the questions of the criteria.
ANSWERS = "answers.parquet"


def load(project: Project, stage: str, name: str, *columns: str) -> pd.DataFrame:
    """A table of work/; of its columns only those named, if any are."""
    table = tuple(column for column in TABLES[stage, name] if column.name in columns)
    return read_table(project.folder(stage) / f"{name}.parquet", table or TABLES[stage, name])


def load_protocol(project: Project) -> dict[str, Any]:
    """What screen told of the criteria beside its tables; empty if it has told nothing."""
    return read_json(project.folder("screen") / PROTOCOL) or {}


def load_answers(project: Project, *questions: str) -> pd.DataFrame:
    """Every report's answers in the last run, to these questions or to all: schema.answer_table."""
    folder = project.folder("screen")
    questions = questions or tuple(load_protocol(project).get("questions", ()))
    return read_table(folder / ANSWERS, schema.answer_table(questions))


def raw_entry(project: Project, row: int) -> str:
    """The raw entry of the record that stands in this row of the records."""
    wanted = np.zeros(row + 1, bool)
    wanted[row] = True
    at, group = next(row_groups(project.folder("ingest") / "raws.parquet", where=wanted))
    return str(group["raw"][row - at].as_py())


def records_at(project: Project, rows: pd.Series | np.ndarray) -> pd.DataFrame:
    """The records of the rows that are true, one at least; the index says which rows they are."""
    return read_rows(project.folder("ingest") / "records.parquet", np.asarray(rows, dtype=bool))


def reports(project: Project) -> pd.DataFrame:
    """The merged report of every cluster: RECORD columns, record_id is the cluster's."""
    from litsieve.dedupe import merged_reports

    return merged_reports(
        load(project, "ingest", "records"),
        load(project, "dedupe", "clusters"),
        load(project, "dedupe", "merged"),
    )


def report_parts(
    project: Project, clusters: pd.DataFrame, columns: list[str]
) -> Iterator[pd.DataFrame]:
    """The same part by part, in no set order, with some columns only; for any number of records."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from litsieve.dedupe.merge_stream import merged_parts
    from litsieve.screen.run import CHUNK

    groups = row_groups(project.folder("dedupe") / "merged.parquet")
    merged = [_of_fields(group.to_pandas(), columns) for _, group in groups]
    path = project.folder("ingest") / "records.parquet"
    # not whole columns of a group at once: new memory costs more than reading
    with pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False) as file:

        def read(group: int, names: Sequence[str]) -> Iterator[pa.Table]:
            for batch in file.iter_batches(CHUNK, [group], list(names)):
                yield pa.Table.from_batches([batch])

        sizes = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
        yield from merged_parts(
            read,
            sizes,
            load(project, "ingest", "records", "record_id")["record_id"],
            clusters,
            pd.concat(merged or [schema.empty(schema.MERGED)], ignore_index=True),
            columns,
        )


def _of_fields(merged: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    return merged[merged["field"].isin(columns)]


class OneReport(NamedTuple):
    """A merged report, and all that it was made from."""

    report: pd.Series  # RECORD columns
    records: pd.DataFrame  # schema.RECORD of its members; the index says which rows they are
    clusters: pd.DataFrame  # schema.CLUSTER of its members
    merged: pd.DataFrame  # schema.MERGED of the report


def report_of(project: Project, ids: pd.Series, record_id: str) -> OneReport | None:
    """The report that a record is part of; only its members are read of the records.

    `ids`: the record_id of every record. None if the clusters are of other records than these.
    """
    from litsieve.dedupe import merged_reports

    clusters, merged = load(project, "dedupe", "clusters"), load(project, "dedupe", "merged")
    named = clusters.loc[clusters["record_id"] == record_id, "cluster_id"]
    clusters = clusters[clusters["cluster_id"].isin(named)]
    merged = merged[merged["cluster_id"].isin(named)]
    members = ids.isin(clusters["record_id"])
    if named.empty or members.sum() < len(clusters):
        return None
    records = records_at(project, members)
    return OneReport(merged_reports(records, clusters, merged).iloc[0], records, clusters, merged)
