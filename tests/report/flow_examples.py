"""Invented flows for the tests of the diagram: every layout, and labels of any kind."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from report_histories import ALL

from litsieve.report.prisma import (
    Arm,
    Duplicates,
    Excluded,
    ExcludedReports,
    Identified,
    Included,
    Previous,
    Prisma,
    ReasonCount,
    Removed,
)
from litsieve.report.profiles import PROFILES

ALPHABETS = (
    "abcdefghij klmnopq rstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ WWWWMMMM",
    "WM@%Œ",  # words without an end
    "مجتمع الدراسة غير مناسب للمراجعة ٢٠٢٠",
    "מחקר שאינו מתאים לסקירה 2020 (עברית)",
    "不符合条件的研究设计社会支持精神健康",
    "😀👩‍👩‍👧‍👦🇰🇪❤️ emoji",
    "éàüßøłđ – “quoted” … ‰ €",
    "e\u0301o\u0323\u0302 a\u030a\u0327",
    "<script>&\"'`=+-@[](){}\\$%#~^|_",
    "\x00\x07\t\r\n\u202e\u200f\ufffe\ud800",
)
EVIL = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script> ]]> --> \" onload=\"x \\input{x} \\end{document}"
    " ^^M $%&#_{}~^\\ \x00\x07\u202egnp.exe\ud800 &amp;"
)
NOBODY = {"title-abstract": 0, "retrieval": 0, "full-text": 0}


def example(**changes: Any) -> Prisma:
    """An invented flow of one arm, all numbers known; `changes` of the Prisma or of the arm."""
    arm: dict[str, Any] = {
        "identified": 2822, "removed": Removed(Duplicates(617, 17, 600), 204, 0), "screened": 2001,
        "excluded": Excluded(1600, 1503, 97), "sought": 401, "not_retrieved": 38, "assessed": 363,
        "excluded_reports": ExcludedReports(241, (
            ReasonCount("E1", "No social mechanism, nor any that a community could give", 140),
            ReasonCount("E2", "Not in English", 101))),
        "included": Included(118, 122), "awaiting": NOBODY,
    }  # fmt: skip
    arm |= {name: value for name, value in changes.items() if name in arm}
    known: dict[str, Any] = {
        "profile": "prisma2020", "title": "Peer support & mental health", "stages": ALL,
        "entries": 2822, "rejected": 0,
        "identified": Identified(2822, {"Scopus": 1842, "Google Scholar": 980}, {}, {}),
        "sources": (), "cluster_sizes": {1: 1588, 2: 617}, "duplicates": arm["removed"].duplicates,
        "databases": Arm(**arm), "other": None, "previous": None,
    }  # fmt: skip
    return Prisma(**known | {name: value for name, value in changes.items() if name not in arm})


def with_reasons(labels: list[str], p: Prisma | None = None) -> Prisma:
    """The flow with these reasons, in both arms if it has two."""
    p = p or example()
    out = ExcludedReports(
        241, tuple(ReasonCount(str(i), label, i + 1) for i, label in enumerate(labels))
    )
    return replace(
        p,
        databases=replace(p.databases, excluded_reports=out),
        other=replace(p.other, excluded_reports=out) if p.other else None,
    )


def with_labels(labels: list[str], p: Prisma) -> Prisma:
    """The flow with these labels as reasons and as names of its sources."""
    named = {label: i + 1 for i, label in enumerate(labels)}
    found = Identified(9, named, named, named if p.other else {})
    return replace(with_reasons(labels, p), identified=found)


def random_labels(dice: random.Random, n: int) -> list[str]:
    """Labels of 200 characters, of one alphabet or of several."""
    return [
        "".join(dice.choice(dice.choice(some)) for _ in range(200))
        for some in (dice.sample(ALPHABETS, dice.randint(1, 3)) for _ in range(n))
    ]


OTHER = Arm(
    identified=88, removed=Removed(Duplicates(60, 2, 58), 0, 0), screened=28,
    excluded=Excluded(0, 0, 0), sought=28, not_retrieved=3, assessed=25,
    excluded_reports=ExcludedReports(6, (ReasonCount("E1", "Outside the years", 4),
                                         ReasonCount(None, "Reason not reported", 2))),
    included=Included(17, 19), awaiting=NOBODY,
)  # fmt: skip
SEEN_EARLY = replace(OTHER, excluded=Excluded(3, 1, 2), awaiting={**NOBODY, "title-abstract": 4})
WAITING = {"title-abstract": 3, "retrieval": 2, "full-text": 1}


def not_done(arm: Arm, stage: str) -> Arm:
    """The arm where that stage, and what comes after, was not carried out."""
    arm = replace(arm, sought=None, not_retrieved=None, assessed=None,
                  excluded_reports=ExcludedReports(None, None))  # fmt: skip
    if stage == "full-text":
        return arm
    return replace(arm, screened=None, excluded=Excluded(None, None, None))


def every_layout() -> Iterator[tuple[str, Prisma]]:
    """Columns × profile × what was carried out × who waits, each with a name."""
    for profile in PROFILES:
        for other in (None, OTHER, SEEN_EARLY):
            for previous in (None, Previous(12, 14), Previous(None, 14, "Okafor 2019")):
                for done in ("all", "full-text", "title-abstract"):
                    for waiting in (NOBODY, WAITING):
                        p = example(profile=profile, other=other, previous=previous)
                        p = replace(p, databases=replace(p.databases, awaiting=waiting))
                        name = f"{profile}-{'other' if other else 'one'}"
                        name += f"-{bool(previous)}-{done}-{bool(sum(waiting.values()))}"
                        if other is SEEN_EARLY:
                            name += "-early"
                        if previous and previous.studies is None:
                            name += "-unknown"
                        if done != "all":
                            arms = {n: not_done(arm, done) for n, arm in p.arms.items()}
                            p = replace(p, **arms, stages=ALL[: ALL.index(done)])
                        yield name, p


LAYOUTS = dict(every_layout())
#: Every seventh of them, so that each value of each part is among them: for what takes time.
SOME = dict(list(LAYOUTS.items())[::7])
#: One of each set of columns.
COLUMNS = {
    "one": example(),
    "other": example(other=OTHER),
    "previous": example(previous=Previous(12, 14)),
    "both": example(other=SEEN_EARLY, previous=Previous(12, 14)),
}
