"""Author lists in the form in which they are compared."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from litsieve.text import fold

_RUN_TOGETHER = re.compile(r"(?<=\b[A-Z]\.)(?=[A-Z][a-z'’])")
#: "Alder RM, Birch T, Cedar I": commas between people, none within their names.
_BY_COMMAS = re.compile(r"(?:[^\W\d][^,]* [A-Z]{1,3}, )+[^\W\d][^,]* [A-Z]{1,3}$")
_INITIAL = re.compile(r"\b[A-Z]\b")
_SURNAME = re.compile(r"[^\W\d_]{2}")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,3}$")
_OTHERS = re.compile(r"\W+(?:et al|and others)\W*$", re.I)
#: Words of a group's name.
_GROUP = re.compile(
    r"\b(?:groups?|consortium|collaborat(?:ors|ion|ive)|committee|investigators|network|association|"
    r"society|task force|working party|organi[sz]ation|trialists|registry|federation|foundation)\b",
    re.I,
)
_NOBODY = frozenset({
    "others", "et al", "anonymous", "anon", "unknown", "na", "n a", "none",
    "no authors listed", "no author", "author unknown",
})  # fmt: skip
#: What stands after a name, and is not in all records.
_TITLES = frozenset({
    "jr", "sr", "ii", "iii", "iv", "md", "phd", "msc", "bsc", "mph", "rn", "dr", "prof", "mbbs",
    "frcp", "frcs", "facs", "dds", "dphil", "mbchb", "mrcp",
})  # fmt: skip
_CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
})  # fmt: skip
#: One sound in several transliterations: Tchaikovsky and Chaikovskii, Zhukov and Jukov, Müller
#: and Mueller. What a surname is turned into serves only to be compared.
_SOUNDS = re.compile(r"t?sch|tch|zh|kh|(?<=[aeou])e(?=[bcdfghklmnprstvz])|(?:iy|ii|ij|i|y)\b|ph")
_SPELT = {"tsch": "ch", "sch": "sh", "tch": "ch", "zh": "j", "kh": "h", "ph": "f", "e": ""}


class Names(NamedTuple):
    """An author list: surnames written together, in order, and parts of it."""

    families: str  # joined by a space; "" if nobody is named
    first: str  # surname of the first author
    initials: str  # of the first author's given names
    words: str  # all words of two letters or more
    people: int  # how many


def names(raw: str) -> Names:
    """The comparable form of an author list ("Family, Given; …", or what an export makes of it)."""
    if not raw:
        return Names("", "", "", "", 0)
    if "&#" in raw:
        raw = html.unescape(raw)
    # What is left of a letter that an export could not encode.
    raw = raw.replace("?", "").replace("\ufffd", "")
    parts = raw.split(";")
    if len(parts) == 1 and "." in raw:
        pieces = _RUN_TOGETHER.split(raw)
        # "R.Alder" is one person: each piece must have a surname.
        parts = pieces if all(_SURNAME.search(piece) for piece in pieces) else parts
    people = list(_people(parts))
    if not people:
        return Names("", "", "", "", 0)
    families = [family.replace(" ", "") for family, _ in people]
    words = {word for person in people for part in person for word in part.split() if word[1:]}
    initials = "".join(word[0] for word in people[0][1].split())
    return Names(" ".join(families), families[0], initials, " ".join(sorted(words)), len(people))


def _people(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Family and given names, folded."""
    for part in parts:
        family, comma, given = part.partition(",")
        if not comma:
            family, given = _without_comma(part.split())
        if len(given.strip()) <= 3 and given.isupper():
            given = " ".join(list(given))  # "RM" is R. M.
        family, given = fold(family), fold(given)
        if (family or given) and family not in _NOBODY:
            yield family or given, given if family else ""


def _without_comma(words: list[str]) -> tuple[str, str]:
    """Family and given: initials tell "Tan A. B." and "A. B. Tan"; else the last word counts."""
    at = len(words)
    while at > 1 and words[at - 1].upper() == words[at - 1] and _INITIALS.match(words[at - 1]):
        at -= 1
    if at < len(words):
        return " ".join(words[:at]), " ".join(words[at:])
    return (words[-1], " ".join(words[:-1])) if words else ("", "")
