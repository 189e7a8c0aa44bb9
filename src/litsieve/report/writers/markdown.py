"""report.md: the report as text that any viewer of Markdown shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from litsieve.report.counts import SELECTIONS, Prisma
from litsieve.report.flow import layout
from litsieve.report.inert import markdown as md
from litsieve.report.material import Material

NOT_REPORTED = "not reported"
Section = Callable[[Material], list[str]]


def write(material: Material) -> bytes:
    title = md(material.prisma.title) or "Review"
    parts = [[f"# {title}"]]
    for heading, section in SECTIONS:
        lines = section(material)
        if lines:
            parts.append([f"## {heading}", "", *lines])
    return ("\n\n".join("\n".join(part) for part in parts) + "\n").encode("utf-8", "replace")


def _picture(material: Material) -> list[str]:
    alt = md(layout(material.prisma).description)
    return [f"![PRISMA 2020 flow diagram\\. {alt}](prisma.svg)"]


def _counts(material: Material) -> list[str]:
    p = material.prisma
    waiting = [(f"awaiting: {stage}", n) for stage, n in p.awaiting.items() if n]
    reasons = [(f"for: {r.label}", r.n) for r in p.excluded_reports.reasons or ()]
    rows: list[tuple[str, int | None]] = [
        ("Records identified", p.identified.total),
        *(("from the " + s.kind + " " + s.name if s.kind != "other" else "by " + s.name, s.raw)
          for s in p.sources),
        ("Duplicate records removed", p.removed.duplicates.total),
        ("within one source", p.removed.duplicates.within),
        ("across sources", p.removed.duplicates.across),
        ("Records marked as ineligible by automation tools", p.removed.automation),
        ("Records removed for other reasons", p.removed.other),
        ("Records screened", p.screened),
        ("Records excluded", p.excluded.total),
        ("by a human", p.excluded.human),
        ("by automation tools", p.excluded.automation),
        ("Reports sought for retrieval", p.sought),
        ("Reports not retrieved", p.not_retrieved),
        ("Reports assessed for eligibility", p.assessed),
        ("Reports excluded", p.excluded_reports.total),
        *reasons,
        (f"Studies included{_after(p)}", p.included.studies),
        (f"Reports of included studies{_after(p)}", p.included.reports),
        *waiting,
        ("Entries that could not be read (not counted above)", p.rejected),
    ]  # fmt: skip
    return _table(("", "n"), (((_indented(label)), _n(n)) for label, n in rows))


def _indented(label: str) -> str:
    """Parts of the number above begin in lower case and are set in."""
    return ("&emsp;" if label[:1].islower() else "") + md(label)


def _after(p: Prisma) -> str:
    if "full-text" in p.stages:
        return ""
    return " after title and abstract screening" if "title-abstract" in p.stages else ""


def _sums(material: Material) -> list[str]:
    rows = ((check.code, md(check.what), check.text) for check in material.checks)
    return _table(("", "sum", "in numbers"), rows)


def _reasons(material: Material) -> list[str]:
    """Primary reasons by stage, and how often each was hit at all, in the protocol's order."""
    rows = material.ledger[material.ledger["reason"].notna()]
    if rows.empty:
        return ["Nothing was excluded for a reason of the protocol."]
    hits = material.given.verdicts["reasons"].dropna().str.split("; ").explode().value_counts()
    times = rows.assign(by=rows["by"].fillna("automation")).groupby(["reason", "box", "by"]).size()
    boxes = [box for box in _REMOVED if box in set(rows["box"])]
    labels = {reason.id: reason.label for reason in material.given.reasons}
    parents = {reason.id: reason.parent for reason in material.given.reasons}
    order = [*labels, *sorted(set(rows["reason"]) - set(labels))]
    lines = []
    for reason in order:
        primary = [_by(times, reason, box) for box in boxes]
        if any(primary) or reason in hits.index:
            parent = labels.get(parents.get(reason) or "")
            label = labels.get(reason, reason) + (f" ({parent})" if parent else "")
            lines.append((md(reason), md(label), *primary, _n(int(hits.get(reason, 0)))))
    note = (
        "A report has one primary reason: the first that it hits, in the order of the protocol. "
        "The last column counts every report that hits the reason at all."
    )
    heads = ("id", "reason", *(_REMOVED[box] for box in boxes), "any hit")
    return [*_table(heads, lines), "", note]


_REMOVED = {
    "automation": "marked ineligible",
    "other": "other removal",
    "excluded": "excluded on title and abstract",
    "not-retrieved": "not retrieved",
    "excluded-report": "excluded on full text",
}


def _by(times: pd.Series[int], reason: str, box: str) -> str:
    """`12`, or `12 (3 by a human)` where both a human and a tool excluded."""
    human = int(times.get((reason, box, "human"), 0))
    total = human + int(times.get((reason, box, "automation"), 0))
    if not total:
        return ""
    return _n(total) + (f" ({_n(human)} by a human)" if human else "")


def _sources(material: Material) -> list[str]:
    kept = _touched(material, "included")
    screened = _touched(material, "screened")
    known = material.prisma.screened is not None
    lines = [
        (md(s.name), s.kind, *map(_n, (s.raw, s.within, s.distinct, s.unique, s.shared)),
         _n(screened.get((s.kind, s.name), 0) if known else None),
         _n(kept.get((s.kind, s.name), 0)))
        for s in material.prisma.sources
    ]  # fmt: skip
    heads = ("source", "kind", "records", "duplicates within", "distinct", "only here",
             "also elsewhere", "screened", "included")  # fmt: skip
    note = (
        "Distinct = records − duplicates within = only here + also elsewhere. Screened and included "
        "count the reports that the source holds a record of, so that one report may count for "
        "several sources."
    )
    return [*_table(heads, lines, left=2), "", note]


def _touched(material: Material, selection: str) -> dict[tuple[str, str], int]:
    """(kind, source) → reports of the selection of which it holds a record."""
    rows = material.ledger
    chosen = rows.loc[SELECTIONS[selection](rows), "cluster_id"]
    held = rows[rows["cluster_id"].isin(chosen)]
    held = held.drop_duplicates(["kind", "source", "cluster_id"])
    return held.groupby(["kind", "source"]).size().to_dict()


def _searches(material: Material) -> list[str]:
    rows = [
        tuple(
            md(NOT_REPORTED if search.get(key) is None else str(search[key]))
            for key in ("file", "database", "platform", "date", "query", "limits", "hits")
        )
        for search in material.given.searches
    ]
    if not rows:
        return ["No search is described in the review's configuration."]
    heads = ("file", "database", "platform", "date", "query", "limits", "hits")
    return _table(heads, rows, left=6)


def _files(material: Material) -> list[str]:
    """Every export: rows in file = parsed + rejected."""
    lines = []
    for row in material.given.files.sort_values("file").to_dict("records"):
        seen, records, rejected = (_int(row[key]) for key in ("seen", "records", "rejected"))
        if seen is None or records is None or rejected is None:
            total = NOT_REPORTED
        else:
            ok = records + rejected == seen
            sign = "= " if ok else f"= {records + rejected} ≠ "
            total = f"{records} + {rejected} {sign}{seen} {'✓' if ok else '✗'}"
        lines.append((md(str(row["file"])), md(str(row["source"])), total,
                      _n(_int(row["partial"])), _n(_int(row["hits"]))))  # fmt: skip
    heads = ("file", "source", "parsed + rejected = rows in file", "repaired or partly read",
             "hits noted")  # fmt: skip
    return [*_table(heads, lines, left=3), "", *_rejected(material)]


#: Rejects that the report shows; all of them are in rejects.csv.
SHOWN = 20


def _rejected(material: Material) -> list[str]:
    rows = material.given.rejects.sort_values(["file", "line", "reason"])
    if rows.empty:
        return ["Every entry became a record."]
    lines = [
        f"- {md(str(row['file']))}, line {_n(_int(row['line']))}: {md(str(row['reason']))}"
        for row in rows.head(SHOWN).to_dict("records")
    ]
    more = len(rows) - SHOWN
    return [*lines, f"- and {more:,} more"] if more > 0 else lines


def _waiting(material: Material) -> list[str]:
    """Reports that wait, by stage and by what is not known of them."""
    rows = material.ledger[SELECTIONS["awaiting"](material.ledger)]
    if rows.empty:
        return ["Nothing: every record has ended in a box."]
    from litsieve.report.tables import why_awaiting

    why = rows.assign(rules=rows["rules"].fillna("")).groupby(["box", "rules"]).size()
    lines = [
        (box.removeprefix("awaiting-"), md(why_awaiting(material, rules)), _n(int(n)))
        for (box, rules), n in why.sort_values(ascending=False, kind="stable").items()
    ]
    note = "awaiting.csv lists them; an answer that is not known never excludes a record."
    return [*_table(("waits for", "why", "reports"), lines, left=2), "", note]


def _follow(_: Material) -> list[str]:
    return [
        "Every number counts rows of audit.csv: the column `box` says where a record ended.",
        "",
        "| number | rows of audit.csv |",
        "|---|---|",
        "| identified | all |",
        *(f"| {name} | box is {boxes} |" for name, boxes in _ROWS_OF),
        "",
        "`file` and `line` lead to the entry in the export; `cluster_id` joins the records of one "
        "report, the one with the same record_id stands for it, and duplicates.csv says why they "
        "were joined; `by`, `reason` and `rules` say who or what decided. "
        "`review explain RECORD_ID` shows all of it for one record.",
    ]


_ROWS_OF = (
    ("duplicates", "duplicate"),
    ("marked ineligible by automation", "automation"),
    ("removed for other reasons", "other"),
    ("excluded", "excluded (split by the column `by`)"),
    ("not retrieved", "not\\-retrieved"),
    ("reports excluded", "excluded\\-report (split by the column `reason`)"),
    ("awaiting", "awaiting\\-title\\-abstract, awaiting\\-retrieval, awaiting\\-full\\-text"),
    ("reports included", "included; studies: their distinct study\\_id"),
    ("screened", "neither duplicate, automation nor other"),
    ("sought", "as screened, and neither excluded nor awaiting\\-title\\-abstract"),
    ("assessed", "as sought, and neither not\\-retrieved nor awaiting\\-retrieval"),
)

SECTIONS: tuple[tuple[str, Section], ...] = (
    ("Flow", _picture),
    ("Counts", _counts),
    ("The sums", _sums),
    ("Reasons", _reasons),
    ("Sources", _sources),
    ("Search log", _searches),
    ("Files", _files),
    ("What awaits", _waiting),
    ("How to follow a number back", _follow),
)


def _int(value: object) -> int | None:
    return None if value is pd.NA or value is None or value != value else int(str(value))  # noqa: PLR0124


def _n(value: int | None) -> str:
    return NOT_REPORTED if value is None else f"{value:,}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], left: int = 0) -> list[str]:
    """A Markdown table; all columns after the first `left` (or none, if 0, but text) are numbers."""
    numbers = len(heads) - left if left else 1
    rule = ["---"] * (len(heads) - numbers) + ["---:"] * numbers
    return [_row(heads), _row(rule), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
