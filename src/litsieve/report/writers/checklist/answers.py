"""What the review answers of each item of its checklists: the draft, an artefact, the authors."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from litsieve.checklists import Checklist, Item, checklists
from litsieve.report.bindings import rows, shown
from litsieve.report.inert import markdown as md
from litsieve.report.inert import plain
from litsieve.report.material import Material, once
from litsieve.report.writers import methods
from litsieve.report.writers.methods.prose import at, counted, gap, sentence

State = Literal["answered", "partly", "open"]
DRAFT = "methods.md"

#: Item → the artefacts that show it.
SHOWN_IN = {
    "5": ("reasons.csv",),
    "6": ("search_log.csv",),
    "7": ("search_log.csv",),
    "16a": ("prisma.svg", "report.html"),
    "16b": ("excluded_fulltext.csv",),
    "17": ("included.csv",),
    "S1": ("search_log.csv",),
    "S8": ("search_log.csv",),
    "S13": ("search_log.csv",),
    "S15": ("search_log.csv", "sources.csv"),
    "S16": ("duplicates.csv",),
}


@dataclass(frozen=True)
class Answer:
    """`where` is Markdown: the places, or the authors' words; `left` what they leave open."""

    checklist: Checklist
    item: Item
    state: State
    where: str
    left: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Where, then what is left to be stated, in Markdown."""
        asked = [gap("; ".join(self.left))] if self.left else []
        nothing = "" if self.where or self.left else "**to be stated**"
        return " ".join(filter(None, [self.where, *asked, nothing]))

    @property
    def as_text(self) -> str:
        """The same without markup."""
        words = _ESCAPED.sub(r"\1", shown(self.told).replace("**", ""))
        return html.unescape(words)


_ESCAPED = re.compile(r"\\([^a-zA-Z0-9\s])")


@once
def answers(material: Material) -> tuple[Answer, ...]:
    """One of every item, in the order of the checklists."""
    return tuple(
        _answer(material, checklist, item)
        for checklist in checklists(material.given.profile)
        for item in checklist.items
    )


def _answer(material: Material, checklist: Checklist, item: Item) -> Answer:
    said = (material.given.settings.get("checklist") or {}).get(item.id)
    if said and plain(said):
        return Answer(checklist, item, "answered", sentence(said))
    asked = set(item.same_as or (item.id,))
    found = [
        (section.heading, passage)
        for section in methods.sections(material)
        for passage in section.passages
        if asked & set(passage.items)
    ]
    told = [heading for heading, passage in found if passage.says_something]
    left = tuple(dict.fromkeys(g for _, passage in found for g in passage.gaps))
    if asked == {"1"}:
        return _title(material, checklist, item)
    if not told:
        return Answer(checklist, item, "open", "", left)
    return Answer(checklist, item, "partly" if left else "answered",
                  _where(material, told, asked), left)  # fmt: skip


def _where(material: Material, headings: list[str], asked: set[str]) -> str:
    """The draft's headings, the artefacts, and the numbers that matter."""
    named = "; ".join(f"“{heading}”" for heading in dict.fromkeys(headings))
    files = [md(file) for item in sorted(asked) for file in SHOWN_IN.get(item, ())]
    facts = [fact for item in sorted(asked) if item in FACTS for fact in FACTS[item](material)]
    numbers = f" ({'; '.join(facts)})" if facts else ""
    return f"{', '.join([f'{DRAFT}: {named}', *dict.fromkeys(files)])}{numbers}."


def _selected(material: Material) -> list[str]:
    p = material.prisma
    return [
        f"{counted(p.identified.total, 'record', at('identified', 'total'))} identified",
        f"{counted(p.included.studies, 'study', at('included', 'studies'), 'studies')} included",
    ]


def _excluded(material: Material) -> list[str]:
    """Reports that were excluded on the full text, of both arms."""
    if material.prisma.databases.assessed is None:
        return []
    n = int((material.ledger["box"] == "excluded-report").sum())
    return [counted(n, "report", rows("audit.csv", box="excluded-report"))]


def _cited(material: Material) -> list[str]:
    return [counted(material.prisma.included.reports, "report", at("included", "reports"))]


#: Item → the numbers that stand beside its place.
FACTS: dict[str, Callable[[Material], list[str]]] = {
    "16a": _selected, "16b": _excluded, "17": _cited,
}  # fmt: skip
#: What a title says of the kind of review, by profile; a narrative review has no item for it.
_KIND = {"prisma2020": "systematic review", "prisma-scr": "scoping review"}


def _title(material: Material, checklist: Checklist, item: Item) -> Answer:
    kind = _KIND.get(material.given.profile)
    title = plain(material.prisma.title)
    if kind and kind in title.casefold():
        return Answer(checklist, item, "answered", f"Title: “{md(title)}”.")
    what = f"a title that says “{kind}”" if kind else "what kind of review the title names"
    return Answer(checklist, item, "open", "", (what,))
