"""No decision ever moves to another record, and none is lost without a word."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from litsieve.ingest import ExportFile, read, twin_ids, twin_of
from litsieve.ingest.entry import Text
from litsieve.ingest.formats import plain_table
from litsieve.ingest.identity import Identity
from litsieve.ingest.rows import Origin, rows
from litsieve.referents import refer

#: What a person sees of an entry, by heading; a few values each, so that many are alike.
TELLING: dict[str, tuple[str, ...]] = {
    "Title": ("A rare cause of sore knees", "Efficacy of stools", "Editorial"),
    "Authors": ("Tam, I.", "Invented Pharma"),
    "Year": ("2019", "2020"),
    "Journal": ("Invented Congress", ""),
    "DOI": ("", "", "10.5555/s1"),
    "Abstract": ("", "Case 1: a baker with sore knees. " * 5, "Case 2: another baker. " * 8),
    "URL": ("", "https://reg.example/1111", "https://reg.example/2222"),
    "Registry ID": ("", "NCT01234567", "NCT07654321", "NCT09999999"),
}
#: What a person may add to an entry in a reference manager: by itself it makes no other of it.
ADDED: dict[str, tuple[str, ...]] = {
    "Keywords": ("", "knees", "bakers"),
    "Publisher": ("", "Invented Press"),
}
PRINTED = {"Authors": "Tam, I.", "Year": "2019", "Journal": ""}
HEADINGS = (*TELLING, *ADDED)
COLUMNS = {
    "title": "Title", "authors": "Authors", "year": "Year", "venue": "Journal", "doi": "DOI",
    "abstract": "Abstract", "url": "URL", "source_id": "Registry ID", "keywords": "Keywords",
    "publisher": "Publisher", "cited_by": "Cited by",
}  # fmt: skip
#: Labels that a reviewer gives one and the same database.
LABELS = (None, "Invented Registry", "Invented Registry (new name)")

Entry = tuple[tuple[str, str], ...]


class Export(NamedTuple):
    """A file of a state of the review."""

    name: str
    label: str | None
    entries: tuple[Entry, ...]


def entries_alike(
    chance: random.Random, most: int, varied: dict[str, tuple[str, ...]]
) -> list[Entry]:
    """Entries that differ in one or two of the varied fields from a first one, or in none."""
    found = [{heading: chance.choice(varied.get(heading, ("",))) for heading in HEADINGS}]
    while len(found) < chance.randint(1, most):
        changed = dict(chance.choice(found))
        for heading in chance.sample(list(varied), chance.choice((0, 1, 1, 2))):
            changed[heading] = chance.choice(varied[heading])
        found.append(changed)
    # A work with a DOI has one year and place, which databases fill in when it is printed.
    return [tuple((e | (PRINTED if e["DOI"] else {})).items()) for e in found]


def state(chance: random.Random, chosen: list[Entry]) -> list[Export]:
    """Entries in some files under some label, in any order."""
    chance.shuffle(chosen)
    label = chance.choice(LABELS)
    cut = chance.randint(0, len(chosen))
    parts = [part for part in (chosen[:cut], chosen[cut:]) if part]
    names = chance.sample(["a.csv", "b.csv", "old/c.csv", "zz.txt"], len(parts))
    return [Export(n, label, tuple(p)) for n, p in zip(names, parts, strict=True)]


def written(export: Export, chance: random.Random) -> str:
    """The file; counts of citations are new in every download."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([*HEADINGS, "Cited by"])
    rows.writerows([*dict(e).values(), chance.randint(0, 99)] for e in export.entries)
    return text.getvalue()


Row = dict[str, Any]


def ingested(exports: list[Export], chance: random.Random) -> list[tuple[Row, Identity]]:
    """The records of a state, as `read` makes them, without its tables."""
    found: list[Row] = []
    its: list[Identity] = []
    for export in exports:
        reading = plain_table.read_mapped(Text.of(written(export, chance)), COLUMNS)
        source = export.label or "unnamed"
        origin = Origin(export.name, plain_table.NAME, None, export.label, source)
        batch = rows(reading.entries, origin, list(reading.blocks))
        found += batch.records.to_pylist()
        its += [Identity(**row) for row in batch.identities.to_pylist()]
    twins = [
        at for at, row in enumerate(found) if [i.identity for i in its].count(row["record_id"]) > 1
    ]
    new = twin_ids([twin_of(found[at]) for at in twins])
    for at, record_id in zip(twins, new, strict=True):
        found[at]["record_id"] = record_id
    return list(zip(found, its, strict=True))


def seen(record: Row) -> Entry:
    """What a person sees of a record."""
    return tuple((name, str(record[name] or "")) for name in COLUMNS if name != "cited_by")


class Fate(NamedTuple):
    """What became of a decision in a later state."""

    decided_on: Entry
    now: Entry | None  # None: it waits
    told: str


def fates(seed: int, *, grows: bool = False) -> Iterator[Fate]:
    """A history: people decide on records of each state, and exports change.

    Entries come and go; if the review only grows, they may differ in what people added, too.
    """
    chance = random.Random(seed)
    pool = entries_alike(chance, 6, TELLING | ADDED if grows else TELLING)
    decided: dict[str, set[Entry]] = {}
    for step in range(1, 5):
        share = [entry for entry in pool if chance.random() < 0.7] or pool[:1]
        chosen = pool[: len(pool) * step // 4] or pool[:1] if grows else share
        found = ingested(state(chance, chosen), chance)
        there = {str(row["record_id"]): seen(row) for row, _ in found}
        assert len(there) == len(found)
        strange = refer(decided.keys() - there.keys(), found)
        for name, on in decided.items():
            if name in there:
                now, told = there[name], ""
            else:
                one = strange[name].one()
                now, told = (there[one], "") if one else (None, strange[name].told(name))
            yield from (Fate(entry, now, told) for entry in on)
        for name, entry in there.items():
            if chance.random() < 0.6:
                decided.setdefault(name, set()).add(entry)


def test_the_records_of_these_histories_are_those_that_files_are_read_as(tmp_path: Path) -> None:
    for seed in range(5):
        chance = random.Random(seed)
        exports = state(chance, entries_alike(chance, 8, TELLING | ADDED))
        files = []
        for export in exports:
            path = tmp_path / f"{seed}-{export.name.replace('/', '-')}"
            path.write_text(written(export, chance), encoding="utf-8")
            files.append(ExportFile(path, export.name, export.label, columns=COLUMNS))
        made = {str(row["record_id"]) for row, _ in ingested(exports, chance)}
        assert set(read(files).records["record_id"]) == made


def holds(seeds: range, *, grows: bool = False) -> tuple[int, int]:
    """How many decisions were kept, and how many wait; an error if one moved or is lost."""
    kept = waiting = 0
    for seed in seeds:
        for fate in fates(seed, grows=grows):
            if fate.now is None:
                assert fate.told, seed
                waiting += 1
            else:
                assert fate.now == fate.decided_on, (seed, fate)
                kept += 1
    return kept, waiting


@pytest.mark.parametrize("grows", [False, True])
def test_no_decision_is_on_a_record_that_differs_in_what_a_person_saw(grows: bool) -> None:
    kept, waiting = holds(range(250), grows=grows)
    assert kept > waiting > 0


@pytest.mark.slow
@pytest.mark.parametrize("grows", [False, True])
def test_ten_thousand_histories_move_no_decision(grows: bool) -> None:
    kept, waiting = holds(range(1_000, 6_000), grows=grows)
    assert kept > waiting > 0
