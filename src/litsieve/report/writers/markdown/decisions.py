"""report.md: what people decided and what waits for them; how a number is followed back."""

from __future__ import annotations

from litsieve.report.decided import HOW, how_decided
from litsieve.report.inert import markdown as md
from litsieve.report.material import Material
from litsieve.report.tables import waits
from litsieve.report.writers.markdown.page import n, table


def people(material: Material) -> list[str]:
    """How many reports people decided on, stage by stage, and how they came to it."""
    found = how_decided(material)
    if not found:
        return []
    rows = [(stage, *map(n, times.values())) for stage, times in found.items()]
    told = table(("reports at", *HOW.values()), rows, left=1)
    return [*told, "", "One by one: [decisions.csv](decisions.csv)."]


def waiting(material: Material) -> list[str]:
    """Reports that wait, by stage and by what is not known or not decided of them."""
    asked = waits(material)
    if not asked:
        return ["Nothing: every record has ended in a box."]
    lines = [(box.removeprefix("awaiting-"), md(why), n(times)) for box, why, times in asked]
    note = (
        f"{sum(material.prisma.awaiting.values()):,} in all: one may wait for several answers. "
        "[awaiting.csv](awaiting.csv) lists them; an answer that is not known never excludes a "
        "record."
    )
    return [*table(("waits for", "why", "reports"), lines, left=2), "", note]


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
