"""Fit the weights of the duplicate score to labelled pairs, and say how well that carries over.

    python benchmarks/fit_weights.py FOLDER [--write]

FOLDER holds labelled sets, one folder each: records.csv (record_id, title, authors, year, journal,
volume, issue, pages, doi, abstract …) and truth.csv (record_id, cluster_id; empty is unknown).
Generated records (copies.py) are one set more. The weights start from those that were reasoned
(`REASONED`); they are the most likely ones under a normal prior around these (MAP), with the order
of the levels of a field kept: `same` never counts less than `alike`. Every set weighs the same.

How strong the prior is, is chosen by leaving out one family of sets at a time; the table of the
report shows each family as judged by weights that have seen nothing of it.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))

import copies
from litsieve import schema
from litsieve.dedupe import DedupeSettings, dedupe
from litsieve.dedupe import score as scoring
from litsieve.dedupe.block import candidates
from litsieve.dedupe.compare import LEVELS, Evidence, compare, promising
from litsieve.dedupe.decide import decide
from litsieve.dedupe.normalise import normalise
from litsieve.dedupe.rules import DOUBTS
from litsieve.ingest import ExportFile, read

WEIGHTS = Path(scoring.__file__).with_name("weights.toml")
Weights = dict[str, dict[str, float]]

#: What the weights were before anything was fitted: reasoned, as log-odds.
REASONED: Weights = {
    "prior": {"": -5.0},
    "title": {
        "same, long": 7.5, "same": 6.5, "same, short": 3.5, "spelling": 6.0, "slip": 6.0,
        "cut": 5.0, "main title": 2.0, "longer in one": 2.0, "reworded": -1.0,
        "alike": -3.5, "unlike": -9.0, "other language": -3.5,
    },
    "authors": {"same": 3.0, "shortened": 2.5, "partly": 0.5, "different": -5.0},
    "year": {"same": 1.0, "next": -0.5, "two apart": -2.5, "far": -5.0},
    "venue": {"same": 1.5, "alike": 0.0, "different": -4.0, "other conference name": -2.0},
    "volume": {"same": 1.0, "different": -4.5},
    "issue": {"same": 0.5, "different": -0.5},
    "page": {"same": 2.0, "overlap": 0.5, "other notation": 0.0, "different": -2.5},
    "doi": {"same": 6.0, "other registrant": -2.5, "different": -6.0},
    "pmid": {"same": 8.0, "different": -6.0},
    "abstract": {"same": 2.0, "alike": 0.5, "different": -2.0},
}  # fmt: skip
#: Levels of a field in falling order: none may weigh more than the one before it.
ORDERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "title": (
        ("same, long", "same", "spelling", "slip", "cut", "main title", "reworded", "alike",
         "unlike"),
        ("longer in one", "reworded"), ("same", "same, short"),
    ),
    "venue": (("same", "alike", "other conference name", "different"),),
}  # fmt: skip
#: What weights.toml begins with.
HEADER = """\
# Log-odds (nats) that each level of a field adds to a pair's score; see docs/dedupe.md.
# Written by benchmarks/fit_weights.py; `missing` adds nothing by design.
"""

#: Standard deviations of the prior, in nats, that are tried.
PRIORS = (0.1, 0.3, 0.5, 1.0, 2.0)
GENERATED = 20_000
COLUMNS = {
    "source_id": "record_id", "title": "title", "authors": "authors", "year": "year",
    "venue": "journal", "volume": "volume", "issue": "issue", "pages": "pages", "doi": "doi",
    "abstract": "abstract",
}  # fmt: skip


@dataclass(frozen=True)
class Labelled:
    """A set with its truth: record_id → cluster, and record_id → the source it came from."""

    name: str
    records: pd.DataFrame
    truth: dict[str, str]
    source: dict[str, str]
    across: bool  # only pairs of two sources are labelled

    def known(self, a: str, b: str) -> bool:
        if a not in self.truth or b not in self.truth:
            return False
        return not self.across or self.source[a] != self.source[b]


@dataclass(frozen=True)
class Pairs:
    """Labelled pairs that the score decides: levels (n × all levels, 0 or 1), whether one work."""

    name: str
    x: np.ndarray
    y: np.ndarray


# --------------------------------------------------------------------------------- the data


def labelled(folder: Path) -> Labelled:
    """A set on disk, read as any table is."""
    with (folder / "truth.csv").open(encoding="utf-8-sig", newline="") as file:
        truth = {r["record_id"]: r["cluster_id"] for r in csv.DictReader(file) if r["cluster_id"]}
    with (folder / "records.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        names = rows.fieldnames or []
        origin = {row["record_id"]: row.get("source", "") for row in rows}
    path = folder / "records.csv"
    columns = {name: heading for name, heading in COLUMNS.items() if heading in names}
    records = read([ExportFile(path=path, name=folder.name, source="set", columns=columns)]).records
    ours = dict(zip(records["record_id"], records["source_id"], strict=True))
    pairs = {t for group in groups(truth) for t in combinations(group, 2)}
    across = bool(pairs) and all(origin[a] != origin[b] for a, b in pairs)
    return Labelled(
        folder.name,
        records,
        {record: truth[key] for record, key in ours.items() if key in truth},
        {record: origin[key] for record, key in ours.items()},
        across,
    )


def generated(records: int, seed: int) -> Labelled:
    """Invented records of five databases."""
    rows = list(copies.rows(records, seed))
    truth = {row["record_id"]: str(row["work"]) for row in rows}
    frame = pd.DataFrame(rows)[[c for c in schema.names(schema.RECORD) if c in rows[0]]]
    frame["language"] = None
    source = {row["record_id"]: row["source"] for row in rows}
    return Labelled("generated", schema.conform(frame, schema.RECORD), truth, source, False)


def groups(truth: dict[str, str]) -> list[list[str]]:
    """Records of one cluster, for every cluster of several."""
    found: dict[str, list[str]] = {}
    for record, cluster in sorted(truth.items()):
        found.setdefault(cluster, []).append(record)
    return [group for group in found.values() if len(group) > 1]


def pairs_of(data: Labelled) -> Pairs:
    """The labelled candidates that no rule settles."""
    forms = normalise(data.records)
    a, b = candidates(forms)
    near = promising(forms, a, b)
    evidence = compare(forms, a[near], b[near])
    with using(table(vector(REASONED))):
        decisions = decide(forms, evidence, DedupeSettings())
    scored = decisions.by("", *(rule.name for rule in DOUBTS))  # a doubt leaves the score its word
    ids = forms.ids
    named = [
        (ids[i], ids[j]) for i, j in zip(evidence.a.tolist(), evidence.b.tolist(), strict=True)
    ]
    keep = np.flatnonzero(scored & np.array([data.known(*pair) for pair in named], dtype=bool))
    y = np.array([data.truth[named[i][0]] == data.truth[named[i][1]] for i in keep], dtype=float)
    return Pairs(data.name, design(evidence.take(keep)), y)


# -------------------------------------------------------------------------------- the model

#: (field, level) of every weight, the prior first; a missing field weighs nothing.
NAMES = [("prior", ""), *((f, level) for f, ls in LEVELS.items() for level in ls
                          if level != "missing")]  # fmt: skip
PLACE = {name: i for i, name in enumerate(NAMES)}


def design(evidence: Evidence) -> np.ndarray:
    """Which weights count for each pair: n × len(NAMES) of 0 and 1."""
    x = np.zeros((len(evidence), len(NAMES)), dtype=np.float32)
    x[:, 0] = 1
    for field, levels in LEVELS.items():
        for k, level in enumerate(levels):
            if level != "missing":
                x[:, PLACE[field, level]] = evidence.levels[field] == k
    return x


def vector(weights: Weights) -> np.ndarray:
    return np.array([weights[field][level] for field, level in NAMES])


def table(values: np.ndarray) -> Weights:
    out: Weights = {"prior": {}, **{field: {"missing": 0.0} for field in LEVELS}}
    for (field, level), value in zip(NAMES, values.tolist(), strict=True):
        out[field][level] = round(value, 2)
    return out


def chains() -> list[list[int]]:
    """Weights that must not rise, as places in NAMES."""
    found = []
    for field, levels in LEVELS.items():
        orders = ORDERS.get(field, (tuple(level for level in levels if level != "missing"),))
        found += [[PLACE[field, level] for level in order] for order in orders]
    return found


def fit(sets: list[Pairs], deviation: float, steps: int = 500) -> np.ndarray:
    """The most likely weights under a normal prior around REASONED (accelerated gradient)."""
    start = vector(REASONED)
    x = np.concatenate([s.x for s in sets])
    y = np.concatenate([s.y for s in sets])
    # Every set counts as this many pairs, however many it has.
    each = np.concatenate([np.full(len(s.y), 1000.0 / len(s.y)) for s in sets])
    rows, back = np.unique(np.column_stack([x, y]), axis=0, return_inverse=True)
    count = np.bincount(back.ravel(), weights=each)
    x, y = rows[:, :-1].astype(float), rows[:, -1]
    rate = 1.0 / (
        1 / deviation**2 + 0.25 * float(np.linalg.norm(x * np.sqrt(count)[:, None], 2)) ** 2
    )
    w, ahead, t = start.copy(), start.copy(), 1.0
    for _ in range(steps):
        slope = (
            x.T @ (count * (1 / (1 + np.exp(-(x @ ahead))) - y)) + (ahead - start) / deviation**2
        )
        new = falling(ahead - rate * slope)
        later = (1 + np.sqrt(1 + 4 * t * t)) / 2
        ahead = new + (t - 1) / later * (new - w)
        w, t = new, later
    return w


def falling(w: np.ndarray) -> np.ndarray:
    """The weights nearest to `w` in which no chain rises (pool adjacent violators, in turn)."""
    out = w.copy()
    for _ in range(3):
        for chain in chains():
            pools: list[list[float]] = []
            for value in out[chain]:
                pools.append([value])
                while len(pools) > 1 and np.mean(pools[-2]) < np.mean(pools[-1]):
                    last = pools.pop()
                    pools[-1] += last
            out[chain] = [np.mean(pool) for pool in pools for _ in pool]
    return out


def loss(w: np.ndarray, data: Pairs) -> float:
    """Mean log-loss in nats a pair."""
    z = data.x @ w
    return float(np.mean(np.logaddexp(0, np.where(data.y > 0, -z, z))))


# ------------------------------------------------------------------------------- the report


@contextmanager
def using(weights: Weights) -> Iterator[None]:
    """Score with these weights instead of those that ship."""
    shipped = scoring.weights
    scoring.weights = lambda: weights  # type: ignore[assignment]
    try:
        yield
    finally:
        scoring.weights = shipped


def judged(data: Labelled, weights: Weights) -> dict[str, Any]:
    """What the whole of de-duplication makes of a set with these weights."""
    with using(weights):
        found = dedupe(data.records, DedupeSettings())
    cluster = dict(zip(found.clusters["record_id"], found.clusters["cluster_id"], strict=True))

    def pairs(of: dict[str, str]) -> set[tuple[str, str]]:
        return {p for g in groups(of) for p in combinations(g, 2) if data.known(*p)}

    true = pairs(data.truth)
    merged = pairs({record: cluster[record] for record in data.truth})
    asked = found.pairs[found.pairs["answer"] == "review"]
    review = set(zip(asked["a"], asked["b"], strict=True))
    people = len(set(asked["a"]) | set(asked["b"]))
    return {
        "false": len(merged - true), "missed": len(true - merged),
        "precision": len(merged & true) / max(len(merged), 1),
        "recall": len(merged & true) / max(len(true), 1),
        "with review": len(true & (merged | review)) / max(len(true), 1),
        "review": people / len(data.records),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of labelled sets")
    parser.add_argument("--write", action="store_true", help="write weights.toml anew")
    options = parser.parse_args()
    sets = [labelled(path.parent) for path in sorted(options.folder.glob("*/truth.csv"))]
    sets.append(generated(GENERATED, seed=7))
    pairs = [pairs_of(data) for data in sets]
    row("set", "records", "pairs left to the score", "of one work")
    row(*["---"] * 4)
    for data, found in zip(sets, pairs, strict=True):
        row(data.name, f"{len(data.records):,}", f"{len(found.y):,}", f"{int(found.y.sum()):,}")
    reasoned = vector(REASONED)
    held = {d: [fit([p for p in pairs if p is not out], d) for out in pairs] for d in PRIORS}
    losses = {
        "reasoned": [loss(reasoned, p) for p in pairs],
        **{f"fitted, prior ± {d}": [loss(w, p) for w, p in zip(held[d], pairs, strict=True)]
           for d in PRIORS},
    }  # fmt: skip
    print()
    row("log-loss on the family left out", *(data.name for data in sets), "mean")
    row(*["---"] * (len(sets) + 2))
    for name, values in losses.items():
        row(name, *(f"{value:.4f}" for value in [*values, float(np.mean(values))]))
    best = min(PRIORS, key=lambda d: float(np.mean(losses[f"fitted, prior ± {d}"])))
    print()
    row(f"set left out (prior ± {best})", "weights", "wrong pairs", "missed", "precision", "recall",
        "with the queue", "queue, share of records")  # fmt: skip
    row(*["---"] * 8)
    for data, fitted in zip(sets, held[best], strict=True):
        for name, w in (("reasoned", reasoned), ("fitted without it", fitted)):
            told = judged(data, table(w))
            shares = (f"{told[key]:.4f}" for key in ("precision", "recall", "with review"))
            row(data.name, name, told["false"], told["missed"], *shares,
                f"{100 * told['review']:.2f} %")  # fmt: skip
    if options.write:
        WEIGHTS.write_text(toml(table(fit(pairs, best))), encoding="utf-8")


def row(*cells: object) -> None:
    """A row of a table in Markdown, as docs/dedupe.md has it."""
    print("| " + " | ".join(map(str, cells)) + " |")


def toml(weights: Weights) -> str:
    """The weights as they ship."""
    lines = [HEADER + f"prior = {weights['prior']['']}"]
    for field in LEVELS:
        lines += ["", f"[{field}]"]
        lines += [f'"{level}" = {weights[field][level]}' for level in LEVELS[field]]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
