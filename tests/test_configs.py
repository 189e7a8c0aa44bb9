"""What ships in configs/: it loads, passes its tests, and lint finds nothing that is not meant."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from litsieve import schema
from litsieve.config.criteria import Criteria, load_criteria, read_criteria
from litsieve.config.review import load_review
from litsieve.screen import lint, run_tests, screen
from litsieve.shipped import EXAMPLE, TEMPLATES

CONFIGS = Path(__file__).resolve().parent.parent / "configs"
SHIPPED = sorted(path.parent.name for path in CONFIGS.glob("*/criteria.yaml"))
#: Those in which people decide, to be adapted to a review.
ADAPTABLE = ["health-intervention", "scoping", "software-engineering"]
#: Warnings that are meant; each file says why. The sample's rules decide, so that it runs alone.
MEANT = {"social-support": {"C004": 4}}


@pytest.fixture(params=SHIPPED)
def name(request) -> str:
    return request.param


@pytest.fixture
def criteria(name) -> Criteria:
    return load_criteria(CONFIGS / name / "criteria.yaml", f"{name}/criteria.yaml")


def test_every_folder_of_configs_ships_as_the_sample_or_as_a_template():
    folders = [EXAMPLE, *TEMPLATES.values()]
    assert sorted(folder.name for folder in folders) == SHIPPED
    assert all((folder / "review.yaml").is_file() for folder in folders)


def test_the_criteria_pass_their_own_tests(criteria):
    results = run_tests(criteria)
    assert results
    assert [result for result in results if not result.ok] == []


def test_every_rule_says_when_it_is_true_and_when_it_is_false(criteria):
    for rule in criteria.rules:
        if rule.path[0] == "rules":  # a coding's `reason_if_none` has no tests of its own
            expected = {test.expect for test in rule.tests}
            assert {"true", "false"} <= expected, rule.id


def test_lint_finds_no_error_and_no_warning_that_is_not_meant(name, criteria):
    found = [f for f in lint(criteria) if f.severity != "note"]
    assert Counter(f.code for f in found) == MEANT.get(name, {}), found


@pytest.mark.parametrize("name", ADAPTABLE)
def test_a_template_lets_only_the_metadata_exclude(criteria):
    assert criteria.mode == "people"
    acting = {rule.id for rule in criteria.rules if rule.action == "exclude"}
    assert {"retracted", "date"} <= acting
    by_text = [r for r in criteria.rules if r.action == "exclude" and "metadata" not in r.stages]
    assert by_text == []


@pytest.mark.parametrize("name", ADAPTABLE)
def test_a_report_of_which_only_the_title_is_known_is_not_lost_to_a_template(criteria):
    reports = pd.DataFrame({"record_id": ["a", "b"], "title": ["Soil carbon in rice fields", None]})
    verdicts = screen(schema.conform(reports, schema.RECORD), criteria).verdicts
    assert list(verdicts["verdict"]) == ["awaiting", "awaiting"]


@pytest.mark.parametrize("name", ADAPTABLE)
def test_a_template_says_what_to_replace_and_has_what_a_review_of_its_kind_needs(name, criteria):
    text = (CONFIGS / name / "criteria.yaml").read_text("utf-8")
    assert text.count("replace") >= 5
    assert criteria.coding
    assert criteria.prioritise
    assert max(map(len, text.splitlines())) <= 130


def test_the_reviews_load_without_searches(name):
    review = load_review(CONFIGS / name / "review.yaml", "review.yaml")
    assert bool(review.searches) == (name == EXAMPLE.name)


def test_a_review_is_reported_by_the_guideline_of_its_kind(name):
    said = load_review(CONFIGS / name / "review.yaml", "review.yaml").report.profile
    assert said == {"scoping": "prisma-scr"}.get(name, "prisma2020")


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != EXAMPLE.name])
def test_the_commented_searches_load_when_they_are_uncommented(name):
    from litsieve.config.review import ReviewConfig
    from litsieve.config.yaml import load_yaml

    text = (CONFIGS / name / "review.yaml").read_text("utf-8")
    shown = text.replace("searches: []", "searches:").replace("\n#  ", "\n  ")
    found = load_yaml(shown, "review.yaml", ReviewConfig).searches
    assert all(search.database for search in found)
    assert len(found) == shown.count("file: searches/")
    assert found[0].hits == 1234


def test_the_sample_is_the_whole_protocol_and_works_with_people_too():
    text = (EXAMPLE / "criteria.yaml").read_text("utf-8")
    asked = text.replace("  mode: rules\n", "  mode: people\n")
    asked = asked.replace("  stages: [metadata, title-abstract]", "")
    criteria = read_criteria(asked, "criteria.yaml")
    assert criteria.mode == "people"
    assert criteria.stages == ("metadata", "title-abstract", "full-text")
    assert {coding.id for coding in criteria.coding} >= {"design", "theme", "group", "region"}
    assert criteria.prioritise
    assert criteria.flags
    assert len(criteria.tables) == 2
    assert {f.severity for f in lint(criteria) if f.code != "C013"} <= {"note"}
