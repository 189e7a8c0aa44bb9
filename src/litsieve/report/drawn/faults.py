"""What does not add up in counts that someone drew: one function a code, one table."""

from __future__ import annotations

from collections.abc import Callable

from litsieve.check_codes import CODES
from litsieve.report.drawn import arm_faults as of_arm
from litsieve.report.drawn.flow import Drawn, Finding, Pair
from litsieve.report.drawn.sums import Fault, Faults, Number, add_up, at_most, difference, number
from litsieve.report.drawn.values import is_placeholder


def findings(drawn: Drawn) -> list[Finding]:
    """Everything that reading and checking found, in the order of the codes."""
    found = list(drawn.notes)
    for code, check in CHECKS:
        for fault in check(drawn):
            text = f"{CODES[code].meaning}: {fault.text}"
            where = drawn.place(*fault.paths)
            numbers = (fault.expected, fault.found)
            found.append(Finding(code, text, where, *numbers, drawn.name, fault.level))
    return found


# -- both arms -------------------------------------------------------------------------------


def _left(drawn: Drawn) -> tuple[int | None, list[Number]]:
    """Reports assessed, and what was taken from them, of both arms; None if it is not known."""
    assessed, taken = 0, list[Number]()
    for arm in drawn.arms.values():
        if arm.assessed is None:
            return None, []
        assessed += arm.assessed
        # Of no report none was excluded, whatever the box says or does not.
        taken += [arm.excluded_reports.n, *arm.waits("full-text")] if arm.assessed else []
    return assessed, taken


def _included(drawn: Drawn) -> Faults:
    assessed, taken = _left(drawn)
    studies, reports = drawn.new.studies, drawn.new.reports
    if reports is not None:
        yield from difference(assessed, taken, reports, ("new.reports",))
    elif assessed is not None and studies is not None:
        known = [n for n in taken if n is not None]
        left = assessed - sum(known)
        if studies > left:
            shown = " − ".join(map(number, (assessed, *known)))
            text = f"{shown} = {number(left)} reports, fewer than {number(studies)} studies"
            yield Fault(text, left, studies, ("new.studies",))


def _studies_only(drawn: Drawn) -> Faults:
    assessed, taken = _left(drawn)
    studies = drawn.new.studies
    known = [n for n in taken if n is not None]
    if assessed is None or studies is None or drawn.new.reports is not None:
        return
    left = assessed - sum(known)
    if len(known) == len(taken) and left > studies:
        yield Fault(
            f"{number(left)} reports, {number(studies)} studies", left, studies, ("new.studies",)
        )


def _no_reasons(drawn: Drawn) -> Faults:
    yield from of_arm.each(of_arm.no_reasons)(drawn)
    assessed, taken = _left(drawn)
    included = drawn.new.studies if drawn.new.reports is None else drawn.new.reports
    silent = [
        f"{name}.assessed"
        for name, arm in drawn.arms.items()
        if arm.assessed and not arm.excluded_reports.given
    ]
    if assessed is None or included is None or not silent:
        return
    known = [n for n in taken if n is not None]
    if assessed - sum(known) > included:
        rest = f", {number(sum(known))} excluded or waiting" if any(known) else ""
        text = f"{number(assessed)} assessed{rest}, {number(included)} included"
        yield Fault(text, None, included, tuple(silent))


def _fewer_reports(drawn: Drawn) -> Faults:
    for name, pair in drawn.pairs.items():
        studies, reports = pair.studies, pair.reports
        if studies is None or reports is None:
            continue
        if reports < studies or (studies == 0) != (reports == 0):
            ends = ("y" if studies == 1 else "ies", "" if reports == 1 else "s")
            text = (
                f"{_NAMES[name]}{number(studies)} stud{ends[0]}, {number(reports)} report{ends[1]}"
            )
            yield Fault(text, studies, reports, (f"{name}.reports", f"{name}.studies"))


_NAMES = {
    "previous": "previous version: ",
    "new": "",
    "total": "in total: ",
    "pooled": "meta-analysis: ",
}


def _total(what: str) -> Callable[[Drawn], Faults]:
    def check(drawn: Drawn) -> Faults:
        old, new, total = (getattr(of, what) for of in (drawn.previous, drawn.new, drawn.total))
        if new is None or total is None:
            return
        if old is not None:
            yield from add_up([old, new], total, (f"total.{what}",))
        elif new > total:
            text = f"{number(new)} new of {number(total)} in total"
            yield Fault(text, None, total, (f"total.{what}",))

    return check


def _pooled(drawn: Drawn) -> Faults:
    for what in ("studies", "reports"):
        n, limit = getattr(drawn.pooled, what), getattr(_all_included(drawn), what)
        for fault in at_most(n, limit, (f"pooled.{what}",)):
            yield fault._replace(text=f"{fault.text} {what}")


def _all_included(drawn: Drawn) -> Pair:
    """All that the review includes: the total, or the new where there was nothing before."""
    old, new, total = drawn.previous, drawn.new, drawn.total
    return Pair(
        new.studies if total.studies is None and not old.studies else total.studies,
        new.reports if total.reports is None and not old.reports else total.reports,
    )


def _placeholders(drawn: Drawn) -> Faults:
    for arm_name, arm in drawn.arms.items():
        lists = {**arm.sources, "excluded_reports": arm.excluded_reports, "excluded": arm.excluded}
        for kind, listed in lists.items():
            names = [
                f"{name}, {number(n)}"
                for name, n in listed.parts or ()
                if n is not None and is_placeholder(name)
            ]
            if names:
                yield Fault("; ".join(names), None, None, (f"{arm_name}.{kind}.parts",))


#: Code → what is looked at, in the order in which it is told.
CHECKS: tuple[tuple[str, Callable[[Drawn], Faults]], ...] = (
    ("P101", of_arm.each(of_arm.sources("databases"))),
    ("P102", of_arm.each(of_arm.sources("registers"))),
    ("P103", of_arm.each(of_arm.databases_counted, "databases")),
    ("P104", of_arm.all_sources),
    ("P110", of_arm.each(of_arm.removed_too_many)),
    ("P111", of_arm.each(of_arm.screened)),
    ("P112", of_arm.each(of_arm.duplicates_unknown, "databases")),
    ("P113", of_arm.each(of_arm.no_duplicates, "databases")),
    ("P120", of_arm.each(of_arm.excluded_too_many)),
    ("P121", of_arm.each(of_arm.exclusions)),
    ("P122", of_arm.each(of_arm.sought)),
    ("P123", of_arm.each(of_arm.assessed_unsought)),
    ("P130", of_arm.each(of_arm.unretrieved_too_many, "databases")),
    ("P131", of_arm.each(of_arm.assessed, "databases")),
    ("P132", of_arm.each(of_arm.assessed_too_many, "databases")),
    ("P140", of_arm.each(of_arm.reasons, "databases")),
    ("P141", of_arm.each(of_arm.reports_too_many, "databases")),
    ("P142", _no_reasons),
    ("P150", of_arm.each(of_arm.elsewhere_sought, "other")),
    ("P151", of_arm.each(of_arm.elsewhere_assessed, "other")),
    ("P152", of_arm.each(of_arm.elsewhere_reasons, "other")),
    ("P160", _included),
    ("P161", _studies_only),
    ("P162", _fewer_reports),
    ("P170", _total("studies")),
    ("P171", _total("reports")),
    ("P172", _pooled),
    ("P195", _placeholders),
)
