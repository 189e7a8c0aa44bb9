"""Queries pasted from Scopus; what Scopus does is told in the docstring of the reader."""

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
    ("scopus", "strict"),
    [
        # The examples of Elsevier's help on precedence.
        ("KEY(mouse AND NOT cat OR dog)", "KEY(mouse AND NOT (cat OR dog))"),
        ("KEY(mouse OR rat AND rodent)", "KEY((mouse OR rat) AND rodent)"),
        ("KEY(rodent AND rat OR mouse)", "KEY(rodent AND (rat OR mouse))"),
        (
            "KEY(cat AND dog AND NOT rodent OR mouse)",
            "KEY((cat AND dog) AND NOT (rodent OR mouse))",
        ),
        ("cat pre/10 dog AND mouse", "(cat PRE/10 dog) AND mouse"),
        ("bay PRE/6 ship* PRE/6 channel", "(bay PRE/6 ship*) PRE/6 channel"),
        ("ganglia OR tumor AND NOT malignant", "(ganglia OR tumor) AND NOT malignant"),
        # Ours.
        ("a OR b W/3 c OR d", "(a OR b) W/3 (c OR d)"),
        ("a W/3 b AND c OR d", "(a W/3 b) AND (c OR d)"),
        ("a AND NOT b AND c", "a AND NOT (b AND c)"),
        ("a AND NOT b AND NOT c", "a AND NOT b AND NOT c"),
        ("a AND NOT b c", "a AND NOT (b AND c)"),
        (
            "a AND b OR c AND d W/2 e AND NOT f OR g",
            "(a AND (b OR c) AND (d W/2 e)) AND NOT (f OR g)",
        ),
        ("peer support", "peer AND support"),
        ("peer support OR help", "peer AND (support OR help)"),
        ("peer (support OR help) group", "peer AND (support OR help) AND group"),
        ("peer support W/3 group", "peer AND (support W/3 group)"),
        ("TITLE(a b) ABS(c)", "TITLE(a AND b) AND ABS(c)"),
        (
            'TITLE-ABS-KEY ( "peer support"\n  AND stroke* )',
            'TITLE-ABS-KEY("peer support" AND stroke*)',
        ),
        ("title-abs-key(a or b and c and not d)", "TITLE-ABS-KEY(((a OR b) AND c) AND NOT d)"),
        ("TITLE(a) OR ABS(b) AND KEY(c)", "(TITLE(a) OR ABS(b)) AND KEY(c)"),
        ("“peer support” W/2 (group* or club*)", '"peer support" W/2 (group* OR club*)'),
        ("{self-harm} OR self-harm", "{self-harm} OR self-harm"),
        ("a w/03 b", "a W/3 b"),
        ('"and" OR "W/3"', '"and" OR "W/3"'),
        ("(((a))) AND (b)", "a AND b"),
        ("WNT3 WHO5 PREMM5", "WNT3 AND WHO5 AND PREMM5"),
        ("ADHD (child* OR teen*)", "ADHD AND (child* OR teen*)"),
    ],
)
def test_reads_as_scopus_does(scopus, strict):
    assert parse(scopus, FOLDING, "scopus") == parse(strict, FOLDING)


def test_a_question_mark_is_exactly_one_letter():
    query = parse('TITLE(wom?n OR "organi?ation* ?f")', FOLDING, "scopus")
    terms = [node.words for node in query.inner.items]
    assert terms == [("wom.n",), ("organi.ation*", ".f")]


def test_keeps_the_text_and_the_place_of_a_term():
    query = parse('TITLE ( a W/2\n"b  c?" )', FOLDING, "scopus")
    assert isinstance(query, Scoped)
    assert isinstance(query.inner, Near)
    right = query.inner.right
    assert isinstance(right, Term)
    assert (right.text, right.at, query.inner.at) == ("b c?", 14, 10)


@pytest.mark.parametrize(
    ("query", "at", "code", "message"),
    [
        ("", 0, "empty", "empty"),
        ("TITLE(a) AND PUBYEAR > 2014", 13, "field", "asks for a date"),
        ("TITLE(a) AND PUBYEAR AFT 2014", 13, "field", "asks for a date"),
        ("TITLE(a) AND pubyear = 2014", 13, "field", "asks for a date"),
        ('TITLE(a) AND (LIMIT-TO ( DOCTYPE,"ar" ))', 14, "field", "LIMIT-TO of Scopus"),
        ('TITLE(a) AND EXCLUDE(LANGUAGE, "Chinese")', 13, "field", "EXCLUDE of Scopus"),
        ("DOCTYPE(ar)", 0, "field", "type of document"),
        ("LANGUAGE(english)", 0, "field", "a language"),
        ("SRCTYPE(j)", 0, "field", "type of source"),
        ("AUTH(smith)", 0, "field", "people"),
        ("AFFIL(kenya)", 0, "field", "people"),
        ("AFFILCOUNTRY(kenya)", 0, "field", "countries"),
        ("DOI(10)", 0, "field", "identifies"),
        ("ISSN(10)", 0, "field", "identifies"),
        ("REF(a)", 0, "field", "also looks"),
        ("ALL(a)", 0, "field", "also looks"),
        ("TITLE-ABS-KEY-AUTH(a)", 0, "field", "also looks"),
        ("CHEMNAME(a)", 0, "field", "also looks"),
        ("AUTHKEY(a)", 0, "field", "one kind of keywords"),
        ("INDEXTERMS(a)", 0, "field", "one kind of keywords"),
        ("SUBJAREA(psyc)", 0, "field", "a class"),
        ("a AND TITEL(b)", 6, "unknown-scope", "unknown field 'TITEL'"),
        ("a AND TITEL (b)", 6, "unknown-scope", "unknown field 'TITEL'"),
        ("foo(a)", 0, "unknown-scope", "unknown field 'foo'"),
        ("TITLE-ABS-KEY support AND group", 0, "unknown-scope", "field without its parenthesis"),
        ("TITLE ABS KEY (support)", 0, "unknown-scope", "field without its parenthesis"),
        ("a AND AUTHKEY b", 6, "unknown-scope", "field without its parenthesis"),
        ("TITLE-ABS(a AND KEY(b) OR c)", 16, "field", "KEY within TITLE-ABS"),
        ("a NOT b", 2, "operator", "NOT without AND"),
        ("NOT a", 0, "operator", "nothing before 'NOT'"),
        ("AND NOT a", 0, "operator", "nothing before 'AND'"),
        ("a AND", 2, "operator", "nothing after 'AND'"),
        ("a W3 b", 2, "operator", "'W3' is not an operator"),
        ("a NEAR/3 b", 2, "operator", "'NEAR/3' is not an operator"),
        ("a W/x b", 2, "operator", "'W/x' is not an operator"),
        ("a near/3 b", 2, "operator", "'near/3' is not an operator"),
        ("a N/3 b", 2, "operator", "'N/3' is not an operator"),
        ("a ADN b", 2, "operator", "'ADN' is not an operator"),
        ("a W/ b", 2, "proximity", "needs a number"),
        ("a PRE/300 b", 2, "proximity", "needs a number"),
        ("a W/2 b W/3 c", 8, "mixed-operators", "side by side"),
        ("a W/2 b PRE/2 c", 8, "mixed-operators", "side by side"),
        ("a W/2 (b AND c)", 2, "proximity", "can be near"),
        ("a W/2 (b c)", 2, "proximity", "can be near"),
        ("TITLE(a) W/2 TITLE(b)", 9, "proximity", "can be near"),
        ("{to be or not to be?}", 19, "wildcard", "in braces"),
        ("{}", 0, "exact", "nothing between"),
        ("TITLE(a OR *)", 11, "wildcard", "every word"),
        ("TITLE(a", 5, "unbalanced", "parenthesis"),
        ("TITLE()", 5, "empty", "nothing between"),
        ("a) OR b", 1, "unbalanced", "parenthesis"),
        ("a[tiab]", 1, "foreign-syntax", "PubMed"),
        ("TS=(a)", 0, "foreign-syntax", "Web of Science"),
        ("#1 AND #2", 0, "foreign-syntax", "search history"),
        ("(#1 AND a)", 1, "foreign-syntax", "search history"),
        ("a OR @list", 5, "foreign-syntax", "'@list' is the name"),
    ],
)
def test_refuses_at_the_place(query, at, code, message):
    with pytest.raises(QueryError, match=re.escape(message)) as caught:
        parse(query, FOLDING, "scopus")
    assert (caught.value.at, caught.value.code) == (at, code)


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("PUBYEAR > 2014", '{field: published, between: ["2015", null]}'),
        ("LIMIT-TO(PUBYEAR, 2014)", '{field: published, between: ["2015", null]}'),
        ('LIMIT-TO ( DOCTYPE , "ar" )', "{field: document_type, in: [article]}"),
        ("EXCLUDE(LANGUAGE, x)", "{field: language, in: [eng]}"),
        ("LIMIT-TO(EXACTKEYWORD, x)", "conditions on fields"),
        ("SRCTYPE(j)", "{field: source_type, in: [journal]}"),
        ("AUTHKEY(a)", "Write KEY(…)"),
        ("ALL(a)", "Write TITLE-ABS-KEY(…)"),
        ("TITEL(a)", "Did you mean TITLE(…)?"),
        ("AUTHKYE(a)", "Did you mean AUTHKEY(…)?"),
    ],
)
def test_says_what_to_write(query, hint):
    with pytest.raises(QueryError) as caught:
        parse(query, FOLDING, "scopus")
    assert hint in caught.value.hint


# -- precedence against the slowest reading: the closest operator first, two operands at a time ----

RANKS = (("OR",), ("W/3",), ("AND", ""), ("AND NOT",))


def in_parentheses(row: list[str]) -> str:
    """Strict text of operands and operators that take turns."""
    for rank in RANKS:
        while any(operator in rank for operator in row[1::2]):
            i = next(i for i in range(1, len(row), 2) if row[i] in rank)
            row[i - 1 : i + 2] = [f"({row[i - 1]} {row[i] or 'AND'} {row[i + 1]})"]
    return row[0]


operators = st.sampled_from(["OR", "W/3", "AND", "", "AND NOT"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(operators, st.sampled_from("bcdefg")), max_size=9))
def test_precedence_in_long_rows(pairs):
    row = ["a"] + [piece for pair in pairs for piece in pair]
    found = parse(" ".join(row), FOLDING, "scopus")
    assert flat(found) == flat(parse(in_parentheses(row), FOLDING))
    assert parse(printed(found), FOLDING) == found
