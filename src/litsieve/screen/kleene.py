"""Three-valued logic (strong Kleene): false < unknown < true; and = min, or = max, not = 2 − x."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

FALSE, UNKNOWN, TRUE = 0, 1, 2
#: What an answer is called in tables and tests, by its value.
NAMES = ("false", "unknown", "true")

#: One answer a report.
Answers: TypeAlias = npt.NDArray[np.int8]


def all_of(many: Sequence[Answers]) -> Answers:
    """And."""
    return np.asarray(np.min(np.stack(many), axis=0), dtype=np.int8)


def any_of(many: Sequence[Answers]) -> Answers:
    """Or."""
    return np.asarray(np.max(np.stack(many), axis=0), dtype=np.int8)


def negate(answers: Answers) -> Answers:
    """Not."""
    return (TRUE - answers).astype(np.int8)


def from_evidence(hit: npt.NDArray[np.bool_], settled: npt.NDArray[np.bool_]) -> Answers:
    """True where there is a hit; false where there is none and nothing is missing; else unknown."""
    return np.where(hit, TRUE, np.where(settled, FALSE, UNKNOWN)).astype(np.int8)
