"""A query that a person typed into the command line, read as one of the criteria would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litsieve.config.complaints import did_you_mean
from litsieve.errors import ReviewError, Where
from litsieve.screen.query.match import near_operand
from litsieve.screen.query.parser import QueryError, parse
from litsieve.screen.query.tree import ListRef, Near, Node, walk

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria

#: What errors call it.
NAME = "QUERY"
#: Criteria of which only the defaults matter: where queries look, what they overlook.
BARE = """\
version: 1
reasons: [{id: none, label: None}]
rules:
  - {id: none, kind: exclude, stage: title-abstract, reason: none, when: {query: none}}
"""


def read_query(text: str, criteria: Criteria, syntax: str | None = None) -> Node:
    """The query, lists of the criteria being known; ReviewError with the place in `text`."""
    try:
        query = parse(text, criteria.folding, syntax or criteria.defaults.query.syntax)
    except QueryError as error:
        raise ReviewError(
            error.message, _place(text, error.at), error.hint, code=error.code
        ) from None
    for node in walk(query):
        if isinstance(node, ListRef) and node.name not in criteria.lists:
            hint = did_you_mean(node.name, list(criteria.lists))
            raise ReviewError(
                f"unknown list '@{node.name}'", _place(text, node.at),
                hint or "there are no lists: name a criteria file with --criteria",
            )  # fmt: skip
    for node in walk(query):
        if isinstance(node, Near) and not near_operand(node, criteria.lists):
            raise ReviewError(
                "only words, phrases and OR of them can be near one another",
                _place(text, node.at), "Take AND, NOT and fields out of this part.",
            )  # fmt: skip
    return query


def _place(text: str, at: int) -> Where:
    """Character `at` (from 0) of the query as line and column."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return Where(NAME, text.count("\n", 0, at) + 1, at - start + 1, line)
