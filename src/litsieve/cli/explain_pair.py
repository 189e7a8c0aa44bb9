"""`review explain A B`: two records beside each other, and why they are, or are not, one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from shutil import get_terminal_size
from textwrap import fill, shorten
from typing import TYPE_CHECKING, Any

from litsieve.cli.console import clean, result
from litsieve.cli.highlight import styled
from litsieve.project import Project

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.dedupe.account import Account

#: Columns that are too long, or too seldom of use, to compare two records by eye.
_LEFT_OUT = ("abstract", "url")
_LONGEST = 160
_WIDEST = 120
_WORDS = {"merge": "merged", "review": "left to a person", "distinct": "kept apart",
          "linked": "linked as reports of one study"}  # fmt: skip
_LOOKED = {
    "others": "The run did not note what the two are by themselves; this was worked out now.",
    "compared": "The run compared the two and found them too unlike to note it.",
    "too unlike": "The run looked at no more than their titles, which are too unlike.",
    "no candidates": (
        "The run never compared the two: they have neither an id, nor a part of the title, nor "
        "author, year and place in common, by which pairs are found. What follows was worked out "
        "for this answer."
    ),
}


def pair_facts(project: Project, a: pd.Series, b: pd.Series) -> dict[str, Any]:
    """All that is known of two rows of the records, as plain data."""
    from litsieve.schema import plain

    facts: dict[str, Any] = {
        "records": [
            {
                "record_id": str(row["record_id"]),
                "source": plain(row["source"]),
                "place": f"{row['file']}:{row['line']}",
                "title": plain(row["title"]),
            }
            for row in (a, b)
        ]
    }
    if a["record_id"] == b["record_id"]:
        return facts | {"answer": "one record, given twice", "why": None}
    told = _account(project, a, b)
    return {
        **facts,
        "answer": _conclusion(told),
        "why": told.why,
        "pair": {**asdict(told), "itself": dict(zip(("answer", "rule"), told.itself, strict=True))},
        "thresholds": dict(
            zip(("merge_at", "review_at"), project.config.dedupe.thresholds, strict=True)
        ),
        "answers": _given(project, (told.a, told.b)),
        "fields": [_fields(a), _fields(b)],
    }


def _account(project: Project, a: pd.Series, b: pd.Series) -> Account:
    from litsieve.dedupe.account import account, looked_at
    from litsieve.work import load

    ids = (str(a["record_id"]), str(b["record_id"]))
    clusters, pairs = load(project, "dedupe", "clusters"), load(project, "dedupe", "pairs")
    looked = looked_at(
        load(project, "dedupe", "fingerprints"), load(project, "dedupe", "compared"), ids
    )
    records = load(project, "ingest", "records")
    return account(records, clusters, pairs, project.config.dedupe, ids, looked)


def _conclusion(told: Account) -> str:
    if told.together:
        return "one report"
    if told.study:
        return "two reports of one study"
    asked = told.answer == "review" and told.noted
    return "two reports" + (", for a person to look at" if asked else "")


def _given(project: Project, pair: tuple[str, str]) -> list[dict[str, str]]:
    """What people said of the pair, also what no run has taken up yet."""
    from litsieve.dedupe.answers import standing
    from litsieve.referents import answers_now
    from litsieve.work import load

    present = frozenset(load(project, "ingest", "records", "record_id")["record_id"])
    said = standing(answers_now(project, present)[0]).get(pair, ())
    return [{"answer": s.answer, "by": s.by, "at": s.at, "note": s.note} for s in said]


def _fields(row: pd.Series) -> dict[str, str]:
    from litsieve.dedupe.queue import shown

    return {name: text for name, text in shown(row).items() if name not in _LEFT_OUT}


# ------------------------------------------------------------------------------- as it is said


def print_pair(facts: dict[str, Any]) -> None:
    """The facts for people."""
    width = min(get_terminal_size().columns, _WIDEST)
    for record in facts["records"]:
        result(f"{record['record_id']}  {clean(record['source'])}  {clean(record['place'])}")
    result()
    if "pair" not in facts:
        result(facts["answer"].capitalize() + ".")
        return
    for text in _said(facts):
        result(fill(text, width, subsequent_indent="    " if text.startswith(" ") else ""))
    result()
    for line in _beside(facts, width):
        result(line)
    result()
    for text in _sum(facts):
        result(fill(text, width))


def _said(facts: dict[str, Any]) -> Iterator[str]:
    pair = facts["pair"]
    rule = f" ({pair['rule']})" if pair["rule"] else ""
    yield f"{facts['answer'].capitalize()}{rule}. {pair['meaning']}"
    if pair["itself"] != {"answer": pair["answer"], "rule": pair["rule"]}:
        own = pair["itself"]
        because = f", by the rule “{own['rule']}”" if own["rule"] else ", by their score"
        yield f"By themselves the two would be {_WORDS[own['answer']]}{because}."
    for said in facts["answers"]:
        note = f": {clean(said['note'])}" if said["note"] else ""
        at = f", {said['at']}" if said["at"] else ""
        yield f"{clean(said['by'])} answered “{said['answer']}”{at}{note}"
    yield from _links("Joined through others:", pair["chain"])
    yield from _links("Kept apart by these pairs of the two reports:", pair["apart"])
    if not pair["noted"]:
        yield _LOOKED["others" if pair["together"] else pair["looked"]]


def _links(head: str, links: list[dict[str, Any]]) -> Iterator[str]:
    if links:
        yield head
    for link in links:
        rule = link["rule"] or f"score {link['score']:.3f}"
        yield f"  {link['a']} and {link['b']}: {rule}; {clean(link['why'])}"


def _beside(facts: dict[str, Any], width: int) -> Iterator[str]:
    """The fields of both, differences marked."""
    from litsieve.cli.side_by_side import LEGEND, side_by_side
    from litsieve.dedupe.queue import FIELDS

    a, b = (
        {name: shorten(text, _LONGEST, placeholder=" …") for name, text in side.items()}
        for side in facts["fields"]
    )
    yield from side_by_side(a, b, FIELDS, width, styled(), whole=True)
    yield LEGEND


def _sum(facts: dict[str, Any]) -> Iterator[str]:
    """The score, and what every field adds to it."""
    pair, limits = facts["pair"], facts["thresholds"]
    yield (
        f"Score {pair['score']:.4f}; from {limits['merge_at']:g} merged, from "
        f"{limits['review_at']:g} left to a person, where no rule applies. In log-odds:"
    )
    total = sum(part["odds"] for part in pair["parts"])
    for part in sorted(pair["parts"], key=lambda part: (part["field"] == "prior", -part["odds"])):
        words = "before anything is compared" if part["field"] == "prior" else part["words"]
        yield f"  {part['odds']:+6.2f}  {clean(words)}"
    yield f"  {total:+6.2f}  in all"
