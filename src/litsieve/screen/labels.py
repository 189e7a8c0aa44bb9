"""What rules suggest about reports without deciding: codes, the order of the work, quality flags.

All are read off the answers to the criteria's questions (`Criteria.questions`): an int8 column a
question, 0 false, 1 unknown, 2 true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from litsieve.screen.kleene import TRUE, UNKNOWN

if TYPE_CHECKING:
    from litsieve.config.criteria import Coding, Criteria

#: Behind a value that nobody can tell yet.
OPEN = "?"


def priorities(answers: pd.DataFrame, criteria: Criteria) -> pd.Series[float]:
    """How early each report is worth looking at: the weights of what is true of it, added up."""
    total = pd.Series(0.0, index=answers.index)
    for entry in criteria.prioritise:
        total += np.where(answers[f"priority:{entry.id}"] == TRUE, entry.weight, 0.0)
    return total


def codes(answers: pd.DataFrame, criteria: Criteria) -> pd.DataFrame:
    """One text column a coding, `code_ID`: its values joined by "; ", unknown ones with a ?.

    With `select: one` the first true value alone, and the unknown ones before it, which a person
    may find to go first; if none is true, all that are unknown.
    """
    found = {f"code_{coding.id}": _values(answers, coding) for coding in criteria.coding}
    return pd.DataFrame(found, index=answers.index)


def _values(answers: pd.DataFrame, coding: Coding) -> pd.Series[str]:
    grid = answers[[f"code:{coding.id}={code.value}" for code in coding.codes]].to_numpy(np.int8)
    patterns, which = np.unique(grid, axis=0, return_inverse=True)
    texts = [_joined(pattern.tolist(), coding) or None for pattern in patterns]
    values = [texts[pattern] for pattern in which.ravel().tolist()]
    return pd.Series(values, index=answers.index, dtype="str")


def _joined(pattern: list[int], coding: Coding) -> str:
    if coding.select == "one" and TRUE in pattern:
        pattern = pattern[: pattern.index(TRUE) + 1]
    marks = {TRUE: "", UNKNOWN: OPEN}
    return "; ".join(
        code.value + marks[answer]
        for code, answer in zip(coding.codes, pattern, strict=False)
        if answer in marks
    )


def flags(answers: pd.DataFrame, criteria: Criteria) -> pd.Series[str]:
    """Ids of the quality flags that are true of each report, joined; missing if none is."""
    ids = [flag.id for flag in criteria.flags if flag.condition is not None]
    found = [
        "; ".join(name for name, answer in zip(ids, row, strict=True) if answer == TRUE) or None
        for row in answers[[f"flag:{name}" for name in ids]].to_numpy(np.int8).tolist()
    ]
    return pd.Series(found, index=answers.index, dtype="str")
