"""Queries: wildcards that match too much, terms that add nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from litsieve.errors import Where
from litsieve.screen.implied import implies
from litsieve.screen.implying import Known
from litsieve.screen.lint.finding import Finding, finding
from litsieve.screen.lint.written import queries
from litsieve.screen.query import history
from litsieve.screen.query.tree import And, Node, Not, Or, Term, children, walk
from litsieve.screen.words import FUNCTION_WORDS, HYPHENS, WILDCARDS, Folding, has_wildcard

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria

#: Fewer letters than this in a row beside wildcards match too much.
SHORTEST_STEM = 3
_WILDCARDS = re.compile(f"[{re.escape(WILDCARDS)}]+")

#: Two words that a hyphen holds together.
_COMPOUND = re.compile(rf"(?<![{HYPHENS}\w*?])[\w*?]+[{HYPHENS}][\w*?]+(?![{HYPHENS}\w*?])")
_HYPHEN = re.compile(f"[{HYPHENS}]")
#: Words that stand before and after any other: in patients, a drop in.
_SMALL_WORDS = FUNCTION_WORDS | {
    "in", "on", "up", "of", "to", "by", "or", "at", "no", "an", "as", "it", "a", "be", "do", "go",
    "he", "if", "is", "me", "my", "so", "us", "we", "down", "off",
}  # fmt: skip
#: AND, NEAR/3, adj2, W/3 … between words of a phrase.
_OPERATOR = re.compile(
    r"(?<=\S )(?:AND|OR|NOT|(?P<near>O?NEAR|ADJ"
    r"|(?i:O?NEAR/?[0-9]{1,3}|ADJ/?[0-9]{1,2}|(?:W|N|P|PRE)/[0-9]{1,3})))(?= \S)"
)
#: /cat.?/i, \bcat, cat.*, c[a-z]t
_REGULAR = re.compile(r"^/\S.*/[a-z]*$|\\[bwsdBWSD]|\.[*+]|\[[^\]\s]*\w-\w[^\]\s]*\]")
#: Wildcards of other databases behind letters; "C#" and "10%" are none.
_SIGN = re.compile(r"[^\W\d_]{3}[#%^~\\$]")


def wildcards(criteria: Criteria) -> Iterator[Finding]:
    for term, where in _terms(criteria):
        wild = [] if term.exact else [word for word in term.words if has_wildcard(word)]
        for word in wild:
            if max(map(len, _WILDCARDS.split(word))) < SHORTEST_STEM:
                message = f"'{word}' matches very many words"
                hint = f"Give at least {SHORTEST_STEM} letters in a row, or list the words."
                yield finding("C005", message, where(), hint)
        if wild and " " in term.text:
            message = f'wildcard inside the phrase "{term.text}"'
            hint = "It is read here; the database that was searched may not know it."
            yield finding("C006", message, where(), hint)


def hyphens(criteria: Criteria) -> Iterator[Finding]:
    for term, where in _terms(criteria):
        for compound in () if term.exact else _COMPOUND.findall(term.text):
            first, second = _HYPHEN.split(compound)
            if {first.lower(), second.lower()} & _SMALL_WORDS:
                message = f"'{compound}' also finds '{first} {second}', with or without plural"
                hint = f"Write {{{compound}}} or {first}{second} if the two apart mean another."
                yield finding("C022", message, where(), hint)


def signs_in_quotes(criteria: Criteria) -> Iterator[Finding]:
    for term, where in _terms(criteria):
        sign = _SIGN.search(term.text)
        if sign:
            message = f"'{sign[0][-1]}' in quotes is no wildcard: it only parts words"
            hint = "Write * or ? for letters, or take it out."
            yield finding("C024", message, where(), hint)


def operators_in_quotes(criteria: Criteria) -> Iterator[Finding]:
    for term, where in _terms(criteria):
        operator = _OPERATOR.search(term.text) if term.quoted or term.exact else None
        if operator:
            message = f"'{operator[0]}' in quotes is a word, no operator"
            hint = "Write the operator outside of quotes; as a word, write it in small letters."
            if operator["near"]:
                hint = "Write W/3 or PRE/3 outside of quotes: peer W/3 support."
            yield finding("C025", message, where(), hint)


def regular_expressions(criteria: Criteria) -> Iterator[Finding]:
    for term, where in _terms(criteria):
        found = _REGULAR.search(term.text)
        if found:
            message = f"'{found[0]}' is read as words: queries have no regular expressions"
            hint = "Write * for any letters, ? for one or none, and OR between alternatives."
            yield finding("C026", message, where(), hint)


def lines_of_a_history(criteria: Criteria) -> Iterator[Finding]:
    for path, query in queries(criteria):
        for term in _operands(query):
            if not term.quoted and history.LIKELY.fullmatch(term.text):
                message = f"'{term.text}' is read as a word, not as a line of a search history"
                hint = f'Put the query of that line in its place; as a word, write "{term.text}".'
                yield finding("C027", message, criteria.document.locate(path, term.at), hint)


def _operands(query: Node) -> Iterator[Term]:
    """Terms that AND, OR and AND NOT join outside of fields, as lines of a history are joined."""
    waiting = [query]
    while waiting:
        node = waiting.pop()
        if isinstance(node, And | Or | Not):
            waiting += children(node)
        elif isinstance(node, Term) and node is not query:
            yield node


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


def _terms(criteria: Criteria) -> Iterator[tuple[Term, Callable[[], Where]]]:
    """Every term that a person wrote, and what looks up where it stands."""
    for path, query in queries(criteria):
        for node in walk(query):
            if isinstance(node, Term):
                yield node, partial(criteria.document.locate, path, node.at)


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
    """Each term that another finds as well, with that other; of two alike the later one.

    Of very many terms that are alike (implying.MOST_ALIKE) not all are looked at.
    """
    known = Known(terms, folding)
    first: dict[Term, int] = {}
    for i, term in enumerate(terms):
        if first.setdefault(term, i) != i:
            yield term, terms[first[term]]
            continue
        for j in known.implied_by(term):
            if terms[j] != term and not (j > i and implies(terms[j], term, folding)):
                yield term, terms[j]
                break
