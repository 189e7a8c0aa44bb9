"""A pair's evidence → one number between 0 and 1: how likely the two records are one report.

The score is the naive-Bayes (Fellegi–Sunter) sum of one weight per field, as log-odds in nats,
through the logistic function. The weights stand in weights.toml, with where they come from.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from litsieve.dedupe.compare import LEVELS, Evidence

LogOdds = npt.NDArray[np.float64]

#: The name, among the parts of a score, of what holds before anything was compared.
PRIOR = "prior"


@cache
def weights() -> dict[str, dict[str, float]]:
    """Field → level → log-odds; PRIOR → {"": log-odds of a pair of which nothing is known}."""
    text = resources.files("litsieve.dedupe").joinpath("weights.toml").read_text("utf-8")
    read = tomllib.loads(text)
    return {PRIOR: {"": float(read.pop(PRIOR))}, **read}


def score_parts(evidence: Evidence) -> dict[str, LogOdds]:
    """What every field adds to the score of each pair, in log-odds; and PRIOR."""
    table = weights()
    parts = {PRIOR: np.full(len(evidence), table[PRIOR][""])}
    for field, levels in LEVELS.items():
        of_level = np.array([table[field][level] for level in levels])
        parts[field] = of_level[evidence.levels[field]]
    return parts


def score(evidence: Evidence) -> LogOdds:
    """0 to 1 for every pair: the weights of all levels, summed and squashed."""
    total = np.zeros(len(evidence))
    for part in score_parts(evidence).values():
        total += part
    return np.asarray(1.0 / (1.0 + np.exp(-total)))
