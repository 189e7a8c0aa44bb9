"""The labelled duplicate sets of the shared data, as canonical records."""

from __future__ import annotations

import csv
import html
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from litsieve import schema

_COLUMNS = {
    "record_id": "record_id", "title": "title", "authors": "authors", "year": "year",
    "journal": "venue", "volume": "volume", "issue": "issue", "pages": "pages", "doi": "doi",
    "abstract": "abstract", "source": "source", "url": "url",
}  # fmt: skip


def records_of(folder: Path) -> pd.DataFrame:
    """schema.RECORD of a set; "NA" of its makers is missing."""
    raw = pd.read_csv(folder / "records.csv", dtype=str, keep_default_na=False)
    frame = raw[list(_COLUMNS)].rename(columns=_COLUMNS)
    frame = frame.mask(frame.isin(["NA", "NULL"]), "")
    frame["year"] = pd.to_numeric(frame["year"].str.extract(r"(\d{4})")[0]).astype("Int64")
    frame["doi"] = frame["doi"].str.lower().str.replace(r"^.*?(?=10\.)", "", regex=True)
    frame["authors"] = frame["authors"].map(comma_names)
    return schema.conform(frame, schema.RECORD)


def comma_names(authors: str) -> str:
    """Turn "Jane B. Roe; …" into "Roe, Jane B.; …", which is what ingest makes of it."""
    authors = html.unescape(authors)
    people = [person.strip() for person in authors.replace(" and ", ";").split(";")]
    return "; ".join(map(_comma_name, filter(None, people)))


def _comma_name(person: str) -> str:
    if "," in person or "." in person.split()[-1] or " " not in person:
        return person
    given, family = person.rsplit(" ", 1)
    return f"{family}, {given}"


def record_of_case(case: dict[str, Any], record_id: str) -> dict[str, Any]:
    """One side of a hard pair as a row of schema.RECORD."""
    get = {key: str(value) if value else "" for key, value in case.items()}
    year = re.search(r"\d{4}", get.get("year", ""))
    return {
        "record_id": record_id,
        "title": get.get("title", ""),
        "authors": comma_names(get.get("author", "")),
        "year": int(year[0]) if year else None,
        "venue": get.get("journal") or get.get("booktitle") or "",
        "volume": get.get("volume", ""),
        "issue": get.get("number") or get.get("issue") or "",
        "pages": get.get("pages", "").replace("--", "-"),
        "doi": get.get("doi", "").lower(),
        "abstract": get.get("abstract", ""),
        "source_type": "proceedings" if get.get("booktitle") else None,
    }


def pairs_of(clusters: dict[str, str]) -> set[tuple[str, str]]:
    """All pairs of ids in one cluster; a blank cluster is unknown."""
    groups = defaultdict(list)
    for record, cluster in clusters.items():
        if cluster:
            groups[cluster].append(record)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def truth_of(folder: Path) -> dict[str, str]:
    """record_id → true cluster; unknown ones are left out."""
    with (folder / "truth.csv").open(newline="", encoding="utf-8-sig") as file:
        return {row["record_id"]: row["cluster_id"] for row in csv.DictReader(file)
                if row["cluster_id"]}  # fmt: skip
