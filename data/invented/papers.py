"""Invented papers: what they are, and how a seed and a number become one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from invented import words

#: What an invented paper is about, and how many in a hundred are so.
KINDS = (("core", 62), ("no-support", 14), ("no-mental-health", 14), ("unrelated", 10))
_TABLES = {
    "no-support": words.NO_SUPPORT,
    "no-mental-health": words.NO_MENTAL_HEALTH,
    "unrelated": words.UNRELATED,
}
_KEYWORDS = {
    "core": ("social support", "mental health", "community"),
    "no-support": ("mental health", "epidemiology"),
    "no-mental-health": ("support", "field study"),
    "unrelated": ("observation", "field study"),
}


@dataclass(frozen=True)
class Paper:
    """A paper as its authors know it, before any database has described it.

    `authors` are (family, given); `year` None is unknown; the rest is "" where there is none.
    `kind` is one of KINDS or "given" for a paper that was written by hand.
    """

    title: str
    authors: tuple[tuple[str, str], ...]
    year: int | None
    venue: str
    abbreviation: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    article_number: str = ""
    doi: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    language: str = "English"
    document_type: str = "Article"
    country: str = ""
    publisher: str = ""
    group: str = ""
    lmic: bool = False
    kind: str = "given"


class Inventor:
    """Invents the papers of one seed; the paper of a number does not depend on the others."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def paper(self, number: int, years: tuple[int, int] = (2015, 2024)) -> Paper:
        """The paper of this number, published within `years` (both included)."""
        rng = random.Random(f"{self.seed}:{number}")
        year = rng.randint(*years)
        kind = rng.choices([name for name, _ in KINDS], [share for _, share in KINDS])[0]
        slots, group, lmic = _slots(rng, year)
        title, abstract = _text(rng, kind, slots)
        venue, abbreviation = rng.choice(words.JOURNALS)
        first = rng.randint(1, 900)
        numbered = rng.random() < 0.25  # by article number, without pages
        return Paper(
            title=title,
            authors=_authors(rng),
            year=year,
            venue=venue,
            abbreviation=abbreviation,
            volume=str(max(1, year - 1998 + rng.randint(-4, 4))),
            issue="" if rng.random() < 0.2 else str(rng.randint(1, 12)),
            pages="" if numbered else f"{first}-{first + rng.randint(3, 18)}",
            article_number=f"e{rng.randint(10000, 99999)}" if numbered else "",
            doi=f"10.5555/{venue[0].lower()}{len(venue)}.{year}.{number:05d}",
            abstract=abstract,
            keywords=(*_KEYWORDS[kind], slots["programme"]),
            country=slots["country"],
            publisher=rng.choice(words.PUBLISHERS),
            group=group,
            lmic=lmic,
            kind=kind,
        )

    def authors(self, number: int) -> tuple[tuple[str, str], ...]:
        """Authors for a paper that is written by hand."""
        return _authors(random.Random(f"{self.seed}:authors:{number}"))


def _authors(rng: random.Random) -> tuple[tuple[str, str], ...]:
    count = rng.choices(range(1, 10), (4, 10, 16, 20, 16, 12, 10, 7, 5))[0]
    return tuple((_joined(rng, words.FAMILY), rng.choice(words.GIVEN)) for _ in range(count))


def _joined(rng: random.Random, table: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    return rng.choice(table[0]) + rng.choice(table[1])


def _slots(rng: random.Random, year: int) -> tuple[dict[str, str], str, bool]:
    """What one study is about: the words for the templates, its group, and whether LMIC."""
    population, group = rng.choice(words.POPULATIONS)
    country, lmic = rng.choice(words.COUNTRIES)
    design, method = rng.choice(words.DESIGNS)
    low = rng.randint(2, 14)
    slots = {
        "population": population,
        "colour": rng.choice(words.COLOURS),
        "country": country,
        "place": _joined(rng, words.PLACE),
        "programme": _joined(rng, words.PLACE),
        "outcome": rng.choice(words.OUTCOMES),
        "support": rng.choice(words.SUPPORTS),
        "design": design,
        "method": method,
        "quote": f"{rng.choice(words.QUOTE[0])} {rng.choice(words.QUOTE[1])}",
        "n": str(rng.randint(18, 940)),
        "k": str(rng.randint(3, 16)),
        "p": str(rng.randint(12, 91)),
        "months": str(rng.choice((3, 6, 9, 12, 18, 24, 36))),
        "past": str(year - rng.randint(2, 9)),
        "lo": str(low),
        "hi": str(low + rng.randint(2, 9)),
        "x": f"{rng.uniform(1, 6):.1f}",
        "alpha": f"{rng.uniform(0.7, 0.95):.2f}",
    }
    slots["tail"] = rng.choice(words.TAILS).format(**slots)
    for name in (
        "population",
        "colour",
        "outcome",
        "support",
        "design",
        "quote",
        "programme",
        "place",
    ):
        slots[name.capitalize()] = slots[name][0].upper() + slots[name][1:]
    return slots, group, lmic


def _text(rng: random.Random, kind: str, slots: dict[str, str]) -> tuple[str, str]:
    """Title and abstract (two to four sentences)."""
    if kind != "core":
        title, abstract = rng.choice(_TABLES[kind])
        return title.format(**slots), abstract.format(**slots)
    sentences = [
        *_some(rng, words.BACKGROUND, 0.6),
        slots["method"],
        rng.choice(words.RESULTS),
        *_some(rng, words.CLOSING, 0.7),
    ]
    # Outcome and support are named at least once, so that the criteria have what they ask for.
    text = " ".join(sentences)
    if "utcome}" not in text or "upport" not in text:
        sentences.insert(0, "We studied {outcome} and {support} in {place}.")
    abstract = " ".join(sentences).format(**slots)
    return rng.choice(words.TITLES).format(**slots), abstract


def _some(rng: random.Random, table: Sequence[str], chance: float) -> list[str]:
    return [rng.choice(table)] if rng.random() < chance else []
