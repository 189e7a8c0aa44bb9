"""A report folder, read again: what `review diff` compares."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from litsieve.cells import restore
from litsieve.errors import ReviewError, Where
from litsieve.pipeline import IDS_SINCE
from litsieve.project import REPORT
from litsieve.report.changes import Written
from litsieve.report.ledger import BOXES, COLUMNS
from litsieve.report.writers.prisma_json import SCHEMA
from litsieve.store import read_json, sha256

AUDIT, COUNTS, MANIFEST = "audit.csv", "prisma.json", "manifest.json"
_AGAIN = "write it again with this version: review run --force"


class OnDisk(NamedTuple):
    """A report, and what a person should know of its files."""

    report: Written
    labels: dict[str, str]
    warnings: tuple[str, ...]
    named_anew: bool  # whether its record ids are made as they are today


def folder_of(path: Path) -> Path:
    """The report folder that a path means: itself, or report/ in it.

    Raises ReviewError if there is none.
    """
    for folder in (path, path / REPORT):
        if (folder / COUNTS).is_file():
            return folder
    if not path.exists():
        raise ReviewError("no such folder", Where(str(path)), "name a report, or a review")
    raise ReviewError(
        f"is not a report: there is no {COUNTS} in it, nor in {REPORT}/",
        Where(str(path)),
        "name a folder that `review report` wrote, or the folder of a review",
    )


def read_report(folder: Path, shown: str) -> OnDisk:
    """What a report says; `shown` is how the folder is called in errors and warnings.

    Raises ReviewError if its files cannot be read, or another version wrote them in another shape.
    """
    prisma = _counts(folder, shown)
    audit = _audit(folder, shown)
    total = prisma["identified"]["total"]
    if total != len(audit):
        raise ReviewError(
            f"{AUDIT} has {len(audit):,} records and {COUNTS} counts {total:,}", Where(shown),
            _AGAIN,
        )  # fmt: skip
    said = read_json(folder / MANIFEST)
    said = said if isinstance(said, dict) else {}
    # without a manifest nothing is known of the ids: nothing is said of them
    named_anew = said.get("schema", IDS_SINCE) >= IDS_SINCE
    edited = tuple(_edited(folder, shown))
    return OnDisk(Written(audit, prisma), _labels(folder), edited, named_anew)


def _counts(folder: Path, shown: str) -> dict[str, Any]:
    name = f"{shown}/{COUNTS}"
    try:
        plain = json.loads((folder / COUNTS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise ReviewError("cannot be read as JSON", Where(name), _AGAIN) from None
    schema = plain.get("schema") if isinstance(plain, dict) else None
    if schema != SCHEMA:
        raise ReviewError(
            f"is of schema {schema}, which this version does not read (it reads {SCHEMA})",
            Where(name), _AGAIN,
        )  # fmt: skip
    if not _whole(plain):
        raise ReviewError("lacks counts or checks", Where(name), _AGAIN)
    return dict(plain)


def _whole(plain: dict[str, Any]) -> bool:
    """Whether all that is compared is there, in its shape."""
    identified, checks = plain.get("identified"), plain.get("checks")
    return (
        isinstance(identified, dict)
        and isinstance(identified.get("total"), int)
        and isinstance(checks, list)
        and all(isinstance(c, dict) and {"code", "what", "text", "ok"} <= set(c) for c in checks)
    )


def _audit(folder: Path, shown: str) -> pd.DataFrame:
    name = f"{shown}/{AUDIT}"
    frame = _table(folder / AUDIT, name)
    missing = [column for column in COLUMNS if column not in frame.columns]
    if missing:
        raise ReviewError(f"has no column {', '.join(missing)}", Where(name), _AGAIN)
    twice = frame["record_id"].duplicated()
    if twice.any():
        raise ReviewError(f"has {frame.loc[twice, 'record_id'].iloc[0]} twice", Where(name), _AGAIN)
    unknown = set(frame["box"].dropna()) - set(BOXES)
    if unknown or frame[["record_id", "box", "cluster_id"]].isna().any(axis=None):
        box = min(unknown, default="an empty one")
        raise ReviewError(f"has a box that there is not: {box}", Where(name), _AGAIN)
    standing = frame.loc[frame["box"] != "duplicate", "cluster_id"]
    if standing.duplicated().any() or set(standing) != set(frame["cluster_id"]):
        raise ReviewError("has reports for which not one record stands", Where(name), _AGAIN)
    return frame


def _table(path: Path, name: str) -> pd.DataFrame:
    """A CSV file that this program wrote: texts as they were, missing where nothing is."""
    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    except (OSError, ValueError) as error:
        why = "there is none" if isinstance(error, FileNotFoundError) else "cannot be read as CSV"
        raise ReviewError(why, Where(name), _AGAIN) from None
    for column in frame.columns:
        cells = frame[column].map(restore)
        frame[column] = cells.mask(cells == "").astype("str")
    return frame


def _labels(folder: Path) -> dict[str, str]:
    """Reason → its label, as excluded.csv has it; {} if it is not there."""
    try:
        rows = _table(folder / "excluded.csv", "excluded.csv")
        named = rows[["reason", "reason_label"]].dropna().drop_duplicates("reason")
    except (ReviewError, KeyError):
        return {}
    return dict(zip(named["reason"], named["reason_label"], strict=True))


def _edited(folder: Path, shown: str) -> list[str]:
    """Files that are not as they were written."""
    said = read_json(folder / MANIFEST)
    outputs = said.get("outputs") if isinstance(said, dict) else None
    if not isinstance(outputs, dict):
        return [f"{shown} has no {MANIFEST}: whether its files are as written cannot be told"]
    return [
        f"{shown}/{name} is not as it was written: it was edited, and so may the changes be"
        for name in (AUDIT, COUNTS)
        if outputs.get(name) != sha256(folder / name)
    ]
