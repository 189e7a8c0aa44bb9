"""Names that begin with initials: `M. W. Kim`, `D. Van Gucht`, `YZ Hsieh`, `S. -H. Lim`."""

from __future__ import annotations

from litsieve.ingest.values import names
from litsieve.ingest.values.name_parts import is_suffix


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
    if len(family) > 1 and is_suffix(family[-1]):
        given.append(family.pop())
    return names.author(" ".join(family), " ".join(given))


def _is_initials(word: str) -> bool:
    """Also what is left of a letter: `V. M. . -. Eleftheria`."""
    return not any(map(str.isalpha, word)) or names.is_initials(word.replace("‐", "-"))
