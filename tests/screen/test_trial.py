"""One query tried on reports: counted as it is defined, and independent of how reports come."""

from __future__ import annotations

import pandas as pd
import pytest

from litsieve import schema
from litsieve.screen.conditions import TextTest
from litsieve.screen.query.parser import parse, parse_lines
from litsieve.screen.query.tree import FIELD_SETS
from litsieve.screen.trial import Trial, try_queries
from litsieve.screen.words import Folding

FOLDING = Folding()
LISTS = {"animals": parse_lines('rat OR mouse\n"guinea pig"', FOLDING)}
REPORTS = schema.conform(
    pd.DataFrame(
        [
            {"record_id": "r_1", "title": "Rats", "abstract": "A mouse as well.", "keywords": "x"},
            {"record_id": "r_2", "title": "Mice", "abstract": "Nothing else.", "keywords": "rat"},
            {"record_id": "r_3", "title": "Soil", "abstract": "Carbon.", "keywords": "rice"},
            {"record_id": "r_4", "title": "Soil of guinea pigs"},
            {"record_id": "r_5", "title": "Demonstration"},
        ]
    ),
    schema.RECORD,
)


def tried(query: str, fields: str = "tiab-kw", size: int = 5, **more: object) -> Trial:
    asked = TextTest(parse(query, FOLDING), FIELD_SETS[fields], query, ())
    parts = [REPORTS.iloc[start : start + size] for start in range(0, len(REPORTS), size)]
    (found,) = try_queries(parts, [asked], LISTS, FOLDING, **more)  # type: ignore[arg-type]
    return found


def test_answers_are_counted_three_ways() -> None:
    assert tried("@animals").counts == {"true": 3, "unknown": 1, "false": 1}
    assert tried("rat").counts == {"true": 2, "unknown": 2, "false": 1}


def test_hits_are_told_by_the_part_that_has_a_word_of_the_query() -> None:
    assert tried("@animals").parts == {"title": 3, "abstract": 1, "keywords": 1}
    assert tried("@animals", "tiab").parts == {"title": 3, "abstract": 1, "keywords": 0}
    assert tried("TITLE(rat)").parts == {"title": 1, "abstract": 0, "keywords": 0}


def test_of_each_term_reports_hits_and_what_would_be_lost_without_it() -> None:
    terms = {t.term: (t.lists, t.reports, t.hits, t.alone) for t in tried("@animals").terms}
    assert terms == {
        "rat": (("animals",), 2, 2, 0),
        "mouse": (("animals",), 2, 2, 0),
        '"guinea pig"': (("animals",), 1, 1, 1),
    }


def test_without_a_term_that_all_need_every_hit_is_lost() -> None:
    terms = {t.term: (t.reports, t.hits, t.alone) for t in tried("soil AND @animals").terms}
    assert terms["soil"] == (2, 1, 1)
    assert terms['"guinea pig"'] == (1, 1, 1)
    assert terms["rat"] == (2, 0, 0)


def test_what_stands_under_not_is_no_term_that_brings_hits() -> None:
    found = tried("soil AND NOT carbon")
    assert [t.term for t in found.terms] == ["soil"]
    assert found.counts == {"true": 0, "unknown": 2, "false": 3}


@pytest.mark.parametrize("size", [1, 2, 5])
def test_counts_do_not_depend_on_the_parts_in_which_reports_come(size: int) -> None:
    found, whole = tried("@animals", size=size), tried("@animals")
    assert (found.counts, found.parts, found.terms) == (whole.counts, whole.parts, whole.terms)


@pytest.mark.parametrize("size", [1, 5])
def test_examples_are_the_first_of_the_answer_asked_for(size: int) -> None:
    assert list(tried("@animals", size=size, show=("true", 2)).examples["record_id"]) == [
        "r_1", "r_2",
    ]  # fmt: skip
    assert list(tried("@animals", size=size, show=("unknown", 9)).examples["record_id"]) == ["r_5"]
    assert not len(tried("@animals", size=size).examples)


def test_no_reports_are_no_error() -> None:
    asked = TextTest(parse("rat", FOLDING), FIELD_SETS["tiab"], "rat", ())
    (found,) = try_queries([], [asked], LISTS, FOLDING, ("true", 3))
    assert found.reports == 0
    assert found.terms[0].reports == 0
