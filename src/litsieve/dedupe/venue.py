"""Venues: whether two names are of one journal or conference, abbreviations and all."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from litsieve.dedupe.fields import server_name
from litsieve.dedupe.spelling import respelt
from litsieve.text import fold

#: From the closest to the farthest; compare codes index this.
VENUE_LEVELS = ("missing", "same", "alike", "different", "other conference name")

_STOP = frozenset({
    "the", "of", "and", "for", "in", "on", "an", "to", "from", "with", "at", "part",
    "section", "series", "de", "der", "des", "die", "das", "und", "la", "le", "les", "et", "du",
    "di", "del",
})  # fmt: skip
_QUALIFIER = re.compile(
    r"(?:[.:;]\s*(?:conference|an? (?:official )?(?:publication|journal)|official|the official)\b"
    r"|\s[:=]\s|\s&mdash;|\s—|\s\|).*$|\([^)]*\)",
    re.I | re.S,
)
#: "Angewandte Chemie International Edition", "Orthopade (English ed.)", "Arzteblatt International"
_EDITION = re.compile(
    r"\b(?:int(?:ernational)?|engl?(?:ish)?|german|french|spanish|russian|chinese|japanese)"
    r"[\s.-]*(?:lang(?:uage)?[\s.]*)?ed(?:ition|n)?\b|\S\s+international\W*$",
    re.I,
)
_CUT = re.compile(r"(?:…|\.\.\.)\s*$")
_MEETING = re.compile(r"\b(?:conference|conf|symposium|symp|workshop|congress|meeting)\b", re.I)
_PERIODICAL = re.compile(
    r"\b(?:j|journal|transactions|letters|reviews?|quarterly|annals|archives?|magazine|bulletin|acta|"
    r"zeitschrift|revista|revue)\b",
    re.I,
)
#: Words that make another publication of a name which lacks them.
_PERIODICALS = frozenset({"journal", "j", "transactions", "letters", "open"})
_KIND_WORDS = _PERIODICALS | {"conference", "symposium", "workshop"}
#: Societies whose name stands before that of their journal, or does not.
_SOCIETIES = frozenset({"acm", "ieee", "ifip", "usenix", "spie"})
#: "2018", "8th": which one of a series of meetings.
_WHICH = re.compile(r"\b(?:(?:19|20)\d\d|\d{1,3}(?:st|nd|rd|th))\b", re.I)
_SOURCE_KIND = {"journal": "journal", "trade": "journal", "proceedings": "proceedings"}


def venue_form(raw: str) -> str:
    """The telling words of a venue, joined by a space; ends in "…" if the name was cut."""
    if not raw:
        return ""
    text = html.unescape(raw) if "&" in raw else raw
    server = server_name(text)
    if server:
        return server
    bare = _QUALIFIER.sub("", text)
    words = [w for w in respelt(fold(bare)).split() if w not in _STOP and not w[0].isdigit()]
    if not words:
        words = respelt(fold(text)).split()
    return " ".join(words) + (" …" if words and _CUT.search(raw) else "")


def venue_kind(source_type: str, document_type: str, raw: str) -> str:
    """journal, proceedings or "" where neither the types nor the name's words tell."""
    told = _SOURCE_KIND.get(source_type)
    if told:
        return told
    meeting = bool(_MEETING.search(_QUALIFIER.sub("", raw)))
    if meeting or document_type in ("conference-paper", "proceedings"):
        return "proceedings"
    return "journal" if _PERIODICAL.search(raw) else ""


def edition(raw: str) -> bool:
    """Whether a venue's name says that it is a journal's edition in another language."""
    return bool(_EDITION.search(raw))


def meeting(raw: str) -> str:
    """Which one of a series of meetings a venue names: its years and numbers, joined."""
    return " ".join(sorted({number.lower() for number in _WHICH.findall(raw)}))


@lru_cache(maxsize=1 << 16)
def same_venue(a: str, b: str) -> str:
    """same, alike (one name is part of the other) or different, for two venue forms."""
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return "same"
    x, y = sorted((a.split(), b.split()), key=len)
    cut = "…" in (x[-1], y[-1])
    x, y = [w for w in x if w != "…"], [w for w in y if w != "…"]
    if not x or not y:
        return "different"
    rest = [w for w in y if w not in x]
    if len(x) > 1 and set(x) <= set(y) and (_SOCIETIES.issuperset(rest) or _acronym(rest, x)):
        return "same"
    begins = all(_abbreviates(p, q) for p, q in zip(x, y, strict=False))
    if begins and (len(x) == len(y) or (cut and len(x) > 1)):
        return "same"
    if _acronym(x, y) or _acronym(y, x):
        if len(x) == 1:
            return "same"
        if (_PERIODICALS & {*x}) != (_PERIODICALS & {*y}):
            return "different"
        if _acronym(x, y, 4) or _acronym(y, x, 4):
            return "same"
        return "different" if _KIND_WORDS & {*x, *y} else "alike"
    # One word more makes another journal of "Lancet"; of two words or more, it may be a society.
    within = len(x) > 1 and (begins or set(x) <= set(y))
    return "alike" if within and not _KIND_WORDS & (set(y) - set(x)) else "different"


def _abbreviates(p: str, q: str) -> bool:
    """Whether one word shortens the other: j/journal, natl/national, epidemiol/epidemiology."""
    if p == q:
        return True
    short, long = sorted((p, q), key=len)
    if long.startswith(short):
        return True
    if short[0] != long[0] or len(short) > 5:
        return len(short) > 5 and long in (short + "s", short + "es")
    letters = iter(long)
    return all(letter in letters for letter in short)


def _acronym(x: list[str], y: list[str], letters: int = 3) -> bool:
    """Whether a word of `x` is made of the initials of `y`, so many letters or more."""
    initials = "".join(word[0] for word in y)
    return len(initials) >= letters and initials in x
