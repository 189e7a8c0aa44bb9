"""Time the four stages on N generated records, each as the command that a person runs.

    python benchmarks/stages.py [N] [--repeat K]

Prints the median wall time and the largest memory of each stage, and what `review --help` takes
beside `import click` in the same run. Compare ratios of one run, never times across runs.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
CRITERIA = HERE.parent / "configs" / "social-support" / "criteria.yaml"
REVIEW = str(Path(sys.executable).with_name("review"))


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Wall seconds and peak MB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", nargs="?", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate = [sys.executable, str(HERE / "generate.py"), str(options.records), "-o", name]
        subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
        (folder / "criteria.yaml").write_bytes(CRITERIA.read_bytes())
        total = 0.0
        for stage, *args in (["ingest", "scopus.csv", "scholar.bib"], ["dedupe"], ["screen"],
                             ["report"], ["run"]):  # fmt: skip
            runs = [measure([REVIEW, stage, *args], folder) for _ in range(options.repeat)]
            seconds = statistics.median(s for s, _ in runs)
            total += seconds if stage != "run" else 0
            label = "run (fresh)" if stage == "run" else stage
            print(f"{label:14}{seconds:8.2f} s {max(mb for _, mb in runs):8.0f} MB")
        print(f"{'end to end':14}{total:8.2f} s   for {options.records:,} records")
        ratios = []
        for _ in range(11):
            ours = measure([REVIEW, "--help"], folder)[0]
            ratios.append(ours / measure([sys.executable, "-c", "import click"], folder)[0])
        print(f"review --help / import click: median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
