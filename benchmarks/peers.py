"""`review dedupe` beside bib-dedupe, on the same records and in one run.

bib-dedupe is no dependency: it lives in a virtual environment of its own.

    python -m venv DIR && DIR/bin/pip install bib-dedupe
    python benchmarks/peers.py 5000 --python DIR/bin/python [--repeat K] [--seed S]
    python benchmarks/peers.py --python DIR/bin/python --sets FOLDER [--across SET ...]

N generated records (benchmarks/copies.py), or every labelled set of a folder: `<set>/records.csv`
(record_id, title, authors, year, journal, volume, issue, pages, doi, abstract, source) and
`<set>/truth.csv` (record_id, cluster_id; empty is unknown). `--across` names sets whose truth is
only of pairs of two sources: precision and recall are then of these.

Both take turns and may use all processors. Measured are the whole process (`review dedupe` from the
tables of ingest to its own; a script that reads a CSV and writes the groups) and the call alone
without interpreter, imports and files: `dedupe(records, settings)`, which merges fields, too; prep,
block, match and cluster of bib-dedupe with its own settings, and not its merge of fields, which
stops at records without a title. Printed are medians, and the median of the ratios of each turn.
Reading the exports is in neither. Of bib-dedupe the pairs that it leaves to a person (maybe) are
the queue.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dedupe import measure, prepared, read_answers, run
from readers import REVIEW
from scoring import quality, read_truth

_OURS = """
import json, sys, time
import pandas as pd
from litsieve.dedupe import DedupeSettings, dedupe
records = pd.read_parquet("work/ingest/records.parquet")
start = time.perf_counter()
dedupe(records, DedupeSettings())
json.dump({"seconds": time.perf_counter() - start}, open("ours.json", "w"))
"""
_PEER = """
import json, time
import pandas as pd
from bib_dedupe.bib_dedupe import block, cluster, match, prep
if __name__ == "__main__":
    records = pd.read_csv("peer.csv", dtype=str)
    start = time.perf_counter()
    matched = match(block(prep(records, verbosity_level=0)))
    groups = cluster(matched)
    seconds = time.perf_counter() - start
    maybe = matched[matched["duplicate_label"] == "maybe"] if len(matched) else []
    queue = maybe[["ID_1", "ID_2"]].values.tolist() if len(maybe) else []
    json.dump({"seconds": seconds, "groups": groups, "queue": queue}, open("peer.json", "w"))
"""
#: Column of bib-dedupe: column of a labelled set, and of the records of ingest.
_PEERS_COLUMNS = {
    "title": ("title", "title"), "author": ("authors", "authors"), "year": ("year", "year"),
    "journal": ("journal", "venue"), "volume": ("volume", "volume"), "number": ("issue", "issue"),
    "pages": ("pages", "pages"), "doi": ("doi", "doi"), "abstract": ("abstract", "abstract"),
}  # fmt: skip


class Task(NamedTuple):
    """Records that were ingested in `folder`; `prefix` stands before the ids of the truth."""

    label: str
    folder: Path
    works: dict[str, str]
    sources: dict[str, str] | None = None


class Turn(NamedTuple):
    """Wall seconds of one turn."""

    ours: float
    peer: float
    ours_call: float
    peer_call: float


# -------------------------------------------------------------------------------------- tasks


def generated(records: int, seed: int, folder: Path) -> Task:
    """N records as databases export them; the peer gets what ingest made of them."""
    import pandas as pd

    prepared(records, seed, folder)
    table = pd.read_parquet(folder / "work" / "ingest" / "records.parquet")
    table["pages"] = table["pages"].fillna(table["article_number"])
    table["authors"] = table["authors"].str.replace("; ", " and ")
    rows = table.astype(object).where(table.notna(), "").to_dict("records")
    _write_peer(folder, [
        {"ID": f"{row['file']}/{row['source_id']}", "ENTRYTYPE": "article"}
        | {name: str(row[ours]) for name, (_, ours) in _PEERS_COLUMNS.items()}
        for row in rows
    ])  # fmt: skip
    copies = read_truth(folder / "truth.csv")
    label = f"{records:,} generated records, seed {seed}"
    return Task(label, folder, {name: copy.work for name, copy in copies.items()})


def labelled(source: Path, folder: Path, across: bool) -> Task:
    """A labelled set; the peer gets its columns as they are."""
    folder.mkdir()
    shutil.copy(source / "records.csv", folder)
    rows = _rows(source / "records.csv")
    columns = {ours: theirs for theirs, ours in _PEERS_COLUMNS.values()} | {
        "source_id": "record_id"
    }
    searches = [{"file": "records.csv", "database": source.name, "columns": columns}]
    (folder / "review.yaml").write_text(json.dumps({"searches": searches}), encoding="utf-8")
    run(folder, "ingest")
    _write_peer(folder, [
        {"ID": f"records.csv/{row['record_id']}", "ENTRYTYPE": "article"}
        | {name: row[theirs] for name, (theirs, _) in _PEERS_COLUMNS.items()}
        for row in rows
    ])  # fmt: skip
    works = {row["record_id"]: row["cluster_id"].strip() for row in _rows(source / "truth.csv")}
    return Task(
        f"{source.name}, {len(rows):,} records",
        folder,
        {f"records.csv/{name}": work for name, work in works.items()},
        {f"records.csv/{row['record_id']}": row["source"] for row in rows} if across else None,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write_peer(folder: Path, rows: list[dict[str, str]]) -> None:
    with (folder / "peer.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["ID", "ENTRYTYPE", *_PEERS_COLUMNS])
        table.writeheader()
        table.writerows(rows)
    (folder / "peer.py").write_text(_PEER, encoding="utf-8")


# ------------------------------------------------------------------------------------ measuring


def compare(task: Task, python: Path, repeat: int) -> Iterator[str]:
    """Lines of the report on one task."""
    turns = [_turn(task.folder, python, ours_first=i % 2 == 0) for i in range(repeat)]
    yield task.label
    for name, ours, peer in (("whole process", 0, 1), ("call alone", 2, 3)):
        a, b = (statistics.median(turn[i] for turn in turns) for i in (ours, peer))
        ratio = statistics.median(turn[peer] / turn[ours] for turn in turns)
        yield f"  {name:14} review {a:7.2f} s   bib-dedupe {b:7.2f} s   {ratio:6.1f} times"
    found = json.loads((task.folder / "peer.json").read_text(encoding="utf-8"))
    theirs = {record: group[0] for group in found["groups"] for record in group}
    queue = [(a, b) for a, b in found["queue"]]
    for name, answers in (
        ("review", read_answers(task.folder)),
        ("bib-dedupe", (theirs, queue)),
    ):
        yield f"  {name}:"
        yield quality(task.works, *answers, task.sources).lines()


def _turn(folder: Path, python: Path, ours_first: bool) -> Turn:
    commands = {
        "ours": [REVIEW, "dedupe"],
        "ours call": [sys.executable, "-c", _OURS],
        "peer": [str(python), "peer.py"],
    }
    shutil.rmtree(folder / "work" / "dedupe", ignore_errors=True)
    seconds = {
        name: measure(commands[name], folder)[0]
        for name in (list(commands) if ours_first else reversed(commands))
    }
    calls = [
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["seconds"]
        for name in ("ours", "peer")
    ]
    return Turn(seconds["ours"], seconds["peer"], *calls)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", nargs="?", type=int, default=5000, metavar="N")
    parser.add_argument("--python", type=Path, required=True, help="of bib-dedupe's environment")
    parser.add_argument("--sets", type=Path, metavar="FOLDER", help="labelled sets instead")
    parser.add_argument("--across", nargs="+", default=[], metavar="SET")
    parser.add_argument("--repeat", type=int, default=3, metavar="K")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    python = options.python.absolute()  # not resolved: the link tells Python its environment
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.sets:
            sets = sorted(path.parent for path in options.sets.glob("*/truth.csv"))
            tasks = (labelled(p, folder / p.name, p.name in options.across) for p in sets)
        else:
            tasks = iter([generated(options.records, options.seed, folder)])
        for task in tasks:
            for line in compare(task, python, options.repeat):
                print(line, flush=True)


if __name__ == "__main__":
    main()
