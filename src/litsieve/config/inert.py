"""Keys that may be written and change nothing yet: said once, for lint, `review check` and tests.

Every other key of criteria.yaml and review.yaml changes something; a test has an example of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from litsieve.config.yaml import Document

Path = tuple[str | int, ...]

#: File → key → what it is for once something reads it; see `notation`.
INERT: Mapping[str, Mapping[str, str]] = {
    "criteria.yaml": {
        "quality.stage": "the stage at which people appraise reports",
        "quality.scale": "the answers that an item of appraisal may have",
        "quality.items": "what people appraise",
        "quality.retain_if": "why a flagged report is kept",
        "screening.pilot.sample": "how many reports all reviewers screen first",
        "screening.pilot.min_kappa": "the agreement that reviewers must reach on these reports",
    },
    "review.yaml": {},
}


@dataclass(frozen=True)
class Keys:
    """How many keys a file sets, and which of them change nothing, as `notation` calls them."""

    written: int
    inert: tuple[str, ...]


def keys_of(document: Document, file: str) -> Keys:
    """The keys of a document that is written as `file` is."""
    idle = [notation(path) for path in inert_paths(document, file)]
    return Keys(sum(1 for _ in _leaves(document.value(()))), tuple(dict.fromkeys(idle)))


def inert_paths(document: Document, file: str) -> list[Path]:
    """The ways to the keys that change nothing, in the order of the document."""
    return [path for path in _leaves(document.value(())) if notation(path) in INERT[file]]


def notation(path: Path) -> str:
    """`quality.flags.id`: how a key is called, wherever in a list it stands."""
    return ".".join(step for step in path if isinstance(step, str))


def _leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """The way to every key below which there are no further keys."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for i, item in enumerate(value):
            yield from _leaves(item, (*path, i))
    elif path:
        yield path
