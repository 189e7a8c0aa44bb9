"""The spans of time in which reports must have been published, as the criteria say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litsieve.screen.conditions import FieldTest, signed_leaves

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria

_DATES = ("published", "year")


def windows(criteria: Criteria) -> dict[str, list[str]]:
    """Rule → [from, to] as they are written, where a rule requires such a date; "" is open."""
    found: dict[str, list[str]] = {}
    for rule in criteria.rules:
        if rule.kind != "require":
            continue
        for leaf, positive in signed_leaves(rule.condition):
            if not isinstance(leaf, FieldTest) or leaf.field not in _DATES:
                continue
            if positive and leaf.predicate == "between":
                found[rule.id] = [str(text or "") for text in leaf.wanted]
    return found
