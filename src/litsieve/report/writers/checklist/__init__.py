"""checklist.md, checklist.csv and checklist.docx: the items of PRISMA, and where each is answered.

Which checklists: `litsieve/checklists`. An item that the review cannot answer says so.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import pandas as pd

from litsieve.checklists import Checklist
from litsieve.report.inert import markdown as md
from litsieve.report.inert import storable
from litsieve.report.material import Material
from litsieve.report.writers.checklist.answers import Answer, answers

COLUMNS = ("checklist", "item", "section", "topic", "text", "state", "where")
STATES = {"answered": "answered", "partly": "answered in part", "open": "open"}
#: Profile → what may be said of the lists.
_ABOUT = {
    "prisma2020": "Items of PRISMA 2020 and PRISMA-S.",
    "prisma-scr": "Items of PRISMA-ScR and PRISMA-S.",
    "narrative": "A narrative review, held against the items of PRISMA 2020 and PRISMA-S, from "
    "which this list is adapted.",
}
_FILLED = (
    "Filled in from the files of the review: where an item is answered, and what is left to be "
    "stated. What you write under `checklist` of `report:` in review.yaml stands here, item by "
    "item, after every run; an edited copy of this file is kept in `report-edited/` by the next. "
    "Whether an answer is good enough is for people to judge."
)


def table(material: Material) -> pd.DataFrame:
    """COLUMNS, one row an item. state: answered | partly | open."""
    rows = [
        (a.checklist.title, a.item.id, a.item.section, a.item.topic, a.item.text, a.state,
         storable(a.as_text))
        for a in answers(material)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def write(material: Material) -> bytes:
    """The checklists as Markdown tables, UTF-8."""
    blocks = [f"# {title(material)}", f"{about(material)}"]
    for checklist, found in by_checklist(material):
        blocks += [f"## {checklist.title}", f"{checklist.source}. {checklist.words}"]
        blocks += [summary(found), "\n".join([*_HEAD, *map(_row, found)])]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def title(material: Material) -> str:
    return f"{md(material.prisma.title) or 'Review'}: checklist"


def about(material: Material) -> str:
    return f"{_ABOUT[material.given.profile]} {_FILLED}"


def by_checklist(material: Material) -> list[tuple[Checklist, list[Answer]]]:
    """The answers, list by list."""
    grouped = groupby(answers(material), key=lambda answer: answer.checklist)
    return [(checklist, list(found)) for checklist, found in grouped]


def summary(found: list[Answer]) -> str:
    """How many items are in which state."""
    times = Counter[str](answer.state for answer in found)
    told = ", ".join(f"{times[state]} {words}" for state, words in STATES.items())
    return f"Of {len(found)} items: {told}."


_HEAD = (
    "| item | topic | what is asked | state | where, or what |",
    "| --- | --- | --- | --- | --- |",
)


def _row(answer: Answer) -> str:
    item = answer.item
    state = STATES[answer.state]
    marked = state if answer.state == "answered" else f"**{state}**"
    cells = (item.id, item.topic, md(item.text), marked, answer.told)
    return f"| {' | '.join(cells)} |"
