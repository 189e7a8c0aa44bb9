"""`searches:`: files, folders, globs, archives, columns, and what ingest says of them."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_review import SCOPUS_HEAD, Outcome, scopus_row

Run = Callable[..., Outcome]


def export(path: Path, *numbers: int) -> None:
    """A Scopus export of these invented papers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [scopus_row(n, f"Peer support, paper {n}") for n in numbers]
    path.write_text("\n".join([SCOPUS_HEAD, *rows, ""]), encoding="utf-8")


def configure(folder: Path, searches: str) -> None:
    (folder / "review.yaml").write_text(f"version: 1\nsearches:\n{searches}", encoding="utf-8")


def counts(run: Run) -> tuple[dict[str, Any], str]:
    got = run("ingest", "--json")
    assert got.code == 0, got.err
    return json.loads(got.out), got.err


@pytest.mark.parametrize("name", ["searches/scopus-*.csv", "searches", "searches/**/*.csv"])
def test_a_search_may_be_a_glob_or_a_folder_and_its_hits_are_of_all_its_files(
    run: Run, empty_review: Path, name: str
) -> None:
    export(empty_review / "searches" / "scopus-1.csv", 1, 2)
    export(empty_review / "searches" / "scopus-2.csv", 3)
    configure(empty_review, f"  - {{file: '{name}', database: Scopus, hits: 4}}\n")
    found, err = counts(run)
    assert [row["file"] for row in found["files"]] == [
        "searches/scopus-1.csv", "searches/scopus-2.csv",
    ]  # fmt: skip
    assert found["searches"] == [{"search": name, "hits": 4, "seen": 3}]
    assert f"{name}: the search had 4 hits, the export has 3 entries (P193)" in err
    assert "was not asked for" not in err


def test_hits_that_agree_are_not_spoken_of(run: Run, empty_review: Path) -> None:
    export(empty_review / "searches" / "s.csv", 1, 2)
    configure(empty_review, "  - {file: searches/s.csv, hits: 2}\n")
    assert "hits" not in counts(run)[1]


def test_an_archive_is_all_that_is_in_it_or_what_is_named(run: Run, empty_review: Path) -> None:
    export(empty_review / "one.csv", 1)
    export(empty_review / "two.csv", 2)
    (empty_review / "searches").mkdir()
    with zipfile.ZipFile(empty_review / "searches" / "all.zip", "w") as archive:
        for name in ("one.csv", "two.csv"):
            archive.write(empty_review / name, name)
    (empty_review / "searches" / "one.csv.gz").write_bytes(
        gzip.compress((empty_review / "one.csv").read_bytes())
    )
    found, err = counts(run)
    assert [row["file"] for row in found["files"]] == [
        "searches/all.zip/one.csv", "searches/all.zip/two.csv", "searches/one.csv.gz",
    ]  # fmt: skip
    assert "searches/one.csv.gz is searches/all.zip/one.csv once more" in err
    configure(empty_review, "  - {file: searches/all.zip/two.csv}\n")
    found, err = counts(run)
    assert [row["file"] for row in found["files"]] == ["searches/all.zip/two.csv"]
    assert "searches/one.csv.gz lies in searches/, but was not asked for" in err
    assert "all.zip lies" not in err
    assert run("run", "--until", "dedupe").code == 0
    assert '"ingest", "state": "fresh"' in " ".join(run("status", "--json").out.split())


def test_an_archive_that_was_read_is_not_written_over(run: Run, empty_review: Path) -> None:
    export(empty_review / "one.csv", 1)
    with zipfile.ZipFile(empty_review / "all.zip", "w") as archive:
        archive.write(empty_review / "one.csv", "one.csv")
    assert run("ingest", "all.zip").code == 0
    got = run("export", "records", "-o", "all.zip")
    assert got.code == 2
    assert "belongs to the review" in got.err


def test_an_overlap_with_an_older_export_is_said_and_changes_no_count(
    run: Run, empty_review: Path
) -> None:
    export(empty_review / "searches" / "2023.csv", 1, 2, 3)
    export(empty_review / "searches" / "2024.csv", 2, 3, 4)
    found, err = counts(run)
    assert found["overlaps"] == [
        {"file": "searches/2024.csv", "other": "searches/2023.csv", "entries": 2}
    ]
    assert "searches/2024.csv: 2 of 3 entries stand in searches/2023.csv too" in err
    assert sum(row["seen"] for row in found["files"]) == 6


def test_entries_that_stand_twice_in_a_file_are_said(run: Run, empty_review: Path) -> None:
    export(empty_review / "searches" / "s.csv", 1, 2, 2, 2)
    found, err = counts(run)
    assert (found["files"][0]["twice"], found["files"][0]["seen"]) == (2, 4)
    assert "2 entries of it are there once more" in err


def test_one_entry_that_stands_twice_is_said_in_the_singular(run: Run, empty_review: Path) -> None:
    export(empty_review / "searches" / "s.csv", 1, 2, 2)
    assert "s.csv: 1 entry of it is there once more" in counts(run)[1]


def test_a_file_that_ends_where_its_database_stops_is_said(run: Run, empty_review: Path) -> None:
    export(empty_review / "searches" / "s.csv", *range(2000))
    found, err = counts(run)
    assert found["files"][0]["at_limit"]
    assert "has exactly 2,000 entries, where Scopus stops an export" in err


def test_columns_of_an_unknown_table_are_read_as_mapped(run: Run, empty_review: Path) -> None:
    (empty_review / "mine.csv").write_text(
        "Nr;What it is called;Who;When\n7;Peer support;Doe, Jane;2020\n", encoding="utf-8"
    )
    configure(
        empty_review,
        "  - file: mine.csv\n    database: Handsearch\n    columns:\n"
        "      {title: What it is called, authors: Who, year: When, source_id: Nr}\n",
    )
    found, _ = counts(run)
    assert found["files"][0]["format"] == "plain-table"
    got = json.loads(run("explain", "7", "--json").out if run("dedupe").code == 0 else "[]")
    assert got[0]["record"]["title"] == "Peer support"
    assert got[0]["record"]["authors"] == "Doe, Jane"


def test_a_heading_that_is_not_there_is_named_with_the_nearest(
    run: Run, empty_review: Path
) -> None:
    (empty_review / "mine.csv").write_text("Titel;Wer\nx;y\n", encoding="utf-8")
    configure(empty_review, "  - {file: mine.csv, columns: {title: Title, authors: Wer}}\n")
    got = run("ingest")
    assert got.code == 2
    assert "Titel" in got.err


def test_flags_of_a_file_are_counted(run: Run, empty_review: Path) -> None:
    row = scopus_row(1, "Peer support").replace('"1","1","10"', '"1","01-Feb","10"')
    (empty_review / "s.csv").write_text(f"{SCOPUS_HEAD}\n{row}\n", encoding="utf-8")
    got = run("ingest", "s.csv")
    assert "s.csv: spreadsheet damage 1" in got.out
    assert json.loads(run("ingest", "s.csv", "--json").out)["files"][0]["flags"] == {
        "spreadsheet damage": 1
    }


def test_why_entries_of_a_file_could_not_be_read_is_said_once(run: Run, empty_review: Path) -> None:
    lines = ["title,authors,journal", "A,B,C", *["A,B,C,D"] * 3, "A,B,C,D,E"]
    (empty_review / "s.csv").write_text("\n".join(lines[:5]))
    got = run("ingest", "s.csv")
    assert "s.csv: 3 entries could not be read (has 4 columns where the header has 3);" in got.err
    (empty_review / "s.csv").write_text("\n".join(lines))
    got = run("ingest", "s.csv")
    assert "4 entries could not be read (3 of them: has 4 columns where the header" in got.err


def test_a_file_with_a_damaged_block_is_read_and_said(run: Run, empty_review: Path) -> None:
    export(empty_review / "s.csv", 1)
    (empty_review / "s.csv").write_bytes(bytes(1 << 16) + (empty_review / "s.csv").read_bytes())
    got = run("ingest", "s.csv")
    assert "s.csv is damaged: 65,536 zero bytes in it were left out" in got.err
    assert "s.csv: NUL bytes left out 65,536" in got.out


def test_leftovers_of_systems_are_no_exports_and_a_guessed_encoding_is_said(
    run: Run, empty_review: Path
) -> None:
    export(empty_review / "searches" / "s.csv", 1)
    text = (empty_review / "searches" / "s.csv").read_text("utf-8").replace("paper", "Größe")
    (empty_review / "searches" / "s.csv").write_bytes(text.encode("cp1252"))
    for name in ("Thumbs.db", "desktop.ini", "~$s.xlsx"):
        (empty_review / "searches" / name).write_bytes(b"\0\1")
    found, err = counts(run)
    assert [row["file"] for row in found["files"]] == ["searches/s.csv"]
    assert "searches/s.csv is not UTF-8: it was read as cp1252" in err


def test_a_file_whose_name_is_not_utf8_is_named(run: Run, empty_review: Path) -> None:
    (empty_review / "searches").mkdir()
    try:
        (empty_review / "searches" / "bad\udcff.ris").write_text("TY  - JOUR\nER  - \n")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    got = run("ingest")
    assert got.code == 2
    assert "rename it" in got.err


def test_the_reviewer_settles_the_encoding(run: Run, empty_review: Path) -> None:
    export(empty_review / "s.csv", 1)
    text = (empty_review / "s.csv").read_text("utf-8").replace("paper", "Kő")
    (empty_review / "s.csv").write_bytes(text.encode("cp1250"))
    configure(empty_review, "  - {file: s.csv}\n")
    got = run("ingest")
    assert "s.csv is not UTF-8: it was read as cp1252, the most likely" in got.err
    assert "say `encoding:` in review.yaml" in got.err
    configure(empty_review, "  - {file: s.csv, encoding: cp1250}\n")
    found, err = counts(run)
    assert (found["files"][0]["encoding"], found["files"][0]["guessed"]) == ("cp1250", False)
    assert "UTF-8" not in err
    got = run("ingest", "s.csv", "--encoding", "cp1250", "--json")
    assert json.loads(got.out)["files"][0]["encoding"] == "cp1250"
    assert run("ingest", "--encoding", "cp1250").code == 2


def test_an_encoding_that_there_is_not_is_an_error_with_the_nearest(
    run: Run, empty_review: Path
) -> None:
    export(empty_review / "s.csv", 1)
    configure(empty_review, "  - {file: s.csv, encoding: cp12500}\n")
    got = run("ingest")
    assert got.code == 2
    assert "there is no encoding 'cp12500'; did you mean 'cp1250'?" in got.err
    got = run("ingest", "s.csv", "--encoding", "cp12500")
    assert got.code == 2


def test_what_is_said_of_an_archive_is_said_of_what_is_in_it(run: Run, empty_review: Path) -> None:
    export(empty_review / "s.csv", 1)
    text = (empty_review / "s.csv").read_text("utf-8").replace("paper", "Kő")
    with zipfile.ZipFile(empty_review / "all.zip", "w") as archive:
        archive.writestr("a.csv", text.encode("cp1250"))
        archive.writestr("b.csv", text.replace("85000000", "86000000").encode("cp1250"))
    configure(empty_review, "  - {file: all.zip, encoding: cp1250}\n")
    found, err = counts(run)
    assert [row["encoding"] for row in found["files"]] == ["cp1250"] * 2
    assert "UTF-8" not in err
