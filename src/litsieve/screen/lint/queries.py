"""Queries: wildcards that match too much, terms that add nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from litsieve.screen.implied import implies
from litsieve.screen.lint.finding import Finding, finding
from litsieve.screen.lint.written import queries
from litsieve.screen.query.tree import Node, Or, Term, children, walk
from litsieve.screen.words import WILDCARDS, Folding, has_wildcard

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria

#: Fewer letters than this in a row beside wildcards match too much.
SHORTEST_STEM = 3
_WILDCARDS = re.compile(f"[{re.escape(WILDCARDS)}]+")


def wildcards(criteria: Criteria) -> Iterator[Finding]:
    for path, query in queries(criteria):
        for term in walk(query):
            if not isinstance(term, Term) or term.exact:
                continue
            wild = [word for word in term.words if has_wildcard(word)]
            if not wild:
                continue
            where = criteria.document.locate(path, term.at)
            for word in wild:
                if max(map(len, _WILDCARDS.split(word))) < SHORTEST_STEM:
                    message = f"'{word}' matches very many words"
                    hint = f"Give at least {SHORTEST_STEM} letters in a row, or list the words."
                    yield finding("C005", message, where, hint)
            if " " in term.text:
                message = f'wildcard inside the phrase "{term.text}"'
                hint = "It is read here; the database that was searched may not know it."
                yield finding("C006", message, where, hint)


def terms_twice(criteria: Criteria) -> Iterator[Finding]:
    for path, query in queries(criteria):
        for group in _alternatives(query):
            for term, other in _superfluous(group, criteria.folding):
                where = criteria.document.locate(path, term.at)
                message = f"'{term.text}' finds nothing that '{other.text}' does not find"
                hint = "It can be taken out."
                if term == other:
                    message, hint = f"'{term.text}' once more", "Keep one of the two."
                yield finding("C017", message, where, hint)


def _alternatives(query: Node) -> Iterator[list[Term]]:
    """The terms of each OR; one that stands in another belongs to it."""
    waiting = [query]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Or):
            items = list(_flat(node))
            yield [item for item in items if isinstance(item, Term)]
            waiting += [item for item in items if not isinstance(item, Term)]
        else:
            waiting += children(node)


def _flat(query: Or) -> Iterator[Node]:
    for item in query.items:
        if isinstance(item, Or):
            yield from _flat(item)
        else:
            yield item


def _superfluous(terms: Sequence[Term], folding: Folding) -> Iterator[tuple[Term, Term]]:
    """Each term that another finds as well, with that other; of two alike the later one."""
    for i, term in enumerate(terms):
        for j, other in enumerate(terms):
            if i != j and implies(term, other, folding):
                if j > i and implies(other, term, folding):
                    continue
                yield term, other
                break
