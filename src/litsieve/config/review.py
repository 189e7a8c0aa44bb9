"""review.yaml: what the review is called, what was searched, how duplicates are treated."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from litsieve.config.dedupe import DedupeSettings
from litsieve.config.yaml import load_yaml, read_text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Search(_Strict):
    """One search and the export that came of it (PRISMA-S items 1, 2, 4, 8, 9, 13).

    `file` may be an archive, what is in one (`all.zip/part.ris`), a folder or a glob. `columns`
    reads a table of any other kind: canonical column → heading.
    """

    file: str
    database: str | None = None
    platform: str | None = None
    kind: Literal["database", "register", "other"] = "database"
    date: str | None = None
    query: str | None = None
    limits: str | None = None
    hits: int | None = Field(default=None, ge=0)
    format: str | None = None
    columns: dict[str, str] | None = None


class ReportSettings(_Strict):
    """How the report is drawn."""

    profile: Literal["prisma2020"] = "prisma2020"


class ReviewConfig(_Strict):
    """The whole of review.yaml; every key has a default."""

    version: Literal[1] = 1
    title: str = "Untitled review"
    searches: tuple[Search, ...] = ()
    criteria: str = "criteria.yaml"
    dedupe: DedupeSettings = Field(default_factory=DedupeSettings)
    report: ReportSettings = ReportSettings()


def load_review(path: Path, name: str) -> ReviewConfig:
    """Read review.yaml; every error says file, line and column."""
    return load_yaml(read_text(path, name), name, ReviewConfig)
