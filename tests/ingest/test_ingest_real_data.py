"""Real exports: as many entries as were counted independently, and every field that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
import shares

from litsieve.ingest import ExportFile, Ingested, read
from litsieve.ingest.decode import load
from litsieve.ingest.formats import FORMATS, HEAD, LAST

REVIEW = {"reviews/mutualism/wos.bib": 265, "reviews/mutualism/scopus.bib": 290}

#: Where the independent count is not the number of entries that stand in the file, and why.
MORE = {
    "enw/colrev-environment__enl_data.enl": 3,  # the third entry has no %0, by which was counted
    "ris/colrev-environment__ris_data.ris": 2,  # the first has no ER, by which was counted
}
#: What says that it is not there: `[Title unknown.]`.
PLACEHOLDERS = {("wos_txt/mjwestgate__zoorec.txt", "title"): 1}


@pytest.fixture(scope="module")
def exports(shared_data: Path) -> list[tuple[str, Path, str, int]]:
    """Name, path, format and number of entries of each export."""
    folder = shared_data / "exports"
    return [
        (row["file"], folder / row["file"], row["format"], int(row["entries"]))
        for row in shares.counted(folder)
    ]


@pytest.fixture(scope="module")
def found(exports: list[tuple[str, Path, str, int]]) -> dict[str, Ingested]:
    return {name: read([ExportFile(path, path.name)]) for name, path, _, _ in exports}


def test_every_entry_is_a_record_or_a_reject(
    exports: list[tuple[str, Path, str, int]], found: dict[str, Ingested]
) -> None:
    assert len(exports) > 80
    for name, _, _, count in exports:
        one = found[name]
        assert int(one.files["seen"].sum()) == MORE.get(name, count), name
        assert len(one.records) + len(one.rejects) == MORE.get(name, count), name
        assert len(one.raws) == len(one.records), name
        assert one.rejects.empty, name


def test_every_file_is_claimed_by_its_own_reader_and_no_other(
    exports: list[tuple[str, Path, str, int]], found: dict[str, Ingested]
) -> None:
    for name, path, form, _ in exports:
        head = load(lambda path=path: path.open("rb"), name).text.head[:HEAD]  # type: ignore[misc]
        claimants = [one.NAME for one in FORMATS if one is not LAST and one.detect(head)]
        assert claimants == [shares.READERS[form]], name
        assert set(found[name].files["format"]) == {shares.READERS[form]}, name


@pytest.mark.parametrize("field", shares.FIELDS)
def test_every_field_that_stands_in_a_file_is_in_its_record(
    exports: list[tuple[str, Path, str, int]], found: dict[str, Ingested], field: str
) -> None:
    for name, path, form, _ in exports:
        _, counted = shares.direct(path, form)
        wanted = counted[field] - PLACEHOLDERS.get((name, field), 0)
        assert found[name].records[field].notna().sum() >= wanted, name


def test_every_raw_entry_stands_in_its_file_at_its_line(
    exports: list[tuple[str, Path, str, int]], found: dict[str, Ingested]
) -> None:
    for name, path, _, _ in exports:
        text = "".join(load(lambda path=path: path.open("rb"), name).text)  # type: ignore[misc]
        lines = text.split("\n")
        for raw, line in zip(found[name].raws["raw"], found[name].records["line"], strict=True):
            assert raw in text, name
            assert raw.split("\n")[0].strip() in lines[line - 1], f"{name}:{line}"


def test_the_exports_of_one_review_keep_all_their_entries_together(shared_data: Path) -> None:
    files = [ExportFile(shared_data / name, name) for name in REVIEW]
    found = read(files)
    assert len(found.records) == 265 + 290
    assert found.records["record_id"].is_unique
    assert sorted(found.files["source"]) == ["Scopus", "Web of Science"]
