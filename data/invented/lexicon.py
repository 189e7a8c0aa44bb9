"""A large vocabulary of plausible words, and the topics, titles and abstracts made of it.

Common words come by Zipf's law; rare ones are put together from the morphemes of medicine, of drug
names and of the social sciences: some 100,000 terms. A topic owns a few dozen of them, so that
titles of one topic resemble each other and titles of two topics hardly do.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from invented import vocabulary, words

T = TypeVar("T")


#: Topics of one seed.
TOPICS = 1000
_SLOT = re.compile(r"\{(\w+)\}")


def by_zipf(rng: random.Random, table: Sequence[T]) -> T:
    """An item of a table by Zipf's law: the n-th about 1/n as often as the first."""
    return table[int((len(table) + 1) ** rng.random()) - 1]


def _medical(rng: random.Random) -> str:
    second = rng.choice(vocabulary.ROOTS) if rng.random() < 0.5 else ""
    return by_zipf(rng, vocabulary.ROOTS) + second + by_zipf(rng, vocabulary.ENDS)


def _drug(rng: random.Random) -> str:
    return "".join(rng.choice(part) for part in vocabulary.DRUG)


def _noun(rng: random.Random) -> str:
    return vocabulary.NOUNS[int(len(vocabulary.NOUNS) * rng.random() ** 1.5)]


class Topic:
    """What the papers of one topic write about."""

    def __init__(self, seed: int, number: int) -> None:
        rng = random.Random(f"{seed}:topic:{number}")
        makers = (_medical, _noun) if number % 3 else (_noun, _noun)  # a third are not medical
        self.terms = [makers[i % 4 == 3](rng) for i in range(12)]
        self.agents = [
            _drug(rng)
            if i % 3 and number % 3
            else f"{rng.choice(vocabulary.ADJECTIVES)} {_noun(rng)}"
            for i in range(12)
        ]
        self.outcomes = [_noun(rng) if i % 3 else _medical(rng) for i in range(16)]
        self.people = [by_zipf(rng, vocabulary.PEOPLE) for _ in range(8)]
        self.adjectives = [rng.choice(vocabulary.ADJECTIVES) for _ in range(12)]
        self.greek = rng.sample(vocabulary.GREEK, 2)


_SLOTS: dict[str, Callable[[Topic, random.Random], str]] = {
    "term": lambda topic, rng: by_zipf(rng, topic.terms),
    "agent": lambda topic, rng: by_zipf(rng, topic.agents),
    "outcome": lambda topic, rng: by_zipf(rng, topic.outcomes),
    "people": lambda topic, rng: by_zipf(rng, topic.people),
    "adj": lambda topic, rng: by_zipf(rng, topic.adjectives),
    "greek": lambda topic, rng: rng.choice(topic.greek),
    "noun": lambda _, rng: _noun(rng),
    "design": lambda topic, rng: _design(topic, rng),
    "place": lambda _, rng: place(rng),
    "n": lambda _, rng: str(rng.randint(2, 99)),
}


def _choice(words_of_one: list[str]) -> Callable[[Topic, random.Random], str]:
    return lambda _, rng: rng.choice(words_of_one).replace("-", " ")


_SLOTS |= {name: _choice(vocabulary.table(text)) for name, text in vocabulary.SYNONYMS.items()}


def _design(topic: Topic, rng: random.Random) -> str:
    """A design, every other time with where or in whom."""
    design = vocabulary.DESIGNS[int(len(vocabulary.DESIGNS) * rng.random() ** 1.5)]
    more = rng.random()
    if more < 0.25:
        return f"{design} in {place(rng)}"
    return f"{design} in {by_zipf(rng, topic.people)}" if more < 0.5 else design


def place(rng: random.Random) -> str:
    """A country, or an invented town."""
    if rng.random() < 0.5:
        return rng.choice(words.COUNTRIES)[0]
    return rng.choice(words.PLACE[0]) + rng.choice(words.PLACE[1])


def _filled(template: str, topic: Topic, rng: random.Random) -> str:
    """Slots filled, each on its own; a slot in capitals begins with one."""

    def fill(slot: re.Match[str]) -> str:
        name = slot[1]
        made = _SLOTS[name.lower()](topic, rng)
        return made[0].upper() + made[1:] if name[0].isupper() else made

    return _SLOT.sub(fill, template)


def title(topic: Topic, rng: random.Random) -> str:
    """A title of 4 to some 20 words."""
    return _filled(rng.choice(vocabulary.TITLES), topic, rng)


def short_title(topic: Topic, rng: random.Random) -> str:
    """One to three words, as several papers of a topic may have: `Adherence in adults`."""
    return _filled(rng.choice(("{Term}", "{Adj} {term}", "{Term} in {people}")), topic, rng)


def varied(text: str, topic: Topic, rng: random.Random) -> str:
    """The same title of the next study of a group: one phrase is another one, or one is added."""
    for table in (topic.people, topic.agents, topic.outcomes, topic.terms):
        for phrase in table:
            if phrase in text and rng.random() < 0.6:
                other = rng.choice(table)
                if other != phrase:
                    return text.replace(phrase, other)
    return f"{text}: {_filled('{adj} {outcome} in {people}', topic, rng)}"


def abstract(topic: Topic, rng: random.Random) -> str:
    """Five sentences or more, in the order in which abstracts tell; a third have headings."""
    chosen = sorted(rng.sample(range(len(vocabulary.SENTENCES)), rng.randint(5, 9)))
    told = [_filled(vocabulary.SENTENCES[i], topic, rng) for i in chosen]
    if rng.random() < 0.33:
        step = len(told) / len(vocabulary.LABELS)
        for i, label in enumerate(vocabulary.LABELS):
            told[int(i * step)] = f"{label}: {told[int(i * step)]}"
    return " ".join(told)


def original(text: str) -> str:
    """A title in its own (invented) language: the same thought, other words."""
    return " ".join(
        word[:1] + word[1:][::-1].replace("h", "ch").replace("w", "v") + ("en" if i % 3 else "ung")
        if len(word) > 3 else {"in": "im", "of": "der", "and": "und", "the": "die"}.get(word, word)
        for i, word in enumerate(text.split())
    )  # fmt: skip
