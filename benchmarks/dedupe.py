"""Time and score `review dedupe` on N generated records of known works (benchmarks/copies.py).

    python benchmarks/dedupe.py [N ...] [--seed S] [--workers K] [--check-order] [--show K]

For each N (10,000) the exports are written and ingested; then `review dedupe` is timed as the
command that a person runs. Memory is the largest sum over the process and its descendants, sampled,
pages that they share counted once (Pss; Linux only). `--workers` sets REVIEW_WORKERS, and on Linux
the processors that may be used. `--check-order` shuffles the rows of all exports and runs with 1
and 2 workers: the clusters must be the same.

Copies are listed by what happened to them (NOISE of copies.py), wrong merges by the
family of the works.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from copies import generate, rows
from readers import REVIEW, _memory
from scoring import Pair, by_family, by_noise, examples, pairs_of, quality, read_truth


def read_answers(folder: Path) -> tuple[dict[str, str], list[Pair]]:
    """Clusters and queue that `review dedupe` left in a review; records are `file/source_id`."""
    import pandas as pd

    table = csv.DictReader(run(folder, "export", "clusters", "--to", "csv").splitlines())
    names, clusters = {}, {}
    for row in table:
        name = names[row["record_id"]] = f"{row['file']}/{row['source_id']}"
        clusters[name] = row["cluster_id"]
    pairs = pd.read_parquet(folder / "work" / "dedupe" / "pairs.parquet")
    asked = pairs[pairs["answer"] == "review"]
    return clusters, [(names[a], names[b]) for a, b in zip(asked["a"], asked["b"], strict=True)]


def run(folder: Path, *args: str) -> str:
    """What `review …` prints."""
    done = subprocess.run(
        [REVIEW, *args], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(f"review {' '.join(args)}: {done.stderr}")
    return done.stdout


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Wall seconds, and MB of the process and its descendants at their largest.

    Looking takes the longer the more memory there is: so that it takes no more than a twentieth of
    the time, looks become rarer.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    peak, pause = 0.0, 0.02
    while process.poll() is None:
        began = time.perf_counter()
        peak = max(peak, _memory(process.pid))
        pause = max(0.02, 20 * (time.perf_counter() - began))
        try:
            process.wait(pause)
        except subprocess.TimeoutExpired:
            continue
    seconds = time.perf_counter() - start
    if process.returncode:
        assert process.stderr is not None
        raise SystemExit(f"{' '.join(command)}: {process.stderr.read().decode()}")
    return seconds, peak


def limit(workers: int) -> None:
    """Let the commands that follow use so many processes, and no more processors."""
    os.environ["REVIEW_WORKERS"] = str(workers)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(_PROCESSORS)[:workers])


_PROCESSORS = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()


def prepared(records: int, seed: int, folder: Path, order: int = 0) -> Path:
    """A review with the generated exports, ingested."""
    paths = generate(records, seed, folder, order)
    run(folder, "ingest", *(path.name for path in paths))
    return folder


def benchmark(records: int, seed: int, folder: Path, shown: int) -> Iterator[str]:
    """Lines of the report for N records, the first `shown` wrong and missed pairs among them."""
    prepared(records, seed, folder)
    seconds, memory = measure([REVIEW, "dedupe"], folder)
    yield f"{records:,} records, seed {seed}"
    yield f"  {seconds:.2f} s   {records / seconds:,.0f} records/s   {memory:.0f} MB at most"
    copies = read_truth(folder / "truth.csv")
    clusters, queue = read_answers(folder)
    scored = quality({name: copy.work for name, copy in copies.items()}, clusters, queue)
    yield scored.lines()
    yield from by_noise(copies, scored)
    yield from by_family(copies, scored)
    for kind in ("wrong", "missed") if shown else ():
        yield f"\n{kind}:"
        pairs = scored.wrong_pairs if kind == "wrong" else scored.missed_pairs
        yield from examples(pairs, rows(records, seed), shown)


def check_order(records: int, seed: int, folder: Path) -> bool:
    """Whether clusters stay the same under shuffled rows, 1 worker and 2."""
    found = []
    for order in (0, 1):
        review = prepared(records, seed, folder / f"order-{order}", order)
        for workers in (1, 2):
            limit(workers)
            run(review, "dedupe")
            clusters, queue = read_answers(review)
            found.append((pairs_of(clusters), {tuple(sorted(pair)) for pair in queue}))
            (review / "work" / "dedupe" / "stage.json").unlink()
    return all(answer == found[0] for answer in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", nargs="*", type=int, default=[10_000], metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, metavar="K", help="processes and processors")
    parser.add_argument("--check-order", action="store_true")
    parser.add_argument("--show", type=int, default=0, metavar="K", help="that many wrong pairs")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the reviews there")
    options = parser.parse_args()
    if options.workers:
        limit(options.workers)
    for records in options.records:
        with tempfile.TemporaryDirectory() as name:
            folder = options.keep / str(records) if options.keep else Path(name)
            if options.check_order:
                same = check_order(records, options.seed, folder)
                print(f"{records:,} records: {'the same' if same else 'OTHER'} clusters and queue")
                if not same:
                    raise SystemExit(1)
                continue
            for line in benchmark(records, options.seed, folder, options.show):
                print(line, flush=True)


if __name__ == "__main__":
    main()
