"""What a report is made from: the tables of the stages before, and the words of the protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

Search = Mapping[str, str | int | None]


@dataclass(frozen=True)
class Reason:
    """One reason of the protocol, in the order in which they claim an exclusion.

    `counts_as` moves an exclusion into another PRISMA box: "other" (removed before screening for
    other reasons) for a metadata rule, "not-retrieved" for a reason given at full text.
    """

    id: str
    label: str
    parent: str | None = None
    counts_as: str | None = None


@dataclass(frozen=True)
class ReportInput:
    """Everything that the stages before wrote; the tables have the shapes in `litsieve.schema`.

    `stages` are those that were carried out, of metadata, title-abstract and full-text; what was
    not carried out is reported as not known. `searches` are plain mappings with the keys file,
    database, platform, date, query, limits, hits. `rules` leads from a rule to its reason.
    """

    title: str
    records: pd.DataFrame
    rejects: pd.DataFrame
    files: pd.DataFrame
    clusters: pd.DataFrame
    pairs: pd.DataFrame
    merged: pd.DataFrame
    verdicts: pd.DataFrame
    reasons: tuple[Reason, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    stages: tuple[str, ...] = ("metadata", "title-abstract")
    searches: tuple[Search, ...] = ()
    profile: str = "prisma2020"
