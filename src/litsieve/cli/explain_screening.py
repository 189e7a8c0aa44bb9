"""Of `review explain ID`: the verdict, every rule's answer and the words that gave it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from litsieve.cli.console import clean, number, result
from litsieve.cli.highlight import marked, snippets, styled

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.config.criteria import Criteria, Rule
    from litsieve.screen import RuleExplanation
    from litsieve.screen.conditions import Condition

_ACTS = {"exclude": "excludes", "suggest": "suggests"}
#: Terms of one rule that are named.
_TERMS = 8
#: What else is said of one rule.
_LINES = 4


def screening_facts(
    criteria: Criteria, report: pd.Series, verdict: Mapping[str, Any]
) -> dict[str, Any]:
    """The verdict on a report and what the criteria answer of it, as plain data."""
    from litsieve.screen import explain

    asked = dict(_questions(criteria))
    found = {e.rule: e for e in explain(report, _asking(asked, criteria))}
    rules = [
        _facts(found[f"rule:{rule.id}"], rule.condition, criteria)
        | {"rule": rule.id, "kind": rule.kind, "stages": list(rule.stages), "action": rule.action,
           "reason": rule.reason, "label": found[f"rule:{rule.id}"].label,
           "hit": found[f"rule:{rule.id}"].hit}
        for rule in criteria.rules
    ]  # fmt: skip
    return {
        **verdict,
        "answers": rules,
        "codes": [
            {
                "coding": coding.id,
                "select": coding.select,
                "values": [
                    {"value": code.value}
                    | _facts(found[f"code:{coding.id}={code.value}"], code.condition, criteria)
                    for code in coding.codes
                ],
            }
            for coding in criteria.coding
        ],
        "priority": [
            {"id": entry.id, "weight": entry.weight, "answer": found[f"priority:{entry.id}"].answer}
            for entry in criteria.prioritise
        ],
        "flags": [
            {"id": flag.id}
            | (_facts(found[f"flag:{flag.id}"], flag.condition, criteria)
               if flag.condition else {"answer": "ask"})
            for flag in criteria.flags
        ],
    }  # fmt: skip


def _questions(criteria: Criteria) -> Iterator[tuple[str, Rule | Condition]]:
    """Every question by its name: rules as they are, the others by their conditions."""
    rules = {f"rule:{rule.id}": rule for rule in criteria.rules}
    for name, condition in criteria.questions().items():
        yield name, rules.get(name, condition)


def _asking(asked: Mapping[str, Rule | Condition], criteria: Criteria) -> Criteria:
    """The criteria with a rule for each question, so that all are explained alike."""
    from dataclasses import replace

    from litsieve.config.criteria import Rule

    reason = criteria.reasons[0].id
    rules = tuple(
        replace(asks, id=name)
        if isinstance(asks, Rule)
        else Rule(name, "exclude", ("title-abstract",), "suggest", reason, asks, ())
        for name, asks in asked.items()
    )
    return replace(criteria, rules=rules)


def _facts(explained: RuleExplanation, asks: Condition, criteria: Criteria) -> dict[str, Any]:
    """The answer, each match with the lists that its term is of, and what else there is to say."""
    from dataclasses import asdict

    from litsieve.screen.wording import sources

    of = sources(asks, criteria.lists)
    return {
        "answer": explained.answer,
        "matches": [
            {**asdict(match), "lists": list(of.get(match.term, ()))} for match in explained.matches
        ],
        "because": list(explained.because),
    }


# --- printing --------------------------------------------------------------------------------


def print_screening(screening: Mapping[str, Any], texts: Mapping[str, str], box: str) -> None:
    """The same for people; `texts`: title, abstract and keywords of the report."""
    reason = f", reason {screening['primary_reason']}" if screening["primary_reason"] else ""
    who = screening["people"] if screening["by"] == "human" else screening["by"]
    by = f" by {who}" if who else ""
    waits = f", {screening['waiting']}" if screening["waiting"] else ""
    rules = f" ({screening['rules']})" if screening["rules"] else ""
    result(clean(f"{screening['verdict']} at {screening['stage']}{waits}{by}{reason}{rules}"))
    result(f"PRISMA box: {box}")
    style = styled()
    for answer in screening["answers"]:
        mark = "!" if answer["hit"] else "?" if answer["answer"] == "unknown" else " "
        act = f"{_ACTS[answer['action']]} {answer['reason']} {answer['label']}"
        stages = ", ".join(answer["stages"])
        head = f" {mark} {answer['kind']} {answer['rule']}: {answer['answer']}"
        result(clean(f"{head}  ({act}; {stages})"))
        _print_words(answer, texts, style)
    _print_codes(screening["codes"])
    _print_rest(screening)


def _print_words(answer: Mapping[str, Any], texts: Mapping[str, str], style: bool) -> None:
    """The words of an answer in their context, the terms they match, and what else is said."""
    for part, text in texts.items():
        spans = [(m["start"], m["end"]) for m in answer["matches"] if m["field"] == part]
        if spans:
            lines = [marked(text, spans, style)] if part == "title" else (
                snippets(text, spans, style)
            )  # fmt: skip
            for line in lines:
                result(f"     {part:9} {line}")
    terms = list(_terms(answer["matches"]))
    if terms:
        more = f"; and {number(len(terms) - _TERMS)} more" if len(terms) > _TERMS else ""
        result(clean(f"     terms     {'; '.join(terms[:_TERMS])}{more}"))
    for line in answer["because"][:_LINES]:
        result(clean(f"     {line}"))
    if len(answer["because"]) > _LINES:
        result(f"     … and {number(len(answer['because']) - _LINES)} more (--json has all)")


def _terms(matches: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Each term that matched once, as the criteria write it, with its lists: `rodent* @animal`."""
    for term, lists in dict.fromkeys((m["term"], tuple(m["lists"])) for m in matches):
        yield " ".join([term, *(f"@{name}" for name in lists)])


def _print_codes(codes: Sequence[Mapping[str, Any]]) -> None:
    if codes:
        result("codes:")
    for coding in codes:
        values = coding["values"]
        true = [value["value"] for value in values if value["answer"] == "true"]
        open_ = [value["value"] for value in values if value["answer"] == "unknown"]
        chosen, others = (true[:1], true[1:]) if coding["select"] == "one" else (true, [])
        said = [", ".join(chosen) or "none"]
        said += [f"also {', '.join(others)}"] if others else []
        said += [f"unknown: {', '.join(open_)}"] if open_ else []
        result(clean(f"   {coding['coding']}: {'; '.join(said)}"))
        for value in values:
            if value["answer"] == "true":
                words = list(
                    dict.fromkeys(f'{m["field"]}: "{m["text"]}"' for m in value["matches"])
                )
                more = " …" if len(words) > _TERMS else ""
                result(clean(f"     {value['value']} ← {'; '.join(words[:_TERMS])}{more}"))


def _print_rest(screening: Mapping[str, Any]) -> None:
    """Priority with its parts, and quality flags with those that a person is asked."""
    if screening["priority"]:
        total = sum(p["weight"] for p in screening["priority"] if p["answer"] == "true")
        parts = ", ".join(
            f"{p['id']} {p['weight']:g}" + ("" if p["answer"] == "true" else f" ({p['answer']})")
            for p in screening["priority"]
        )
        result(clean(f"priority: {total:g} of {parts}"))
    if screening["flags"]:
        said = ", ".join(
            f"{flag['id']} ({'ask a person' if flag['answer'] == 'ask' else flag['answer']})"
            for flag in screening["flags"]
        )
        result(clean(f"quality flags: {said}"))
