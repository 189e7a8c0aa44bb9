"""What a review still has of the example in its template."""

from __future__ import annotations

import pytest

from litsieve.config.criteria import read_criteria
from litsieve.config.review import load_review
from litsieve.config.templates import _TOPICAL, example_title, examples_in
from litsieve.config.yaml import Document
from litsieve.shipped import EXAMPLE, TEMPLATES

PLAIN = (TEMPLATES["plain"] / "criteria.yaml").read_text("utf-8")


def left(text: str) -> list[str]:
    return examples_in(read_criteria(text, "criteria.yaml"))


def plain(*changes: tuple[str, str]) -> str:
    """The plain template with some of it made one's own."""
    text = PLAIN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


TERMS = (
    '  topic: |\n    "social support" OR "peer support" OR (community W/3 (based OR led))\n',
    '  topic: |\n    "shift work*" AND sleep\n',
)
TESTS = ('"Peer support after a flood", abstract', '"Sleep and shift work", abstract')
REASON = ('"Not about the topic"', '"Not about sleep and shift work"')


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_as_it_ships_is_told_by_its_terms_its_reason_and_its_title(name: str) -> None:
    text = (TEMPLATES[name] / "criteria.yaml").read_text("utf-8")
    told = left(text)
    assert any(part.startswith(f"the search terms of the template {name} (@") for part in told)
    reasons = [f"the reason “{label}”" for label in _TOPICAL if f'"{label}"' in text]
    assert [part for part in told if part.startswith("the reason “")] == reasons
    title = load_review(TEMPLATES[name] / "review.yaml", "review.yaml").title
    assert title is not None
    assert example_title(f"  {title.upper()} ") is not None


def test_the_titles_are_those_that_the_templates_have() -> None:
    for folder in TEMPLATES.values():
        for file, path in (("review.yaml", ("title",)), ("criteria.yaml", ("review", "title"))):
            title = Document((folder / file).read_text("utf-8"), file).value(path)
            assert example_title(str(title)) is not None


def test_every_reason_that_names_a_topic_is_that_of_a_template() -> None:
    texts = [(TEMPLATES[name] / "criteria.yaml").read_text("utf-8") for name in TEMPLATES]
    assert all(any(f'"{label}"' in text for text in texts) for label in _TOPICAL)


def test_the_sample_is_no_template() -> None:
    assert left((EXAMPLE / "criteria.yaml").read_text("utf-8")) == []
    title = load_review(EXAMPLE / "review.yaml", "review.yaml").title
    assert title is not None
    assert example_title(title) is None


def test_what_was_replaced_is_told_no_more_and_the_rest_still_is() -> None:
    assert left(plain(TERMS, TESTS)) == ["the reason “Not about the topic”"]
    assert left(plain(REASON)) == ["the search terms of the template plain (@topic)"]


def test_years_languages_and_general_reasons_may_stay() -> None:
    assert left(plain(TERMS, TESTS, REASON)) == []


def test_terms_are_the_same_however_they_are_laid_out() -> None:
    terms = '"social support"   OR "peer support" OR (community W/3 (based  OR led))'
    laid_out = f"  topic:\n    text: >-\n      {terms}\n"
    assert left(plain(REASON, (TERMS[0], laid_out))) == [
        "the search terms of the template plain (@topic)"
    ]


def test_one_list_of_many_that_stays_is_an_adaptation() -> None:
    text = (TEMPLATES["health-intervention"] / "criteria.yaml").read_text("utf-8")
    changed = text.replace("    elder OR elderly OR senior OR geriatric", "    geriatric", 1)
    assert changed != text
    assert left(changed) == []


def test_titles_are_compared_whole() -> None:
    assert example_title("My review") == "the title “My review”"
    assert example_title("My review of shift work") is None
    assert example_title("Flaky tests: causes, detection and repair") is not None
