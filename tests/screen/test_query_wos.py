"""Queries pasted from Web of Science; what it does is told in the docstring of the reader."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from query_printer import flat, printed

from litsieve.screen.query.parser import QueryError, parse
from litsieve.screen.query.tree import Near, Scoped, Term
from litsieve.screen.words import Folding

FOLDING = Folding()


@pytest.mark.parametrize(
    ("wos", "strict"),
    [
        # The examples of Clarivate's help.
        ("TS=(copper OR lead AND algae)", "TITLE-ABS-KEY(copper OR (lead AND algae))"),
        ("TS=((copper OR lead) AND algae)", "TITLE-ABS-KEY((copper OR lead) AND algae)"),
        ("TS=(rainbow trout fish)", "TITLE-ABS-KEY(rainbow AND trout AND fish)"),
        ("TS=(salmon NEAR virus)", "TITLE-ABS-KEY(salmon W/15 virus)"),
        (
            "TS = (Germany NEAR/10 (monetary NEAR/0 union))",
            "TITLE-ABS-KEY(Germany W/10 (monetary W/0 union))",
        ),
        # Ours.
        ("TI=cancer", "TITLE(cancer)"),
        ('AB="peer support"', 'ABS("peer support")'),
        ("ts=(a and b)", "TITLE-ABS-KEY(a AND b)"),
        ("TI=a AND AB=b OR TS=c", "(TITLE(a) AND ABS(b)) OR TITLE-ABS-KEY(c)"),
        ("TI=a OR AB=b NOT TS=c", "TITLE(a) OR (ABS(b) AND NOT TITLE-ABS-KEY(c))"),
        ("TI=(a AND b NOT c AND d)", "TITLE(a AND (b AND NOT c) AND d)"),
        ("TI=(a NOT b NOT c)", "TITLE(a AND NOT b AND NOT c)"),
        ("TI=(a NOT b NEAR/2 c)", "TITLE(a AND NOT (b W/2 c))"),
        ("TI=(a OR b NEAR/2 c OR d)", "TITLE(a OR (b W/2 c) OR d)"),
        ("TI=((a OR b) near/2 (c OR d))", "TITLE((a OR b) W/2 (c OR d))"),
        ("TI=(a b OR c d)", "TITLE((a AND b) OR (c AND d))"),
        ("TI=(a (b OR c))", "TITLE(a AND (b OR c))"),
        ("TI=(a NEAR/2 b NEAR/2 c)", "TITLE((a W/2 b) W/2 c)"),
        ('TS=(“peer support”\n OR "self harm*")', 'TITLE-ABS-KEY("peer support" OR "self harm*")'),
        ('TS=("same" OR "near")', 'TITLE-ABS-KEY("same" OR "near")'),
        ("TS=(self-harm)", "TITLE-ABS-KEY(self-harm)"),
        ("((TI=a))", "TITLE(a)"),
    ],
)
def test_reads_as_web_of_science_does(wos, strict):
    assert parse(wos, FOLDING, "wos") == parse(strict, FOLDING)


def test_wildcards_are_one_letter_one_or_none_any():
    query = parse('TI=(l?chee$ OR "behavio$r* th?rap$*")', FOLDING, "wos")
    assert [node.words for node in query.inner.items] == [
        ("l.chee?",),
        ("behavio?r*", "th.rap?*"),
    ]


def test_keeps_the_text_and_the_place_of_a_term():
    query = parse('TI=(a NEAR\n"b$  c")', FOLDING, "wos")
    assert isinstance(query, Scoped)
    assert isinstance(query.inner, Near)
    right = query.inner.right
    assert isinstance(right, Term)
    assert (right.text, right.at, query.inner.at) == ("b$ c", 11, 6)


@pytest.mark.parametrize(
    ("query", "at", "code", "message"),
    [
        ("", 0, "empty", "empty"),
        ("cancer", 0, "field", "in no field"),
        ("TS=a OR b", 8, "field", "in no field"),
        ("TS=lead poisoning", 8, "operator", "no operator before 'poisoning'"),
        ("TS=(a) TI=(b)", 7, "operator", "no operator before 'TI='"),
        ("TS=(a) AND PY=2015-2020", 11, "field", "a date"),
        ("AU=smith", 0, "field", "people"),
        ("SO=(nature)", 0, "field", "a journal"),
        ("DT=(article)", 0, "field", "type of document"),
        ("LA=english", 0, "field", "a language"),
        ("CU=kenya", 0, "field", "countries"),
        ("ALL=(a)", 0, "field", "also looks"),
        ("AK=(a)", 0, "field", "one kind of keywords"),
        ("KP=(a)", 0, "field", "one kind of keywords"),
        ("WC=(a)", 0, "field", "a class"),
        ("QQ=(a)", 0, "unknown-scope", "unknown field 'QQ='"),
        ("TS=(a AND TI=b)", 10, "field", "TI= within TS="),
        ("TS=(a SAME b)", 6, "operator", "SAME"),
        ("TS=(a AND NOT b)", 6, "operator", "AND NOT"),
        ("TS=(NOT b)", 4, "operator", "nothing before 'NOT'"),
        ("TS=(a OR)", 6, "operator", "nothing after 'OR'"),
        ("TS=(a NEAR3 b)", 6, "operator", "'NEAR3' is not an operator"),
        ("TS=(a W/3 b)", 6, "operator", "'W/3' is not an operator"),
        ("TS=(a pre/3 b)", 6, "operator", "'pre/3' is not an operator"),
        ("TS=(a NEAR/x b)", 6, "operator", "'NEAR/x' is not an operator"),
        ("TS=(a NEAR/ b)", 6, "proximity", "needs a number"),
        ("TS=(a NEAR/999 b)", 6, "proximity", "needs a number"),
        ("TS=(a NEAR/2 b NEAR/3 c)", 15, "mixed-operators", "side by side"),
        ("TS=(Germany NEAR/10 (monetary AND union))", 12, "proximity", "can be near"),
        ("TS=(Brown NEAR (spider bite))", 10, "proximity", "can be near"),
        ("TS=a NEAR/3 TS=b", 5, "proximity", "can be near"),
        ("TS=(a OR *)", 9, "wildcard", "every word"),
        ("TS=({a b})", 4, "foreign-syntax", "braces"),
        ("TS=", 0, "operator", "nothing after 'TS='"),
        ("TS=(a", 3, "unbalanced", "parenthesis"),
        ("TS=(a = b)", 6, "unbalanced", "= without a field"),
        ("#1 AND #2", 0, "foreign-syntax", "search history"),
        ("TS=(@list)", 4, "foreign-syntax", "'@list' is the name"),
        ("a[tiab]", 1, "foreign-syntax", "PubMed"),
        ("TITLE(a)", 0, "unknown-scope", "a field without its parenthesis"),
        ("TS=(TITLE(a))", 4, "unknown-scope", "a field without its parenthesis"),
        ("TS=(a AND TI)", 10, "unknown-scope", "a field without its parenthesis"),
        ("TS=(SO(a))", 4, "unknown-scope", "a field without its parenthesis"),
        ("TS=(near)", 4, "operator", "nothing before 'near'"),
    ],
)
def test_refuses_at_the_place(query, at, code, message):
    with pytest.raises(QueryError, match=re.escape(message)) as caught:
        parse(query, FOLDING, "wos")
    assert (caught.value.at, caught.value.code) == (at, code)


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("cancer", "Write TS=(…)"),
        ("TS=lead poisoning", "TS=(a OR b)"),
        ("TS=a AND PY=2015", '{field: published, between: ["2015", null]}'),
        ("AK=(a)", "Write TS=(…)"),
        ("ALL=(a)", "Write TS=(…)"),
        ("TST=(a)", "Did you mean TS=(…)?"),
        ("TS=(a SAME b)", "NEAR/x"),
    ],
)
def test_says_what_to_write(query, hint):
    with pytest.raises(QueryError) as caught:
        parse(query, FOLDING, "wos")
    assert hint in caught.value.hint


# -- precedence against the slowest reading: the closest operator first, two operands at a time ----

RANKS = (("NEAR/3",), ("NOT",), ("AND", ""), ("OR",))
STRICT = {"NEAR/3": "W/3", "NOT": "AND NOT", "": "AND"}


def in_parentheses(row: list[str]) -> str:
    """Strict text of operands and operators that take turns."""
    for rank in RANKS:
        while any(operator in rank for operator in row[1::2]):
            i = next(i for i in range(1, len(row), 2) if row[i] in rank)
            row[i - 1 : i + 2] = [f"({row[i - 1]} {STRICT.get(row[i], row[i])} {row[i + 1]})"]
    return row[0]


operators = st.sampled_from(["OR", "NEAR/3", "AND", "", "NOT"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(operators, st.sampled_from("bcdefg")), max_size=9))
def test_precedence_in_long_rows(pairs):
    row = ["a"] + [piece for pair in pairs for piece in pair]
    found = parse(f"TI=({' '.join(row)})", FOLDING, "wos")
    assert flat(found) == flat(parse(f"TITLE({in_parentheses(row)})", FOLDING))
    assert parse(printed(found), FOLDING) == found
