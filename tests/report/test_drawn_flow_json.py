"""Counts as JSON: what waits enters the sums; texts, unknown keys and stages get a hint."""

from __future__ import annotations

import json
from typing import Any

import pytest

from litsieve.errors import ReviewError
from litsieve.report.drawn import Finding, findings, read

#: Adds up with nobody waiting: 1,000 − 200 = 800 − 700 = 100 − 10 = 90 − 60 = 30; invented.
FLOW: dict[str, Any] = {
    "databases": {"Scopus": 700, "PubMed": 300}, "removed": {"duplicates": 200}, "screened": 800,
    "excluded_total": 700, "sought": 100, "not_retrieved": 10, "assessed": 90,
    "excluded_reports": {"Wrong population": 40, "Not a trial": 20}, "new_studies": 30,
    "new_reports": 30,
}  # fmt: skip


def found(**changed: Any) -> list[Finding]:
    data = json.dumps({**FLOW, **changed}, indent=1).encode()
    return [finding for flow in read(data, "f.json") for finding in findings(flow)]


def codes(**changed: Any) -> list[str]:
    return [finding.code for finding in found(**changed)]


FEWER = {"new_studies": 25, "new_reports": 25}
OTHER = {"sources": {"Websites": 5}, "sought": 5, "assessed": 5, "not_retrieved": 0,
         "excluded_reports": {"Not a trial": 2}, "awaiting": 3}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({**FEWER}, ["P160"]),
        ({"awaiting": 5}, ["P160"]),
        ({**FEWER, "awaiting": 5}, []),
        ({**FEWER, "awaiting": 4}, ["P160"]),
        ({**FEWER, "ongoing": 5}, []),
        ({**FEWER, "awaiting": 3, "ongoing": 2}, []),
        ({**FEWER, "awaiting": 5, "ongoing": 5}, ["P160"]),
        ({**FEWER, "ongoing": {"studies": 3, "reports": 5}}, []),
        ({**FEWER, "ongoing": {"studies": 5}}, []),
        ({**FEWER, "ongoing_studies": 4, "ongoing_reports": 5}, []),
        ({**FEWER, "awaiting": {"full-text": 5}}, []),
        ({**FEWER, "awaiting": {"Full text": 2, "eligibility": 3}}, []),
        ({"awaiting": 0, "ongoing": 0}, []),
        ({"awaiting": {"title-abstract": 7}, "sought": 93, "not_retrieved": 3}, []),
        ({"awaiting": {"screening": 7}}, ["P122"]),
        ({"awaiting": {"retrieval": 4}, "not_retrieved": 6}, []),
        ({"awaiting": {"retrieval": 4}}, ["P131"]),
        ({**FEWER, "awaiting": None}, []),
        ({"new_studies": 31, "new_reports": 31, "awaiting": None}, ["P160"]),
        ({**FEWER, "awaiting": "5"}, ["P001"]),
        ({"new_reports": None, "new_studies": 25}, ["P161"]),
        ({"new_reports": None, "new_studies": 25, "awaiting": 5}, []),
        ({"other": OTHER}, []),
        ({"other": {**OTHER, "awaiting": 2}}, ["P160"]),
    ],
)
def test_what_waits_is_taken_where_it_waits(changed: dict[str, Any], expected: list[str]) -> None:
    assert codes(**changed) == expected


@pytest.mark.parametrize(
    ("changed", "key", "told"),
    [
        ({"screened": "800"}, "screened", "write 800 without the quotation marks"),
        ({"screened": "n = 800"}, "screened", "write 800 without the quotation marks"),
        ({"excluded_total": "700 records"}, "excluded_total", "write 700"),
        ({"databases": {"Scopus": "700", "PubMed": 300}}, "Scopus", "write 700 without"),
        ({"excluded_reports": [{"label": "A", "n": "60"}]}, "n", "write 60 without"),
        ({"awaiting": {"full-text": "0"}}, "full-text", "write 0 without"),
    ],
)
def test_a_number_as_text_is_told_with_its_line_and_what_to_write(
    changed: dict[str, Any], key: str, told: str
) -> None:
    text = json.dumps({**FLOW, **changed}, indent=1)
    (only,) = [one for one in found(**changed) if one.code == "P001"]
    assert told in only.text
    assert only.where.line == 1 + text[: text.index(f'"{key}":')].count("\n")


def test_a_thousand_or_one_is_not_read() -> None:
    data = json.dumps({"screened": 77, "sought": 5}).replace("77", "1.000")
    (only,) = findings(read(data.encode(), "f.json")[0])
    assert only.code == "P001"
    assert "write 1000 or 1" in only.text


@pytest.mark.parametrize(
    ("changed", "hint"),
    [
        ({"awaitng": 5}, "did you mean awaiting?"),
        ({"notRetrieved": 5}, "did you mean not_retrieved?"),
        ({"Screened": 5}, "did you mean screened?"),
        ({"on-going": 5}, "did you mean ongoing?"),
        ({"awaiting": {"fulltext": 5}}, "did you mean full-text?"),
        ({"awaiting": {"somewhere": 5}}, "title-abstract, retrieval, full-text"),
        ({"other": {"awaitin": 5}}, "did you mean awaiting?"),
    ],
)
def test_an_unknown_key_gets_the_nearest(changed: dict[str, Any], hint: str) -> None:
    with pytest.raises(ReviewError) as error:
        found(**changed)
    assert hint in (error.value.hint or "")
    assert error.value.where is not None
    assert error.value.where.line


def test_a_longer_name_of_a_key_is_noted_with_the_key() -> None:
    (note,) = found(studies_awaiting_classification=5)
    assert note.code == "I003"
    assert "did you mean awaiting?" in note.text


def test_lists_of_databases_may_be_a_text() -> None:
    assert codes(databases="Scopus (n = 700); PubMed (n = 300)") == []
    assert codes(databases=["Scopus: 700", "PubMed, 300"]) == []
    assert codes(databases="Scopus (n = 700); PubMed (n = 301)") == ["P111"]
    assert codes(databases="Scopus; PubMed 300") == ["I003", "P001"]
    assert codes(databases="many") == ["P001"]
    assert codes(databases="1000") == ["P001"]
