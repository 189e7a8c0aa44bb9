"""Every file in tests/exports is read as the .json beside it says: one of each database."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from litsieve import schema
from litsieve.archives import members
from litsieve.ingest import ExportFile, Ingested, read

EXPORTS = Path(__file__).parent.parent / "exports"
FILES = sorted(path for path in EXPORTS.iterdir() if path.suffix != ".json")


def plain(value: object) -> object:
    return None if pd.isna(value) else value


def ingest(path: Path) -> Ingested:
    return read([ExportFile(path, path.name)])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_export_gives_the_records_beside_it(path: Path) -> None:
    expected = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    found = ingest(path)
    assert len(found.records) == len(expected["records"])
    for (_, row), wanted in zip(found.records.iterrows(), expected["records"], strict=True):
        assert {column: plain(row[column]) for column in wanted} == wanted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_export_is_accounted_for(path: Path) -> None:
    expected = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    found = ingest(path)
    account = found.files.iloc[0]
    rejected = [tuple(pair) for pair in expected.get("rejected", [])]
    assert account["format"] == expected["format"]
    assert account["source"] == expected["source"]
    assert plain(account["dialect"]) == expected.get("dialect")
    assert account["encoding"] == expected.get("encoding", "utf-8")
    assert account["partial"] == expected.get("partial", 0)
    assert account["seen"] == len(found.records) + len(found.rejects)
    assert list(zip(found.rejects["line"], found.rejects["reason"], strict=True)) == rejected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_tables_have_the_shape_of_the_schema(path: Path) -> None:
    found = ingest(path)
    for frame, table in (
        (found.records, schema.RECORD),
        (found.raws, schema.RAW),
        (found.rejects, schema.REJECT),
        (found.files, schema.FILE),
    ):
        pd.testing.assert_frame_equal(frame, schema.conform(frame, table))
    for column in ("document_type", "source_type"):
        words = set(found.records[column].dropna())
        assert words <= set(schema.DOCUMENT_TYPES + schema.SOURCE_TYPES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_raw_entry_stands_in_the_file_at_its_line(path: Path) -> None:
    found = ingest(path)
    if path.suffix == ".xls":  # no text of its own: a line is a row of the sheet
        text = members(path, path.name)[0].open().read().decode()
    else:
        text = path.read_bytes().decode("utf-8-sig")
    lines = text.split("\n")
    for raw, line in zip(found.raws["raw"], found.records["line"], strict=True):
        assert raw in text
        assert raw.split("\n")[0].strip() in lines[line - 1]
