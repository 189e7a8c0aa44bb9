"""Works: what was published, before any database has described it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import lru_cache

from invented import lexicon, words
from invented.lexicon import Topic
from invented.vocabulary import table

Person = tuple[str, str]

#: Names that many people share.
_SHORT_FAMILY = table(
    "Wang Li Zhang Chen Liu Kim Lee Park Nguyen Singh Kumar Khan Silva Santos Yang Huang Wu Zhou "
    "Xu Sun Ma Zhu Hu Guo He Lin Luo Choi Tanaka Sato Suzuki Patel Smith Johnson Brown Jones"
)
_SHORT_GIVEN = table(
    "Wei Yan Jing Xin Min Hui Jun Lei Ying Hong Ji-Hoon Soo-Jin Anh Minh Raj Priya Ana João Yuki "
    "Kenji John Mary James Anna Peter Xiao-Ming Yu Li Tao Hao Fang Ping"
)
_PARTICLES = ("van der ", "de la ", "von ", "de ", "El ", "Di ", "O'", "Mac", "dos ", "ter ")

_KINDS = (
    ("Journal of", "J."), ("Annals of", "Ann."), ("Archives of", "Arch."),
    ("International Journal of", "Int. J."), ("European Journal of", "Eur. J."),
    ("American Journal of", "Am. J."), ("British Journal of", "Br. J."),
    ("Scandinavian Journal of", "Scand. J."), ("Advances in", "Adv."),
    ("Current Opinion in", "Curr. Opin."), ("Clinical", "Clin."), ("Acta", "Acta"), ("BMC", "BMC"),
    ("Frontiers in", "Front."), ("World Journal of", "World J."),
    ("Quarterly Review of", "Q. Rev."), ("Research in", "Res."), ("Trends in", "Trends"),
    ("Bulletin of", "Bull."), ("Seminars in", "Semin."),
)  # fmt: skip
FIELDS = (
    ("Cardiology", "Cardiol."), ("Neurology", "Neurol."), ("Psychiatry", "Psychiatry"),
    ("Public Health", "Public Health"), ("Nursing", "Nurs."), ("Surgery", "Surg."),
    ("Internal Medicine", "Intern. Med."), ("Endocrinology and Metabolism", "Endocrinol. Metab."),
    ("Nutrition and Dietetics", "Nutr. Diet."), ("Physiology", "Physiol."),
    ("Immunology", "Immunol."), ("Information Systems", "Inf. Syst."),
    ("Management Studies", "Manag. Stud."), ("Ecology", "Ecol."), ("Epidemiology", "Epidemiol."),
    ("Environmental Science and Policy", "Environ. Sci. Policy"), ("Pediatrics", "Pediatr."),
    ("Health Services Research", "Health Serv. Res."), ("Clinical Oncology", "Clin. Oncol."),
    ("Geriatrics and Gerontology", "Geriatr. Gerontol."), ("Rehabilitation", "Rehabil."),
    ("Obstetrics", "Obstet."), ("Behavioral Medicine", "Behav. Med."),
    ("Pharmacology & Therapeutics", "Pharmacol. Ther."),
)  # fmt: skip
_ENDINGS = ("", "", "", " (Larkfield)", " (Eastmarch, England)", ": EC", " Open", " Letters")
JOURNALS = len(_KINDS) * len(FIELDS) * len(_ENDINGS)

LAST_YEAR = 2024


@dataclass(frozen=True)
class Journal:
    """`name` with its abbreviation; `founded` makes the volumes; `numbered`: no pages."""

    name: str
    abbreviation: str
    issn: str = ""
    founded: int = 1980
    numbered: bool = False


@dataclass(frozen=True)
class Work:
    """A published work. `authors` are (family, given); "" is what it has not."""

    title: str
    authors: tuple[Person, ...]
    year: int
    journal: Journal
    volume: str = ""
    issue: str = ""
    pages: str = ""  # 1234-1241
    article_number: str = ""
    doi: str = ""
    abstract: str = ""
    language: str = "English"
    original_title: str = ""  # if the work is in another language
    document_type: str = "Article"
    medline: bool = True
    family: str = ""
    number: int = 0


@lru_cache(maxsize=JOURNALS)
def journal(number: int) -> Journal:
    """The journal of a number below JOURNALS; some share a name but for its ending."""
    kind = _KINDS[number % len(_KINDS)]
    field = FIELDS[number // len(_KINDS) % len(FIELDS)]
    ending = _ENDINGS[number // (len(_KINDS) * len(FIELDS))]
    digits = f"{20000 + number:07d}"
    check = -sum(int(d) * (8 - i) for i, d in enumerate(digits)) % 11
    return Journal(
        name=f"{kind[0]} {field[0]}{ending}",
        abbreviation=f"{kind[1]} {field[1]}{ending}",
        issn=f"{digits[:4]}-{digits[4:]}{'X' if check == 10 else check}",
        founded=1900 + number * 37 % 85,
        numbered=number % 5 == 2,
    )


def any_journal(rng: random.Random) -> Journal:
    """A journal; a few have most of the papers."""
    return journal(int(JOURNALS * rng.random() ** 2.5))


def person(rng: random.Random) -> Person:
    """Family and given name: of many, with a particle, of two parts, or plain."""
    kind = rng.random()
    if kind < 0.25:
        rank = int(len(_SHORT_FAMILY) * rng.random() ** 1.5)
        return _SHORT_FAMILY[rank], rng.choice(_SHORT_GIVEN)
    family = _family(rng)
    if kind < 0.31:
        family = rng.choice(_PARTICLES) + family
    elif kind < 0.36:
        family += ("-" if kind < 0.335 else " ") + _family(rng)
    given = rng.choice(words.GIVEN)
    return family, f"{given} {rng.choice('ABCDEFGHJKLMPRSTVW')}." if rng.random() < 0.4 else given


def _family(rng: random.Random) -> str:
    return rng.choice(words.FAMILY[0]) + rng.choice(words.FAMILY[1])


def people(rng: random.Random) -> tuple[Person, ...]:
    """One to twelve authors."""
    count = rng.choices(range(1, 13), (8, 11, 13, 14, 13, 11, 9, 7, 5, 4, 3, 2))[0]
    return tuple(person(rng) for _ in range(count))


def ordinary(topic: Topic, rng: random.Random) -> Work:
    """A paper of a topic; one in thirty is in another language than English."""
    title = lexicon.title(topic, rng)
    foreign = rng.random() < 0.035
    work = Work(
        title=title,
        authors=people(rng),
        year=LAST_YEAR - int(38 * rng.random() ** 1.7),
        journal=any_journal(rng),
        abstract=lexicon.abstract(topic, rng) if rng.random() < 0.9 else "",
        language=rng.choice(("German", "French", "Spanish", "Chinese")) if foreign else "English",
        original_title=lexicon.original(title) if foreign else "",
        document_type=rng.choices(("Article", "Review", "Letter"), (85, 12, 3))[0],
        medline=rng.random() < 0.7,
    )
    return placed(work, rng)


def english(topic: Topic, rng: random.Random) -> Work:
    """An ordinary paper in English."""
    return replace(ordinary(topic, rng), language="English", original_title="")


def placed(work: Work, rng: random.Random) -> Work:
    """The work with a volume, issue, pages and DOI of its own in its journal and year."""
    where = work.journal
    first = rng.randint(1, 1400)
    numbered = where.numbered and work.year >= 2004
    has_doi = rng.random() < (0.94 if work.year >= 2002 else 0.4)
    doi = f"10.5555/{where.issn[-4:].lower()}.{work.year}.{rng.randrange(16**7):07x}"
    return replace(
        work,
        volume=str(work.year - where.founded),
        issue="" if numbered and rng.random() < 0.7 else str(rng.randint(1, 12)),
        pages="" if numbered else f"{first}-{first + rng.randint(2, 16)}",
        article_number=f"e{rng.randint(1000, 99999)}" if numbered else "",
        doi=doi if has_doi else "",
    )
