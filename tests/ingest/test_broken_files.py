"""Files that cannot be read say so, with their name and a hint; encodings are found by content."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from litsieve.errors import ReviewError
from litsieve.ingest import ExportFile, decode, read
from litsieve.ingest.unknown import MESSAGE

HEADER = "Authors,Title,Year,Source title,EID\n"
ROW = "Müller K.,Große Städte,2020,Zeitschrift für Erfundenes,2-s2.0-85000000009\n"
ENTRY = "@article{a,\n  title = {Große Städte},\n  author = {Müller, Karl and Søren, Åsa}\n}\n"


def write(folder: Path, data: bytes | str, name: str = "export.txt") -> ExportFile:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return ExportFile(path, name)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n\n", "is empty"),
        (HEADER.encode(), "has no entries"),
        (b"% only a comment\n@comment{nothing}\n", "has no entries"),
        (b"PK\x03\x04" + bytes(100), "is a damaged zip file: File is not a zip file"),
        (bytes(range(256)) * 50, "is not text"),
        (b"Dear all,\nplease find nothing attached.\n", f"{MESSAGE}: it seems to be plain text"),
    ],
    ids=["empty", "blank", "header only", "comments only", "zip", "binary", "letter"],
)
def test_what_cannot_be_read_names_the_file_and_hints(
    tmp_path: Path, data: bytes, message: str
) -> None:
    with pytest.raises(ReviewError) as caught:
        read([write(tmp_path, data)])
    assert caught.value.message == message
    assert caught.value.where is not None
    assert caught.value.where.file == "export.txt"
    assert caught.value.hint


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="no such file"):
        read([ExportFile(tmp_path / "gone.bib", "gone.bib")])
    with pytest.raises(ReviewError, match="is a folder"):
        read([ExportFile(tmp_path, "folder")])


def test_two_claimants_are_both_named(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="Scopus CSV and BibTeX"):
        read([write(tmp_path, HEADER + ENTRY)])


def test_a_wanted_format_is_used_and_a_wrong_name_is_corrected(tmp_path: Path) -> None:
    file = write(tmp_path, HEADER + ROW + ENTRY)
    forced = ExportFile(file.path, file.name, format="bibtex")
    assert list(read([forced]).records["source_id"]) == ["a"]
    with pytest.raises(ReviewError) as caught:
        read([ExportFile(file.path, file.name, format="bibtext")])
    assert caught.value.hint == "did you mean `bibtex`?"


def test_extension_means_nothing(tmp_path: Path) -> None:
    found = read([write(tmp_path, ENTRY, "x.csv"), write(tmp_path, HEADER + ROW, "y.bib")])
    assert list(found.files["format"]) == ["bibtex", "scopus-csv"]


@pytest.mark.parametrize("text", [HEADER + ROW, ENTRY], ids=["csv", "bibtex"])
@pytest.mark.parametrize(
    ("encoding", "called"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_encodings_and_line_ends_do_not_matter(
    tmp_path: Path, text: str, encoding: str, called: str, newline: str
) -> None:
    found = read([write(tmp_path, text.replace("\n", newline).encode(encoding))])
    assert list(found.records["title"]) == ["Große Städte"]
    assert found.records["authors"][0].startswith("Müller, K")
    assert found.records["line"][0] == (2 if text.startswith("Authors") else 1)
    assert found.files["encoding"][0] == called


def test_one_bad_byte_does_not_spoil_the_other_letters(tmp_path: Path) -> None:
    data = (HEADER + ROW * 3).encode().replace("ö".encode(), b"\xff", 1)
    data = data.replace("ß".encode(), b"\xc3", 1)
    found = read([write(tmp_path, data)])
    assert list(found.records["authors"]) == ["Müller, K."] * 3
    assert list(found.records["title"])[1:] == ["Große Städte"] * 2
    assert found.records["flags"][0] == "mojibake: title"


@pytest.mark.parametrize("count", [2, 16, 1 << 16, (1 << 22) + 5, (1 << 23) + (1 << 16)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("text", [HEADER + ROW, ENTRY], ids=["csv", "bibtex"])
def test_nul_bytes_before_a_file_are_left_out_and_said(
    tmp_path: Path, count: int, encoding: str, text: str
) -> None:
    found = read([write(tmp_path, bytes(count) + text.encode(encoding))])
    assert list(found.records["title"]) == ["Große Städte"]
    assert found.files["encoding"][0] == encoding
    if encoding != "utf-16":
        assert found.files["flags"][0] == f"NUL bytes left out {count}"


@pytest.mark.parametrize("count", [1, 1 << 16])
@pytest.mark.parametrize("piece", [100, 1 << 22])
def test_nul_bytes_between_entries_cost_none(
    tmp_path: Path, count: int, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "_PIECE", piece)
    data = RIS.encode() + bytes(count) + RIS.encode() * 2 + bytes(count)
    found = read([write(tmp_path, data)])
    assert list(found.records["title"]) == ["A title of RIS"] * 3
    assert found.rejects.empty
    assert found.files["flags"][0] == f"NUL bytes left out {2 * count}"


def test_a_file_of_nul_bytes_is_empty(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="is empty"):
        read([write(tmp_path, bytes(5_000_000))])


@pytest.mark.parametrize(
    "text",
    ["x" * 40_000_000, HEADER + '"' + "x" * 40_000_000, "@article{a, title={" + "x" * 40_000_000],
    ids=["nothing known", "csv", "bibtex"],
)
def test_one_endless_line_is_answered_in_bounded_time(tmp_path: Path, text: str) -> None:
    started = time.perf_counter()
    try:
        found = read([write(tmp_path, text)])
    except ReviewError:
        pass
    else:
        assert len(found.rejects) == 1
    assert time.perf_counter() - started < 10


RIS = "TY  - JOUR\nTI  - A title of RIS\nAU  - Doe, Jane\nPY  - 2020\nER  - \n\n"
NBIB = "PMID- 12345\nOWN - NLM\nTI  - A title of PubMed\nFAU - Doe, Jane\nDP  - 2020\n\n"
REFER = "%0 Journal Article\n%T A title of refer\n%A Doe, Jane\n%D 2020\n\n"


@pytest.mark.parametrize("forced", [False, True], ids=["told", "forced"])
@pytest.mark.parametrize(
    ("first", "second"),
    [(RIS, NBIB), (NBIB, RIS), (RIS, REFER), (RIS, ENTRY), (ENTRY, RIS), (REFER, NBIB)],
)
def test_a_file_of_two_formats_is_refused_whichever_is_asked_for(
    tmp_path: Path, first: str, second: str, forced: bool
) -> None:
    file = write(tmp_path, first * 2 + second)
    form = {RIS: "ris", NBIB: "nbib", REFER: "refer", ENTRY: "bibtex"}[first] if forced else None
    with pytest.raises(ReviewError) as caught:
        read([ExportFile(file.path, file.name, format=form)])
    assert "split" in str(caught.value.hint)


def test_numbers_too_large_to_be_meant_are_missing_and_said(tmp_path: Path) -> None:
    row = "Doe J.,A title,2020,Venue,2-s2.0-85000000001," + "9" * 23
    found = read([write(tmp_path, HEADER.replace("EID", "EID,Cited by") + row + "\n")])
    assert found.records["cited_by"].isna().all()
    assert found.records["flags"][0].startswith("not a number of citations")


def test_exports_joined_with_their_headers_and_marks_are_one(tmp_path: Path) -> None:
    head = '\ufeff"Authors","Title","Year","Source title","EID"\n'
    row = '"Doe J.","Title {0}","2020","Venue","2-s2.0-8500000000{0}"\n'
    found = read([write(tmp_path, head + row.format(1) + head + row.format(2))])
    assert list(found.records["title"]) == ["Title 1", "Title 2"]
    assert found.rejects.empty


def test_xml_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0" encoding="ISO-8859-2"?><xml><records><record>'
        '<ref-type name="Journal Article">17</ref-type><titles><title>Łódź i gęś</title></titles>'
        "</record></records></xml>"
    )
    found = read([write(tmp_path, text.encode("iso-8859-2"))])
    assert found.records["title"][0] == "Łódź i gęś"
    assert found.files["encoding"][0] == "iso8859-2"


def test_an_entry_of_ris_that_the_file_breaks_off_says_so(tmp_path: Path) -> None:
    found = read([write(tmp_path, RIS * 3 + RIS[:40])])
    assert list(found.records["flags"].fillna("")) == ["", "", "", "cut: the end of the entry"]


def test_an_entry_of_bibtex_that_lost_its_at_sign_is_a_reject(tmp_path: Path) -> None:
    lost = "article{b,\n  title = {Lost its sign},\n  author = {Roe, Rita}\n}\n"
    found = read([write(tmp_path, ENTRY + "\n" + lost + "\n" + ENTRY)])
    assert len(found.records) == 2
    assert list(found.rejects["raw"].str.strip()) == [lost.strip()]


@pytest.mark.parametrize("cell", ["#NAME?", "#REF!", "########"])
def test_cells_of_failed_formulas_are_flagged(tmp_path: Path, cell: str) -> None:
    row = f"Doe J.,{cell},2020,Venue,2-s2.0-85000000001\n"
    found = read([write(tmp_path, HEADER + row)])
    assert found.records["flags"][0] == f"spreadsheet damage: title {cell}"


def test_a_search_without_results_is_no_error(tmp_path: Path) -> None:
    file = write(tmp_path, HEADER)
    found = read([ExportFile(file.path, file.name, hits=0)])
    assert (len(found.records), found.files["seen"][0]) == (0, 0)
