"""`syntax: pubmed`: a query pasted from PubMed.

What NLM says of its language, PubMed User Guide (pubmed.ncbi.nlm.nih.gov/help) and NLM Technical
Bulletin, "Proximity Search Now Available in PubMed" (2022 Nov–Dec; 449: e4) and "Wildcard Search
Improvements" (2024 May–Jun; 458: e5):

- operators in capitals, read from left to right, no precedence;
- [tiab] looks at titles, abstracts and author keywords; words without a tag are mapped to MeSH;
- `*` any letters or none, after at least four; there is no sign for one letter;
- "hip pain"[tiab:~2]: in any order, at most two words between; in [ti] and [tiab] only;
- several words with one tag are looked up as a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from litsieve.errors import nearest
from litsieve.screen.query import foreign, history, refused, terms
from litsieve.screen.query.grammar import Nodes, Reader, Tokens, joined
from litsieve.screen.query.tokens import (
    DEEPEST,
    FARTHEST,
    NEARNESS,
    QueryError,
    Token,
    end_of,
    pattern,
    scan,
)
from litsieve.screen.query.tree import SCOPES, Near, Node, Scoped, Term, walk
from litsieve.screen.words import Folding

#: Tags that ask for words → where they look.
TAGS = {
    "tiab": "TITLE-ABS-KEY", "title/abstract": "TITLE-ABS-KEY", "ti": "TITLE", "title": "TITLE",
    "ab": "ABS", "abstract": "ABS",
}  # fmt: skip
#: Tags that ask for more, and what about.
OTHER_TAGS = {
    **dict.fromkeys(("mh", "mesh", "mesh terms", "mesh major topic", "majr", "mesh:noexp",
                     "mh:noexp", "majr:noexp", "mesh terms:noexp", "mesh major topic:noexp", "sh",
                     "mesh subheading", "subheading", "sb-mesh", "ps", "nm", "substance name",
                     "supplementary concept", "rn", "ec/rn number", "pa",
                     "pharmacological action"), "headings"),
    **dict.fromkeys(("ot", "other term", "text word-ot"), "keywords"),
    **dict.fromkeys(("tw", "text word", "text words", "all", "all fields", "word"), "everything"),
    **dict.fromkeys(("pt", "ptyp", "publication type"), "type"),
    **dict.fromkeys(("la", "lang", "language"), "language"),
    **dict.fromkeys(("dp", "pdat", "date - publication", "publication date", "edat", "crdt",
                     "date - entry", "date - entrez", "entrez date", "date - create",
                     "date - completion", "dcom", "create date", "mhda", "mesh date",
                     "date - mesh", "epdat", "ppdat", "lr", "date - modification"), "date"),
    **dict.fromkeys(("ta", "jour", "journal", "vi", "volume", "ip", "issue", "pg", "pagination",
                     "bk", "book", "pubn", "publisher", "jid", "nlm unique id"), "venue"),
    **dict.fromkeys(("pmid", "uid", "doi", "aid", "lid", "location id", "article identifier",
                     "isbn", "is", "issn", "si", "secondary source id", "pmc"), "number"),
    **dict.fromkeys(("au", "author", "1au", "author - first", "lastau", "author - last", "fau",
                     "full author name", "auid", "author - identifier", "cn",
                     "author - corporate", "ed", "editor", "ir", "investigator", "fir", "ad",
                     "affiliation", "gr", "grants and funding", "grant number", "pl",
                     "place of publication", "cois"), "people"),
    **dict.fromkeys(("filter", "sb", "subset", "tt", "transliterated title"), "limit"),
}  # fmt: skip

_TOKENS = pattern(r"(?P<space>\s+)|(?P<mark>\[[^\[\]]*\])", apart=r"\[\]")
_PROXIMITY = re.compile(r"(?P<tag>.*?) ?: ?~ ?(?P<n>[0-9]+)")
#: The letters that PubMed wants before the first wildcard of a word.
_FEWEST = 4
_OPERATORS = ("AND", "OR", "NOT")


def read(text: str, folding: Folding, start: int = 0) -> Node | None:
    """The query that `text` writes, None if there is none; raises QueryError."""
    tokens = list(scan(_TOKENS, text, start))
    if not tokens:
        return None
    history.refuse(tokens)
    foreign.refuse(tokens, "pubmed", (*foreign.MARKS, *foreign.OURS))
    known = [_known(token) for token in tokens]
    foreign.refuse_signs(known, _PubMed.wildcards)
    return _PubMed([*known, end_of(text, start)], folding).query()


def _known(token: Token) -> Token:
    if token.kind == "word" and token.text in _OPERATORS:
        return Token(token.text.lower(), token.text, token.at)
    if token.kind == "exact":
        message = "braces are not PubMed syntax"
        raise QueryError(message, token.at, 'Write "…"[tiab].', code="foreign-syntax")
    return token


class _PubMed(Reader):
    wildcards: ClassVar[Mapping[str, str]] = {"*": "*"}

    def operand(self) -> Node:
        if self.token.kind in ("word", "phrase"):
            return self.tagged(self.words())
        if self.token.kind == "mark":
            hint = "Write it after the word: pain[tiab]."
            message = f"nothing before '{self.token.text}'"
            raise QueryError(message, self.token.at, hint, code="operator")
        node = super().operand()
        if self.token.kind == "mark":
            hint = "Write it after each word within the parentheses."
            message = f"'{self.token.text}' after a parenthesis"
            raise QueryError(message, self.token.at, hint, code="operator")
        return node

    def words(self) -> Token:
        """A phrase in quotes, or words up to a tag: for PubMed a phrase, too."""
        first = self.take()
        if first.kind == "phrase":
            return first
        found = [first]
        while self.token.kind == "word":
            found.append(self.take())
        for word in found:
            if NEARNESS.fullmatch(word.text):
                hint = 'PubMed writes: "two words"[tiab:~3].'
                message = f"'{word.text}' is not PubMed syntax"
                raise QueryError(message, word.at, hint, code="operator")
            if word.text.upper() in _OPERATORS:
                message = f"'{word.text}' in small letters is a word, not an operator"
                hint = f"Write {word.text.upper()}, or put the phrase in quotes."
                raise QueryError(message, word.at, hint, code="operator")
        return Token("word", " ".join(word.text for word in found), first.at)

    def tagged(self, words: Token) -> Node:
        if self.token.kind != "mark":
            if words.kind == "word" and history.is_line(words.text):
                raise history.error(words)
            raise QueryError(
                f"{_shown(words)} has no tag",
                words.at,
                "PubMed adds subject headings to words without a tag: write the tag, such as "
                "[tiab].",
                code="field",
            )
        mark = self.take()
        name = " ".join(mark.text[1:-1].lower().split())
        proximity = _PROXIMITY.fullmatch(name)
        fields = _fields(proximity["tag"] if proximity else name, mark)
        if proximity and fields == SCOPES["ABS"]:
            message = f"'{mark.text}': proximity is for [ti] and [tiab] only"
            raise QueryError(message, mark.at, "Write [tiab:~3].", code="proximity")
        if proximity:
            return Scoped(fields, self.near(words, proximity["n"], mark))
        return Scoped(fields, self.term(words))

    def term(self, words: Token) -> Node:
        found = terms.writings(words, self.folding, self.wildcards)
        for word in _words(found):
            if "*" in word and word.index("*") < _FEWEST:
                message = f"fewer than {_FEWEST} letters before * in '{word}'"
                hint = "PubMed takes no such wildcard: write the words out, with OR."
                raise QueryError(message, words.at, hint, code="wildcard")
        return found

    def near(self, words: Token, written: str, mark: Token) -> Node:
        """Two words in quotes, in any order."""
        distance = int(written.lstrip("0")[:4] or "0")
        pieces = words.text[1:-1].split()
        if words.kind != "phrase":
            hint = 'Write "two words"[tiab:~3].'
            message = "proximity needs words in quotes"
            raise QueryError(message, words.at, hint, code="proximity")
        if distance > FARTHEST:
            message = f"more than {FARTHEST} words between"
            raise QueryError(message, mark.at, "Write [tiab:~3].", code="proximity")
        asked = [Token("word", piece, words.at) for piece in pieces]
        if len(asked) != 2 or any(len(terms.term(t, self.folding, {}).words) != 1 for t in asked):
            raise QueryError(
                f"proximity of {_shown(words)}: only two words are read",
                words.at,
                "PubMed wants three and more within one window, which W/n cannot say: write pairs "
                "with AND.",
                code="proximity",
            )
        left, right = (terms.writings(token, self.folding, {}) for token in asked)
        return Near(left, right, distance, False, mark.at)

    def operator(self) -> Token:
        token = self.take()
        if token.kind == "and" and self.token.kind == "not":
            hint = "PubMed writes: this NOT that."
            raise QueryError("AND NOT is not PubMed syntax", token.at, hint, code="operator")
        if token.kind in ("and", "or", "not"):
            return token
        upper = token.text.upper()
        hint = f"Write {upper}." if upper in _OPERATORS else "Write AND, OR or NOT between them."
        message = f"no operator before '{token.text}'"
        raise QueryError(message, token.at, hint, code="operator")

    def combine(self, operands: Nodes, operators: Tokens) -> Node:
        """From left to right: all there is so far is the first operand of what comes next."""
        so_far, rest, changes = operands[0], operands[1:], 0
        while operators:
            kind = operators[0].kind
            same = next((i for i, o in enumerate(operators) if o.kind != kind), len(operators))
            changes += 1
            if changes > DEEPEST:
                message = f"more than {DEEPEST} changes of operator"
                raise QueryError(message, operators[0].at, "Put parentheses.", code="depth")
            so_far = joined([so_far, *rest[:same]], operators[:same], kind)[0][0]
            operators, rest = operators[same:], rest[same:]
        return so_far


def _fields(name: str, mark: Token) -> frozenset[str]:
    """Where the tag looks; raises QueryError."""
    if name in TAGS:
        return SCOPES[TAGS[name]]
    if name in OTHER_TAGS:
        raise refused.refuse(mark.text, "PubMed", OTHER_TAGS[name], mark.at)
    near = nearest(name, [*TAGS, *OTHER_TAGS])
    hint = f"Did you mean [{near}]?" if near else f"Read are: [{'], ['.join(TAGS)}]."
    raise QueryError(f"unknown tag '{mark.text}'", mark.at, hint, code="unknown-scope")


def _words(node: Node) -> list[str]:
    return [word for term in walk(node) if isinstance(term, Term) for word in term.words]


def _shown(words: Token) -> str:
    return words.text if words.kind == "phrase" else f"'{words.text}'"
