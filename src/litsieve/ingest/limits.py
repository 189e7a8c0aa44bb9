"""How many entries a database exports at once: a file of just so many may be the first part only.

As the databases' help pages had it in 2025; older, lower limits are kept, for old exports remain.
"""

from __future__ import annotations

from litsieve.text import fold

#: Database, folded: entries of its largest exports.
_LIMITS: dict[str, tuple[int, ...]] = {
    "scopus": (2_000, 20_000),
    "web of science": (500, 1_000),
    "google scholar": (980, 1_000),
    "ieee xplore": (2_000,),
    "springerlink": (1_000,),
    "pubmed": (10_000,),
    "embase": (500, 5_000, 10_000),
    "proquest": (100, 500, 10_000),
    "lens": (1_000, 50_000),
    "dimensions": (500, 2_500, 50_000),
}


def is_limit(source: str, entries: int) -> bool:
    """Whether a database stops its exports at this number of entries."""
    return entries in _LIMITS.get(fold(source), ())
