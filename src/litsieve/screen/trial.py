"""One query tried on reports: how many it hits, by which words, and what it would lose without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve import schema
from litsieve.screen.conditions import Reports, TextTest, vocabulary_of
from litsieve.screen.kleene import FALSE, NAMES, TRUE, Answers, all_of, any_of, negate
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
    children,
    written,
)
from litsieve.screen.words import Folding

Fields = frozenset[str]
#: A term or a proximity, and the fields in which it is looked for.
Atom = tuple[Term | Near, Fields]

PARTS = (TITLE, ABSTRACT, KEYWORDS)


@dataclass(frozen=True)
class TermHits:
    """A term of the query, as it is written: reports it stands in, of those the query's hits, and
    how many of the hits would be lost without it. `lists`: where it comes from.
    """

    term: str
    lists: tuple[str, ...]
    reports: int
    hits: int
    alone: int


@dataclass(frozen=True)
class Trial:
    """What a query answers: how many reports are true, unknown, false.

    `parts`: hits that have a word of the query in title, abstract, keywords. `terms`: in the order
    of the query, what stands under NOT left out. `examples`: the first reports of the answer that
    was asked for, by record_id.
    """

    counts: dict[str, int]
    parts: dict[str, int]
    terms: tuple[TermHits, ...]
    examples: pd.DataFrame

    @property
    def reports(self) -> int:
        """How many reports were asked."""
        return sum(self.counts.values())


def try_queries(
    parts: Iterable[pd.DataFrame],
    asked: Sequence[TextTest],
    lists: Mapping[str, Node],
    folding: Folding,
    show: tuple[str, int] = ("true", 0),
    progress: Callable[[int], None] | None = None,
) -> list[Trial]:
    """Ask the queries of all reports, which come in parts (RECORD columns, some may be missing).

    `show`: the answer of which examples are wanted, and how many. `progress` is told how many
    reports are done.
    """
    tallies = [_Tally(test, lists, show) for test in asked]
    everything = [TextTest(*atom, "", ()) for tally in tallies for atom in tally.everything]
    words = vocabulary_of([*asked, *everything], lists, folding)
    done = 0
    for part in parts:
        ready = Reports.of(part, lists, folding, words)
        for tally in tallies:
            tally.add(ready)
        done += len(part)
        if progress:
            progress(done)
    return [tally.trial() for tally in tallies]


class _Tally:
    """What is counted of one query, part by part."""

    def __init__(self, asked: TextTest, lists: Mapping[str, Node], show: tuple[str, int]) -> None:
        self.query, self.fields, self.lists = asked.query, asked.fields, lists
        self.named = atoms(self.query, self.fields, lists)
        self.everything = {atom for atom, _, _ in _places(self.query, self.fields, lists)}
        self.shown, self.most = NAMES.index(show[0]), show[1]
        self.counts = np.zeros(len(NAMES), dtype=np.int64)
        self.in_parts = np.zeros(len(PARTS), dtype=np.int64)
        self.terms = np.zeros((len(self.named), 3), dtype=np.int64)
        self.examples = schema.empty(schema.RECORD)

    def add(self, ready: Reports) -> None:
        """Count some more reports."""
        texts = ready.texts
        found = texts.answers(self.query, self.fields)
        self.counts += np.bincount(found, minlength=len(NAMES))
        examples = ready.frame[found == self.shown]
        if self.most and len(examples):
            frames = [self.examples, examples] if len(self.examples) else [examples]
            ordered = pd.concat(frames).sort_values("record_id", ignore_index=True)
            self.examples = ordered.head(self.most)
        hit = found == TRUE
        in_parts = np.zeros((len(PARTS), len(hit)), dtype=bool)
        table = {atom: texts.answers(*atom) for atom in self.everything}
        for row, (atom, where) in enumerate(self.named):
            stands = table[atom, where] == TRUE
            for i, part in enumerate(PARTS):
                if part in where and stands.any():
                    in_parts[i] |= texts.answers(atom, frozenset({part})) == TRUE
            both = np.flatnonzero(stands & hit)
            lost = 0
            if len(both):
                some = _Some(self.lists, table, both, (atom, where))
                lost = (some.answers(self.query, self.fields) != TRUE).sum()
            self.terms[row] += [stands.sum(), len(both), lost]
        self.in_parts += (in_parts & hit).sum(axis=1)

    def trial(self) -> Trial:
        """What was counted."""
        terms = tuple(
            TermHits(written(atom), of, *map(int, row))
            for ((atom, _), of), row in zip(self.named.items(), self.terms, strict=True)
        )
        return Trial(
            {name: int(self.counts[NAMES.index(name)]) for name in ("true", "unknown", "false")},
            dict(zip(PARTS, map(int, self.in_parts), strict=True)),
            terms,
            self.examples,
        )


@dataclass
class _Some:
    """Some reports (by row), and a query's answers as if one of its terms stood in none of them."""

    lists: Mapping[str, Node]
    table: Mapping[Atom, Answers]
    rows: npt.NDArray[np.int64]
    without: Atom

    def answers(self, query: Node, fields: Fields) -> Answers:
        match query:
            case Term() | Near():
                if (query, fields) == self.without:
                    return np.full(len(self.rows), FALSE, dtype=np.int8)
                return self.table[query, fields][self.rows]
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


def atoms(query: Node, fields: Fields, lists: Mapping[str, Node]) -> dict[Atom, tuple[str, ...]]:
    """Each term and proximity once, none under NOT, and the names of the lists it comes from."""
    found: dict[Atom, dict[str, None]] = {}
    for atom, source, positive in _places(query, fields, lists):
        if positive:
            found.setdefault(atom, {}).update({source: None} if source else {})
    return {atom: tuple(sources) for atom, sources in found.items()}


def _places(
    query: Node,
    fields: Fields,
    lists: Mapping[str, Node],
    source: str | None = None,
    positive: bool = True,
) -> Iterator[tuple[Atom, str | None, bool]]:
    """Every term and proximity, the list it stands in, and whether it stands under no NOT."""
    if isinstance(query, (Term, Near)):
        yield (query, fields), source, positive
    elif isinstance(query, ListRef):
        yield from _places(lists[query.name], fields, lists, query.name, positive)
    else:
        inner = query.fields if isinstance(query, Scoped) else fields
        for child in children(query):
            sign = positive and not isinstance(query, Not)
            yield from _places(child, inner, lists, source, sign)
