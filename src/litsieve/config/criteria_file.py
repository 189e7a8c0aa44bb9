"""criteria.yaml as it stands in the file: keys, types, fixed words. Its queries are still text.

The docstrings and descriptions here are what the JSON Schema tells an editor (config/json_schema).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from litsieve.screen.words import Folding

Stage = Literal["metadata", "title-abstract", "full-text"]
STAGES: tuple[Stage, ...] = ("metadata", "title-abstract", "full-text")
Answer = Literal["true", "unknown", "false"]
FieldSet = Literal["title", "abstract", "keywords", "tiab", "tiab-kw"]
Syntax = Literal["strict", "scopus", "pubmed", "wos"]
Action = Literal["exclude", "suggest"]
OnUnknown = Literal["human", "flag"]
Decision = Literal["include", "exclude", "maybe"]
PeopleStage = Literal["title-abstract", "full-text"]


def _listed(value: Any) -> Any:
    """One value where a list may stand is a list of one."""
    return value if isinstance(value, list) else [value]


#: One value or several: `in: eng`, `in: [eng, fra]`.
Texts: TypeAlias = Annotated[
    list[str], BeforeValidator(_listed, json_schema_input_type=list[str] | str)
]
Stages: TypeAlias = Annotated[
    tuple[Stage, ...],
    BeforeValidator(_listed, json_schema_input_type=list[Stage] | Stage),
    Field(min_length=1, description="Where it is asked: one or more of the stages."),
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Review(_Strict):
    """What the review is called."""

    id: str | None = Field(default=None, description="A short name; the title where there is none.")
    title: str | None = Field(default=None, description="The title, for people.")


class QueryDefaults(_Strict):
    """Where queries look, how they are read, and which differences between words they overlook."""

    fields: FieldSet = Field(default="tiab", description="Where queries look.")
    syntax: Syntax = Field(default="strict", description="Whose syntax queries are written in.")
    stem: Literal["plural", "none"] = Field(
        default="plural", description="plural: a word is also found in its plural and possessive."
    )
    fold: tuple[Literal["case", "diacritics", "hyphen", "spelling"], ...] = Field(
        default=("case", "diacritics", "hyphen", "spelling"),
        description="Differences between words that are overlooked.",
    )

    @property
    def folding(self) -> Folding:
        """The same as the matcher takes it."""
        kept = {name: name in self.fold for name in ("case", "diacritics", "hyphen", "spelling")}
        return Folding(**kept, plural=self.stem == "plural")


class Negation(_Strict):
    """What takes a match back where a query says `negation: guard`."""

    window: int = Field(
        default=4, ge=1, le=20, description="How many words before a match a cue still counts."
    )
    cues: tuple[str, ...] = Field(
        default=("no", "not", "without", "non", "excluding", "rather than", "instead of",
                 "free of"),
        min_length=1,
        description="Words and phrases that negate what follows.",
    )  # fmt: skip


class Defaults(_Strict):
    """What holds where a rule does not say otherwise."""

    query: QueryDefaults = QueryDefaults()
    on_unknown: OnUnknown = Field(
        default="human",
        description="human: an unknown answer waits for a person. flag: an unknown answer of an "
        "exclude rule is noted and does not wait; of a require rule it always waits.",
    )
    negation: Negation = Negation()


class ListEntry(_Strict):
    """A named list: text whose lines are OR-ed, one query in another syntax, or countries."""

    text: str | None = Field(default=None, description="Each line is a query; lines are OR-ed.")
    query: str | None = Field(default=None, description="One query, over as many lines as it has.")
    syntax: Syntax | None = Field(default=None, description="Whose syntax `query` is written in.")
    table: str | None = Field(
        default=None, description="A shipped table: worldbank-income or un-m49."
    )
    edition: str | None = Field(default=None, description="The table's edition, such as FY2025.")
    groups: Texts | None = Field(default=None, description="Income groups: LIC, LMC, UMC, HIC.")
    region: Texts | None = Field(default=None, description="Regions or sub-regions: Asia.")
    plus: str | None = Field(
        default=None, description="More queries, a line each, beside the countries."
    )


def _entry(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class Reason(_Strict):
    """Why a report is excluded. The order of the reasons is their priority."""

    id: str = Field(description="What rules name it by.")
    label: str = Field(description="What tables and the flow diagram show.")
    parent: str | None = Field(default=None, description="The reason that this one is a kind of.")
    counts_as: Literal["automation", "other", "not-retrieved"] | None = Field(
        default=None, description="The PRISMA box, where it is not the usual one of the stage."
    )


class RuleTest(_Strict):
    """A report in short, and the answer that the rule's condition must give."""

    record: dict[str, str | list[str] | None] = Field(description="Fields of a report.")
    expect: Answer = Field(description="What the condition answers.")


class Detect(_Strict):
    """Find the language in the text where the field does not tell (needs the extra `lang`)."""

    from_: Literal["abstract"] = Field(default="abstract", alias="from")
    min_chars: int = Field(default=200, ge=50, description="Shorter abstracts are not looked at.")
    min_confidence: float = Field(
        default=0.95, ge=0.5, le=1, description="Below this the language stays unknown."
    )


class ConditionEntry(_Strict):
    """Exactly one of: all, any, not, query; field with a predicate; code with any."""

    all: list[ConditionEntry] | None = Field(default=None, description="Every one is true.")
    any: list[ConditionEntry] | None = Field(
        default=None, description="At least one is true. Beside `code`: the values asked for."
    )
    not_: ConditionEntry | None = Field(
        default=None, alias="not", description="The condition in it is false."
    )
    query: str | None = Field(default=None, description="The text matches this query.")
    fields: FieldSet | None = Field(default=None, description="Where the query looks.")
    syntax: Syntax | None = Field(default=None, description="Whose syntax the query is written in.")
    negation: Literal["guard"] | None = Field(
        default=None, description="A match that is negated does not count; not on require rules."
    )
    field: str | None = Field(default=None, description="The field that is asked.")
    in_: Texts | None = Field(default=None, alias="in", description="It is one of these.")
    prefix: Texts | None = Field(default=None, description="It begins with one of these.")
    between: list[str | None] | None = Field(
        default=None, description="It lies between the two, both included; null: no limit."
    )
    below: Texts | None = Field(default=None, description="It lies wholly before or below.")
    above: Texts | None = Field(default=None, description="It lies wholly after or above.")
    is_: Texts | None = Field(default=None, alias="is", description="It is true, or false.")
    present: Texts | None = Field(default=None, description="There is a value, or there is none.")
    detect: Detect | None = Field(
        default=None, description="For language: look at the abstract where the field is empty."
    )
    code: str | None = Field(default=None, description="The coding whose value is asked for.")
    map: str | None = Field(default=None, description="The coding whose values are gathered.")
    from_: Texts | None = Field(default=None, alias="from", description="With map: the values.")
    #: A bare word in a list: a value where `code` is asked, a mistake elsewhere.
    word: str | None = Field(default=None, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        if isinstance(value, Mapping) and "word" in value:
            raise ValueError("unknown key 'word'")
        return {"word": str(value)} if isinstance(value, (str, int, float)) else value

    def given(self) -> dict[str, Any]:
        """What was written, by the key's name in the file."""
        return self.model_dump(by_alias=True, exclude_unset=True)


class RuleEntry(_Strict):
    """A rule: a question to every report, and what its answer does."""

    id: str
    kind: Literal["require", "exclude"] = Field(
        description="require: hits where the condition is false; exclude: where it is true."
    )
    stage: Stages
    action: Action | None = Field(
        default=None,
        description="Whether a hit excludes by itself, or suggests it to a person. Without it: "
        "exclude; in `mode: people` only rules of the metadata stage without queries do.",
    )
    on_unknown: OnUnknown | None = Field(
        default=None, description="What an unknown answer does, if not as in `defaults`."
    )
    reason: str = Field(description="The id of one of `reasons`.")
    when: ConditionEntry
    tests: tuple[RuleTest, ...] = ()


class CodingEntry(_Strict):
    """What reports are coded by; rules suggest values, people settle them."""

    id: str
    stage: Stages
    select: Literal["one", "many"] = Field(
        default="many", description="one: the first true value of `order` is chosen."
    )
    order: tuple[str, ...] | None = Field(
        default=None, description="The values, the one to be chosen first."
    )
    reason_if_none: str | None = Field(
        default=None,
        description="At full text, where every value is false: the reason of exclusion.",
    )
    values: dict[str, ConditionEntry] = Field(min_length=1)


class PriorityEntry(_Strict):
    """Reports that are looked at first; never decides."""

    id: str
    weight: float = Field(description="What a true answer adds to the report's priority.")
    when: ConditionEntry


class FlagEntry(_Strict):
    """A doubt about a report's quality: found by a condition, or asked of a person."""

    id: str
    when: ConditionEntry | None = None
    ask: bool = False


class Quality(_Strict):
    """Appraisal: flags and items that people answer; never excludes."""

    stage: PeopleStage = "full-text"
    scale: tuple[str, ...] = Field(default=(), description="The answers that an item may have.")
    items: tuple[str, ...] = Field(default=(), description="What is appraised.")
    flags: tuple[FlagEntry, ...] = ()
    retain_if: tuple[str, ...] = Field(
        default=(), description="Why a flagged report is kept nevertheless."
    )


class Reviewers(_Strict):
    """How many people screen each report, by stage."""

    title_abstract: int = Field(default=2, ge=1, le=20, alias="title-abstract")
    full_text: int = Field(default=2, ge=1, le=20, alias="full-text")


class ReasonsRequired(_Strict):
    """Whether an exclusion must name its reason, by stage."""

    title_abstract: bool = Field(default=False, alias="title-abstract")
    full_text: bool = Field(default=True, alias="full-text")


class Disagreement(_Strict):
    """What becomes of votes that differ."""

    maybe_counts_as: Literal["include", "exclude"] = "include"
    resolve: tuple[Literal["discussion", "third-reviewer"], ...] = ("discussion", "third-reviewer")
    adjudicator_not_in_pair: bool = True


class Pilot(_Strict):
    """Reports that all reviewers screen first, and the agreement they must reach."""

    sample: int = Field(default=50, ge=1)
    min_kappa: float = Field(default=0.6, ge=-1, le=1)


class Screening(_Strict):
    """Who decides, and which stages this run carries out."""

    mode: Literal["rules", "people"] = Field(
        default="rules",
        description="rules: hits exclude, what is settled is included. people: rules of the "
        "metadata exclude, all other hits are suggestions; people include.",
    )
    stages: Stages | None = Field(default=None, description="Without it: all that a rule names.")
    reviewers: Reviewers = Reviewers()
    blind: bool = Field(default=True, description="Reviewers do not see each other's votes.")
    decisions: Annotated[tuple[Decision, ...], Field(min_length=1)] = (
        "include", "exclude", "maybe",
    )  # fmt: skip
    reasons_required: ReasonsRequired = ReasonsRequired()
    disagreement: Disagreement = Disagreement()
    pilot: Pilot | None = None


class CriteriaFile(_Strict):
    """The eligibility criteria of a literature review, for `review screen`."""

    version: Literal[1]
    review: Review = Review()
    defaults: Defaults = Defaults()
    lists: dict[
        str, Annotated[ListEntry, BeforeValidator(_entry, json_schema_input_type=ListEntry | str)]
    ] = Field(default_factory=dict, description="Named queries, used as @name.")
    reasons: tuple[Reason, ...] = Field(min_length=1)
    rules: tuple[RuleEntry, ...] = Field(
        default=(), description="The criteria; in `mode: people` there may be none."
    )
    coding: tuple[CodingEntry, ...] = ()
    prioritise: tuple[PriorityEntry, ...] = ()
    quality: Quality | None = None
    screening: Screening = Screening()
