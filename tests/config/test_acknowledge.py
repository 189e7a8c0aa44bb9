"""`check: acknowledge:` in review.yaml: what may stand there."""

from __future__ import annotations

import pytest

from litsieve.check_codes import CODES, SUMS
from litsieve.config.review import ReviewConfig
from litsieve.config.yaml import load_yaml
from litsieve.errors import ReviewError


def load(code: str, reason: str = "An estimate.") -> dict[str, str]:
    text = f"version: 1\ncheck:\n  acknowledge:\n    {code}: {reason}\n"
    return load_yaml(text, "review.yaml", ReviewConfig).check.acknowledge


@pytest.mark.parametrize("code", [c for c in CODES if CODES[c].of != "drawn"])
def test_every_warning_of_a_report_may_be_acknowledged_and_no_error(code: str) -> None:
    if CODES[code].level == "error":
        with pytest.raises(ReviewError, match="cannot be acknowledged"):
            load(code)
    else:
        assert load(code) == {code: "An estimate."}


@pytest.mark.parametrize("code", [*SUMS, "P104", "P111"])
def test_a_sum_that_does_not_come_out_is_no_matter_of_opinion(code: str) -> None:
    with pytest.raises(ReviewError, match=f"{code} cannot be acknowledged: it is an error") as got:
        load(code)
    assert got.value.where is not None
    assert got.value.where.line == 4


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("p193", "did you mean 'P193'"),
        ("P919", "did you mean 'P19"),
        ("hits", "they go from P112 to P202"),
        ("P150", "P150 is never made of a review's own report"),
        ("I003", "I003 is never made of a review's own report"),
    ],
)
def test_another_code_is_an_error_with_the_nearest(code: str, says: str) -> None:
    with pytest.raises(ReviewError, match=says) as got:
        load(code)
    assert got.value.where is not None
    assert got.value.where.line == 4


@pytest.mark.parametrize("reason", ["''", '" "', "—", "ok", "'…'", ""])
def test_a_reason_says_something(reason: str) -> None:
    with pytest.raises(ReviewError) as got:
        load("P193", reason)
    assert got.value.where is not None
    assert got.value.where.line == 4


def test_a_reason_over_several_lines_is_one_line() -> None:
    assert load("P193", "|\n      An estimate\n      of the database.") == {
        "P193": "An estimate of the database."
    }


@pytest.mark.parametrize("text", ["check:\n", "check: {}\n", "check: {acknowledge: }\n", ""])
def test_nothing_acknowledged_is_nothing_said(text: str) -> None:
    config = load_yaml(f"version: 1\n{text}", "review.yaml", ReviewConfig)
    assert config.check.acknowledge == {}
