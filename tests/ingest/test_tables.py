"""Delimited rows: exact lines, and damage that stays where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from litsieve.ingest import ExportFile, Ingested, read
from litsieve.ingest.entry import Entry, Text
from litsieve.ingest.shapes.columns import Columns, Found, read_table

HEADER = "Authors,Title,Year,Source title,EID"


def row(number: int, title: str | None = None) -> str:
    return f'"Doe J.","{title or f"Title {number}"}",2020,"Venue","2-s2.0-8500000{number:04}"'


def ingest(folder: Path, lines: list[str], newline: str = "\n") -> Ingested:
    path = folder / "s.csv"
    path.write_bytes(newline.join([HEADER, *lines, ""]).encode())
    return read([ExportFile(path, "s.csv")])


def test_a_heading_that_was_renamed_is_found_by_its_common_names() -> None:
    names = {"title": ("item title",), "year": ("publication year",), "link": ("url",)}
    columns = Columns(names, lambda cell: Found(dict(cell)))
    text = Text.of("Item Title,Pub Year,URL\nSheep,2026,x\n")
    reading = read_table(text, columns)
    [entry] = reading.entries(list(reading.blocks))
    assert isinstance(entry, Entry)
    assert entry.fields == {"title": "Sheep", "year": "2026", "link": "x"}


def test_line_is_where_the_row_starts_whatever_its_cells_hold(tmp_path: Path) -> None:
    lines = [row(1, "One\ntwo\n\nthree"), "", row(2), ",,,,", row(3, 'With ""quotes"", commas')]
    found = ingest(tmp_path, lines)
    assert list(found.records["line"]) == [2, 7, 9]
    assert found.records["title"][0] == "One two three"
    assert found.records["title"][2] == 'With "quotes", commas'


@pytest.mark.parametrize("where", range(6))
def test_an_unclosed_quotation_mark_costs_one_row_at_most(tmp_path: Path, where: int) -> None:
    lines = [row(number) for number in range(6)]
    lines[where] = lines[where].replace("Title", '"Title', 1)
    found = ingest(tmp_path, lines)
    assert found.files["seen"][0] == 6
    sound = {f"Title {number}" for number in range(6) if number != where}
    assert sound <= set(found.records["title"].dropna())
    flagged = found.records["flags"].notna().sum()
    assert len(found.rejects) + flagged == 1


@pytest.mark.parametrize("where", [0, 3, 5])
def test_an_opening_mark_without_its_mate_costs_one_row_at_most(tmp_path: Path, where: int) -> None:
    lines = [row(number, f"Title {number}\nsecond line") for number in range(6)]
    lines[where] = lines[where].replace('second line"', "second line", 1)
    found = ingest(tmp_path, lines)
    assert found.files["seen"][0] == 6
    assert len(found.records) + len(found.rejects) == 6
    assert found.records["title"].str.fullmatch(r"Title \d second line").sum() == 5


def test_a_stray_mark_far_from_the_end_is_found_in_time(tmp_path: Path) -> None:
    lines = [row(number) for number in range(4000)]
    for where in range(0, 4000, 100):
        lines[where] = lines[where].replace('"Title', 'Tit"le', 1)
    found = ingest(tmp_path, lines)
    assert found.files["seen"][0] == 4000
    assert len(found.records) >= 3960


def test_quotation_marks_inside_a_cell_are_repaired(tmp_path: Path) -> None:
    found = ingest(tmp_path, [row(1, 'The "best" of it'), row(2)])
    assert list(found.records["flags"].fillna("")) == ["repaired: quotation marks", ""]
    assert found.files["partial"][0] == 1


def test_a_row_that_was_cut_is_kept_and_says_so(tmp_path: Path) -> None:
    found = ingest(tmp_path, [row(1), '"Doe J.","Cut in the mid'])
    assert list(found.records["title"]) == ["Title 1", "Cut in the mid"]
    assert found.records["flags"][1] == "repaired: 2 of 5 columns"


def test_a_row_with_too_many_cells_is_rejected_with_its_text(tmp_path: Path) -> None:
    bad = "Doe J.,A title, with a comma,2020,Venue,2-s2.0-85000000099"
    found = ingest(tmp_path, [row(1), bad, row(2)])
    assert list(found.records["title"]) == ["Title 1", "Title 2"]
    assert found.rejects.loc[0, ["line", "raw"]].tolist() == [3, bad]
    assert found.rejects["reason"][0] == "has 6 columns where the header has 5"


def test_blank_cells_beyond_the_header_do_no_harm(tmp_path: Path) -> None:
    found = ingest(tmp_path, [row(1) + ",,", row(2)])
    assert list(found.records["title"]) == ["Title 1", "Title 2"]


def test_a_cell_of_any_length_is_read_whole(tmp_path: Path) -> None:
    found = ingest(tmp_path, [row(1, "word " * 60_000), row(2)])
    assert len(found.records["title"][0]) == 299_999
    assert list(found.records["line"]) == [2, 3]


def test_a_header_in_the_middle_is_no_entry(tmp_path: Path) -> None:
    found = ingest(tmp_path, [row(1), HEADER, row(2)])
    assert list(found.records["line"]) == [2, 4]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "s.csv"
    text = f"sep={delimiter}\r\n{HEADER}\r\n{row(1)}\r\n".replace(",", delimiter)
    path.write_bytes(text.encode())
    found = read([ExportFile(path, "s.csv")])
    assert (found.records["title"][0], found.records["line"][0]) == ("Title 1", 3)


def test_a_cell_at_the_limit_of_spreadsheets_is_flagged(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    abstract = "a" * 32_759
    path.write_text(f"Authors,Title,Year,Source title,Abstract\nDoe J.,T,2020,V,{abstract}\n")
    found = read([ExportFile(path, "s.csv")])
    assert found.records["abstract_partial"][0]
    assert "cut: " in found.records["flags"][0]
    assert found.files["partial"][0] == 1
