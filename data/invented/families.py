"""Families of different works that look alike, which no de-duplication may merge.

`works` gives all the works of a seed, in groups of one family each (FAMILIES, at the end).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from invented import lexicon
from invented.lexicon import TOPICS, Topic
from invented.works import (
    FIELDS,
    LAST_YEAR,
    Journal,
    Work,
    any_journal,
    english,
    journal,
    ordinary,
    people,
    person,
    placed,
)

_COLUMNS = (
    "Editorial", "Book reviews", "In this issue", "From the editor's desk", "Letters to the editor",
    "Reminiscences", "President's message", "News and notes", "Editor's comments", "Introduction",
    "Obituary", "Announcements",
)  # fmt: skip
_PART = (
    (": Part I", ": Part II"), (". Part 1", ". Part 2"), (" - I", " - II"), (" (I)", " (II)"),
    (": part one", ": part two"),
)  # fmt: skip
_PROTOCOL = (
    "study protocol for a randomised controlled trial", "protocol of a cluster randomised trial",
    "study protocol",
)  # fmt: skip
_RESULTS = (
    "a randomised controlled trial", "results of a cluster randomised trial",
    "a randomised clinical trial",
)  # fmt: skip
_ERRATUM = (
    "Erratum: {title}", "Correction to: {title}", "Corrigendum to “{title}”",
    "{title} (vol {volume}, pg {page}, {year})",
    "Erratum to: {title} (vol {volume}, pg {page}, {year})",
)  # fmt: skip
_COMMENT = ("Re: {}", "Comment on “{}”", "{}: comment", "Letter to the editor: {}")
_REPLY = ("Reply", "Authors' reply", "{}: reply", "Response to the letter on “{}”")
_YEARLY = ("{}, {}", "{}: annual report {}", "{} in {}")
_SERVERS = (
    ("medRxiv", "10.1101/"), ("bioRxiv", "10.1101/"), ("SSRN Electronic Journal", "10.2139/ssrn."),
    ("PsyArXiv", "10.31234/osf.io/"),
)  # fmt: skip
_MEETINGS = ("International Conference on", "Annual Symposium of", "European Congress of")


def works(seed: int) -> Iterator[Work]:
    """Works without end, numbered from 0; the same for the same seed."""
    topic = lru_cache(maxsize=TOPICS)(lambda number: Topic(seed, number))
    names = list(FAMILIES)
    shares = [share for share, _ in FAMILIES.values()]
    number = group = 0
    while True:
        rng = random.Random(f"{seed}:group:{group}")
        group += 1
        family = rng.choices(names, shares)[0]
        about = topic(int(TOPICS * rng.random() ** 2))
        for work in FAMILIES[family][1](about, rng):
            yield replace(work, number=number, family=family)
            number += 1


def _alone(topic: Topic, rng: random.Random) -> list[Work]:
    return [ordinary(topic, rng)]


def _series(topic: Topic, rng: random.Random) -> list[Work]:
    found = [english(topic, rng)]
    for _ in range(rng.randint(1, 3)):
        last = found[-1]
        authors = list(last.authors)
        if len(authors) > 2 and rng.random() < 0.6:
            authors[rng.randrange(1, len(authors))] = person(rng)
        if len(authors) > 1 and rng.random() < 0.3:
            authors[0], authors[1] = authors[1], authors[0]
        work = replace(
            last,
            title=lexicon.varied(last.title, topic, rng),
            authors=tuple(authors),
            year=min(LAST_YEAR, last.year + rng.randint(0, 2)),
            journal=last.journal if rng.random() < 0.5 else any_journal(rng),
            abstract=lexicon.abstract(topic, rng) if last.abstract else "",
        )
        if work.title not in {other.title for other in found}:
            found.append(placed(work, rng))
    return found


def _parts(topic: Topic, rng: random.Random) -> list[Work]:
    base = english(topic, rng)
    page, length = rng.randint(1, 1200), rng.randint(4, 12)
    found = []
    for ending in rng.choice(_PART):
        work = placed(base, rng)
        if base.pages:
            work = replace(work, pages=f"{page}-{page + length}", issue=base.issue)
            page += length + 1
        abstract = lexicon.abstract(topic, rng)
        found.append(replace(work, title=base.title + ending, abstract=abstract))
    return found


def _protocol(topic: Topic, rng: random.Random) -> list[Work]:
    work = english(topic, rng)
    name = work.title.partition(":")[0]
    results = replace(
        work,
        title=f"{name}: {rng.choice(_RESULTS)}",
        year=min(LAST_YEAR, work.year + rng.randint(1, 4)),
        journal=work.journal if rng.random() < 0.3 else any_journal(rng),
        abstract=lexicon.abstract(topic, rng),
    )
    return [replace(work, title=f"{name}: {rng.choice(_PROTOCOL)}"), placed(results, rng)]


def _erratum(topic: Topic, rng: random.Random) -> list[Work]:
    work = english(topic, rng)
    title = rng.choice(_ERRATUM).format(
        title=work.title, volume=work.volume, year=work.year,
        page=work.pages.partition("-")[0] or work.article_number,
    )  # fmt: skip
    year = min(LAST_YEAR, work.year + rng.randint(0, 1))
    notice = replace(work, title=title, year=year, abstract="", document_type="Erratum")
    notice = placed(notice, rng)
    return [work, replace(notice, pages=notice.pages.partition("-")[0])]


def _reply(topic: Topic, rng: random.Random) -> list[Work]:
    work = english(topic, rng)
    letter = replace(
        work, title=rng.choice(_COMMENT).format(work.title), authors=people(rng)[:3], abstract="",
        document_type="Letter",
    )  # fmt: skip
    letter = placed(letter, rng)
    title = rng.choice(_REPLY).format(work.title)
    reply = replace(letter, title=title, authors=work.authors, doi="")
    if letter.pages:
        page = int(letter.pages.partition("-")[0])
        letter = replace(letter, pages=f"{page}-{page + 1}")
        reply = replace(reply, pages=f"{page + 1}-{page + 2}")
    return [work, letter, reply]


def _column(topic: Topic, rng: random.Random) -> list[Work]:
    where = journal(rng.randrange(40))
    editors = random.Random(where.name)  # the same people write it for years
    work = replace(
        english(topic, rng), title=lexicon.by_zipf(rng, _COLUMNS), journal=where,
        authors=tuple(person(editors) for _ in range(editors.randint(0, 2))),
        year=rng.randint(2005, LAST_YEAR), abstract="", document_type="Editorial",
    )  # fmt: skip
    work = placed(work, rng)
    return [replace(work, pages=_short(work.pages))]


def _short(pages: str) -> str:
    first = pages.partition("-")[0]
    return first and f"{first}-{int(first) + 1}"


def _yearly(topic: Topic, rng: random.Random) -> list[Work]:
    work = english(topic, rng)
    first = rng.randint(2003, 2018)
    name = f"{rng.choice(topic.terms).capitalize()} statistics"
    form = rng.choice(_YEARLY)
    return [
        placed(replace(work, title=form.format(name, year), year=year), rng)
        for year in range(first, first + rng.randint(2, 4))
    ]


def _supplement(topic: Topic, rng: random.Random) -> list[Work]:
    base = english(topic, rng)
    base = replace(base, year=max(2000, base.year), medline=False, document_type="Conference Paper")
    base = placed(base, rng)
    shared = rng.random() < 0.6
    page, found = rng.randint(1, 600), []
    for _ in range(rng.randint(2, 8)):
        page += rng.randint(0, 3)
        own = base.doi if shared else base.doi and f"{base.doi}-{len(found) + 1}"
        found.append(replace(
            base, title=lexicon.title(topic, rng), authors=people(rng), article_number="",
            abstract=lexicon.abstract(topic, rng), issue="1", pages=f"S{page}", doi=own,
        ))  # fmt: skip
    return found


def _two_meetings(topic: Topic, rng: random.Random) -> list[Work]:
    first = _supplement(topic, rng)[0]
    second = placed(replace(first, journal=any_journal(rng)), rng)
    page = f"S{rng.randint(1, 600)}"
    second = replace(second, article_number="", issue="1", pages=page)
    return [first, second] if second.journal != first.journal else [first]


def _preprint(topic: Topic, rng: random.Random) -> list[Work]:
    work = english(topic, rng)
    work = placed(replace(work, year=max(2018, work.year)), rng)
    server, prefix = rng.choice(_SERVERS)
    last = max(1, len(work.authors) - rng.randint(0, 1))
    early = Work(
        title=work.title if rng.random() < 0.6 else lexicon.varied(work.title, topic, rng),
        authors=work.authors[:last],
        year=work.year - rng.randint(0, 1),
        journal=Journal(server, server),
        doi=f"{prefix}{rng.randrange(10**7):07d}",
        abstract=work.abstract,
        document_type="Preprint",
    )
    return [early, work]


def _conference(topic: Topic, rng: random.Random) -> list[Work]:
    paper = english(topic, rng)
    meeting = f"{rng.choice(_MEETINGS)} {rng.choice(FIELDS)[0]}"
    page = rng.randint(1, 900)
    early = replace(
        paper, journal=Journal(f"Proceedings of the {meeting}", f"Proc. {meeting}"), volume="",
        issue="", article_number="", pages=f"{page}-{page + 7}", document_type="Conference Paper",
        doi=paper.doi and f"10.5555/proc.{rng.randrange(16**7):07x}",
    )  # fmt: skip
    year = min(LAST_YEAR, paper.year + rng.randint(1, 2))
    later = replace(paper, year=year, abstract=lexicon.abstract(topic, rng))
    return [early, placed(later, rng)]


def _namesakes(topic: Topic, rng: random.Random) -> list[Work]:
    title = lexicon.short_title(topic, rng)
    return [replace(english(topic, rng), title=title) for _ in range(2)]


#: Family: how many in a thousand groups of works are of it, and what makes one.
FAMILIES: dict[str, tuple[int, Callable[[Topic, random.Random], list[Work]]]] = {
    "ordinary": (845, _alone),  # one work
    "series": (60, _series),  # 2–4 studies of one group of authors: a phrase of the title differs
    "parts": (6, _parts),  # Part I and Part II, page after page
    "protocol": (12, _protocol),  # study protocol, then results
    "erratum": (8, _erratum),  # an article and its correction
    "reply": (10, _reply),  # an article, a comment on it, the authors' reply
    "column": (14, _column),  # Editorial, Book reviews …: one item of what every issue has
    "yearly": (5, _yearly),  # the same report for 2–4 years
    "supplement": (12, _supplement),  # 2–8 conference abstracts of one page or two, often one DOI
    "two meetings": (3, _two_meetings),  # one abstract in the supplements of two journals
    "preprint": (10, _preprint),  # a preprint and its article: two reports of one study
    "conference": (8, _conference),  # a paper in proceedings, then in a journal, one title
    "namesakes": (7, _namesakes),  # two works of different people under one short title
}
