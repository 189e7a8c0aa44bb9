"""Methods: which guideline the report follows, registration, eligibility criteria."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from litsieve.report.inert import markdown as md
from litsieve.report.material import Material
from litsieve.report.writers.methods.prose import Paragraph, Passage, gap, series, stated

#: Profile → what may be said of the guideline; whether it was followed is for readers to judge.
GUIDELINE = {
    "prisma2020": "The reporting of this review was guided by PRISMA 2020 (Page MJ et al. BMJ "
    "2021;372:n71) and, for the searches, by PRISMA-S (Rethlefsen ML et al. Syst Rev 2021;10:39).",
    "prisma-scr": "The reporting of this scoping review was guided by PRISMA-ScR (Tricco AC et al. "
    "Ann Intern Med 2018;169:467–473) and, for the searches, by PRISMA-S (Rethlefsen ML et al. "
    "Syst Rev 2021;10:39). The flow diagram is adapted from PRISMA 2020 (Page MJ et al. BMJ "
    "2021;372:n71).",
    "narrative": "This is a narrative review. Its account of search and selection is adapted from "
    "PRISMA 2020 (Page MJ et al. BMJ 2021;372:n71).",
}
_STAGES = {
    "metadata": "metadata", "title-abstract": "title and abstract", "retrieval": "retrieval",
    "full-text": "full text",
}  # fmt: skip


def statements(material: Material) -> Mapping[str, str | None]:
    """What the authors said in review.yaml."""
    return material.given.settings.get("statements") or {}


def registration(material: Material) -> list[Paragraph]:
    """The guideline; PRISMA 2020 items 24a to 24c."""
    said = statements(material)
    return [
        [Passage((), GUIDELINE[material.given.profile])],
        [
            Passage(("24a",), stated(said.get("registration"), _REGISTRATION)),
            Passage(("24b",), stated(said.get("protocol"), _PROTOCOL)),
            Passage(("24c",), stated(said.get("amendments"), _AMENDMENTS)),
        ],
    ]


_REGISTRATION = "the register and number of the review, or that it was not registered"
_PROTOCOL = "where the protocol can be read, or that none was prepared"
_AMENDMENTS = "amendments to the registration or protocol, or that there were none"


def eligibility(material: Material) -> list[Paragraph]:
    """PRISMA 2020 item 5: what the authors say, then the reasons of the criteria file."""
    words = Passage(("5",), stated(statements(material).get("eligibility"), _ELIGIBILITY))
    if not material.given.reasons:
        reasons = Passage(("5",), gap("the reasons for which reports were excluded"))
        return [[words], [reasons]]
    intro = (
        "Reports were excluded for the reasons below. Where several applied to a report, the first "
        "in this order was counted as its primary reason."
    )
    return [
        [words],
        [Passage(("5",), intro)],
        [Passage(("5",), _table(material))],
        *_tables(material),
    ]


_ELIGIBILITY = (
    "the criteria for inclusion in words (population, intervention or exposure, comparator, "
    "outcomes, designs), and how studies were grouped for the syntheses"
)


def _table(material: Material) -> str:
    """The reasons in their order: what they were judged on, and by whom."""
    labels = {reason.id: md(reason.label) for reason in material.given.reasons}
    lines = ["| reason for exclusion | judged on | by |", "| --- | --- | --- |"]
    parents = {reason.parent for reason in material.given.reasons}
    for reason in material.given.reasons:
        acts, given = _acts(material, reason.id), _given(material, reason.id)
        if len(given):  # rules of stages that were not carried out had no part in it
            acts = [act for act in acts if set(act["stages"]) & set(material.given.stages)]
        if reason.id in parents and not acts and given.empty:
            continue  # only the name of a group of reasons
        label = labels[reason.id]
        if reason.parent in labels:
            label += f" ({labels[reason.parent]})"
        by = _by(acts, "human" in set(given["by"])) or _nobody(material)
        lines.append(f"| {label} | {_judged_on(material, acts, set(given['stage']))} | {by} |")
    return "\n".join(lines)


def _given(material: Material, reason: str) -> pd.DataFrame:
    """The rows of the ledger that this reason took out."""
    return material.ledger[material.ledger["reason"] == reason]


def _acts(material: Material, reason: str) -> list[Mapping[str, Any]]:
    """Kind, action and stages of the rules that give this reason."""
    acts: Mapping[str, Any] = material.given.protocol.get("acts") or {}
    named = (rule for rule, of in material.given.rules.items() if of == reason)
    return [acts[rule] for rule in named if rule in acts]


def _judged_on(material: Material, acts: list[Mapping[str, Any]], used: set[str]) -> str:
    """Stages at which its rules asked or it was given; if none was carried out, that is said."""
    asked = {stage for act in acts for stage in act["stages"]}
    on = [
        name
        for stage, name in _STAGES.items()
        if stage in used or stage in asked & set(material.given.stages)
    ]
    later = [f"{name} (not carried out)" for stage, name in _STAGES.items() if stage in asked]
    return "; ".join(on or later) or "—"


def _by(acts: list[Mapping[str, Any]], by_people: bool) -> str:
    """A rule that only suggests leaves the decision to a person."""
    actions = {act["action"] for act in acts}
    told = {"exclude": "a rule", "suggest": "people, at the suggestion of a rule"}
    found = [words for action, words in told.items() if action in actions]
    return series([*found, "people"] if by_people and "suggest" not in actions else found)


def _nobody(material: Material) -> str:
    """A reason that no rule gives is for people, if people judge at all."""
    rules_only = material.given.protocol.get("mode") == "rules"
    return "—" if rules_only and material.given.decisions.empty else "people"


def _tables(material: Material) -> list[Paragraph]:
    named = [md(name) for name in material.given.protocol.get("tables") or ()]
    if not named:
        return []
    text = f"Countries and regions were classified by {series(named)}."
    return [[Passage(("5",), text)]]
