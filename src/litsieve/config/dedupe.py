"""What a reviewer may set about de-duplication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

#: link: two reports of one study; merge: one report; keep: nothing to do with each other.
Policy = Literal["link", "merge", "keep"]
Strictness = Literal["cautious", "balanced", "eager"]

#: Strictness → the score from which two records are merged, and from which a person looks.
PRESETS: dict[str, tuple[float, float]] = {
    "cautious": (0.98, 0.1),
    "balanced": (0.95, 0.3),
    "eager": (0.8, 0.3),
}


@dataclass(frozen=True)
class DedupeSettings:
    """How sure a merge must be, and what becomes of two versions of one work.

    `strictness` sets both thresholds on a pair's score (0 to 1, see PRESETS): at `merge_at` and
    above two records are merged without asking, from `review_at` up to there a person looks. A
    threshold that is given wins over the preset's.

    `preprints` (and their articles), `conferences` (a paper at a meeting and in a journal),
    `errata` (a correction, retraction, comment or reply, and its article) and `translations` (the
    editions of one journal in two languages) are linked, merged or kept apart. `source_priority`:
    databases whose record survives a merge, most trusted first.
    """

    strictness: Strictness = "balanced"
    merge_at: float | None = None
    review_at: float | None = None
    preprints: Policy = "link"
    conferences: Policy = "link"
    errata: Policy = "link"
    translations: Policy = "link"
    source_priority: tuple[str, ...] = ()

    #: pydantic reads this where configuration is validated.
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    def __post_init__(self) -> None:
        merge_at, review_at = self.thresholds
        if not 0 < review_at <= merge_at <= 1:
            raise ValueError(
                f"0 < review_at ≤ merge_at ≤ 1 must hold; they are {review_at:g} and {merge_at:g}"
            )

    @property
    def thresholds(self) -> tuple[float, float]:
        """(merge_at, review_at)."""
        merge_at, review_at = PRESETS[self.strictness]
        if self.merge_at is not None:
            merge_at = self.merge_at
            review_at = min(review_at, merge_at)
        return merge_at, review_at if self.review_at is None else self.review_at
