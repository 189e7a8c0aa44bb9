"""Delimited rows: exact lines, and damage that stays where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from litsieve.ingest import ExportFile, Ingested, read, reader
from litsieve.ingest.entry import Entry, Text
from litsieve.ingest.shapes.columns import Columns, Found, read_table
from litsieve.ingest.shapes.tables import Shape, blocks

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
    assert found.records["title"].str.fullmatch(r"Title \d second line").sum() >= 5


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


INCHES = """title,authors,year
First of them,"Bell, J",2001
Third "of them,"Poe, A",2003
Screens of 5" size,"Lund, C",2006
12" pipes,"Hill, D",2007
8" and 10" ducts,"Hill, D",2008
A 3" "cable", tested,
2" wire,"Orr, K; Sato,
M",2009
Last of them,"Lund, C",2010
"""


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_inch_mark_in_a_cell_without_quotation_is_text(
    delimiter: str, newline: str, tmp_path: Path
) -> None:
    text = INCHES.replace(", ", "\0").replace("Sato,", "Sato\0").replace(",", delimiter)
    path = tmp_path / "s.csv"
    path.write_bytes(text.replace("\0", ", ").replace("\n", newline).encode())
    found = read([ExportFile(path, "s.csv")])
    assert found.rejects.empty
    assert found.records["title"].tolist()[1:5] == [
        'Third "of them', 'Screens of 5" size', '12" pipes', '8" and 10" ducts',
    ]  # fmt: skip
    assert found.records["title"].tolist()[-2:] == ['2" wire', "Last of them"]
    assert found.records["line"].tolist() == [2, 3, 4, 5, 6, 7, 8, 10]


UNQUOTED = st.text("ab \"'", max_size=6).filter(lambda text: text[:1] != '"' and '""' not in text)
QUOTED = st.text('ab,"\n ', max_size=8)
ROW = st.tuples(UNQUOTED, QUOTED, UNQUOTED, QUOTED).filter(any)


@settings(max_examples=200, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_every_row_is_split_as_it_was_written(
    written: list[tuple[str, str, str, str]], newline: str
) -> None:
    """Only marks at the beginning of a cell open it; those within are doubled."""
    for a, b, c, d in written:  # whether `5","""` ends where the line does is not looked into
        ends = a.endswith('"') or c.endswith('"')
        assume(not (ends and "\n" in b + d and '"' in b + d))
    double = '""'
    lines = [
        f'{a},"{b.replace(double[0], double)}",{c},"{d.replace(double[0], double)}"'
        for a, b, c, d in written
    ]
    shape = Shape(",", 4, lambda _: True)
    text = Text.of(newline.join(["w,x,y,z", *lines, ""]))
    split = [shape.row(block) for block in blocks(text, 1, shape)]
    assert [tuple(found.cells or ()) for found in split if found] == written


def test_marks_that_are_not_doubled_are_kept_with_the_commas_between(tmp_path: Path) -> None:
    lines = [row(1, 'The "best, most" of it'), row(2, '"Quoted" at first'), row(3, 'At the "end"')]
    found = ingest(tmp_path, lines)
    assert found.records["title"].tolist() == [
        'The "best, most" of it', '"Quoted" at first', 'At the "end"',
    ]  # fmt: skip
    assert (found.records["flags"] == "repaired: quotation marks").all()


# --- joined exports --------------------------------------------------------------------------

WIDE = "Authors,Title,Year,Source title,DOI,Abstract,{}References,Document Type,Source,EID"
FUNDED = "Funding Text 1,"


def wide(number: int, between: str) -> str:
    return (
        f'"Doe J.","Title {number}",2019,"Walk Med","10.5555/w.{number}",'
        f'"Buses came, and left {number}.",{between}"Roe, 1999",Article,Scopus,'
        f"2-s2.0-8500000{number:04}"
    )


def ingest_wide(folder: Path, head: str, *lines: str) -> Ingested:
    path = folder / "s.csv"
    path.write_text("\n".join([head, *lines, ""]))
    return read([ExportFile(path, "s.csv")])


@pytest.mark.parametrize(
    ("head", "first", "then"),
    [(FUNDED, '"f",', '"f","f2",'), (FUNDED, '"f",', '"f","f2",,"f4",'),
     (FUNDED, '"f",', ""), ("Funding Text 1,Funding Text 2,", '"f",,', '"f",')],
)  # fmt: skip
def test_rows_with_more_or_fewer_numbered_columns_are_put_into_theirs(
    head: str, first: str, then: str, tmp_path: Path
) -> None:
    found = ingest_wide(tmp_path, WIDE.format(head), wide(1, first), wide(2, then), wide(3, then))
    assert found.rejects.empty
    assert found.records["source_id"].tolist() == [f"2-s2.0-8500000000{n}" for n in (1, 2, 3)]
    assert found.records["document_type"].tolist() == ["article"] * 3
    assert found.records["abstract"].tolist() == [f"Buses came, and left {n}." for n in (1, 2, 3)]
    assert found.files["partial"][0] == 2


def test_a_cell_whose_column_cannot_be_told_is_left_out(tmp_path: Path) -> None:
    found = ingest_wide(tmp_path, WIDE.format(""), wide(1, ""), wide(2, '"one more",'))
    assert found.rejects.empty
    assert found.records["source_id"][1] == "2-s2.0-85000000002"
    assert found.records["title"][1] == "Title 2"
    assert found.records["abstract"].isna().tolist() == [False, True]
    assert found.records["flags"][1] == "repaired: 11 for 10 columns"


def test_a_row_that_was_cut_is_not_taken_for_one_of_another_width(tmp_path: Path) -> None:
    cut = wide(2, "").rsplit(",", 3)[0]
    found = ingest_wide(tmp_path, WIDE.format(""), wide(1, ""), cut)
    assert found.records["flags"][1] == "repaired: 7 of 10 columns"
    assert found.records["abstract"][1] == "Buses came, and left 2."


def test_a_row_in_which_no_column_is_sure_is_rejected(tmp_path: Path) -> None:
    found = ingest_wide(tmp_path, "title,authors,journal", "A,B,C", "A,B,C,D")
    assert found.rejects["reason"].tolist() == ["has 4 columns where the header has 3"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_rows_below_another_header_are_read_by_it(mark: str, newline: str, tmp_path: Path) -> None:
    other = f"{mark}EID,Year,Title,Authors,Document Type,DOI"
    turned = '2-s2.0-85000000002,2020,"Title, 2",Roe R.,Review,10.5555/w.2'
    lines = [HEADER, row(1), other, turned, "", HEADER, row(3)]
    path = tmp_path / "s.csv"
    path.write_bytes(newline.join([*lines, ""]).encode())
    found = read([ExportFile(path, "s.csv")])
    assert found.rejects.empty
    assert found.records["title"].tolist() == ["Title 1", "Title, 2", "Title 3"]
    assert found.records["year"].tolist() == [2020, 2020, 2020]
    assert found.records["line"].tolist() == [2, 4, 7]
    assert found.records["document_type"].fillna("").tolist() == ["", "review", ""]
    assert found.records["doi"].fillna("").tolist() == ["", "10.5555/w.2", ""]


def test_tables_of_ones_own_may_be_joined_too(tmp_path: Path) -> None:
    found = ingest_wide(
        tmp_path, "title,authors,year,journal", '"Fences","Doe, J",2001,Walls',
        "Year;Article title;Author;Venue;DOI", "2002;Wool, and more;Roe, R;Sheep;10.5555/s.1",
    )  # fmt: skip
    assert found.rejects.empty
    assert found.records["title"].tolist() == ["Fences", "Wool, and more"]
    assert found.records["venue"].tolist() == ["Walls", "Sheep"]
    assert found.records["doi"].fillna("").tolist() == ["", "10.5555/s.1"]


def test_a_row_of_headings_is_needed_to_be_a_header(tmp_path: Path) -> None:
    found = ingest_wide(tmp_path, "title,authors,year", "Title,Doe J,2001", "Authors,Year,2002")
    assert found.records["title"].tolist() == ["Title", "Authors"]


def test_headers_in_the_middle_hold_in_every_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "Title,Authors,EID,Year"
    lines = [row(1), other, *(f"Title {n},Roe R.,2-s2.0-8500000{n:04},2021" for n in range(2, 9))]
    whole = ingest(tmp_path, lines)
    monkeypatch.setattr(reader, "_BATCH", 1)
    pieces = ingest(tmp_path, lines)
    assert whole.records["year"].tolist() == [2020, *[2021] * 7]
    assert pieces.records.equals(whole.records)
