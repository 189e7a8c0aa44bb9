"""Where one record ends, box by box; tables that do not belong together are refused."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from report_histories import ALL, review

from litsieve import schema
from litsieve.errors import ReviewError
from litsieve.report import Reason, ReportInput, ledger


def one(verdict: str, stage: str, by: str = "automation", counts_as: str | None = None) -> str:
    """The box of a review's only record."""
    given = review(1, n=1, stages=ALL, reasons=(Reason("E1", "Reason", counts_as=counts_as),))
    row = {"cluster_id": given.records["record_id"][0], "verdict": verdict, "stage": stage,
           "by": by, "primary_reason": "E1", "reasons": "E1", "rules": "a"}  # fmt: skip
    verdicts = schema.conform(pd.DataFrame([row]), schema.VERDICT)
    return str(ledger(replace(given, verdicts=verdicts))["box"][0])


@pytest.mark.parametrize(
    ("verdict", "stage", "by", "counts_as", "box"),
    [
        ("excluded", "metadata", "automation", None, "automation"),
        ("excluded", "metadata", "automation", "other", "other"),
        ("excluded", "metadata", "human", None, "other"),
        ("excluded", "title-abstract", "automation", None, "excluded"),
        ("excluded", "title-abstract", "automation", "not-retrieved", "excluded"),
        ("excluded", "full-text", "human", None, "excluded-report"),
        ("excluded", "full-text", "human", "not-retrieved", "not-retrieved"),
        ("excluded", "retrieval", "human", None, "not-retrieved"),
        ("awaiting", "metadata", "automation", None, "awaiting-title-abstract"),
        ("awaiting", "title-abstract", "automation", None, "awaiting-title-abstract"),
        ("awaiting", "retrieval", "human", None, "awaiting-retrieval"),
        ("awaiting", "full-text", "human", None, "awaiting-full-text"),
        ("included", "full-text", "human", None, "included"),
        ("included", "title-abstract", "automation", None, "awaiting-retrieval"),
    ],
)
def test_a_verdict_leads_to_its_box(
    verdict: str, stage: str, by: str, counts_as: str | None, box: str
) -> None:
    assert one(verdict, stage, by, counts_as) == box


def test_a_verdict_that_names_nobody_was_a_machine_s() -> None:
    given = review(3, n=60, stages=ALL)
    rows = ledger(replace(given, verdicts=given.verdicts.assign(by=pd.NA)))
    settled = ~rows["box"].str.startswith("awaiting")
    assert set(rows.loc[settled, "by"]) == {"automation"}


def test_a_cluster_without_a_verdict_awaits() -> None:
    given = replace(review(1, n=5), verdicts=schema.empty(schema.VERDICT))
    assert set(ledger(given)["box"]) <= {"duplicate", "awaiting-title-abstract"}


def test_an_abstract_is_enough_where_no_full_text_was_read() -> None:
    given = review(3, n=60, stages=("metadata", "title-abstract"))
    included = given.verdicts["verdict"] == "included"
    assert (ledger(given)["box"] == "included").sum() == included.sum()


def test_the_order_of_rows_does_not_matter() -> None:
    given = review(9, n=40, stages=ALL)
    tables = {
        name: getattr(given, name).sample(frac=1, random_state=1)
        for name in ("records", "clusters", "verdicts", "files")
    }
    pd.testing.assert_frame_equal(ledger(given), ledger(replace(given, **tables)))


def broken(change: str) -> ReportInput:
    given = review(2, n=20, stages=ALL[:2])
    if change == "a record without a cluster":
        return replace(given, clusters=given.clusters.iloc[1:])
    if change == "a cluster twice":
        return replace(given, clusters=pd.concat([given.clusters, given.clusters.head(1)]))
    if change == "a strange verdict":
        return replace(given, verdicts=given.verdicts.replace(given.verdicts["cluster_id"][0], "x"))
    if change == "two verdicts":
        return replace(given, verdicts=pd.concat([given.verdicts, given.verdicts.head(1)]))
    if change == "a cluster named after nobody":
        return replace(given, clusters=given.clusters.assign(cluster_id="x"))
    return replace(given, verdicts=given.verdicts.assign(verdict="excluded", stage="full-text"))


@pytest.mark.parametrize(
    "change",
    ["a record without a cluster", "a cluster twice", "a strange verdict", "two verdicts",
     "a cluster named after nobody", "a stage that was not carried out"],
)  # fmt: skip
def test_tables_of_different_runs_are_refused(change: str) -> None:
    with pytest.raises(ReviewError):
        ledger(broken(change))
