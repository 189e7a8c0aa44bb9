"""`review criteria lint`: every code is found where it should be, and nowhere else."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from litsieve.config.criteria import read_criteria
from litsieve.errors import ReviewError
from litsieve.screen import lint
from litsieve.screen.lint import findings_of
from litsieve.screen.lint.finding import CODES, UNREADABLE, as_table

REFERENCE = Path(__file__).parents[3] / "shared" / "specs" / "criteria-example.yaml"
#: What the reference protocol writes as `a OR b W/n c`, which must say what goes first by now.
MIXED = (
    "mental W/1 (disorder* OR illness*)",
    "social W/3 connect*",
    "hospitali?ed W/3 patient*",
    "randomi?ed W/3 (trial OR controlled OR allocat*)",
)


def reference():
    text = REFERENCE.read_text("utf-8")
    for part in MIXED:
        text = text.replace(f"({part})", part).replace(part, f"({part})")
    return text


def small(rules: str, lists: str = "", rest: str = "") -> str:
    return f"version: 1\n{lists}reasons: [{{id: E, label: x}}]\nrules:\n{rules}{rest}"


def rule(when: str, more: str = "") -> str:
    return small(f"  - {{id: a, {more or 'kind: exclude, action: suggest'}, "
                 f"stage: title-abstract, reason: E, when: {when}}}\n")  # fmt: skip


def found(text: str) -> list[tuple[str, str]]:
    """Code and what the finding points at; rules without tests are left out."""
    lines = text.split("\n")
    return [
        (f.code, lines[f.where.line - 1][f.where.column - 1 :])
        for f in lint(read_criteria(text, "c"))
        if f.code != "C003"
    ]


REQUIRE = "kind: require, action: suggest"
PEOPLE = "screening: {mode: people}\n"


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        (rule("{query: rat}").replace("}]", "}, {id: F, label: y}]"), "C001", "{id: F"),
        (rule('{query: "ra*"}'), "C005", "ra*"),
        (rule('{query: "peer OR r?t"}'), "C005", "r?t"),
        (rule("{query: '\"lay counsel*\"'}"), "C006", '"lay'),
        (rule("{query: a AND NOT a}"), "C007", "a, kind"),
        (rule("{any: [{query: a}, {not: {query: a}}]}"), "C008", "a, kind"),
        (rule("{query: rat}", "kind: exclude"), "C004", "a, kind"),
        (rule("{query: rat, fields: tiab-kw}", REQUIRE), "C013", "{query"),
        (rule("{field: countries, in: [FRA]}", "kind: exclude"), "C014", "a, kind"),
        (rule("{query: rat OR mouse OR rat}"), "C017", "rat}"),
        (rule("{query: mouse OR mice}"), "C017", "mice"),
        (rule('{query: \'health OR "mental health"\'}'), "C017", '"mental'),
        (rule("{query: suicide OR suicid*}"), "C017", "suicide"),
        (rule("{field: retracted, is: true}"), "C018", "retracted"),
        (rule("{field: peer_reviewed, is: true}", REQUIRE), "C018", "peer_reviewed"),
        (rule("{query: rat}", f"{REQUIRE}, on_unknown: flag"), "C020", "flag"),
        (rule("{query: rat OR in-patient*}"), "C022", "in-patient"),
        (rule("{query: '\"a drop-in centre\"'}"), "C022", '"a drop'),
        (rule("{not: {field: abstract, present: true}}", "kind: exclude"), "C023", "{field"),
        (rule("{field: abstract, present: true}", "kind: require"), "C023", "{field"),
        (rule("{field: abstract, present: false}", "kind: exclude"), "C023", "{field"),
        (rule("{query: '\"behavio#r\"'}"), "C024", '"behavio'),
        (rule("{query: 'rat OR \"cat NEAR2 dog\"'}"), "C025", '"cat'),
        (rule("{query: '\"a NEAR/3 b\"'}"), "C025", '"a NEAR'),
        (rule("{query: '\"cat adj3 dog\"'}"), "C025", '"cat'),
        (rule("{query: '\"peer AND support\"[tiab]', syntax: pubmed}"), "C025", '"peer'),
        (rule("{query: 'TS=(\"HIV OR AIDS\")', syntax: wos}"), "C025", '"HIV'),
        (rule("{query: '{cat W/2 dog}'}"), "C025", "{cat W"),
        (rule("{query: /re/}"), "C026", "/re/"),
        (rule("{query: 'rat OR \"/behaviou?r/i\"'}"), "C026", '"/beh'),
        (rule("{query: '\"organi[s-z]ation\"'}"), "C026", '"organi'),
        (rule("{query: S1 AND cancer}"), "C027", "S1"),
        (rule("{query: (rat OR mouse) AND NOT 12}"), "C027", "12}"),
    ],
)  # fmt: skip
def test_what_is_probably_not_meant_is_found(text, code, at):
    ((told, place),) = found(text)
    assert told == code
    assert place.startswith(at)


@pytest.mark.parametrize(
    "text",
    [
        rule("{query: rat}"),
        rule('{query: "*migrant* OR wom?n OR colo?r"}'),
        rule("{query: '{mental health} OR mental'}".replace("mental'", "minds'")),
        rule("{query: (rat W/3 mouse) OR (rat W/3 cat)}"),
        rule("{query: '(rat OR mouse) AND (rat OR cat)'}"),
        rule("{all: [{field: retracted, present: true}, {field: retracted, is: true}]}"),
        rule("{field: retracted, is: true}", "kind: exclude, action: suggest, on_unknown: flag"),
        rule("{field: countries, in: [FRA]}"),
        rule("{query: rat}", "kind: exclude") + PEOPLE,
        rule("{query: '{in-patient} OR inpatient OR face-to-face OR self-harm'}"),
        rule('{query: \'"C#" OR "10% more"\'}'),
        rule('{query: \'"trial and error" OR "NOT" OR "omega N3" OR "P53 W3C"\'}'),
        rule('{query: \'"and/or" OR "input/output" OR "[sic]" OR 2020 OR B12\'}'),
        rule('{query: \'"S1" AND "12" AND TITLE(L1 OR 3)\'}'),
        rule("{field: abstract, present: true}", "kind: exclude"),
        rule("{field: abstract, present: false}"),
        rule("{query: rat, fields: keywords}", REQUIRE),
    ],
)
def test_what_is_meant_is_not_found(text):
    assert found(text) == []


def test_lists():
    lists = "lists:\n  x: '@y'\n  y: bee\n  z: {query: wasp}\n  again: wasp\n"
    text = small("  - {id: a, kind: exclude, action: suggest, stage: metadata, reason: E, "
                 "when: {query: '@z OR @again'}}\n", lists)  # fmt: skip
    assert found(text) == [
        ("C002", "x: '@y'"), ("C002", "y: bee"), ("C016", "again: wasp"),
    ]  # fmt: skip


def test_codings_priorities_flags_and_countries_use_lists_and_are_looked_at():
    lists = """\
lists:
  here: {table: un-m49, region: Asia, plus: "ra*"}
  one: rat
  two: cat
  three: dog
"""
    rest = """\
coding:
  - {id: c, stage: title-abstract, values: {v: {query: "@one"}, w: {query: fox AND NOT fox}}}
prioritise: [{id: p, weight: 1, when: {query: "@two"}}]
quality: {flags: [{id: f, when: {query: '@three OR "old m*"'}}]}
"""
    text = small("  - {id: a, kind: require, stage: metadata, reason: E, "
                 "when: {field: countries, in: ['@here']}}\n", lists, rest)  # fmt: skip
    assert [(code, at[:4]) for code, at in found(text)] == [
        ("C015", "un-m"), ("C005", "ra*\""), ("C014", "a, k"), ("C007", "{que"),
        ("C005", '"old'), ("C006", '"old'),
    ]  # fmt: skip


def test_a_rule_that_excludes_by_a_table_of_countries_in_the_text():
    lists = "lists: {here: {table: un-m49, edition: '2025', region: Asia}}\n"
    text = small("  - {id: a, kind: exclude, stage: metadata, reason: E, "
                 "when: {query: '@here'}}\n", lists)  # fmt: skip
    assert [code for code, _ in found(text)] == ["C004", "C014"]


def test_a_table_without_a_choice_is_all_countries():
    lists = "lists: {here: {table: un-m49, edition: '2025', region: }}\n"
    text = small("  - {id: a, kind: exclude, action: suggest, stage: metadata, reason: E, "
                 "when: {query: '@here'}}\n", lists)  # fmt: skip
    assert [code for code, _ in found(text)] == ["C021"]


def test_what_a_coding_excludes_is_said_of_the_coding():
    rest = """\
coding:
  - id: design
    stage: full-text
    reason_if_none: F
    values: {trial: {query: trial*}}
"""
    text = small("  - {id: a, kind: exclude, action: suggest, stage: full-text, reason: E, "
                 "when: {query: rat}}\n", "", rest)  # fmt: skip
    text = text.replace("}]", "}, {id: F, label: y}]")
    assert found(text) == [("C004", "F")]


def test_cues_that_are_no_words_negate_nothing():
    text = rule("{query: rat, negation: guard}")
    assert found(text) == []
    assert found(text + "defaults: {negation: {cues: ['-']}}\n") == [("C019", "guard}}")]


def test_a_failing_test_and_a_stage_that_is_not_carried_out():
    text = small("""\
  - id: a
    kind: exclude
    stage: full-text
    reason: E
    when: {query: rat}
    tests:
      - {record: {title: A rat}, expect: true}
      - {record: {title: A cat}, expect: false}
""", "screening: {stages: metadata}\n")  # fmt: skip
    told = lint(read_criteria(text, "c"))
    assert [(f.code, f.where.line) for f in told] == [("C011", 5), ("C012", 12)]
    assert told[1].message == "test 2 of rule 'a': expected false, got unknown"
    assert "not in the test's record" in told[1].hint


def test_every_finding_has_a_hint_and_the_severity_of_its_code():
    told = lint(read_criteria(reference(), "c")) if REFERENCE.is_file() else []
    told += lint(read_criteria(rule("{query: 'ra* AND NOT ra*'}", "kind: exclude"), "c"))
    assert len(told) >= 3
    for finding in told:
        assert finding.hint
        assert finding.severity == CODES[finding.code].severity


def test_nothing_is_wrong_with_the_reference_protocol():
    if not REFERENCE.is_file():
        pytest.skip("the reference protocol is not on this machine")
    told = lint(read_criteria(reference(), "c"))
    assert {finding.severity for finding in told} == {"note"}


@pytest.mark.parametrize("form", ["{0}", "{0}*", '"social {0}"'])
def test_ten_thousand_terms_are_looked_at_in_seconds(form):
    rng = random.Random(1)
    words = ("".join(rng.choices("bcdfglmnprt", k=9)) for _ in range(10_000))
    terms = "\n".join("    " + form.format(word) for word in words)
    lists = f"lists:\n  many: |\n{terms}\n  more: |\n{terms}\n    other\n"
    text = small("  - {id: a, kind: exclude, action: suggest, stage: metadata, reason: E, "
                 "when: {query: '@many'}}\n"
                 "  - {id: b, kind: exclude, action: suggest, stage: metadata, reason: E, "
                 "when: {query: '@more'}}\n", lists)  # fmt: skip
    criteria = read_criteria(text, "c")
    begun = time.process_time()
    assert {finding.code for finding in lint(criteria)} == {"C003", "C009"}
    assert time.process_time() - begun < 10


# -- codes --------------------------------------------------------------------------------


def test_codes_are_unique_and_every_error_of_loading_has_one():
    unreadable = [code for code, _ in UNREADABLE.values()]
    assert len({*CODES, *unreadable}) == len(CODES) + len(unreadable)
    source = Path(lint.__code__.co_filename).parents[2]
    said = [path.read_text("utf-8") for path in source.glob("config/*.py")]
    said += [path.read_text("utf-8") for path in source.glob("screen/query/*.py")]
    for slug in UNREADABLE:
        assert any(f'"{slug}"' in text or slug.startswith("unknown-") for text in said), slug


def test_errors_of_loading_are_findings():
    with pytest.raises(ReviewError) as caught:
        read_criteria(rule("{query: '(a OR b'}").replace("reason: E,", "reason: F,"), "c")
    assert [(f.code, f.severity, f.where.line) for f in findings_of(caught.value)] == [
        ("C112", "error", 4), ("C122", "error", 4),
    ]  # fmt: skip
    (other,) = findings_of(ReviewError("x", code="something-new"))
    assert other.code == "C120"


def test_the_table_of_codes_has_every_code_once():
    rows = as_table().splitlines()[2:]
    assert [row.split("|")[1].strip(" `") for row in rows] == sorted(
        [*CODES, *(code for code, _ in UNREADABLE.values())]
    )


# -- the command --------------------------------------------------------------------------


@pytest.fixture
def review(tmp_path, monkeypatch, capsys):
    """Write criteria.yaml and run `review criteria lint`: exit code, stdout, stderr."""
    from litsieve.cli import main

    def run(text: str, *options: str) -> tuple[int, str, str]:
        (tmp_path / "review.yaml").write_text("title: x\n", "utf-8")
        (tmp_path / "criteria.yaml").write_text(text, "utf-8")
        monkeypatch.chdir(tmp_path)
        with pytest.raises(SystemExit) as left:
            main(["criteria", "lint", *options])
        return (int(left.value.code or 0), *capsys.readouterr())

    return run


def test_findings_are_shown_with_their_hints_and_errors_and_only_they_count(review):
    code, out, err = review(rule("{query: rat}", "kind: exclude"))
    assert code == 0
    assert "criteria.yaml:4:10: warning: C004 rule 'a' excludes on words alone" in out
    assert "\n    Words mislead" in out
    assert "2 findings" in err
    assert review(rule("{query: rat}", "kind: exclude"), "--strict")[0] == 1
    assert review(rule("{query: rat}"), "--strict")[0] == 0  # only a note
    assert review(rule("{any: [{query: a}, {not: {query: a}}]}"))[0] == 1


def test_findings_and_errors_for_machines(review):
    code, out, _ = review(rule("{query: rat}", "kind: exclude"), "--json")
    assert code == 0
    assert {f["code"]: f["severity"] for f in json.loads(out)} == {
        "C003": "note", "C004": "warning",
    }  # fmt: skip
    code, out, _ = review(rule("{query: '(rat'}").replace("kind: ex", "knid: ex"), "--json")
    assert code == 2
    assert [(f["code"], f["line"], f["column"]) for f in json.loads(out)] == [
        ("C105", 4, 5), ("C104", 4, 13),
    ]  # fmt: skip
    assert set(json.loads(out)[0]) == {
        "code", "severity", "where", "line", "column", "message", "hint",
    }  # fmt: skip


def test_a_file_that_cannot_be_read_is_told_as_ever(review):
    code, out, err = review(rule("{query: '(rat'}"))
    assert (code, out) == (2, "")
    assert "criteria.yaml:4:" in err
    assert "error: unbalanced parenthesis" in err
    assert "hint: " in err
