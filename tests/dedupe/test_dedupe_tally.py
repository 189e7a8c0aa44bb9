"""The numbers of a run, and what differs between two."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dedupe_make import copy, records, run, sparse

from litsieve import schema
from litsieve.dedupe.tally import changes, strangers, tally


def test_each_source_says_what_it_has_alone_and_what_it_shares() -> None:
    rows = [
        copy(source="scopus"), copy(source="scopus", url="u"), copy(source="wos"), sparse(),
        copy(source="wos", title="Beds that creak at night and why", doi="10.1/x", pages="1-2"),
    ]  # fmt: skip
    found = run(*rows)
    told = tally(records(*rows), found.clusters, found.pairs)
    assert (told["records"], told["left"], told["within"], told["across"]) == (5, 2, 1, 2)
    assert told["sources"] == [
        {"source": "google-scholar", "records": 1, "reports": 1, "alone": 0},
        {"source": "scopus", "records": 2, "reports": 1, "alone": 0},
        {"source": "wos", "records": 2, "reports": 2, "alone": 1},
    ]
    shared = {tuple(row["sources"]): row["reports"] for row in told["shared"]}
    assert shared == {
        ("google-scholar", "scopus"): 1, ("google-scholar", "wos"): 1, ("scopus", "wos"): 1,
    }  # fmt: skip
    assert sum(row["pairs"] for row in told["by_rule"]) == len(found.pairs)


def test_a_priority_for_a_source_that_is_not_there_finds_the_nearest() -> None:
    there = ["Google Scholar", "Scopus"]
    assert strangers(("scopus", "Scopus", "Googel Scholar", "ERIC"), there) == [
        ("scopus", "Scopus"), ("Googel Scholar", "Google Scholar"), ("ERIC", None),
    ]  # fmt: skip


def of(clusters: dict[str, str], *asked: tuple[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows: list[dict[str, Any]] = [{"a": a, "b": b, "answer": "review"} for a, b in asked]
    pairs = pd.DataFrame(rows) if rows else schema.empty(schema.PAIR)
    table = pd.DataFrame({"record_id": list(clusters), "cluster_id": list(clusters.values())})
    return (
        schema.conform(table.assign(study_id=table["cluster_id"]), schema.CLUSTER),
        schema.conform(pairs, schema.PAIR),
    )


def told(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return list(frame.itertuples(index=False, name=None))


def test_changes_name_who_joins_whom_and_who_parts() -> None:
    was = of({"a": "a", "b": "a", "c": "c", "d": "d"}, ("c", "d"))
    now = of({"a": "a", "b": "b", "c": "c", "d": "c", "e": "b"}, ("a", "b"), ("c", "d"))
    found = changes(was, now)
    assert told(found.joins) == [("e", "b"), ("d", "c")]
    assert told(found.leaves) == [("b", "a")]
    assert told(found.asks) == [("a", "b")]
    assert len(found) == 4


def test_another_survivor_of_the_same_members_is_no_change() -> None:
    assert not len(changes(of({"a": "a", "b": "a"}), of({"a": "b", "b": "b"})))


def test_a_record_that_is_gone_does_not_part_from_anyone() -> None:
    assert not len(changes(of({"a": "a", "b": "a", "c": "a"}), of({"b": "b", "c": "b"})))
