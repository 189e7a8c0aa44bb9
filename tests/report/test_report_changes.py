"""What changed between two reports: every number adds up, no study changes unnoticed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from report_histories import ALL, review

from litsieve.report import ReportInput, gather, ids_of
from litsieve.report.changes import COLUMNS, COUNTS, KINDS, Changes, Written, compare
from litsieve.report.writers.prisma_json import as_dict


def written(given: ReportInput) -> Written:
    material = gather(given)
    return Written(material.ledger, as_dict(material.prisma, material.checks))


def renamed(given: ReportInput, names: dict[str, str]) -> ReportInput:
    """The review with other record ids."""
    keys = ("record_id", "cluster_id", "study_id", "a", "b")
    tables = {}
    for table in ("records", "clusters", "verdicts", "pairs"):
        frame = getattr(given, table)
        columns = [key for key in keys if key in frame.columns]
        tables[table] = frame.assign(**{key: frame[key].map(names) for key in columns})
    return replace(given, **tables)


def two(seed: int, kept: int = 45, n: int = 60) -> tuple[Written, Written]:
    """Two histories of one review: `kept` of `n` records are in both, decided and merged anew."""
    old, new = review(seed, n=n), review(seed + 10_000, n=n)
    before, after = sorted(old.records["record_id"]), sorted(new.records["record_id"])
    names = {name: f"n_{name}" for name in after} | dict(zip(after, before[:kept], strict=False))
    return written(old), written(renamed(new, names))


def sets(side: Written) -> dict[str, set[str]]:
    """Every report as the set of its records, by the record that stands for it: with its box."""
    rows = side.audit
    return {
        row["record_id"]: set(rows.loc[rows["cluster_id"] == row["cluster_id"], "record_id"])
        for row in rows[rows["box"] != "duplicate"].to_dict("records")
    }


def included(side: Written) -> dict[str, set[str]]:
    """The same of those that are included."""
    ids = set(ids_of(side.audit, "included"))
    return {name: members for name, members in sets(side).items() if name in ids}


@pytest.mark.parametrize("seed", range(10))
def test_old_and_new_and_gone_and_moved_add_up_for_every_number(seed: int) -> None:
    old, new = two(seed)
    changes = compare(old, new)
    assert [change.name for change in changes.counts] == list(COUNTS)
    for change in changes.counts:
        assert change.ok, change.text
        for side, n in ((old, change.old), (new, change.new)):
            if n is not None:
                assert n == len(ids_of(side.audit, change.name)), change


def test_a_number_that_the_records_do_not_give_is_seen() -> None:
    old, new = two(3)
    wrong = {**new.prisma, "included": {"studies": 1, "reports": 999}}
    found = {c.name: c for c in compare(old, Written(new.audit, wrong)).counts}
    assert not found["included"].ok
    assert "999 ✗" in found["included"].text


@settings(max_examples=12, deadline=None)
@examples(st.integers(0, 10**6), st.integers(0, 60))
def test_reports_newly_included_and_no_longer_are_those_without_a_record_among_the_included(
    seed: int, kept: int
) -> None:
    old, new = two(seed, kept)
    changes = compare(old, new)
    now, then = included(new), included(old)
    for found, here, there in ((changes.included, now, then), (changes.lost, then, now)):
        elsewhere = set().union(*there.values()) if there else set()
        slow = sorted(name for name, members in here.items() if not members & elsewhere)
        assert found["record_id"].tolist() == slow


@settings(max_examples=12, deadline=None)
@examples(st.integers(0, 10**6), st.integers(0, 60))
def test_each_record_is_told_what_a_slow_comparison_finds(seed: int, kept: int) -> None:
    old, new = two(seed, kept)
    told = dict(compare(old, new).records[["record_id", "change"]].to_numpy())
    assert told == slowly(old, new)


def slowly(old: Written, new: Written) -> dict[str, str]:
    """Record by record, as a person would with two printed tables."""
    sides = [side.audit.set_index("record_id", drop=False).to_dict("index") for side in (old, new)]
    both = set(sides[0]) & set(sides[1])

    def mates(side: int, name: str) -> set[str]:
        cluster = sides[side][name]["cluster_id"]
        return {other for other in both if sides[side][other]["cluster_id"] == cluster}

    def box_of_report(side: int, name: str) -> str:
        cluster = sides[side][name]["cluster_id"]
        rows = sides[side].values()
        return next(
            r["box"] for r in rows if r["cluster_id"] == cluster and r["box"] != "duplicate"
        )

    found = {}
    for name in sorted(set(sides[0]) | set(sides[1])):
        if name not in both:
            found[name] = "gone" if name in sides[0] else "new"
            continue
        a, b = sides[0][name], sides[1][name]
        words = []
        if a["box"] != b["box"]:
            same = box_of_report(0, name) == box_of_report(1, name)
            words.append("survivor" if same else "moved")
        elif any(str(a[k]) != str(b[k]) for k in ("by", "people", "reason", "rules")):
            words.append("decided")
        if mates(1, name) - mates(0, name):
            words.append("merged")
        if mates(0, name) - mates(1, name):
            words.append("split")
        if words:
            found[name] = "; ".join(words)
    return found


def test_a_review_compared_with_itself_has_not_changed() -> None:
    for seed in range(8):
        side = written(review(seed))
        changes = compare(side, side)
        assert not changes.any
        assert changes.records.empty
        assert list(changes.records.columns) == list(COLUMNS)
        assert set(changes.times.values()) == {0}


def test_turning_round_old_and_new_turns_everything_round() -> None:
    old, new = two(5)
    there, back = compare(old, new), compare(new, old)
    assert there.included["record_id"].tolist() == back.lost["record_id"].tolist()
    assert (there.times["new"], there.times["merged"]) == (back.times["gone"], back.times["split"])
    assert {(b, a): n for (a, b), n in there.moves.items()} == dict(back.moves)


def one(**changes: object) -> ReportInput:
    """One review, small enough to follow: four reports, r_1 of two records."""
    given = review(1, n=5, stages=ALL)
    ids = [f"r_{i}" for i in range(5)]
    given = renamed(given, dict(zip(sorted(given.records["record_id"]), ids, strict=True)))
    clusters = pd.DataFrame(
        {"record_id": ids, "cluster_id": ["r_0", "r_1", "r_1", "r_3", "r_4"]}
    ).assign(study_id=lambda rows: rows["cluster_id"])
    verdicts = given.verdicts.head(1).loc[[given.verdicts.index[0]] * 4]
    verdicts = verdicts.assign(
        cluster_id=["r_0", "r_1", "r_3", "r_4"], verdict="included", stage="full-text",
        by="human", people="ada", primary_reason=pd.NA, reasons=pd.NA, rules=pd.NA,
    )  # fmt: skip
    files = given.files
    records = given.records.assign(file=files["file"].iloc[0], source=files["source"].iloc[0])
    given = replace(
        given, clusters=clusters.astype("str"), verdicts=verdicts.reset_index(drop=True),
        records=records, pairs=given.pairs.head(0),
    )  # fmt: skip
    return replace(given, **changes)  # type: ignore[arg-type]


def of(changes: Changes) -> dict[str, str]:
    return dict(changes.records[["record_id", "change"]].to_numpy())


def test_another_record_that_stands_for_a_report_is_no_lost_study() -> None:
    given = one()
    swap = {"r_1": "r_2"}
    clusters, verdicts = given.clusters.copy(), given.verdicts.copy()
    for frame in (clusters, verdicts):
        for column in set(frame.columns) & {"cluster_id", "study_id"}:
            frame[column] = frame[column].replace(swap)
    changes = compare(written(given), written(replace(given, clusters=clusters, verdicts=verdicts)))
    assert changes.lost.empty
    assert changes.included.empty
    assert of(changes) == {"r_1": "survivor", "r_2": "survivor"}
    assert changes.moves == {}


def test_an_exclusion_says_which_study_is_lost_and_why() -> None:
    given = one()
    verdicts = given.verdicts.assign(verdict=["excluded", *["included"] * 3])
    verdicts.loc[0, ["primary_reason", "reasons"]] = "E3"
    changes = compare(written(given), written(replace(given, verdicts=verdicts)))
    assert changes.lost[["record_id", "now", "reason"]].to_numpy().tolist() == [
        ["r_0", "excluded-report", "E3"]
    ]
    assert changes.moves == {("included", "excluded-report"): 1}
    assert of(changes) == {"r_0": "moved"}


def test_a_decision_by_another_person_is_told_though_the_box_is_the_same() -> None:
    given = one()
    verdicts = given.verdicts.assign(people=["bo", "ada", "ada", "ada"])
    changes = compare(written(given), written(replace(given, verdicts=verdicts)))
    assert of(changes) == {"r_0": "decided"}
    assert changes.any


def test_another_report_of_an_included_study_is_told_apart_from_a_new_study() -> None:
    given = one()
    before = given.verdicts.assign(verdict=["included", "included", "included", "excluded"])
    linked = given.clusters.assign(study_id=["r_0", "r_1", "r_1", "r_3", "r_3"])
    old = written(replace(given, verdicts=before, clusters=linked))
    changes = compare(old, written(replace(given, clusters=linked)))
    assert changes.included[["record_id", "of_study"]].to_numpy().tolist() == [["r_4", True]]


def test_records_merged_and_split_are_told_and_a_new_twin_changes_nothing_else() -> None:
    given = one()
    apart = given.clusters.assign(cluster_id=given.clusters["record_id"])
    apart["study_id"] = apart["record_id"]
    verdict = given.verdicts.iloc[[1]].assign(cluster_id="r_2")
    verdicts = pd.concat([given.verdicts, verdict], ignore_index=True)
    old = written(replace(given, clusters=apart, verdicts=verdicts))
    changes = compare(old, written(given))
    assert of(changes) == {"r_1": "merged", "r_2": "survivor; merged"}
    assert changes.lost.empty
    assert of(compare(written(given), old)) == {"r_1": "split", "r_2": "survivor; split"}


def test_checks_that_newly_fail_and_those_that_are_mended_are_told() -> None:
    side = written(review(2))
    bad = {"code": "P193", "what": "hits", "text": "3 ≠ 4 ✗", "ok": False, "level": "warning"}
    worse = Written(side.audit, {**side.prisma, "checks": [*side.prisma["checks"], bad]})
    assert compare(side, worse).broken == (bad,)
    assert compare(worse, side).mended == (bad,)
    assert compare(worse, worse).broken == ()
    assert compare(side, worse).any


def test_the_kinds_of_change_are_those_that_are_counted() -> None:
    changes = compare(*two(9))
    assert tuple(changes.times) == KINDS
    words = set("; ".join(changes.records["change"]).split("; "))
    assert words <= set(KINDS)
    assert changes.records["record_id"].is_monotonic_increasing
