"""excluded_fulltext.csv: reports excluded on their full text, one by one (PRISMA 2020, 16b)."""

from __future__ import annotations

import pandas as pd

from litsieve.report import citations, tables
from litsieve.report.counts import SELECTIONS
from litsieve.report.material import Material

COLUMNS = (
    "record_id", "study_id", "arm", "citation", "reason", "reason_label", "reasons",
    "reason_labels", "by", "people", "rules", "note", "title", "authors", "year", "venue",
    "volume", "issue", "pages", "article_number", "doi", "url", "source", "source_id",
)  # fmt: skip
_LEDGER = ["record_id", "cluster_id", "study_id", "arm", "reason", "by", "people", "rules"]
_REPORT = ["record_id", "source", "source_id", *citations.PARTS]


def excluded_fulltext(material: Material) -> pd.DataFrame:
    """COLUMNS, one row a report of the box `excluded-report`; sorted by record_id."""
    rows = material.ledger.loc[SELECTIONS["excluded-report"](material.ledger), _LEDGER]
    every = material.given.verdicts[["cluster_id", "reasons"]]
    rows = rows.merge(every, on="cluster_id", how="left", validate="m:1")
    rows = rows.merge(_notes(material), on="cluster_id", how="left", validate="m:1")
    merged = tables.reports(material, rows["record_id"])[_REPORT]
    rows = rows.merge(merged.assign(citation=citations.citations(merged)), on="record_id")
    rows["reason_label"] = [tables.reason_label(material, id_) for id_ in _ids(rows["reason"])]
    rows["reason_labels"] = [
        "; ".join(tables.reason_label(material, id_) for id_ in ids.split("; ")) if ids else None
        for ids in _ids(rows["reasons"])
    ]
    return rows[list(COLUMNS)].sort_values("record_id", ignore_index=True)


def _ids(column: pd.Series) -> list[str | None]:
    return [None if pd.isna(cell) else str(cell) for cell in column]


def _notes(material: Material) -> pd.DataFrame:
    """What people noted on the full text: cluster_id, note."""
    decisions = material.given.decisions
    return decisions.loc[decisions["stage"] == "full-text", ["cluster_id", "note"]]
