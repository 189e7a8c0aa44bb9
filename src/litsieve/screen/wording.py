"""What gave a rule's answer, in a line: the words that matched, or what there was not."""

from __future__ import annotations

from collections.abc import Mapping

from litsieve.screen.conditions import Condition, TextTest, leaves
from litsieve.screen.explain import RuleExplanation
from litsieve.screen.query.tree import Node, written
from litsieve.screen.trial import atoms


def why(explained: RuleExplanation, most: int = 6) -> str:
    """The words that gave an answer, each once, with their field; then what else was found."""
    words = list(dict.fromkeys(f'{match.field}: "{match.text}"' for match in explained.matches))
    more = [f"and {len(words) - most} more"] if len(words) > most else []
    return "; ".join([*words[:most], *more, *explained.because])


def sources(condition: Condition, lists: Mapping[str, Node]) -> dict[str, tuple[str, ...]]:
    """The lists that each term of a condition's queries comes from, by the term as written."""
    found: dict[str, dict[str, None]] = {}
    for leaf in leaves(condition):
        if isinstance(leaf, TextTest):
            for (atom, _), names in atoms(leaf.query, leaf.fields, lists).items():
                found.setdefault(written(atom), {}).update(dict.fromkeys(names))
    return {term: tuple(names) for term, names in found.items()}
