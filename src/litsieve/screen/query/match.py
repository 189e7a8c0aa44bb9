"""A query against many reports: one three-valued answer for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve.screen.kleene import Answers, all_of, any_of, from_evidence, negate
from litsieve.screen.query.cut import PARTS, Tokens, tokens_of
from litsieve.screen.query.forms import cue_terms
from litsieve.screen.query.index import Index
from litsieve.screen.query.spans import Spans, by_end, cue_before, sequence, union
from litsieve.screen.query.tree import (
    ABSTRACT,
    KEYWORDS,
    And,
    Guard,
    ListRef,
    Near,
    Node,
    Not,
    Or,
    Scoped,
    Term,
)
from litsieve.screen.query.vocabulary import Asked, Vocabulary
from litsieve.screen.words import Folding

Fields: TypeAlias = frozenset[str]


@dataclass
class Texts:
    """The texts of reports, ready for queries. Build with `Texts.of`.

    `whole`: for each part, which reports have all of it.
    """

    tokens: Tokens
    index: Index
    whole: dict[str, npt.NDArray[np.bool_]]
    lists: Mapping[str, Node]
    _spans: dict[Node, Spans] = field(default_factory=dict)
    _answers: dict[tuple[Node, Fields, Guard | None], Answers] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        reports: pd.DataFrame,
        lists: Mapping[str, Node],
        folding: Folding,
        vocabulary: Vocabulary | None = None,
    ) -> Texts:
        """Read title, abstract and keywords of the reports (RECORD columns).

        `vocabulary`: of the queries to come; for any other query the texts are read once more.
        """
        there = {part: reports[part].notna().to_numpy(bool) for part in PARTS}
        cut = reports["abstract_partial"].fillna(False).to_numpy(bool)
        tokens = tokens_of(reports, folding)
        words = vocabulary or Vocabulary.of((), lists, folding)
        whole = {**there, ABSTRACT: there[ABSTRACT] & ~cut}
        return cls(tokens, Index.of(tokens, words), whole, lists)

    def learn(self, asked: Iterable[Asked]) -> None:
        """Read the texts for these queries, unless that is done."""
        known = self.index.vocabulary
        if new := set(asked) - known.asked:
            words = Vocabulary.of(known.asked | new, self.lists, known.folding)
            self.index = Index.of(self.tokens, words)

    def answers(self, query: Node, fields: Fields, guard: Guard | None = None) -> Answers:
        """True, unknown or false for each report; `fields` are looked at unless a scope differs.

        A term is true if it stands in one of its fields; false only if it does not and nothing
        that could hold it is missing or cut; else unknown. AND, OR, NOT are Kleene's. With a
        `guard`, matches behind a cue do not count, except under a NOT.
        """
        self.learn([(query, guard)])
        return self._answer(query, fields, guard)

    def spans(self, query: Node) -> Spans:
        """Where a term, a proximity, or an OR of them stands, in any field."""
        self.learn([(query, None)])
        return self._find(query)

    def cues_before(self, spans: Spans, guard: Guard) -> list[tuple[int, int] | None]:
        """For each span the first and last word of the cue that takes it back, if one does."""
        self.learn([(term, None) for term in cue_terms(guard)])
        firsts, lasts = by_end(self._cues(guard))
        rows = cue_before(spans, (firsts, lasts), guard.window)
        return [(int(firsts[row]), int(lasts[row])) if row >= 0 else None for row in rows]

    def settled(self, fields: Fields) -> npt.NDArray[np.bool_]:
        """Reports of which nothing is missing that could hold a word in these fields.

        Keywords can only add: not to have them says nothing against a whole title and abstract.
        """
        needed = fields - {KEYWORDS} or fields
        return np.asarray(np.all([self.whole[part] for part in sorted(needed)], axis=0))

    # -- logic ----------------------------------------------------------------------------

    def _answer(self, query: Node, fields: Fields, guard: Guard | None) -> Answers:
        key = (query, fields, guard)
        if key not in self._answers:
            self._answers[key] = self._fresh_answer(query, fields, guard)
        return self._answers[key]

    def _fresh_answer(self, query: Node, fields: Fields, guard: Guard | None) -> Answers:
        match query:
            case Term() | Near():
                return self._evidence(query, fields, guard)
            case Or(items):
                return any_of([self._answer(item, fields, guard) for item in items])
            case And(items):
                return all_of([self._answer(item, fields, guard) for item in items])
            case Not(inner):
                return negate(self._answer(inner, fields, None))
            case Scoped(narrower, inner):
                return self._answer(inner, narrower, guard)
            case ListRef(name):
                return self._answer(self.lists[name], fields, guard)

    def _evidence(self, query: Node, fields: Fields, guard: Guard | None) -> Answers:
        spans = self._find(query)
        if guard is not None:
            free = cue_before(spans, self._cues(guard), guard.window) < 0
            spans = (spans[0][free], spans[1][free])
        hit = np.zeros(len(self.whole[ABSTRACT]), dtype=bool)
        segments = self.index.segments_of(spans)
        seen = np.array([part in fields for part in PARTS])[self.tokens.parts[segments]]
        hit[self.tokens.reports[segments[seen]]] = True
        return from_evidence(hit, self.settled(fields))

    # -- places ---------------------------------------------------------------------------

    def _find(self, query: Node) -> Spans:
        if query not in self._spans:
            self._spans[query] = self._fresh_spans(query)
        return self._spans[query]

    def _fresh_spans(self, query: Node) -> Spans:
        match query:
            case Term():
                return self.index.term(query)
            case Or(items):
                return union([self._find(item) for item in items])
            case ListRef(name):
                return self._find(self.lists[name])
            case Near(left, right, distance, ordered):
                a, b = self._find(left), self._find(right)
                after = sequence(a, b, distance)
                return after if ordered else union([after, sequence(b, a, distance)])
            case _:
                raise AssertionError(f"{type(query).__name__} has no place in the text")

    def _cues(self, guard: Guard) -> Spans:
        return union([self._find(term) for term in cue_terms(guard)])


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
