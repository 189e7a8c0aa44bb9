"""PRISMA arithmetic: the identities hold, a wrong number shows, a number leads to its records."""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass, replace
from typing import Any

import pandas as pd
import pytest
from report_histories import ALL, REASONS, review

from litsieve.report import BOXES, Prisma, ReportInput, checks, count, ids_of, ledger
from litsieve.report.counts import AWAITING, SELECTIONS


def slow_counts(given: ReportInput) -> dict[str, Any]:
    """PRISMA counted with a pencil: one record after the other, straight from its definitions."""
    verdict_of = {row["cluster_id"]: row for row in given.verdicts.to_dict("records")}
    counts_as = {reason.id: reason.counts_as for reason in given.reasons}
    source_of = dict(zip(given.records["record_id"], given.records["source"], strict=True))
    members: dict[str, list[str]] = {}
    for row in given.clusters.to_dict("records"):
        members.setdefault(row["cluster_id"], []).append(row["record_id"])
    studies = dict(zip(given.clusters["cluster_id"], given.clusters["study_id"], strict=True))
    n = dict.fromkeys(("duplicates", "within", "across", "automation", "other", "screened",
                       "human", "by tools", "sought", "not retrieved", "assessed",
                       "reports excluded", "reports", "waiting"), 0)  # fmt: skip
    included_studies = set()
    for cluster, records in members.items():
        sources = {source_of[record] for record in records}
        n["duplicates"] += len(records) - 1
        n["within"] += len(records) - len(sources)
        n["across"] += len(sources) - 1
        row = verdict_of.get(cluster, {"verdict": "awaiting", "stage": "title-abstract"})
        verdict, stage = row["verdict"], row["stage"]
        reason = row.get("primary_reason")
        moved = None if pd.isna(reason) else counts_as[reason]
        if verdict == "excluded" and stage == "metadata":
            n["other" if moved == "other" or row["by"] == "human" else "automation"] += 1
            continue
        n["screened"] += 1
        if verdict == "excluded" and stage == "title-abstract":
            n["human" if row["by"] == "human" else "by tools"] += 1
            continue
        if verdict == "awaiting" and stage in ("metadata", "title-abstract"):
            n["waiting"] += 1
            continue
        n["sought"] += 1
        if verdict == "excluded" and (stage == "retrieval" or moved == "not-retrieved"):
            n["not retrieved"] += 1
            continue
        if verdict == "awaiting" and stage == "retrieval":
            n["waiting"] += 1
            continue
        n["assessed"] += 1
        if verdict == "excluded":
            n["reports excluded"] += 1
        elif verdict == "awaiting":
            n["waiting"] += 1
        else:
            n["reports"] += 1
            included_studies.add(studies[cluster])
    return {**n, "studies": len(included_studies)}


def agree(given: ReportInput) -> None:
    p, slow = count(given).databases, slow_counts(given)
    fast = {
        "duplicates": p.removed.duplicates.total, "within": p.removed.duplicates.within,
        "across": p.removed.duplicates.across, "automation": p.removed.automation,
        "other": p.removed.other, "screened": p.screened, "human": p.excluded.human,
        "by tools": p.excluded.automation, "sought": p.sought, "not retrieved": p.not_retrieved,
        "assessed": p.assessed, "reports excluded": p.excluded_reports.total,
        "reports": p.included.reports, "studies": p.included.studies,
        "waiting": sum(p.awaiting.values()),
    }  # fmt: skip
    assert {k: v for k, v in fast.items() if v is not None} == {
        k: v for k, v in slow.items() if fast[k] is not None
    }
    assert [check for check in checks(p) if not check.ok] == []


@pytest.mark.parametrize("seed", range(40))
def test_a_random_review_adds_up_and_agrees_with_the_pencil(seed: int) -> None:
    agree(review(seed, n=30))


@pytest.mark.slow
def test_thousands_of_random_reviews_add_up() -> None:
    for seed in range(1000, 3000):
        agree(review(seed, n=seed % 40))


@pytest.mark.parametrize("seed", range(8))
def test_any_number_leads_to_exactly_that_many_record_ids(seed: int) -> None:
    given = review(seed, n=60, stages=ALL)
    rows, p = ledger(given), count(given)
    led: list[tuple[int | None, list[str]]] = [
        (p.identified.total, ids_of(rows, "identified")),
        (p.clusters, ids_of(rows, "clusters")),
        (p.removed.duplicates.total, ids_of(rows, "duplicate")),
        (p.removed.duplicates.within, ids_of(rows, "duplicate-within")),
        (p.removed.duplicates.across, ids_of(rows, "duplicate-across")),
        (p.removed.automation, ids_of(rows, "automation")),
        (p.removed.other, ids_of(rows, "other")),
        (p.screened, ids_of(rows, "screened")),
        (p.excluded.total, ids_of(rows, "excluded")),
        (p.excluded.human, ids_of(rows, "excluded", by="human")),
        (p.excluded.automation, ids_of(rows, "excluded", by="automation")),
        (p.sought, ids_of(rows, "sought")),
        (p.not_retrieved, ids_of(rows, "not-retrieved")),
        (p.assessed, ids_of(rows, "assessed")),
        (p.excluded_reports.total, ids_of(rows, "excluded-report")),
        (p.included.reports, ids_of(rows, "included")),
        (p.included.studies, ids_of(rows, "studies")),
        *((p.awaiting[stage], ids_of(rows, box)) for stage, box in AWAITING.items()),
        *((r.n, ids_of(rows, "excluded-report", reason=r.id))
          for r in p.excluded_reports.reasons or ()),
        *((n, ids_of(rows, "identified", source=name, kind="database"))
          for name, n in p.identified.databases.items()),
        *((n, ids_of(rows, "identified", source=name, kind="register"))
          for name, n in p.identified.registers.items()),
        *((n, ids_of(rows, "identified", source=name, kind="other"))
          for name, n in p.identified.other.items()),
    ]  # fmt: skip
    known = set(given.records["record_id"])
    for number, ids in led:
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
    p: Prisma = count(review(4, n=60, stages=ALL))
    # Studies may be fewer than reports, so that one more breaks nothing until they are more.
    p = replace(p, included=replace(p.included, studies=p.included.reports))
    ways = paths(p)
    assert len(ways) > 30
    silent = [way for way in ways if all(check.ok for check in checks(raised(p, way)))]
    assert silent == []


def test_a_broken_sum_is_shown_with_both_numbers() -> None:
    p = replace(count(review(4, n=60, stages=ALL)), screened=999)
    (broken, *_) = [check for check in checks(p) if not check.ok]
    assert broken.code == "I4"
    assert broken.text.endswith("≠ 999 ✗")


def test_what_was_not_carried_out_is_not_known_and_never_nought() -> None:
    p = count(review(7, n=40, stages=("metadata", "title-abstract")))
    assert (p.sought, p.not_retrieved, p.assessed) == (None, None, None)
    assert asdict(p.excluded_reports) == {"total": None, "reasons": None}
    last = [check for check in checks(p) if check.code == "I7"]
    assert [check.what.split(" − ")[0] for check in last] == ["reports included = screened"]
    bare = count(review(7, n=40, stages=("metadata",)))
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
    assert p.removed.duplicates.within == int((sizes - sources).sum())
    assert p.removed.duplicates.across == int((sources - 1).sum())


def test_reasons_are_counted_in_the_order_of_the_protocol() -> None:
    p = count(review(4, n=400, stages=ALL))
    order = [reason.id for reason in p.excluded_reports.reasons or () if reason.id]
    assert order == [r.id for r in REASONS if r.id in order]
    assert None in [reason.id for reason in p.excluded_reports.reasons or ()]


def test_every_box_can_be_asked_for_by_its_name() -> None:
    assert set(BOXES) <= set(SELECTIONS)
