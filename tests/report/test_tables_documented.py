"""docs/report.md names every artefact, and every column of every table."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_histories import ALL, review

from litsieve.report import gather
from litsieve.report.artefacts import DOCUMENTS, TABLES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "report.md").read_text("utf-8")
REVIEW = review(21, n=60, stages=ALL)
MATERIAL = gather(replace(REVIEW, bibliography=REVIEW.records[:9]))


def columns(section: str) -> list[tuple[str, str]]:
    """Column and meaning of the first table under a heading."""
    _, found, text = PAGE.partition(f"\n### {section}\n")
    assert found, f"no section {section}"
    table = re.search(r"\| column \| meaning \|\n\|---\|---\|\n((?:\|.*\n)+)", text)
    assert table is not None
    rows = [line.strip("| \n").split(" | ") for line in table[1].splitlines()]
    return [(name, meaning) for name, meaning in rows]


@pytest.mark.parametrize("name", TABLES)
def test_the_page_has_the_columns_of_every_table_in_their_order(name: str) -> None:
    told = columns(name.partition(".")[0])
    table = TABLES[name](MATERIAL)
    assert table is not None
    assert [column for column, _ in told] == list(table.columns)
    assert all(meaning for _, meaning in told)


def test_the_page_names_every_artefact() -> None:
    named = re.findall(r"`([\w*-]+\.\w+)`", PAGE)
    sections = {f"{heading}.csv" for heading in re.findall(r"^### (\w+)$", PAGE, re.M)}
    left = {*DOCUMENTS, *TABLES} - set(named) - sections
    assert left == set()


def test_the_page_names_no_file_that_is_not_written() -> None:
    named = set(re.findall(r"`([\w-]+\.(?:csv|svg|png|json|html|md|xlsx|ris|bib|docx))`", PAGE))
    assert named - {*DOCUMENTS, *TABLES} == set()
