"""P192: clear sentences are understood and held against the report, all others are left alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from prose_examples import CLEAR, FLOW, LEFT_ALONE, PAPERS, PARTS

from litsieve.report.prisma import (
    Arm,
    Duplicates,
    Excluded,
    ExcludedReports,
    Identified,
    Included,
    Prisma,
    Removed,
    Source,
)
from litsieve.report.prose import contradictions

#: A number as it stands in a sentence → one that is nowhere in the flow.
_FIGURES = re.compile(r"[A-Z][a-z -]+|[0-9][\d.,{}\\\u2009 ]*(?<=\d)")


def wrong(sentence: str, p: Prisma = FLOW) -> list[tuple[str, int]]:
    return [(claim.what, claim.n) for claim in contradictions(sentence, p)[1]]


@pytest.mark.parametrize(("sentence", "number", "what"), CLEAR)
def test_a_clear_sentence_is_compared(sentence: str, number: str, what: str) -> None:
    said, found = contradictions(sentence, FLOW)
    assert (said > 0, found) == (True, [])
    changed = sentence.replace(number, _FIGURES.sub("57", number, count=1), 1)
    assert (what, 57) in wrong(changed)


@pytest.mark.parametrize(("sentence", "numbers"), PAPERS)
def test_what_papers_say_is_compared(sentence: str, numbers: tuple[str, ...]) -> None:
    assert wrong(sentence) == []
    for number in numbers:
        assert 57 in [n for _, n in wrong(sentence.replace(number, "57", 1))]


@pytest.mark.parametrize("sentence", [*LEFT_ALONE, *PARTS])
def test_what_is_not_of_the_whole_flow_is_left_alone(sentence: str) -> None:
    assert wrong(sentence) == []
    assert (
        wrong(f"We screened 1400 records.\n\n{sentence}\n\nFinally, 122 studies were included.")
        == []
    )


@pytest.mark.parametrize(
    ("sentence", "n"),
    [
        # a number of a part does not do for the whole
        ("We removed 500 duplicates.", 500),
        ("We removed 120 duplicates.", 120),
        ("We removed 620 duplicates across sources.", 620),
        ("We found 500 duplicates within Scopus.", 500),
        ("We identified 1200 records.", 1200),
        ("Searches of Scopus and PubMed returned 1200 records.", 1200),
        ("The search in PubMed yielded 1200 records.", 1200),
        ("90 reports were excluded.", 90),
        ("After full-text review, 1130 reports were excluded.", 1130),
        ("On title and abstract, 140 records were excluded.", 140),
        ("We excluded 1000 records.", 1000),
        ("262 reports were included.", 262),
        ("We screened 262 records.", 262),
        ("We assessed 270 full texts.", 270),
    ],
)  # fmt: skip
def test_a_number_of_another_part_or_step_is_told(sentence: str, n: int) -> None:
    assert [found for _, found in wrong(sentence)] == [n]


@pytest.mark.parametrize(
    "sentence",
    [
        "We found 90 duplicates within Scopus.",
        "There were 120 duplicates within databases.",
        "Removing 500 duplicates across sources left 1480 records.",
        "The reviewers excluded 1000 records on title and abstract by hand.",
        "Rules excluded 80 records before screening.",
        "Searches of Scopus and PubMed returned 1,900 records.",
    ],
)
def test_a_part_that_is_named_is_compared_with_that_part(sentence: str) -> None:
    said, found = contradictions(sentence, FLOW)
    assert (said > 0, found) == (True, [])


def arm(n: int, included: int) -> Arm:
    return Arm(
        identified=n,
        removed=Removed(Duplicates(0, 0, 0), 0, 0),
        screened=n,
        excluded=Excluded(0, 0, 0),
        sought=n,
        not_retrieved=0,
        assessed=n,
        excluded_reports=ExcludedReports(n - included, ()),
        included=Included(included, included),
        awaiting={},
    )


def test_an_arm_is_meant_where_it_is_named() -> None:
    found = Identified(2130, FLOW.identified.databases, {}, {"Citations": 30})
    both = replace(
        FLOW,
        entries=2130,
        identified=found,
        other=arm(30, 5),
        sources=(*FLOW.sources, Source("Citations", 30, 0, 30, 30, 0)),
    )
    for sentence, ok in (
        ("We identified 2130 records.", True),
        ("We identified 2100 records.", False),
        ("Database searches identified 2100 records.", True),
        ("Database searches identified 2130 records.", False),
        ("Citation searching identified 30 records.", True),
        ("Citation searching identified 40 records.", False),
        ("In total, 127 studies were included.", True),
        ("Five studies were included from citation searching.", True),
    ):
        assert (wrong(sentence, both) == []) is ok, sentence


def test_what_is_not_known_is_not_compared() -> None:
    silent = replace(
        FLOW,
        databases=replace(FLOW.databases, sought=None, not_retrieved=None, assessed=None),
    )
    assert contradictions("We assessed 5 full texts. We sought 5 reports.", silent) == (0, [])


def test_a_sentence_goes_on_after_a_semicolon_and_of_these_after_a_full_stop() -> None:
    text = (
        "We screened 1400 records; {} were excluded. "
        "We read 262 full texts. Of these, {} were included."
    )
    assert wrong(text.format(1130, 122)) == []
    assert wrong(text.format(57, 56)) == [("excluded", 57), ("included", 56)]


def test_what_stands_in_the_list_of_references_is_not_read() -> None:
    assert contradictions("# References\n\nWe screened 99 records.", FLOW) == (0, [])
