"""Archives and workbooks: what is in them is read as if it lay there; tricks are refused."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from litsieve.archives import HARMLESS, locate, members
from litsieve.errors import ReviewError
from litsieve.ingest import ExportFile, Ingested, read

BIB = "@article{%s,\n  title = {On sieves, part %s},\n  author = {Doe, Jane},\n  year = {2020}\n}\n"
CSV = "Authors,Title,Year,Source title,EID\nDoe J.,On sieves,2020,Venue,2-s2.0-85000000001\n"


def bib(number: int) -> bytes:
    return (BIB % (f"key{number}", number)).encode()


def zipped(path: Path, inside: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in inside.items():
            archive.writestr(name, data)
    return path


def ingest(path: Path, **more: str) -> Ingested:
    return read([ExportFile(path, path.name, **more)])


def refusal(path: Path) -> ReviewError:
    with pytest.raises(ReviewError) as caught:
        ingest(path)
    assert caught.value.where is not None
    assert caught.value.where.file.startswith("x.")
    assert caught.value.hint
    return caught.value


def test_a_gzip_file_is_the_export_in_it(tmp_path: Path) -> None:
    path = tmp_path / "x.bib.gz"
    path.write_bytes(gzip.compress(bib(1) + bib(2)))
    found = ingest(path)
    assert list(found.records["line"]) == [1, 6]
    assert set(found.records["file"]) == {"x.bib.gz"}
    assert found.files["format"][0] == "bibtex"


def test_a_zip_file_is_all_the_exports_in_it_by_name(tmp_path: Path) -> None:
    inside = {"b/two.csv": CSV.encode(), "a.bib": bib(1), "__MACOSX/._a.bib": b"\0", ".hidden": b""}
    found = ingest(zipped(tmp_path / "x.zip", inside))
    assert list(found.files["file"]) == ["x.zip/a.bib", "x.zip/b/two.csv"]
    assert list(found.files["format"]) == ["bibtex", "scopus-csv"]
    assert list(found.records["title"]) == ["On sieves, part 1", "On sieves"]
    assert set(found.files["search"]) == {"x.zip"}


def test_a_member_of_an_archive_can_be_named(tmp_path: Path) -> None:
    zipped(tmp_path / "x.zip", {"a.bib": bib(1), "c/b.bib": bib(2)})
    found = read([ExportFile(tmp_path / "x.zip" / "c" / "b.bib", "x.zip/c/b.bib")])
    assert list(found.records["title"]) == ["On sieves, part 2"]
    assert locate(tmp_path / "x.zip" / "c" / "b.bib") == (tmp_path / "x.zip", "c/b.bib")
    with pytest.raises(ReviewError, match=r"has no member d\.bib"):
        read([ExportFile(tmp_path / "x.zip" / "d.bib", "x.zip/d.bib")])
    (tmp_path / "x.bib").write_bytes(bib(1))
    with pytest.raises(ReviewError, match="is not an archive"):
        read([ExportFile(tmp_path / "x.bib" / "d.bib", "x.bib/d.bib")])


def test_an_export_has_the_same_ids_packed_and_unpacked(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(CSV)
    plain = ingest(tmp_path / "x.csv")
    packed = ingest(zipped(tmp_path / "x.zip", {"x.csv": CSV.encode()}))
    assert plain.records["record_id"][0] == packed.records["record_id"][0]
    assert plain.files["sha256"][0] == packed.files["sha256"][0]


@pytest.mark.parametrize(
    "name", ["../x.bib", "/etc/x.bib", "a/../../x.bib", "C:/x.bib", "a\\b.bib"]
)
def test_names_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    error = refusal(zipped(tmp_path / "x.zip", {name: bib(1)}))
    assert "leads outside the archive" in error.message


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a.bib": bib(1)})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert refusal(path).message == "is encrypted"


@pytest.mark.parametrize("kind", ["zip", "gz"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, kind: str) -> None:
    data = bib(1) + b" " * (HARMLESS * 2)
    path = tmp_path / f"x.{kind}"
    if kind == "zip":
        zipped(path, {"a.bib": data})
    else:
        path.write_bytes(gzip.compress(data))
    assert "times its size" in refusal(path).message


@pytest.mark.parametrize("kind", ["zip", "gz", "xlsx"])
def test_a_damaged_archive_says_so(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"x.{kind}"
    data = b"".join(bib(number) for number in range(200))
    if kind == "zip":
        zipped(path, {"a.bib": data})
        path.write_bytes(path.read_bytes()[:-30])
    elif kind == "gz":
        path.write_bytes(gzip.compress(data)[:-30])
    else:
        path.write_bytes(workbook({"s": [["a"]]})[:-300])
    assert "damaged" in refusal(path).message


def test_one_flipped_bit_in_an_archive_is_noticed(tmp_path: Path) -> None:
    for kind in ("zip", "gz"):
        path = tmp_path / f"x.{kind}"
        data = b"".join(bib(number) for number in range(200))
        packed = gzip.compress(data) if kind == "gz" else b""
        if kind == "zip":
            packed = zipped(path, {"a.bib": data}).read_bytes()
        path.write_bytes(packed[:300] + bytes([packed[300] ^ 4]) + packed[301:])
        assert "damaged" in refusal(path).message


def test_archives_in_archives_empty_ones_and_word_files_are_refused(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.bib": bib(1)}).read_bytes()
    assert "inside another" in refusal(zipped(tmp_path / "x.zip", {"i.zip": inner})).message
    assert "empty" in refusal(zipped(tmp_path / "x.0.zip", {})).message
    assert "Word" in refusal(zipped(tmp_path / "x.docx", {"word/document.xml": b""})).message


# --- Excel -----------------------------------------------------------------------------------


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for y, row in enumerate(rows):
            sheet.write_row(y, 0, row)
    book.close()
    return out.getvalue()


HEAD = ["Authors", "Title", "Year", "Source title", "EID"]
ROW = ["Doe J.", 'On "sieves",\nand more', 2020, "Venue; 100%", "2-s2.0-85000000001"]


def test_a_sheet_is_read_as_its_csv_would_be_and_a_line_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook({"Sheet1": [HEAD, [], ROW], "empty": []}))
    found = ingest(path)
    record = found.records.iloc[0]
    assert (record["title"], record["year"], record["line"]) == ('On "sieves", and more', 2020, 3)
    assert found.files["file"][0] == "x.xlsx"


def test_a_workbook_of_several_sheets_is_each_of_them(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook({"one": [HEAD, ROW], "notes": [["not an export"]]}))
    error = refusal(path)
    assert str(error.where) == "x.xlsx/notes"
    found = read([ExportFile(path / "one", "x.xlsx/one")])
    assert list(found.files["file"]) == ["x.xlsx/one"]


def test_members_are_opened_as_often_as_is_wanted(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a.bib": bib(1)})
    (member,) = members(path, "x.zip")
    for _ in range(2):
        with member.open() as stream:
            assert stream.read() == bib(1)


def test_a_stray_cell_far_from_the_table_is_refused_at_once(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("s")
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ROW)
    sheet.write_string(1_048_575, 16_383, "x")
    book.close()
    (tmp_path / "x.xlsx").write_bytes(out.getvalue())
    assert "far from any table" in refusal(tmp_path / "x.xlsx").message


def test_a_far_cell_is_found_however_its_tag_is_written(tmp_path: Path) -> None:
    sheet = '<x:worksheet><x:row><x:c s="1" t="n" r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    inside = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": sheet.encode()}
    assert "far from any table" in refusal(zipped(tmp_path / "x.xlsx", inside)).message


def test_a_damaged_sheet_says_so(tmp_path: Path) -> None:
    rows = [
        HEAD,
        *([f"Doe {n}.", f"Title {n}", 2020, "Venue", f"2-s2.0-8500{n}"] for n in range(99)),
    ]
    data = workbook({"s": rows})
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        info = book.getinfo("xl/worksheets/sheet1.xml")
    at = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    (tmp_path / "x.xlsx").write_bytes(data[:at] + bytes([data[at] ^ 16]) + data[at + 1 :])
    assert "damaged" in refusal(tmp_path / "x.xlsx").message


def test_a_sheet_is_made_into_text_once(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook({"s": [HEAD, ROW]}))
    (member,) = members(path, "x.xlsx")
    with member.open() as stream:
        first = stream.read()
    path.unlink()
    with member.open() as stream:
        assert stream.read() == first
