"""Methods: how reports were selected (PRISMA 2020 item 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litsieve.report.inert import markdown as md
from litsieve.report.material import Material
from litsieve.report.writers.methods.deduplication import software
from litsieve.report.writers.methods.prose import Paragraph, Passage, gap, series

STAGES = {"title-abstract": "title and abstract", "full-text": "full text"}


def selection(material: Material) -> list[Paragraph]:
    """Rules, then people, then how they met; what people do not say is a gap."""
    protocol = material.given.protocol
    if not protocol.get("mode"):
        return [[Passage(("8",), gap(_ALL))]]
    texts = [_rules(material), *(_people(material, stage) for stage in STAGES), _meeting(material)]
    return [[Passage(("8",), text)] for text in texts if text]


_ALL = (
    "how many reviewers screened each record and each report, whether they worked independently, "
    "and what automation tools were used"
)


def _rules(material: Material) -> str:
    """What automation did: by its rules at each stage that was carried out."""
    protocol = material.given.protocol
    acts: Mapping[str, Any] = protocol.get("acts") or {}
    on = [
        name
        for stage, name in (("metadata", "metadata"), *STAGES.items())
        if stage in material.given.stages
        and any(a["action"] == "exclude" and stage in a["stages"] for a in acts.values())
    ]
    hints = any(act["action"] == "suggest" for act in acts.values())
    told = []
    if on:
        told.append(
            f"Rules stated in advance were applied by {software()}; they excluded reports on "
            f"{series(on)}."
        )
    if hints:
        told.append("Rules that only suggest were shown to people, who decided.")
    if on:
        told.append(
            "A rule never excluded a report on missing information: what a record does not answer "
            "was left to people."
        )
    if protocol.get("language_detection") not in (None, "not installed"):
        detector = md(str(protocol["language_detection"]))
        told.append(f"Where a record names no language, it was detected with {detector}.")
    return " ".join(told)


def _people(material: Material, stage: str) -> str:
    """Who judged at a stage; what the settings ask for is claimed of people only if they judge."""
    given = material.given
    if stage not in given.stages:
        return ""
    voted = given.decisions[given.decisions["stage"] == stage]
    name = STAGES[stage]
    if voted.empty and given.protocol["mode"] == "rules":
        return f"No person judged any report on its {name} beside the rules."
    wanted = (given.protocol.get("screening") or {}).get("reviewers", {}).get(stage)
    people = {who for cell in voted["people"].dropna() for who in cell.split("; ")}
    named = f" The decisions are those of {series(md(who) for who in sorted(people))}."
    return f"{_asked(material, name, wanted)}{named if people else ''}"


def _asked(material: Material, name: str, wanted: int | None) -> str:
    """How many reviewers the protocol asks for, and whether they see each other's votes."""
    if wanted is None:
        return gap(f"how many reviewers judged each report on its {name}")
    if wanted == 1:
        return f"By the protocol, one reviewer judges each report on its {name}."
    blind = (material.given.protocol.get("screening") or {}).get("blind")
    how = "independently, without seeing each other's decisions" if blind else (
        "being able to see each other's decisions")  # fmt: skip
    of = "which rules left to people" if material.given.protocol["mode"] == "rules" else ""
    return (
        f"By the protocol, {wanted} reviewers judge each report{f', {of},' if of else ''} on its "
        f"{name}, {how}."
    )


def _meeting(material: Material) -> str:
    """How disagreements are settled, where there can be any."""
    given = material.given
    screening = given.protocol.get("screening") or {}
    wanted = screening.get("reviewers", {})
    many = [stage for stage in STAGES if stage in given.stages and (wanted.get(stage) or 0) > 1]
    if not many or (given.decisions.empty and given.protocol["mode"] == "rules"):
        return ""
    disagreement = screening.get("disagreement") or {}
    ways = [_WAYS[way] for way in disagreement.get("resolve", ()) if way in _WAYS]
    told = [f"Disagreements were settled by {' or '.join(ways)}."] if ways else []
    if "third-reviewer" in disagreement.get("resolve", ()) and disagreement.get(
        "adjudicator_not_in_pair"
    ):
        told.append("The third reviewer was not one of those who disagreed.")
    if "maybe" in screening.get("decisions", ()):
        counts = disagreement.get("maybe_counts_as")
        told.append(f"A vote of “maybe” counted as “{counts}”." if counts else "")
    told.append(gap("the agreement between reviewers before discussion"))
    return " ".join(filter(None, told))


_WAYS = {"discussion": "discussion", "third-reviewer": "a third reviewer"}
