"""Lines of a search history are refused at their place; words that look like them are not."""

from __future__ import annotations

import pytest

from litsieve.screen.query.parser import SYNTAXES, QueryError, parse, parse_lines
from litsieve.screen.words import Folding

FOLDING = Folding()


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    ("query", "at"),
    [
        ("S1 AND S2", 0), ("1 AND 2", 0), ("1 or 2", 0), ("L1", 0), ("(s1 OR s2) NOT s3", 1),
        ("or/1-5", 0), ("1-5/or", 0), ("(12 and 13)", 1), ("#1 AND #2", 0), ("#3", 0),
        ("S1-S4 OR S7", 0), ("and/3,5,8", 0),
    ],
)  # fmt: skip
def test_a_query_of_nothing_but_lines_is_refused_in_every_syntax(syntax, query, at):
    with pytest.raises(QueryError, match="search history") as raised:
        parse(query, FOLDING, syntax)
    assert raised.value.at == at
    assert "paste the whole query in place of" in raised.value.hint


@pytest.mark.parametrize(
    ("syntax", "query", "at"),
    [
        ("strict", "cancer AND #2", 11), ("strict", "cancer AND 1-5/or", 11),
        ("strict", "{OR #1-#5}", 0), ("scopus", "TITLE(a) AND #4", 13),
        ("pubmed", "S1 AND pain[tiab]", 0), ("wos", "TS=(a) AND S3", 11),
    ],
)  # fmt: skip
def test_a_line_that_can_be_no_word_is_refused_beside_words(syntax, query, at):
    with pytest.raises(QueryError, match="search history") as raised:
        parse(query, FOLDING, syntax)
    assert raised.value.at == at


@pytest.mark.parametrize(
    ("syntax", "query"),
    [
        ("strict", '"S1" AND "S2"'), ("strict", 'L1 OR "first language"'),
        ("strict", "TITLE(S1 OR S2)"), ("strict", "vitamin AND B12"), ("strict", "H1N1 OR H5N1"),
        ("strict", "2019 OR 2020"), ("strict", '"L1"'), ("strict", "cats # 2 of them\nAND dogs"),
        ("strict", "10,000 OR 12,000"), ("scopus", "TITLE-ABS-KEY(S1 AND S2)"),
        ("scopus", "H1N1 AND PM2.5"), ("pubmed", "S1[tiab] AND S2[tiab]"),
        ("wos", "TS=(S1 AND S2)"), ("wos", "TS=L1"),
    ],
)  # fmt: skip
def test_words_that_look_like_lines_are_read(syntax, query):
    parse(query, FOLDING, syntax)


def test_a_line_of_a_list_may_be_a_word_that_looks_like_a_reference():
    parse_lines('L1\nL2\n"mother tongue*"', FOLDING)
    with pytest.raises(QueryError, match="search history"):
        parse_lines("cat\nS1 AND S2", FOLDING)
