"""docs/decisions.md: its examples come to what it says, and it names every key and problem."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest

from litsieve.config.criteria import read_criteria
from litsieve.decisions import Line
from litsieve.errors import Where
from litsieve.screen.resolve import resolve
from litsieve.screen.settle import Panel, stages_carried_out
from litsieve.screen.votes import MODES, WORDS, Ruling, Vote, parse

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "decisions.md").read_text("utf-8")
CRITERIA = read_criteria(
    """\
version: 1
reasons: [{id: E1, label: One}, {id: E7, label: Seven}]
rules:
  - {id: a, kind: require, stage: metadata, reason: E1, when: {field: year, above: "1900"}}
screening: {mode: people, stages: [title-abstract, full-text],
            reviewers: {title-abstract: 2, full-text: 2}}
""",
    "criteria.yaml",
)
EXAMPLES = [block for block in re.findall(r"^```\n(.*?)^```$", PAGE, re.M | re.S) if "→" in block]


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("block", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_comes_to_what_the_page_says(block: str) -> None:
    votes: list[Vote] = []
    stage = reviewer = ""
    for text in block.splitlines():
        if text.startswith("→"):
            assert text.removeprefix("→ ") in told(votes)
        elif text.startswith("{"):
            votes += parse([Line(Where("page"), json.loads(text))], stage, reviewer)
        else:
            stage, _, reviewer = text.removesuffix(".jsonl").partition("/")


def told(votes: list[Vote]) -> list[str]:
    """What votes on one report come to, as the page writes it."""
    decisions = resolve(votes, {"r_8f3a": "r_8f3a"}, CRITERIA).decisions
    panel = Panel(CRITERIA, stages_carried_out(CRITERIA, decisions))
    verdict = panel([2], {decision.stage: decision for decision in decisions})
    found = [f"{verdict.verdict} at {verdict.stage}"]
    for d in decisions:
        parts = [d.decision or "open", d.how, *([" ".join(d.reasons)] if d.reasons else [])]
        found.append(f"{d.stage}: {', '.join(parts)}")
    return found


def test_every_key_stage_word_and_mode_is_on_the_page() -> None:
    keys = {field.name for field in dataclasses.fields(Ruling)} - {"where"} | {"v"}
    words = {word for words in WORDS.values() for word in words}
    for name in keys | words | {*WORDS, *MODES}:
        assert f"`{name}`" in PAGE, name


def test_every_kind_of_problem_is_on_the_page_and_no_other() -> None:
    code = "".join(
        (ROOT / "src" / "litsieve" / name).read_text("utf-8")
        for name in ("screen/resolve.py", "screen/settle.py", "people.py")
    )
    kinds = set(re.findall(r'(?:tell|Problem)\(\s*"([a-z ]+)"', code))
    kinds |= set(re.findall(r'yield "([a-z ]+)"', code)) | {"stale ruling", "rulings differ"}
    table = PAGE.split("| problem | means |\n|---|---|\n")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `([^`]+)`", table, re.M)) == kinds
