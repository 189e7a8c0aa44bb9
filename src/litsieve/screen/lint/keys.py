"""Keys that are accepted and change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from litsieve.config.inert import INERT, inert_paths, notation
from litsieve.project import CRITERIA
from litsieve.screen.lint.finding import Finding, finding

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria


def nothing_reads(criteria: Criteria) -> Iterator[Finding]:
    for path in inert_paths(criteria.document, CRITERIA):
        key = notation(path)
        message = f"'{key}' changes nothing in this version; it is for {INERT[CRITERIA][key]}"
        where = criteria.document.where(path, key=True)
        yield finding("C028", message, where, "See to it yourself, or take it out.")
