"""A complete real review, from its two exports and all its votes to the report."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import mutualism

#: Conflicts that a third reviewer settled, by ruling.
RULED_IN, RULED_OUT = 63, 76


def review(folder: Path, *args: str) -> str:
    """What a command prints."""
    call = [sys.executable, "-m", "litsieve", *args]
    return subprocess.run(call, cwd=folder, check=True, capture_output=True, text=True).stdout


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def source(shared_data: Path) -> Path:
    return shared_data / "reviews" / "mutualism"


@pytest.fixture(scope="module")
def folder(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review with all decisions, run to its report."""
    folder = tmp_path_factory.mktemp("mutualism")
    for name in ("wos.bib", "scopus.bib"):
        (folder / name).write_bytes((source / name).read_bytes())
    (folder / "criteria.yaml").write_text(mutualism.CRITERIA, "utf-8")
    for args in (["ingest", "wos.bib", "scopus.bib"], ["dedupe"]):
        review(folder, *args)
    place = mutualism.decisions(
        source, rows(review(folder, "export", "records")), folder / "decisions"
    )
    (folder / "place.json").write_text(json.dumps(place))
    for args in (["screen"], ["report"]):
        review(folder, *args)
    return folder


@pytest.fixture(scope="module")
def prisma(folder: Path) -> Any:
    return json.loads((folder / "report" / "prisma.json").read_text("utf-8"))


def test_it_keeps_its_published_counts_of_records(prisma: Any) -> None:
    assert prisma["identified"]["databases"] == {"Scopus": 290, "Web of Science": 265}
    assert 409 <= 555 - prisma["removed"]["duplicates"]["total"] <= 415  # its authors: 411
    assert all(check["ok"] for check in prisma["checks"] if check["level"] == "error")


def test_all_of_its_reports_are_found_among_the_records(folder: Path) -> None:
    assert len(json.loads((folder / "place.json").read_text())) == 411


def test_screening_and_full_text_come_to_what_its_authors_decided(prisma: Any) -> None:
    """Published: 411 screened, 219 excluded, 192 assessed, none of them not retrieved."""
    assert (prisma["screened"], prisma["excluded"]) == (
        411, {"total": 219, "human": 219, "automation": 0},
    )  # fmt: skip
    assert (prisma["sought"], prisma["not_retrieved"], prisma["assessed"]) == (192, 0, 192)
    assert set(prisma["awaiting"].values()) == {0}
    reasons = {row["id"]: row["n"] for row in prisma["excluded_reports"]["reasons"]}
    assert reasons == {"shift": 75, "trait": 19, "human": 9, "species": 6, "interaction": 2}


def test_the_decisions_are_counted_not_the_figure(prisma: Any) -> None:
    """The published figure has 114 and 78 where the decision file has 111 and 81."""
    assert (prisma["excluded_reports"]["total"], prisma["included"]["reports"]) == (111, 81)


def test_every_conflict_is_settled_by_the_ruling_that_its_authors_made(folder: Path) -> None:
    """Of 411 reports two people agree on 271; 139 are ruled on; one vote is missing, a third is
    there in its stead.
    """
    import pandas as pd

    table = pd.read_parquet(folder / "work" / "screen" / "decisions.parquet")
    titles = table[table["stage"] == "title-abstract"]
    how = titles.groupby(["how", "decision"]).size().to_dict()
    assert how == {
        ("agreed", "exclude"): 143, ("agreed", "include"): 128 + 1,
        ("third-reviewer", "exclude"): RULED_OUT, ("third-reviewer", "include"): RULED_IN,
    }  # fmt: skip
    assert json.loads(review(folder, "screen", "--json"))["people"]["problems"] == []


def test_without_the_rulings_the_conflicts_wait(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    (copy / "decisions" / "title-abstract" / "adjudication.jsonl").unlink()
    counts = json.loads(review(copy, "screen", "--json"))
    # What was decided at full text holds, and that a conflict is open before it is told.
    told = [problem["kind"] for problem in counts["people"]["problems"]]
    assert told == ["contradiction"] * RULED_IN
    assert counts["people"]["waiting"]["ruling"] == RULED_OUT
    shutil.rmtree(copy / "decisions" / "full-text")
    counts = json.loads(review(copy, "screen", "--json"))
    assert counts["people"] == {
        "waiting": {
            "vote": 0,
            "ruling": RULED_IN + RULED_OUT,
            "full_text": 192 - RULED_IN,
            "contradiction": 0,
        },
        "problems": [],
    }
    assert (counts["included"], counts["excluded"]) == (0, 219 - RULED_OUT)
