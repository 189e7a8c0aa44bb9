"""Numbers in a manuscript that contradict the report: clear statements in English only.

A statement is clear if it says how many records, reports or studies were identified, removed as
duplicates, screened, excluded, assessed or included. What it says of a part (a subgroup, a
meta-analysis, one reason) or of other people's work is left alone: a false alarm costs trust.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from litsieve.report.inert import plain
from litsieve.report.number_words import with_digits
from litsieve.report.prisma import Prisma

#: Characters of a sentence that are shown; what is longer than the other is no sentence.
_SHOWN, _LONGEST = 200, 2_000


@dataclass(frozen=True)
class Claim:
    """A sentence with a number; `valid` are the numbers of the report that it could mean."""

    what: str
    sentence: str
    n: int
    valid: tuple[int, ...]


def contradictions(text: str, p: Prisma) -> tuple[int, list[Claim]]:
    """How many clear statements there are, and those that say a number that is not the report's.

    What the report does not know (a stage that was not carried out) is not compared.
    """
    found = list(_claims(text, p))
    return len(found), [claim for claim in found if claim.n not in claim.valid]


def _claims(text: str, p: Prisma) -> Iterator[Claim]:
    for sentence in _sentences(text):
        read = with_digits(sentence)
        if _ABOUT_OTHERS.search(read):
            continue
        for what, patterns, valid in _STATEMENTS:
            known = tuple(sorted({n for n in valid(p) if n is not None}))
            for n in dict.fromkeys(_numbers(read, patterns)) if known else ():
                shown = sentence if len(sentence) <= _SHOWN else sentence[:_SHOWN] + "…"
                yield Claim(what, shown, n, known)


def _sentences(text: str) -> Iterator[str]:
    """The sentences before the list of references, each on one line and without markup."""
    body = _REFERENCES.split(text, maxsplit=1)[0]
    body = re.sub(r"\{,\}|(?<=\d)\\,(?=\d)", ",", body).replace("~", " ")
    body = re.sub(r"\*\*|__|\\(?:textbf|emph|textit)\{|(?<=\d)\}", "", body)
    for block in re.split(r"\n\s*\n", body):
        for sentence in re.split(r"(?<=[.!?;])\s+(?=[A-Z0-9“\"(])", block):
            if len(sentence) <= _LONGEST:
                yield plain(sentence)


def _numbers(sentence: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[int]:
    for pattern in patterns:
        for match in pattern.finditer(sentence):
            rest = sentence[match.end() :]
            if not (_PART.match(rest) or _OF.search(sentence[: match.start()])):
                yield int(re.sub(r"[^0-9]", "", match["n"]))


_REFERENCES = re.compile(r"^[#\\*\s]*(?:section\*?\{)?(?:references|bibliography)\b", re.I | re.M)
#: Sentences that count something else.
_ABOUT_OTHERS = re.compile(
    r"\bet al\b|\b(?:previous|earlier|prior|other|pilot|original) (?:\w+ )?reviews?\b|"
    r"\bsub-?groups?\b|\brespectively\b|\b(?:participants|patients)\b|\bpilot|"
    r"\bupdated? search|\bprotocol\b",
    re.I,
)
#: What comes before a number that is a part of another.
_OF = re.compile(
    r"\b(?:of (?:these|those|them|which|whom|the)|among\b.*|for example|e\.g\.|"
    r"fig(?:ure|\.)|table|phase|step),?\s*$",
    re.I,
)
#: What comes after a statement that makes it one of a part.
_PART = re.compile(
    r"\s*(?:,|\()?\s*(?:because|due to|as\b(?! duplicates)|since|that|which|with|without|from|"
    r"per\b|for\b(?! (?:inclusion|eligibility|review|the|this|our|full))|"
    r"in (?:the |a |our )?(?:\w+ ){0,5}?"
    r"(?:meta-?analys|quantitative|sensitivity|table|figure|[12][0-9]{3}\b))",
    re.I,
)

_N = (
    r"(?<![0-9.,])(?P<n>[0-9]{1,3}(?:[, \u00a0\u2009\u202f][0-9]{3})+(?![0-9])|"
    r"[0-9]+(?![0-9%]|\.[0-9]))"
)
_HOW = (
    r"(?:unique|potentially|relevant|eligible|additional|full|text|full-text|non-duplicate|"
    r"peer-reviewed|primary|empirical|original|remaining|bibliographic|research|journal|"
    r"scientific|published|titles? and abstracts? of)"
)
_THING = (
    r"(?:records?|citations?|references|hits|articles?|papers?|studies|study|publications?|"
    r"reports?|texts?|titles and abstracts|abstracts)"
)
_THINGS = rf"(?:{_HOW} ){{0,4}}{_THING}"
_WERE = r" (?:were|was|have been|had been) (?:\w+ly |then |thus )?"
_WE = (
    r"\b(?:we|the authors|the reviewers|reviewers|the review|this review|the search|searches|"
    r"the searches|search) (?:\w+ly |then |thus )?"
)
_TOTAL = r"(?:a total of |in total |altogether |approximately )?"


def _verbs(passive: str, active: str | None = None) -> tuple[re.Pattern[str], ...]:
    """`N records were screened`, `records screened (n = N)`, `we screened N records`."""
    patterns = [
        rf"{_N} {_THINGS}{_WERE}(?:{passive})\b",
        rf"\b{_THINGS} (?:were |was )?(?:{passive}) \(n ?= ?{_N}\)",
    ]
    if active:
        patterns.append(rf"{_WE}(?:{active}) {_TOTAL}(?:the )?{_N} {_THINGS}\b")
    return tuple(re.compile(pattern, re.I) for pattern in patterns)


def _of_arms(*names: str) -> Callable[[Prisma], list[int | None]]:
    """A number of each arm, and of both together: `excluded.total` is one name."""

    def valid(p: Prisma) -> list[int | None]:
        found: list[int | None] = []
        for name in names:
            of = [_get(arm, name) for arm in p.arms.values()]
            found += [*of, None if None in of else sum(n for n in of if n is not None)]
        return found

    return valid


def _get(of: object, name: str) -> int | None:
    for part in name.split("."):
        of = getattr(of, part)
    return of if isinstance(of, int) else None


def _identified(p: Prisma) -> list[int | None]:
    at = p.identified
    kinds = (at.databases, at.registers, at.other)
    named = [n for kind in kinds for n in kind.values()]
    whole = [sum(kind.values()) for kind in kinds if kind]
    arms = [arm.identified for arm in p.arms.values()]
    return [at.total, p.entries, p.clusters, *arms, *whole, *named]


def _excluded(p: Prisma) -> list[int | None]:
    """Whatever left the flow at one place, or at all."""
    names = (
        "excluded.total", "excluded.human", "excluded.automation", "removed.automation",
        "removed.other", "removed.duplicates.total", "not_retrieved", "excluded_reports.total",
    )  # fmt: skip
    reasons = [r.n for arm in p.arms.values() for r in arm.excluded_reports.reasons or ()]
    if _of_arms("excluded.total")(p)[0] is None:
        return []  # nobody screened: nothing that people exclude is known
    gone = [n for n in (_of_arms(name)(p)[-1] for name in names) if n]
    out = _of_arms("excluded.total")(p)[-1] or 0
    sums = [out + (_of_arms(name)(p)[-1] or 0) for name in names[3:]]
    return [*_of_arms(*names)(p), *gone, *reasons, *sums]


def _included(p: Prisma) -> list[int | None]:
    every = [p.included, p.previous, p.total, *(arm.included for arm in p.arms.values())]
    return [n for of in every if of for n in (of.studies, of.reports)]


_DUPLICATES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:remov(?:ing|ed|al of)|exclud(?:ing|ed)|delet(?:ing|ed)|after) {_TOTAL}(?:the )?"
        rf"{_N} duplicates?\b",
        rf"{_N} duplicates?(?: {_THINGS})?{_WERE}(?:removed|excluded|deleted|found|identified)\b",
        rf"\bduplicates?(?: {_THINGS})? (?:were )?removed \(n ?= ?{_N}\)",
    )
)
_MET = re.compile(
    rf"{_N} {_THINGS} (?:met|fulfilled) (?:the |our |all ){{0,3}}(?:inclusion|eligibility)",
    re.I,
)

#: What is said → how it is said → the numbers of the report that it can be.
_STATEMENTS: tuple[
    tuple[str, tuple[re.Pattern[str], ...], Callable[[Prisma], list[int | None]]], ...
] = (
    ("identified",
     _verbs("identified|located", "identified|located|found|yielded|returned|retrieved"),
     _identified),
    ("duplicates", _DUPLICATES,
     _of_arms("removed.duplicates.total", "removed.duplicates.within",
              "removed.duplicates.across")),
    ("screened", _verbs("screened", "screened"), _of_arms("screened")),
    ("excluded", _verbs("excluded", "excluded"), _excluded),
    ("sought", _verbs("sought for retrieval", "sought"), _of_arms("sought")),
    ("assessed",
     _verbs("(?:assessed|evaluated|examined) (?:for eligibility|in full)"),
     _of_arms("assessed")),
    ("included", (*_verbs("included", "included|includes"), _MET), _included),
)  # fmt: skip
