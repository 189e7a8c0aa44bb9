"""Names that begin with initials: `M. W. Kim`, `D. Van Gucht`, `YZ Hsieh`, `S. -H. Lim`."""

from __future__ import annotations

import re

from litsieve.ingest.values import names

_STOPPED = re.compile(r"[-‐]?(?:[^\W\d_]{1,3}\.[-‐]?)+")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)


def initials_first(name: str) -> str:
    """One name: leading initials are the given names, and all that follows is the family.

    Without leading initials the last word is the family, particles before it included.
    """
    words = name.split()
    lead = 0
    while lead < len(words) and _is_initials(words[lead]):
        lead += 1
    given, family = words[:lead], words[lead:]
    if not given or not family:
        return names.first_last(" ".join(words))
    if len(family) > 1 and _SUFFIX.fullmatch(family[-1]):
        given.append(family.pop())
    return names.author(" ".join(family), " ".join(given))


def _is_initials(word: str) -> bool:
    letters = word.replace("-", "").replace("‐", "")
    if not any(map(str.isalpha, word)):  # what is left of a letter: `V. M. . -. Eleftheria`
        return True
    return bool(_STOPPED.fullmatch(word)) or (
        len(letters) <= 4 and letters.isalpha() and letters.isupper()
    )
