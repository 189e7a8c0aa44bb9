"""What can be wrong around the counts of our own report, though every sum comes out.

Codes, levels and meanings are in `check_codes.py`. A check that has nothing to be held against (no
date, no bibliography, no manuscript) is not made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from litsieve.report.bibliography import differences
from litsieve.report.conduct_checks import CONDUCT
from litsieve.report.counts import SELECTIONS, Check
from litsieve.report.drawn.values import is_placeholder
from litsieve.report.finished import NAMED as _NAMED
from litsieve.report.finished import check as _check
from litsieve.report.finished import some as _some
from litsieve.report.given import ReportInput
from litsieve.report.prisma import Prisma
from litsieve.report.prose import contradictions
from litsieve.text import counted

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
#: Screening of reports past these boxes is over, by stage.
_PEOPLE_STAGES = {
    "title-abstract": ("screened", "awaiting-title-abstract"),
    "full-text": ("assessed", "awaiting-full-text"),
}
#: Where an exclusion ends.
_OUT = ("automation", "other", "excluded", "not-retrieved", "excluded-report")
_OBJECT = {"title-abstract": "titles and abstracts", "full-text": "full texts"}
#: How many reviewers a stage has that people screen, if the protocol does not say (criteria.yaml).
_REVIEWERS = 2

Found = Iterator[Check]


def review_checks(
    given: ReportInput, ledger: pd.DataFrame, prisma: Prisma, cited: pd.DataFrame | None = None
) -> list[Check]:
    """Every check that can be made, in the order of the codes; none of them is an error.

    `cited` is the table of `bibliography`.
    """
    found = [check for make in _CHECKS for check in make(given, ledger, prisma)]
    return sorted([*found, *_bibliography(cited, prisma)], key=lambda check: check.code)


def _same(code: str, what: str, left: int, right: int, more: str = "") -> Check:
    sign = "=" if left == right else "≠"
    return _check(code, what, f"{left:,} {sign} {right:,}{more}", left == right)


def _duplicates(_given: ReportInput, _ledger: pd.DataFrame, p: Prisma) -> Found:
    """P113: databases and registers overlap."""
    at = p.identified
    names = [name for name, n in {**at.databases, **at.registers}.items() if n]
    if len(names) > 1:
        n = p.databases.removed.duplicates.total
        text = f"{n:,} duplicates among {', '.join(names)}"
        yield _check("P113", "several sources have duplicates", text, n > 0)


def _automation(given: ReportInput, ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P180: what a machine excluded, it excluded by a rule and for a reason with words."""
    rows = ledger[ledger["box"].isin(_OUT) & (ledger["by"] != "human")]
    if rows.empty:
        return
    words = {reason.id for reason in given.reasons if reason.label.strip()}
    silent = rows[rows["rules"].isna() | ~rows["reason"].isin(words)]
    text = f"{len(rows) - len(silent):,} of {len(rows):,} name a rule and a reason"
    if len(silent):
        text += f"; not {_some(silent['record_id'])}"
    yield _check("P180", "exclusions by automation are described", text, silent.empty)


def _dates(given: ReportInput, _ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P190: nothing was searched, and no report published, after the review was."""
    date = given.settings.get("date")
    if not date:
        return
    for search in given.searches:
        day = str(search.get("date") or "")
        if _DAY.fullmatch(day):
            what = f"search of {search.get('database') or search['file']} before the report"
            yield _before("P190", what, day, str(date))
    for rule, end in _windows(given.protocol):
        yield _before("P190", f"window of rule {rule} ends before the report", end, str(date))


def _before(code: str, what: str, day: str, date: str) -> Check:
    """Days may be given to the year or month; then the first day counts against the last."""
    ok = day <= date or day.startswith(date)
    return _check(code, what, f"{day} {'≤' if ok else '>'} {date}", ok)


def _windows(protocol: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The rules that want reports published in a span of time, and the end of that span."""
    for rule, (_start, end) in sorted((protocol.get("windows") or {}).items()):
        if end and _DAY.fullmatch(str(end)):
            yield rule, str(end)


def _bibliography(cited: pd.DataFrame | None, p: Prisma) -> Found:
    """P191: what is included is listed, and nothing else; an update may list what was before."""
    if cited is not None:
        text, ok = differences(cited, p)
        yield _check("P191", "included reports = reports in the bibliography", text, ok)


def _prose(given: ReportInput, _ledger: pd.DataFrame, p: Prisma) -> Found:
    """P192: the numbers of the text are those of the figure."""
    if given.manuscript is None:
        return
    said, wrong = contradictions(given.manuscript, p)
    what = "numbers of the manuscript = numbers of the report"
    if not said:  # what was not compared does not hold
        text = "nothing compared: no sentence that says in clear words how many there were"
        yield Check("P192", what, text, False, "note")
    elif not wrong:
        yield _check("P192", what, f"{counted(said, 'clear statement')} compared", True)
    for claim in wrong:
        valid = " or ".join(f"{n:,}" for n in claim.valid) or "none"
        text = f"“{claim.sentence}”: {claim.n:,} ≠ {valid}"
        yield _check("P192", f"{claim.what} in the manuscript", text, False)


def _hits(given: ReportInput, _ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P193: the export of a search has as many entries as the search had hits."""
    noted = given.files.dropna(subset=["hits", "search"]).groupby("search", sort=True)
    for search, files in noted:
        hits, seen = int(files["hits"].iloc[0]), int(files["seen"].sum())
        yield _same("P193", f"hits of {search} = entries of its export", hits, seen)


def _reviewers(given: ReportInput, ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P194: as many people decided on each report as the protocol has reviewers."""
    for stage, (reached, waiting) in _PEOPLE_STAGES.items():
        wanted = _claimed(given.protocol, stage)
        if wanted < 2 or stage not in given.stages:
            continue
        rows = ledger[SELECTIONS[reached](ledger) & ~SELECTIONS[waiting](ledger)]
        machine = _by_machine(rows, stage)
        rows = rows[~machine]
        if len(rows) or machine.any():
            yield _voted(given, rows, stage, wanted, int(machine.sum()))


def _claimed(protocol: Mapping[str, Any], stage: str) -> int:
    """How many people the protocol says screen each report at a stage; 0 if it says nothing."""
    said = (protocol.get("screening") or {}).get("reviewers") or {}
    by_people = protocol.get("mode") == "people"
    return int(said.get(stage, _REVIEWERS if by_people or said else 0))


def _by_machine(rows: pd.DataFrame, stage: str) -> pd.Series[bool]:
    """Reports that rules excluded at this stage: no person is said to have screened them."""
    box = {"title-abstract": "excluded", "full-text": "excluded-report"}[stage]
    return (rows["box"] == box) & (rows["by"] != "human")


def _voted(given: ReportInput, rows: pd.DataFrame, stage: str, wanted: int, machine: int) -> Check:
    of = given.decisions[given.decisions["stage"] == stage].set_index("cluster_id")["votes"]
    votes = rows["cluster_id"].map(of).fillna(0).astype(int)
    short = rows.loc[votes < wanted, "record_id"]
    text = f"{len(rows) - len(short):,} of {len(rows):,} reports by {wanted} people"
    for n in range(wanted - 1, -1, -1):
        few = rows.loc[votes == n, "record_id"]
        if len(few):
            text += f"; {len(few):,} by {n or 'nobody'} ({_some(few)})"
    text += f"; {machine:,} more were excluded by automation" if machine else ""
    what = f"{wanted} reviewers decided on {_OBJECT[stage]}"
    return _check("P194", what, text, short.empty)


def _labels(given: ReportInput, ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P195: reasons that excluded anything are called by what they are."""
    used = [reason for reason in given.reasons if (ledger["reason"] == reason.id).any()]
    if not used:
        return
    bare = [reason for reason in used if not _has_words(reason.label)]
    names = "; ".join(f"{reason.id}: {reason.label}" for reason in bare)
    text = f"{len(used) - len(bare):,} of {len(used):,} reasons"
    text += f"; not {names}" if bare else ""
    yield _check("P195", "reasons have words of their own", text, not bare)


def _has_words(label: str) -> bool:
    return any(map(str.isalpha, label)) and not is_placeholder(label)


def _decisions(given: ReportInput, _ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P196: every line that people wrote is counted, and as it stands."""
    if given.problems or not given.decisions.empty:
        n = len(given.problems)
        text = counted(n, "problem")
        text += ": " + "; ".join(given.problems[:_NAMED]) if n else ""
        text += f"; and {n - _NAMED:,} more" if n > _NAMED else ""
        yield _check("P196", "people's decisions are counted as they stand", text, not n)


_CHECKS: tuple[Callable[[ReportInput, pd.DataFrame, Prisma], Found], ...] = (
    _duplicates, _automation, _dates, _prose, _hits, _reviewers, _labels, _decisions, *CONDUCT,
)  # fmt: skip
