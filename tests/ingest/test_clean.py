"""What is cleaned for all formats alike."""

from __future__ import annotations

import pytest

from litsieve.ingest.clean import clean
from litsieve.ingest.entry import Entry, Value


def cleaned(column: str, value: Value) -> dict[str, Value]:
    return clean(Entry(1, "", {column: value}))


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["Anonymous"], None),
        (["[Anonymous]"], None),
        (["Anon."], None),
        (["[No authors listed]"], None),
        (["NA"], None),
        (["Anonymous", "Doe, Jane"], "Doe, Jane"),
        (["Na", "Doe, Jane"], "Na; Doe, Jane"),
        (["Anonymous Working Group"], "Anonymous Working Group"),
        (["Anon, Ami", "Nobody, A."], "Anon, Ami; Nobody, A."),
    ],
)
def test_nobody_is_no_author(names: list[str], wanted: str | None) -> None:
    assert cleaned("authors", names).get("authors") == wanted


@pytest.mark.parametrize(
    ("abstract", "partial"),
    [
        ("Much. (ABSTRACT TRUNCATED AT 250 WORDS)", True),
        ("Much. (ABSTRACT TRUNCATED)", True),
        ("(ABSTRACT TRUNCATED) means that MEDLINE cut it" + " and cut it" * 20, False),
        ("All.", False),
    ],
)
def test_an_abstract_that_says_it_was_cut_is_partial(abstract: str, partial: bool) -> None:
    assert cleaned("abstract", abstract)["abstract_partial"] is partial


@pytest.mark.parametrize(
    ("abstract", "wanted"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>Buses came.</jats:p>", "Buses came."),
        ("<title>Abstract</title>;         <p>Buses came.</p>", "Buses came."),
        ("<p>Abstract art came.</p>", "Abstract art came."),
    ],
)
def test_the_heading_of_an_abstract_is_no_part_of_it(abstract: str, wanted: str) -> None:
    assert cleaned("abstract", abstract)["abstract"] == wanted
