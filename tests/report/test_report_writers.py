"""Tables for other programs: whole, harmless, read back as they were, the same every time."""

from __future__ import annotations

import csv
import io
import json
import re

import bibtexparser
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from litsieve import schema
from litsieve.errors import ReviewError
from litsieve.ingest.bib.own import ESCAPED
from litsieve.report import export_table
from litsieve.report.artefacts import FORMATS
from litsieve.report.writers.cells import neutralise, restore

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NASTY = (
    "=cmd|'/c calc'!A0", "  =1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'quoted",
    "''=x", "＝1", "\ufeff=1", "\u200b=1", "\xa0@x", "plain", "a\rb", 'say "so", then', "", " ",
)  # fmt: skip


def record(**values: object) -> pd.DataFrame:
    return schema.conform(pd.DataFrame([{"record_id": "r_1", **values}]), schema.RECORD)


# ---- spreadsheets ------------------------------------------------------------------------------


@given(TEXTS)
def test_a_neutralised_text_is_restored_exactly(text: str) -> None:
    assert restore(neutralise(text)) == text


@pytest.mark.parametrize("text", NASTY[:7])
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert neutralise(text) == "'" + text


@given(TEXTS)
def test_no_neutralised_text_is_a_formula(text: str) -> None:
    assert not re.match(r"\s*[=+\-@]", neutralise(text))


def test_numbers_stay_numbers_and_texts_that_look_like_them_do_not_run() -> None:
    frame = pd.DataFrame({"n": pd.array([-5, None], "Int64"), "t": ["-5", "x"], "f": [1.5, -2.0]})
    assert export_table(frame, "csv").decode() == "n,t,f\n-5,'-5,1.5\n,x,-2.0\n"
    sheet = load_workbook(io.BytesIO(export_table(frame, "xlsx"))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == [-5, "'-5", 1.5]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.one_of(TEXTS, st.none())), max_size=6))
def test_a_csv_is_read_back_cell_by_cell(rows: list[tuple[str, str | None]]) -> None:
    frame = pd.DataFrame({"a": [a for a, _ in rows], "b": [b for _, b in rows]}, dtype="object")
    text = export_table(frame, "csv").decode()
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[0] == ["a", "b"]
    assert [[restore(cell) for cell in row] for row in read[1:]] == [[a, b or ""] for a, b in rows]


def test_a_csv_ends_each_row_in_one_line_feed_and_quotes_a_lone_carriage_return() -> None:
    text = export_table(pd.DataFrame({"a": ["x\ry", "z"]}), "csv").decode()
    assert text == 'a\n"x\ry"\nz\n'


def test_a_missing_only_cell_is_still_a_row() -> None:
    assert export_table(pd.DataFrame({"a": [None, "x"]}), "csv").decode() == 'a\n""\nx\n'


def test_an_xlsx_is_byte_identical_and_holds_no_formula_or_link() -> None:
    frame = pd.DataFrame({"t": [*NASTY, "https://example.org/=1", "\x01"], "=n": 1})
    first = export_table(frame, "xlsx")
    assert export_table(frame, "xlsx") == first
    sheet = load_workbook(io.BytesIO(first)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert restore(str(sheet["A2"].value)) == NASTY[0]


def test_a_text_too_long_for_excel_says_that_it_was_cut() -> None:
    sheet = load_workbook(
        io.BytesIO(export_table(pd.DataFrame({"t": ["x" * 40_000]}), "xlsx"))
    ).active
    assert sheet is not None
    value = str(sheet["A2"].value)
    assert len(value) == 32_767
    assert value.endswith("[cut: the CSV has it whole]")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(TEXTS, st.none()), max_size=5))
def test_json_lines_are_read_back_exactly(values: list[str | None]) -> None:
    frame = pd.DataFrame({"t": pd.array(values, dtype="str")})
    lines = export_table(frame, "jsonl").decode().split("\n")[:-1]
    assert [json.loads(line)["t"] for line in lines] == values


def test_json_lines_keep_types() -> None:
    line = export_table(record(year=2020, retracted=True), "jsonl")
    assert json.loads(line)["year"] == 2020
    assert json.loads(line)["retracted"] is True
    assert json.loads(line)["title"] is None


# ---- references --------------------------------------------------------------------------------

_UNESCAPED = {written: char for char, written in ESCAPED.items()}
_WRITTEN = re.compile("|".join(re.escape(w) for w in sorted(_UNESCAPED, key=len, reverse=True)))


def read_bib(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """Key and fields of every entry, TeX undone."""
    library = bibtexparser.parse_string(content.decode(), parse_stack=[])
    assert library.failed_blocks == []
    return [
        (entry.key, {f.key: _WRITTEN.sub(lambda m: _UNESCAPED[m.group()], f.value[1:-1])
                     for f in entry.fields})
        for entry in library.entries
    ]  # fmt: skip


PROSE = st.text(
    st.one_of(
        st.sampled_from("\\{}&%$#_~^@\"'=,-"), st.characters(categories=["L", "N", "P", "S"])
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=100, deadline=None)
@given(PROSE)
def test_any_title_is_read_back_from_bibtex(title: str) -> None:
    ((_, fields),) = read_bib(export_table(record(title=title), "bib"))
    assert fields["title"] == title


def test_bibtex_has_authors_organisations_pages_and_links() -> None:
    frame = record(
        authors="Müller, Änne; O'Neil and Sons, Jo; World Health & Peace", year=2020, pages="12-34",
        doi="10.1/a_b{c}", title="On {braces} & 50% of $5", document_type="conference-paper",
        venue="Proc. #1",
    )  # fmt: skip
    text = export_table(frame, "bib").decode()
    assert text.startswith("@inproceedings{muller2020braces,\n")
    assert "{World Health \\& Peace}" in text
    assert "doi = {10.1/a_b%7Bc%7D}" in text
    assert "pages = {12--34}" in text
    assert "booktitle = {Proc. \\#1}" in text


def test_bibtex_keys_are_unique_and_do_not_depend_on_the_order() -> None:
    frame = pd.concat(
        [record(record_id=f"r_{i}", title="Same title", year=2020, authors="A, B") for i in "3142"]
    )
    entries, turned = (
        {fields["record_id"]: key for key, fields in read_bib(export_table(rows, "bib"))}
        for rows in (frame, frame[::-1])
    )
    assert entries == turned
    assert len(set(entries.values())) == 4
    assert entries["r_1"] == "a2020same"


def test_ris_begins_with_its_type_and_ends_every_entry() -> None:
    frame = pd.concat([
        record(title="One\nER  - two", authors="A, B; C, D", year=2020, published="2020-05",
               pages="1-9", keywords="x; y", document_type="chapter"),
        record(record_id="r_2", title="Second", pages="e7"),
    ])  # fmt: skip
    text = export_table(frame, "ris").decode()
    text = re.sub("N1  - litsieve: [^\r]*\r\n", "", text)  # see test_round_trip
    first, second = text.split("\r\n\r\n")
    assert first.split("\r\n") == [
        "TY  - CHAP", "TI  - One ER - two", "AU  - A, B", "AU  - C, D", "PY  - 2020",
        "DA  - 2020/05//", "SP  - 1", "EP  - 9", "KW  - x", "KW  - y", "ID  - r_1", "ER  - ",
    ]  # fmt: skip
    assert second == "TY  - JOUR\r\nTI  - Second\r\nSP  - e7\r\nID  - r_2\r\nER  - \r\n"


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_text_can_forge_a_line_of_ris(titles: list[str]) -> None:
    frame = pd.concat([record(record_id=f"r_{i}", title=t) for i, t in enumerate(titles)])
    lines = export_table(frame, "ris").decode().split("\r\n")
    assert sum(line == "ER  - " for line in lines) == len(titles)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines if line)


def test_no_rows_are_a_header_or_nothing() -> None:
    frame = schema.empty(schema.RECORD)
    assert export_table(frame, "csv").decode() == ",".join(frame.columns) + "\n"
    assert export_table(frame, "ris") == export_table(frame, "bib") == b""
    assert export_table(frame, "csl") == b"[]\n"


@pytest.mark.parametrize("to", list(FORMATS))
def test_every_format_gives_the_same_bytes_twice(to: str) -> None:
    frame = record(title="Same", authors="A, B", abstract="=x", cited_by=-1)
    assert export_table(frame, to) == export_table(frame, to)


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(ReviewError) as error:
        export_table(record(), "xls")
    assert error.value.hint == "did you mean xlsx?"
