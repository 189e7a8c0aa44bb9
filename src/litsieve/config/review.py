"""review.yaml: what the review is called, what was searched, how duplicates are treated."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from litsieve.config.dedupe import DedupeSettings
from litsieve.config.text_file import read_text
from litsieve.config.yaml import load_yaml


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

    @field_validator("searches", "dedupe", "report", mode="before")
    @classmethod
    def _empty(cls, value: Any, info: ValidationInfo) -> Any:
        """A key with nothing after it is as good as no key."""
        if value is None:
            return cls.model_fields[str(info.field_name)].get_default(call_default_factory=True)
        return value


def load_review(path: Path, name: str) -> ReviewConfig:
    """Read review.yaml; every error says file, line and column."""
    return load_yaml(read_text(path, name), name, ReviewConfig)
