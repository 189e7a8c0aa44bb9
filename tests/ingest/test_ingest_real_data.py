"""Real exports: as many entries as were counted independently, and a title for every title."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from litsieve.ingest import ExportFile, Ingested, read

REVIEW = {"reviews/mutualism/wos.bib": 265, "reviews/mutualism/scopus.bib": 290}


def counted(data: Path) -> dict[Path, int]:
    with (data / "exports" / "expected.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    exports = {
        data / "exports" / row["file"]: int(row["entries"])
        for row in rows
        if row["format"] in ("bib", "scopus_csv")
    }
    return exports | {data / name: count for name, count in REVIEW.items()}


@pytest.fixture(scope="module")
def found(shared_data: Path) -> dict[Path, Ingested]:
    return {path: read([ExportFile(path, path.name)]) for path in counted(shared_data)}


def test_every_entry_is_a_record_or_a_reject(
    shared_data: Path, found: dict[Path, Ingested]
) -> None:
    for path, count in counted(shared_data).items():
        one = found[path]
        assert int(one.files["seen"].sum()) == count, path.name
        assert len(one.records) + len(one.rejects) == count, path.name
        assert len(one.raws) == len(one.records), path.name


def test_every_title_in_a_file_is_in_its_record(found: dict[Path, Ingested]) -> None:
    titled = re.compile(r"^\s*title\s*=", re.IGNORECASE | re.MULTILINE)
    for path, one in found.items():
        untitled = one.raws["raw"][one.records["title"].isna()]
        assert not [raw for raw in untitled if titled.search(raw)], path.name


def test_the_exports_of_one_review_keep_all_their_entries_together(shared_data: Path) -> None:
    files = [ExportFile(shared_data / name, name) for name in REVIEW]
    found = read(files)
    assert len(found.records) == 265 + 290
    assert found.records["record_id"].is_unique
    assert sorted(found.files["source"]) == ["Scopus", "Web of Science"]
