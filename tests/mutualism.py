"""The mutualism review's votes, rulings and full-text decisions as files of decisions.

Its data lie beside the project (PUBLISHED.md there says what they are); nothing of them is here.
They give no times: those in the lines are made up.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from litsieve.text import fold

CRITERIA = """\
version: 1
review: {id: mutualism, title: Mutualism–antagonism shifts}
reasons:
  - {id: shift, label: no shift in the interaction}
  - {id: trait, label: no evidence of trait variation}
  - {id: human, label: human empirical study}
  - {id: species, label: trait varies between species}
  - {id: interaction, label: no relevant interaction}
rules:
  - id: any
    kind: require
    stage: [metadata]
    reason: interaction
    when: {field: published, between: ["1900", "2100"]}
screening:
  mode: people
  stages: [title-abstract, full-text]
  reviewers: {title-abstract: 2, full-text: 1}
"""
#: Their words for the reasons at full text → the ids above.
REASONS = {
    "no shift in the interaction": "shift", "no evidence of trait variation": "trait",
    "human empirical study": "human", "trait varies between species": "species",
    "no relevant interaction": "interaction",
}  # fmt: skip
AT = {"title-abstract": "2019-11-01T12:00:00Z", "full-text": "2020-02-01T12:00:00Z"}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return list(csv.DictReader(io.StringIO(text)))


def record_of(source: Path, records: list[Row]) -> dict[str, str]:
    """abstract.id of the authors → record_id of ours: by DOI, else by title; each record once."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for row in records:
        for key in (row["doi"].lower(), fold(row["title"])):
            by_key[key].append(row["record_id"])
    found: dict[str, str] = {}
    taken: set[str] = set()
    for row in read(source / "MA.fullrec.final.csv"):
        keys = [row["doi"].lower(), fold(row["title"])]
        free = [r for key in keys if key for r in by_key[key] if r not in taken]
        if free:
            found[row["abstract.id"]] = free[0]
            taken.add(free[0])
    return found


class Files:
    """Lines by file, written at the end."""

    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = defaultdict(list)

    def add(self, stage: str, by: str, record: str, decision: str, reasons: list[str],
            file: str = "", **more: Any) -> None:  # fmt: skip
        line = {"v": 1, "record": record, "stage": stage, "by": by, "at": AT[stage],
                "decision": decision, "reasons": reasons, **more}  # fmt: skip
        self.lines[f"{stage}/{file or by}.jsonl"].append(json.dumps(line) + "\n")

    def write(self, folder: Path) -> None:
        for name, lines in self.lines.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("".join(lines), "utf-8")


def decisions(source: Path, records: list[Row], folder: Path) -> dict[str, str]:
    """Write decisions/; `records`: rows of `review export records`. → abstract.id: record_id."""
    place, files = record_of(source, records), Files()
    stage = "title-abstract"
    for row in read(source / "MA.abstractdecision_final.csv"):
        if (record := place.get(row["abstract.id"])) is None:
            continue
        votes = {row[f"screener.id.{side}"]: row[f"decision.{side}"] for side in "xy"}
        votes = {by: word for by, word in votes.items() if word}
        for by, word in votes.items():
            files.add(stage, by, record, word, [])
        if row["decision"] == "NA":
            continue
        third, word = row["screener.id"], row["decision"].split()[0]
        if len(votes) == 2:
            files.add(stage, third, record, word, [], file="adjudication", mode="third-reviewer",
                      between=list(votes), prior=list(votes.values()))  # fmt: skip
        else:  # one vote is missing: the third reviewer's is then the second
            files.add(stage, third, record, word, [])
    for row in read(source / "MA.fulltextscreening.finaldecisions.csv"):
        if record := place.get(row["abstract.id"]):
            reasons = [REASONS[row["FinalDecisionReason"]]] if row["FinalDecisionReason"] else []
            by = row["ReviewerDecision.checked.by"].split("/")[0]
            files.add("full-text", by, record, row["FinalDecision"].lower(), reasons)
    files.write(folder)
    return place
