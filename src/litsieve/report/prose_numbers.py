"""What a sentence about the flow may say: the numbers of the report that its words can mean.

A number of a part (a source, an arm, what people excluded) is meant only where the words name that
part. An empty set is: nothing to compare it with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from litsieve.report.prisma import Arm, Prisma, Source


@dataclass(frozen=True)
class Words:
    """A statement as it stands: `said` are its own words, `before` and `after` those around it.

    `left` and `right` reach to the numbers before and after it, `after` to the end of its clause.
    `antecedent` is what the sentence counted before, if this is a part of that.
    """

    said: str
    before: str
    after: str
    left: str
    right: str
    antecedent: str = ""

    @property
    def around(self) -> str:
        return self.left + self.said + self.right


Numbers = Callable[[Prisma, Words], set[int]]

_FULL = re.compile(r"\bfull[- ]?texts?\b|\bin full\b|\bfull (?:articles?|papers?|reports?)\b", re.I)
_TITLE = re.compile(
    r"\babstracts?\b|\btitles?\b|\b(?:initial|first|preliminary|primary) (?:round of )?screen", re.I
)
_SEARCH = re.compile(r"\bsearch", re.I)
_DEDUPED = re.compile(r"\bde-?duplicat|\bduplicat", re.I)
_SCREENING = re.compile(r"(?<!text )(?<!abstract )(?<!abstracts )\bscreen", re.I)
_REASON = re.compile(r"\b(?:because|due to|owing to|on (?:the )?grounds|for reasons? of)\b", re.I)
_UNIQUE = re.compile(
    r"\b(?:unique|distinct|non-duplicates?)\b|\bafter (?:\w+ )?(?:remov\w+ (?:of )?|exclu\w+ "
    r"(?:of )?)?"
    r"(?:the |all )?(?:duplicat|de-?duplicat)",
    re.I,
)
_BEFORE_THAT = re.compile(r"\b(?:before|prior to) (?:\w+ )?(?:de-?)?duplicat", re.I)
_OTHER_WAYS = re.compile(
    r"\b(?:citation|reference|hand|manual|snowball)[- ]?(?:search|chas|track|check|list)|"
    r"\bsnowball|\balerts?\b|\binter-?library|\bcolleagues\b|\breference lists?\b|\bhandsearch|"
    r"\bwebsites?\b|\borgani[sz]ations?\b|"
    r"\bother (?:methods|sources|means|ways)\b|\bgr[ea]y literature|"
    r"\b(?:backward|forward) |\bexperts?\b",
    re.I,
)
_DATABASES = re.compile(r"\bdatabases?\b|\bbibliographic\b", re.I)
_REGISTERS = re.compile(r"\bregist(?:ers?|ry|ries)\b", re.I)
_ACROSS = re.compile(
    r"\b(?:across|between) (?:the |all |several |different |our |both )*(?:\d+ )?(?:sources|"
    r"databases)|"
    r"\bcross-(?:source|database)|\bbetween[- ](?:source|database)",
    re.I,
)
_WITHIN = re.compile(r"\bwithin\b|\binternal\b|\bsame (?:source|database)\b", re.I)
_MACHINE = re.compile(
    r"\bautomat|\bmachine|\brules?\b|\bclassifier|\bmetadata\b|\bbefore screening|"
    r"\bprior to screening|\bineligible by\b|\bfilters?\b",
    re.I,
)
_PEOPLE = re.compile(r"\b(?:manual|by hand|human|people|reviewers?|by two|by both)", re.I)
_POSSIBLY = re.compile(r"\b(?:potential|possib|probab|likely)", re.I)
#: Databases that may be called by another name than the report does.
_KNOWN = (
    r"pubmed|medline|embase|scopus|web of (?:science|knowledge)|wos|cinahl|psyc?h?info|cochrane|"
    r"central|google scholar|ieee(?: xplore)?|acm|eric|lilacs|proquest|ebsco\w*|jstor|dimensions|"
    r"the lens|openalex|clinicaltrials(?:\.gov)?|ictrp|springer\w*|sciencedirect|arxiv|medrxiv|"
    r"cnki|wanfang|agricola|cab abstracts|amed|scielo|ssrn|dblp|crossref"
)


def _set(*numbers: int | None) -> set[int]:
    return {n for n in numbers if n is not None}


def _both(p: Prisma, of: Callable[[Arm], int | None]) -> int | None:
    parts = [of(arm) for arm in p.arms.values()]
    return None if None in parts else sum(n for n in parts if n is not None)


def _arms(p: Prisma, words: Words, of: Callable[[Arm], int | None]) -> set[int]:
    """The number of the column that the words name; else that of databases, or of both."""
    if _OTHER_WAYS.search(words.around):
        return _set(of(p.other)) if p.other else set()
    whole = of(p.databases)
    return _set(whole) if _DATABASES.search(words.around) else _set(whole, _both(p, of))


def stage(words: Words) -> str:
    """At which stage: full, title or "" where the words do not say; what is said last counts."""
    for text in (words.said, words.after):
        told = _last(text, full=_FULL, title=_TITLE)
        if told:
            return told
    if words.antecedent in ("screened", "assessed"):
        return {"screened": "title", "assessed": "full"}[words.antecedent]
    return _last(words.before, full=_FULL, title=_TITLE)


def _last(text: str, **patterns: re.Pattern[str]) -> str:
    at = {
        name: found[-1].start()
        for name, pattern in patterns.items()
        if (found := list(pattern.finditer(text)))
    }
    return max(at, key=lambda name: at[name]) if at else ""


# --------------------------------------------------------------------------------- each box


def identified(p: Prisma, words: Words) -> set[int]:
    if _POSSIBLY.search(words.said):
        return set()  # of the searches, or of what was left of them
    if _FULL.search(words.said):
        return retrieved(p, words)
    if _UNIQUE.search(words.before + words.said) and not _BEFORE_THAT.search(words.right):
        return deduplicated(p, words)
    named, strange = _named(p, words)
    if re.match(r"(?:yielded|returned|retrieved)\b", words.said, re.I) and not (named or strange):
        return set()  # nobody knows what did
    if len(named) + strange == 1:
        return {source.raw for source in named}
    at = p.identified
    if _OTHER_WAYS.search(words.around):
        both = _DATABASES.search(words.around)
        return _set(at.total) if both else _set(p.other.identified) if p.other else set()
    databases, registers = sum(at.databases.values()), sum(at.registers.values())
    if _REGISTERS.search(words.around) and not _DATABASES.search(words.around):
        return {registers} if at.registers else set()
    found = {sum(source.raw for source in named)} if named and not strange else set[int]()
    if _DATABASES.search(words.around):
        return found | {databases, p.databases.identified, *_entries(p, not p.other)}
    if _SEARCH.search(words.around):
        found.add(p.databases.identified)
    return found | {at.total, *_entries(p, True)}


def _entries(p: Prisma, whole: bool) -> set[int]:
    return _set(p.entries) if whole else set()


def _named(p: Prisma, words: Words) -> tuple[list[Source], int]:
    """Sources that are named, before the number if any are; how many of them nobody knows."""
    found = _sources_in(p, words.left + words.said)
    return found if found != ([], 0) else _sources_in(p, words.right)


def _sources_in(p: Prisma, text: str) -> tuple[list[Source], int]:
    names = sorted((source.name for source in p.sources), key=len, reverse=True)
    every = "|".join([*map(re.escape, names), _KNOWN])
    told = {match[0].casefold() for match in re.finditer(rf"(?<!\w)(?:{every})(?!\w)", text, re.I)}
    found, strange = dict[str, Source](), 0
    for name in sorted(told):
        same = [s for s in p.sources if name == s.name.casefold()] or [
            s for s in p.sources if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", s.name, re.I)
        ]
        if len(same) == 1:
            found[same[0].name] = same[0]
        else:
            strange += 1
    return list(found.values()), strange


def duplicates(p: Prisma, words: Words) -> set[int]:
    around = words.around
    if _ACROSS.search(around):
        return {arm.removed.duplicates.across for arm in p.arms.values()} | {p.duplicates.across}
    named, strange = _named(p, words)
    if len(named) + strange == 1:
        return {source.within for source in named}
    if _WITHIN.search(around):
        return {arm.removed.duplicates.within for arm in p.arms.values()} | {p.duplicates.within}
    return _arms(p, words, lambda arm: arm.removed.duplicates.total) | {p.duplicates.total}


def deduplicated(p: Prisma, words: Words) -> set[int]:
    named, strange = _sources_in(p, words.left)
    if len(named) + strange == 1:
        return {source.distinct for source in named}
    return {p.clusters} | _arms(
        p, words, lambda arm: arm.identified - arm.removed.duplicates.total
    )  # fmt: skip


def screened(p: Prisma, words: Words) -> set[int]:
    if _FULL.search(words.said) or _last(words.after, full=_FULL, title=_TITLE) == "full":
        return assessed(p, words)
    return _arms(p, words, lambda arm: arm.screened)


def excluded(p: Prisma, words: Words) -> set[int]:
    if _REASON.search(words.before + words.right):
        return set()  # for one reason among others
    at = stage(words)
    reports = _arms(p, words, lambda arm: arm.excluded_reports.total)
    if at == "full":
        return reports
    titles = _arms(p, words, lambda arm: arm.excluded.total)
    around = words.around
    if titles and _PEOPLE.search(around):
        titles |= _arms(p, words, lambda arm: arm.excluded.human)
    machine = set[int]()
    if _MACHINE.search(around):
        removed: list[Callable[[Arm], int | None]] = [
            lambda arm: arm.removed.automation,
            lambda arm: arm.removed.other,
            lambda arm: arm.removed.automation + arm.removed.other,
            lambda arm: arm.excluded.automation,
        ]
        machine = {n for of in removed for n in _arms(p, words, of)}
    if at == "title" or not titles:
        return titles | (machine if titles else set())
    return titles | reports | machine | _gone(p)


def _gone(p: Prisma) -> set[int]:
    """All that had left by one point or another, where no stage is named."""

    def of(*taken: Callable[[Arm], int | None]) -> set[int]:
        parts = [_both(p, one) for one in taken]
        return set() if None in parts else {sum(n for n in parts if n is not None)}

    def titles(arm: Arm) -> int | None:
        return arm.excluded.total

    def early(arm: Arm) -> int | None:
        return arm.removed.automation + arm.removed.other

    def lost(arm: Arm) -> int | None:
        return arm.not_retrieved

    def late(arm: Arm) -> int | None:
        return arm.excluded_reports.total

    every = ((titles, late), (titles, lost, late), (early, titles), (early, titles, lost, late))
    return {n for taken in every for n in of(*taken)}


def sought(p: Prisma, words: Words) -> set[int]:
    return _arms(p, words, lambda arm: arm.sought)


def assessed(p: Prisma, words: Words) -> set[int]:
    return _arms(p, words, lambda arm: arm.assessed)


def retrieved(p: Prisma, words: Words) -> set[int]:
    """For the full text: what was looked for, or what was had."""
    return sought(p, words) | assessed(p, words)


def not_retrieved(p: Prisma, words: Words) -> set[int]:
    lost = _arms(p, words, lambda arm: arm.not_retrieved)
    access = re.compile(r"access|retriev|availab|obtain|found", re.I)
    reasons = (r for arm in p.arms.values() for r in arm.excluded_reports.reasons or ())
    return lost and lost | {r.n for r in reasons if access.search(r.label)}


def assessable(p: Prisma, words: Words) -> set[int]:
    """Assessed for eligibility: at which stage, the words say, or the things."""
    at = _last(words.said + words.after, full=_FULL, title=_TITLE)
    if at == "title":
        return _arms(p, words, lambda arm: arm.screened)
    loose = re.search(r"\b(?:records?|citations?|references|hits)\b", words.said, re.I)
    either = _arms(p, words, lambda arm: arm.screened) if loose and not at else set()
    return assessed(p, words) | either


def included(p: Prisma, words: Words) -> set[int]:
    if _last(words.said + words.after, full=_FULL, title=_TITLE) == "title":
        return retrieved(p, words)
    early = (
        retrieved(p, words) if _last(words.before, full=_FULL, title=_TITLE) == "title" else set()
    )
    if _OTHER_WAYS.search(words.around) and not _DATABASES.search(words.around):
        return _set(p.other.included.studies, p.other.included.reports) if p.other else set()
    every: Iterable[int | None] = (
        n for of in (p.included, p.total) if of for n in (of.studies, of.reports)
    )
    return early | _set(*every)


def remaining(p: Prisma, words: Words) -> set[int]:
    """What was left: of which step, the words behind it say, else those before it."""
    past = re.match(r"\s*(?:after|following|once|upon) ", words.after)
    after = "" if past else words.after
    if _FULL.search(after):
        return retrieved(p, words)
    if re.search(r"\bfor (?:\w+ ){0,4}screen|\bto (?:be )?screen", after, re.I):
        return _arms(p, words, lambda arm: arm.screened)
    if re.search(r"\b(?:inclu|final|review|synthesis|extraction)", after, re.I):
        return included(p, words)
    step = _last(
        words.before + words.said + (words.after if past else ""), full=_FULL, title=_TITLE,
        duplicates=_DEDUPED, search=_SEARCH,
        screening=_SCREENING,
    )  # fmt: skip
    screen = _arms(p, words, lambda arm: arm.screened)
    if step == "full":
        return included(p, words)
    if step == "duplicates":
        of_source = len(_sources_in(p, words.left)[0]) == 1
        return deduplicated(p, words) | (set() if of_source else screen)
    if step in ("title", "screening"):
        return retrieved(p, words) or included(p, words)
    if step == "search":
        return identified(p, words)
    return milestones(p).keys() | deduplicated(p, words)


def milestones(p: Prisma) -> dict[int, str]:
    """Number → the box on the way down that it is, the earliest of several."""
    of: dict[str, Callable[[Arm], int | None]] = {
        "identified": lambda arm: arm.identified,
        "screened": lambda arm: arm.screened,
        "sought": lambda arm: arm.sought,
        "assessed": lambda arm: arm.assessed,
    }
    found: dict[int, str] = {}
    for name, number in of.items():
        for n in _set(number(p.databases), _both(p, number)):
            found.setdefault(n, name)
    found.setdefault(p.clusters, "screened")
    for n in _set(p.included.studies, p.included.reports):
        found.setdefault(n, "included")
    return found
