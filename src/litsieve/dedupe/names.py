"""Author lists in the form in which they are compared."""

from __future__ import annotations

import html
import re
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
#: Family and given names, folded; whether it is a group.
_Person = tuple[str, str, bool]
#: What stands after a name, and is not in all records.
_TITLES = frozenset({
    "jr", "sr", "ii", "iii", "iv", "md", "phd", "msc", "bsc", "mph", "rn", "dr", "prof", "mbbs",
    "frcp", "frcs", "facs", "dds", "dphil", "mbchb", "mrcp",
})  # fmt: skip
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
})  # fmt: skip
#: One sound in several transliterations: Tchaikovsky and Chaikovskii, Zhukov and Jukov, Müller
#: and Mueller. What a surname is turned into serves only to be compared.
_SOUNDS = (
    ("tsch", "ch"), ("sch", "sh"), ("tch", "ch"), ("zh", "j"), ("kh", "h"), ("ph", "f"),
    ("y ", "i "), ("ij ", "i "), ("ii ", "i "),
)  # fmt: skip
_UMLAUT = re.compile(r"(?<=[aou])e(?=[bcdfghklmnprstvz])")


class Names(NamedTuple):
    """An author list: surnames written together, in order, and parts of it."""

    families: str  # joined by a space; "" if nobody is named
    first: str  # surname of the first author
    initials: str  # of the first author's given names
    words: str  # all words of two letters or more
    people: int  # how many
    group: bool  # only groups or organisations are named


def names(raw: str) -> Names:
    """The comparable form of an author list ("Family, Given; …", or what an export makes of it).

    A group beside people is left out: few databases name it.
    """
    people = _people(_parted(raw)) if raw else []
    if not people:
        return Names("", "", "", "", 0, False)
    words = _words(people)
    if not all(map(str.isascii, words)) or not _TITLES.isdisjoint(words):
        people = [(_bare(family), _bare(given), group) for family, given, group in people]
        words = _words(people)
    named = [person for person in people if not person[2]]
    if named and len(named) < len(people):
        people, words = named, _words(named)
    families = _sounded(" ".join([family.replace(" ", "") for family, _, _ in people]))
    initials = "".join([word[0] for word in people[0][1].split()])
    first = families.partition(" ")[0]
    words.difference_update(_LETTERS)
    return Names(families, first, initials, " ".join(sorted(words)), len(people), not named)


def _words(people: list[_Person]) -> set[str]:
    return {*" ".join([f"{family} {given}" for family, given, _ in people]).split()}


def _parted(raw: str) -> list[str]:
    """One text a person."""
    if "&#" in raw:
        raw = html.unescape(raw)
    # What is left of a letter that an export could not encode.
    raw = raw.replace("?", "").replace("\ufffd", "")
    if raw[-2:].lower() in ("al", "l.", "rs"):
        raw = _OTHERS.sub("", raw)
    if ";" in raw:
        return raw.split(";")
    if "." in raw:
        pieces = _RUN_TOGETHER.split(raw)
        # "R.Alder" is one person: each piece must have a surname.
        if len(pieces) > 1 and all(_SURNAME.search(piece) for piece in pieces):
            return pieces
    if " and " in raw and ("," in raw or _INITIAL.search(raw)):
        return raw.split(" and ")
    return raw.split(", ") if _BY_COMMAS.match(raw) else [raw]


def _people(parts: list[str]) -> list[_Person]:
    out: list[_Person] = []
    for part in parts:
        family, comma, given = part.partition(",")
        group = not comma and bool(_GROUP.search(part))
        if not comma and not group:
            family, given = _without_comma(part.split())
        given = given.strip()
        if len(given) <= 3 and given.isupper():
            given = " ".join(given)  # "RM" is R. M.
        family, given = fold(family), fold(given)
        if (family or given) and family not in _NOBODY:
            out.append((family or given, given if family else "", group))
    return out


def _bare(name: str) -> str:
    """A folded name in Latin letters, without degrees and the like."""
    words = name.translate(_CYRILLIC).split()
    return " ".join([word for word in words if word not in _TITLES] or words)


def _sounded(families: str) -> str:
    """Surnames in one of the transliterations that they may have."""
    text = families + " "
    for one, other in _SOUNDS:
        if one in text:
            text = text.replace(one, other)
    if "ue" in text or "oe" in text or "ae" in text:
        text = _UMLAUT.sub("", text)
    return text[:-1]


def _without_comma(words: list[str]) -> tuple[str, str]:
    """Family and given: initials tell "Tan A. B." and "A. B. Tan"; else the last word counts."""
    at = len(words)
    while at > 1 and words[at - 1].upper() == words[at - 1] and _INITIALS.match(words[at - 1]):
        at -= 1
    if at < len(words):
        return " ".join(words[:at]), " ".join(words[at:])
    return (words[-1], " ".join(words[:-1])) if words else ("", "")
