"""Headings without a common name → the columns that they probably mean, to be proposed only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice

from litsieve.ingest.entry import Text
from litsieve.ingest.shapes.common_names import NAMES, bare, matched
from litsieve.ingest.shapes.table_head import cells

_WANTED = ("title", "authors", "year", "doi", "abstract", "venue")
#: How alike the spelling of a heading and of a common name has to be.
_ALIKE = 0.8
#: What the cells of a column look like, and how many of them are looked at.
_CELLS = {
    "year": re.compile(r"(?:19|20)\d\d"),
    "doi": re.compile(r"(?:\S{0,30}doi\S{0,10})?10\.\d{4,9}/\S+", re.IGNORECASE),
}
_SAMPLE = 20
_WORDS = re.compile(r"[\W_]+")


def guessed(text: Text, headings: Sequence[str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Canonical column → heading, of those with a common name, and of others as far as it shows."""
    common = matched(headings)
    free = [heading for heading in headings if heading not in common.values()]
    mapping: dict[str, str] = {}
    for column in _WANTED:
        if column in common:
            continue
        if heading := _by_name(column, free) or _by_cells(column, text, free):
            mapping[column] = heading
            free.remove(heading)
    return common, mapping


def _by_name(column: str, headings: Iterable[str]) -> str | None:
    """The heading that holds a common name as a word, else one that is spelt much like it."""
    names = [name for name in NAMES[column].split("|") if len(name) > 2]
    words = {heading: f" {_WORDS.sub(' ', heading.casefold())} " for heading in headings}
    for name in names:
        for heading, its in words.items():
            if f" {name} " in its:
                return heading
    spelt = [bare(name) for name in names if len(name) > 3]
    alike = (h for h in words if get_close_matches(bare(h), spelt, n=1, cutoff=_ALIKE))
    return next(alike, None)


def _by_cells(column: str, text: Text, headings: Iterable[str]) -> str | None:
    """The heading of the first column whose cells all look like those of a column."""
    looks = _CELLS.get(column)
    if looks is None:
        return None
    for heading in headings:
        sample = [cell for (cell,) in islice(cells(text, heading.casefold()), _SAMPLE) if cell]
        if sample and all(map(looks.fullmatch, sample)):
            return heading
    return None
