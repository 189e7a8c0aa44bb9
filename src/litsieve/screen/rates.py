"""Shares of counts with their uncertainty; a share of nothing is undefined, never 0 or 1."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

#: Two-sided 95 % of the normal distribution.
_Z = 1.959963984540054


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval (1927): honest near 0 and 1 and for few; None of nothing."""
        if not self.whole:
            return None
        n, p = self.whole, self.part / self.whole
        centre = p + _Z**2 / (2 * n)
        spread = _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        low, high = ((centre + sign * spread) / (1 + _Z**2 / n) for sign in (-1, 1))
        return (max(0.0, low) if self.part else 0.0), (min(1.0, high) if self.part < n else 1.0)

    def plain(self) -> dict[str, float | int | None]:
        """As JSON: counts, the share and its interval."""
        low, high = self.interval or (None, None)
        return {
            "count": self.part, "of": self.whole, "value": _round(self.value),
            "low": _round(low), "high": _round(high),
        }  # fmt: skip


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
