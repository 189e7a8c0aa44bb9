"""Invent N records for speed measurements: a Scopus CSV and a Google Scholar BibTeX file.

Half of the records go to each; three in ten of Google Scholar's are papers that Scopus has too.

    python benchmarks/generate.py 10000 --seed 1 -o generated
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "data"))

from invented.exports import (
    SCOPUS_COLUMNS,
    eid,
    scholar_copy,
    scholar_entry,
    scopus_line,
    scopus_row,
)
from invented.papers import Inventor

SHARED = 0.3


def generate(records: int, seed: int, folder: Path) -> tuple[Path, Path]:
    """Write `scopus.csv` and `scholar.bib` with `records` entries together; the two paths.

    The same records and seed give the same bytes. Written as a stream: memory stays flat.
    """
    folder.mkdir(parents=True, exist_ok=True)
    scopus, scholar = folder / "scopus.csv", folder / "scholar.bib"
    in_scholar = records // 2
    in_scopus = records - in_scholar
    inventor = Inventor(seed)
    with scopus.open("w", encoding="utf-8-sig", newline="") as out:
        out.write(scopus_line(SCOPUS_COLUMNS))
        for n in range(in_scopus):
            out.write(scopus_line(scopus_row(inventor.paper(n), eid(n))))
    with scholar.open("w", encoding="utf-8", newline="") as out:
        for i, n in enumerate(_numbers(in_scopus, in_scholar)):
            copy = scholar_copy(inventor.paper(n), random.Random(f"{seed}:scholar:{i}"))
            out.write(scholar_entry(copy) + "\n")
    return scopus, scholar


def _numbers(in_scopus: int, in_scholar: int) -> list[int]:
    """The papers of the second file: the shared ones spread evenly over the first file's."""
    shared = min(round(in_scholar * SHARED), in_scopus)
    old = [i * in_scopus // shared for i in range(shared)] if shared else []
    new = list(range(in_scopus, in_scopus + in_scholar - shared))
    return old + new


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", type=int, metavar="N", help="records in both files together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, default=Path("generated"), metavar="DIR")
    args = parser.parse_args()
    for path in generate(args.records, args.seed, args.output):
        print(path)


if __name__ == "__main__":
    main()
