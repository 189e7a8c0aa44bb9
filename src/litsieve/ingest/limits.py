"""How many entries a database exports at once: a file of just so many may be the first part only.

Collected in November 2026, only what a source says: Scopus in its export dialog (20,000) and before
2023 (2,000); Web of Science and IEEE Xplore as reviews report of their downloads; Google Scholar in
the manual of Publish or Perish; PubMed in the guide of the University of Queensland's library.
"""

from __future__ import annotations

from litsieve.text import fold

#: Database, folded: entries of its largest exports.
_LIMITS: dict[str, tuple[int, ...]] = {
    "scopus": (2_000, 20_000),
    "web of science": (1_000,),
    "google scholar": (1_000,),
    "ieee xplore": (1_000,),
    "pubmed": (10_000,),
}


def is_limit(source: str, entries: int) -> bool:
    """Whether a database stops its exports at this number of entries."""
    return entries in _LIMITS.get(fold(source), ())
