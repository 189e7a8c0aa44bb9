"""Invented records for the de-duplication tests."""

from __future__ import annotations

from typing import Any

import pandas as pd

from litsieve import schema
from litsieve.dedupe import Deduped, DedupeSettings, dedupe

SETTINGS = DedupeSettings()

#: A complete article, of which the tests make copies and near misses.
ARTICLE: dict[str, Any] = {
    "source": "scopus",
    "title": "Night shifts and the sleep of hospital porters: a cohort study",
    "authors": "Alder, Ruth M.; Birch, Tom; Cedar, Ines",
    "year": 2016,
    "venue": "Journal of Ward Research",
    "volume": "12",
    "issue": "3",
    "pages": "201-214",
    "doi": "10.1234/jwr.2016.0201",
}


def copy(**changes: Any) -> dict[str, Any]:
    """ARTICLE with some fields changed; None empties one."""
    return {**ARTICLE, **changes}


def sparse(**changes: Any) -> dict[str, Any]:
    """ARTICLE as a search engine has it: title, first authors, year."""
    bare = {
        "source": "google-scholar", "title": ARTICLE["title"], "authors": "Alder, RM; Birch, T",
        "authors_cut": True, "year": 2016,
    }  # fmt: skip
    return {**bare, **changes}


def records(*rows: dict[str, Any]) -> pd.DataFrame:
    """schema.RECORD; record_id r0, r1 … unless given."""
    made = [{"record_id": f"r{i}", **row} for i, row in enumerate(rows)]
    return schema.conform(pd.DataFrame(made), schema.RECORD)


def run(*rows: dict[str, Any], settings: DedupeSettings = SETTINGS) -> Deduped:
    return dedupe(records(*rows), settings)


def answered(*lines: tuple[str, str, str]) -> pd.DataFrame:
    """schema.ANSWERED of (a, b, answer), all by one person."""
    rows = [{"a": min(a, b), "b": max(a, b), "answer": said, "by": "ann"} for a, b, said in lines]
    return schema.conform(pd.DataFrame(rows, columns=schema.names(schema.ANSWERED)),
                          schema.ANSWERED)  # fmt: skip


def groups(result: Deduped) -> list[set[str]]:
    """The clusters, as sets of record ids."""
    return [set(ids) for _, ids in result.clusters.groupby("cluster_id")["record_id"]]


def answer(a: dict[str, Any], b: dict[str, Any], settings: DedupeSettings = SETTINGS) -> str:
    """What becomes of two records that are all there is."""
    result = run(a, b, settings=settings)
    if result.pairs.empty:
        return "distinct"
    told = str(result.pairs.loc[0, "answer"])
    assert (len(groups(result)) == 1) == (told == "merge")
    return told
