"""Work lists as every spreadsheet program may send them back."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from litsieve.errors import ReviewError, ReviewErrors
from litsieve.sheets import read, write

FRAME = pd.DataFrame({
    "answer": [None, None], "title": ["=1+1 größe", 'Line one, "two"\nthree; four'],
    "score": [0.5, None],
    "pair": ["r_1 r_2", "r_3 r_4"],
})  # fmt: skip
NEEDS = ("answer", "pair")
CHOICES = {"answer": ("same", "different")}


def back(path: Path) -> list[tuple[int | None, str, str]]:
    rows = read(path, path.name, NEEDS)
    return [(row.where.line, row.cells["answer"], row.cells["pair"]) for row in rows]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_goes_out_comes_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"list{ending}"
    path.write_bytes(write(FRAME, ending, CHOICES))
    assert back(path) == [(2, "", "r_1 r_2"), (3, "", "r_3 r_4")]
    assert write(FRAME, ending, CHOICES) == path.read_bytes()
    assert b"\n=1" not in path.read_bytes()


def test_a_workbook_offers_the_words_and_runs_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(FRAME, ".xlsx", CHOICES)))
    (sheet,) = book.worksheets
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("A2:A3", '"same,different"')
    assert sheet["B2"].value == "'=1+1 größe"
    assert sheet["B2"].data_type == "s"
    assert sheet["C2"].value == 0.5


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffanswer;title;pair\r\nsame;a;r_1 r_2\r\n".encode(),
        "sep=;\nanswer;title;pair\nsame;größe;r_1 r_2\n".encode(),
        b"Title,PAIR,mine, Answer \n\"a, b\",r_1 r_2,x, same \n,,,\n\n",
        "answer;title;pair\rsame;größe;r_1 r_2\r".encode("cp1252"),
        "answer\ttitle\tpair\r\nsame\tgröße\tr_1 r_2\r\n".encode("utf-16"),
        b"answer,pair,title\nsame,r_1 r_2\n",
    ],
)  # fmt: skip
def test_csv_of_every_country_is_read(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    assert [row[1:] for row in back(path)] == [("same", "r_1 r_2")]


def test_a_row_is_named_by_the_line_on_which_it_starts(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b'answer,pair\n"same\n\nagain",r_1 r_2\n\nd,r_3 r_4\n')
    assert [row[0] for row in back(path)] == [2, 6]


def test_the_sheet_with_the_columns_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["my notes"])
    second = book.create_sheet("list")
    second.append(["answer", "pair"])
    second.append(["d", "r_1 r_2"])
    book.save(path)
    assert back(path) == [(2, "d", "r_1 r_2")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"answers,pair\nsame,r_1 r_2\n", "no column 'answer'"),
        (b"answer,pair,answer\nsame,r_1 r_2,\n", "two columns 'answer'"),
        (b"", "is empty"),
        (b"%PDF-1.4 \x00\x01", "PDF"),
    ],
)
def test_what_is_no_work_list_is_an_error(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(ReviewError, match=said) as caught:
        back(path)
    assert caught.value.where
    assert caught.value.where.file == "x.csv"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (b"same,r_1 r_2\nd,r_3 r_4,x\n", 3),
        (b'same,r_1 r_2\nd,"r_3" r_4\n', 3),
        (b'd,"r_3 r_4\n', 2),
    ],
)  # fmt: skip
def test_a_row_whose_cells_are_mixed_up_is_an_error(tmp_path: Path, rows: bytes, line: int) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"answer,pair\n" + rows)
    with pytest.raises(ReviewErrors) as caught:
        back(path)
    assert [error.where and error.where.line for error in caught.value.errors] == [line]
