"""What the boxes of the flow diagram say; where they stand is in `flow.py`.

After Page MJ et al. BMJ 2021;372:n71, figure 1 (CC BY 4.0).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from litsieve.report.inert import plain
from litsieve.report.prisma import Prisma

#: Reasons and sources that a box lists before it sums up the rest; all of them are in report.md.
MOST_LINES = 16


@dataclass(frozen=True)
class Line:
    """One statement in a box, before it is broken into lines of text."""

    text: str
    indent: int = 0
    bold: bool = False
    known: bool = True


@dataclass(frozen=True)
class Content:
    """What a box says. `waiting` boxes are not part of PRISMA's flow and are drawn dashed."""

    id: str
    tip: str
    lines: tuple[Line, ...]
    waiting: bool = False

    @property
    def known(self) -> bool:
        return any(line.known for line in self.lines)


def counted(label: str, n: int | None) -> str:
    """`label (n = 1,842)`, its count never torn apart; `label (not reported)` if not known."""
    shown = "(not reported)" if n is None else f"(n = {n:,})"
    return f"{plain(label)} {shown.replace(' ', chr(0xA0))}"


def _line(label: str, n: int | None, indent: int = 0) -> Line:
    return Line(counted(label, n), indent, known=n is not None)


def _listed(items: list[tuple[str, int]], rest: str) -> list[Line]:
    """One indented line an item; from `MOST_LINES` on, one for all that are left."""
    if len(items) <= MOST_LINES:
        return [_line(label, n, 1) for label, n in items]
    shown, left = items[: MOST_LINES - 1], items[MOST_LINES - 1 :]
    return [*_listed(shown, rest), _line(f"{len(left)} {rest}", sum(n for _, n in left), 1)]


def _identified(p: Prisma) -> Content:
    lines = [Line("Records identified from*:", bold=True)]
    kinds = (
        ("Databases", p.identified.databases, True),
        ("Registers", p.identified.registers, True),
        ("Other methods", p.identified.other, False),
    )
    for label, named, always in kinds:
        if named or always:
            lines.append(_line(label, sum(named.values())))
            lines += _listed(sorted(named.items(), key=lambda item: -item[1]), "more sources")
    return Content("identified", "Every entry read from every export", tuple(lines))


def _removed(p: Prisma) -> Content:
    return Content(
        "removed",
        "Taken out before anyone screened",
        (
            Line("Records removed before screening:", bold=True),
            _line("Duplicate records removed", p.databases.removed.duplicates.total),
            _line(
                "Records marked as ineligible by automation tools", p.databases.removed.automation
            ),
            _line("Records removed for other reasons", p.databases.removed.other),
        ),
    )


def _screened(p: Prisma) -> Content:
    return Content(
        "screened",
        "Judged on title and abstract",
        (_line("Records screened", p.databases.screened),),
    )


def _excluded(p: Prisma) -> Content:
    star = "**" if p.databases.excluded.automation else ""
    lines = [_line(f"Records excluded{star}", p.databases.excluded.total)]
    if p.databases.excluded.automation:
        lines += [
            _line("by a human", p.databases.excluded.human, 1),
            _line("by automation tools", p.databases.excluded.automation, 1),
        ]
    return Content("excluded", "Excluded on title and abstract", tuple(lines))


def _sought(p: Prisma) -> Content:
    return Content(
        "sought",
        "Full texts looked for",
        (_line("Reports sought for retrieval", p.databases.sought),),
    )


def _not_retrieved(p: Prisma) -> Content:
    line = _line("Reports not retrieved", p.databases.not_retrieved)
    return Content("not-retrieved", "Full texts that could not be had", (line,))


def _assessed(p: Prisma) -> Content:
    line = _line("Reports assessed for eligibility", p.databases.assessed)
    return Content("assessed", "Judged on the full text", (line,))


def _excluded_reports(p: Prisma) -> Content:
    reasons = p.databases.excluded_reports.reasons
    tip = "Excluded on the full text, each for one primary reason"
    if not reasons:
        line = _line("Reports excluded", p.databases.excluded_reports.total)
        return Content("excluded-report", tip, (line,))
    head = Line(counted("Reports excluded", p.databases.excluded_reports.total) + ":", bold=True)
    listed = _listed([(reason.label, reason.n) for reason in reasons], "more reasons")
    return Content("excluded-report", tip, (head, *listed))


def _included(p: Prisma) -> Content:
    lines: tuple[Line, ...] = (
        _line("Studies included in review", p.included.studies),
        _line("Reports of included studies", p.included.reports),
    )
    if p.included_after:
        lines = (
            Line(f"Included after {p.included_after}:", bold=True),
            _line("Studies", p.included.studies),
            _line("Reports of these studies", p.included.reports),
        )
    return Content("included", "What the review is about", lines)


def _awaiting(stage: str, label: str) -> Callable[[Prisma], Content | None]:
    def content(p: Prisma) -> Content | None:
        if not p.awaiting[stage]:
            return None
        line = _line(label, p.awaiting[stage])
        return Content(f"awaiting-{stage}", "Not settled yet", (line,), waiting=True)

    return content


@dataclass(frozen=True)
class Row:
    """A box of the main column, and what leaves the flow at its side."""

    band: str
    main: Callable[[Prisma], Content]
    sides: tuple[Callable[[Prisma], Content | None], ...]


ROWS = (
    Row("Identification", _identified, (_removed,)),
    Row("Screening", _screened,
        (_excluded, _awaiting("title-abstract", "Records awaiting screening"))),
    Row("Screening", _sought,
        (_not_retrieved, _awaiting("retrieval", "Reports awaiting retrieval"))),
    Row("Screening", _assessed,
        (_excluded_reports, _awaiting("full-text", "Reports awaiting assessment"))),
    Row("Included", _included, ()),
)  # fmt: skip


def notes_of(p: Prisma) -> list[str]:
    notes = ["*Number of records identified from each database or register searched."]
    if p.databases.excluded.automation:
        notes.append("**Excluded by a human and by automation tools shown separately.")
    if p.rejected:
        noun = "entry" if p.rejected == 1 else "entries"
        notes.append(f"{p.rejected:,} {noun} of the exports could not be read: see rejects.csv.")
    if any(p.awaiting.values()):
        notes.append("Dashed: not settled yet; the review is not finished.")
    notes.append("PRISMA 2020 flow diagram, after Page MJ et al. BMJ 2021;372:n71 (CC BY 4.0).")
    return notes


def heading(p: Prisma) -> str:
    via = (
        "databases, registers and other methods"
        if p.identified.other
        else "databases and registers"
    )
    return f"Identification of studies via {via}"
