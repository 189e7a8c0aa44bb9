"""The index and the obvious oracle must not differ; taking something away must not flip."""

from __future__ import annotations

import csv
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screening_oracle import answer as slow_answer

from litsieve import schema
from litsieve.config.criteria import read_criteria
from litsieve.screen import screen
from litsieve.screen.query.match import Texts
from litsieve.screen.query.parser import parse, parse_lines
from litsieve.screen.query.tree import FIELD_SETS, Guard, Term
from litsieve.screen.words import Folding

WORDS = [
    "rat", "rats", "rate", "Rat", "demonstration", "self", "harm", "selfharm", "self-harm",
    "Self‐Harm", "non-self-harm", "well", "being", "wellbeing", "well-being", "behaviour",
    "behaviors", "behavioural", "organisation", "organizations", "women's", "women", "woman",
    "mothers'", "naïve", "NAIVE", "the", "not", "able", "notable", "mental", "health", "illness",
    "illnesses", "social", "support", "peer", "randomised", "randomized", "therapy", "therapies",
    "anaemia", "anemia", "child", "children's", "l'enfant", "Ärzte", "COVID-19", "covid19",
    "e-mental-health", "5-HT", "straße", "STRASSE", "ﬁnding",
]  # fmt: skip
ASKED = [
    *WORDS, "ra*", "*harm", "s?lf", "behavio?r*", "organi?ation", "self-h*", "*ness", "re*ed", "h?",
    "naive", "arzte", "organis*", "organiz*", "an*mia", "e?mental*", "strass?",
]  # fmt: skip
SEPARATORS = [" ", " ", " ", "-", ", ", " – ", "-- ", "; ", "/", "\n"]
LISTS = {"one": 'rat OR self-harm\n"mental health"', "two": "@one OR (peer W/2 support)"}

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), max_size=12).map(
    lambda pieces: "".join(word + separator for word, separator in pieces) or "..."
)
records = st.fixed_dictionaries(
    {
        "title": st.none() | texts,
        "abstract": st.none() | texts,
        "keywords": st.none() | texts,
        "abstract_partial": st.sampled_from([None, True, False]),
    }
)
terms = st.one_of(
    st.sampled_from(ASKED),
    st.lists(st.sampled_from(ASKED), min_size=2, max_size=4).map(lambda x: f'"{" ".join(x)}"'),
    st.sampled_from(["@one", "@two"]),
)
near_parts = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda x: f"({' OR '.join(x)})"),
        st.builds(
            lambda a, op, n, b: f"({a} {op}/{n} {b})",
            inner, st.sampled_from(["W", "PRE"]), st.integers(0, 4), inner,
        ),
    ),
    max_leaves=4,
)  # fmt: skip


def bare(query: str) -> str:
    """The query without fields: none may stand in another."""
    return re.sub("[A-Z-]+[(]", "(", query)


def combined(scopes: list[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        near_parts,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda x: f"({' OR '.join(x)})"),
            st.lists(inner, min_size=2, max_size=3).map(lambda x: f"({' AND '.join(x)})"),
            st.tuples(inner, inner).map(lambda x: f"({x[0]} AND NOT {x[1]})"),
            st.tuples(st.sampled_from(scopes), inner).map(lambda x: f"{x[0]}({bare(x[1])})"),
        ),
        max_leaves=6,
    )


SCOPES = ["TITLE", "ABS", "KEY", "TITLE-ABS", "TITLE-ABS-KEY"]
foldings = st.builds(Folding, *[st.sampled_from([True, True, True, False])] * 5)


def table(rows: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["title", "abstract", "keywords", "abstract_partial"])
    frame["abstract_partial"] = frame["abstract_partial"].astype("boolean")
    return schema.conform(
        frame.assign(record_id=[f"r_{i}" for i in range(len(rows))]), schema.RECORD
    )


def lists_of(folding: Folding) -> dict:
    return {name: parse_lines(text, folding) for name, text in LISTS.items()}


def answers(query: str, rows: list[dict], fields: str = "tiab", folding=Folding()) -> list[int]:  # noqa: B008
    texts = Texts.of(table(rows), lists_of(folding), folding)
    return texts.answers(parse(query, folding), FIELD_SETS[fields]).tolist()


@settings(max_examples=80, deadline=None)
@given(
    st.lists(combined(SCOPES), min_size=1, max_size=8),
    st.lists(records, min_size=1, max_size=8),
    st.sampled_from(sorted(FIELD_SETS)),
    foldings,
)
def test_the_index_answers_as_the_oracle_does(queries, rows, fields, folding):
    lists = lists_of(folding)
    texts = Texts.of(table(rows), lists, folding)
    for text in queries:
        query = parse(text, folding)
        expected = [slow_answer(query, FIELD_SETS[fields], row, lists, folding) for row in rows]
        assert texts.answers(query, FIELD_SETS[fields]).tolist() == expected, text


@settings(max_examples=80, deadline=None)
@given(combined(["TITLE", "ABS", "KEY", "TITLE-ABS"]), records)
def test_taking_a_field_away_never_flips_an_answer(query, row):
    poorer = [row | {name: None} for name in ("title", "abstract", "keywords")]
    cut = (row["abstract"] or "").rsplit(" ", 3)[0]
    poorer.append(row | {"abstract": cut or None, "abstract_partial": True})
    before, *after = answers(query, [row, *poorer])
    assert all(abs(before - now) < 2 for now in after)


@settings(max_examples=30, deadline=None)
@given(combined(SCOPES), st.lists(records, min_size=2, max_size=6), st.randoms())
def test_an_answer_does_not_depend_on_the_other_reports(query, rows, random):
    together = answers(query, rows)
    assert together == [answers(query, [row])[0] for row in rows]


def test_answers_agree_with_the_oracle_on_real_abstracts(shared_data):
    rows = []
    for name in ("Cohen_Triptans.csv", "Nagtegaal_2019.csv"):
        with (shared_data / "screening" / name).open(encoding="utf-8", newline="") as file:
            for row, _ in zip(csv.DictReader(file), range(20), strict=False):
                rows.append({k: row[k] or None for k in ("title", "abstract")})
    folding = Folding()
    texts = Texts.of(table(rows), {}, folding)
    for text in (
        "randomi?ed W/3 (trial OR controlled)", '"quality of life"', "placebo AND NOT migraine*",
        "follow-up", "behaviour*", "TITLE(effect OR efficacy)", "public PRE/2 organisation",
        "patient W/5 (group OR groups) W/5 dose", "decision-making", "*triptan", "well-being",
    ):  # fmt: skip
        query = parse(text, folding)
        expected = [slow_answer(query, FIELD_SETS["tiab"], row, {}, folding) for row in rows]
        assert texts.answers(query, FIELD_SETS["tiab"]).tolist() == expected, text


TRUE, UNKNOWN, FALSE = 2, 1, 0


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("rat", "A demonstration of rate", False),
        ("rat", "Rats' brains", True),
        ("self-harm", "self harm", True),
        ("self-harm", "selfharm", True),
        ("self-harm", "Self‑Harm", True),
        ('"self harm"', "self-harm", True),
        ("wellbeing", "well-being", True),
        ("wellbeing", "well being", True),
        ("welltod*", "well-to-do", True),
        ("notable", "not able", False),
        ("therapist", "the rapist", False),
        ("behaviour", "Behavioral behaviors", True),
        ("behavior", "behaviour", True),
        ("organis*", "organizations", True),
        ("women", "women's groups", True),
        ("woman", "women", True),
        ("naive", "naïve", True),
        ("NAÏVE", "naive", True),
        ("aid", "AIDS", False),
        ("neighbo*rhood", "neighbourhood", True),
        ("wom?n", "women and men", True),
        ("colo?r", "colour", True),
        ("disorder*", "disorder", True),
        ("mental W/1 disorder*", "mental or disorders", True),
        ("mental W/1 disorder*", "disorders not mental", True),
        ("mental W/0 disorder*", "mental or disorders", False),
        ("mental PRE/1 disorder*", "disorders mental", False),
        ("social W/3 social*", "social", False),
        ('"peer support"', "peer. Support", True),
        ('"peer support"', "peer-support", True),
        ("support", "sup\u00adport", True),
        ("labour*", "laboratory", False),
        ("haem*", "hemisphere", False),
        ("aging", "ageing", True),
        ("counselling", "counseling", True),
        ("paediatric", "pediatrics", True),
    ],
)
def test_what_counts_as_the_same_words(query, text, found):
    assert answers(query, [{"title": text, "abstract": "..."}]) == [TRUE if found else FALSE]


def test_nothing_crosses_from_one_field_or_keyword_to_the_next():
    row = {"title": "peer", "abstract": "support", "keywords": "mental; health"}
    assert answers('"peer support"', [row]) == [FALSE]
    assert answers("peer W/255 support", [row]) == [FALSE]
    assert answers("KEY(mental W/255 health)", [row]) == [FALSE]
    assert answers("peer AND support", [row]) == [TRUE]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"title": "A", "abstract": "B"}, FALSE),
        ({"title": "A"}, UNKNOWN),
        ({"abstract": "B"}, UNKNOWN),
        ({"title": "A", "abstract": "B", "abstract_partial": True}, UNKNOWN),
        ({"title": "rat"}, TRUE),
        ({"title": "A", "abstract": "rat …", "abstract_partial": True}, TRUE),
        ({}, UNKNOWN),
    ],
)
def test_false_needs_a_title_and_a_whole_abstract(row, expected):
    assert answers("rat", [row]) == [expected]
    assert answers("rat", [row], fields="tiab-kw") == [expected]


def test_a_scope_needs_only_its_own_field():
    assert answers("TITLE(rat)", [{"title": "A"}, {"abstract": "A"}]) == [FALSE, UNKNOWN]
    assert answers("KEY(rat)", [{"keywords": "A; rats"}, {"title": "rat"}]) == [TRUE, UNKNOWN]
    assert answers("TITLE-ABS-KEY(rat)", [{"keywords": "rats"}]) == [TRUE]


CJK_CRITERIA = """\
version: 1
reasons: [{id: E1, label: x}]
rules:
  - {id: r, kind: require, stage: [title-abstract], reason: E1, when: {query: "心理 OR こころ"}}
"""


def test_chinese_and_japanese_words_are_found_without_blanks_between_them():
    titles = ["心理健康", "理心", "大学生のこころの健康"]
    rows = pd.DataFrame({"record_id": ["a", "b", "c"], "title": titles, "abstract": "x"})
    found = screen(schema.conform(rows, schema.RECORD), read_criteria(CJK_CRITERIA, "c"))
    assert found.answers["rule:r"].tolist() == [2, 0, 2]


GUARD = Guard((("no",), ("rather", "than")), 2)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("drug", "no drug", False),
        ("drug", "no new drug", False),
        ("drug", "no other new drug", True),
        ("drug", "no drug, then the other kind of drug", True),
        ("drug", "drug no more", True),
        ("drug", "talk rather than drugs", False),
        ("drug", "than drugs", True),
        ("new W/2 drug", "no new drug", False),
        ("talk AND NOT drug", "talk, no drug", False),
    ],
)
def test_a_guard_takes_matches_back_but_never_under_not(query, text, found):
    texts = Texts.of(table([{"title": text, "abstract": "..."}]), {}, Folding())
    got = texts.answers(parse(query, Folding()), FIELD_SETS["tiab"], GUARD)
    assert got.tolist() == [TRUE if found else FALSE]


def test_a_guard_looks_at_its_own_segment_only():
    row = {"title": "No", "abstract": "drug", "keywords": "no; drug"}
    texts = Texts.of(table([row]), {}, Folding())
    query = parse("ABS(drug) AND KEY(drug)", Folding())
    assert texts.answers(query, FIELD_SETS["tiab"], GUARD).tolist() == [TRUE]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (("self-harm",), "Self‐harm", True),
        (("self-harm",), "self harm", False),
        (("self-harm",), "selfharm", False),
        (("self-harm",), "self-harms", False),
        (("self-harm",), "non-self-harm", False),
        (("women's", "group"), "Women’s, group", True),
        (("women's", "group"), "women's groups", False),
    ],
)
def test_an_exact_term_stands_just_so(words, text, found):
    texts = Texts.of(table([{"title": text, "abstract": "..."}]), {}, Folding())
    got = texts.answers(Term(words, " ".join(words), 0, exact=True), FIELD_SETS["tiab"])
    assert got.tolist() == [TRUE if found else FALSE]


def test_a_dot_is_exactly_one_letter():
    texts = Texts.of(
        table([{"title": t, "abstract": "."} for t in ("womn", "woman")]), {}, Folding()
    )
    got = texts.answers(Term(("wom.n",), "wom?n", 0), FIELD_SETS["tiab"])
    assert got.tolist() == [FALSE, TRUE]
