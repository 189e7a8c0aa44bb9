"""Queries pasted from PubMed; what PubMed does is told in the docstring of the reader."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from query_printer import flat, printed

from litsieve.screen.query.parser import QueryError, parse
from litsieve.screen.query.tree import Scoped, Term
from litsieve.screen.words import Folding

FOLDING = Folding()


@pytest.mark.parametrize(
    ("pubmed", "strict"),
    [
        ("pain[tiab]", "TITLE-ABS-KEY(pain)"),
        ("pain [Title/Abstract]", "TITLE-ABS-KEY(pain)"),
        ("pain[ti] OR pain[Title]", "TITLE(pain) OR TITLE(pain)"),
        ("pain[ab]", "ABS(pain)"),
        ("a[ti] OR b[ti] AND c[ti]", "(TITLE(a) OR TITLE(b)) AND TITLE(c)"),
        ("a[ti] AND b[ti] OR c[ti]", "(TITLE(a) AND TITLE(b)) OR TITLE(c)"),
        ("a[ti] OR b[ti] NOT c[ti]", "(TITLE(a) OR TITLE(b)) AND NOT TITLE(c)"),
        ("a[ti] NOT b[ti] OR c[ti]", "(TITLE(a) AND NOT TITLE(b)) OR TITLE(c)"),
        ("a[ti] NOT b[ti] AND c[ti]", "(TITLE(a) AND NOT TITLE(b)) AND TITLE(c)"),
        ("a[ti] NOT b[ti] NOT c[ti]", "TITLE(a) AND NOT TITLE(b) AND NOT TITLE(c)"),
        ("a[ti] AND (b[ti] OR c[ti])", "TITLE(a) AND (TITLE(b) OR TITLE(c))"),
        (
            "a[ti] OR b[ti] AND c[ti] OR d[ti] NOT e[ti]",
            "(((TITLE(a) OR TITLE(b)) AND TITLE(c)) OR TITLE(d)) AND NOT TITLE(e)",
        ),
        (
            '"peer support"[tiab]\nAND\nstroke*[tiab]',
            'TITLE-ABS-KEY("peer support") AND TITLE-ABS-KEY(stroke*)',
        ),
        ("“peer support”[tiab]", 'TITLE-ABS-KEY("peer support")'),
        ("peer support[tiab]", 'TITLE-ABS-KEY("peer support")'),
        ("self-harm[tiab]", "TITLE-ABS-KEY(self-harm)"),
        ('"signs and symptoms"[tiab]', 'TITLE-ABS-KEY("signs and symptoms")'),
        ('"vaccin* schedul*"[tiab]', 'TITLE-ABS-KEY("vaccin* schedul*")'),
        ("organi*ation*[ti]", "TITLE(organi*ation*)"),
        ('"hip pain"[Title/Abstract:~2]', "TITLE-ABS-KEY(hip W/2 pain)"),
        ('"hip pain"[ti: ~0]', "TITLE(hip W/0 pain)"),
        (f'"hip pain"[ti:~{"0" * 5000}3]', "TITLE(hip W/3 pain)"),
        ("((a[ti]))", "TITLE(a)"),
    ],
)
def test_reads_as_pubmed_does(pubmed, strict):
    assert parse(pubmed, FOLDING, "pubmed") == parse(strict, FOLDING)


def test_keeps_the_text_and_the_place_of_a_term():
    query = parse("peer  support [ti]", FOLDING, "pubmed")
    assert isinstance(query, Scoped)
    assert isinstance(query.inner, Term)
    assert (query.inner.text, query.inner.at) == ("peer support", 0)


@pytest.mark.parametrize(
    ("query", "at", "code", "message"),
    [
        ("", 0, "empty", "empty"),
        ("pain", 0, "field", "'pain' has no tag"),
        ("a[ti] AND hip pain", 10, "field", "'hip pain' has no tag"),
        ('a[ti] AND "hip pain" OR b[ti]', 10, "field", "has no tag"),
        ("pain[mh]", 4, "field", "subject heading"),
        ('"Pain"[Mesh]', 6, "field", "subject heading"),
        ('"Pain"[MeSH Terms]', 6, "field", "subject heading"),
        ('"Pain"[Mesh:NoExp]', 6, "field", "subject heading"),
        ("pain[majr]", 4, "field", "subject heading"),
        ("pain[tw]", 4, "field", "also looks"),
        ("pain[Text Word]", 4, "field", "also looks"),
        ("pain[all]", 4, "field", "also looks"),
        ("pain[ot]", 4, "field", "one kind of keywords"),
        ("review[pt]", 6, "field", "type of document"),
        ("english[la]", 7, "field", "a language"),
        ("2015:2020[dp]", 9, "field", "a date"),
        ('("2015/01/01"[Date - Publication] : "3000"[Date - Publication])', 13, "field", "a date"),
        ("smith j[au]", 7, "field", "people"),
        ("lancet[ta]", 6, "field", "a journal"),
        ("123[pmid]", 3, "field", "identifies"),
        ("humans[filter]", 6, "field", "filter"),
        ("pain[tibs]", 4, "unknown-scope", "unknown tag"),
        ("pain[]", 4, "unknown-scope", "unknown tag"),
        ("#1 AND #2", 0, "foreign-syntax", "search history"),
        ("a[ti] and b[ti]", 6, "operator", "no operator before 'and'"),
        ("cats and dogs[ti]", 5, "operator", "small letters"),
        ("hip W/3 pain[ti]", 4, "operator", "not PubMed syntax"),
        ("a[ti] b[ti]", 6, "operator", "no operator"),
        ("a[ti] AND NOT b[ti]", 6, "operator", "AND NOT"),
        ("NOT a[ti]", 0, "operator", "nothing before 'NOT'"),
        ("a[ti] OR", 6, "operator", "nothing after 'OR'"),
        ("(a[ti] OR b[ti])[ti]", 16, "operator", "after a parenthesis"),
        ("[ti]", 0, "operator", "nothing before '[ti]'"),
        ("a[ti][ab]", 5, "operator", "no operator"),
        ("dep*[ti] OR de*[ti]", 0, "wildcard", "fewer than 4"),
        ('"post na*"[ti]', 0, "wildcard", "fewer than 4"),
        ("*pression[ti]", 0, "wildcard", "fewer than 4"),
        ("wom？n[ti]", 0, "wildcard", "no wildcard here"),
        ("dep＊[ti]", 0, "wildcard", "fewer than 4"),
        ("wom?n[ti]", 0, "wildcard", "no wildcard here"),
        ('"hip joint pain"[tiab:~2]', 0, "proximity", "only two words"),
        ('"self-harm pain"[tiab:~2]', 0, "proximity", "only two words"),
        ('"pain"[tiab:~2]', 0, "proximity", "only two words"),
        ("hip pain[tiab:~2]", 0, "proximity", "in quotes"),
        ('"hip pain*"[tiab:~2]', 0, "wildcard", "no wildcard here"),
        ('"hip pain"[ab:~2]', 10, "proximity", "[ti] and [tiab]"),
        ('"hip pain"[mh:~2]', 10, "field", "subject heading"),
        ('"hip pain"[tiab:~300]', 10, "proximity", "more than 255"),
        ('""[ti]', 0, "term", "nothing to search for"),
        ("{a b}[ti]", 0, "foreign-syntax", "braces"),
        ("pain[ti", 4, "unbalanced", "bracket"),
        ("(pain[ti]", 0, "unbalanced", "parenthesis"),
        ("TITLE(pain)", 0, "field", "has no tag"),
        ("TS=(pain)", 0, "foreign-syntax", "Web of Science"),
        ("exp Pain/ OR a[ti]", 0, "foreign-syntax", "Ovid"),
        (" OR ".join(["a[ti] AND b[ti]"] * 30), 481, "depth", "changes of operator"),
    ],
)
def test_refuses_at_the_place(query, at, code, message):
    with pytest.raises(QueryError, match=re.escape(message)) as caught:
        parse(query, FOLDING, "pubmed")
    assert (caught.value.at, caught.value.code) == (at, code)


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("pain", "write the tag, such as [tiab]"),
        ("pain[mh]", 'Write KEY("…")'),
        ("pain[ot]", "Write [tiab]"),
        ("pain[tw]", "Write [tiab]"),
        ("review[pt]", "{field: document_type, in: [article]}"),
        ("2015:2020[dp]", '{field: published, between: ["2015", null]}'),
        ("pain[titl]", "Did you mean [title]?"),
        ("pain[xx]", "[tiab]"),
        ("a[ti] and b[ti]", "Write AND."),
    ],
)
def test_says_what_to_write(query, hint):
    with pytest.raises(QueryError) as caught:
        parse(query, FOLDING, "pubmed")
    assert hint in caught.value.hint


def from_left_to_right(row: list[str]) -> str:
    """Strict text of operands and operators that take turns: the slowest reading."""
    text = row[0]
    for operator, operand in zip(row[1::2], row[2::2], strict=True):
        text = f"({text} {operator.replace('NOT', 'AND NOT')} {operand})"
    return re.sub(r"\b[a-g]\b", lambda letter: f"TITLE({letter[0]})", text)


operators = st.sampled_from(["OR", "AND", "NOT"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(operators, st.sampled_from("bcdefg")), max_size=9))
def test_from_left_to_right_in_long_rows(pairs):
    row = ["a"] + [piece for pair in pairs for piece in pair]
    text = " ".join(f"{piece}[ti]" if piece.islower() else piece for piece in row)
    found = parse(text, FOLDING, "pubmed")
    assert flat(found) == flat(parse(from_left_to_right(row), FOLDING))
    assert parse(printed(found), FOLDING) == found
