"""What is said of rules without a report is true of every report that lacks nothing."""

from __future__ import annotations

import random
import re

import numpy as np
import pandas as pd
import pytest

from litsieve.config.criteria import Criteria, read_criteria
from litsieve.screen.conditions import Reports, TextTest, leaves
from litsieve.screen.implied import implies
from litsieve.screen.query.parser import parse
from litsieve.screen.truth import Cases
from litsieve.screen.words import Folding

HEAD = """\
version: 1
lists:
  rodents: rat OR mouse OR rodent*
  animals: '@rodents OR dog'
  health: '"mental health" OR depress*'
reasons: [{id: E, label: x}]
rules:
"""


def read(*rules: str) -> Criteria:
    """Criteria of rules, each "kind when"."""
    lines = [
        f"  - {{id: r{i}, kind: {kind}, stage: title-abstract, reason: E, when: {when}}}"
        for i, (kind, when) in enumerate(rule.split(" ", 1) for rule in rules)
    ]
    return read_criteria(HEAD + "\n".join(lines) + "\n", "c")


def relation(one: str, other: str) -> set[str]:
    """What is said of two conditions: 1 → 2, 2 → 1, not both, one at least; of one: never, always.

    Empty if nothing is.
    """
    criteria = read(f"exclude {one}", f"exclude {other}")
    columns = Cases(criteria.lists, criteria.folding).hits(criteria.rules)
    if columns is None:
        return {"too large"}
    a, b = columns
    said = {"1 → 2": ~a | b, "2 → 1": ~b | a, "not both": ~(a & b), "at least one": a | b}
    said |= {"never": ~a, "always": a}
    return {name for name, column in said.items() if column.all()}


DATE, LANGUAGE = "field: published", "field: language"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (f"{{{DATE}, below: 2010}}", f"{{{DATE}, below: 2015}}", {"1 → 2"}),
        (f"{{{DATE}, below: 2010}}", f"{{{DATE}, above: 2015}}", {"not both"}),
        (f"{{{DATE}, below: 2010}}", f"{{{DATE}, above: 2009}}", {"not both", "at least one"}),
        (f"{{{DATE}, below: 2010}}", f"{{{DATE}, above: 2008}}", {"at least one"}),
        (f"{{{DATE}, between: [2010, 2012]}}", f"{{{DATE}, between: [2010-01, 2012-12-31]}}",
         {"1 → 2", "2 → 1"}),
        (f"{{all: [{{{DATE}, below: 2010}}, {{{DATE}, above: 2012}}]}}", "{query: x}",
         {"never", "not both", "1 → 2"}),
        (f"{{any: [{{{DATE}, below: 2013}}, {{{DATE}, above: 2011}}]}}", "{query: x}",
         {"always", "at least one", "2 → 1"}),
        ("{field: sample_size, below: 30}", "{field: sample_size, above: 29}",
         {"not both", "at least one"}),
        ("{field: document_type, in: [article]}", "{field: document_type, in: [Article, review]}",
         {"1 → 2"}),
        ("{field: document_type, in: [article]}", "{field: document_type, in: [review]}",
         {"not both"}),
        (f"{{{LANGUAGE}, in: [eng]}}", f"{{{LANGUAGE}, in: [English, fra]}}", {"1 → 2"}),
        (f"{{{LANGUAGE}, in: [eng]}}", f"{{{LANGUAGE}, in: [fra]}}", set()),  # may have both
        ("{field: doi, prefix: [10.1101/a]}", "{field: doi, prefix: [10.1101/, '10.2']}",
         {"1 → 2"}),
        ("{field: doi, prefix: ['10.1']}", "{field: doi, prefix: ['10.2']}", {"not both"}),
        ("{field: retracted, is: true}", "{field: retracted, is: false}",
         {"not both", "at least one"}),
        ("{field: abstract, present: true}", "{field: abstract, present: false}",
         {"not both", "at least one"}),
        ("{field: countries, in: [FRA]}", "{field: countries, in: [FRA, DEU]}", {"1 → 2"}),
        ("{query: rat}", "{query: rat*}", {"1 → 2"}),
        ("{query: rats}", "{query: rat}", {"1 → 2", "2 → 1"}),
        ("{query: mouse}", "{query: mouse*}", set()),  # mice
        ("{query: behaviour}", "{query: behavior}", {"1 → 2", "2 → 1"}),
        ("{query: behaviour*}", "{query: behav*}", {"1 → 2"}),
        ("{query: behav*}", "{query: behaviour*}", {"2 → 1"}),
        ("{query: 'colo*'}", "{query: 'color*'}", {"2 → 1"}),
        ("{query: '\"mental health\"'}", "{query: health}", {"1 → 2"}),
        ("{query: '{mental-health}'}", "{query: '\"mental health\"'}", {"1 → 2"}),
        ("{query: '\"mental health care\"'}", "{query: '@health'}", {"1 → 2"}),
        ("{query: rat, fields: title}", "{query: rat}", {"1 → 2"}),
        ("{query: rat}", "{query: rat, fields: title}", {"2 → 1"}),
        ("{query: TITLE(rat) OR ABS(rat)}", "{query: rat}", {"1 → 2", "2 → 1"}),
        ("{query: '@rodents'}", "{query: '@animals'}", {"1 → 2"}),
        ("{query: '@animals'}", "{any: [{query: dog}, {query: '@rodents'}]}",
         {"1 → 2", "2 → 1"}),
        ("{query: '(rat OR dog) AND NOT rat AND NOT dogs'}", "{query: x}",
         {"never", "not both", "1 → 2"}),
        ("{query: rat W/2 dog}", "{query: rat W/3 dog}", {"1 → 2"}),
        ("{query: rat PRE/2 dog}", "{query: rat W/2 dog}", {"1 → 2"}),
        ("{query: rat W/2 (dog OR cat)}", "{query: dog OR cat}", {"1 → 2"}),
        ("{query: rat, negation: guard}", "{query: rat}", {"1 → 2"}),
        ("{query: rat, negation: guard}", "{query: rat*, negation: guard}", {"1 → 2"}),
        ("{query: '\"old rat\"', negation: guard}", "{query: rat, negation: guard}", set()),
    ],
)  # fmt: skip
def test_atoms_imply_one_another(one, other, said):
    assert relation(one, other) == said


def test_what_is_too_large_is_not_looked_into():
    many = "{all: [" + ", ".join(f"{{query: w{i}, fields: title}}" for i in range(13)) + "]}"
    assert relation(many, "{query: x}") == {"too large"}


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("a*b", "a*", True), ("a?", "a*", True), ("a.", "a?", True), ("a?", "a.", False),
        ("a", "a?", True), ("a?b", "a*b", True), ("*rat*", "*at*", True), ("*at*", "*rat*", False),
        ("a*", "a?", False), ("a.c", "ab?c", False), ("ab*", "a?b*", True),
    ],
)  # fmt: skip
def test_wildcards_within_wildcards(one, other, sure):
    folding = Folding()
    wos = (parse(word.replace(".", "?"), folding) for word in (one, other))
    first, second = (
        type(term)((word,), word, 0) for term, word in zip(wos, (one, other), strict=True)
    )
    assert implies(first, second, folding) == sure


# -- random rules, random reports ---------------------------------------------------------

WORDS = ["rat", "rats", "mouse", "mice", "rodents", "mental", "health", "depressed", "depression",
         "behaviour", "behavioral", "dog", "no", "not", "free", "of", "self-harm", "rat's",
         "the"]  # fmt: skip
TERMS = ["rat", "rat*", "*at*", "mouse", "mice", "mous?", "rodent*", "mental", "health", "depress*",
         "depressed", "behavior", "behaviour*", "dog", '"mental health"', '"mental health dog"',
         '"the rat"', "{self-harm}", "self-harm", "harm", "harm*", "@rodents", "@animals",
         "@health"]  # fmt: skip
FIELDS = [
    *(f"field: published, {q}" for q in (
        "below: 2010", "below: 2012-06", "above: 2010", "above: 2009", "between: [2009, 2012]",
        "between: [2010-03, ~]", "between: [~, 2011]")),
    *(f"field: sample_size, {q}" for q in ("below: 30", "above: 29", "above: 40")),
    *(f"field: language, in: {q}" for q in ("[eng]", "[fra]", "[eng, fra]", "[eng, fra, deu]")),
    *(f"field: document_type, in: {q}" for q in ("[article]", "[review]", "[article, review]")),
    *(f"field: doi, prefix: {q}" for q in ("['10.1']", "['10.11', '10.2']", "['10.']")),
    "field: doi, in: ['10.11/x']", "field: doi, in: ['10.11/x', '10.3/y']",
    "field: retracted, is: true", "field: retracted, is: false",
]  # fmt: skip


def random_query(rng: random.Random, depth: int = 2) -> str:
    kind = rng.random()
    if depth == 0 or kind < 0.5:
        return rng.choice(TERMS)
    left, right = random_query(rng, depth - 1), random_query(rng, depth - 1)
    if kind < 0.6:
        return f"{rng.choice(TERMS)} {rng.choice(['W/1', 'W/3', 'PRE/1'])} {rng.choice(TERMS)}"
    if kind < 0.7:
        bare = re.sub("[A-Z-]+[(]", "(", left)  # no field may stand in another
        return f"{rng.choice(['TITLE', 'ABS', 'TITLE-ABS'])}({bare})"
    operator = rng.choice(["AND", "OR", "OR", "AND NOT"])
    return f"({left}) {operator} ({right})"


def random_condition(rng: random.Random, depth: int = 2) -> str:
    kind = rng.random()
    if depth == 0 or kind < 0.6:
        if rng.random() < 0.4:
            return f"{{{rng.choice(FIELDS)}}}"
        fields = rng.choice(["title", "abstract", "tiab", "tiab"])
        guard = ", negation: guard" if rng.random() < 0.2 else ""
        return f"{{query: '{random_query(rng)}', fields: {fields}{guard}}}"
    if kind < 0.7:
        inner = random_condition(rng, depth - 1)
        return f"{{not: {inner.replace(', negation: guard', '')}}}"
    parts = ", ".join(random_condition(rng, depth - 1) for _ in range(2))
    return f"{{{rng.choice(['all', 'any'])}: [{parts}]}}"


def random_report(rng: random.Random) -> dict[str, object]:
    def text(longest: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(rng.randrange(longest)))

    return {
        "title": "z " + text(4),
        "abstract": "z " + text(8),
        "keywords": "z",
        "published": f"{rng.randrange(2007, 2015)}-{rng.randrange(1, 13):02}-15",
        "language": rng.choice(["eng", "fra", "deu", "spa", "eng; fra", "deu; spa"]),
        "document_type": rng.choice(["article", "review", "letter"]),
        "doi": rng.choice(["10.11/x", "10.12/x", "10.2/x", "10.3/y", "9"]),
        "retracted": rng.random() < 0.5,
        "sample_size": str(rng.choice([1, 29, 30, 35, 41])),
    }


def test_what_is_said_of_rules_is_true_of_thousands_of_reports():
    rng = random.Random(5)
    rules = [f"{rng.choice(['exclude', 'require'])} {random_condition(rng)}" for _ in range(450)]
    rules = [
        rule.replace(", negation: guard", "") if rule.startswith("require") else rule
        for rule in rules
    ]
    criteria = read(*rules)
    frame = pd.DataFrame([{"record_id": "r"} | random_report(rng) for _ in range(2000)])
    reports = Reports.of(frame, criteria.lists, criteria.folding)
    asked = [leaf for rule in criteria.rules for leaf in leaves(rule.condition)]
    reports.texts.learn([(x.query, x.guard) for x in asked if isinstance(x, TextTest)])
    answers = [reports.answers(rule.condition) for rule in criteria.rules]
    assert all((answer != 1).all() for answer in answers)
    hits = [
        answer == (0 if rule.kind == "require" else 2)
        for rule, answer in zip(criteria.rules, answers, strict=True)
    ]
    cases = Cases(criteria.lists, criteria.folding)
    said = {"single": 0, "pair": 0}
    for i, rule in enumerate(criteria.rules):
        columns = cases.hits([rule])
        if columns is not None:
            said["single"] += _check([columns[0]], [hits[i]])
    for _ in range(2500):
        i, j = rng.sample(range(len(rules)), 2)
        columns = cases.hits([criteria.rules[i], criteria.rules[j]])
        if columns is not None:
            said["pair"] += _check(columns, [hits[i], hits[j]])
    assert said["single"] > 2
    assert said["pair"] > 150


def _check(columns: list[np.ndarray], hits: list[np.ndarray]) -> int:
    """Each combination of hits that the table does not have, no report has; how many those are."""
    possible = {tuple(row) for row in np.array(columns).T.tolist()}
    seen = {tuple(row) for row in np.array(hits).T.tolist()}
    assert seen <= possible
    return 2 ** len(columns) - len(possible)
