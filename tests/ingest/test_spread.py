"""Several processes give the same results in the same order as one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from litsieve.ingest import ExportFile, read
from litsieve.ingest.formats import bibtex
from litsieve.ingest.spread import spread


def double(batch: int) -> int:
    return 2 * batch


def kill_if_elsewhere(batch: tuple[int, int]) -> int:
    parent, number = batch
    if os.getpid() != parent:
        os._exit(1)
    return number


def test_results_keep_the_order_of_the_batches() -> None:
    assert list(spread(double, range(20), 2)) == list(spread(double, range(20), 1))


def test_work_of_killed_processes_is_done_here() -> None:
    batches = [(os.getpid(), number) for number in range(12)]
    assert list(spread(kill_if_elsewhere, batches, 2)) == list(range(12))


def test_a_large_file_is_read_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.bib"
    path.write_text(
        "@string{v = {Venue}}\n"
        + "".join(
            f"@article{{k,\n  title = {{Title {n}}},\n  journal = v,\n  abstract = {{{'x ' * 400}}}\n}}\n"
            for n in range(1200)
        )
    )
    alone = read([ExportFile(path, "s.bib")])
    monkeypatch.setattr(bibtex, "_LARGE", 1)
    monkeypatch.setattr(bibtex, "processors", lambda: 2)
    assert read([ExportFile(path, "s.bib")]).records.equals(alone.records)
