"""Time `review screen` beside SQLite's FTS5 indexing of the same texts, in turns of one run.

    python benchmarks/screening.py [--records N] [--repeat K] [--seed S] [--memory] [--keep DIR]

Writes a review of N invented reports (100,000; about 1.5 kB of text each, words as often and as
many different ones as in real texts, each tenth with a duplicate that gives it its abstract or
keywords) as ingest and dedupe would leave it, and criteria of 300 terms in 30 lists and 40 rules,
8 of them on proximity. Timed are, one after the other:

- the command `review screen`, from its start to its end;
- FTS5 as a user has it, file to file: a program (fts5.py) that reads the titles, abstracts and
  keywords from Parquet, where they are merged already, and indexes them in a database on disk, with
  SQLite as it comes; from its start to its end;
- FTS5 at its best: the same texts from memory, without journal or fsync; the time of the indexing
  alone, without start or reading.

Printed are the times of each turn, the medians of both ratios, and the largest memory of the
command and its processes, pages that they share counted once (Linux only). `--memory` leaves SQLite
out.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

import fts5 as fts5_program
from dedupe import measure
from fts5 import COLUMNS
from litsieve import pipeline, schema
from litsieve.pipeline import Given
from litsieve.project import Project
from litsieve.store import TableWriter, row_groups, write_table
from readers import REVIEW

_FUNCTION = (
    "the of and in to a with for was were is on that by as from this at be an are or which we "
    "not between who have has study results participants these their but than no more among "
    "after during both using into also may other all two it within had can been most used one "
    "such when each how they compared while however only three between-group follow-up "
    "self-reported well"
)
_SYLLABLES = (
    "ba con der tion ing ment ver li pro sta re mo ni tor al ic ous ex per ra phy lo gy in ter "
    "ca sis tra de ri ve no ti an ma en se ta co di"
)
FUNCTION_WORDS, SYLLABLES = _FUNCTION.split(), _SYLLABLES.split()
VOCABULARY, WORDS, BATCH = 300_000, 240, 5_000
#: The word of rank r is as frequent as 1 / ((r + FLAT) (1 + r / BEND)): Zipf's law, twice as steep
#: beyond BEND. Titles and abstracts of 500, 2,000 and 7,300 real reports (nine sets of medicine,
#: education and software engineering) have 10,000, 21,000 and 41,000 different words, those with
#: hyphens counted as written; the most frequent is 4.5 % of all, the first ten are 22 %.
FLAT, BEND = 2, 3_000
#: Of words written with a hyphen: among the frequent ones, and in all of those sets.
HYPHENS_FREQUENT, HYPHENS = 0.06, 0.24
LISTS, TERMS, RULES, NEAR = 30, 10, 40, 8
_SEED, _RECORDS = "BENCHMARK_SEED", "BENCHMARK_RECORDS"


def vocabulary(rng: random.Random) -> list[str]:
    """Words, the most frequent first: English function words, then invented ones."""
    words = list(FUNCTION_WORDS)
    known = set(words)
    while len(words) < VOCABULARY:
        word = "".join(rng.choices(SYLLABLES, k=rng.choice((2, 2, 3, 3, 3, 4))))
        roll = rng.random()
        hyphens = HYPHENS_FREQUENT if len(words) < BEND else HYPHENS
        if roll < 0.01:
            word += "’s"
        elif roll < 0.02:
            word = word.replace("o", "ö", 1)
        elif roll < 0.19:
            word += "s"
        elif roll < 0.22:
            word += str(rng.randint(1, 99))
        elif roll < 0.22 + hyphens:
            word += "-" + rng.choice(words)
        if word not in known:
            known.add(word)
            words.append(word)
    return words


def terms(words: list[str], rng: random.Random) -> list[str]:
    """Terms of all kinds, of words of all frequencies."""
    plain = [
        w for w in words[len(FUNCTION_WORDS) : 30_000] if w.isascii() and w.isalpha() and len(w) > 6
    ]
    found = []
    for i in range(LISTS * TERMS):
        word = rng.choice(plain[: rng.choice((500, 3_000, 20_000))])
        other = rng.choice(plain[:100])
        found.append(
            (word, f"{word[:-1]}*", f'"{word} {other}"', f"{word}-{other}", word,
             f"{word[:3]}?{word[4:]}", f"{word[:3]}*{word[-2:]}", f'"{other} {word[:-1]}*"',
             word, f"*{word[2:]}")[i % 10]
        )  # fmt: skip
    return found


def criteria(words: list[str], rng: random.Random) -> str:
    """The criteria as YAML."""
    asked = terms(words, rng)
    lines = ["version: 1", "lists:"]
    for i in range(LISTS):
        lines += [f"  l{i}: |", f"    {' OR '.join(asked[i * TERMS : (i + 1) * TERMS])}"]
    lines += ["reasons: [{id: E, label: Out}]", "rules:"]
    shapes = ("@{0} AND @{1}", "@{0} OR TITLE(@{1})", "@{0} AND NOT @{1}", "@{0}", "KEY(@{0})")
    for i in range(RULES):
        a, b = (f"l{n}" for n in rng.sample(range(LISTS), 2))
        shape = "@{0} W/5 @{1}" if i < NEAR else shapes[i % len(shapes)]
        when = f'{{query: "{shape.format(a, b)}", fields: tiab-kw}}'
        if i == RULES - 1:
            when = "{field: published, between: [2015, 2025]}"
        lines.append(
            f"  - {{id: r{i}, kind: exclude, stage: title-abstract, reason: E, when: {when}}}"
        )
    return "\n".join(lines) + "\n"


def texts(words: list[str], seed: int, batch: int, count: int) -> pd.DataFrame:
    """Title, abstract, keywords of some reports."""
    rng = np.random.default_rng((seed, batch))
    rank = np.arange(1, len(words) + 1)
    weight = np.cumsum(1 / ((rank + FLAT) * (1 + rank / BEND)))
    drawn = np.searchsorted(weight, rng.random((count, WORDS)) * weight[-1])
    spelled = np.array([*words, *(f"{w}," for w in words), *(f"{w}. The" for w in words)], object)
    rows = spelled[drawn + len(words) * rng.choice(3, drawn.shape, p=(0.86, 0.08, 0.06))]
    return pd.DataFrame({
        "title": [" ".join(row[:12]).capitalize() for row in rows],
        "abstract": [" ".join(row[12:-10]).capitalize() + "." for row in rows],
        "keywords": ["; ".join(row[-10:]) for row in rows],
    })  # fmt: skip


def batches() -> Iterator[tuple[int, pd.DataFrame]]:
    """The texts of all reports, with the number of the first."""
    seed, records = int(os.environ[_SEED]), int(os.environ[_RECORDS])
    words = vocabulary(random.Random(seed))
    for first in range(0, records, BATCH):
        yield first, texts(words, seed, first, min(BATCH, records - first))


def ingest(_project: Project, _given: Given, folder: Path, _progress: Any) -> dict[str, Any]:
    """In place of the stage: records, and after each batch the duplicates of a tenth of it."""
    rows = 0
    with TableWriter(folder / "records.parquet", schema.RECORD) as writer:
        for first, frame in batches():
            number = np.arange(first, first + len(frame))
            frame = frame.assign(record_id=_ids(number), year=2000 + number % 30)
            frame = frame.assign(source="Scopus", file="scopus.csv", line=2 + number)
            twins = frame[number % 10 == 0].assign(record_id=lambda f: f["record_id"] + "-2")
            frame.loc[number % 20 == 0, "abstract"] = pd.NA
            frame.loc[number % 20 == 10, "keywords"] = pd.NA
            for part in (frame, twins):
                table = schema.conform(part, schema.RECORD)
                writer.write(pa.Table.from_pandas(table, schema.arrow(schema.RECORD)))
                rows += len(part)
    return {"records": rows}


def dedupe(project: Project, _given: Given, folder: Path, _progress: Any) -> dict[str, Any]:
    """In place of the stage: each duplicate gives its report what that lacks."""
    records = project.folder("ingest") / "records.parquet"
    ids = pd.concat([group.select(["record_id"]).to_pandas() for _, group in row_groups(records)])
    ids = ids["record_id"].reset_index(drop=True)
    clusters = pd.DataFrame({"record_id": ids, "cluster_id": ids.str.removesuffix("-2")})
    twins = clusters[clusters["record_id"] != clusters["cluster_id"]]
    lacks = np.where(twins["cluster_id"].str[2:].astype(int) % 20 == 0, "abstract", "keywords")
    write_table(folder / "clusters.parquet", clusters, schema.CLUSTER)
    write_table(folder / "merged.parquet", twins.assign(field=lacks), schema.MERGED)
    return {"clusters": len(clusters) - len(twins)}


def _ids(numbers: np.ndarray) -> list[str]:
    return [f"r_{number:016}" for number in numbers]


def prepared(records: int, seed: int, folder: Path) -> None:
    """A review as ingest and dedupe would leave it, and its criteria."""
    os.environ |= {_SEED: str(seed), _RECORDS: str(records)}
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    words = vocabulary(rng)
    (folder / "criteria.yaml").write_text(criteria(words, rng), encoding="utf-8")
    project = Project(folder)
    for name in ("ingest", "dedupe"):
        pipeline.STAGES[name] = dataclasses.replace(pipeline.STAGES[name], run=f"screening:{name}")
        pipeline.run(project, name, Given())


def merged_texts(folder: Path, file: Path) -> None:
    """What FTS5 reads: title, abstract and keywords of the merged reports."""
    from litsieve.work import load, report_parts

    project = Project(folder)
    clusters = load(project, "dedupe", "clusters", "record_id", "cluster_id")
    with pq.ParquetWriter(file, pa.schema({name: pa.large_string() for name in COLUMNS})) as writer:
        for part in report_parts(project, clusters, COLUMNS):
            writer.write_table(pa.Table.from_pandas(part, writer.schema, preserve_index=False))


def fts5(texts: Path) -> tuple[float, float]:
    """Seconds to index the texts: file to file as a user does, and at its best."""
    command = [sys.executable, fts5_program.__file__, str(texts), str(texts.with_suffix(".sqlite"))]
    seconds, _ = measure(command, texts.parent)
    best = subprocess.run([*command, "--best"], capture_output=True, check=True)
    return seconds, float(best.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000, metavar="N")
    parser.add_argument("--repeat", type=int, default=3, metavar="K")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--memory", action="store_true", help="one run, without SQLite")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the review there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        # the program is compiled once, as wherever it is installed
        os.environ["PYTHONPYCACHEPREFIX"] = f"{name}/compiled"
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        measure([REVIEW, "--version"], Path(name))
        folder = options.keep or Path(name, "review")
        if not (folder / "work").exists():
            prepared(options.records, options.seed, folder)
        ratios, peak, texts = [], 0.0, Path(name, "texts.parquet")
        if not options.memory:
            measure([REVIEW, "screen"], folder)
            merged_texts(folder, texts)
        for _ in range(1 if options.memory else options.repeat):
            seconds, memory = measure([REVIEW, "screen"], folder)
            peak = max(peak, memory)
            line = f"review screen {seconds:7.2f} s {memory:6.0f} MB"
            if not options.memory:
                peers = fts5(texts)
                ratios.append([peer / seconds for peer in peers])
                line += "   FTS5 {:.2f} s, at its best {:.2f} s".format(*peers)
                line += "   {:.2f} and {:.2f} times as fast".format(*ratios[-1])
            print(line, flush=True)
        counts = f"{options.records:,} records, {LISTS * TERMS} terms, {RULES} rules"
        if ratios:
            user, best = map(statistics.median, zip(*ratios, strict=True))
            print(f"{counts}: {user:.2f} times as fast as FTS5 indexes file to file")
            print(f"{counts}: {best:.2f} times as fast as FTS5 indexes at its best")
        print(f"{counts}: {peak:.0f} MB at most")


if __name__ == "__main__":
    main()
