"""Rules on reports: answers, verdicts, explanations, tests of rules, lint."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litsieve import schema
from litsieve.config.criteria import Criteria, read_criteria
from litsieve.screen import explain, run_tests, screen
from litsieve.screen import run as screen_run
from litsieve.screen.conditions import Reports
from litsieve.screen.kleene import NAMES
from litsieve.screen.verdicts import Judge

CRITERIA = """\
version: 1
lists:
  support: |
    "peer support" OR "social support" OR buddy
    wellbeing
reasons:
  - {id: E1, label: "Outside 2015 to April 2025"}
  - {id: E2, label: "Not in English"}
  - {id: E3, label: "Not a journal article"}
  - {id: E4, label: "Retracted", counts_as: other}
  - {id: E5, label: "Animal study"}
  - {id: E6, label: "Not on support"}
  - {id: E7, label: "No full text", counts_as: not-retrieved}
rules:
  - id: topic
    kind: require
    stage: [title-abstract, full-text]
    reason: E6
    when: {query: "@support"}
    tests:
      - {record: {title: "Peer-support groups"}, expect: true}
      - {record: {title: "Soil", abstract: "Carbon."}, expect: false}
      - {record: {title: "Soil"}, expect: unknown}
  - id: animal
    kind: exclude
    stage: [title-abstract]
    reason: E5
    when: {all: [{query: "rat OR mouse"}, {not: {query: "people OR patient*"}}]}
  - id: date
    kind: require
    stage: [metadata]
    reason: E1
    when: {field: published, between: ["2015", "2025-04"]}
  - id: english
    kind: require
    stage: [metadata]
    reason: E2
    when: {field: language, in: [eng]}
  - id: journal
    kind: require
    stage: [metadata]
    reason: E3
    when:
      all:
        - {field: document_type, in: [article, review]}
        - {not: {field: doi, prefix: ["10.1101/", "10.2139/"]}}
  - id: retracted
    kind: exclude
    stage: [metadata]
    reason: E4
    when: {all: [{field: retracted, present: true}, {field: retracted, is: true}]}
  - id: obtained
    kind: require
    stage: [full-text]
    reason: E7
    when: {field: fulltext_status, in: [obtained]}
screening: {stages: [metadata, title-abstract]}
"""
FULL = {
    "title": "Peer support for people", "abstract": "We asked patients.", "published": "2020-05",
    "year": 2020, "language": "eng", "document_type": "article", "doi": "10.1000/x",
}  # fmt: skip


def criteria(old: str = "", new: str = "") -> Criteria:
    assert old in CRITERIA
    return read_criteria(CRITERIA.replace(old, new) if old else CRITERIA, "criteria.yaml")


def reports(*rows: dict) -> pd.DataFrame:
    frame = pd.DataFrame([{"record_id": f"r_{i}"} | row for i, row in enumerate(rows)])
    extra = [name for name in frame if name not in schema.names(schema.RECORD)]
    table = schema.conform(frame.drop(columns=extra), schema.RECORD)
    return table.assign(**{name: frame[name] for name in extra})


def answer(when: str, **row) -> str:
    """The answer of one condition for one report."""
    text = f"""\
version: 1
reasons: [{{id: E, label: x}}]
rules: [{{id: r, kind: require, stage: metadata, reason: E, when: {when}}}]
"""
    found = screen(reports(row), read_criteria(text, "c"))
    return NAMES[found.answers["rule:r"].iloc[0]]


@pytest.mark.parametrize(
    ("when", "row", "expected"),
    [
        ('{field: published, between: ["2015-01", "2025-04"]}', {"published": "2014"}, "false"),
        ('{field: published, between: ["2015-01", "2025-04"]}', {"published": "2015"}, "true"),
        ('{field: published, between: ["2015-01", "2025-04"]}', {"published": "2025"}, "unknown"),
        ('{field: published, between: ["2015-01", "2025-04"]}', {"published": "2025-04"}, "true"),
        (
            '{field: published, between: ["2015-01", "2025-04"]}',
            {"published": "2025-04-30"},
            "true",
        ),
        ('{field: published, between: ["2015-01", "2025-04"]}', {"published": "2025-05"}, "false"),
        ('{field: published, between: ["2015-01", "2025-04"]}', {"year": 2014}, "false"),
        ('{field: published, between: ["2015-01", "2025-04"]}', {"published": "soon"}, "unknown"),
        ('{field: published, between: ["2015-01", "2025-04"]}', {}, "unknown"),
        ("{field: published, between: [2015, null]}", {"published": "2999-01"}, "true"),
        ("{field: year, between: [2015, 2020]}", {"published": "2015-07-01"}, "true"),
        ("{field: year, below: 2015}", {"year": 2014}, "true"),
        ("{field: year, above: 2015}", {"year": 2015}, "false"),
        ("{field: published, above: 2015-06}", {"year": 2015}, "unknown"),
        ("{field: cited_by, above: 9}", {"cited_by": 10}, "true"),
        ("{field: cited_by, below: 10}", {"cited_by": 10}, "false"),
        ("{field: cited_by, between: [1, 10]}", {}, "unknown"),
        ("{field: language, in: [eng]}", {"language": "eng"}, "true"),
        ("{field: language, in: [English]}", {"language": "eng"}, "true"),
        ("{field: language, in: [en]}", {"language": "spa; eng"}, "true"),
        ("{field: language, in: [eng]}", {"language": "spa"}, "false"),
        ("{field: language, in: [eng]}", {"language": "mul"}, "unknown"),
        ("{field: language, in: [eng]}", {"language": "spa; und"}, "unknown"),
        ("{field: language, in: [eng]}", {}, "unknown"),
        ("{field: document_type, in: article}", {"document_type": "article"}, "true"),
        ("{field: document_type, in: [article]}", {"document_type": "editorial"}, "false"),
        ("{field: venue, in: [Journal of Things]}", {"venue": "Journal  of things"}, "true"),
        ("{field: issn, in: [1234-5678]}", {"issn": "0000-0000; 1234-5678"}, "true"),
        ("{field: doi, prefix: 10.1101/}", {"doi": "10.1101/2020.01"}, "true"),
        ("{field: doi, prefix: [10.10]}", {"doi": "10.1/x"}, "false"),
        ("{field: doi, prefix: 10.1101/}", {}, "unknown"),
        ("{field: doi, present: true}", {}, "false"),
        ("{field: doi, present: false}", {}, "true"),
        ("{field: retracted, is: true}", {"retracted": True}, "true"),
        ("{field: retracted, is: true}", {"retracted": False}, "false"),
        ("{field: retracted, is: false}", {}, "unknown"),
        ("{field: fulltext_status, in: [obtained]}", {"fulltext_status": "obtained"}, "true"),
        ("{field: fulltext_status, in: [obtained]}", {}, "unknown"),
        ("{not: {field: doi, prefix: x}}", {}, "unknown"),
        ("{all: [{field: doi, prefix: x}, {field: year, below: 1900}]}", {"year": 2000}, "false"),
        ("{any: [{field: doi, prefix: x}, {field: year, above: 1900}]}", {"year": 2000}, "true"),
        ("{query: rat, fields: title}", {"title": "Rats"}, "true"),
        ("{query: rat, fields: title}", {"title": "Mice"}, "false"),
    ],
)
def test_a_condition_answers(when, row, expected):
    assert answer(when, **row) == expected


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, ("included", "title-abstract", None, None, None)),
        ({"published": "2014", "year": 2014}, ("excluded", "metadata", "E1", "E1", "date")),
        (
            {
                "published": None,
                "year": 2014,
                "language": "spa",
                "title": "Rats",
                "abstract": "A mouse.",
            },
            ("excluded", "metadata", "E1", "E1; E2; E5; E6", "topic; animal; date; english"),
        ),
        (
            {"title": "Rats", "abstract": "A mouse."},
            ("excluded", "title-abstract", "E5", "E5; E6", "topic; animal"),
        ),
        ({"title": "Soil", "language": None}, ("excluded", "title-abstract", "E6", "E6", "topic")),
        ({"language": None}, ("awaiting", "title-abstract", None, None, "english")),
        (
            {"title": "Soil", "abstract": None, "published": None, "year": None},
            ("awaiting", "title-abstract", None, None, "topic; animal; date"),
        ),
        ({"retracted": True}, ("excluded", "metadata", "E4", "E4", "retracted")),
    ],
)
def test_the_verdict_on_a_report(change, verdict):
    found = screen(reports(FULL | change), criteria()).verdicts.iloc[0]
    by = None if verdict[0] == "awaiting" else "automation"
    expected = [*verdict[:2], by, *verdict[2:]]
    told = found[["verdict", "stage", "by", "primary_reason", "reasons", "rules"]]
    assert [None if pd.isna(cell) else cell for cell in told] == expected


def test_the_primary_reason_is_of_the_earliest_stage_and_then_first_in_order():
    topic = '  - {id: E6, label: "Not on support"}\n'
    first = CRITERIA.replace(topic, "").replace("reasons:\n", f"reasons:\n{topic}")
    row = FULL | {"title": "Soil", "language": "spa", "published": None, "year": 2014}
    found = screen(reports(row), read_criteria(first, "c")).verdicts.iloc[0]
    assert (found["stage"], found["primary_reason"]) == ("metadata", "E1")
    assert found["reasons"] == "E6; E1; E2"


def test_a_full_text_rule_waits_for_retrieval_and_only_if_that_stage_is_carried_out():
    all_stages = criteria("screening: {stages: [metadata, title-abstract]}\n", "")
    found = screen(reports(FULL, FULL | {"language": None}), all_stages).verdicts
    assert found["verdict"].tolist() == ["awaiting", "awaiting"]
    assert found["stage"].tolist() == ["retrieval", "title-abstract"]
    assert found["rules"].tolist() == ["obtained", "english; obtained"]
    found = screen(reports(FULL | {"fulltext_status": "not-found"}), all_stages).verdicts
    assert found[["verdict", "stage", "primary_reason"]].values.tolist() == [
        ["excluded", "full-text", "E7"]
    ]


def test_title_and_abstract_settle_no_rule_of_the_full_text_stage():
    text = CRITERIA.replace("[title-abstract]", "[full-text]")
    text = text.replace("[title-abstract, full-text]", "[full-text]")
    text = text.replace("screening: {stages: [metadata, title-abstract]}\n", "")
    found = screen(reports(FULL | {"title": "Soil"}), read_criteria(text, "c")).verdicts.iloc[0]
    assert (found["verdict"], found["stage"]) == ("awaiting", "retrieval")


def test_a_rule_that_only_suggests_leaves_the_report_to_a_person():
    changed = criteria(
        "    stage: [title-abstract]\n", "    stage: [title-abstract]\n    action: suggest\n"
    )
    found = screen(reports(FULL | {"title": "Buddies of rats", "abstract": "Mouse."}), changed)
    assert found.verdicts["verdict"].tolist() == ["awaiting"]
    assert found.verdicts["rules"].tolist() == ["animal"]
    assert found.answers["rule:animal"].tolist() == [2]


def test_every_rule_is_answered_for_every_report_in_order():
    rows = [FULL | {"record_id": name} for name in ("r_c", "r_a", "r_b")]
    found = screen(reports(*rows), criteria())
    rules = list(criteria().questions())
    assert found.verdicts["cluster_id"].tolist() == ["r_a", "r_b", "r_c"]
    assert found.answers["cluster_id"].tolist() == ["r_a", "r_b", "r_c"]
    assert list(found.answers)[1:] == rules
    assert {str(dtype) for dtype in found.answers.dtypes[1:]} == {"int8"}


def test_no_reports_give_empty_tables():
    found = screen(schema.empty(schema.RECORD), criteria())
    assert list(found.verdicts.columns) == schema.names(schema.VERDICT)
    assert list(found.answers)[1:] == list(criteria().questions())
    assert not len(found.verdicts)
    assert not len(found.answers)


values = {
    "title": [None, "Peer support", "Rats", "Soil; a well-being study"],
    "abstract": [None, "Mouse.", "Patients and a buddy.", "..."],
    "abstract_partial": [None, True],
    "keywords": [None, "rat; people"],
    "published": [None, "2014", "2025", "2020-01-02"],
    "year": [None, 2025, 1999],
    "language": [None, "eng", "spa", "spa; eng", "mul"],
    "document_type": [None, "article", "note"],
    "doi": [None, "10.1101/x", "10.1/x"],
    "fulltext_status": [None, "obtained", "lost"],
}
rows = st.fixed_dictionaries({name: st.sampled_from(options) for name, options in values.items()})


@settings(max_examples=30, deadline=None)
@given(rows)
def test_taking_a_field_away_never_flips_an_answer_nor_decides_alone(row):
    """Of all rules and fields: the date may come from two fields, so each is taken away alone."""
    if row["year"] and row["published"]:
        row = row | {"year": int(row["published"][:4])}
    rules = criteria()
    poorer = [row | {name: None} for name in row]
    table = reports(row, *poorer).assign(record_id=[f"r_{i:03}" for i in range(len(poorer) + 1)])
    answers = screen(table, rules).answers
    grid = answers[[f"rule:{rule.id}" for rule in rules.rules]].to_numpy()
    change = abs(grid[0].astype(int) - grid[1:].astype(int))
    assert (change[:, [rule.id != "retracted" for rule in rules.rules]] < 2).all()


@settings(max_examples=15, deadline=None)
@given(st.lists(rows, min_size=1, max_size=6), st.randoms())
def test_the_order_of_reports_and_the_size_of_chunks_change_nothing(many, random):
    table = reports(*many)
    order = list(range(len(table)))
    random.shuffle(order)
    whole = screen(table, criteria())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screen_run, "CHUNK", 2)
        parts = screen(table.iloc[order], criteria())
    pd.testing.assert_frame_equal(whole.verdicts, parts.verdicts)
    pd.testing.assert_frame_equal(whole.answers, parts.answers)


@given(st.lists(st.integers(0, 2), min_size=7, max_size=7))
def test_a_report_is_included_only_if_everything_that_is_asked_is_known(answers):
    rules = criteria()
    verdict = Judge(rules)(answers, sought=True)
    asked = [a for a, rule in zip(answers, rules.rules, strict=True) if rule.id != "obtained"]
    wanted = [2 if rule.kind == "require" else 0 for rule in rules.rules if rule.id != "obtained"]
    assert (verdict.verdict == "included") == (asked == wanted)
    if verdict.verdict == "awaiting":
        assert 1 in asked
    if verdict.verdict == "excluded":
        assert verdict.primary_reason in verdict.reasons


def test_progress_is_told_until_all_is_done():
    told: list[tuple[str, int, int]] = []
    screen(reports(FULL, FULL), criteria(), lambda *step: told.append(step))
    assert told[-1] == ("screen", 2, 2)


# -- explain ------------------------------------------------------------------------------


def explained(rule: str, **row):
    return next(x for x in explain(reports(row), criteria()) if x.rule == rule)


def test_the_words_that_gave_an_answer_are_shown_as_they_stand():
    title = "Ärztliche „Peer‑Support“-Groups: the Buddies’ well being"
    found = explained("topic", title=title, abstract="No.")
    assert (found.answer, found.hit, found.label) == ("true", False, "Not on support")
    shown = [(m.field, m.text, m.term) for m in found.matches]
    assert shown == [
        ("title", "Peer‑Support", '"peer support"'),
        ("title", "Buddies", "buddy"),
        ("title", "well being", "wellbeing"),
    ]
    assert all(title[m.start : m.end] == m.text for m in found.matches)


def test_a_keyword_is_found_where_it_stands_in_the_cell():
    text = CRITERIA.replace('{query: "@support"}', '{query: "KEY(@support)"}')
    row = reports({"keywords": "soil; Straße; social  support groups"})
    found = explain(row.iloc[0], read_criteria(text, "c"))[0]
    assert [(m.start, m.text) for m in found.matches] == [(14, "social  support")]


@pytest.mark.parametrize(
    ("rule", "row", "because"),
    [
        ("date", {"published": "2025"}, ("published 2025: May to December not ruled out",)),
        ("date", {"year": 2025}, ("published 2025: May to December not ruled out",)),
        ("date", {"published": "2014"}, ("published 2014",)),
        ("date", {}, ("no date of publication",)),
        ("english", {}, ("no language",)),
        ("english", {"language": "mul"}, ("language mul: not understood",)),
        ("topic", {"title": "Soil"}, ("no abstract",)),
        ("topic", {"keywords": "x"}, ("no title and no abstract",)),
        (
            "topic",
            {"title": "S", "abstract": "x", "abstract_partial": True},
            ("the abstract is cut",),
        ),
        ("topic", {"title": "S", "abstract": "x"}, ("no match in title, abstract: @support",)),
        ("journal", {"document_type": "note"}, ("document type note", "no doi")),
    ],
)
def test_what_is_missing_is_said_in_words(rule, row, because):
    assert explained(rule, **row).because == because


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aAbäéß -’'.ﬁİǅ\u0301\u00adpeer support", max_size=40))
def test_any_text_can_be_explained_and_every_span_is_a_span(text):
    for rule in explain(reports({"title": f"{text} peer support {text}"}), criteria()):
        for match in rule.matches:
            assert f"{text} peer support {text}"[match.start : match.end] == match.text


# -- tests of rules -----------------------------------------------------------------------


def test_the_tests_of_rules_are_run():
    assert [(t.rule, t.index, t.ok) for t in run_tests(criteria())] == [
        ("topic", 1, True), ("topic", 2, True), ("topic", 3, True),
    ]  # fmt: skip
    failed = run_tests(criteria("expect: unknown", "expect: true"))[2]
    assert (failed.ok, failed.expected, failed.got) == (False, "true", "unknown")
    assert CRITERIA.split("\n")[failed.line - 1].strip().startswith('- {record: {title: "Soil"}')


def test_reports_need_not_have_every_column():
    frame = pd.DataFrame({"title": ["Peer support"], "language": ["eng"]})
    ready = Reports.of(frame, criteria().lists, criteria().folding)
    assert [int(ready.answers(rule.condition)[0]) for rule in criteria().rules[:4]] == [2, 1, 1, 2]
