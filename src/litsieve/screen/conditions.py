"""A rule's condition, and its answer for every report."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve import schema
from litsieve.screen.kleene import UNKNOWN, Answers, all_of, any_of, negate
from litsieve.screen.language import Detection, answer_by_abstract
from litsieve.screen.predicates import FIELDS, Test, for_missing
from litsieve.screen.query.match import Texts
from litsieve.screen.query.tree import Guard, Node
from litsieve.screen.query.vocabulary import Vocabulary
from litsieve.screen.words import Folding

#: The way to a condition in the file: ("rules", 0, "when", "all", 1).
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class FieldTest:
    """A question to one field of the report; `detection` for languages."""

    field: str
    predicate: str
    wanted: tuple[str, ...]
    test: Test = dataclasses.field(compare=False, repr=False)
    path: Path = dataclasses.field(compare=False)
    detection: Detection | None = None


@dataclass(frozen=True)
class TextTest:
    """A query over the parts of the report that `fields` names; `guard` takes matches back."""

    query: Node
    fields: frozenset[str]
    text: str = dataclasses.field(compare=False)
    path: Path = dataclasses.field(compare=False)
    guard: Guard | None = None


@dataclass(frozen=True)
class AllOf:
    """Every one of them."""

    items: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one of them."""

    items: tuple[Condition, ...]


@dataclass(frozen=True)
class NotThis:
    """Not this."""

    inner: Condition


Condition: TypeAlias = FieldTest | TextTest | AllOf | AnyOf | NotThis


def leaves(condition: Condition) -> Iterator[FieldTest | TextTest]:
    """The questions and queries of a condition, in the order of the file."""
    return (leaf for leaf, _ in signed_leaves(condition))


def signed_leaves(
    condition: Condition, positive: bool = True
) -> Iterator[tuple[FieldTest | TextTest, bool]]:
    """Questions and queries, each with whether its truth speaks for the whole."""
    match condition:
        case AllOf(items) | AnyOf(items):
            for item in items:
                yield from signed_leaves(item, positive)
        case NotThis(inner):
            yield from signed_leaves(inner, not positive)
        case _:
            yield condition, positive


def unguarded(condition: Condition) -> Condition:
    """The same condition; what its queries match is never taken back."""
    match condition:
        case AllOf(items):
            return AllOf(tuple(unguarded(item) for item in items))
        case AnyOf(items):
            return AnyOf(tuple(unguarded(item) for item in items))
        case NotThis(inner):
            return NotThis(unguarded(inner))
        case TextTest():
            return dataclasses.replace(condition, guard=None)
        case FieldTest():
            return condition


@dataclass
class Reports:
    """Reports, ready for conditions. Build with `Reports.of`."""

    frame: pd.DataFrame
    texts: Texts

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        lists: Mapping[str, Node],
        folding: Folding,
        asked: Vocabulary | Iterable[Condition] = (),
    ) -> Reports:
        """`frame`: RECORD columns and what else is known (fulltext_status), one row a report.

        `asked`: the conditions to come, or their vocabulary; others are answered too, but slower.
        """
        known = [name for name in schema.names(schema.RECORD) if name in frame.columns]
        table = schema.conform(frame[known], schema.RECORD)
        for name in FIELDS:
            if name in frame.columns and name not in known:
                table[name] = frame[name].astype("str").to_numpy()
        words = asked if isinstance(asked, Vocabulary) else vocabulary_of(asked, lists, folding)
        return cls(table, Texts.of(table, lists, folding, words))

    def answers(self, condition: Condition) -> Answers:
        """True, unknown or false for each report."""
        match condition:
            case AllOf(items):
                return all_of([self.answers(item) for item in items])
            case AnyOf(items):
                return any_of([self.answers(item) for item in items])
            case NotThis(inner):
                return negate(self.answers(inner))
            case TextTest(query, fields, guard=guard):
                return self.texts.answers(query, fields, guard)
            case FieldTest():
                return self._of_field(condition)

    def _of_field(self, asked: FieldTest) -> Answers:
        by_field = _asked(asked, field_values(self.frame, asked.field))
        if asked.field in STAND_IN:
            other = _asked(asked, field_values(self.frame, STAND_IN[asked.field]))
            open_ = dates_differ(self.frame) & (by_field != other)
            return np.where(open_, UNKNOWN, by_field).astype(np.int8)
        if asked.detection:
            return answer_by_abstract(self.frame, asked.test, asked.detection, by_field)
        return by_field


def vocabulary_of(
    conditions: Iterable[Condition], lists: Mapping[str, Node], folding: Folding
) -> Vocabulary:
    """The words that conditions ask texts for."""
    tests = (leaf for condition in conditions for leaf in leaves(condition))
    asked = ((leaf.query, leaf.guard) for leaf in tests if isinstance(leaf, TextTest))
    return Vocabulary.of(asked, lists, folding)


def _asked(asked: FieldTest, values: pd.Series[str]) -> Answers:
    """The test's answers; each different value is asked once, and the last is for none."""
    codes, different = pd.factorize(values)
    answers = [asked.test(str(value)) for value in different]
    answers.append(for_missing(asked.predicate, asked.wanted))
    return np.array(answers, dtype=np.int8)[codes]


#: The date of publication and its year: where one is missing, the other is asked.
STAND_IN = {"published": "year", "year": "published"}


def dates_differ(reports: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Reports whose date of publication is not in their year, as online first is printed later.

    Neither can be believed before the other: what they answer differently is unknown.
    """
    there = reports["published"].notna() & reports["year"].notna()
    differ = _as_text(reports["published"]).str[:4] != _as_text(reports["year"])
    return (there & differ.fillna(False)).to_numpy(bool)


def field_values(reports: pd.DataFrame, name: str) -> pd.Series[str]:
    """A field of every report as text; publication date and year stand in for one another."""
    if name in STAND_IN:
        return _as_text(reports[name]).fillna(_as_text(reports[STAND_IN[name]]))
    if name not in reports.columns:
        return pd.Series(pd.NA, index=reports.index, dtype=schema.TEXT)
    return _as_text(reports[name])


def _as_text(values: pd.Series[Any]) -> pd.Series[str]:
    """Numbers and flags as they are written in criteria: 2024, true."""
    text = values.astype("str")
    return text.str.lower() if values.dtype == "boolean" else text
