"""The manual: its examples load, its tests pass, and it names every key of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

PAGE = Path(__file__).resolve().parent.parent / "docs" / "criteria.md"

#: What a fragment needs to become a whole file, where the fragment does not say it itself.
BASE = {
    "version": "version: 1\n",
    "reasons": 'reasons: [{id: E1, label: "A reason"}]\n',
    "rules": "rules:\n  - {id: a, kind: require, stage: [title-abstract], reason: %s,"
    " when: {query: cats}}\n",
}


def _blocks() -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)


def _whole(block: str) -> str:
    """The block as a file: what it leaves out comes from BASE."""
    there = set(re.findall(r"^(\w+):", block, re.M))
    first = re.search(r"^  - \{id: ([\w-]+), label", block, re.M)
    fill = {**BASE, "rules": BASE["rules"] % (first[1] if first else "E1")}
    return "".join(text for key, text in fill.items() if key not in there) + block


def test_the_page_has_examples():
    assert len(_blocks()) >= 6


@pytest.mark.parametrize("block", _blocks(), ids=lambda block: block.splitlines()[0])
def test_every_example_loads_and_its_tests_pass(block):
    from litsieve.config.criteria import read_criteria
    from litsieve.screen import run_tests

    criteria = read_criteria(_whole(block), "docs/criteria.md")
    results = run_tests(criteria)
    assert len(results) == block.count("expect:")
    assert [result for result in results if not result.ok] == []


def _finds() -> list[tuple[str, str, str]]:
    """The rows of the table of queries: the query, what it finds, what it does not."""
    table = PAGE.read_text("utf-8").split("| write | it finds | but not |\n|---|---|---|\n")[1]
    rows = [line.strip("| ").split(" | ") for line in table.split("\n\n")[0].splitlines()]
    return [(query.strip("`"), finds, misses) for query, finds, misses in rows]


@pytest.mark.parametrize(("query", "finds", "misses"), _finds(), ids=lambda x: x)
def test_a_query_finds_what_the_page_says_and_not_what_it_says_it_does_not(query, finds, misses):
    import pandas as pd

    from litsieve.screen.conditions import Reports
    from litsieve.screen.query.parser import parse
    from litsieve.screen.query.tree import FIELD_SETS
    from litsieve.screen.words import Folding

    for texts, answer in ((finds, 2), (misses, 0)):
        frame = pd.DataFrame({"title": texts.split("; "), "abstract": "…"}, dtype="str")
        reports = Reports.of(frame, {}, Folding())
        found = reports.texts.answers(parse(query, Folding()), FIELD_SETS["tiab"])
        assert found.tolist() == [answer] * len(frame), texts


def _keys(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    """Every key of a model and of the models in it, as it is written in the file."""
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        if not field.exclude:
            yield field.alias or name
        for inner in _models(field.annotation):
            yield from _keys(inner, seen)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models(part)


def test_every_key_of_the_language_is_on_the_page():
    from litsieve.config.criteria import CriteriaFile

    text = PAGE.read_text("utf-8")
    shown = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`\n]+)`", text))))
    missing = sorted(set(_keys(CriteriaFile, set())) - shown)
    assert not missing


def test_every_scope_and_predicate_is_on_the_page():
    from litsieve.screen.predicates import PREDICATES
    from litsieve.screen.query.tree import FIELD_SETS, SCOPES

    text = PAGE.read_text("utf-8")
    for name in (*PREDICATES, *FIELD_SETS, *(f"{scope}( )" for scope in SCOPES)):
        assert f"`{name}`" in text, name


def test_every_type_of_document_and_source_is_on_the_page():
    from litsieve.schema import DOCUMENT_TYPES, SOURCE_TYPES

    text = " ".join(PAGE.read_text("utf-8").split())
    assert ", ".join(DOCUMENT_TYPES) in text
    assert ", ".join(SOURCE_TYPES) in text


def test_every_code_of_lint_is_on_the_page_and_no_other():
    from litsieve.screen.lint.finding import as_table

    assert as_table().strip() in PAGE.read_text("utf-8"), "put in what as_table() gives"


def test_the_page_of_formats_is_made_from_the_readers():
    from litsieve.ingest.manual import page

    there = (PAGE.parent / "formats.md").read_text("utf-8")
    assert there == page(), "make it anew: review formats --markdown > docs/formats.md"


def test_every_reader_says_what_it_is_how_it_is_recognised_and_what_is_done_with_quirks():
    import sys

    from litsieve.ingest.formats import FORMATS

    assert len({form.NAME for form in FORMATS}) == len(FORMATS)
    for form in FORMATS:
        doc = sys.modules[form.__name__].__doc__ or ""
        assert "\n\nRecognised " in doc, form.NAME
        assert "\n- " in doc, form.NAME


def test_every_key_of_a_search_is_in_the_template():
    from litsieve.config.review import Search

    template = (PAGE.parents[1] / "configs" / "template" / "review.yaml").read_text("utf-8")
    assert {key for key in Search.model_fields if f"{key}:" not in template} <= {"format"}
