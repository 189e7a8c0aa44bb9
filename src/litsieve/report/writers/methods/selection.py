"""Methods: how reports were selected (PRISMA 2020 item 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litsieve.config.criteria_file import Screening
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
    """What automation did: the stages at which its rules excluded any report."""
    protocol, rows = material.given.protocol, material.ledger
    acts: Mapping[str, Any] = protocol.get("acts") or {}
    out = rows[(rows["by"] == "automation") & ~rows["box"].isin(("duplicate", "included"))]
    stages = (("metadata", "metadata"), *STAGES.items())
    on = [name for stage, name in stages if (out["stage"] == stage).any()]
    rules = any(act["action"] == "exclude" for act in acts.values())
    hints = any(act["action"] == "suggest" for act in acts.values())
    told = []
    if rules:
        did = f"excluded reports on {series(on)}" if on else "excluded no report by themselves"
        told.append(f"The rules of the criteria file were applied by {software()}; they {did}.")
    if hints:
        told.append("Rules that only suggest exclude nothing: people decided.")
    if on:
        told.append("What a record did not answer, no rule decided: it was left to people.")
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
    if voted.empty and given.protocol["mode"] == "rules":
        return f"No person judged any report on its {STAGES[stage]} beside the rules."
    people = {who for cell in voted["people"].dropna() for who in cell.split("; ")}
    named = f" The decisions are those of {series(md(who) for who in sorted(people))}."
    return f"{_asked(material, stage)}{named if people else ''}"


def _screening(material: Material) -> Screening:
    """How the criteria have people decide; what they leave out is as the program has it."""
    return Screening.model_validate(material.given.protocol.get("screening") or {})


def _silent(material: Material, key: str) -> bool:
    """Whether the criteria say nothing of this: what the program then does is no protocol."""
    return key not in (material.given.protocol.get("screening") or {})


def _wanted(material: Material, stage: str) -> int:
    """Reviewers that each report needs at a stage."""
    reviewers = _screening(material).reviewers
    return reviewers.title_abstract if stage == "title-abstract" else reviewers.full_text


def _asked(material: Material, stage: str) -> str:
    """How many reviewers the protocol asks for, and whether they see each other's votes."""
    if _silent(material, "reviewers"):
        return gap(f"how many reviewers judged each report on its {STAGES[stage]}, and how")
    wanted, name = _wanted(material, stage), STAGES[stage]
    left = ", where rules leave it to people," if material.given.protocol["mode"] == "rules" else ""
    if wanted == 1:
        return f"By the protocol, one reviewer judges each report{left} on its {name}."
    if _silent(material, "blind"):
        return f"By the protocol, {wanted} reviewers judge each report{left} on its {name}. " + gap(
            "whether the reviewers saw each other's decisions"
        )
    how = "independently, without seeing each other's decisions"
    if not _screening(material).blind:
        how = "being able to see each other's decisions"
    return f"By the protocol, {wanted} reviewers judge each report{left} on its {name}, {how}."


def _meeting(material: Material) -> str:
    """How disagreements are settled, where there can be any."""
    given = material.given
    many = any(_wanted(material, stage) > 1 for stage in STAGES if stage in given.stages)
    if not many or (given.decisions.empty and given.protocol["mode"] == "rules"):
        return ""
    screening = _screening(material)
    disagreement = screening.disagreement
    ways = " or ".join(_WAYS[way] for way in disagreement.resolve)
    apart = "third-reviewer" in disagreement.resolve and disagreement.adjudicator_not_in_pair
    who = ", who is not one of those who disagree" if apart else ""
    if _silent(material, "disagreement"):
        asked = gap("how disagreements between reviewers were settled")
        return f"{asked} {gap('the agreement between reviewers before discussion')}"
    told = [f"By the protocol, disagreements are settled by {ways}{who}."] if ways else []
    if "maybe" in screening.decisions:
        told.append(f"A vote of “maybe” counts as “{disagreement.maybe_counts_as}”.")
    told.append(gap("the agreement between reviewers before discussion"))
    return " ".join(told)


_WAYS = {"discussion": "discussion", "third-reviewer": "a third reviewer"}
