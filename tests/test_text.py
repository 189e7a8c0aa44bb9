"""Pure text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from litsieve.text import fold, fold_letters, squeeze


@given(st.text())
def test_squeeze_is_what_the_pattern_says(text: str) -> None:
    assert squeeze(text) == re.sub(r"\s+", " ", text).strip()


def test_fold_removes_case_marks_and_punctuation() -> None:
    assert fold("Ærøskøbing – Łódź: ‘naïve’ café_1") == "aeroskobing lodz naive cafe 1"
    assert fold("—") == ""


def test_fold_letters_keeps_everything_else() -> None:
    assert fold_letters("É-b, C!") == "e-b, c!"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
