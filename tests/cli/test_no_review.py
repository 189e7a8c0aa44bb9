"""In a folder that is no review: a command says so, and leaves the folder as it found it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from litsieve.cli import COMMANDS
from litsieve.errors import ReviewError
from litsieve.project import find

Run = Callable[..., Any]

#: What asks for a review; a command that is not here works anywhere.
ASKING = {
    "ingest": [("ingest",)],
    "dedupe": [("dedupe",), ("dedupe", "--dry-run")],
    "screen": [("screen",), ("screen", "--criteria", "c.yaml"), ("screen", "--dry-run")],
    "report": [("report",), ("report", "-o", "elsewhere")],
    "run": [("run",), ("run", "--dry-run"), ("run", "--force")],
    "status": [("status",), ("status", "--json"), ("status", "--check")],
    "check": [("check",), ("check", "--format", "github")],
    "diff": [("diff", "old")],
    "explain": [("explain", "x"), ("explain", "x", "y")],
    "criteria": [("criteria", "lint"), ("criteria", "test"), ("criteria", "stats"),
                 ("criteria", "try", "peer"), ("criteria", "evaluate", "labels.csv")],
    "decide": [("decide", "duplicates"), ("decide", "duplicates", "--to", "list.csv")],
    "export": [("export", "records"), ("export", "included", "-o", "in.csv")],
}  # fmt: skip
ANYWHERE = {"init", "docs", "formats"}


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_every_command_is_known_to_ask_for_a_review_or_not_to() -> None:
    assert set(ASKING) | ANYWHERE == set(COMMANDS)


@pytest.mark.parametrize("args", [args for all_ in ASKING.values() for args in all_], ids=" ".join)
@pytest.mark.parametrize("there", ["nothing", "someone's"])
def test_a_folder_that_is_no_review_is_told_and_left_alone(
    run: Run, empty_review: Path, args: tuple[str, ...], there: str
) -> None:
    if there == "someone's":
        (empty_review / "work").mkdir()
        (empty_review / "work" / "draft.txt").write_text("mine")
        (empty_review / "report").mkdir()
        (empty_review / "paper.md").write_text("mine")
    before = everything(empty_review)
    got = run(*args)
    assert got.code == 2
    assert "no review here" in got.err
    assert "review init" in got.err
    assert "-C DIR" in got.err
    assert got.out == ""
    assert everything(empty_review) == before


@pytest.mark.parametrize("name", ["missing.csv", "empty.csv", "nonsense.ris"])
def test_a_first_export_that_cannot_be_read_leaves_no_folder_behind(
    run: Run, empty_review: Path, name: str
) -> None:
    if name != "missing.csv":
        (empty_review / name).write_bytes(b"" if name == "empty.csv" else b"\x00\x01 nothing\n")
    before = everything(empty_review)
    got = run("ingest", name)
    assert got.code == 2
    assert everything(empty_review) == before


def test_a_run_without_exports_leaves_no_folder_behind(run: Run, review: Path) -> None:
    for export in ("scopus.csv", "scholar.bib"):
        (review / export).unlink()
    assert run("run").code == 2
    assert everything(review) == ["criteria.yaml"]


@pytest.mark.parametrize("sign", ["review.yaml", "criteria.yaml", "searches/", "work/"])
def test_one_sign_of_a_review_is_enough(
    run: Run, empty_review: Path, finished: Path, sign: str
) -> None:
    if sign == "work/":
        (empty_review / "work" / "ingest").mkdir(parents=True)
        manifest = (finished / "work" / "ingest" / "stage.json").read_bytes()
        (empty_review / "work" / "ingest" / "stage.json").write_bytes(manifest)
    elif sign == "searches/":
        (empty_review / "searches").mkdir()
    else:
        (empty_review / sign).write_text("version: 1\n")
    got = run("status")
    assert got.code == 0, got.err
    assert "screen  missing" in got.out


def test_files_are_read_anywhere(run: Run, review: Path) -> None:
    (review / "criteria.yaml").rename(review / "mine.yaml")
    assert run("criteria", "lint", "mine.yaml").code == 0
    assert run("ingest", "scopus.csv").code == 0
    assert run("status").code == 0


def test_the_folder_is_named_that_was_meant(run: Run, empty_review: Path) -> None:
    (empty_review / "reveiw").mkdir()
    assert "reveiw: error: no review here" in run("-C", "reveiw", "status").err


def test_a_review_is_found_from_any_folder_in_it(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").write_text("version: 1\n")
    deep = tmp_path / "searches" / "2025"
    deep.mkdir(parents=True)
    assert find(deep).root == tmp_path
    with pytest.raises(ReviewError, match="no review here"):
        find(tmp_path.parent / "nowhere")
