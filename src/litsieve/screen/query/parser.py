"""Text → query. Strict: where operators of different rank mix, parentheses say what is meant.

    query     = proximity { (AND | OR | AND NOT) proximity }     one operator, or AND … AND NOT …
    proximity = primary { (W/n | PRE/n) primary }
    primary   = word | "phrase" | @list | SCOPE( query ) | ( query )

`*` stands for any letters, `?` for one letter or none. `#` begins a comment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from litsieve.errors import nearest
from litsieve.screen.query.tree import SCOPES, And, ListRef, Near, Node, Not, Or, Scoped, Term
from litsieve.screen.words import Folding, has_wildcard, query_words

#: The farthest that W/n and PRE/n may look; as in Scopus.
FARTHEST = 255
_DEEPEST = 50

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<phrase>["“”][^"“”]*["“”])
      | (?P<scope>[A-Za-z][A-Za-z-]*(?=\())
      | (?P<open>\() | (?P<close>\))
      | (?P<word>[^\s()"“”{}]+)
      | (?P<bad>.)""",
    re.VERBOSE,
)
_PROXIMITY = re.compile(r"(W|PRE|NEAR)/(\d*)")
#: Marks with which other databases name fields, explode terms or truncate.
_FOREIGN = re.compile(
    r"\[[^\]]*\]?|/(?:exp|de|mj|ti|ab|kw|br)\b|\$|(?<=[A-Za-z]):|\.(?:ti|ab|tw|mp|kw|hw)\b.*"
)
#: What a list may be called.
LIST_NAME = re.compile(r"[A-Za-z_][\w-]*")
_OPERATORS = ("AND", "OR", "NOT")


class QueryError(ValueError):
    """What is wrong with a query, and at which character of it (from 0)."""

    def __init__(self, message: str, at: int, hint: str | None = None) -> None:
        super().__init__(message)
        self.message, self.at, self.hint = message, at, hint


@dataclass(frozen=True)
class _Token:
    kind: str  # phrase scope open close word operator proximity list end
    text: str
    at: int


def parse(text: str, folding: Folding) -> Node:
    """The query that `text` writes; raises QueryError."""
    return _Parser(_tokens(text), folding).query()


def parse_lines(text: str, folding: Folding) -> Node:
    """A list: each line is a query, the lines are OR-ed; raises QueryError."""
    items: list[Node] = []
    start = 0
    for line in text.splitlines(keepends=True):
        tokens = _tokens(line, start)
        if len(tokens) > 1:
            items.append(_Parser(tokens, folding).query())
        start += len(line)
    if not items:
        raise QueryError("the list is empty", 0)
    return items[0] if len(items) == 1 else Or(tuple(items))


def _tokens(text: str, start: int = 0) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        kind, word, at = str(match.lastgroup), match[0], start + match.start()
        if kind == "bad":
            raise _bad_character(word, at)
        if kind == "scope" and word in _OPERATORS:
            kind = "word"  # AND(…): the blank was forgotten
        if kind == "word":
            kind = _kind_of_word(word, at)
        if kind != "space":
            found.append(_Token(kind, word, at))
    end = max(len(text.rstrip()) - 1, 0)
    return [*found, _Token("end", "", start + end)]


def _bad_character(character: str, at: int) -> QueryError:
    if character in "{}":
        return QueryError(
            "braces are not part of the language", at, 'Write a phrase in quotes: "like this".'
        )
    return QueryError("quotation mark without its twin", at, 'Close the phrase with ".')


def _kind_of_word(word: str, at: int) -> str:
    if word in _OPERATORS:
        return "operator"
    if word.startswith("@"):
        if not LIST_NAME.fullmatch(word[1:]):
            raise QueryError(f"'{word}' is not the name of a list", at, "Write @name.")
        return "list"
    proximity = _PROXIMITY.fullmatch(word)
    if proximity is None:
        if _PROXIMITY.fullmatch(word.upper()):
            raise QueryError(f"'{word}' in small letters", at, f"Write {word.upper()}.")
        if foreign := _FOREIGN.search(word):
            raise QueryError(
                f"'{foreign[0]}' is not part of the language",
                at + foreign.start(),
                "PubMed, Embase and Ovid syntax is not read: write TITLE(…), TITLE-ABS(…) or "
                "KEY(…) for fields, * and ? for letters, and quotes around what is meant as text.",
            )
        return "word"
    if proximity[1] == "NEAR":
        raise QueryError("NEAR is not known", at, f"Write W/{proximity[2] or 'n'}.")
    if not proximity[2] or int(proximity[2][:4]) > FARTHEST:
        message = f"{proximity[1]}/ needs a number of words from 0 to {FARTHEST}"
        raise QueryError(message, at, f"Write {proximity[1]}/3.")
    return "proximity"


class _Parser:
    def __init__(self, tokens: list[_Token], folding: Folding) -> None:
        self.tokens = tokens
        self.folding = folding
        self.next = 0
        self.depth = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.next]

    def take(self) -> _Token:
        token = self.token
        self.next += token.kind != "end"
        return token

    def query(self) -> Node:
        if self.token.kind == "end":
            raise QueryError("the query is empty", self.token.at)
        node = self.expression()
        if self.token.kind == "close":
            raise QueryError("unbalanced parenthesis", self.token.at, "Nothing was opened here.")
        return node

    def expression(self) -> Node:
        items: list[Node] = [self.proximity()]
        used: list[_Token] = []
        while self.token.kind not in ("end", "close"):
            operator = self.operator()
            if used and not _may_follow(used[-1].text, operator.text):
                raise QueryError(
                    f"{used[-1].text} and {operator.text} side by side: which goes first?",
                    operator.at,
                    "Put parentheses around what belongs together.",
                )
            used.append(operator)
            operand = self.proximity()
            items.append(Not(operand, operator.at) if operator.text == "AND NOT" else operand)
        if not used:
            return items[0]
        return Or(tuple(items)) if used[0].text == "OR" else And(tuple(items), used[0].at)

    def operator(self) -> _Token:
        token = self.take()
        if token.text == "NOT" and token.kind == "operator":
            raise QueryError("NOT without AND before it", token.at, "Write: this AND NOT that.")
        if token.kind == "operator":
            if token.text == "AND" and self.token.kind == "operator" and self.token.text == "NOT":
                self.take()
                return _Token("operator", "AND NOT", token.at)
            return token
        if token.text.upper() in _OPERATORS and token.kind in ("word", "scope"):
            message = f"'{token.text}' in small letters is a word, not an operator"
            raise QueryError(message, token.at, f"Write {token.text.upper()}.")
        raise QueryError(
            f"no operator before '{token.text}'",
            token.at,
            'Write AND or OR between them, or put a phrase in quotes: "like this".',
        )

    def proximity(self) -> Node:
        node = self.primary()
        first: _Token | None = None
        length = 0
        while self.token.kind == "proximity":
            token, length = self.take(), length + 1
            if length > _DEEPEST:
                raise QueryError(f"more than {_DEEPEST} {token.text} in a row", token.at)
            if first is not None and token.text != first.text:
                message = f"{first.text} and {token.text} side by side: which goes first?"
                hint = "Put parentheses around what belongs together."
                raise QueryError(message, token.at, hint)
            first = token
            kind, _, distance = token.text.partition("/")
            node = Near(node, self.primary(), int(distance), kind == "PRE", token.at)
        return node

    def primary(self) -> Node:
        token = self.take()
        if token.kind in ("word", "phrase"):
            return self.term(token)
        if token.kind == "list":
            return ListRef(token.text[1:], token.at)
        if token.kind == "open":
            return self.parenthesis(token)
        if token.kind == "scope":
            return self.scope(token)
        if token.kind == "end":
            before = self.tokens[self.next - 1]
            raise QueryError(f"nothing after '{before.text}'", before.at)
        if token.kind == "close":
            raise self.nothing_before_closing(token)
        if token.text == "NOT":
            raise QueryError("NOT without AND before it", token.at, "Write: this AND NOT that.")
        raise QueryError(f"nothing before '{token.text}'", token.at)

    def nothing_before_closing(self, token: _Token) -> QueryError:
        before = self.tokens[self.next - 2] if self.next > 1 else token
        if before.kind == "open":
            return QueryError("nothing between the parentheses", before.at)
        if before.kind in ("operator", "proximity"):
            return QueryError(f"nothing after '{before.text}'", before.at)
        return QueryError("unbalanced parenthesis", token.at, "Nothing was opened here.")

    def term(self, token: _Token) -> Term:
        text = token.text[1:-1] if token.kind == "phrase" else token.text
        words = query_words(text, self.folding)
        if not words:
            raise QueryError("nothing to search for: no letter or digit", token.at)
        for word in words:
            if has_wildcard(word) and not word.strip("*?"):
                message = f"'{word}' stands for every word"
                raise QueryError(message, token.at, "Give at least one letter.")
        return Term(words, " ".join(text.split()), token.at)

    def scope(self, token: _Token) -> Node:
        fields = SCOPES.get(token.text.upper())
        if fields is None:
            near = nearest(token.text.upper(), list(SCOPES))
            hint = f"Did you mean {near}(…)?" if near else f"Valid: {', '.join(SCOPES)}."
            raise QueryError(f"unknown field '{token.text}'", token.at, hint)
        return Scoped(fields, self.parenthesis(self.take()))

    def parenthesis(self, opened: _Token) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise QueryError("nested too deeply", opened.at)
        node = self.expression()
        if self.token.kind != "close":
            raise QueryError("unbalanced parenthesis", opened.at, "It is never closed.")
        self.take()
        self.depth -= 1
        return node


def _may_follow(before: str, operator: str) -> bool:
    """One operator throughout; AND NOT may end a row of AND, where both readings agree."""
    return before == operator or (before, operator) == ("AND", "AND NOT")
