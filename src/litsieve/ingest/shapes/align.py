"""Rows with more or fewer cells than the header has columns: joined exports of one database.

Where a column is missing, or one too many, shows in cells whose look tells their column: years,
DOIs, addresses, kinds of document, and what the format itself can tell. Cells before the place and
behind it are in their columns; those that may be on either side of it are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from litsieve import languages
from litsieve.ingest.values import kinds

#: More columns than this are not missing by chance.
_MOST = 8
#: Columns that a row must not be without for want of their place.
_NEEDED = ("title", "authors")


def _like(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern, re.IGNORECASE).fullmatch


#: Column → whether a cell that is not blank may be one of it.
_LOOKS: dict[str, Callable[[str], object]] = {
    "year": _like(r"(?:1[5-9]|20)\d\d(?:\.0)?"),
    "doi": _like(r"(?:https?://\S*?/|doi:? ?)?10\.\d{4,9}/\S+"),
    "url": _like(r"https?://\S+"),
    "issn": _like(r"[\dX,; -]{7,}"),
    "isbn": _like(r"[\dX,; -]{9,}"),
    "pmid": _like(r"\d{1,8}(?:\.0)?"),
    "cited_by": _like(r"\d{1,7}(?:\.0)?"),
    "language": lambda text: len(text) < 60 and languages.codes(text),
    "document_type_raw": lambda text: len(text) < 40 and kinds.document_type(text),
}
#: `Funding Text 1`: as many columns as the entries of an export need.
_NUMBERED = re.compile(r".*\D ?\d{1,2}")


@dataclass(frozen=True)
class Aligned:
    """A test and a remedy for one header: our name → position, headings, what the format says."""

    index: Mapping[str, int]
    names: Sequence[str]
    plausible: Callable[[list[str]], bool]

    def __call__(self, cells: list[str]) -> list[str] | None:
        """The cells in their columns; None if that cannot be told."""
        width, more = len(self.names), len(cells) - len(self.names)
        shared = min(width, len(cells))
        if not 0 < abs(more) <= _MOST or self._is_sound(self._split_at(shared, cells)):
            return None  # what was cut off, or added, is at the end
        splits = [at for at in range(shared) if self._is_sound(self._split_at(at, cells))]
        if not splits:
            return None
        numbered = self._behind_numbered(more)
        first, last = (numbered, numbered) if numbered in splits else (splits[0], splits[-1])
        from_right = last + max(0, -more)
        if any(first <= self.index[name] < from_right for name in _NEEDED if name in self.index):
            return None
        between = [""] * (from_right - first)
        return cells[:first] + between + cells[len(cells) - (width - from_right) :]

    def _split_at(self, at: int, cells: list[str]) -> list[str]:
        """A row whose first `at` cells are in their columns, the others counted from the end."""
        width, more = len(self.names), len(cells) - len(self.names)
        return cells[:at] + [""] * -more + cells[at + max(0, more) :][: width - at]

    def _is_sound(self, cells: list[str]) -> bool:
        return self.plausible(cells) and all(
            looks(text)
            for name, looks in _LOOKS.items()
            if name in self.index and (text := cells[self.index[name]].strip())
        )

    def _behind_numbered(self, more: int) -> int | None:
        """Where one more of the numbered columns would stand, or the last of them is missing."""
        last = [at for at, name in enumerate(self.names) if _NUMBERED.fullmatch(name)]
        return last[-1] + 1 + min(0, more) if last else None
