"""Back from the number of a word to its letters in the text as it was written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from litsieve.screen.notation import rewritings
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
    if len(folded) == len(text) and text.isascii():
        return list(range(len(text))), list(range(1, len(text) + 1))
    starts: list[int] = []
    ends: list[int] = []
    letters = []
    alone = replace(folding, spelling=False)
    otherwise = {start: (end, new) for start, end, new in rewritings(text) if folding.spelling}
    at = 0
    while at < len(text):
        end, new = otherwise.get(at, (at + 1, ""))
        while end < len(text) and not new and _is_mark(text[end]):
            end += 1
        letter = (new.lower() if folding.case else new) or alone.letters(text[at:end])
        letters.append(letter)
        starts += [at] * len(letter)
        ends += [end] * len(letter)
        at = end
    if "".join(letters) != folded:  # letters that melt into one another: point at the whole text
        return [0] * len(folded), [len(text)] * len(folded)
    return starts, ends


def _is_mark(letter: str) -> bool:
    """Whether it belongs to the letter before."""
    return bool(unicodedata.combining(letter)) or ord(letter) in INVISIBLE
