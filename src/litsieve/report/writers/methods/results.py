"""Results: from the records identified to the studies included (PRISMA 2020 items 16a and 16b)."""

from __future__ import annotations

from collections.abc import Iterator

from litsieve.report.bindings import cell, rows
from litsieve.report.decided import how_decided
from litsieve.report.inert import markdown as md
from litsieve.report.material import Material
from litsieve.report.prisma import Arm, Prisma
from litsieve.report.writers.methods.prose import (
    Paragraph,
    Passage,
    at,
    counted,
    gap,
    number,
    series,
    was,
)
from litsieve.report.writers.methods.searching import searches

#: Kinds of sources in prisma.json → what is said of a number of records.
_FROM = {"databases": "from", "registers": "from", "other": "by other methods from"}


def study_selection(material: Material) -> list[Paragraph]:
    """The flow in words, arm by arm; then who decided, what waits, what is included."""
    p = material.prisma
    texts: list[tuple[tuple[str, ...], str]] = [
        (("16a", "S15"), _identified(p)),
        (("16a", "S15"), _hits(material)),
        (("16a",), _flow(p, p.databases, ())),
        (("16a",), _flow(p, p.other, ("other",)) if p.other and p.other.identified else ""),
        (("16a",), _decisions(material)),
        (("16a",), _included(p)),
        (("16a",), _update(p)),
        (("16a",), _waiting(p)),
        (("16a",), _figure(material)),
        (("16b",), _cited(p)),
    ]
    return [[Passage(items, text)] for items, text in texts if text]


def _identified(p: Prisma) -> str:
    named = [
        f"{number(n, at('identified', kind, name))} {words} {md(name)}"
        for kind, words in _FROM.items()
        for name, n in sorted(getattr(p.identified, kind).items(), key=lambda item: -item[1])
    ]
    total = counted(p.identified.total, "record", at("identified", "total"))
    return f"The searches identified {total}{f': {series(named)}' if named else ''}."


def _hits(material: Material) -> str:
    """Searches that had more or fewer hits than entries were exported."""
    told = [
        f"the search of {search.name} had {counted(hits, 'hit', _place(search.id, 'hits'))}, of "
        f"which {counted(read, 'entry', _place(search.id, 'rows'), 'entries')} "
        f"{was(read)} exported"
        for search in searches(material)
        if (hits := search.hits) is not None and (read := search.rows) is not None and hits > read
    ]
    text = series(told)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _place(search: str, column: str) -> str:
    return cell("search_log.csv", column, search=search)


def _flow(p: Prisma, arm: Arm, place: tuple[str, ...]) -> str:
    """One arm from its records to its reports; stages that were not carried out are not told."""
    if p.other is None:
        begin = "Before screening"
    else:
        kind = "other methods" if place else "databases and registers"
        begin = f"Of the records from {kind}, before screening"
    told = [_removed(arm, begin, place), *_screened(arm, place), *_assessed(arm, place)]
    return " ".join(told)


def _removed(arm: Arm, begin: str, place: tuple[str, ...]) -> str:
    removed = arm.removed
    told = [
        f"{counted(n, noun, at(*place, 'removed', *steps))} {was(n)} {words}"
        for n, noun, steps, words in (
            (removed.duplicates.total, "duplicate record", ("duplicates", "total"), "removed"),
            (removed.automation, "record", ("automation",), _INELIGIBLE),
            (removed.other, "record", ("other",), "removed for other reasons"),
        )
    ]
    return f"{begin}, {series(told)}."


_INELIGIBLE = "marked as ineligible by automation tools"


def _screened(arm: Arm, place: tuple[str, ...]) -> Iterator[str]:
    if arm.screened is None or arm.excluded.total is None:
        return
    screened = counted(arm.screened, "record", at(*place, "screened"))
    out = number(arm.excluded.total, at(*place, "excluded", "total"))
    text = f"On title and abstract, {screened} {was(arm.screened)} screened and {out} excluded"
    human, tools = arm.excluded.human, arm.excluded.automation
    if tools and human is not None:
        by_people = number(human, at(*place, "excluded", "human"))
        by_tools = number(tools, at(*place, "excluded", "automation"))
        text += f" ({by_people} by people, {by_tools} by automation tools)"
    yield f"{text}."


def _assessed(arm: Arm, place: tuple[str, ...]) -> Iterator[str]:
    if arm.sought is None or arm.assessed is None:
        return
    sought = counted(arm.sought, "report", at(*place, "sought"))
    lost = number(arm.not_retrieved or 0, at(*place, "not_retrieved"))
    yield f"We sought {sought} for retrieval, of which {lost} could not be retrieved."
    assessed = counted(arm.assessed, "report", at(*place, "assessed"))
    out = number(arm.excluded_reports.total or 0, at(*place, "excluded_reports", "total"))
    text = f"We assessed {assessed} for eligibility and excluded {out}"
    reasons = [
        f"{md(reason.label)} (n\u00a0=\u00a0{number(reason.n, at(*place, *_REASONS, i, 'n'))})"
        for i, reason in enumerate(arm.excluded_reports.reasons or ())
    ]
    yield f"{text}: {'; '.join(reasons)}." if reasons else f"{text}."


_REASONS = ("excluded_reports", "reasons")


def _decisions(material: Material) -> str:
    """How people came to their decisions, stage by stage."""
    return " ".join(filter(None, (_decided(material, *of) for of in _STAGES.items())))


_STAGES = {"title-abstract": "on title and abstract", "full-text": "on the full text"}
#: `how` of a decision → what is said of it.
_HOW = {
    "agreed": "by agreement", "single": "by one reviewer", "discussion": "after discussion",
    "third-reviewer": "by a third reviewer",
}  # fmt: skip


def _decided(material: Material, stage: str, on: str) -> str:
    times = how_decided(material).get(stage, {})
    ways = [
        f"{number(times[how], _of(stage, how))} {words}"
        for how, words in _HOW.items()
        if times.get(how)
    ]
    return f"Of the reports that people decided {on}, they decided {series(ways)}." if ways else ""


def _of(stage: str, how: str) -> str:
    """`how` says what is wanted where there is no decision, so it is enough."""
    return rows("decisions.csv", stage=stage, how=how)


def _included(p: Prisma) -> str:
    studies = counted(p.included.studies, "study", at("included", "studies"), "studies")
    reports = counted(p.included.reports, "report", at("included", "reports"))
    new = "As new, we included" if p.previous else "We included"
    if p.included_after is None:
        return f"{new} {studies} ({reports})."
    return f"{new} {studies} ({reports}) after {p.included_after}; full texts were not assessed."


def _update(p: Prisma) -> str:
    """What an earlier version included, and the total."""
    if p.previous is None or p.total is None:
        return ""
    old = _both("previous", p.previous.studies, p.previous.reports)
    total = _both("total", p.total.studies, p.total.reports)
    cited = f" ({md(p.previous.citation)})" if p.previous.citation else ""
    return (
        f"An earlier version of this review{cited} included {old}. Old and new together are "
        f"{total}."
    )


def _both(key: str, studies: int | None, reports: int | None) -> str:
    """Studies and their reports; what is not known stands as a gap."""
    whose = "the earlier version" if key == "previous" else "both versions together"
    told = [
        gap(f"the number of {noun} included in {whose}")
        if n is None
        else counted(n, one, at(key, noun), noun)
        for noun, one, n in (("studies", "study", studies), ("reports", "report", reports))
    ]
    return f"{told[0]} ({told[1]})"


def _waiting(p: Prisma) -> str:
    what = {
        "title-abstract": "screening on title and abstract", "retrieval": "retrieval",
        "full-text": "assessment of the full text",
    }  # fmt: skip
    told = [
        f"{counted(n, 'report', at('awaiting', stage))} {'awaits' if n == 1 else 'await'} "
        f"{what[stage]}"
        for stage, n in p.awaiting.items()
        if n
    ]
    if not told:
        return ""
    asked = gap("the final numbers, once nothing waits")
    return f"This review is not finished: {series(told)} (awaiting.csv). {asked}"


def _figure(material: Material) -> str:
    drawn = "after" if material.given.profile == "prisma2020" else "adapted from"
    return (
        f"The flow diagram (prisma.svg), {drawn} Page MJ et al. BMJ 2021;372:n71 (CC BY 4.0), "
        "shows these numbers. The reasons at every stage are counted in reasons.csv; the records "
        "behind each number are listed in audit.csv."
    )


def _cited(p: Prisma) -> str:
    if p.databases.assessed is None:
        return gap("reports that seemed eligible and were excluded on their full text, and why")
    if not any(arm.excluded_reports.total for arm in p.arms.values()):
        return "No report was excluded on its full text."
    return (
        "Every report that was excluded on its full text is cited with its reason in "
        "excluded\\_fulltext.csv."
    )


def studies(material: Material) -> list[Paragraph]:
    """PRISMA 2020 items 17 to 22: the citations are there; the rest is for the authors."""
    n = material.prisma.included.reports
    reports = counted(n, "report", at("included", "reports"))
    cited = f"We cite {reports} of included studies (included.csv)." if n else _NONE
    told: list[tuple[tuple[str, ...], str]] = [
        (("17",), f"{cited} {gap('the characteristics of each included study')}")
    ]
    told += [(items, gap(what)) for items, what in _AFTER]
    return [[Passage(items, text) for items, text in told]]


_NONE = "No study was included."
#: Items of PRISMA 2020 on the results → what is asked.
_AFTER: tuple[tuple[tuple[str, ...], str], ...] = (
    (("18",), "the risk of bias in each included study"),
    (("19",), "the results of each study"),
    (("20a", "20b", "20c", "20d"), "the results of each synthesis"),
    (("21",), "risk of bias due to missing results"),
    (("22",), "the certainty of the evidence for each outcome"),
)
