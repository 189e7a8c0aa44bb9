"""Ten thousand histories of records and decisions: the sums hold, every count has its records."""

from __future__ import annotations

import pytest
from decision_histories import decided_review
from test_report_counts import agree, led_by

from litsieve.report import BOXES, ids_of, ledger

MANY, BLOCK = 10_000, 500


def holds(seed: int) -> None:
    """Identities 1 to 8, the pencil's counts, and as many ids as every count says."""
    given = decided_review(seed, n=seed % 30)
    rows = ledger(given)
    p = agree(given, rows)
    assert sorted(rows["record_id"]) == sorted(given.records["record_id"])
    assert set(rows["box"]) <= set(BOXES)
    known = set(rows["record_id"])
    for number, ids in led_by(p, rows):
        assert number is None or number == len(set(ids)) == len(ids)
        assert set(ids) <= known


@pytest.mark.parametrize("seed", range(15))
def test_a_history_of_records_and_decisions_adds_up(seed: int) -> None:
    holds(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(0, MANY, BLOCK))
def test_ten_thousand_histories_add_up(block: int) -> None:
    for seed in range(1000 + block, 1000 + block + BLOCK):
        holds(seed)


def test_histories_reach_every_box_in_both_arms() -> None:
    reached = {
        (row.arm, row.box, row.by)
        for seed in range(40)
        for row in ledger(decided_review(seed, n=120)).fillna("").itertuples()
    }
    arms = ("databases", "other")
    assert {(arm, box) for arm, box, _ in reached} == {(a, b) for a in arms for b in BOXES}
    assert {by for _, box, by in reached if box == "excluded"} == {"human", "automation"}


@pytest.mark.parametrize("seed", range(20))
def test_people_exclude_only_where_their_decision_says_so(seed: int) -> None:
    given = decided_review(seed)
    rows = ledger(given)
    decided = {(d.cluster_id, d.stage): d.decision for d in given.decisions.itertuples()}
    for box, stage, word in (
        ("excluded", "title-abstract", "exclude"),
        ("excluded-report", "full-text", "exclude"),
    ):
        human = rows[rows["record_id"].isin(ids_of(rows, box, by="human"))]
        assert {decided[cluster, stage] for cluster in human["cluster_id"]} <= {word}
