"""review.yaml: what the review is called, what was searched, how duplicates are treated."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from litsieve.config.dedupe import DedupeSettings
from litsieve.config.text_file import read_text
from litsieve.config.yaml import load_yaml
from litsieve.errors import nearest
from litsieve.text import codec


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


#: Encodings that exports are in, as the most of people call them.
_ENCODINGS = ("utf-8", "utf-16", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "mac_roman",
              "iso8859-1", "iso8859-2", "koi8-r", "shift_jis", "euc_jp", "euc_kr", "big5",
              "gb18030")  # fmt: skip


def known_encoding(name: str) -> str:
    """An encoding that can be read; ValueError with the nearest."""
    if codec(name) is None:
        near = nearest(name.lower(), list(_ENCODINGS))
        meant = f"did you mean '{near}'?" if near else f"such as {', '.join(_ENCODINGS)}"
        raise ValueError(f"there is no encoding '{name}'; {meant}")
    return name


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
    encoding: Annotated[str, AfterValidator(known_encoding)] | None = None
    columns: dict[str, str] | None = None


class Statements(_Strict):
    """What only the authors can say, in whole sentences; what is not said stands as a gap.

    PRISMA 2020 items 5 (`eligibility`) and 24 to 27; PRISMA-S items 2 to 7, 11, 12, 14.
    """

    eligibility: str | None = None
    registration: str | None = None
    protocol: str | None = None
    amendments: str | None = None
    funding: str | None = None
    interests: str | None = None
    availability: str | None = None
    multi_database: str | None = None
    registers: str | None = None
    online_sources: str | None = None
    citation_searching: str | None = None
    contacts: str | None = None
    other_methods: str | None = None
    prior_work: str | None = None
    updates: str | None = None
    peer_review: str | None = None


class Previous(_Strict):
    """Studies of an earlier version of this review that this one carries on (an update)."""

    studies: int | None = Field(default=None, ge=0)
    reports: int | None = Field(default=None, ge=0)
    citation: str | None = None


def _item(name: str, info: ValidationInfo) -> str:
    """An item of the profile's checklists."""
    from litsieve.checklists import item_ids

    profile = info.data.get("profile", "prisma2020")
    ids = item_ids(profile)
    if name not in ids:
        parts = [of for of in ids if name in (of.rstrip("abcdef"), of.lower())]
        near = parts[0] if parts else nearest(name, ids)
        meant = f"did you mean '{near}'?" if near else f"they go from {ids[0]} to {ids[-1]}"
        raise ValueError(f"the checklists of {profile} have no item '{name}'; {meant}")
    return name


def _day(text: str) -> str:
    """A date that can be compared with others: YYYY, YYYY-MM or YYYY-MM-DD, and one there is."""
    try:
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
            raise ValueError
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise ValueError(
            f"'{text}' is not a date: write year, month and day, such as 2025-04-30, or less of it"
        ) from None
    return text


class ReportSettings(_Strict):
    """How the report is drawn, and what it is held against.

    `date`: of the report, YYYY, YYYY-MM or YYYY-MM-DD. `bibliography`: an export of the included
    reports as the paper cites them, in any format that ingest reads. `manuscript`: text whose
    numbers are compared with the figure. `checklist`: item → where, or what, in the authors' words;
    items are those of PRISMA 2020 (PRISMA-ScR, if that is the profile) and of PRISMA-S (S1 to S16).
    """

    profile: Literal["prisma2020", "prisma-scr", "narrative"] = "prisma2020"
    date: Annotated[str, AfterValidator(_day)] | None = None
    bibliography: str | None = None
    manuscript: str | None = None
    statements: Statements = Statements()
    checklist: dict[Annotated[str, AfterValidator(_item)], str] = Field(default_factory=dict)

    @field_validator("statements", "checklist", mode="before")
    @classmethod
    def _empty(cls, value: Any) -> Any:
        return {} if value is None else value


def _code(code: str) -> str:
    """The code of a check of a review's own report, of which something may be said."""
    from litsieve.check_codes import CODES, SUMS

    free = [name for name, of in CODES.items() if of.of != "drawn" and of.level != "error"]
    if code in free:
        return code
    if code in SUMS or (code in CODES and CODES[code].level == "error"):
        raise ValueError(
            f"{code} cannot be acknowledged: it is an error, two numbers contradict each other; "
            f"only {free[0]} to {free[-1]} can"
        )
    if code in CODES:
        raise ValueError(f"{code} is never made of a review's own report; take it out")
    near = nearest(code.upper(), free)
    meant = f"did you mean '{near}'?" if near else f"they go from {free[0]} to {free[-1]}"
    raise ValueError(f"no check of a report has the code '{code}'; {meant}")


def _sentence(text: str) -> str:
    """Words, in one line."""
    if sum(letter.isalnum() for letter in text) < _WORDS:
        raise ValueError("nothing is said: write why this may stand, in a sentence")
    return " ".join(text.split())


#: Letters and digits that a reason has at least.
_WORDS = 3


class CheckSettings(_Strict):
    """What the authors say of checks that do not hold: code → why that may be, in a sentence.

    Only warnings and notes can be acknowledged; a sum that does not come out cannot.
    """

    acknowledge: dict[
        Annotated[str, AfterValidator(_code)], Annotated[str, AfterValidator(_sentence)]
    ] = Field(default_factory=dict)

    @field_validator("acknowledge", mode="before")
    @classmethod
    def _empty(cls, value: Any) -> Any:
        return {} if value is None else value


class ReviewConfig(_Strict):
    """The whole of review.yaml; every key has a default."""

    version: Literal[1] = 1
    title: str | None = None
    searches: tuple[Search, ...] = ()
    previous: Previous | None = None
    criteria: str = "criteria.yaml"
    dedupe: DedupeSettings = Field(default_factory=DedupeSettings)
    report: ReportSettings = ReportSettings()
    check: CheckSettings = CheckSettings()

    @field_validator("searches", "dedupe", "report", "check", mode="before")
    @classmethod
    def _empty(cls, value: Any, info: ValidationInfo) -> Any:
        """A key with nothing after it is as good as no key."""
        if value is None:
            return cls.model_fields[str(info.field_name)].get_default(call_default_factory=True)
        return value


def load_review(path: Path, name: str) -> ReviewConfig:
    """Read review.yaml; every error says file, line and column."""
    return load_yaml(read_text(path, name), name, ReviewConfig)
