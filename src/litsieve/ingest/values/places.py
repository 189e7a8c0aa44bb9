"""Affiliations → countries (ISO 3166-1 alpha-3), by the tables countries.tsv and states.tsv.

A country is named only where it is sure: `Athens, GA` is in the United States, `Tbilisi, Georgia`
is not, and of `Columbus, Georgia` or `Korea University` nothing is said.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from litsieve.text import fold


@cache
def _table() -> dict[str, str]:
    """Folded name → code."""
    codes: dict[str, str] = {}
    for code, name, others in _rows("countries.tsv"):
        for spelling in (name, *filter(None, others.split("|"))):
            codes[fold(spelling)] = code
    return codes


@cache
def _states() -> tuple[dict[str, str], dict[str, str], dict[str, tuple[int, int]]]:
    """Folded names of states and provinces → country; abbreviations → country; → US zip range."""
    names: dict[str, str] = {}
    abbreviations: dict[str, str] = {}
    zips: dict[str, tuple[int, int]] = {}
    for country_code, short, long, sure, first, last in _rows("states.tsv"):
        if (name := fold(long)) not in _SETTLED_BY and name != "victoria":  # of Canada, Seychelles
            names[name] = country_code
        if sure == "yes":
            abbreviations[short.lower()] = country_code
        if first:
            zips[short.lower()] = zips[fold(long)] = (int(first), int(last))
    return names, abbreviations, zips


def _rows(name: str) -> list[list[str]]:
    text = resources.files("litsieve.ingest.values").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@cache
def country_words() -> frozenset[str]:
    """Folded words of four letters and more that are part of a country's name."""
    return frozenset(word for name in _table() for word in name.split() if len(word) > 3)


#: Names that are one country's only under a condition: cities that settle it, by country.
_SETTLED_BY = {
    "georgia": {
        "GEO": "tbilisi batumi kutaisi gori telavi zugdidi rustavi akhaltsikhe mtskheta",
        "USA": "atlanta athens augusta savannah macon emory statesboro kennesaw marietta decatur "
        "carrollton valdosta milledgeville tifton griffin",
    },
    "congo": {
        "COD": "kinshasa lubumbashi goma bukavu kisangani mbujimayi kananga butembo matadi drc",
        "COG": "brazzaville pointe ngouabi",
    },
    "korea": {"PRK": "pyongyang", "KOR": ""},
    "macedonia": {"GRC": "thessaloniki kozani florina serres kavala greece", "MKD": ""},
}  # fmt: skip
#: What before a country's name makes it another place.
_OTHER_PLACE = {
    "jersey": {"new"}, "mexico": {"new", "of"}, "england": {"new"}, "wales": {"of"},
    "guinea": {"new", "of"}, "ireland": {"new"}, "britain": {"new"}, "caledonia": {"british"},
    "india": {"british"}, "republic of korea": {"democratic", "s"},
    "republic of china": {"people", "peoples", "s", "p"}, "us": {"contact", "for", "by"},
    "lebanon": {"new", "mount"}, "poland": {"new"}, "holland": {"new"},
}  # fmt: skip
#: `of` before a country belongs to its name only behind these; a university is where it says.
_FORMS = frozenset((
    "republic", "kingdom", "state", "sultanate", "union", "commonwealth", "principality", "emirate",
    "duchy", "rep", "federation", "confederation", "university", "universities", "universidad",
    "universiti", "universitas",
))  # fmt: skip
_LINKS = frozenset(("of", "de", "da", "do", "del", "du", "for", "with", "from", "and", "to"))
_E_MAIL = re.compile(r"[\s(<\[]{0,3}[^\s,;@]{1,64}@[^\s,;]{1,255}", re.IGNORECASE)
_REMARK = re.compile(
    r"[.;,]?\s{0,3}(?:\b(?:electronic address|e-?mail|corresponding author|present address|orcid)\b"
    r"|\btel(?:ephone)?[.:]).*$",
    re.IGNORECASE | re.DOTALL,
)
#: What of an affiliation is looked at: its end.
_LONGEST = 500
_BRACKETS = re.compile(r"(?:\s*[(\[][^()\[\]]*[)\]])+\s*$")


@lru_cache(maxsize=1 << 14)
def country(affiliation: str) -> str | None:
    """Code of the country in which an affiliation ends; missing if it is not sure.

    It stands after the last comma, as a rule; what may stand before it there (`NY 10027 USA`) and
    behind it (a postcode, an e-mail address, something in brackets) is passed over. A state or
    province that stands there instead tells the country if there is only one of that name.
    """
    affiliation = _without_remarks(affiliation[-_LONGEST:])
    if affiliation.isupper() and affiliation in _table().values():
        return affiliation  # nothing but the code: GBR
    code = _at_the_end(affiliation)
    if code is None and affiliation.endswith((")", "]")):
        code = _at_the_end(_BRACKETS.sub("", affiliation).rstrip(" .,"))
    return code


def _without_remarks(affiliation: str) -> str:
    if "@" in affiliation or ":" in affiliation or "ddress" in affiliation:
        affiliation = _E_MAIL.sub("", _REMARK.sub("", affiliation))
    return affiliation.strip(" .;,\n")


def _at_the_end(affiliation: str) -> str | None:
    parts = [part.split() for part in affiliation.replace(".,", ",").rstrip(".").split(",")]
    while len(parts) > 1 and all(map(_has_digit, parts[-1])):
        parts.pop()  # a postcode
    words = parts[-1]
    while words:
        code = _named(fold(" ".join(words)).split(), affiliation)
        if code or not _has_digit(words[-1]):
            break
        words = words[:-1]
    return code if words and code else _of_state(parts)


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _named(words: list[str], affiliation: str) -> str | None:
    """The country whose name some words end with; the longest name counts."""
    table, states = _table(), _states()[0]
    for start in range(len(words)):
        name, before = " ".join(words[start:]), words[:start]
        if name in _SETTLED_BY:
            return _settled(name, affiliation)
        if (code := table.get(name)) or (code := _state(states, name, before, words)):
            return code if _may_stand_before(before, name) else None
    return None


def _state(states: dict[str, str], name: str, before: list[str], words: list[str]) -> str | None:
    """A state behind a city would do, but `La Florida` is in Chile: only where it is sure."""
    ends_like_a_country = words[-1] in _table() or words[-1] in _SETTLED_BY
    if before and not ends_like_a_country and not _FORMS.union(("univ",)).intersection(before[-2:]):
        return None
    return states.get(name)


def _may_stand_before(before: list[str], name: str) -> bool:
    """Whether the words before a country's name leave it that: a city, a state, a zip code."""
    if before and before[-1] in _OTHER_PLACE.get(name, ()):
        return False
    before = [word for word in before if word not in ("the", "la")]
    if before and before[-1] in _LINKS:
        return len(before) > 1 and before[-2] in _FORMS
    return True


def _settled(name: str, affiliation: str) -> str | None:
    """A country that shares its name with another place: settled by a city that is named, too."""
    words = set(fold(affiliation).split())
    for code, cities in _SETTLED_BY[name].items():
        if not cities or not words.isdisjoint(cities.split()):
            return code
    return None


def _of_state(parts: list[list[str]]) -> str | None:
    """The country of an abbreviated state, or of a state or province with its postcode."""
    names, abbreviations, zips = _states()
    last = parts[-1]
    word = last[-1].replace(".", "") if last else ""
    if len(last) > 1 and _has_digit(word):
        number = word.split("-")[0]
        name = " ".join(last[:-1]).replace(".", "")
        for state in (fold(name), fold(last[-2].replace(".", ""))):
            low, high = zips.get(state, (1, 0))
            if len(number) == 5 and number.isdigit() and low <= int(number[:3]) <= high:
                return "USA"
        code = names.get(fold(name))
        return code if code != "USA" else None
    if word == "DC" and ["Washington"] in (last[:-1], *parts[-2:-1]):
        return "USA"
    if len(parts) > 1 and len(last) == 1 and word.isupper() and len(word) in (2, 3):
        return abbreviations.get(word.lower())
    return None


def countries(affiliations: list[str]) -> str | None:
    """The countries of several affiliations, each once, in their order; joined."""
    found = [_quick(affiliation) for affiliation in affiliations]
    return "; ".join(dict.fromkeys(code for code in found if code)) or None


def _quick(affiliation: str) -> str | None:
    """`country`, sooner where the last part is nothing but the name of one."""
    last = affiliation[affiliation.rfind(",") + 1 :]
    return (len(last) < 60 and _whole_name(last)) or country(affiliation)


@lru_cache(maxsize=1 << 12)
def _whole_name(part: str) -> str | None:
    name = fold(part) if "@" not in part else ""
    return None if name in _SETTLED_BY else _table().get(name)
