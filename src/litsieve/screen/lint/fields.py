"""Fields: what exports seldom tell, keywords that decide, cues that are no words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from litsieve.screen.conditions import FieldTest, TextTest, leaves
from litsieve.screen.lint.finding import Finding, finding
from litsieve.screen.lint.rules import name
from litsieve.screen.lint.written import all_leaves, texts
from litsieve.screen.query.tree import KEYWORDS
from litsieve.screen.verdicts import may_pass, stage_of

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria, Rule

#: Fields that most exports leave empty, so that nearly every answer is unknown.
SELDOM_KNOWN = ("peer_reviewed", "retracted", "open_access", "title_alternative", "sample_size")


def keywords_decide(criteria: Criteria) -> Iterator[Finding]:
    for rule in criteria.rules:
        for leaf in texts(rule.condition):
            if rule.kind == "require" and KEYWORDS in leaf.fields and len(leaf.fields) > 1:
                message = f"{name(rule)} also looks at keywords, which many reports lack"
                hint = "A report without them may be hit where its twin is not: see fields: tiab."
                yield finding("C013", message, criteria.document.where(leaf.path), hint)
                break


def seldom_known(criteria: Criteria) -> Iterator[Finding]:
    for rule in criteria.rules:
        if stage_of(rule, criteria.stages) is None or may_pass(rule):
            continue
        asked = [leaf for leaf in leaves(rule.condition) if isinstance(leaf, FieldTest)]
        excused = {leaf.field for leaf in asked if leaf.predicate == "present"}
        for leaf in asked:
            if leaf.field in SELDOM_KNOWN and leaf.field not in excused:
                excused.add(leaf.field)
                message = f"most exports do not tell '{leaf.field}': nearly every report will wait"
                where = criteria.document.where((*leaf.path, "field"))
                yield finding("C018", message, where, _excuse(rule, leaf.field))


def _excuse(rule: Rule, field: str) -> str:
    if rule.kind == "require":
        return f"To let them pass: any: [{{field: {field}, present: false}}, …]."
    return f"To let them pass: all: [{{field: {field}, present: true}}, …]."


def nothing_negates(criteria: Criteria) -> Iterator[Finding]:
    for leaf in all_leaves(criteria):
        if isinstance(leaf, TextTest) and leaf.guard is not None and not leaf.guard.cues:
            where = criteria.document.where((*leaf.path, "negation"))
            message = "nothing can negate: no cue of defaults.negation.cues is a word"
            yield finding("C019", message, where, 'Write cues: ["no", "not", "without", …].')
