"""kill -9 at any moment: the old state or the new one, and the same bytes in the end."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_verbs import bytes_of

RUN = [sys.executable, "-m", "litsieve", "run"]


def kill_and_run_again(review: Path, times: int, seed: int) -> None:
    start = time.monotonic()
    subprocess.run(RUN, cwd=review, check=True, capture_output=True)
    whole = time.monotonic() - start
    expected = bytes_of(review / "work", review / "report")
    inputs = {p: p.read_bytes() for p in review.iterdir() if p.is_file()}
    chance = random.Random(seed)
    for _ in range(times):
        process = subprocess.Popen(
            [*RUN, "--force"], cwd=review, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.2, 1.0) * whole)
        process.kill()
        process.wait()
        # What a person finds is whole: each stage is as it was, or missing, never half.
        status = subprocess.run(
            [sys.executable, "-m", "litsieve", "status"], cwd=review, capture_output=True, text=True
        )
        assert status.returncode == 0
        assert "edited" not in status.stdout
        subprocess.run(RUN, cwd=review, check=True, capture_output=True)
        assert bytes_of(review / "work", review / "report") == expected
        assert {p: p.read_bytes() for p in review.iterdir() if p.is_file()} == inputs
    left = [p.name for p in (review / "work").iterdir() if p.name.startswith(".")]
    assert left == [".lock"]


def with_config(review: Path) -> None:
    (review / "review.yaml").write_text(
        "version: 1\ntitle: Killed\nsearches: [{file: scopus.csv}, {file: scholar.bib}]\n"
    )


def test_a_small_review_survives_being_killed(review: Path) -> None:
    with_config(review)
    kill_and_run_again(review, times=4, seed=1)


@pytest.mark.slow
def test_five_thousand_records_survive_twenty_kills(review: Path) -> None:
    generate = Path(__file__).parents[2] / "benchmarks" / "generate.py"
    subprocess.run([sys.executable, generate, "5000", "-o", str(review)], check=True)
    with_config(review)
    kill_and_run_again(review, times=20, seed=2)
