"""report.md: the numbers of the flow, and the sums that they have to come out at."""

from __future__ import annotations

from collections.abc import Callable

from litsieve.report.counts import Check
from litsieve.report.flow import layout
from litsieve.report.inert import markdown as md
from litsieve.report.material import Material
from litsieve.report.prisma import Arm, Previous, Prisma
from litsieve.report.writers.markdown.page import n, table
from litsieve.text import counted

#: What is counted, and its number in each arm: None is not known, "" is not of that arm.
Row = tuple[str, list[int | str | None]]
_ARMS = {"databases": "databases and registers", "other": "other methods"}


def summary(material: Material) -> str:
    """What came out, in a sentence."""
    p = material.prisma
    waiting = sum(p.awaiting.values())
    still = f"; {waiting:,} still wait{'s' if waiting == 1 else ''} for a person" if waiting else ""
    after = f" after {p.included_after}" if p.included_after else ""
    return (
        f"{p.identified.total:,} records identified, {p.duplicates.total:,} of them duplicates; "
        f"{counted(p.included.studies, 'study', 'studies')} in "
        f"{counted(p.included.reports, 'report')} included{after}{still}. "
        "The same with every record: [report.html](report.html)."
    )


def picture(material: Material) -> list[str]:
    alt = md(layout(material.prisma).description)
    return [f"![PRISMA 2020 flow diagram. {alt}](prisma.svg)"]


def flow(material: Material) -> list[str]:
    """Every number, a column an arm; then previous, new and all studies, where they differ."""
    p = material.prisma
    heads = ["n"] if len(p.arms) == 1 else [_ARMS[name] for name in p.arms]
    rows = [*_identified(p), *_screened(p), *_assessed(p)]
    told = table(("", *heads), ((_indented(label), *map(n, row)) for label, row in rows), left=1)
    return [*told, *_studies(p)]


def _indented(label: str) -> str:
    """Parts of the number above begin in lower case and are set in."""
    return ("&emsp;" if label[:1].islower() else "") + md(label)


def _each(p: Prisma, number: Callable[[Arm], int | None]) -> list[int | str | None]:
    return [number(arm) for arm in p.arms.values()]


def _only(p: Prisma, name: str, number: int) -> list[int | str | None]:
    return [number if arm == name else "" for arm in p.arms]


def _identified(p: Prisma) -> list[Row]:
    at = p.identified
    return [
        ("Records identified", _each(p, lambda arm: arm.identified)),
        *((f"from the database {s}", _only(p, "databases", m)) for s, m in at.databases.items()),
        *((f"from the register {s}", _only(p, "databases", m)) for s, m in at.registers.items()),
        *((f"by {s}", _only(p, "other", m)) for s, m in at.other.items()),
        ("Duplicate records removed", _each(p, lambda arm: arm.removed.duplicates.total)),
        ("within one source", _each(p, lambda arm: arm.removed.duplicates.within)),
        ("across sources", _each(p, lambda arm: arm.removed.duplicates.across)),
        (
            "Distinct reports among the records",
            _each(p, lambda arm: arm.identified - arm.removed.duplicates.total),
        ),
        (
            "Records marked as ineligible by automation tools",
            _each(p, lambda arm: arm.removed.automation),
        ),
        ("Records removed for other reasons", _each(p, lambda arm: arm.removed.other)),
    ]


def _screened(p: Prisma) -> list[Row]:
    return [
        ("Records screened", _each(p, lambda arm: arm.screened)),
        ("Records excluded", _each(p, lambda arm: arm.excluded.total)),
        ("by a human", _each(p, lambda arm: arm.excluded.human)),
        ("by automation tools", _each(p, lambda arm: arm.excluded.automation)),
    ]


def _assessed(p: Prisma) -> list[Row]:
    after = f" after {p.included_after}" if p.included_after else ""
    return [
        ("Reports sought for retrieval", _each(p, lambda arm: arm.sought)),
        ("Reports not retrieved", _each(p, lambda arm: arm.not_retrieved)),
        ("Reports assessed for eligibility", _each(p, lambda arm: arm.assessed)),
        ("Reports excluded", _each(p, lambda arm: arm.excluded_reports.total)),
        *_reasons(p),
        (f"Studies included{after}", _each(p, lambda arm: arm.included.studies)),
        (f"Reports of included studies{after}", _each(p, lambda arm: arm.included.reports)),
        *((f"awaiting: {stage}", _waiting(p, stage)) for stage, m in p.awaiting.items() if m),
        ("Entries that could not be read (not counted above)", _only(p, "databases", p.rejected)),
    ]


def _waiting(p: Prisma, stage: str) -> list[int | str | None]:
    return _each(p, lambda arm: arm.awaiting[stage])


def _reasons(p: Prisma) -> list[Row]:
    """Primary reasons of the reports excluded; one that an arm does not have is nought there."""
    found = [arm.excluded_reports.reasons or () for arm in p.arms.values()]
    labels = {reason.id: reason.label for of in found for reason in of}
    counted = [{reason.id: reason.n for reason in of} for of in found]
    return [(f"for: {label}", [of.get(id_, 0) for of in counted]) for id_, label in labels.items()]


def _studies(p: Prisma) -> list[str]:
    """Previous, new and all studies and reports; nothing where they are the same."""
    if p.previous is None and p.other is None:
        return []
    lines = []
    if p.previous is not None:
        by = f" ({md(p.previous.citation)})" if p.previous.citation else ""
        lines.append((f"previous version of the review{by}", p.previous))
    new = Previous(p.included.studies, p.included.reports)
    lines.append(("new" if p.previous else "by either way", new))
    if p.total is not None:
        lines.append(("total", p.total))
    rows = ((label, n(of.studies), n(of.reports)) for label, of in lines)
    return ["", *table(("included", "studies", "reports"), rows, left=1)]


def sums(material: Material) -> list[str]:
    """Every check in numbers; first how many do not hold."""
    rows = ((check.code, md(check.what), md(check.text), _verdict(check))
            for check in material.checks)  # fmt: skip
    return [_held(material), "", *table(("", "sum", "in numbers", ""), rows, left=4)]


def _verdict(check: Check) -> str:
    if check.acknowledged is not None:
        return f"acknowledged: {md(check.acknowledged)}"
    return "" if check.ok else f"**{check.level}**"


def _held(material: Material) -> str:
    broken = [check for check in material.checks if not check.ok]
    if not broken:
        return f"All {len(material.checks)} hold."
    told = [
        f"{len(codes)} {level}{'s' if len(codes) > 1 else ''} ({', '.join(dict.fromkeys(codes))})"
        for level in ("error", "warning", "note")
        if (codes := [check.code for check in broken if check.is_open and check.level == level])
    ]
    known = [check.code for check in broken if not check.is_open]
    told += [f"{len(known)} acknowledged ({', '.join(dict.fromkeys(known))})"] if known else []
    held = len(material.checks) - len(broken)
    return f"{held} of {len(material.checks)} hold; {', '.join(told)}."
