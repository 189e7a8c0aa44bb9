"""Files that cannot be read say so, with their name and a hint; encodings are found by content."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from litsieve.errors import ReviewError
from litsieve.ingest import ExportFile, read

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
        (b"Dear all,\nplease find nothing attached.\n", "is not an export of a known format"),
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


def test_no_claimant_lists_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(ReviewError) as caught:
        read([write(tmp_path, "nothing known")])
    assert "Scopus CSV" in str(caught.value.hint)
    assert "BibTeX" in str(caught.value.hint)


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


def test_nul_bytes_are_left_out(tmp_path: Path) -> None:
    found = read([write(tmp_path, b"\0\0" + (HEADER + ROW).encode())])
    assert list(found.records["title"]) == ["Große Städte"]


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
