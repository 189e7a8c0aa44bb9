"""A small review in a folder, and a way to run commands in it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_review import Outcome, write_review

from litsieve.cli import main


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review, run to its report once; tests work on copies."""
    folder = tmp_path_factory.mktemp("finished")
    write_review(folder)
    with contextlib.chdir(folder):
        for args in (["ingest", "scopus.csv", "scholar.bib"], ["dedupe"], ["screen"], ["report"]):
            with pytest.raises(SystemExit) as stop:
                main(args)
            assert not stop.value.code, args
    return folder


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A folder with two exports and criteria, in which nothing has run."""
    write_review(tmp_path)
    return tmp_path


@pytest.fixture
def run(
    review: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Outcome]:
    """Run `review ARGS` in the review's folder, in this process."""
    monkeypatch.chdir(review)

    def call(*args: Any) -> Outcome:
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([str(arg) for arg in args])
        out, err = capfd.readouterr()
        return Outcome(int(stop.value.code or 0), out, err)

    return call


@pytest.fixture
def screened(run: Callable[..., Outcome], finished: Path, review: Path) -> Callable[..., Outcome]:
    """The same, with work/ and report/ there."""
    for name in ("work", "report"):
        shutil.copytree(finished / name, review / name)
    return run


@pytest.fixture
def empty_review(review: Path) -> Path:
    """The review's folder without any of its files, for `run` to work in."""
    for path in review.iterdir():
        path.unlink()
    return review
