"""PRISMA 2020 arithmetic: what every number counts, and the sums that have to come out.

Two halves that do not know of each other. `SELECTIONS` says which rows of the ledger a number
counts, and `count` only ever takes the length of such a selection. `checks` adds the finished
numbers up, as a reader with a pencil would. So a broken sum shows.

Words (PRISMA 2020, Box 1; Page MJ et al. BMJ 2021;372:n71): a record is an entry of a database,
a report a document (here: a cluster of records), a study what one or more reports report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from litsieve.report.among import among
from litsieve.report.given import Reason, ReportInput
from litsieve.report.ledger import ledger as make_ledger
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
    Source,
)

Selection = Callable[[pd.DataFrame], "pd.Series[bool]"]

AWAITING = {  # stage at which a report waits → box
    "title-abstract": "awaiting-title-abstract",
    "retrieval": "awaiting-retrieval",
    "full-text": "awaiting-full-text",
}

# The flow, read backwards: whoever was assessed was sought, whoever was sought was screened.
ASSESSED = ("excluded-report", "awaiting-full-text", "included")
SOUGHT = ("not-retrieved", "awaiting-retrieval", *ASSESSED)
SCREENED = ("excluded", "awaiting-title-abstract", *SOUGHT)


def _in(*boxes: str) -> Selection:
    return lambda rows: rows["box"].isin(boxes)


def _reports(rows: pd.DataFrame) -> pd.Series[bool]:
    """One record a report: the one that stands for its cluster."""
    return rows["box"] != "duplicate"


def _within(rows: pd.DataFrame) -> pd.Series[bool]:
    """Duplicates of a record of the same source.

    Of each cluster's records from one source one is the first: the one that stands for the report
    if it is among them, else the smallest record_id. The others are duplicates within the source:
    Σ over clusters (size − number of distinct sources). The firsts that do not stand for the report
    are duplicates across sources: Σ (number of distinct sources − 1). A source is one by its name,
    however many files were exported from it.
    """
    order = rows[["record_id", "cluster_id", "source"]].assign(duplicate=~_reports(rows))
    order = order[order["cluster_id"].duplicated(keep=False)]
    order = order.sort_values(["duplicate", "record_id"])
    within = order.duplicated(["cluster_id", "source"])
    return within.reindex(rows.index, fill_value=False)


def _across(rows: pd.DataFrame) -> pd.Series[bool]:
    return ~_reports(rows) & ~_within(rows)


def _studies(rows: pd.DataFrame) -> pd.Series[bool]:
    """One report a study: of those included the first, by record_id, in the first arm."""
    reports = rows[rows["box"] == "included"].sort_values(["arm", "record_id"])
    return among(rows["record_id"], reports.drop_duplicates("study_id")["record_id"])


#: What is counted → the rows of the ledger that it counts. Boxes are named as in the ledger.
SELECTIONS: dict[str, Selection] = {
    "identified": lambda rows: rows["box"].notna(),
    "clusters": _reports,
    "duplicate": _in("duplicate"),
    "duplicate-within": _within,
    "duplicate-across": _across,
    "automation": _in("automation"),
    "other": _in("other"),
    "removed": _in("duplicate", "automation", "other"),
    "screened": _in(*SCREENED),
    "excluded": _in("excluded"),
    "sought": _in(*SOUGHT),
    "not-retrieved": _in("not-retrieved"),
    "assessed": _in(*ASSESSED),
    "excluded-report": _in("excluded-report"),
    "included": _in("included"),
    "studies": _studies,
    "awaiting": _in(*AWAITING.values()),
    **{box: _in(box) for box in AWAITING.values()},
}


def ids_of(ledger: pd.DataFrame, count: str, **where: str | None) -> list[str]:
    """The record ids that a number counts, sorted.

    `count` is a key of SELECTIONS (all boxes are); `where` narrows it to rows with that value in a
    column of the ledger, None for a missing value: ids_of(rows, "excluded", by="human"),
    ids_of(rows, "identified", source="Scopus"), ids_of(rows, "screened", arm="databases"),
    ids_of(rows, "excluded-report", reason="E5").
    """
    counted = SELECTIONS[count](ledger)
    for column, value in where.items():
        counted &= ledger[column].isna() if value is None else ledger[column] == value
    return sorted(ledger["record_id"][counted].to_list())


def count(given: ReportInput, rows: pd.DataFrame | None = None) -> Prisma:
    """Every number of the flow, each the number of ids that `ids_of` gives for it.

    `rows` is the ledger of `given`, where it is at hand.
    """
    ledger = make_ledger(given) if rows is None else rows
    sizes = Counter(ledger["cluster_id"].value_counts().tolist())
    seen = given.files["seen"]
    other = (given.files["kind"] == "other").any() or (ledger["arm"] == "other").any()
    return Prisma(
        profile=given.profile,
        title=given.title,
        stages=given.stages,
        entries=None if seen.isna().any() else int(seen.sum()),
        rejected=len(given.rejects),
        identified=Identified(
            len(ids_of(ledger, "identified")),
            *(_named(given, ledger, kind) for kind in ("database", "register", "other")),
        ),
        sources=_sources(given, ledger),
        cluster_sizes=dict(sorted(sizes.items())),
        duplicates=Duplicates(
            *(len(ids_of(ledger, f"duplicate{of}")) for of in ("", "-within", "-across"))
        ),
        databases=_arm(given, ledger, "databases"),
        other=_arm(given, ledger, "other") if other else None,
        previous=given.previous,
    )


def _arm(given: ReportInput, ledger: pd.DataFrame, arm: str) -> Arm:
    """The numbers of one column of the flow: those of the whole, of this arm's records."""

    def n(name: str, **where: str | None) -> int:
        return len(ids_of(ledger, name, arm=arm, **where))

    def known(stage: str, value: int) -> int | None:
        return value if stage in given.stages else None

    duplicates = Duplicates(n("duplicate"), n("duplicate-within"), n("duplicate-across"))
    return Arm(
        identified=n("identified"),
        removed=Removed(duplicates, n("automation"), n("other")),
        screened=known("title-abstract", n("screened")),
        excluded=Excluded(
            known("title-abstract", n("excluded")),
            known("title-abstract", n("excluded", by="human")),
            known("title-abstract", n("excluded", by="automation")),
        ),
        sought=known("full-text", n("sought")),
        not_retrieved=known("full-text", n("not-retrieved")),
        assessed=known("full-text", n("assessed")),
        excluded_reports=ExcludedReports(
            known("full-text", n("excluded-report")),
            _by_reason(given.reasons, ledger, arm) if "full-text" in given.stages else None,
        ),
        included=Included(studies=n("studies"), reports=n("included")),
        awaiting={stage: n(box) for stage, box in AWAITING.items()},
    )


def _named(given: ReportInput, ledger: pd.DataFrame, kind: str) -> dict[str, int]:
    """Records by source name, of one kind of source; a file without records gives nought."""
    searched = given.files[given.files["kind"].fillna("database") == kind]
    names = set(searched["source"].fillna(searched["file"]))
    names |= set(ledger.loc[ledger["kind"] == kind, "source"].unique())
    return {
        name: len(ids_of(ledger, "identified", source=name, kind=kind)) for name in sorted(names)
    }


def _sources(given: ReportInput, ledger: pd.DataFrame) -> tuple[Source, ...]:
    """Every source by name, also one whose files hold no record."""
    searched = given.files["source"].fillna(given.files["file"])
    raw = Counter(ledger["source"].to_list())
    within = Counter(ledger.loc[_within(ledger), "source"].to_list())
    found = ledger[["cluster_id", "source"]].drop_duplicates()
    elsewhere = found["cluster_id"].duplicated(keep=False)
    unique = Counter(found.loc[~elsewhere, "source"].to_list())
    shared = Counter(found.loc[elsewhere, "source"].to_list())
    return tuple(
        Source(s, raw[s], within[s], unique[s] + shared[s], unique[s], shared[s])
        for s in sorted({*searched, *raw})
    )


def _by_reason(
    reasons: tuple[Reason, ...], ledger: pd.DataFrame, arm: str
) -> tuple[ReasonCount, ...]:
    """Reports excluded by primary reason, in the order of the protocol; none that is nought."""
    excluded = ledger[SELECTIONS["excluded-report"](ledger) & (ledger["arm"] == arm)]
    times = excluded["reason"].value_counts()
    labels = {reason.id: reason.label for reason in reasons}
    order = [*labels, *sorted(set(times.index) - set(labels))]
    counted = [
        ReasonCount(reason, labels.get(reason, reason), int(times[reason]))
        for reason in order
        if reason in times.index
    ]
    unnamed = int(excluded["reason"].isna().sum())
    if unnamed:
        counted.append(ReasonCount(None, "Reason not reported", unnamed))
    return tuple(counted)


@dataclass(frozen=True)
class Check:
    """One sum, or one thing to be sure of: `what` in words, `text` in numbers (`7 − 1 = 6 ✓`).

    `level` says what it means that it does not hold: an error is a contradiction; a warning needs a
    look or a sentence in the paper; a note is only told. `acknowledged` is why a warning
    or note may stand, as the authors say (`check: acknowledge:` in review.yaml).
    """

    code: str
    what: str
    text: str
    ok: bool
    level: Literal["error", "warning", "note"] = "error"
    acknowledged: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it does not hold, and nobody has said why that may be."""
        return not self.ok and self.acknowledged is None


def checks(p: Prisma) -> list[Check]:
    """The identities of PRISMA 2020 with this review's numbers; sums with an unknown are left out.

    I0 entries of the files · I1 one box each · I2 duplicates · I3 sources · I4 screened ·
    I5 excluded and sought · I6 assessed · I7 included · I8 studies and reports, old and new.
    """
    found = [_sum("I0", "entries = records + rejected", p.entries, p.identified.total, p.rejected)]
    found += _identified(p) + _duplicates(p)
    for name, arm in p.arms.items():
        found += _flow(arm, "other methods: " if name == "other" else "")
    found += _included(p)
    return [check for check in found if check is not None]


def _sum(code: str, what: str, total: int | None, *parts: int | None) -> Check | None:
    """`total = part + part`; None if a number is not known."""
    if total is None or any(part is None for part in parts):
        return None
    known = [part for part in parts if part is not None]
    return _equation(code, what, " + ".join(map(str, known)) or "0", sum(known), total)


def _less(code: str, what: str, result: int | None, start: int, *parts: int) -> Check | None:
    """`start − part − part = result`; None if the result is not known."""
    if result is None:
        return None
    return _equation(code, what, " − ".join(map(str, (start, *parts))), start - sum(parts), result)


def _equation(code: str, what: str, left: str, value: int, right: int) -> Check:
    ok = value == right
    text = f"{left} = {right} ✓" if ok else f"{left} = {value} ≠ {right} ✗"
    return Check(code, what, text, ok)


def _identified(p: Prisma) -> list[Check | None]:
    """P104 and identity 1: sources add up; every record is in one box."""
    at = p.identified
    named = [*at.databases.values(), *at.registers.values(), *at.other.values()]
    boxes = [n for arm in p.arms.values() for n in _boxes(arm)]
    found = [
        _sum("P104", "records identified = all sources", at.total, *named),
        _sum("I1", "every record in one box or awaiting", at.total, *boxes),
    ]
    if p.other:
        arms = (arm.identified for arm in p.arms.values())
        found.append(_sum("I1", "records identified = both arms", at.total, *arms))
    return found


def _boxes(arm: Arm) -> list[int]:
    """The boxes in which an arm's records ended or wait."""
    return [
        arm.removed.duplicates.total, arm.removed.automation, arm.removed.other,
        arm.excluded.total or 0, arm.not_retrieved or 0, arm.excluded_reports.total or 0,
        arm.included.reports, *arm.awaiting.values(),
    ]  # fmt: skip


def _duplicates(p: Prisma) -> list[Check | None]:
    """Identities 2 and 3."""
    d, sizes = p.duplicates, p.cluster_sizes
    sizes_text = " + ".join(f"{times}×{size - 1}" for size, times in sizes.items() if size > 1)
    of_sizes = sum(times * (size - 1) for size, times in sizes.items())
    found = [
        _less("I2", "duplicates = records − clusters", d.total, p.identified.total, p.clusters),
        _equation("I2", "duplicates = Σ (cluster size − 1)", sizes_text or "0", of_sizes, d.total),
        _sum("I2", "duplicates = within + across sources", d.total, d.within, d.across),
        _sum("I2", "within = all sources", d.within, *(s.within for s in p.sources)),
    ]
    if p.other:
        of_arms = [arm.removed.duplicates for arm in p.arms.values()]
        for what in ("total", "within", "across"):
            parts = (getattr(of, what) for of in of_arms)
            name = "duplicates" if what == "total" else f"duplicates {what}"
            found.append(_sum("I2", f"{name} = both arms", getattr(d, what), *parts))
    for s in p.sources:
        found += [
            _less("I3", f"{s.name}: distinct = raw − within", s.distinct, s.raw, s.within),
            _sum("I3", f"{s.name}: distinct = unique + shared", s.distinct, s.unique, s.shared),
        ]
    return found


def _flow(arm: Arm, of: str) -> list[Check | None]:
    """Identities 4 to 7, down one arm; a stage that was not carried out passes everyone on.

    `of` stands before what is checked: whose numbers these are.
    """
    waits, removed = arm.awaiting, arm.removed
    left, label = arm.identified, "identified − duplicates − automation − other"
    taken: tuple[int, ...] = (removed.duplicates.total, removed.automation, removed.other)
    found: list[Check | None] = []
    if arm.screened is not None:
        out = arm.excluded
        found.append(_less("I4", f"{of}screened = {label}", arm.screened, left, *taken))
        found.append(
            _sum("I5", f"{of}excluded = human + automation", out.total, out.human, out.automation)
        )
        left, label, taken = arm.screened, "screened − excluded", (out.total or 0,)
    label, taken = _without(label, taken, waits["title-abstract"])
    if arm.sought is not None and arm.assessed is not None:
        found.append(_less("I5", f"{of}sought = {label}", arm.sought, left, *taken))
        label, taken = _without(
            "sought − not retrieved", (arm.not_retrieved or 0,), waits["retrieval"]
        )
        found.append(_less("I6", f"{of}assessed = {label}", arm.assessed, arm.sought, *taken))
        out_reports = arm.excluded_reports.total or 0
        given = [reason.n for reason in arm.excluded_reports.reasons or ()]
        found.append(_sum("I7", f"{of}reports excluded = all primary reasons", out_reports, *given))
        left, label, taken = arm.assessed, "assessed − reports excluded", (out_reports,)
    else:
        label, taken = _without(label, taken, waits["retrieval"])
    label, taken = _without(label, taken, waits["full-text"])
    reports = arm.included.reports
    found.append(_less("I7", f"{of}reports included = {label}", reports, left, *taken))
    return found


def _without(label: str, taken: tuple[int, ...], waiting: int) -> tuple[str, tuple[int, ...]]:
    """Those who wait are subtracted too; where nobody waits, nothing is said of it."""
    return (f"{label} − awaiting", (*taken, waiting)) if waiting else (label, taken)


def _included(p: Prisma) -> list[Check | None]:
    """Identities 7 and 8: both arms make up the included; reports ≥ studies, also in total."""
    found: list[Check | None] = []
    if p.other:
        for what in ("reports", "studies"):
            parts = (getattr(arm.included, what) for arm in p.arms.values())
            of = getattr(p.included, what)
            found.append(_sum("I7", f"{what} included = both arms", of, *parts))
    found.append(_enough("reports of included studies ≥ studies", p.included))
    if p.previous and p.total:
        for what in ("studies", "reports"):
            old, new = getattr(p.previous, what), getattr(p.included, what)
            total = getattr(p.total, what)
            found.append(_sum("I8", f"total {what} = previous + new", total, old, new))
        found.append(_enough("reports of previous studies ≥ studies", p.previous))
    return found


def _enough(what: str, of: Included | Previous) -> Check | None:
    """A study has at least one report, and none is included without one."""
    reports, studies = of.reports, of.studies
    if reports is None or studies is None:
        return None
    ok = reports >= studies and (reports == 0) == (studies == 0)
    sign = "≥" if reports >= studies else "<"
    return Check("I8", what, f"{reports} {sign} {studies} {'✓' if ok else '✗'}", ok)
