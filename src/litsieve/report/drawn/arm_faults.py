"""What does not add up within one arm of a flow: one function a code."""

from __future__ import annotations

from collections.abc import Callable

from litsieve.report.drawn.flow import Drawn, DrawnArm, Listed
from litsieve.report.drawn.sums import Fault, Faults, add_up, at_most, difference, number


def known_of(listed: Listed) -> int:
    """What of a box is known; its total, if it states one."""
    parts = sum(n for _, n in listed.parts or () if n is not None)
    return parts if listed.total is None else listed.total


OfArm = Callable[[DrawnArm, str], Faults]


def each(check: OfArm, *names: str) -> Callable[[Drawn], Faults]:
    """A check of an arm as a check of a flow, for these arms or both; `other` says so."""

    def of(drawn: Drawn) -> Faults:
        for name, arm in drawn.arms.items():
            if name in (names or drawn.arms):
                for fault in check(arm, name):
                    told = name == "other" and not names
                    yield fault._replace(text="other methods: " * told + fault.text)

    return of


def sources(kind: str) -> OfArm:
    def check(arm: DrawnArm, name: str) -> Faults:
        of = arm.sources.get(kind, Listed())
        paths = (f"{name}.{kind}.total", f"{name}.{kind}", f"{name}.{kind}.parts")
        yield from add_up([n for _, n in of.parts or ()], of.total, paths)

    return check


def all_sources(drawn: Drawn) -> Faults:
    yield from each(sources("other"))(drawn)
    arms = [arm.identified for arm in drawn.arms.values()]
    if None not in arms:
        yield from add_up(arms, drawn.identified, ("identified",))


#: The most databases that a review searches, and how many times the records are more than these.
_DATABASES, _TIMES = 20, 10


def databases_counted(arm: DrawnArm, name: str) -> Faults:
    of = arm.sources.get("databases", Listed())
    total, registers = of.total, arm.sources.get("registers", Listed()).n
    if not total or total > _DATABASES or of.sum:
        return
    flow = (registers, arm.screened, arm.sought, arm.assessed, arm.removed.of("duplicates"))
    most = max((n for n in flow if n is not None), default=0)
    if most >= _TIMES * total or (of.parts and len(of.parts) == total and most > total):
        text = f"databases (n = {total}), and {number(most)} records in the flow"
        yield Fault(text, None, total, (f"{name}.databases.total", f"{name}.databases"))


def removed_too_many(arm: DrawnArm, name: str) -> Faults:
    if arm.removed.given:
        paths = (f"{name}.removed.total", f"{name}.removed.parts", f"{name}.removed.duplicates")
        yield from at_most(known_of(arm.removed), arm.identified, paths)


def screened(arm: DrawnArm, name: str) -> Faults:
    of = arm.removed
    taken = of.numbers if of.total is None else [of.total]
    yield from difference(arm.identified, taken, arm.screened, (f"{name}.screened",))
    parts = [n for _, n in of.parts or ()]
    for fault in add_up(parts, of.total, (f"{name}.removed.total", f"{name}.removed.parts")):
        yield fault._replace(text=f"removed: {fault.text}")


def _several(arm: DrawnArm) -> list[str]:
    """The names of the sources, if there are several that found anything."""
    found: list[str] = []
    for kind, listed in arm.sources.items():
        names = [name for name, n in listed.parts or () if n != 0]
        found += names or ([kind] if listed.n else [])
    return found if len(found) > 1 else []


def duplicates_unknown(arm: DrawnArm, name: str) -> Faults:
    names = _several(arm)
    if names and arm.removed.of("duplicates") is None:
        yield Fault(", ".join(names), None, None, (f"{name}.removed.parts", f"{name}.screened"))


def no_duplicates(arm: DrawnArm, name: str) -> Faults:
    names = _several(arm)
    if names and arm.removed.of("duplicates") == 0:
        yield Fault(", ".join(names), None, 0, (f"{name}.removed.duplicates",))


def excluded_too_many(arm: DrawnArm, name: str) -> Faults:
    yield from at_most(arm.excluded.n, arm.screened, (f"{name}.excluded", *_of_excluded(name)))


def _of_excluded(name: str) -> tuple[str, ...]:
    return (f"{name}.excluded.total", f"{name}.excluded.parts")


def exclusions(arm: DrawnArm, name: str) -> Faults:
    yield from add_up([n for _, n in arm.excluded.parts or ()], arm.excluded.total,
                    _of_excluded(name))  # fmt: skip


def sought(arm: DrawnArm, name: str) -> Faults:
    taken = [arm.excluded.n, *arm.waits("title-abstract")]
    yield from difference(arm.screened, taken, arm.sought, (f"{name}.sought",))


def assessed_unsought(arm: DrawnArm, name: str) -> Faults:
    if arm.sought is None:
        rest = [] if arm.not_retrieved is None else [arm.not_retrieved]
        taken = [arm.excluded.n, *rest, *arm.waits("title-abstract"), *arm.waits("retrieval")]
        yield from difference(arm.screened, taken, arm.assessed, (f"{name}.assessed",))


def unretrieved_too_many(arm: DrawnArm, name: str) -> Faults:
    yield from at_most(arm.not_retrieved, arm.sought, (f"{name}.not_retrieved",))


def assessed(arm: DrawnArm, name: str) -> Faults:
    if arm.not_retrieved is not None:
        taken = [arm.not_retrieved, *arm.waits("retrieval")]
        yield from difference(arm.sought, taken, arm.assessed, (f"{name}.assessed",))


def assessed_too_many(arm: DrawnArm, name: str) -> Faults:
    if arm.not_retrieved is None:
        yield from at_most(arm.assessed, arm.sought, (f"{name}.assessed",))


def _of_reports(name: str) -> tuple[str, ...]:
    path = f"{name}.excluded_reports"
    return (f"{path}.total", path, f"{path}.parts")


def reasons(arm: DrawnArm, name: str) -> Faults:
    of = arm.excluded_reports
    yield from add_up([n for _, n in of.parts or ()], of.total, _of_reports(name))


def reports_too_many(arm: DrawnArm, name: str) -> Faults:
    if arm.excluded_reports.given:
        yield from at_most(known_of(arm.excluded_reports), arm.assessed, _of_reports(name))


def no_reasons(arm: DrawnArm, name: str) -> Faults:
    of = arm.excluded_reports
    if of.total and of.parts is None:
        text = f"{number(of.total)} reports excluded"
        yield Fault(text, None, of.total, _of_reports(name), "note")


def elsewhere_sought(arm: DrawnArm, name: str) -> Faults:
    if arm.screened is None and not arm.removed.given and not arm.excluded.given:
        yield from difference(arm.identified, [], arm.sought, (f"{name}.sought",))


def elsewhere_assessed(arm: DrawnArm, name: str) -> Faults:
    taken = [arm.not_retrieved, *arm.waits("retrieval")]
    yield from difference(arm.sought, taken, arm.assessed, (f"{name}.assessed",))


def elsewhere_reasons(arm: DrawnArm, name: str) -> Faults:
    yield from reasons(arm, name)
    yield from reports_too_many(arm, name)
