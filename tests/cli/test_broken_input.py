"""Whatever is thrown at it: one clear message, exit 2, nothing half-written, no traceback."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def binary(folder: Path) -> str:
    (folder / "x.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    return "x.csv"


def empty(folder: Path) -> str:
    (folder / "x.csv").write_bytes(b"")
    return "x.csv"


def header_only(folder: Path) -> str:
    text = (folder / "scopus.csv").read_text(encoding="utf-8")
    (folder / "x.csv").write_text(text.splitlines()[0] + "\n", encoding="utf-8")
    return "x.csv"


def not_an_export(folder: Path) -> str:
    (folder / "x.bib").write_text("Dear diary,\ntoday I read a paper.\n")
    return "x.bib"


def one_long_line(folder: Path) -> str:
    (folder / "x.csv").write_bytes(b"a" * 100_000_000)
    return "x.csv"


def vanished(folder: Path) -> str:
    return "x.csv"


def unreadable(folder: Path) -> str:
    if os.geteuid() == 0:
        (folder / "x.csv").mkdir()
        (folder / "x.csv" / "y.csv").symlink_to("/proc/self/mem")
        return "x.csv/y.csv"
    (folder / "x.csv").write_text("a")
    (folder / "x.csv").chmod(0)
    return "x.csv"


def endless(folder: Path) -> str:
    (folder / "x.csv").symlink_to("/dev/zero")
    return "x.csv"


@pytest.mark.parametrize(
    "break_it",
    [endless, binary, empty, header_only, not_an_export, one_long_line, vanished, unreadable],
)
def test_a_broken_export_is_one_message_and_leaves_the_last_state(
    screened: Run, review: Path, break_it: Callable[[Path], str]
) -> None:
    before = {p: p.read_bytes() for p in (review / "work").rglob("*") if p.is_file()}
    name = break_it(review)
    got = screened("ingest", "scopus.csv", name)
    assert got.code == 2, got.err
    assert got.err.count("error: ") == 1
    assert name in got.err
    assert "hint: " in got.err
    assert "Traceback" not in got.err
    assert {p: p.read_bytes() for p in (review / "work").rglob("*") if p.is_file()} == before


def test_a_wrong_extension_is_read_by_its_content(run: Run, review: Path) -> None:
    (review / "scholar.bib").rename(review / "scholar.csv")
    got = run("ingest", "scholar.csv", "--json")
    assert got.code == 0
    assert '"format": "bibtex"' in got.out


@pytest.mark.parametrize(
    ("file", "text", "place", "words"),
    [
        ("review.yaml", "version: 1\ntitel: A review\n", "review.yaml:2:1", "title"),
        ("review.yaml", "version: 1\nsearches: {file: a.csv}\n", "review.yaml:2:11", "list"),
        ("review.yaml", "version: 1\ntitle: a\ntitle: b\n", "review.yaml:3:1", "title"),
        ("review.yaml", "version: 1\n\ttitle: a\n", "review.yaml:2", "tab"),
        ("review.yaml", "dedupe: {merge_at: soon}\n", "review.yaml:1:20", "number"),
        ("criteria.yaml", "version: 1\nrules: 7\n", "criteria.yaml:2:8", "list"),
    ],
)
def test_a_mistake_in_the_configuration_is_shown_with_line_column_and_caret(
    screened: Run, review: Path, file: str, text: str, place: str, words: str
) -> None:
    (review / file).write_text(text)
    got = screened("screen")
    assert got.code == 2, got.err
    assert place in got.err
    assert words in got.err
    assert "^" in got.err
    assert "Traceback" not in got.err


def test_a_full_disk_leaves_the_last_state(screened: Run, review: Path) -> None:
    before = {p: p.read_bytes() for p in (review / "work").rglob("*") if p.is_file()}

    def small_files() -> None:  # every write past this size fails, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    done = subprocess.run(
        [sys.executable, "-m", "litsieve", "ingest", "scholar.bib"],
        cwd=review, preexec_fn=small_files, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("error: ") == 1
    assert "Traceback" not in done.stderr
    assert {p: p.read_bytes() for p in (review / "work").rglob("*") if p.is_file()} == before


def test_control_characters_from_outside_do_not_reach_the_terminal(run: Run, review: Path) -> None:
    name = "a\x1b[31mred.csv"
    (review / name).write_text("nothing")
    got = run("ingest", name)
    assert got.code == 2
    assert "\x1b" not in got.err
