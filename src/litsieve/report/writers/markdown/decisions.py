"""report.md: what people decided and what waits for them; how a number is followed back."""

from __future__ import annotations

from collections import Counter

from litsieve.report.counts import SELECTIONS
from litsieve.report.inert import markdown as md
from litsieve.report.material import Material
from litsieve.report.tables import why_awaiting
from litsieve.report.writers.markdown.page import n, table

STAGES = ("title-abstract", "retrieval", "full-text")
#: `how` of schema.DECISION → in words; what has no decision is open.
HOW = {
    "agreed": "agreed", "single": "one person", "discussion": "after discussion",
    "third-reviewer": "by a third reviewer",
}  # fmt: skip


def people(material: Material) -> list[str]:
    """How many reports people decided on, stage by stage, and how they came to it."""
    found = material.given.decisions
    if found.empty:
        return []
    how = found["how"].where(found["decision"].notna(), "open")
    times = Counter(zip(found["stage"], how, strict=True))
    rows = [
        (stage, *(n(times[stage, way]) for way in [*HOW, "open"]))
        for stage in STAGES
        if stage in set(found["stage"])
    ]
    told = table(("reports at", *HOW.values(), "open"), rows, left=1)
    return [*told, "", "One by one: [decisions.csv](decisions.csv)."]


def waiting(material: Material) -> list[str]:
    """Reports that wait, by stage and by what is not known or not decided of them."""
    rows = material.ledger[SELECTIONS["awaiting"](material.ledger)]
    if rows.empty:
        return ["Nothing: every record has ended in a box."]
    verdicts = material.given.verdicts.set_index("cluster_id")[["suggested", "waiting"]]
    rows = rows.join(verdicts, on="cluster_id")
    asked: Counter[tuple[str, str]] = Counter()
    cells = rows[["box", "rules", "suggested", "waiting"]].fillna("")
    alike = Counter(cells.itertuples(index=False, name=None))  # many wait, for few things
    for (box, *waits), times in alike.items():
        for why in _whys(material, *waits):
            asked[box.removeprefix("awaiting-"), why] += times
    lines = [
        (stage, md(why), n(times))
        for (stage, why), times in sorted(asked.items(), key=lambda item: (-item[1], item[0]))
    ]
    note = (
        f"{len(rows):,} in all: one may wait for several answers. [awaiting.csv](awaiting.csv) "
        "lists them; an answer that is not known never excludes a record."
    )
    return [*table(("waits for", "why", "reports"), lines, left=2), "", note]


def _whys(material: Material, rules: str, suggested: str, of_people: str) -> list[str]:
    """What one report waits for, one by one."""
    hits = suggested.split("; ")
    asked = [
        why_awaiting(material, rule, rule if rule in hits else "")
        for rule in rules.split("; ")
        if rule
    ]
    return [*filter(None, [of_people]), *asked] or [why_awaiting(material, "")]


def follow(material: Material) -> list[str]:
    """Which rows of audit.csv each number counts."""
    both = "; the column `arm` splits them" if material.prisma.other else ""
    return [
        "Every number counts rows of [audit.csv](audit.csv): the column `box` says where a record "
        f"ended{both}.",
        "",
        *table(("number", "rows of audit.csv"), [("identified", "all"), *_ROWS_OF], left=2),
        "",
        "`file` and `line` lead to the entry in the export; `cluster_id` joins the records of one "
        "report, of which one stands for it and the others are duplicates; duplicates.csv says why "
        "they were joined; `by`, `people`, `reason` and `rules` say who or what decided. "
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
