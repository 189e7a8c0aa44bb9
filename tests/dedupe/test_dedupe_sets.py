"""De-duplication measured on real sets with known truth; the floors are modest on purpose."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from dedupe_make import SETTINGS
from dedupe_sets import pairs_of, record_of_case, records_of, truth_of

from litsieve import schema
from litsieve.dedupe import dedupe

#: Set → precision and recall of merges, recall with the queue answered, share of records in it.
SETS = {
    "cytology_screening": (0.999, 0.985, 0.995, 0.02),
    "diabetes": (0.999, 0.985, 0.995, 0.02),
    "copper": (0.999, 0.985, 0.995, 0.02),
    "misq_baseline": (0.999, 0.985, 0.995, 0.02),
    # Two bibliographies of computer science, without volume, pages and ids.
    "dblp_acm": (0.99, 0.9, 0.93, 0.06),
}


@pytest.mark.parametrize("name", SETS)
def test_precision_recall_and_the_review_queue(shared_data: Path, name: str) -> None:
    folder = shared_data / "dedupe" / name
    records = records_of(folder)
    result = dedupe(records, SETTINGS)
    truth = truth_of(folder)
    clusters = dict(zip(result.clusters["record_id"], result.clusters["cluster_id"], strict=True))
    true, found = pairs_of(truth), pairs_of({key: clusters[key] for key in truth})
    if name == "dblp_acm":  # its truth only tells of copies across sources
        source = dict(zip(records["record_id"], records["source"], strict=True))
        found = {(a, b) for a, b in found if source[a] != source[b]}
    asked = result.pairs[result.pairs["answer"] == "review"]
    queue = set(zip(asked["a"], asked["b"], strict=True))
    precision, recall, with_queue, share = SETS[name]
    assert len(true & found) / len(found) >= precision
    assert len(true & found) / len(true) >= recall
    assert len(true & (found | queue)) / len(true) >= with_queue
    assert len({*asked["a"], *asked["b"]}) <= share * len(records)


def test_hard_pairs(shared_data: Path) -> None:
    cases = json.loads((shared_data / "dedupe" / "hard_pairs.json").read_text("utf-8"))["cases"]
    wrong = []
    for case in cases:
        rows = [record_of_case(case[f"record_{side}"], side) for side in "ab"]
        result = dedupe(schema.conform(pd.DataFrame(rows), schema.RECORD), SETTINGS)
        if (result.clusters["cluster_id"].nunique() == 1) != case["expected_duplicate"]:
            wrong.append(case["id"])
    assert wrong == []


def test_a_complete_review_comes_down_to_what_its_authors_screened(shared_data: Path) -> None:
    ingest = pytest.importorskip("litsieve.ingest")
    folder = shared_data / "reviews" / "mutualism"
    files = [
        ingest.ExportFile(path=folder / f"{source}.bib", name=f"{source}.bib", source=source)
        for source in ("wos", "scopus")
    ]
    result = dedupe(ingest.read(files).records, SETTINGS)
    assert 409 <= result.clusters["cluster_id"].nunique() <= 415
