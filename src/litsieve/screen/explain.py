"""Why a rule answers as it does for one report: the words that matched, or what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from litsieve.screen import dates
from litsieve.screen.conditions import (
    STAND_IN,
    FieldTest,
    Reports,
    TextTest,
    dates_differ,
    field_values,
    leaves,
)
from litsieve.screen.kleene import NAMES, TRUE, UNKNOWN
from litsieve.screen.predicates import FIELDS, reading, span_of
from litsieve.screen.query.cut import PARTS, keyword_starts
from litsieve.screen.query.match import Texts
from litsieve.screen.query.places import word_places
from litsieve.screen.query.tree import (
    ABSTRACT,
    KEYWORDS,
    Guard,
    ListRef,
    Near,
    Node,
    Not,
    Scoped,
    Term,
    children,
    written,
)
from litsieve.screen.verdicts import hits
from litsieve.screen.words import Folding

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria, Rule


@dataclass(frozen=True, order=True)
class Match:
    """Letters `start` to `end` of a field, as written, and the term of the query they match."""

    field: str
    start: int
    end: int
    text: str
    term: str


class _Found(NamedTuple):
    """A match; if a guard takes it back, the cue and all from there to the match, as written."""

    match: Match
    cue: str = ""
    behind: str = ""


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


class _Segment:
    """A piece of text: its part of the report, and where in that part it begins."""

    def __init__(self, part: str, text: str, start: int, folding: Folding) -> None:
        self.part, self.text, self.start, self.folding = part, text, start, folding

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        return word_places(self.text, self.folding)

    def written(self, first: int, last: int) -> tuple[int, int, str]:
        """Start and end in the part, and the letters, from one word of the segment to another."""
        start, end = self.places[first][0], self.places[last][1]
        return start + self.start, end + self.start, self.text[start:end]


class _Explainer:
    def __init__(self, frame: pd.DataFrame, criteria: Criteria) -> None:
        conditions = [rule.condition for rule in criteria.rules]
        self.criteria = criteria
        self.reports = Reports.of(frame, criteria.lists, criteria.folding, conditions)
        texts = self.reports.texts
        tests = [x for c in conditions for x in leaves(c) if isinstance(x, TextTest)]
        texts.learn(  # all at once: each by itself would have the texts read again
            (atom, None) for x in tests for atom, *_ in _atoms(x.query, x.fields, x.guard, texts)
        )
        self.frame = self.reports.frame
        self.labels = {reason.id: reason.label for reason in criteria.reasons}
        self.segments = [
            _Segment(part, piece, start, criteria.folding)
            for part in PARTS
            for text in self.frame[part].dropna()
            for start, piece in (keyword_starts(text) if part == KEYWORDS else [(0, text)])
        ]

    def rules(self) -> list[RuleExplanation]:
        return [self.rule(rule) for rule in self.criteria.rules]

    def rule(self, rule: Rule) -> RuleExplanation:
        answer = int(self.reports.answers(rule.condition)[0])
        asked = list(leaves(rule.condition))
        found = [f for leaf in asked if isinstance(leaf, TextTest) for f in self.found(leaf)]
        said = [self.of_text(x) if isinstance(x, TextTest) else self.of_field(x) for x in asked]
        said += [f'"{f.behind}": taken back by "{f.cue}"' for f in found if f.cue]
        return RuleExplanation(
            rule.id,
            rule.kind,
            rule.stages,
            rule.action,
            rule.reason,
            self.labels[rule.reason],
            NAMES[answer],
            hits(rule, answer),
            tuple(sorted({f.match for f in found if not f.cue})),
            tuple(dict.fromkeys(line for line in said if line)),
        )

    # -- text -----------------------------------------------------------------------------

    def found(self, leaf: TextTest) -> Iterator[_Found]:
        texts = self.reports.texts
        for query, fields, guard in _atoms(leaf.query, leaf.fields, leaf.guard, texts):
            spans = texts.spans(query)
            cues = texts.cues_before(spans, guard) if guard else [None] * len(spans[0])
            where = texts.index.segments_of(spans)
            for first, last, cue, number in zip(*spans, cues, where, strict=True):
                segment, offset = self.segments[number], texts.index.first_words[number]
                if segment.part not in fields:
                    continue
                start, end, text = segment.written(first - offset, last - offset)
                match = Match(segment.part, start, end, text, written(query))
                if cue is None:
                    yield _Found(match)
                    continue
                behind = segment.written(cue[0] - offset, last - offset)[2]
                yield _Found(match, segment.written(cue[0] - offset, cue[1] - offset)[2], behind)

    def of_text(self, leaf: TextTest) -> str | None:
        answer = self.reports.answers(leaf)[0]
        if answer == TRUE:
            return None
        if answer == UNKNOWN:
            lacks = [self.lack(part) for part in PARTS if part in leaf.fields]
            missing = [text for text in lacks if text]
            return " and ".join([x for x in missing if x != f"no {KEYWORDS}"] or missing) or None
        looked_at = ", ".join(part for part in PARTS if part in leaf.fields)
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
        if leaf.field in STAND_IN and dates_differ(self.frame)[0]:
            other = STAND_IN[leaf.field]
            return f"{said}, but {other} {field_values(self.frame, other).iloc[0]}"
        parts = [dates.words(part, value[:4]) for part in known.outside(span)]
        return f"{said}: {' and '.join(parts)} not ruled out"


def _atoms(
    query: Node, fields: frozenset[str], guard: Guard | None, texts: Texts
) -> Iterator[tuple[Node, frozenset[str], Guard | None]]:
    """The terms and proximities of a query, lists entered, with where they look and their guard."""
    if isinstance(query, (Term, Near)):
        yield query, fields, guard
    elif isinstance(query, ListRef):
        yield from _atoms(texts.lists[query.name], fields, guard, texts)
    else:
        inner = query.fields if isinstance(query, Scoped) else fields
        kept = None if isinstance(query, Not) else guard
        for child in children(query):
            yield from _atoms(child, inner, kept, texts)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
