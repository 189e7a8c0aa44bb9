"""What a report is made from: the tables of the stages before, and the words of the protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from litsieve import schema
from litsieve.config.inert import Keys
from litsieve.report.prisma import Previous

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
    not carried out is reported as not known. `searches` are plain mappings with the keys of
    `config.review.Search`. `rules` leads from a rule to its reason. `decisions` is what people's
    votes come to, a table of schema.DECISION. `protocol` is what screen wrote of the criteria
    (protocol.json), `dedupe` the settings and counts of de-duplication, `settings` the whole of
    `config.review.ReportSettings` as plain data. `bibliography` are the entries of the list of
    included reports (schema.RECORD), `unread` what of it could not be read (schema.REJECT),
    `manuscript` the text whose numbers are compared; None if not given. `problems` is what `screen`
    told of people's decisions, in words. `overruled` has a row (cluster_id, rule) for each included
    report that an excluding rule of the metadata hits; None if no such rule was applied. `examples`
    are the words of a template that still stand, in words; None if nobody looked. `keys` is how the
    keys of each file of settings are used. `acknowledged` leads from the code of a check to what
    the authors say of it.
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
    decisions: pd.DataFrame = field(default_factory=lambda: schema.empty(schema.DECISION))
    previous: Previous | None = None
    protocol: Mapping[str, Any] = field(default_factory=dict)
    dedupe: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    bibliography: pd.DataFrame | None = None
    unread: pd.DataFrame = field(default_factory=lambda: schema.empty(schema.REJECT))
    manuscript: str | None = None
    problems: tuple[str, ...] = ()
    overruled: pd.DataFrame | None = None
    examples: tuple[str, ...] | None = None
    keys: Mapping[str, Keys] = field(default_factory=dict)
    acknowledged: Mapping[str, str] = field(default_factory=dict)
