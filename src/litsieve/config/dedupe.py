"""What a reviewer may set about de-duplication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True)
class DedupeSettings:
    """Thresholds on a pair's score (0 to 1), and what becomes of preprints.

    At `merge_at` and above two records are merged without asking, from `review_at` up to there a
    person looks; .95 and .5 are what the weights in `decide` were reasoned for. `preprints`: a
    preprint and its article are reports of one study (link), one report (merge), or unrelated
    (keep). `source_priority`: databases whose record survives a merge, most trusted first.
    """

    merge_at: float = 0.95
    review_at: float = 0.5
    preprints: Literal["link", "merge", "keep"] = "link"
    source_priority: tuple[str, ...] = ()

    #: pydantic reads this where configuration is validated.
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}
