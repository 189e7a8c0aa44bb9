"""Dates that a report tells twice, codes in conditions, conditions without guards."""

from __future__ import annotations

import pickle

import pytest

from litsieve.config.criteria import read_criteria
from litsieve.errors import ReviewError
from litsieve.screen.conditions import Reports, TextTest, leaves, unguarded
from litsieve.screen.explain import explain
from litsieve.screen.rule_tests import short_records

HEAD = "version: 1\nreasons: [{id: E1, label: A reason}]\nrules:\n"


def criteria(when: str, kind: str = "require", more: str = ""):
    rule = f"  - {{id: a, kind: {kind}, stage: metadata, reason: E1, when: {when}}}\n"
    return read_criteria(HEAD + rule + more, "criteria.yaml")


def answer(of, **record: str) -> int:
    reports = Reports.of(short_records([record]), of.lists, of.folding)
    return int(reports.answers(of.rules[0].condition)[0])


@pytest.mark.parametrize(
    ("published", "year", "expected"),
    [
        ("2014-12-20", "2015", 1),  # online first: in or out, depending on which is meant
        ("2015-01-02", "2014", 1),
        ("2016-05", "2017", 2),  # both in
        ("2013", "2012", 0),  # both out
        ("2015-03", "2015", 2),
        ("2014-12", "2014", 0),
    ],
)
def test_a_date_and_a_year_that_differ_decide_only_where_they_agree(published, year, expected):
    for field in ("published", "year"):
        of = criteria(f'{{field: {field}, between: ["2015", "2020"]}}')
        assert answer(of, published=published, year=year) == expected
        for left in ({"published": published}, {"year": year}):
            assert abs(answer(of, **left) - expected) < 2


def test_the_more_precise_of_two_dates_of_one_year_is_asked():
    of = criteria('{field: published, between: ["2015-01", "2025-04"]}')
    assert answer(of, published="2025-03", year="2025") == 2
    assert answer(of, published="2025-05", year="2025") == 0
    assert answer(of, year="2025") == 1


def test_dates_that_differ_are_both_named_where_they_leave_it_open():
    of = criteria('{field: published, between: ["2015", "2020"]}')
    report = short_records([{"published": "2014-12", "year": "2015"}])
    assert explain(report, of)[0].because == ("published 2014-12, but year 2015",)


CODING = """\
coding:
  - {id: design, stage: full-text, select: one, order: [trial, survey],
     values: {survey: {query: survey}, trial: {query: trial, negation: guard}}}
"""


def test_a_rule_may_ask_for_a_code():
    of = criteria(
        "{code: design, any: [survey]}", "exclude", CODING.replace(", negation: guard", "")
    )
    assert answer(of, title="A survey", abstract="…") == 2
    assert answer(of, title="A survey", abstract="Within a trial.") == 0  # coded as trial
    assert answer(of, title="A survey") == 1


@pytest.mark.parametrize("kind", ["require", "exclude"])
def test_a_guard_may_not_come_into_a_rule_by_way_of_a_code(kind):
    """Chosen is who is no trial: to take "trial" back would make more of them."""
    with pytest.raises(ReviewError, match="'negation'"):
        criteria("{code: design, any: [survey]}", kind, CODING)


def test_a_condition_without_its_guards_is_else_the_same():
    of = criteria("{any: [{query: cat, negation: guard}, {field: year, above: 2000}]}", "exclude")
    bare = unguarded(of.rules[0].condition)
    before, after = leaves(of.rules[0].condition), leaves(bare)
    for old, new in zip(before, after, strict=True):
        assert not (isinstance(new, TextTest) and new.guard)
        assert old.path == new.path


@pytest.mark.parametrize(
    ("coding", "message"),
    [
        ("values: {a: {map: two, from: [b]}}", "codings in a circle: one → two → one"),
        ("values: {a: {map: tow, from: [b]}}", "unknown coding 'tow'"),
        ("values: {a: {map: two, from: [c]}}", "unknown value 'c'"),
        ("order: [a], values: {a: {query: x}, b: {query: y}}", "'order' leaves out b"),
        ("order: [a, c], values: {a: {query: x}}", "unknown value 'c'"),
        ("values: {a: {query: x}}, reason_if_none: E1", "not asked"),
        ("values: {a: {code: two}}", "which values of 'two'?"),
    ],
)
def test_a_coding_that_cannot_be_is_told(coding, message):
    text = HEAD + "  - {id: a, kind: require, stage: metadata, reason: E1, when: {query: x}}\n"
    text += "coding:\n  - {id: one, stage: title-abstract, " + coding + "}\n"
    text += "  - {id: two, stage: title-abstract, values: {b: {map: one, from: [a]}}}\n"
    with pytest.raises(ReviewError, match=message):
        read_criteria(text, "criteria.yaml")


def test_conditions_can_be_sent_to_another_process():
    """Where processes are not forked, the conditions are pickled; lists of countries as well."""
    values = ("2010", "2016-05", "yes", "eng; deu", "false", "KEN", "LUX; KEN", "article", "")
    asked = [
        f"{{field: {field}, {test}}}"
        for field, test in (
            ("published", 'between: ["2015", "2020"]'), ("year", 'above: "2011"'),
            ("language", "in: [eng]"), ("countries", "in: ['@poor', LUX]"),
            ("document_type", "in: [article]"), ("doi", "prefix: ['10.1']"),
            ("retracted", "is: false"), ("abstract", "present: true"),
        )
    ]  # fmt: skip
    lists = "lists: {poor: {table: worldbank-income, edition: FY2026, groups: [LMC]}}\n"
    of = criteria(f"{{any: [{', '.join(asked)}, {{query: 'a W/3 b*', fields: tiab}}]}}", more=lists)
    condition = of.rules[0].condition
    sent = pickle.loads(pickle.dumps(condition))
    assert sent == condition
    tests = [leaf.test for leaf in leaves(condition) if not isinstance(leaf, TextTest)]
    again = [leaf.test for leaf in leaves(sent) if not isinstance(leaf, TextTest)]
    assert len(tests) == len(asked)
    for one, other in zip(tests, again, strict=True):
        assert [one(value) for value in values] == [other(value) for value in values]
    assert again[3]("KEN") == 2  # of the list


def test_codings_that_multiply_are_refused_and_do_not_hang():
    """A file of one kilobyte would else ask millions of questions."""
    text = HEAD + "  - {id: a, kind: require, stage: metadata, reason: E1, when: {query: x}}\n"
    text += "coding:\n"
    for i in range(12):
        made = f"{{code: c{i - 1}, any: [u, v, w]}}" if i else "{query: x}"
        values = ", ".join(f"{value}: {made}" for value in "uvw")
        text += f"  - {{id: c{i}, stage: full-text, select: one, values: {{{values}}}}}\n"
    with pytest.raises(ReviewError, match="more than 2 times over"):
        read_criteria(text, "criteria.yaml")
