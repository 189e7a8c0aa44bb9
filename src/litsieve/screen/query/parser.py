"""Text → query, in the syntax it is written in."""

from __future__ import annotations

from collections.abc import Callable

from litsieve.screen.query import history, pubmed, scopus, strict, wos
from litsieve.screen.query.strict import LIST_NAME
from litsieve.screen.query.tokens import FARTHEST, QueryError
from litsieve.screen.query.tree import Node, Or
from litsieve.screen.words import Folding

__all__ = ["FARTHEST", "LIST_NAME", "SYNTAXES", "QueryError", "parse", "parse_lines"]

#: A reader gets a text, the folding of words, and the place where the text begins (for errors and
#: `at`); gives None if there is nothing but blanks and comments.
SYNTAXES: dict[str, Callable[[str, Folding, int], Node | None]] = {
    "strict": strict.read,
    "scopus": scopus.read,
    "pubmed": pubmed.read,
    "wos": wos.read,
}


def parse(text: str, folding: Folding, syntax: str = "strict") -> Node:
    """The query that `text` writes; raises QueryError, and KeyError for an unknown syntax."""
    history.refuse_whole(text)
    node = SYNTAXES[syntax](text, folding, 0)
    if node is None:
        raise QueryError("the query is empty", max(len(text.rstrip()) - 1, 0), code="empty")
    return node


def parse_lines(text: str, folding: Folding, syntax: str = "strict") -> Node:
    """A list: each line is a query, the lines are OR-ed; raises like `parse`."""
    items: list[Node] = []
    start = 0
    for line in text.splitlines(keepends=True):
        item = SYNTAXES[syntax](line, folding, start)
        if item is not None:
            items.append(item)
        start += len(line)
    if not items:
        raise QueryError("the list is empty", 0, code="empty")
    return items[0] if len(items) == 1 else Or(tuple(items))
