"""Invented reviews: random, but possible, histories of records from export to box."""

from __future__ import annotations

import random
from itertools import pairwise

import pandas as pd

from litsieve import schema
from litsieve.report.given import Reason, ReportInput

FILES = (
    ("searches/scopus-1.csv", "Scopus", "database"),
    ("searches/scopus-2.csv", "Scopus", "database"),
    ("searches/scholar.bib", "Google Scholar", "database"),
    ("searches/trials.xml", "ClinicalTrials.gov", "register"),
    ("searches/cited.ris", "Scopus", "other"),
)
REASONS = (
    Reason("E1", "Outside the years searched"),
    Reason("E2", "Retracted", counts_as="other"),
    Reason("E3", "Not the population", parent="E5"),
    Reason("E4", "Full text not accessible", counts_as="not-retrieved"),
    Reason("E5", "Not eligible"),
)
RULES = {"years": "E1", "retracted": "E2", "population": "E3", "access": "E4"}
ALL = ("metadata", "title-abstract", "full-text")
STAGES = (ALL, ALL[:2], ALL[:1], ("title-abstract", "full-text"), ("title-abstract",))


def review(
    seed: int,
    n: int = 40,
    stages: tuple[str, ...] | None = None,
    title: str = "Invented review",
    reasons: tuple[Reason, ...] = REASONS,
) -> ReportInput:
    """A review of `n` records; the same seed gives the same review."""
    dice = random.Random(seed)
    stages = stages or dice.choice(STAGES)
    files = dice.sample(FILES, dice.randint(1, len(FILES)))
    ids = [f"r_{i:016x}" for i in dice.sample(range(10 * n + 10), n)]
    records = pd.DataFrame([_record(dice, name, i, files) for i, name in enumerate(ids)])
    clusters = _clusters(dice, ids)
    survivors = sorted(set(clusters["cluster_id"]))
    judged = [name for name in survivors if dice.random() < 0.95]
    verdicts = pd.DataFrame([_verdict(dice, name, stages, reasons) for name in judged])
    rejects = pd.DataFrame(
        [
            {"source": s, "file": f, "line": i + 1, "reason": "no title", "raw": "x"}
            for i, (f, s, _) in enumerate(files)
            if dice.random() < 0.3
        ]
    )
    return ReportInput(
        title=title,
        records=schema.conform(records, schema.RECORD),
        rejects=schema.conform(rejects, schema.REJECT),
        files=_files(records, rejects, files),
        clusters=schema.conform(clusters, schema.CLUSTER),
        pairs=_pairs(dice, clusters),
        merged=schema.empty(schema.MERGED),
        verdicts=schema.conform(verdicts, schema.VERDICT),
        reasons=reasons,
        rules=RULES,
        stages=stages,
        searches=({"file": files[0][0], "database": files[0][1], "query": "a AND b", "hits": n},),
    )


def _record(
    dice: random.Random, name: str, i: int, files: list[tuple[str, str, str]]
) -> dict[str, object]:
    file, source, _ = dice.choice(files)
    return {
        "record_id": name, "source": source, "file": file, "line": i + 1, "source_id": f"id{i}",
        "title": f"Peer support in village {i}", "authors": "Okafor, Ada; Lindqvist, Bo",
        "year": 2000 + i % 25, "venue": "Journal of Examples", "doi": f"10.1234/x_{i}",
        "pages": "12-34", "document_type": "article",
    }  # fmt: skip


def _clusters(dice: random.Random, ids: list[str]) -> pd.DataFrame:
    rows: list[dict[str, str]] = []
    left, studies = list(ids), list[str]()
    while left:
        members = [left.pop() for _ in range(min(len(left), dice.choice((1, 1, 1, 2, 2, 3, 5))))]
        survivor = dice.choice(members)
        study = dice.choice(studies) if studies and dice.random() < 0.2 else survivor
        studies.append(study)
        rows += [{"record_id": m, "cluster_id": survivor, "study_id": study} for m in members]
    return pd.DataFrame(rows, columns=schema.names(schema.CLUSTER))


def _verdict(
    dice: random.Random, name: str, stages: tuple[str, ...], reasons: tuple[Reason, ...]
) -> dict[str, object]:
    verdict = dice.choice(("included", "excluded", "excluded", "awaiting"))
    at = list(stages) + (["retrieval"] if "full-text" in stages else [])
    row: dict[str, object] = {
        "cluster_id": name, "verdict": verdict, "stage": dice.choice(at),
        "by": dice.choice(("automation", "human")), "primary_reason": pd.NA, "reasons": pd.NA,
        "rules": pd.NA,
    }  # fmt: skip
    if verdict == "included":
        row["stage"] = stages[-1]
    elif verdict == "excluded":
        reason = dice.choice(reasons).id if dice.random() < 0.95 else pd.NA
        row |= {"primary_reason": reason, "reasons": reason, "rules": "years"}
    else:
        row["rules"] = "population"
    return row


def _files(
    records: pd.DataFrame, rejects: pd.DataFrame, files: list[tuple[str, str, str]]
) -> pd.DataFrame:
    rows = []
    for file, source, kind in files:
        kept = int((records["file"] == file).sum()) if len(records) else 0
        bad = int((rejects["file"] == file).sum()) if len(rejects) else 0
        rows.append({"file": file, "source": source, "kind": kind, "seen": kept + bad,
                     "records": kept, "partial": 0, "rejected": bad})  # fmt: skip
    return schema.conform(pd.DataFrame(rows), schema.FILE)


def _pairs(dice: random.Random, clusters: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for cluster, rows_of in clusters.groupby("cluster_id"):
        for name in rows_of["record_id"]:
            if name != cluster:
                a, b = sorted((name, str(cluster)))
                rows.append({"a": a, "b": b, "answer": "merge", "score": 0.99, "why": "title 100"})
    names = sorted(set(clusters["cluster_id"]))
    for a, b in pairwise(names):
        if dice.random() < 0.1:
            rows.append({"a": a, "b": b, "answer": "review", "score": 0.6, "why": "title 88"})
    return schema.conform(pd.DataFrame(rows), schema.PAIR)
