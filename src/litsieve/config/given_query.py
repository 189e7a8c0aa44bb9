"""A query that a person typed into the command line, read as one of the criteria would be."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from litsieve.errors import ReviewError, Where
from litsieve.screen.query.faults import faults, unknown_lists
from litsieve.screen.query.parser import QueryError, parse
from litsieve.screen.query.tree import Node

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
        for error in chain(unknown_lists(query, criteria.lists), faults(query, criteria.lists)):
            raise error
    except QueryError as error:
        raise ReviewError(
            error.message, _place(text, error.at), error.hint, code=error.code
        ) from None
    return query


def _place(text: str, at: int) -> Where:
    """Character `at` (from 0) of the query as line and column."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return Where(NAME, text.count("\n", 0, at) + 1, at - start + 1, line)
