"""What the boxes of the flow diagram say; where they stand is in `flow.py`.

After Page MJ et al. BMJ 2021;372:n71, figure 1 (CC BY 4.0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

from litsieve.report.inert import plain
from litsieve.report.prisma import Arm, Included, Previous, Prisma
from litsieve.report.profiles import PROFILES, Profile

#: Reasons and sources that a box lists before it sums up the rest; all of them are in report.md.
MOST_LINES = 16


@dataclass(frozen=True)
class Line:
    """One statement in a box, before it is broken into lines of text.

    `link` is as in `to`; None takes that of the box, and `NOWHERE` leads to nothing.
    """

    text: str
    indent: int = 0
    bold: bool = False
    known: bool = True
    link: str | None = None


@dataclass(frozen=True)
class Content:
    """What a box says. `waiting` boxes are not part of PRISMA's flow and are drawn dashed."""

    id: str
    tip: str
    lines: tuple[Line, ...]
    link: str | None = None
    waiting: bool = False
    grey: bool = False

    @property
    def known(self) -> bool:
        return any(line.known for line in self.lines)


NOWHERE = ""


def to(count: str, **where: str) -> str:
    """The fragment that leads to the records of a count: `box=excluded&by=human`.

    `count` and `where` are those of `counts.ids_of`; an empty value asks for a missing one.
    """
    return urlencode({"box": count, **where}, errors="replace")


def counted(label: str, n: int | None) -> str:
    """`label (n = 1,842)`, its count never torn apart; `label (not reported)` if not known."""
    shown = "(not reported)" if n is None else f"(n = {n:,})"
    return f"{plain(label)} {shown.replace(' ', chr(0xA0))}"


def _line(label: str, n: int | None, indent: int = 0, link: str | None = None) -> Line:
    link = link if n or link is None else NOWHERE
    return Line(counted(label, n), indent, known=n is not None, link=link)


Item = tuple[str, int, str]  # label, number, link


def _listed(items: list[Item], rest: str) -> list[Line]:
    """One indented line an item; from `MOST_LINES` on, one for all that are left."""
    if len(items) <= MOST_LINES:
        return [_line(label, n, 1, link) for label, n, link in items]
    shown, left = items[: MOST_LINES - 1], items[MOST_LINES - 1 :]
    more = counted(f"{len(left)} {rest}", sum(n for _, n, _ in left))
    return [*_listed(shown, rest), Line(more, 1, link=NOWHERE)]


def _sources(named: dict[str, int], kind: str) -> list[Line]:
    """Sources by name, the largest first."""
    items = [
        (name, n, to("identified", kind=kind, source=name))
        for name, n in sorted(named.items(), key=lambda item: -item[1])
    ]
    return _listed(items, "more sources")


# --- boxes of one arm -----------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """An arm of the flow as a column of boxes: its name, numbers and words."""

    name: str
    arm: Arm
    said: Profile

    def link(self, count: str, **where: str) -> str:
        """Records of this arm alone."""
        return to(count, arm=self.name, **where)

    def box(self, count: str, tip: str, lines: Iterable[Line], waiting: bool = False) -> Content:
        """A box that leads to the records of `count`, if known; of other methods it is grey."""
        other = self.name == "other"
        name = f"other-{count}" if other else count
        content = Content(name, tip, tuple(lines), waiting=waiting, grey=other)
        return replace(content, link=self.link(count)) if content.known else content


def identified(p: Prisma) -> Content:
    """Databases and registers by name; a kind without any is told as nought, unless left out."""
    said = PROFILES[p.profile]
    lines = [Line(f"{said.records} identified from*:", bold=True)]
    kinds = (
        ("Databases", p.identified.databases, "database"),
        ("Registers", p.identified.registers, "register"),
    )
    for label, named, kind in kinds:
        if named or not said.leaves_out:
            link = to("identified", kind=kind)
            lines += [_line(label, sum(named.values()), link=link), *_sources(named, kind)]
    side = Side("databases", p.databases, said)
    return side.box("identified", "Every entry read from every export", lines)


def identified_elsewhere(p: Prisma, side: Side) -> Content:
    """Websites, organisations, citation searching …, as the review names them."""
    head = Line(f"{side.said.records} identified from:", bold=True)
    lines = [head, *_sources(p.identified.other, "other")]
    return side.box("identified", "Every entry found by other methods", lines)


def removed(side: Side) -> Content:
    """Who left before screening, and why; of other methods only what is not nought."""
    out = side.arm.removed
    rows = (
        ("Duplicate records removed", out.duplicates.total, "duplicate"),
        ("Records marked as ineligible by automation tools", out.automation, "automation"),
        ("Records removed for other reasons", out.other, "other"),
    )
    leave = side.name == "other" or side.said.leaves_out
    lines = [_line(label, n, link=side.link(box)) for label, n, box in rows if n or not leave]
    head = Line("Records removed before screening:", bold=True)
    return side.box("removed", "Taken out before anyone screened", (head, *(lines or _NOTHING)))


_NOTHING = (Line("None"),)


def screened(side: Side) -> Content:
    line = _line(f"{side.said.records} screened", side.arm.screened)
    return side.box("screened", "Judged on title and abstract", (line,))


def excluded(side: Side) -> Content:
    """Split by who excluded, where automation did."""
    out = side.arm.excluded
    lines = [_line(f"Records excluded{'**' if out.automation else ''}", out.total)]
    if out.automation:
        lines += [
            _line("by a human", out.human, 1, side.link("excluded", by="human")),
            _line("by automation tools", out.automation, 1, side.link("excluded", by="automation")),
        ]
    return side.box("excluded", "Excluded on title and abstract", lines)


def sought(side: Side) -> Content:
    line = _line("Reports sought for retrieval", side.arm.sought)
    return side.box("sought", "Full texts looked for", (line,))


def not_retrieved(side: Side) -> Content:
    line = _line("Reports not retrieved", side.arm.not_retrieved)
    return side.box("not-retrieved", "Full texts that could not be had", (line,))


def assessed(side: Side) -> Content:
    line = _line("Reports assessed for eligibility", side.arm.assessed)
    return side.box("assessed", "Judged on the full text", (line,))


def excluded_reports(side: Side) -> Content:
    """Each report under its one primary reason."""
    out = side.arm.excluded_reports
    tip = "Excluded on the full text, each for one primary reason"
    if not out.reasons:
        return side.box("excluded-report", tip, (_line("Reports excluded", out.total),))
    head = Line(counted("Reports excluded", out.total) + ":", bold=True)
    items = [
        (reason.label, reason.n, side.link("excluded-report", reason=reason.id or ""))
        for reason in out.reasons
    ]
    return side.box("excluded-report", tip, (head, *_listed(items, "more reasons")))


def awaiting(stage: str, label: str, side: Side) -> Content | None:
    """Who waits at a stage; no box where nobody does."""
    n = side.arm.awaiting[stage]
    if not n:
        return None
    return side.box(f"awaiting-{stage}", "Not settled yet", (_line(label, n),), waiting=True)


@dataclass(frozen=True)
class Row:
    """A box of an arm's column, and what leaves the flow at its side."""

    band: str
    stage: str
    count: Callable[[Arm], int | None]
    main: Callable[[Side], Content]
    sides: tuple[Callable[[Side], Content | None], ...]

    def known(self, arm: Arm) -> bool:
        """Whether it was carried out, or anybody waits for it."""
        return self.count(arm) is not None or bool(arm.awaiting[self.stage])


SCREENING = (
    Row("Screening", "title-abstract", lambda arm: arm.screened, screened,
        (excluded, partial(awaiting, "title-abstract", "Records awaiting screening"))),
    Row("Screening", "retrieval", lambda arm: arm.sought, sought,
        (not_retrieved, partial(awaiting, "retrieval", "Reports awaiting retrieval"))),
    Row("Screening", "full-text", lambda arm: arm.assessed, assessed,
        (excluded_reports, partial(awaiting, "full-text", "Reports awaiting assessment"))),
)  # fmt: skip


def screens(arm: Arm) -> bool:
    """Whether records of other methods left before retrieval: PRISMA's template has no box."""
    early = (arm.excluded.total, arm.awaiting["title-abstract"])
    return any(early) or (arm.sought is None and arm.screened is not None)


def removes(arm: Arm) -> bool:
    """Whether records of other methods were taken out before screening: the same."""
    return bool(arm.removed.duplicates.total or arm.removed.automation or arm.removed.other)


# --- what both arms come to -----------------------------------------------------------------


def included(p: Prisma) -> Content:
    """New studies and their reports; where no full text was read, after what they were included."""
    said = PROFILES[p.profile]
    new = "new " if p.previous else ""
    reports = f"Reports of {new}included {said.studies}"
    tip = "What the review is about"
    studies, n = to("studies"), p.included
    if p.included_after:
        head = Line(f"Included after {p.included_after}:", bold=True)
        first = f"{new}{said.studies}".capitalize()
        lines = _both(n, first, f"Reports of these {said.studies}", studies)
        return Content("included", tip, (head, *lines), to("included"))
    lines = _both(n, f"{new}{said.studies} included in review".capitalize(), reports, studies)
    return Content("included", tip, lines, to("included"))


def previous(p: Prisma) -> Content:
    """What the review had included before this update; grey, as in the template."""
    assert p.previous is not None
    studies = PROFILES[p.profile].studies
    of = "included in previous version of review"
    lines = _both(p.previous, f"{studies.capitalize()} {of}", f"Reports of {studies} {of}")
    return Content("previous", "As review.yaml says", lines, grey=True)


def total(p: Prisma) -> Content:
    """Previous and new together."""
    assert p.total is not None
    studies = PROFILES[p.profile].studies
    lines = _both(
        p.total, f"Total {studies} included in review", f"Reports of total included {studies}"
    )
    return Content("total", "Previous and new together", lines)


def _both(
    n: Included | Previous, studies: str, reports: str, link: str | None = None
) -> tuple[Line, ...]:
    return (_line(studies, n.studies, link=link), _line(reports, n.reports))


# --- words around the boxes -----------------------------------------------------------------


def heading(p: Prisma, arm: str) -> str:
    """The words above a column: databases, other or previous."""
    if arm == "previous":
        return f"Previous {PROFILES[p.profile].studies}"
    via = "databases and registers" if arm == "databases" else "other methods"
    new = "new " if p.previous else ""
    return f"Identification of {new}{PROFILES[p.profile].studies} via {via}"


def notes_of(p: Prisma) -> list[str]:
    """What stands below the boxes."""
    notes = ["*Number of records identified from each database or register searched."]
    if any(arm.excluded.automation for arm in p.arms.values()):
        notes.append("**Excluded by a human and by automation tools shown separately.")
    if p.other and (screens(p.other) or removes(p.other)):
        notes.append(
            "PRISMA's template has no box for records of other methods that left before retrieval; "
            "here they are shown."
        )
    if p.rejected:
        noun = "entry" if p.rejected == 1 else "entries"
        notes.append(f"{p.rejected:,} {noun} of the exports could not be read: see rejects.csv.")
    if any(p.awaiting.values()):
        notes.append("Dashed: not settled yet; the review is not finished.")
    return [*notes, PROFILES[p.profile].caption]
