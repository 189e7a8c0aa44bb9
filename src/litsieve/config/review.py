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
    """One search and the export that came of it (PRISMA-S items 1 to 5, 8 to 10, 13).

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
    filters: str | None = None
    hits: int | None = Field(default=None, ge=0)
    format: str | None = None
    columns: dict[str, str] | None = None


class Statements(_Strict):
    """What only the authors can say, in their words; what is not said stands as a gap.

    PRISMA 2020 items 24 to 27; PRISMA-S items 6, 11, 12, 14.
    """

    registration: str | None = None
    protocol: str | None = None
    amendments: str | None = None
    funding: str | None = None
    interests: str | None = None
    availability: str | None = None
    contacts: str | None = None
    prior_work: str | None = None
    updates: str | None = None
    peer_review: str | None = None


class Previous(_Strict):
    """Studies of an earlier version of this review that this one carries on (an update)."""

    studies: int | None = Field(default=None, ge=0)
    reports: int | None = Field(default=None, ge=0)
    citation: str | None = None


class ReportSettings(_Strict):
    """How the report is drawn, and what it is held against.

    `date`: of the report, YYYY, YYYY-MM or YYYY-MM-DD. `bibliography`: an export of the included
    reports as the paper cites them, in any format that ingest reads. `manuscript`: text whose
    numbers are compared with the figure. `checklist`: PRISMA 2020 item → where, or what, in words.
    """

    profile: Literal["prisma2020", "prisma-scr", "narrative"] = "prisma2020"
    date: str | None = Field(default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    bibliography: str | None = None
    manuscript: str | None = None
    statements: Statements = Statements()
    checklist: dict[str, str] = Field(default_factory=dict)

    @field_validator("statements", "checklist", mode="before")
    @classmethod
    def _empty(cls, value: Any) -> Any:
        return {} if value is None else value


class ReviewConfig(_Strict):
    """The whole of review.yaml; every key has a default."""

    version: Literal[1] = 1
    title: str = "Untitled review"
    searches: tuple[Search, ...] = ()
    previous: Previous | None = None
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
