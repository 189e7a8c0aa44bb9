"""The table of labels of `review criteria evaluate`, and the reports that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from litsieve.errors import ReviewError, Where
from litsieve.pipeline import manifest, require
from litsieve.project import Project

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.screen.labelled import Labels
    from litsieve.sheets import Row


def labelled_reports(
    project: Project, name: str, label: str | None, id_column: str | None, included: Sequence[str]
) -> tuple[Labels, pd.DataFrame]:
    """The labels by report, and the reports (RECORD columns and others that criteria may ask)."""
    from litsieve import sheets
    from litsieve.screen import labelled as made

    path = Path(name)
    if not path.is_file():
        raise ReviewError("is a folder" if path.is_dir() else "no such file", Where(name))
    rows = sheets.read(path, name, [])
    if not rows:
        raise ReviewError("has no rows", Where(name))
    column = made.label_column(list(rows[0].cells), label, rows[0].where.file)
    rows = sheets.read(path, name, [column])  # of several sheets that one; no column twice
    cells = made.read_labels(rows, column, included)
    id_column = _id_column(project, rows[0], id_column, name)
    if id_column is None:
        reports, places, identity = _own_reports(path, name, rows)
        found = made.gather(column, cells, places, identity)
    else:
        require(project, "screen")
        from litsieve.work import reports as merged

        found = made.gather(column, cells, _of_corpus(project, rows, id_column))
        reports = merged(project)
    return found, reports


def _id_column(project: Project, row: Row, wanted: str | None, name: str) -> str | None:
    """The column that names reports of the corpus; None for a table that holds its own reports.

    What this program exported of a review is taken as that review's, with its texts or without.
    """
    from litsieve.screen.labelled import IDS, label_column

    headings = list(row.cells)
    if wanted is not None:
        return label_column(headings, wanted, name)
    exported = row.cells.get("record_id", "").startswith("r_")
    if "abstract" in headings and not (exported and manifest(project, "dedupe")):
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
    from litsieve.work import load as load_table

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
