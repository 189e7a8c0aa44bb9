from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litsieve.screen.query.parser import QueryError, parse, parse_lines
from litsieve.screen.query.tree import And, ListRef, Near, Not, Or, Scoped, Term, walk
from litsieve.screen.words import Folding

FOLDING = Folding()


def term(text: str) -> Term:
    return Term(tuple(text.split()), text, 0)


def test_proximity_binds_closer_than_or():
    query = parse("a OR mental W/1 (b* OR c) OR self-harm", FOLDING)
    near = Near(term("mental"), Or((term("b*"), term("c"))), 1, False, 0)
    assert query == Or((term("a"), near, term("self harm")))


def test_and_not_may_end_a_row_of_and():
    query = parse('a AND "b c" AND NOT TITLE(@d)', FOLDING)
    inner = Scoped(frozenset({"title"}), ListRef("d", 0))
    assert query == And((term("a"), term("b c"), Not(inner)))


def test_comments_and_curly_quotation_marks():
    assert parse("# all of it\n“a b” # and more\nOR c", FOLDING) == Or((term("a b"), term("c")))


def test_lines_of_a_list_are_or_ed_and_know_their_place():
    query = parse_lines('# first\na OR b\n\n  "c d"  # last\n', FOLDING)
    assert query == Or((Or((term("a"), term("b"))), term("c d")))
    assert [node.at for node in walk(query) if isinstance(node, Term)] == [8, 13, 18]


@pytest.mark.parametrize(
    ("query", "at", "message"),
    [
        ("", 0, "empty"),
        ("(a OR b", 0, "unbalanced parenthesis"),
        ("a OR b) OR c", 6, "unbalanced parenthesis"),
        ("a AND (b OR (c)", 6, "unbalanced parenthesis"),
        (")", 0, "unbalanced parenthesis"),
        ("()", 0, "nothing between"),
        ('a OR "b c', 5, "quotation mark"),
        ("a AND b OR c", 8, "AND and OR side by side"),
        ("a AND NOT b AND c", 12, "AND NOT and AND side by side"),
        ("a W/2 b W/3 c", 8, "side by side"),
        ("a b", 2, "no operator"),
        ("a and b", 2, "small letters"),
        ("a OR", 2, "nothing after 'OR'"),
        ("OR a", 0, "nothing before 'OR'"),
        ("a OR OR b", 5, "nothing before 'OR'"),
        ("NOT a", 0, "NOT without AND"),
        ("a NOT b", 2, "NOT without AND"),
        ("alpha[tiab]", 5, "not part of the language"),
        ("a OR depression[mesh]", 15, "not part of the language"),
        ("alpha/exp", 5, "not part of the language"),
        ("ti:alpha", 2, "not part of the language"),
        ("alpha.ti,ab.", 5, "not part of the language"),
        ("behavio$r", 7, "not part of the language"),
        ("a w/3 b", 2, "small letters"),
        ("a W/x b", 2, "no operator before 'W/x'"),
        ("a W/ b", 2, "needs a number"),
        ("a W/256 b", 2, "needs a number"),
        ("a NEAR/3 b", 2, "NEAR"),
        ("TITEL(a)", 0, "unknown field"),
        ("{a b}", 0, "braces"),
        ("a OR @", 5, "not the name of a list"),
        ("a OR *", 5, "every word"),
        ('a OR "b ??"', 5, "every word"),
        ("a OR --", 5, "nothing to search for"),
        (" W/1 ".join("a" * 60), 302, "in a row"),
        ("(" * 60 + "a" + ")" * 60, 50, "nested"),
    ],
)
def test_an_error_points_at_the_word(query, at, message):
    with pytest.raises(QueryError, match=message) as caught:
        parse(query, FOLDING)
    assert caught.value.at == at


def test_an_error_in_a_list_counts_from_the_beginning_of_the_list():
    with pytest.raises(QueryError) as caught:
        parse_lines("a OR b\n(c OR d\n", FOLDING)
    assert caught.value.at == 7


@given(st.text(alphabet='ab ()"*?@W/1ANDORT#-\n{}“'))
def test_any_text_is_a_query_or_a_query_error(text):
    try:
        parse(text, FOLDING)
    except QueryError as error:
        found = error
    else:
        return
    assert found.message
    assert 0 <= found.at <= len(text)
