from __future__ import annotations

import pytest

from litsieve.config.criteria import load_criteria, read_criteria
from litsieve.errors import ReviewError, ReviewErrors

GOOD = """\
version: 1
review: {id: peers, title: "Peer support"}
defaults:
  query: {fields: tiab, stem: plural, fold: [case, diacritics, hyphen, spelling]}
lists:
  support: |
    # what we mean by it
    "peer support" OR buddy
    mutual W/1 aid
  animal: |
    rat OR mouse
reasons:
  - {id: E1, label: "Too old"}
  - {id: E2, label: "Not on the topic", parent: E3}
  - {id: E3, label: "Other", counts_as: other}
rules:
  - id: date
    kind: require
    stage: [metadata]
    reason: E1
    when: {field: published, between: ["2015", "2025-04"]}
    tests:
      - {record: {published: 2014}, expect: false}
      - {record: {published: "2025"}, expect: unknown}
  - id: topic
    kind: require
    stage: [title-abstract, full-text]
    reason: E2
    when:
      all:
        - {query: "@support"}
        - {not: {any: [{query: "@animal"}, {field: retracted, is: true}]}}
screening: {mode: rules, stages: [title-abstract, metadata]}
"""


def problems(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(ReviewError) as caught:
        read_criteria(text, "criteria.yaml")
    errors = caught.value.errors if isinstance(caught.value, ReviewErrors) else [caught.value]
    return [(str(error.where), error.message, error.hint or "") for error in errors]


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def place(text: str, word: str) -> str:
    """Where `word` stands, as errors say it."""
    before = text[: text.index(word)]
    return f"criteria.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def test_good_criteria_load(tmp_path):
    (tmp_path / "c.yaml").write_text(GOOD, encoding="utf-8")
    criteria = load_criteria(tmp_path / "c.yaml", "c.yaml")
    assert [rule.id for rule in criteria.rules] == ["date", "topic"]
    assert criteria.stages == ("metadata", "title-abstract")
    assert [reason.counts_as for reason in criteria.reasons] == [None, None, "other"]
    assert criteria.rules[0].tests[0].record == {"published": "2014"}
    assert criteria.rules[0].tests[0].expect == "false"


def test_without_stages_every_stage_that_a_rule_names_is_carried_out():
    text = GOOD[: GOOD.index("screening:")]
    assert read_criteria(text, "c").stages == ("metadata", "title-abstract", "full-text")


@pytest.mark.parametrize(
    ("old", "new", "at", "message", "hint"),
    [
        ("mutual W/1 aid", "mutual W/1 (aid", "(aid", "unbalanced parenthesis", "never closed"),
        ("mutual W/1 aid", "aid) OR x", ") OR", "unbalanced parenthesis", ""),
        ("mutual W/1 aid", "mutual aid", "aid\n", "no operator", "AND or OR"),
        ('"@support"', '"x AND (@suport)"', "@suport", "unknown list '@suport'", "'support'"),
        ('"@support"', "'\"a b\" AND c OR d'", "OR d'", "side by side", "parentheses"),
        ("rat OR mouse", "rat OR @mice", "@mice", "unknown list", "support, animal"),
        ("rat OR mouse", "rat W/3 (a AND b)", "W/3 (a", "only words, phrases", "AND"),
        ("{field: published,", "{field: publishd,", "publishd", "unknown field", "'published'"),
        ("reason: E2", "reason: X4", "X4", "unknown reason 'X4'", "E1, E2, E3"),
        ("parent: E3", "parent: E9", "E9", "unknown reason 'E9'", ""),
        ("parent: E3", "parent: E2", "E2}", "circle", ""),
        ("id: topic", "id: date", "date\n    kind: require\n    stage: [title", "again", ""),
        ("counts_as: other}", "counts_as: other}\n  - {id: E3, label: More}", "E3, label: More",
         "reason 'E3' again", ""),
        ('"2025-04"]', '"2025-13"]', '"2025-13"', "not a date", "Months go from 01"),
        ('["2015", "2025-04"]', '["2025", "2015"]', '["2025"', "nothing lies between", ""),
        ('["2015", "2025-04"]', '["2025"]', '["2025"', "two values", ""),
        ("between:", "betwen:", "betwen", "unknown key 'betwen'", "'between'"),
        ("between: [\"2015\", \"2025-04\"]", "in: [2015]", "[2015]", "cannot be asked", "between"),
        ("{record: {published: 2014}", "{record: {publishd: 2014}", "publishd:", "unknown field",
         "'published'"),
        ("expect: false", "expect: fals", "fals}", "'fals' is not valid", "'false'"),
        ("mode: rules", "mode: persons", "persons", "not valid", "rules, people"),
        ("kind: require\n    stage: [metadata]", "kind: requires\n    stage: [metadata]",
         "requires", "not valid", "'require'"),
        ("stage: [metadata]", "stage: [metdata]", "metdata", "not valid", "'metadata'"),
        ("stage: [metadata]", "stage: []", "[]", "at least one", ""),
        ("retracted, is: true", "retracted, is: maybe", "maybe", "true or false", ""),
        ('{query: "@animal"}', '{query: "@animal", in: [x]}', "in: [x]", "'in' cannot stand beside",
         "fields"),
        ('{query: "@animal"}', '{query: "@animal", negation: guard}', "negation",
         "cannot be set on what a rule requires", "take it out"),
        ("{any: [", "{any: [{}, ", "{}, {", "found nothing", ""),
        ("screening:", "codings: []\nscreening:", "codings", "unknown key", "'coding'"),
        ("  animal: |", "  my list: x\n  animal: |", "my list", "cannot be called", "letters"),
        ("rat OR mouse", "|", "|\nreasons", "has no meaning here", ""),
        ("rat OR mouse", "# none", "# none", "empty", ""),
        ("version: 1", "version: 2", "2\n", "not valid", "1"),
    ],
)  # fmt: skip
def test_an_error_points_at_the_word(old, new, at, message, hint):
    text = changed(old, new)
    found = problems(text)
    assert found[0][0] == place(text, at)
    assert message in found[0][1]
    assert hint in found[0][2]
    assert len(found) == 1


def test_lists_in_a_circle_are_told_with_the_whole_circle():
    text = changed("rat OR mouse", "rat OR @support").replace("mutual W/1 aid", "x OR @animal")
    found = problems(text)
    assert found == [
        (
            place(text, "@animal"),
            "lists in a circle: @support → @animal → @support",
            "Take one of them out.",
        )
    ]


def test_several_errors_come_in_the_order_of_the_file():
    text = changed("rat OR mouse", "rat OR (mouse").replace("reason: E1", "reason: E7")
    assert [at for at, _, _ in problems(text)] == [place(text, "(mouse"), place(text, "E7")]


def test_document_types_and_languages_are_checked():
    old = '{field: published, between: ["2015", "2025-04"]}'
    text = changed(old, "{field: document_type, in: [artcle]}")
    assert problems(text)[0] == (
        place(text, "artcle"), "unknown document_type 'artcle'", "Did you mean 'article'?",
    )  # fmt: skip
    text = changed(old, "{field: language, in: [Klingonish]}")
    assert problems(text)[0][1] == "unknown language 'Klingonish'"
