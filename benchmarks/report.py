"""Time `review report`: the whole process, on N generated records, and each artefact.

    python benchmarks/report.py [N] [--repeat K] [--criteria FILE] [--keep DIR]

Ingest, dedupe and screen run once; with --keep DIR what they wrote is there the next time. Prints
the median wall time and the largest memory of one process of `review report`, then what each
artefact took in a single process, the slowest first.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from litsieve.project import find
from litsieve.report import artefacts, gather
from litsieve.reporting import report_input
from stages import CRITERIA, HERE, REVIEW, measure

#: Artefacts that are listed one by one.
SHOWN = 12


def prepare(folder: Path, records: int, criteria: Path) -> None:
    """A review of so many records, screened."""
    generate = [sys.executable, str(HERE / "generate.py"), str(records), "-o", str(folder)]
    subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
    (folder / "criteria.yaml").write_bytes(criteria.read_bytes())
    for stage in (["ingest", "scopus.csv", "scholar.bib"], ["dedupe"], ["screen"]):
        seconds, megabytes = measure([REVIEW, *stage], folder)
        print(f"{stage[0]:28}{seconds:8.2f} s {megabytes:8.0f} MB")


def artefact_times(folder: Path) -> list[tuple[str, float]]:
    """What is worked out and written, and how long it took in this process."""
    times: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        found = work()
        times[name] = time.perf_counter() - start
        return found

    given = timed("(reading work/)", lambda: report_input(find(folder)))
    material = timed("(ledger, counts)", lambda: gather(given))
    for name in [*artefacts.DOCUMENTS, *artefacts.TABLES]:
        timed(name, partial(artefacts.written, material, name))
    return sorted(times.items(), key=lambda of: -of[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", nargs="?", type=int, default=50_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--criteria", type=Path, default=CRITERIA)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        if not (folder / "work" / "screen").is_dir():
            prepare(folder, options.records, options.criteria)
        runs = [measure([REVIEW, "report"], folder) for _ in range(options.repeat)]
        seconds = statistics.median(s for s, _ in runs)
        print(f"{'review report':28}{seconds:8.2f} s {max(mb for _, mb in runs):8.0f} MB")
        for artefact, took in artefact_times(folder)[:SHOWN]:
            print(f"  {artefact:26}{took:8.2f} s")


if __name__ == "__main__":
    main()
