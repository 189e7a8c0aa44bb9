"""The language of an abstract, where no field tells it; with the extra `lang` only.

Titles are too short to tell, so only abstracts are looked at. The detector is py3langid: no
network, no randomness; `Detector.name` goes into the record of the run, since another version may
answer otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd

from litsieve.screen.kleene import UNKNOWN, Answers
from litsieve.screen.predicates import Test, language, values_of


@dataclass(frozen=True)
class Detection:
    """Where the field is silent, the language of the abstract: if long enough, and sure enough."""

    min_chars: int
    min_confidence: float


class Detector:
    """Tells languages apart; `name` with its version."""

    def __init__(self) -> None:
        import py3langid

        self.name = f"py3langid {py3langid.__version__}"

    @cached_property
    def _identifier(self) -> Any:
        """The model: half a second to load, so only if there is something to tell."""
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def language(self, text: str, how: Detection) -> tuple[str, float] | None:
        """ISO 639-3 and how sure (0–1); None if the text is too short or it is not sure enough."""
        text = " ".join(text.split())
        if len(text) < how.min_chars:
            return None
        label, confidence = self._identifier.classify(text)
        code = language(label)
        return (code, confidence) if code and confidence >= how.min_confidence else None


@cache
def detector() -> Detector | None:
    """The detector; None if the extra `lang` is not installed."""
    try:
        return Detector()
    except ImportError:
        return None


def is_silent(value: object) -> bool:
    """Whether a language field names no language: it is empty, or nothing that is known."""
    return not isinstance(value, str) or not (values_of(value, "language") or "mul" in value)


def answer_by_abstract(
    reports: pd.DataFrame, test: Test, how: Detection, answers: Answers
) -> Answers:
    """`answers` to a question about the language, completed by the abstracts' languages."""
    languages, abstracts = reports["language"].array, reports["abstract"].array
    least = how.min_chars
    long_enough = (reports["abstract"].str.len().fillna(0) >= least).to_numpy(bool)
    waiting = np.flatnonzero((answers == UNKNOWN) & long_enough).tolist()
    rows = [row for row in waiting if is_silent(languages[row])]
    known = detector() if rows else None
    if known is None:
        return answers
    found = answers.copy()
    for row in rows:
        told = known.language(abstracts[row], how)
        if told is not None:
            found[row] = test(told[0])
    return found
