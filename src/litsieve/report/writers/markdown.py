"""report.md: the report as text that any viewer of Markdown shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from litsieve.report.counts import SELECTIONS
from litsieve.report.flow import layout
from litsieve.report.inert import markdown as md
from litsieve.report.material import Material
from litsieve.report.tables import why_awaiting

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
    return [f"![PRISMA 2020 flow diagram. {alt}](prisma.svg)"]


def _counts(material: Material) -> list[str]:
    p = material.prisma
    waiting = [(f"awaiting: {stage}", n) for stage, n in p.awaiting.items() if n]
    reasons = [(f"for: {r.label}", r.n) for r in p.databases.excluded_reports.reasons or ()]
    after = f" after {p.included_after}" if p.included_after else ""
    rows: list[tuple[str, int | None]] = [
        ("Records identified", p.identified.total),
        *((f"from the database {name}", n) for name, n in p.identified.databases.items()),
        *((f"from the register {name}", n) for name, n in p.identified.registers.items()),
        *((f"by {name}", n) for name, n in p.identified.other.items()),
        ("Duplicate records removed", p.databases.removed.duplicates.total),
        ("within one source", p.databases.removed.duplicates.within),
        ("across sources", p.databases.removed.duplicates.across),
        ("Distinct reports among the records", p.clusters),
        ("Records marked as ineligible by automation tools", p.databases.removed.automation),
        ("Records removed for other reasons", p.databases.removed.other),
        ("Records screened", p.databases.screened),
        ("Records excluded", p.databases.excluded.total),
        ("by a human", p.databases.excluded.human),
        ("by automation tools", p.databases.excluded.automation),
        ("Reports sought for retrieval", p.databases.sought),
        ("Reports not retrieved", p.databases.not_retrieved),
        ("Reports assessed for eligibility", p.databases.assessed),
        ("Reports excluded", p.databases.excluded_reports.total),
        *reasons,
        (f"Studies included{after}", p.included.studies),
        (f"Reports of included studies{after}", p.included.reports),
        *waiting,
        ("Entries that could not be read (not counted above)", p.rejected),
    ]  # fmt: skip
    return _table(("", "n"), ((_indented(label), _n(n)) for label, n in rows), left=1)


def _indented(label: str) -> str:
    """Parts of the number above begin in lower case and are set in."""
    return ("&emsp;" if label[:1].islower() else "") + md(label)


def _sums(material: Material) -> list[str]:
    rows = ((check.code, md(check.what), check.text) for check in material.checks)
    return _table(("", "sum", "in numbers"), rows, left=3)


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
        "A report has one primary reason: the first in the order of the protocol among those that "
        "it hits at the stage at which it left. The last column counts every report that hits the "
        "reason at all."
    )
    heads = ("id", "reason", *(_REMOVED[box] for box in boxes), "any hit")
    return [*_table(heads, lines, left=2), "", note]


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
    known = material.prisma.databases.screened is not None
    lines = [
        (md(s.name), *map(_n, (s.raw, s.within, s.distinct, s.unique, s.shared)),
         _n(screened[s.name] if known else None),
         _n(kept[s.name]))
        for s in material.prisma.sources
    ]  # fmt: skip
    heads = ("source", "records", "duplicates within", "distinct", "only here",
             "also elsewhere", "screened", "included")  # fmt: skip
    note = (
        "Distinct = records − duplicates within = only here + also elsewhere. Screened and "
        "included count the reports that the source holds a record of, so that one report may "
        "count for several sources."
    )
    return [*_table(heads, lines, left=1), "", note]


def _touched(material: Material, selection: str) -> Counter[str]:
    """Source → reports of the selection of which it holds a record."""
    rows = material.ledger
    chosen = rows.loc[SELECTIONS[selection](rows), "cluster_id"]
    held = rows[rows["cluster_id"].isin(chosen)]
    held = held.drop_duplicates(["source", "cluster_id"])
    return Counter(held["source"])


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
    verdicts = material.given.verdicts.set_index("cluster_id")
    suggested = verdicts["suggested"].reindex(rows["cluster_id"]).fillna("")
    asked = Counter(
        (box.removeprefix("awaiting-"), rule, rule if rule in hits.split("; ") else "")
        for box, rules, hits in zip(rows["box"], rows["rules"].fillna(""), suggested, strict=True)
        for rule in rules.split("; ")
    )
    lines = [
        (stage, md(why_awaiting(material, rule, hit)), _n(n))
        for (stage, rule, hit), n in sorted(asked.items(), key=lambda item: (-item[1], item[0]))
    ]
    note = (
        f"{len(rows):,} in all: one may wait for several answers. awaiting.csv lists them; an "
        "answer that is not known never excludes a record."
    )
    return [*_table(("waits for", "why", "reports"), lines, left=2), "", note]


def _follow(_: Material) -> list[str]:
    return [
        "Every number counts rows of audit.csv: the column `box` says where a record ended.",
        "",
        *_table(("number", "rows of audit.csv"), [("identified", "all"), *_ROWS_OF], left=2),
        "",
        "`file` and `line` lead to the entry in the export; `cluster_id` joins the records of one "
        "report, the one with the same record_id stands for it, and duplicates.csv says why they "
        "were joined; `by`, `reason` and `rules` say who or what decided. "
        "`review explain RECORD_ID` shows all of it for one record.",
    ]


_ROWS_OF = (
    ("duplicates", "`duplicate`"),
    ("marked as ineligible by automation tools", "`automation`"),
    ("removed for other reasons", "`other`"),
    ("screened", "all but the three above"),
    ("excluded", "`excluded`; the column `by` splits them"),
    ("sought", "as screened, but for `excluded` and `awaiting-title-abstract`"),
    ("not retrieved", "`not-retrieved`"),
    ("assessed", "as sought, but for `not-retrieved` and `awaiting-retrieval`"),
    ("reports excluded", "`excluded-report`; the column `reason` splits them"),
    ("reports included", "`included`; studies: their distinct `study_id`"),
    ("awaiting", "`awaiting-title-abstract`, `awaiting-retrieval`, `awaiting-full-text`"),
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
    return None if pd.isna(value) else int(str(value))  # type: ignore[call-overload]


def _n(value: int | None) -> str:
    return NOT_REPORTED if value is None else f"{value:,}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], left: int) -> list[str]:
    """A Markdown table; the first `left` columns are words, the others numbers."""
    rule = ["---"] * left + ["---:"] * (len(heads) - left)
    return [_row(heads), _row(rule), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
