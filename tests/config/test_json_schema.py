"""The JSON Schema of criteria.yaml takes what the loader takes, and sees what a schema can see."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from broken_criteria import BROKEN, GOOD, broken
from click.testing import CliRunner

from litsieve.cli.criteria.schema import command
from litsieve.config.criteria import read_criteria
from litsieve.config.json_schema import criteria_schema, schema_text
from litsieve.config.yaml import Document
from litsieve.errors import ReviewError

ROOT = Path(__file__).parent.parent.parent
SCHEMA = jsonschema.Draft202012Validator(criteria_schema())
#: Faults in names, numbers of parentheses, dates …: only the loader sees them.
UNSEEN = {
    "unknown list", "unknown reason", "unknown parent", "unknown coding", "unknown value",
    "unknown group", "unknown region", "unknown status", "no date", "unbalanced",
    "quotation mark", "mixed", "small operator", "no operator", "foreign", "empty list",
    "negation on require", "circle of lists", "circle of reasons", "circle of codings",
    "duplicate rule", "duplicate reason", "017", "1e3", "date", "nested query",
    "nested conditions", "crlf",
}  # fmt: skip

RULE = {"id": "r", "kind": "exclude", "stage": "metadata", "reason": "E", "when": {"query": "x"}}


def faults(text: str) -> list[str]:
    return [error.message for error in SCHEMA.iter_errors(Document(text, "c").value(()))]


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def examples() -> list[Path]:
    files = sorted((ROOT / "configs").glob("*/criteria.yaml"))
    reference = ROOT.parent / "shared" / "specs" / "criteria-example.yaml"
    return [*files, *([reference] if reference.is_file() else [])]


def test_the_schema_that_ships_is_current():
    shipped = (ROOT / "configs" / "criteria.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text(), "review criteria schema -o configs/criteria.schema.json"


def test_it_is_a_schema_in_which_every_reference_leads_somewhere():
    jsonschema.Draft202012Validator.check_schema(criteria_schema())
    named = set(re.findall(r'"#/\$defs/(\w+)"', schema_text()))
    assert named <= set(criteria_schema()["$defs"])


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.parent.name)
def test_real_criteria_are_taken(path):
    assert faults(path.read_text(encoding="utf-8")) == []


def test_the_examples_of_the_documentation_are_taken():
    page = (ROOT / "docs" / "criteria.md").read_text(encoding="utf-8")
    blocks = [text for text in re.findall(r"```yaml\n(.*?)```", page, re.S) if ":" in text]
    assert len(blocks) > 5
    for block in blocks:
        rest = {"version": 1, "reasons": [{"id": "E", "label": "x"}], "rules": [RULE]}
        whole = rest | Document(block, "docs/criteria.md").value(())
        assert [error.message for error in SCHEMA.iter_errors(whole)] == []


CODED = {"id": "c", "stage": "full-text", "reason_if_none": "E", "values": {"v": {"query": "x"}}}
NOT_EXCLUDING = {key: value for key, value in CODED.items() if key != "reason_if_none"}
HEAD = {"version": 1, "reasons": [{"id": "E", "label": "x"}]}


@pytest.mark.parametrize(
    ("rest", "good"),
    [
        ({"screening": {"mode": "people"}}, True),
        ({"screening": {"mode": "people"}, "rules": []}, True),
        ({"coding": [CODED]}, True),
        ({"rules": [RULE]}, True),
        ({}, False),
        ({"rules": []}, False),
        ({"screening": {"mode": "rules"}}, False),
        ({"coding": [NOT_EXCLUDING]}, False),
    ],
)
def test_rules_may_be_left_out_where_others_decide(rest, good):
    text = json.dumps({**HEAD, **rest})
    assert (faults(text) == []) is good
    if good:
        assert read_criteria(text, "c").stages or "screening" in rest
        return
    with pytest.raises(ReviewError, match="no rule"):
        read_criteria(text, "c")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title: "Peer support"', "title: 2014"),
        ('title: "Peer support"', "title: true"),
        ('title: "Peer support"', "title: no"),
        ("window: 4", 'window: "4"'),
        ("window: 4", "window: 017"),
        ("weight: 2", "weight: 2e3"),
        ("blind: true", "blind: no"),
        ("blind: true", "blind: Off"),
        ("expect: false", 'expect: "false"'),
        ("stage: [metadata]", "stage: metadata"),
        ('between: ["2015", "2025-04"]', "between: [2015, 2025-04]"),
        ('between: ["2015", "2025-04"]', "between: [~, 2025]"),
        ('between: ["2015", "2025-04"]', "below: 2025"),
        ('between: ["2015", "2025-04"]', "present: true"),
        ('between: ["2015", "2025-04"]', "present: [false]"),
        ('field: published, between: ["2015", "2025-04"]', "field: doi, prefix: 10.1101"),
        ('field: published, between: ["2015", "2025-04"]', "field: language, in: eng"),
        ('field: published, between: ["2015", "2025-04"]',
         "field: language, in: [eng], detect: {min_chars: 200}"),
        ('field: published, between: ["2015", "2025-04"]', "field: countries, in: ['@lmic']"),
        ('field: published, between: ["2015", "2025-04"]', "query: 2014"),
        ('{code: design, any: [trial]}', '{map: design, from: trial}'),
        ("region: Asia}", "region: [Asia, Africa], plus: 'Asian OR African'}"),
        ("region: Asia}", "region: asia, edition: 2025}"),
        ("  animal: |\n    rat OR mouse", "  animal: {query: 'rat AND mouse', syntax: scopus}"),
        ("  animal: |\n    rat OR mouse", "  animal: {text: rat}"),
        ("record: {published: 2014}", "record: {published: ~, keywords: [a, b]}"),
        ("blind: true}", "blind: true}\nquality: {flags: [{id: x, ask: true}]}"),
    ],
)  # fmt: skip
def test_what_the_loader_takes_is_taken(old, new):
    text = changed(old, new)
    read_criteria(text, "c")
    assert faults(text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{not: {query: "@animal"}}', "{any: []}"),
        ('{not: {query: "@animal"}}', "{not: {query: x}, query: y}"),
        ('{not: {query: "@animal"}}', "animals"),
        ('{not: {query: "@animal"}}', "{field: published}"),
        ('{not: {query: "@animal"}}', "{field: published, between: [2015]}"),
        ('{not: {query: "@animal"}}', "{field: retracted, is: maybe}"),
        ('{not: {query: "@animal"}}', "{field: doi, in: [a], detect: {min_chars: 200}}"),
        ('{not: {query: "@animal"}}', "{code: design}"),
        ('{not: {query: "@animal"}}', "{query: x, between: [1, 2]}"),
        ("region: Asia}", "groups: [LIC]}"),
        ("region: Asia}", "text: x}"),
        ("window: 4", "window: 0"),
        ("id: topic", 'id: "a;b"'),
        ("blind: true}", "blind: true}\nquality: {flags: [{id: x}]}"),
        ("blind: true", "blind: true, reviewer: 2"),
    ],
)
def test_what_the_loader_refuses_is_refused(old, new):
    text = changed(old, new)
    with pytest.raises(ReviewError):
        read_criteria(text, "c")
    assert faults(text)


@pytest.mark.parametrize("name", BROKEN)
def test_the_schema_sees_a_broken_file_as_far_as_it_can(name):
    try:
        text = broken(BROKEN[name]).decode("utf-8")
        faults_seen = faults(text) if len(text) < 100_000 else ["too large"]
    except (UnicodeDecodeError, ReviewError):
        assert BROKEN[name].code in ("C101", "C102", "C103")
        return
    assert bool(faults_seen) == (name not in UNSEEN)


def test_the_command_prints_it_and_writes_it_but_never_over_another_file(tmp_path):
    run = CliRunner()
    assert json.loads(run.invoke(command, []).output) == criteria_schema()
    target = tmp_path / "schema.json"
    for _ in range(2):
        assert run.invoke(command, ["-o", str(target)]).exit_code == 0
    assert target.read_text(encoding="utf-8") == schema_text()
    (tmp_path / "criteria.yaml").write_text(GOOD, encoding="utf-8")
    refused = run.invoke(command, ["-o", str(tmp_path / "criteria.yaml")])
    assert isinstance(refused.exception, ReviewError)
    assert (tmp_path / "criteria.yaml").read_text(encoding="utf-8") == GOOD
    other = run.invoke(command, ["-o", str(tmp_path / "schema.docx")])
    assert isinstance(other.exception, ReviewError)
    assert not (tmp_path / "schema.docx").exists()
