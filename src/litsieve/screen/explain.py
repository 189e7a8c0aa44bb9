"""Why a rule answers as it does for one report: the words that matched, or what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from litsieve.screen import dates
from litsieve.screen.conditions import FieldTest, Reports, TextTest, field_values, leaves
from litsieve.screen.kleene import NAMES, TRUE, UNKNOWN
from litsieve.screen.predicates import FIELDS, reading, span_of
from litsieve.screen.query.match import Texts, segments_of
from litsieve.screen.query.places import word_places
from litsieve.screen.query.tree import (
    ABSTRACT,
    KEYWORDS,
    TITLE,
    ListRef,
    Near,
    Node,
    Scoped,
    Term,
    children,
)
from litsieve.screen.verdicts import hits

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria, Rule

_PARTS = (TITLE, ABSTRACT, KEYWORDS)


@dataclass(frozen=True, order=True)
class Match:
    """Letters `start` to `end` of a field, as written, and the term of the query they match."""

    field: str
    start: int
    end: int
    text: str
    term: str


@dataclass(frozen=True)
class RuleExplanation:
    """One rule's answer for one report: the matches, and in words what else there is to say."""

    rule: str
    kind: str
    stages: tuple[str, ...]
    action: str
    reason: str
    label: str
    answer: str
    hit: bool
    matches: tuple[Match, ...]
    because: tuple[str, ...]


def explain(report: pd.Series | pd.DataFrame, criteria: Criteria) -> list[RuleExplanation]:
    """Every rule's answer for a report (a row, or a table of one row, of RECORD columns)."""
    frame = report.to_frame().T if isinstance(report, pd.Series) else report
    return _Explainer(frame.reset_index(drop=True), criteria).rules()


class _Explainer:
    def __init__(self, frame: pd.DataFrame, criteria: Criteria) -> None:
        self.criteria = criteria
        self.reports = Reports.of(frame, criteria.lists, criteria.folding)
        self.frame = self.reports.frame
        self.labels = {reason.id: reason.label for reason in criteria.reasons}
        self.segments = segments_of(self.frame)
        self.places = [word_places(s.text, criteria.folding) for s in self.segments]

    def rules(self) -> list[RuleExplanation]:
        return [self.rule(rule) for rule in self.criteria.rules]

    def rule(self, rule: Rule) -> RuleExplanation:
        answer = int(self.reports.answers(rule.condition)[0])
        asked = list(leaves(rule.condition))
        matches = {m for leaf in asked if isinstance(leaf, TextTest) for m in self.matches(leaf)}
        said = [self.of_text(x) if isinstance(x, TextTest) else self.of_field(x) for x in asked]
        return RuleExplanation(
            rule.id,
            rule.kind,
            rule.stages,
            rule.action,
            rule.reason,
            self.labels[rule.reason],
            NAMES[answer],
            hits(rule, answer),
            tuple(sorted(matches)),
            tuple(dict.fromkeys(line for line in said if line)),
        )

    # -- text -----------------------------------------------------------------------------

    def matches(self, leaf: TextTest) -> Iterator[Match]:
        texts = self.reports.texts
        for query, fields in _atoms(leaf.query, leaf.fields, texts):
            starts, ends = texts.spans(query)
            where = texts.index.segments_of((starts, ends))
            for first, last, number in zip(starts, ends, where, strict=True):
                segment = self.segments[number]
                if segment.part not in fields:
                    continue
                offset = texts.index.first_words[number]
                places = self.places[number]
                start, end = places[first - offset][0], places[last - offset][1]
                found = segment.text[start:end]
                start, end = start + segment.start, end + segment.start
                yield Match(segment.part, start, end, found, _written(query))

    def of_text(self, leaf: TextTest) -> str | None:
        answer = self.reports.answers(leaf)[0]
        if answer == TRUE:
            return None
        if answer == UNKNOWN:
            lacks = [self.lack(part) for part in _PARTS if part in leaf.fields]
            missing = [text for text in lacks if text]
            return " and ".join([x for x in missing if x != f"no {KEYWORDS}"] or missing) or None
        looked_at = ", ".join(part for part in _PARTS if part in leaf.fields)
        return f"no match in {looked_at}: {_short(leaf.text)}"

    def lack(self, part: str) -> str | None:
        if self.reports.texts.whole[part][0]:
            return None
        there = pd.notna(self.frame[part].iloc[0])
        return "the abstract is cut" if part == ABSTRACT and there else f"no {part}"

    # -- fields ---------------------------------------------------------------------------

    def of_field(self, leaf: FieldTest) -> str:
        value = field_values(self.frame, leaf.field).iloc[0]
        name = leaf.field.replace("_", " ")
        if pd.isna(value):
            return f"no {name}" if FIELDS[leaf.field] != "date" else "no date of publication"
        said = f"{name} {value}"
        if self.reports.answers(leaf)[0] != UNKNOWN:
            return said
        known, span = reading(leaf.field, value), span_of(leaf.field, leaf.predicate, leaf.wanted)
        if known is None or span is None:
            return f"{said}: not understood"
        parts = [dates.words(part, value[:4]) for part in known.outside(span)]
        return f"{said}: {' and '.join(parts)} not ruled out"


def _atoms(
    query: Node, fields: frozenset[str], texts: Texts
) -> Iterator[tuple[Node, frozenset[str]]]:
    """The terms and proximities of a query, lists entered, with the fields they look at."""
    if isinstance(query, (Term, Near)):
        yield query, fields
    elif isinstance(query, ListRef):
        yield from _atoms(texts.lists[query.name], fields, texts)
    else:
        inner = query.fields if isinstance(query, Scoped) else fields
        for child in children(query):
            yield from _atoms(child, inner, texts)


def _written(query: Node) -> str:
    """A term or proximity as it stands in a query."""
    match query:
        case Term(text=text):
            return f'"{text}"' if " " in text else text
        case Near(left, right, distance, ordered):
            operator = "PRE" if ordered else "W"
            return f"{_written(left)} {operator}/{distance} {_written(right)}"
        case ListRef(name):
            return f"@{name}"
        case _:
            return f"({' OR '.join(_written(child) for child in children(query))})"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
