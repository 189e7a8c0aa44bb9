"""PRISMA arithmetic: the identities hold, a wrong number shows, a number leads to its records."""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass, replace
from typing import Any

import pandas as pd
import pytest
from report_histories import ALL, REASONS, review

from litsieve.report import BOXES, Prisma, ReportInput, checks, count, ids_of, ledger
from litsieve.report.counts import AWAITING, SELECTIONS
from litsieve.report.prisma import Arm, Included, Previous

FLOW = ("identified", "duplicates", "within", "across", "automation", "other", "screened", "human",
        "by tools", "sought", "not retrieved", "assessed", "reports excluded", "reports", "studies",
        "waiting")  # fmt: skip


def slow_counts(given: ReportInput) -> dict[str, dict[str, Any]]:
    """PRISMA counted with a pencil: one record after the other, straight from its definitions."""
    verdict_of = {row["cluster_id"]: row for row in given.verdicts.to_dict("records")}
    counts_as = {reason.id: reason.counts_as for reason in given.reasons}
    source_of = dict(zip(given.records["record_id"], given.records["source"], strict=True))
    kind_of = dict(zip(given.files["file"], given.files["kind"], strict=True))
    arm_of = {
        record: "other" if kind_of[file] == "other" else "databases"
        for record, file in zip(given.records["record_id"], given.records["file"], strict=True)
    }
    members: dict[str, list[str]] = {}
    for row in given.clusters.to_dict("records"):
        members.setdefault(row["cluster_id"], []).append(row["record_id"])
    study_of = dict(zip(given.clusters["cluster_id"], given.clusters["study_id"], strict=True))
    n = {arm: dict.fromkeys(FLOW, 0) for arm in ("databases", "other")}
    arms_of_study: dict[str, list[str]] = {}
    for cluster, records in members.items():
        stands = cluster
        found = sorted(record for record in records if arm_of[record] == "databases")
        if found and cluster not in found:
            stands = found[0]
        seen = {source_of[stands]}
        for record in sorted(records):
            of = n[arm_of[record]]
            of["identified"] += 1
            if record != stands:
                of["duplicates"] += 1
                of["within" if source_of[record] in seen else "across"] += 1
                seen.add(source_of[record])
        of = n[arm_of[stands]]
        row = verdict_of.get(cluster, {"verdict": "awaiting", "stage": "title-abstract"})
        for box in pencil(row, counts_as):
            of[box] += 1
            if box == "reports":
                arms_of_study.setdefault(study_of[cluster], []).append(arm_of[stands])
    for arms in arms_of_study.values():
        n[min(arms)]["studies"] += 1  # databases come before other
    return n


def pencil(row: dict[str, Any], counts_as: dict[str, str | None]) -> list[str]:
    """Every count that one report's verdict adds to."""
    verdict, stage, reason = row["verdict"], row["stage"], row.get("primary_reason")
    moved = None if reason is None or pd.isna(reason) else counts_as[reason]
    if verdict == "excluded" and stage == "metadata":
        return ["other" if moved == "other" or row["by"] == "human" else "automation"]
    if verdict == "excluded" and stage == "title-abstract":
        return ["screened", "human" if row["by"] == "human" else "by tools"]
    if verdict == "awaiting" and stage in ("metadata", "title-abstract"):
        return ["screened", "waiting"]
    if verdict == "excluded" and (stage == "retrieval" or moved == "not-retrieved"):
        return ["screened", "sought", "not retrieved"]
    if verdict == "awaiting" and stage == "retrieval":
        return ["screened", "sought", "waiting"]
    end = {"excluded": "reports excluded", "awaiting": "waiting", "included": "reports"}[verdict]
    return ["screened", "sought", "assessed", end]


def drawn(arm: Arm) -> dict[str, int | None]:
    """The same counts as they stand in the arm of a flow."""
    removed, excluded = arm.removed, arm.excluded
    d = removed.duplicates
    return {
        "identified": arm.identified, "duplicates": d.total, "within": d.within,
        "across": d.across, "automation": removed.automation, "other": removed.other,
        "screened": arm.screened, "human": excluded.human, "by tools": excluded.automation,
        "sought": arm.sought, "not retrieved": arm.not_retrieved, "assessed": arm.assessed,
        "reports excluded": arm.excluded_reports.total, "reports": arm.included.reports,
        "studies": arm.included.studies, "waiting": sum(arm.awaiting.values()),
    }  # fmt: skip


def agree(given: ReportInput, rows: pd.DataFrame | None = None) -> Prisma:
    """Counted fast and with a pencil, both arms: the same; and every sum comes out."""
    p, slow = count(given, rows), slow_counts(given)
    if p.other is None:
        assert not any(slow["other"].values())
    for name, arm in p.arms.items():
        fast = drawn(arm)
        assert {k: v for k, v in fast.items() if v is not None} == {
            k: v for k, v in slow[name].items() if fast[k] is not None
        }
    assert [check for check in checks(p) if not check.ok] == []
    return p


@pytest.mark.parametrize("seed", range(15))
def test_a_random_review_adds_up_and_agrees_with_the_pencil(seed: int) -> None:
    agree(review(seed, n=30))


def of_arm(arm: Arm) -> list[tuple[int | None, str, dict[str, str | None]]]:
    """Every number of an arm with what asks for its records."""
    d = arm.removed.duplicates
    return [
        (arm.identified, "identified", {}),
        (d.total, "duplicate", {}),
        (d.within, "duplicate-within", {}),
        (d.across, "duplicate-across", {}),
        (d.total + arm.removed.automation + arm.removed.other, "removed", {}),
        (arm.removed.automation, "automation", {}),
        (arm.removed.other, "other", {}),
        (arm.screened, "screened", {}),
        (arm.excluded.total, "excluded", {}),
        (arm.excluded.human, "excluded", {"by": "human"}),
        (arm.excluded.automation, "excluded", {"by": "automation"}),
        (arm.sought, "sought", {}),
        (arm.not_retrieved, "not-retrieved", {}),
        (arm.assessed, "assessed", {}),
        (arm.excluded_reports.total, "excluded-report", {}),
        (arm.included.reports, "included", {}),
        (arm.included.studies, "studies", {}),
        *((n, AWAITING[stage], {}) for stage, n in arm.awaiting.items()),
        *((r.n, "excluded-report", {"reason": r.id}) for r in arm.excluded_reports.reasons or ()),
    ]


def led_by(p: Prisma, rows: pd.DataFrame) -> list[tuple[int | None, list[str]]]:
    """Every number of a flow, and the ids that it leads to."""
    led: list[tuple[int | None, list[str]]] = [
        (p.identified.total, ids_of(rows, "identified")),
        (p.clusters, ids_of(rows, "clusters")),
        (p.duplicates.total, ids_of(rows, "duplicate")),
        (p.duplicates.within, ids_of(rows, "duplicate-within")),
        (p.duplicates.across, ids_of(rows, "duplicate-across")),
        (p.included.reports, ids_of(rows, "included")),
        (p.included.studies, ids_of(rows, "studies")),
        *((p.awaiting[stage], ids_of(rows, box)) for stage, box in AWAITING.items()),
        *((n, ids_of(rows, "identified", source=name, kind=kind))
          for kind, named in (("database", p.identified.databases),
                              ("register", p.identified.registers), ("other", p.identified.other))
          for name, n in named.items()),
    ]  # fmt: skip
    for name, arm in p.arms.items():
        led += [(n, ids_of(rows, key, arm=name, **where)) for n, key, where in of_arm(arm)]
    return led


@pytest.mark.parametrize("seed", range(8))
def test_any_number_leads_to_exactly_that_many_record_ids(seed: int) -> None:
    given = review(seed, n=60, stages=ALL)
    rows = ledger(given)
    known = set(given.records["record_id"])
    for number, ids in led_by(count(given, rows), rows):
        assert number == len(ids)
        assert len(set(ids)) == len(ids)
        assert set(ids) <= known


@pytest.mark.parametrize("seed", range(5))
def test_every_record_is_in_exactly_one_box(seed: int) -> None:
    given = review(seed, n=50)
    rows = ledger(given)
    assert sorted(rows["record_id"]) == sorted(given.records["record_id"])
    assert sum(len(ids_of(rows, box)) for box in BOXES) == len(rows)


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every number in a tree of dataclasses, mappings and tuples."""
    if isinstance(value, int) and not isinstance(value, bool):
        return [at]
    if is_dataclass(value):
        return [p for f in fields(value) for p in paths(getattr(value, f.name), (*at, f.name))]
    if isinstance(value, dict):
        return [p for key, item in value.items() for p in paths(item, (*at, key))]
    if isinstance(value, tuple):
        return [p for i, item in enumerate(value) for p in paths(item, (*at, i))]
    return []


def raised(value: Any, way: tuple[Any, ...]) -> Any:
    """The same tree with one number one higher."""
    if not way:
        return value + 1
    head, rest = way[0], way[1:]
    if is_dataclass(value):
        return replace(value, **{head: raised(getattr(value, head), rest)})  # type: ignore[type-var]
    if isinstance(value, dict):
        return {k: raised(v, rest) if k == head else v for k, v in value.items()}
    return tuple(raised(v, rest) if i == head else v for i, v in enumerate(value))


def test_any_single_wrong_number_breaks_an_identity() -> None:
    p: Prisma = count(review(3, n=60, stages=ALL))
    # Studies may be fewer than reports, so that one more breaks nothing until they are more.
    arms = p.arms.values()
    databases, other = (
        replace(a, included=Included(a.included.reports, a.included.reports)) for a in arms
    )
    p = replace(p, databases=databases, other=other, previous=Previous(3, 3))
    # What was before is only told; it has to be as many reports as studies, or more.
    ways = [way for way in paths(p) if way != ("previous", "reports")]
    assert len(ways) > 30
    silent = [way for way in ways if all(check.ok for check in checks(raised(p, way)))]
    assert silent == []


def test_a_broken_sum_is_shown_with_both_numbers() -> None:
    p = count(review(4, n=60, stages=ALL))
    p = replace(p, databases=replace(p.databases, screened=999))
    (broken, *_) = [check for check in checks(p) if not check.ok]
    assert broken.code == "I4"
    assert broken.text.endswith("≠ 999 ✗")


def test_what_was_not_carried_out_is_not_known_and_never_nought() -> None:
    whole = count(review(7, n=40, stages=("metadata", "title-abstract")))
    p = whole.databases
    assert (p.sought, p.not_retrieved, p.assessed) == (None, None, None)
    assert asdict(p.excluded_reports) == {"total": None, "reasons": None}
    last = [check for check in checks(replace(whole, other=None)) if check.code == "I7"]
    assert [check.what.split(" − ")[0] for check in last] == ["reports included = screened"]
    bare = count(review(7, n=40, stages=("metadata",))).databases
    assert (bare.screened, bare.excluded.total) == (None, None)


def test_files_of_one_database_are_one_source_and_an_empty_file_is_nought() -> None:
    given = review(11, n=80)
    empty = given.files.head(1).assign(
        file="searches/none.csv", source="PubMed", kind="database", seen=0, records=0, rejected=0
    )
    files = pd.concat([given.files, empty])
    p = count(replace(given, files=files))
    assert p.identified.databases["PubMed"] == 0
    assert len({source.name for source in p.sources}) == len(p.sources)
    by_source = given.records["source"].value_counts()
    assert {s.name: s.raw for s in p.sources if s.raw} == by_source.to_dict()


def test_within_and_across_are_by_size_and_number_of_sources() -> None:
    given = review(5, n=60)
    p = count(given)
    table = given.records.merge(given.clusters, on="record_id").groupby("cluster_id")["source"]
    sizes, sources = table.size(), table.nunique()
    assert p.duplicates.within == int((sizes - sources).sum())
    assert p.duplicates.across == int((sources - 1).sum())


def test_reasons_are_counted_in_the_order_of_the_protocol() -> None:
    p = count(review(4, n=400, stages=ALL)).databases
    order = [reason.id for reason in p.excluded_reports.reasons or () if reason.id]
    assert order == [r.id for r in REASONS if r.id in order]
    assert None in [reason.id for reason in p.excluded_reports.reasons or ()]


def test_a_report_that_a_database_has_too_is_of_the_databases() -> None:
    """Its record from elsewhere is the duplicate, even where that survived the merge."""
    given = review(3, n=200, stages=ALL)
    rows = ledger(given)
    mixed = rows.groupby("cluster_id")["arm"].transform("nunique") == 2
    assert (mixed & (rows["record_id"] == rows["cluster_id"]) & (rows["arm"] == "other")).any()
    assert set(rows.loc[mixed & (rows["box"] != "duplicate"), "arm"]) == {"databases"}


def test_previous_and_new_studies_make_the_total_and_unknown_stays_unknown() -> None:
    p = count(replace(review(4, n=60, stages=ALL), previous=Previous(3, None)))
    assert p.total == Previous(3 + p.included.studies, None)
    told = [check.what for check in checks(p) if check.code == "I8"]
    assert "total studies = previous + new" in told
    assert "total reports = previous + new" not in told
    assert count(review(4, n=60)).total is None


def test_every_box_can_be_asked_for_by_its_name() -> None:
    assert set(BOXES) <= set(SELECTIONS)
