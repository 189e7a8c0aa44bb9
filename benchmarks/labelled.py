"""Criteria against what people decided, on screening sets with labels.

    python benchmarks/labelled.py FOLDER

FOLDER holds the sets, one CSV each (title, abstract, year …, label_included); a set that is not
there is skipped and named. Measured is what `review criteria evaluate` says.

The criteria in `labelled/` were written from what the authors of each review say of it, before any
record or label was looked at, and have not been changed since. In them words only suggest. Printed
are what the file does by itself, what is lost by whoever follows every suggestion unread, and the
same where a missing abstract is *read naively*: no word stands in it, hence none matches. Intervals
are Wilson's, of 95 %. Then, for every set, what rules on metadata lose, and what rules would lose
that exclude on a few animal words or drug words alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from litsieve.screen.rates import Rate

csv.field_size_limit(2**31 - 1)
REVIEW = str(Path(sys.executable).with_name("review"))
CRITERIA = Path(__file__).resolve().parent / "labelled"


class Written(NamedTuple):
    """Criteria for a set, and what was at hand when they were written."""

    set: str
    criteria: str
    source: str


SETS = (
    Written("Nagtegaal_2019.csv", "nagtegaal-2019.yaml", "the abstract of the review"),
    Written("Kitchenham_2010.csv", "kitchenham-2010.yaml", "the abstract of the review"),
    Written(
        "Muthu_2022_v2.csv",
        "muthu-2022.yaml",
        "the eligibility text that comes with the set, which is of ANOTHER review by its authors: "
        "of knees, where the set is of shoulders. What a wrong protocol does",
    ),
)
#: A report without an abstract, as the naive reading has it: there is a text, and no word is in it.
NOTHING = "Zzz."
#: Rules that reviews have in common; words exclude here as in many a first draft.
COMMON = """
version: 1
reasons: [{id: E1, label: "Not a report of a study in English"}, {id: E2, label: "Words"}]
rules:
  - {id: language, kind: require, stage: metadata, reason: E1, when: {field: language, in: [eng]}}
  - id: kind
    kind: exclude
    stage: metadata
    reason: E1
    when: {field: document_type, in: [editorial, letter, note, erratum, retraction, book, thesis]}
  - id: animal words
    kind: exclude
    stage: title-abstract
    reason: E2
    when: {query: 'rat OR mouse OR murine OR rodent OR rabbit OR dog OR animal* OR "in vitro"'}
  - id: drug words
    kind: exclude
    stage: title-abstract
    reason: E2
    when: {query: 'drug OR pharmac* OR medicat* OR placebo OR dose OR dosage OR tablet'}
"""


def evaluate(labels: Path, criteria: Path, folder: Path) -> dict[str, Any]:
    """What the command says of a set; `folder` is one in which no review lies."""
    command = [REVIEW, "-q", "-C", str(folder), "criteria", "evaluate", str(labels.resolve())]
    command += ["--criteria", str(criteria.resolve()), "--label", "label_included", "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def read_naively(path: Path, folder: Path) -> Path:
    """A copy of the set in which every report has an abstract."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    copy = folder / path.name
    with copy.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        for row in rows:
            writer.writerow(row if row["abstract"].strip() else {**row, "abstract": NOTHING})
    return copy


def share(rate: Rate) -> str:
    """12/40 30.0 % (18.1–45.4)."""
    low, high = rate.interval or (0.0, 1.0)
    value = "–" if rate.value is None else f"{100 * rate.value:.1f} %"
    return f"{rate.part}/{rate.whole} {value} ({100 * low:.1f}–{100 * high:.1f})"


def view_line(name: str, view: dict[str, Any]) -> str:
    """Recall, specificity and reports waiting of one way to act on the rules."""
    recall, specificity = (
        share(Rate(view[key]["count"], view[key]["of"])) for key in ("recall", "specificity")
    )
    return (
        f"  {name:19} recall {recall:31} specificity {specificity:33} "
        f"unknown, waiting {view['waiting']} ({view['waiting_included']} included)"
    )


def measured(path: Path, written: Written, folder: Path) -> Iterator[str]:
    """Lines about a set and its criteria."""
    criteria = CRITERIA / written.criteria
    found = evaluate(path, criteria, folder)
    naive = evaluate(read_naively(path, folder), criteria, folder)
    said = found["labels"]
    yield f"{path.name}: {said['reports']} reports, {said['included']} included by people"
    yield f"  written from {written.source}"
    yield view_line("by itself", found["by_itself"])
    yield view_line("suggestions taken", found["if_followed"])
    yield view_line("… read naively", naive["if_followed"])
    for rule in found["rules"]:
        acts = "excludes" if rule["excludes"] else "suggests"
        yield (
            f"    {rule['rule']:14} {acts}: hits {rule['hits']}, of them studies "
            f"{len(rule['lost'])}; unknown {rule['unknown']}"
        )


def common(paths: list[Path], folder: Path) -> Iterator[str]:
    """What each rule of COMMON loses, of every set and of all."""
    criteria = folder / "common.yaml"
    criteria.write_text(COMMON, encoding="utf-8")
    lost: dict[str, int] = {}
    total = 0
    for path in paths:
        found = evaluate(path, criteria, folder)
        included = found["labels"]["included"]
        total += included
        each = {rule["rule"]: len(rule["lost"]) for rule in found["rules"]}
        lost = {name: lost.get(name, 0) + number for name, number in each.items()}
        said = ", ".join(f"{name} {number}" for name, number in each.items())
        yield f"  {path.stem:26} {included:4d} studies; lost by {said}"
    for name, number in lost.items():
        yield f"  all: {name} {share(Rate(number, total))}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="where the screening sets lie")
    folder = parser.parse_args().folder
    if not folder.is_dir():
        print(f"skipped: {folder} is not there")
        return
    with tempfile.TemporaryDirectory() as temporary:
        for written in SETS:
            path = folder / written.set
            if path.is_file():
                print(*measured(path, written, Path(temporary)), sep="\n", flush=True)
            else:
                print(f"{written.set}: skipped: not in {folder}")
        print("rules that reviews have in common:")
        for line in common(sorted(folder.glob("*.csv")), Path(temporary)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
