from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from query_printer import printed

from litsieve.config.criteria import read_criteria
from litsieve.errors import ReviewError
from litsieve.screen.query.parser import SYNTAXES, QueryError, parse, parse_lines
from litsieve.screen.query.tree import SCOPES, And, ListRef, Near, Not, Or, Scoped, Term, walk
from litsieve.screen.words import Folding

FOLDING = Folding()


def term(text: str) -> Term:
    return Term(tuple(text.split()), text, 0)


def exact(*words: str) -> Term:
    return Term(words, "", 0, exact=True)


def test_proximity_stands_beside_or_in_parentheses():
    query = parse("a OR (mental W/1 (b* OR c)) OR self-harm", FOLDING)
    near = Near(term("mental"), Or((term("b*"), term("c"))), 1, False, 0)
    assert query == Or((term("a"), near, term("self harm")))


def test_proximity_binds_closer_than_and():
    query = parse("a AND b W/1 c AND NOT d PRE/2 e", FOLDING)
    after = Not(Near(term("d"), term("e"), 2, True, 0))
    assert query == And((term("a"), Near(term("b"), term("c"), 1, False, 0), after))


@pytest.mark.parametrize(
    ("text", "at", "hint"),
    [
        ("a OR b W/3 c", 7, "(a OR b) W/3 c, or a OR (b W/3 c)."),
        ('"a x" PRE/3 @b OR (c)', 15, '("a x" PRE/3 @b) OR c, or "a x" PRE/3 (@b OR c).'),
        ("TITLE(a W/3 b OR (c AND d))", 14, "(a W/3 b) OR (…), or a W/3 (b OR (…))."),
    ],
)
def test_or_beside_proximity_is_refused_and_the_hint_shows_the_parentheses(text, at, hint):
    with pytest.raises(QueryError, match="side by side") as raised:
        parse(text, FOLDING)
    assert (raised.value.code, raised.value.at) == ("mixed-operators", at)
    assert raised.value.hint.endswith(hint)


def test_and_not_may_end_a_row_of_and():
    query = parse('a AND "b c" AND NOT TITLE(@d)', FOLDING)
    inner = Scoped(frozenset({"title"}), ListRef("d", 0))
    assert query == And((term("a"), term("b c"), Not(inner)))


def test_comments_and_curly_quotation_marks():
    assert parse("# all of it\n“a b” # and more\nOR c", FOLDING) == Or((term("a b"), term("c")))
    assert parse("„a b“ OR «c d»", FOLDING) == Or((term("a b"), term("c d")))


def test_braces_make_an_exact_phrase_of_compounds():
    assert parse("{Self‐Harm}", FOLDING) == exact("self-harm")
    assert parse("{Parents’ self-harm, now}", FOLDING) == exact("parents", "self-harm", "now")
    assert parse("{children’s}", FOLDING) == exact("children's")
    assert parse("{a b} W/2 c", FOLDING) == Near(exact("a", "b"), term("c"), 2, False, 0)
    assert parse("{a}", FOLDING) != parse("a", FOLDING)


def test_folding_reaches_into_braces():
    assert parse("{Ärzte}", FOLDING) == exact("arzte")
    assert parse("{Ärzte}", Folding(diacritics=False)) == exact("ärzte")


def test_a_field_may_stand_apart_from_its_parenthesis():
    assert parse("TITLE-ABS (a OR b)", FOLDING) == parse("TITLE-ABS(a OR b)", FOLDING)


def test_distance_with_leading_zeros():
    assert parse("a W/00003 b", FOLDING) == parse("a W/3 b", FOLDING)


def test_lines_of_a_list_are_or_ed_and_know_their_place():
    query = parse_lines('# first\na OR b\n\n  "c d"  # last\n', FOLDING)
    assert query == Or((Or((term("a"), term("b"))), term("c d")))
    assert [node.at for node in walk(query) if isinstance(node, Term)] == [8, 13, 18]


def test_lines_of_a_list_in_another_syntax():
    query = parse_lines("a[ti]\n\nb[ti] NOT c[ti]", FOLDING, "pubmed")
    assert query == parse("TITLE(a) OR (TITLE(b) AND NOT TITLE(c))", FOLDING)
    with pytest.raises(QueryError) as caught:
        parse_lines("a[ti]\nb[mh]", FOLDING, "pubmed")
    assert caught.value.at == 7


@pytest.mark.parametrize(
    ("query", "at", "code", "message"),
    [
        ("", 0, "empty", "empty"),
        ("  # nothing", 10, "empty", "empty"),
        ("(a OR b", 0, "unbalanced", "unbalanced parenthesis"),
        ("a OR b) OR c", 6, "unbalanced", "unbalanced parenthesis"),
        ("a AND (b OR (c)", 6, "unbalanced", "unbalanced parenthesis"),
        (")", 0, "unbalanced", "unbalanced parenthesis"),
        ("()", 0, "empty", "nothing between"),
        ('a OR "b c', 5, "unbalanced", "quotation mark"),
        ("a OR {b c", 5, "unbalanced", "brace"),
        ("a OR b} OR c", 6, "unbalanced", "brace"),
        ("{a {b} c}", 0, "unbalanced", "brace"),
        ("a OR {}", 5, "exact", "nothing between the braces"),
        ("a OR { - }", 5, "exact", "nothing between the braces"),
        ("{depress* mood}", 8, "wildcard", "in braces"),
        ("{mood?}", 5, "wildcard", "in braces"),
        ("a AND b OR c", 8, "mixed-operators", "AND and OR side by side"),
        ("a AND NOT b AND c", 12, "mixed-operators", "AND NOT and AND side by side"),
        ("a OR b AND NOT c", 7, "mixed-operators", "OR and AND NOT side by side"),
        ("a W/2 b W/3 c", 8, "mixed-operators", "side by side"),
        ("a W/2 b PRE/2 c", 8, "mixed-operators", "side by side"),
        ("a b", 2, "operator", "no operator"),
        ("a (b)", 2, "operator", "no operator"),
        ("a and b", 2, "operator", "small letters"),
        ("a OR", 2, "operator", "nothing after 'OR'"),
        ("(a OR) AND b", 3, "operator", "nothing after 'OR'"),
        ("OR a", 0, "operator", "nothing before 'OR'"),
        ("a OR OR b", 5, "operator", "nothing before 'OR'"),
        ("NOT a", 0, "operator", "NOT without AND"),
        ("a NOT b", 2, "operator", "NOT without AND"),
        ("a AND NOT NOT b", 10, "operator", "NOT without AND"),
        ("a w/3 b", 2, "operator", "small letters"),
        ("a W/x b", 2, "operator", "'W/x' is not an operator"),
        ("a W3 b", 2, "operator", "'W3' is not an operator"),
        ("a NEAR/3 b", 2, "operator", "NEAR"),
        ("a NEAR b", 2, "operator", "NEAR"),
        ("a OR near/3 b", 5, "operator", "near/3"),
        ("a W/ b", 2, "proximity", "needs a number"),
        ("a PRE/ b", 2, "proximity", "needs a number"),
        ("a W/256 b", 2, "proximity", "needs a number"),
        ("(a AND b) W/3 c", 10, "proximity", "can be near"),
        ("a W/3 TITLE(b)", 2, "proximity", "can be near"),
        ("TITEL(a)", 0, "unknown-scope", "unknown field"),
        ("support AND TITLE", 12, "unknown-scope", "a field without its parenthesis"),
        ("title-abs-key AND b", 0, "unknown-scope", "a field without its parenthesis"),
        ("KEY", 0, "unknown-scope", "a field without its parenthesis"),
        ("TITLE(ABS(a))", 6, "field", "ABS within TITLE"),
        ("title(x OR (y AND Abs(a)))", 18, "field", "ABS within TITLE"),
        ("TITLE(a) OR (ABS(TITLE(b)))", 17, "field", "TITLE within ABS"),
        ("a OR @", 5, "list", "not the name of a list"),
        ("a OR *", 5, "wildcard", "every word"),
        ('a OR "b ??"', 5, "wildcard", "every word"),
        ("a OR --", 5, "term", "nothing to search for"),
        (" W/1 ".join("a" * 60), 302, "depth", "in a row"),
        ("(" * 60 + "a" + ")" * 60, 50, "depth", "nested"),
    ],
)
def test_an_error_points_at_the_word(query, at, code, message):
    with pytest.raises(QueryError, match=re.escape(message)) as caught:
        parse(query, FOLDING)
    assert (caught.value.at, caught.value.code) == (at, code)


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("a and b", "Write AND."),
        ("a ADN b", "Did you mean AND?"),
        ("a w/3 b", "Write W/3."),
        ("a W3 b", "Write W/3:"),
        ("a PRE3 b", "Write PRE/3:"),
        ("a NEAR/5 b", "Write W/5:"),
        ("a N5 b", "Write W/5:"),
        ("a W3 b", "Or PRE/3, if they must stand in this order"),
        ("a ONEAR/3 b", "Write PRE/3:"),
        ("a adj3 b", "write W/2 for adj3"),
        ("a ADJ/3 b", "write W/2 for adj3"),
        ("wom#n", "For a letter write ?"),
        ("C++", 'put it in quotes: "p < 0.05", "C++"'),
        ("support AND TITLE", "Write TITLE(…), or put it in quotes"),
        ("ABS(TITLE(a))", "Close the parenthesis of the first field"),
        ("a W/ b", "Write W/3."),
        ("TITEL(a)", "Did you mean TITLE(…)?"),
        ("ABSTRACT(a)", "Did you mean ABS(…)?"),
        ("KEYWORDS(a)", "Did you mean KEY(…)?"),
        ("FOO(a)", "Valid: TITLE, ABS, KEY, TITLE-ABS, TITLE-ABS-KEY."),
        ("a AND b OR c", "syntax: scopus"),
        ("{depress* mood}", 'Write "depress* mood" in quotes'),
    ],
)
def test_an_error_says_what_to_write(query, hint):
    with pytest.raises(QueryError) as caught:
        parse(query, FOLDING)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("query", "at", "database", "syntax"),
    [
        ("alpha[tiab]", 5, "PubMed", "pubmed"),
        ("a OR depression[mesh]", 15, "PubMed", "pubmed"),
        ('"heart attack"[Title/Abstract] or pain[tiab]', 14, "PubMed", "pubmed"),
        ("depression[MeSH Terms]", 10, "PubMed", "pubmed"),
        ("TS=(a OR b)", 0, "Web of Science", "wos"),
        ("TI = (a OR b) AND AB=c", 0, "Web of Science", "wos"),
        ("behavio$r", 7, "Web of Science", "wos"),
        ("TITLE-ABS-KEY(a) AND PUBYEAR > 2014", 21, "Scopus", None),
        ("(a OR b) AND LIMIT-TO (DOCTYPE, ar)", 13, "Scopus", None),
        ("AUTHKEY(a)", 0, "Scopus", None),
        ("alpha.ti,ab.", 5, "Ovid", None),
        ("(a or b).mp.", 8, "Ovid", None),
        ("exp Depression/ or mood", 0, "Ovid", None),
        ("Depression/", 10, "Ovid", None),
        ("mental adj3 health", 7, "Ovid", None),
        ("alpha/exp", 5, "Embase", None),
        ("'heart attack'/exp OR 'mi':ti,ab", 0, "Embase", None),
        ("attack:ti,ab,kw", 6, "Embase", None),
        ("TI (a OR b) AND c", 0, "EBSCO", None),
        ('MH "Depression"', 0, "EBSCO", None),
        ("TI(a)", 0, "ProQuest", None),
        ("NOFT(a OR b)", 0, "ProQuest", None),
        ("heart NEXT attack", 6, "Cochrane", None),
        ("[mh depression] OR mood", 0, "Cochrane", None),
        ("noft(a near/3 b)", 0, "ProQuest", None),
        ('([mh "heart failure"] or mood)', 1, '[mh "heart failure"]', None),
        ("ti:alpha", 2, "Europe PMC", None),
    ],
)
def test_a_query_of_another_database_is_refused_by_name(query, at, database, syntax):
    with pytest.raises(QueryError, match=re.escape(database)) as caught:
        parse(query, FOLDING)
    assert caught.value.at == at
    if syntax:
        assert f"`syntax: {syntax}`" in caught.value.hint
    if database != "Scopus":
        assert caught.value.code == "foreign-syntax"


def test_a_search_history_is_not_taken_for_a_comment():
    with pytest.raises(QueryError, match="search history"):
        parse("a OR b\n#1 AND #2", FOLDING)
    assert parse("a # 1 of 2\n#2nd\nOR b", FOLDING) == parse("a OR b", FOLDING)


@pytest.mark.parametrize("syntax", ["strict", "scopus", "pubmed", "wos"])
@pytest.mark.parametrize(
    ("word", "sign"),
    [
        ("wom#n", 3), ("depress%", 7), ("support^2", 7), ("support\\.", 7), ("~support", 0),
        ("support~", 7), ("p<0.05", 1), ("n>3", 1), ("C++", 1), ("+support", 0), ("a|b", 1),
        ("depress!", 7),
    ],
)  # fmt: skip
def test_a_sign_of_another_database_is_refused_in_every_syntax_unless_quoted(word, sign, syntax):
    before, after = {"pubmed": ("x[ti] OR ", "[ti]"), "wos": ("TI=(x OR ", ")")}.get(
        syntax, ("TITLE(x OR ", ")")
    )
    message = re.escape(f"'{word[sign]}' in ")
    with pytest.raises(QueryError, match=message) as caught:
        parse(before + word + after, FOLDING, syntax)
    assert (caught.value.at, caught.value.code) == (len(before) + sign, "foreign-syntax")
    assert "put it in quotes" in caught.value.hint
    parse(f'{before}"{word}"{after}', FOLDING, syntax)


def test_a_field_after_a_field_and_names_of_fields_in_quotes_are_read():
    parse('TITLE(a) AND (ABS(b) OR KEY(c)) OR "TITLE"'.replace(") OR", ") AND"), FOLDING)
    parse("title AND abs AND key", FOLDING)


@pytest.mark.parametrize(
    "query",
    [
        "IL-6 OR R&D OR COVID-19", '"C#" OR "p < 0.05" OR "10%"', "{C++}", "a # b < c",
        "HIV/AIDS OR and/or OR 24/7", "U.S. OR i.e. OR et al.".replace("et al.", '"et al."'),
        '"10:1" OR "see: this" OR "a[b]" OR "$5" OR "TS=1"', "mothers' OR children's OR l'enfant",
        "NEXT-generation OR W3 OR N3", "LANGUAGE OR DOI OR ISSUE", "3:1", "exp OR adj",
        "a AND(b)",
    ],
)  # fmt: skip
def test_what_only_looks_foreign_is_read(query):
    parse(query, FOLDING)


@pytest.mark.parametrize(
    ("lists", "query", "refused"),
    [
        ("a: ABS(x)", "TITLE(@a)", "@a"),
        ("a: ABS(x)\n  b: c OR @a", "y OR TITLE(z OR @b)", "@b"),
        ("a: ABS(x)\n  b: TITLE(@a)", "@b", "@a"),
        ("a: ABS(x)\n  b: c OR d", "TITLE(@b) OR @a", None),
    ],
)
def test_a_list_with_fields_of_its_own_cannot_stand_in_a_field(lists, query, refused):
    text = (
        f"version: 1\nlists:\n  {lists}\nreasons: [{{id: E, label: x}}]\nrules:\n"
        f"  - {{id: r, kind: exclude, stage: metadata, reason: E, when: {{query: '{query}'}}}}\n"
    )
    if refused is None:
        assert read_criteria(text, "c")
        return
    with pytest.raises(ReviewError, match=f"'{refused}' has fields of its own") as caught:
        read_criteria(text, "c")
    where = caught.value.where
    assert text.split("\n")[where.line - 1][where.column - 1 :].startswith(refused)


@pytest.mark.parametrize(
    ("condition", "message", "hint"),
    [
        ("published, between: ['2025-13', null]", "not a date", "Months go from 01 to 12"),
        (
            "published, between: ['2015-02-30', null]",
            "not a date",
            "February 2015 go from 01 to 28",
        ),
        ("published, between: ['May', null]", "not a date", "Write 2024"),
        ("published, between: [null, null]", "both ends are open", "Give one end"),
        ("published, below: '2015', above: '2012'", "only one question", "all: ["),
    ],
)
def test_a_question_to_a_field_that_cannot_be_meant(condition, message, hint):
    text = (
        "version: 1\nreasons: [{id: E, label: x}]\nrules:\n  - {id: r, kind: exclude, "
        f"stage: metadata, reason: E, when: {{field: {condition}}}}}\n"
    )
    with pytest.raises(ReviewError, match=message) as caught:
        read_criteria(text, "c")
    assert hint in caught.value.hint


def test_an_error_in_a_list_counts_from_the_beginning_of_the_list():
    with pytest.raises(QueryError) as caught:
        parse_lines("a OR b\n(c OR d\n", FOLDING)
    assert caught.value.at == 7


# -- any text at all ----------------------------------------------------------------------

pieces = st.sampled_from(
    ["a", "b*", "be?t", "colo$r", "self-harm", '"', '"x y"', "“", "”", "{", "}", "{x-y}", "(", ")",
     "[", "]", "[tiab]", "[ti]", "[mh]", "[tiab:~3]", "TS=", "TI=(", "AU=", "=", "TITLE(", "ABS (",
     "title-abs-key(", "PUBYEAR", ">", "2014", "LIMIT-TO(", "AND", "OR", "NOT", "and", "or", "not",
     "W/3", "w/", "PRE/0", "NEAR/2", "NEAR", "SAME", "@one", "@", "#1", "# x", "\n", "\t", "'", "*",
     "?", ".", ",", ":", "/", "$", "-", "’", "ß", "İ", "ﬁ", "？", "＊", "中文", "\u0301", "\u00ad",
     "\x00", "٣", "W/٣", "W/99999", "exp ", "adj3", ".ti,ab."]
)  # fmt: skip
anything = st.one_of(
    st.text(max_size=40),
    st.lists(st.tuples(pieces, st.sampled_from(["", " ", " "])), max_size=25).map(
        lambda found: "".join(piece + blank for piece, blank in found)
    ),
)
foldings = st.builds(Folding, *[st.booleans()] * 5)


def outcome(read, text, folding, syntax):
    """The tree, or what was wrong with the text; nothing else may happen."""
    try:
        return read(text, folding, syntax)
    except QueryError as error:
        return error


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([parse, parse_lines]), st.sampled_from(sorted(SYNTAXES)), anything, foldings)
def test_any_text_is_a_query_or_a_query_error(read, syntax, text, folding):
    found = outcome(read, text, folding, syntax)
    if isinstance(found, QueryError):
        assert found.message
        assert found.code
        places = [found.at]
    else:
        places = [getattr(node, "at", 0) for node in walk(found)]
    assert all(0 <= at <= len(text) for at in places)


@pytest.mark.parametrize("syntax", sorted(SYNTAXES))
@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000, "(" * 40 + "a" + ")" * 40, " OR ".join("a" * 5000), "a b " * 5000,
        "TITLE(" * 5000, "TS=(" + "(" * 49 + "a W/1 b" + " NEAR/1 c)" * 49 + ")",
        "((a[ti] OR b[ti]) AND c[ti] " * 1000, " AND ".join(["a[ti] OR b[ti]"] * 1000),
        "(" * 45 + "a" + (" W/1 b" * 40 + ")") * 45, "TITLE(a OR " * 49 + "a" + ")" * 49,
        "{" * 5000, '"' * 5001, "[" * 5000, "NOT " * 5000, "'" * 5000, "' " * 5000, "exp " * 5000,
    ],
    ids=range(17),
)  # fmt: skip
def test_no_query_is_too_much(text, syntax):
    found = outcome(parse, text, FOLDING, syntax)
    if not isinstance(found, QueryError):
        hash(found)
        assert printed(found)
        assert list(walk(found))


# -- there and back -----------------------------------------------------------------------

words = st.sampled_from(["a", "rat", "depress*", "wom?n", "or", "w", "harm", "3"])
terms = st.one_of(
    st.lists(words, min_size=1, max_size=3).map(lambda found: Term(tuple(found), "", 0)),
    st.lists(st.sampled_from(["self-harm", "rats", "children's", "and"]), min_size=1, max_size=3)
    .map(lambda found: exact(*found)),
    st.sampled_from(["one", "two"]).map(lambda name: ListRef(name, 0)),
)  # fmt: skip
near_parts = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda items: Or(tuple(items))),
        st.builds(Near, inner, inner, st.integers(0, 255), st.booleans(), st.just(0)),
    ),
    max_leaves=4,
)


def combined(inner: st.SearchStrategy) -> st.SearchStrategy:
    several = st.lists(inner, min_size=1, max_size=2)
    return st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda items: Or(tuple(items))),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: And(tuple(items))),
        st.tuples(several, several).map(lambda found: And((*found[0], *map(Not, found[1])))),
    )


without_fields = st.recursive(near_parts, combined, max_leaves=5)
in_fields = st.builds(Scoped, st.sampled_from(list(SCOPES.values())), without_fields)
trees = st.recursive(st.one_of(without_fields, in_fields), combined, max_leaves=5)


@settings(max_examples=200, deadline=None)
@given(trees)
def test_what_is_printed_is_read_back(tree):
    assert parse(printed(tree), FOLDING) == tree
