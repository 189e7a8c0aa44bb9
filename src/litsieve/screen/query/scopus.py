"""`syntax: scopus`: a query pasted from Scopus.

What Scopus says of its language, "How can I best use the Advanced search?" and "Advanced search
strategy for Proximity and Boolean operators" (Elsevier, Scopus: Access and use Support Center,
answers 11213 and 11365) and the older help pages "Boolean Operators", "Proximity Operators" and
"Search Tips" (help.scopus.com):

- precedence OR, then W/n and PRE/n, then AND, then AND NOT; operators in any case;
- words side by side mean AND; "loose phrase" takes wildcards and plurals, {exact phrase} does not;
- `*` any letters or none, `?` exactly one; n words, 0 to 255, between the two of W/n and PRE/n,
  which are not mixed in one row and have no AND or AND NOT in their operands.

What stands outside of fields is looked for where the condition says (`fields`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from litsieve.errors import nearest
from litsieve.screen.query import foreign, history, refused
from litsieve.screen.query.grammar import OPERANDS, Nodes, Reader, Tokens, by_rank, near_token
from litsieve.screen.query.tokens import NEARNESS, QueryError, Token, end_of, pattern, scan
from litsieve.screen.query.tree import SCOPES, Node
from litsieve.screen.words import Folding

#: Field codes that ask for more than words, and what about.
FIELDS = {
    "PUBYEAR": "date", "PUBDATETXT": "date", "LOAD-DATE": "date", "ORIG-LOAD-DATE": "date",
    "RECENT": "date", "CONFDATE": "date",
    "DOCTYPE": "type", "SRCTYPE": "source", "LANGUAGE": "language",
    "SRCTITLE": "venue", "EXACTSRCTITLE": "venue", "SRCTITLEABBR": "venue", "CONF": "venue",
    "CONFNAME": "venue", "CONFLOC": "venue", "PUBLISHER": "venue", "VOLUME": "venue",
    "ISSUE": "venue", "PAGES": "venue", "PAGEFIRST": "venue", "PAGELAST": "venue",
    "DOI": "number", "ISSN": "number", "ISSNP": "number", "EISSN": "number", "ISBN": "number",
    "PMID": "number", "EID": "number", "CODEN": "number", "ARTNUM": "number",
    "SOURCE-ID": "number",
    "AUTH": "people", "AUTHOR-NAME": "people", "AUTHLASTNAME": "people", "AUTHFIRST": "people",
    "AUTHNAME": "people", "FIRSTAUTH": "people", "AU-ID": "people", "ORCID": "people",
    "AUTHCOLLAB": "people", "EDITOR": "people", "EDFIRST": "people", "EDLASTNAME": "people",
    "AFFIL": "people", "AFFILORG": "people", "AFFILCITY": "people", "AF-ID": "people",
    "FUND-ALL": "people", "FUND-SPONSOR": "people", "FUND-ACR": "people", "FUND-NO": "people",
    "CONFSPONSORS": "people", "AFFILCOUNTRY": "country",
    "AUTHKEY": "keywords", "INDEXTERMS": "keywords",
    "ALL": "everything", "REF": "everything", "REFAUTH": "everything", "REFTITLE": "everything",
    "REFSRCTITLE": "everything", "REFPUBYEAR": "everything", "REFARTNUM": "everything",
    "REFPAGE": "everything", "REFPAGEFIRST": "everything", "REFAUTHLASTNAME": "everything",
    "REFAUTHFIRST": "everything", "WEBSITE": "everything", "ALLNAME": "everything",
    "TITLE-ABS-KEY-AUTH": "everything", "CHEM": "everything", "CHEMNAME": "everything",
    "CASREGNUMBER": "everything", "MANUFACTURER": "everything", "TRADENAME": "everything",
    "SEQBANK": "everything", "SEQNUMBER": "everything", "FUND-TXT": "everything",
    "SUBJAREA": "subject", "SUBJMAIN": "subject", "SUBJTERMS": "subject", "PUBSTAGE": "subject",
    "OPENACCESS": "subject", "OA": "subject",
    "LIMIT-TO": "limit", "EXCLUDE": "limit",
}  # fmt: skip

_TOKENS = pattern(r"(?P<space>\s+)|(?P<name>[A-Za-z][A-Za-z-]*(?=\s*[(=<>]))")
_NEAR = re.compile(r"(?:W|PRE)/[0-9]*", re.IGNORECASE)
#: Words that were certainly meant as operators.
_NEAR_SLIP = re.compile(r"(?:W|PRE|NEAR)(?:[0-9]+|/\S*)")
_SLIP = re.compile("ADN|ANDNOT")


def read(text: str, folding: Folding, start: int = 0) -> Node | None:
    """The query that `text` writes, None if there is none; raises QueryError."""
    tokens = list(scan(_TOKENS, text, start))
    if not tokens:
        return None
    history.refuse(tokens)
    foreign.refuse(tokens, "scopus", (*foreign.MARKS, *foreign.OURS))
    tokens.append(end_of(text, start))
    known = [_known(token, tokens[i + 1 : i + 3]) for i, token in enumerate(tokens)]
    foreign.refuse_signs(known, _Scopus.wildcards)
    return _Scopus(known, folding).query()


def refuse_field(token: Token, after: Sequence[Token]) -> None:
    """Raise QueryError if the token names a field that asks for more than words.

    `after`: the two tokens that follow it; a filter such as LIMIT-TO(PUBYEAR, 2014) names a field.
    """
    about = FIELDS.get(token.text.upper())
    if about is not None and (token.kind == "name" or token.text == "PUBYEAR"):
        if about == "limit" and len(after) == 2:
            about = FIELDS.get(after[1].text.partition(",")[0].upper(), about)
        raise refused.refuse(token.text.upper(), "Scopus", about, token.at)


def _known(token: Token, after: Sequence[Token]) -> Token:
    """The token, words told apart: operators, fields, words."""
    if token.kind not in ("word", "name"):
        return token
    upper = token.text.upper()
    if upper in ("AND", "OR", "NOT"):
        return Token(upper.lower(), upper, token.at)
    refuse_field(token, after)
    if token.kind == "name" and after[0].kind == "open":
        return _before_parenthesis(token, after[0])
    foreign.refuse_bare(token, (*SCOPES, *FIELDS))
    if _NEAR.fullmatch(token.text):
        return near_token(token)
    near = NEARNESS.fullmatch(token.text) or _NEAR_SLIP.fullmatch(token.text)
    if near or _SLIP.fullmatch(token.text):
        hint = f"Write {'W/3 or PRE/3' if near else 'AND, AND NOT'}; in quotes if it is a word."
        message = f"'{token.text}' is not an operator"
        raise QueryError(message, token.at, hint, code="operator")
    return Token("word", token.text, token.at)


def _before_parenthesis(token: Token, after: Token) -> Token:
    """A field, or a word that happens to stand before a parenthesis."""
    upper = token.text.upper()
    if upper in SCOPES:
        return Token("scope", upper, token.at)
    near = nearest(upper, [*SCOPES, *FIELDS])
    touches = after.at == token.at + len(token.text)
    if touches or (near and token.text.isupper()):
        hint = f"Did you mean {near}(…)?" if near else f"Valid: {', '.join(SCOPES)}."
        hint += " Put it in quotes if it is a word."
        raise QueryError(f"unknown field '{token.text}'", token.at, hint, code="unknown-scope")
    return Token("word", token.text, token.at)


class _Scopus(Reader):
    wildcards: ClassVar[Mapping[str, str]] = {"*": "*", "?": "."}

    def operand(self) -> Node:
        if self.token.kind != "scope":
            return super().operand()
        name = self.take()
        return self.field(name, SCOPES[name.text])

    def operator(self) -> Token:
        if self.token.kind in OPERANDS:
            return Token("and", "AND", self.token.at)
        token = self.take()
        if token.kind == "and" and self.token.kind == "not":
            self.take()
            return Token("not", "AND NOT", token.at)
        if token.kind == "not":
            hint = "Scopus writes: this AND NOT that."
            raise QueryError("NOT without AND before it", token.at, hint, code="operator")
        return token

    def combine(self, operands: Nodes, operators: Tokens) -> Node:
        return by_rank(operands, operators, ("or", "near", "and", "not"))
