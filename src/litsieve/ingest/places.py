"""Affiliations → countries (ISO 3166-1 alpha-3), by the table in countries.tsv."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from litsieve.text import fold


@cache
def _table() -> dict[str, str]:
    """Folded name → code."""
    codes: dict[str, str] = {}
    text = resources.files("litsieve.ingest").joinpath("countries.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        code, name, others = line.split("\t")
        for spelling in (name, *filter(None, others.split("|"))):
            codes[fold(spelling)] = code
    return codes


@cache
def country_words() -> frozenset[str]:
    """Folded words of four letters and more that are part of a country's name."""
    return frozenset(word for name in _table() for word in name.split() if len(word) > 3)


@lru_cache(maxsize=1 << 16)
def country(affiliation: str) -> str | None:
    """Code of the country in which an affiliation ends, after its last comma.

    What stands before the name there (`NY 10027 USA`) is passed over; an e-mail address after it
    too. Missing if the last part names no country.
    """
    part = affiliation.rsplit(",", 1)[-1]
    words = fold(part.split(" Electronic address", 1)[0]).split()
    table = _table()
    for start in range(len(words)):
        if code := table.get(" ".join(words[start:])):
            return code
    return None


def countries(affiliations: list[str]) -> str | None:
    """The countries of several affiliations, each once, in their order; joined."""
    found = (country(affiliation) for affiliation in affiliations)
    return "; ".join(dict.fromkeys(code for code in found if code)) or None
