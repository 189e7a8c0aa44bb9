"""The items of three checklists for reports of reviews, as tables beside this file.

- PRISMA 2020, 42 items: Page MJ et al. BMJ 2021;372:n71; its wording, under CC BY 4.0.
- PRISMA-S, 16 items on searches, here S1 to S16: Rethlefsen ML et al. Syst Rev 2021;10:39; its
  wording, under CC BY 4.0.
- PRISMA-ScR, 22 items for scoping reviews: Tricco AC et al. Ann Intern Med 2018;169:467–473; in
  short, in words of our own; `same_as` names the items of PRISMA 2020 that ask for the same.

Nothing here imports pandas: review.yaml is checked against the items.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Item:
    """What an author is asked; `same_as`: ids of the PRISMA 2020 items that ask for it too."""

    id: str
    section: str
    topic: str
    text: str
    same_as: tuple[str, ...]


@dataclass(frozen=True)
class Checklist:
    """`name` of its file, what it is called, where it was published and whose words it uses."""

    name: str
    title: str
    source: str
    words: str

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in the checklist's order."""
        return _items(self.name)


PRISMA_2020 = Checklist(
    "prisma-2020",
    "PRISMA 2020",
    "Page MJ et al. BMJ 2021;372:n71",
    "The wording is that of the checklist (CC BY 4.0).",
)
PRISMA_S = Checklist(
    "prisma-s",
    "PRISMA-S, searches",
    "Rethlefsen ML et al. Syst Rev 2021;10:39",
    "The wording is that of the checklist (CC BY 4.0).",
)
PRISMA_SCR = Checklist(
    "prisma-scr",
    "PRISMA-ScR, scoping reviews",
    "Tricco AC et al. Ann Intern Med 2018;169:467–473",
    "The items are given in short, not in the words of the checklist.",
)


def checklists(profile: str) -> tuple[Checklist, ...]:
    """Those that a review of this profile is held against."""
    return (PRISMA_SCR if profile == "prisma-scr" else PRISMA_2020, PRISMA_S)


@cache
def _items(name: str) -> tuple[Item, ...]:
    table = files(__package__).joinpath(f"{name}.csv").read_text("utf-8")
    return tuple(
        Item(row["item"], row["section"], row["topic"], row["text"], tuple(row["same_as"].split()))
        for row in csv.DictReader(table.splitlines())
    )


def item_ids(profile: str) -> list[str]:
    """The ids of all items that a review of this profile is asked, in order."""
    return [item.id for checklist in checklists(profile) for item in checklist.items]
