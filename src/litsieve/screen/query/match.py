"""A query against many reports: one three-valued answer for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve.screen.kleene import Answers, all_of, any_of, from_evidence, negate
from litsieve.screen.query.index import Index, Segment, Spans, sequence, union
from litsieve.screen.query.tree import (
    ABSTRACT,
    KEYWORDS,
    TITLE,
    And,
    ListRef,
    Near,
    Node,
    Not,
    Or,
    Scoped,
    Term,
)
from litsieve.screen.words import Folding, has_wildcard

Fields = frozenset[str]
_KEYWORD = re.compile("[^;]+")


@dataclass
class Texts:
    """The texts of reports, ready for queries. Build with `Texts.of`.

    `whole`: for each part, which reports have all of it.
    """

    index: Index
    whole: dict[str, npt.NDArray[np.bool_]]
    lists: Mapping[str, Node]
    _spans: dict[Node, Spans] = field(default_factory=dict)
    _answers: dict[tuple[Node, Fields], Answers] = field(default_factory=dict)

    @classmethod
    def of(cls, reports: pd.DataFrame, lists: Mapping[str, Node], folding: Folding) -> Texts:
        """Read title, abstract and keywords of the reports (RECORD columns)."""
        there = {part: reports[part].notna().to_numpy(bool) for part in (TITLE, ABSTRACT, KEYWORDS)}
        cut = reports["abstract_partial"].fillna(False).to_numpy(bool)
        return cls(
            Index.of(segments_of(reports), folding),
            {**there, ABSTRACT: there[ABSTRACT] & ~cut},
            lists,
        )

    def answers(self, query: Node, fields: Fields) -> Answers:
        """True, unknown or false for each report; `fields` are looked at unless a scope differs.

        A term is true if it stands in one of its fields; false only if it does not and nothing
        that could hold it is missing or cut; else unknown. AND, OR, NOT are Kleene's.
        """
        key = (query, fields)
        if key not in self._answers:
            self._answers[key] = self._answer(query, fields)
        return self._answers[key]

    def _answer(self, query: Node, fields: Fields) -> Answers:
        match query:
            case Term() | Near():
                return self._evidence(self.spans(query), fields)
            case Or(items) if all(isinstance(item, (Term, Near)) for item in items):
                return self._evidence(self.spans(query), fields)
            case Or(items):
                return any_of([self.answers(item, fields) for item in items])
            case And(items):
                return all_of([self.answers(item, fields) for item in items])
            case Not(inner):
                return negate(self.answers(inner, fields))
            case Scoped(narrower, inner):
                return self.answers(inner, narrower)
            case ListRef(name):
                return self.answers(self.lists[name], fields)

    def _evidence(self, spans: Spans, fields: Fields) -> Answers:
        hit = np.zeros(len(self.whole[TITLE]), dtype=bool)
        segments = self.index.segments_of(spans)
        inside = np.isin(self.index.segment_parts[segments], list(fields))
        hit[self.index.reports[segments[inside]]] = True
        return from_evidence(hit, self.settled(fields))

    def settled(self, fields: Fields) -> npt.NDArray[np.bool_]:
        """Reports of which nothing is missing that could hold a word in these fields.

        Keywords can only add: not to have them says nothing against a whole title and abstract.
        """
        needed = fields - {KEYWORDS} or fields
        return np.asarray(np.all([self.whole[part] for part in sorted(needed)], axis=0))

    def spans(self, query: Node) -> Spans:
        """Where a term, a proximity, or an OR of them stands, in any field."""
        if query not in self._spans:
            self._spans[query] = self._find(query)
        return self._spans[query]

    def _find(self, query: Node) -> Spans:
        match query:
            case Term(words):
                return self._phrase(words)
            case Or(items):
                return union([self.spans(item) for item in items])
            case ListRef(name):
                return self.spans(self.lists[name])
            case Near(left, right, distance, ordered):
                a, b = self.spans(left), self.spans(right)
                after = sequence(a, b, distance)
                return after if ordered else union([after, sequence(b, a, distance)])
            case _:
                raise AssertionError(f"{type(query).__name__} has no place in the text")

    def _phrase(self, words: tuple[str, ...]) -> Spans:
        """The words one after the other; two of them may be written as one."""
        index, joined = self.index, self.index.folding.hyphen
        before: Spans | None = None  # all words but the last two
        now = index.word(words[0])
        for i in range(1, len(words)):
            ways = [sequence(now, index.word(words[i]))]
            if joined and not has_wildcard(words[i - 1]):
                one = index.spans(index.same(words[i - 1] + words[i]))
                ways.append(one if before is None else sequence(before, one))
            before, now = now, union(ways)
        return now


def segments_of(reports: pd.DataFrame) -> list[Segment]:
    """The texts that queries see: titles, abstracts, and each keyword by itself."""
    found = []
    for part in (TITLE, ABSTRACT):
        texts = enumerate(reports[part].array)
        found += [Segment(report, part, text) for report, text in texts if isinstance(text, str)]
    for report, text in enumerate(reports[KEYWORDS].array):
        if isinstance(text, str):
            for piece in _KEYWORD.finditer(text):
                found.append(Segment(report, KEYWORDS, piece[0], piece.start()))
    return found


def near_operand(query: Node, lists: Mapping[str, Node]) -> bool:
    """Whether a query may stand beside W/n: words, phrases, proximities, and OR of them."""
    match query:
        case Term():
            return True
        case Near(left, right):
            return near_operand(left, lists) and near_operand(right, lists)
        case Or(items):
            return all(near_operand(item, lists) for item in items)
        case ListRef(name):
            return near_operand(lists[name], lists)
        case _:
            return False
