"""criteria.yaml as it stands in the file: keys, types, fixed words. Its queries are still text."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from litsieve.screen.words import Folding

Stage = Literal["metadata", "title-abstract", "full-text"]
STAGES: tuple[Stage, ...] = ("metadata", "title-abstract", "full-text")
Answer = Literal["true", "unknown", "false"]
FieldSet = Literal["title", "abstract", "keywords", "tiab", "tiab-kw"]


def _listed(value: Any) -> Any:
    """One value where a list may stand is a list of one."""
    return value if isinstance(value, list) else [value]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Review(_Strict):
    """What the review is called."""

    id: str | None = None
    title: str | None = None


class QueryDefaults(_Strict):
    """Where queries look, and which differences between words they overlook."""

    fields: FieldSet = "tiab"
    syntax: Literal["strict"] = "strict"
    stem: Literal["plural", "none"] = "plural"
    fold: tuple[Literal["case", "diacritics", "hyphen", "spelling"], ...] = (
        "case", "diacritics", "hyphen", "spelling",
    )  # fmt: skip

    @property
    def folding(self) -> Folding:
        """The same as the matcher takes it."""
        kept = {name: name in self.fold for name in ("case", "diacritics", "hyphen", "spelling")}
        return Folding(**kept, plural=self.stem == "plural")


class Defaults(_Strict):
    """What holds where a rule does not say otherwise."""

    query: QueryDefaults = QueryDefaults()
    on_unknown: Literal["human"] = "human"


class Reason(_Strict):
    """Why a report is excluded; `counts_as`: the PRISMA box, where not the usual one."""

    id: str
    label: str
    parent: str | None = None
    counts_as: Literal["automation", "other", "not-retrieved"] | None = None


class RuleTest(_Strict):
    """A report in short, and the answer that the rule's condition must give."""

    record: dict[str, str | list[str] | None]
    expect: Answer


class ConditionEntry(_Strict):
    """One of all, any, not, query; or a field with a predicate."""

    all: list[ConditionEntry] | None = None
    any: list[ConditionEntry] | None = None
    not_: ConditionEntry | None = Field(default=None, alias="not")
    query: str | None = None
    fields: FieldSet | None = None
    field: str | None = None
    in_: Annotated[list[str], BeforeValidator(_listed)] | None = Field(default=None, alias="in")
    prefix: Annotated[list[str], BeforeValidator(_listed)] | None = None
    between: list[str | None] | None = None
    below: Annotated[list[str], BeforeValidator(_listed)] | None = None
    above: Annotated[list[str], BeforeValidator(_listed)] | None = None
    is_: Annotated[list[str], BeforeValidator(_listed)] | None = Field(default=None, alias="is")
    present: Annotated[list[str], BeforeValidator(_listed)] | None = None

    def given(self) -> dict[str, Any]:
        """What was written, by the key's name in the file."""
        return self.model_dump(by_alias=True, exclude_unset=True)


class RuleEntry(_Strict):
    """A rule as it stands in the file."""

    id: str
    kind: Literal["require", "exclude"]
    stage: Annotated[tuple[Stage, ...], BeforeValidator(_listed), Field(min_length=1)]
    action: Literal["exclude", "suggest"] = "exclude"
    reason: str
    when: ConditionEntry
    tests: tuple[RuleTest, ...] = ()


class Screening(_Strict):
    """Who decides, and which stages this run carries out."""

    mode: Literal["rules"] = "rules"
    stages: Annotated[tuple[Stage, ...], BeforeValidator(_listed), Field(min_length=1)] | None = (
        None
    )


class CriteriaFile(_Strict):
    """The whole of criteria.yaml, before its queries are read."""

    version: Literal[1]
    review: Review = Review()
    defaults: Defaults = Defaults()
    lists: dict[str, str] = Field(default_factory=dict)
    reasons: tuple[Reason, ...] = Field(min_length=1)
    rules: tuple[RuleEntry, ...] = Field(min_length=1)
    screening: Screening = Screening()
