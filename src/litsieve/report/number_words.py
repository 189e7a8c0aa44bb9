"""English number words as digits: `Sixty-two studies` begins a sentence where 62 may not."""

from __future__ import annotations

import re

_SMALL_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: n for n, word in enumerate(_SMALL_WORDS)}
_TENS = {word: 10 * n for n, word in enumerate(_TENS_WORDS, 2)}
_BIG = {"hundred": 100, "thousand": 1000}
_WORD = "|".join([*_SMALL, *_TENS, *_BIG])
#: `one` alone is more often no number.
_WORDS = re.compile(rf"\b(?:{_WORD})(?:[\s-]+(?:and\s+)?(?:{_WORD}))*\b", re.I)


def with_digits(text: str) -> str:
    """`text` with its number words as digits: `one hundred and twenty-two` → `122`."""
    return _WORDS.sub(lambda match: _digits(match[0]), text)


def _digits(words: str) -> str:
    parts = [word for word in re.split(r"[\s-]+", words.lower()) if word != "and"]
    if parts == ["one"] or parts[0] in _BIG:
        return words
    total = group = last = 0
    for word in parts:
        if word in _BIG:
            group *= _BIG[word]
            if word == "thousand":
                total, group = total + group, 0
            last = 0
        elif last and not (last >= 20 and word in _SMALL and _SMALL[word] < 10):
            return words  # `two three`: not one number
        else:
            last = _SMALL.get(word, 0) or _TENS.get(word, 0)
            group += last
    return str(total + group)
