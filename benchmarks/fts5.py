"""Index texts with SQLite's FTS5: `python benchmarks/fts5.py TEXTS.parquet DATABASE [--best]`.

Prints the seconds that indexing took. As a user does it: the texts are read group by group as they
are written, SQLite is as it comes (rollback journal, fsync), and all is committed at once. With
`--best` all texts are in memory before the clock starts, and there is neither journal nor fsync.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

COLUMNS = ["title", "abstract", "keywords"]


def rows(texts: Path) -> Iterator[tuple[Any, ...]]:
    """Title, abstract and keywords of each report."""
    with pq.ParquetFile(texts) as file:
        for batch in file.iter_batches(columns=COLUMNS):
            yield from zip(*(batch.column(name).to_pylist() for name in COLUMNS), strict=True)


def index(reports: Iterable[tuple[Any, ...]], database: Path, best: bool) -> None:
    """Write the index, committed."""
    connection = sqlite3.connect(database)
    if best:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
    with connection:
        connection.execute(f"CREATE VIRTUAL TABLE report USING fts5({', '.join(COLUMNS)})")
        connection.executemany("INSERT INTO report VALUES (?, ?, ?)", reports)
    connection.close()


def main() -> None:
    texts, database = map(Path, sys.argv[1:3])
    best = "--best" in sys.argv
    database.unlink(missing_ok=True)
    reports = list(rows(texts)) if best else rows(texts)
    start = time.perf_counter()
    index(reports, database, best)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
