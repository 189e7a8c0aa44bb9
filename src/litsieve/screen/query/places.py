"""Back from the number of a word to its letters in the text as it was written."""

from __future__ import annotations

import re
import unicodedata

from litsieve.screen.words import COMPOUND, HYPHENS, INVISIBLE, Folding

_PART = re.compile(f"[^{HYPHENS}]+")


def word_places(text: str, folding: Folding) -> list[tuple[int, int]]:
    """Start and end, in `text`, of each of its words in order."""
    folded = folding.letters(text)
    starts, ends = _letter_places(text, folded, folding)
    return [
        (starts[compound.start() + part.start()], ends[compound.start() + part.end() - 1])
        for compound in COMPOUND.finditer(folded)
        for part in _PART.finditer(compound[0])
    ]


def _letter_places(text: str, folded: str, folding: Folding) -> tuple[list[int], list[int]]:
    """Where each folded letter comes from: one letter may become two, or two one."""
    if text.isascii():
        return list(range(len(text))), list(range(1, len(text) + 1))
    starts: list[int] = []
    ends: list[int] = []
    letters = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (unicodedata.combining(text[end]) or ord(text[end]) in INVISIBLE):
            end += 1
        letter = folding.letters(text[at:end])
        letters.append(letter)
        starts += [at] * len(letter)
        ends += [end] * len(letter)
        at = end
    if "".join(letters) != folded:  # letters that melt into one another: point at the whole text
        return [0] * len(folded), [len(text)] * len(folded)
    return starts, ends
