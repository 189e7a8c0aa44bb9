"""criteria.yaml: the eligibility criteria, checked to the last word of the last query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from litsieve.config.criteria_compiler import Compiler
from litsieve.config.criteria_file import (
    STAGES,
    Action,
    CodingEntry,
    CriteriaFile,
    Defaults,
    OnUnknown,
    Reason,
    Review,
    RuleEntry,
    RuleTest,
    Screening,
    Stage,
)
from litsieve.config.names import circles
from litsieve.config.text_file import read_text
from litsieve.config.yaml import Document
from litsieve.screen import conditions as when
from litsieve.screen.query.tree import Node
from litsieve.screen.words import Folding


@dataclass(frozen=True)
class Rule:
    """A rule whose condition is ready to be asked. It hits: require and false, exclude and true."""

    id: str
    kind: Literal["require", "exclude"]
    stages: tuple[Stage, ...]
    #: What a hit does in this run; the file may leave it to the mode.
    action: Action
    reason: str
    condition: when.Condition
    tests: tuple[RuleTest, ...]
    on_unknown: OnUnknown = "human"
    #: The way to it in the file: ("rules", 0), or ("coding", 1) for a `reason_if_none`.
    path: when.Path = ()


@dataclass(frozen=True)
class Code:
    """One value that a coding may have, and when a report has it."""

    value: str
    condition: when.Condition


@dataclass(frozen=True)
class Coding:
    """What reports are coded by. `codes` in the order of choice; `select` one: the first true."""

    id: str
    stages: tuple[Stage, ...]
    select: Literal["one", "many"]
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class Priority:
    """What a report gains in the order of the work if the condition is true."""

    id: str
    weight: float
    condition: when.Condition


@dataclass(frozen=True)
class Flag:
    """A doubt about a report's quality; without a condition a person is asked."""

    id: str
    condition: when.Condition | None


@dataclass(frozen=True)
class Criteria:
    """The criteria, ready to screen by. Reasons in order of priority, rules in the file's order."""

    review: Review
    defaults: Defaults
    lists: dict[str, Node]
    reasons: tuple[Reason, ...]
    rules: tuple[Rule, ...]
    coding: tuple[Coding, ...]
    prioritise: tuple[Priority, ...]
    flags: tuple[Flag, ...]
    screening: Screening
    #: The stages that this run carries out, in the order of the work.
    stages: tuple[Stage, ...]
    #: The shipped tables that lists were made of, by name and edition, as one cites them.
    tables: tuple[str, ...]
    document: Document = field(repr=False, compare=False)

    @property
    def folding(self) -> Folding:
        """Which differences between words are overlooked."""
        return self.defaults.query.folding

    @property
    def mode(self) -> Literal["rules", "people"]:
        """Who decides."""
        return self.screening.mode

    @property
    def detects(self) -> bool:
        """Whether any answer may rest on the language that an abstract is found to be in."""
        tests = (leaf for asked in self.questions().values() for leaf in when.leaves(asked))
        return any(isinstance(leaf, when.FieldTest) and leaf.detection for leaf in tests)

    def questions(self) -> dict[str, when.Condition]:
        """Every condition by its name: rule:ID, code:CODING=VALUE, priority:ID, flag:ID."""
        codes = {
            f"code:{coding.id}={code.value}": code.condition
            for coding in self.coding
            for code in coding.codes
        }
        return {
            **{f"rule:{rule.id}": rule.condition for rule in self.rules},
            **codes,
            **{f"priority:{entry.id}": entry.condition for entry in self.prioritise},
            **{f"flag:{flag.id}": flag.condition for flag in self.flags if flag.condition},
        }


def load_criteria(path: Path, name: str) -> Criteria:
    """Read criteria.yaml; `name` is what errors call it.

    Raises ReviewError, or ReviewErrors with everything that was found, each with line and column.
    """
    return read_criteria(read_text(path, name), name)


def read_criteria(text: str, name: str) -> Criteria:
    """The criteria that `text` writes; raises like `load_criteria`."""
    document = Document(text, name)
    return _Reader(document, document.validate(CriteriaFile)).criteria()


class _Reader:
    """Puts the parts together and collects what is wrong with their names."""

    def __init__(self, document: Document, file: CriteriaFile) -> None:
        self.document, self.file = document, file
        self.compiler = Compiler(document, file)
        self.complaints = self.compiler.complaints

    def criteria(self) -> Criteria:
        self.check_names()
        rules = [self.rule(rule, ("rules", i)) for i, rule in enumerate(self.file.rules)]
        codings = [self.coding(entry, i) for i, entry in enumerate(self.file.coding)]
        rules += [rule for i, x in enumerate(self.file.coding) for rule in self.rule_if_none(x, i)]
        priorities = tuple(
            Priority(x.id, x.weight, self.compiler.condition(x.when, ("prioritise", i, "when")))
            for i, x in enumerate(self.file.prioritise)
        )
        flags = self.flags()
        if not rules and self.file.screening.mode == "rules":
            path = ("rules",) if "rules" in self.file.model_fields_set else ()
            message = "no rule: every report would be included, and nobody would have looked"
            hint = "Write rules; or 'screening: {mode: people}', if only people decide."
            self.complaints.add(message, self.document.where(path, key=True), hint, code="no-rule")
        self.complaints.raise_all()
        for rule in rules:
            self.compiler.check_guards(rule.condition, rule.kind)
        self.compiler.queries.check()
        self.complaints.raise_all()
        named = {stage for rule in self.file.rules for stage in rule.stage}
        named = named or {stage for rule in rules for stage in rule.stages}
        chosen = self.file.screening.stages or named
        return Criteria(
            self.file.review,
            self.file.defaults,
            self.compiler.queries.lists,
            tuple(_placed(reason, rules) for reason in self.file.reasons),
            tuple(rules),
            tuple(codings),
            priorities,
            flags,
            self.file.screening,
            tuple(stage for stage in STAGES if stage in chosen),
            tuple(self.compiler.queries.tables),
            self.document,
        )

    # -- names ----------------------------------------------------------------------------

    def check_names(self) -> None:
        file, check = self.file, self.complaints
        reasons = [reason.id for reason in file.reasons]
        check.unique("reason", reasons, ("reasons",))
        check.unique("rule", [rule.id for rule in file.rules], ("rules",))
        check.unique("coding", [coding.id for coding in file.coding], ("coding",))
        check.unique("priority", [entry.id for entry in file.prioritise], ("prioritise",))
        if file.quality:
            check.unique("flag", [flag.id for flag in file.quality.flags], ("quality", "flags"))
        for i, reason in enumerate(file.reasons):
            if reason.parent is not None:
                check.known("reason", reason.parent, reasons, ("reasons", i, "parent"))
        for i, rule in enumerate(file.rules):
            check.known("reason", rule.reason, reasons, ("rules", i, "reason"))
        for i, coding in enumerate(file.coding):
            self.check_coding(coding, i, reasons)
        parents = {r.id: [r.parent] if r.parent in reasons else [] for r in file.reasons}
        for circle in circles(parents):
            place = self.document.where(("reasons", reasons.index(circle[0]), "parent"))
            message = f"reasons in a circle: {' → '.join(circle)}"
            check.add(message, place, "Take the parent from one of them.", code="circle")

    def check_coding(self, coding: CodingEntry, i: int, reasons: list[str]) -> None:
        check, path = self.complaints, ("coding", i)
        values = list(coding.values)
        for j, value in enumerate(coding.order or ()):
            check.known("value", value, values, (*path, "order", j))
        left = [value for value in values if coding.order and value not in coding.order]
        if left:
            place = self.document.where((*path, "order"), key=True)
            check.add(f"'order' leaves out {', '.join(left)}", place, "Name every value once.")
        if coding.reason_if_none is None:
            return
        at = (*path, "reason_if_none")
        check.known("reason", coding.reason_if_none, reasons, at)
        if "full-text" not in coding.stage:
            message = "'reason_if_none' is given at full text, where this coding is not asked"
            check.add(message, self.document.where(at), "Add full-text to its stage.")
        if coding.id in [rule.id for rule in self.file.rules]:
            message = f"rule '{coding.id}' has the name of this coding, which excludes too"
            check.add(message, self.document.where((*path, "id")), "Call one of them otherwise.")

    # -- parts ----------------------------------------------------------------------------

    def rule(self, entry: RuleEntry, path: when.Path) -> Rule:
        for i, test in enumerate(entry.tests):
            for name in test.record:
                self.compiler.check_field(name, (*path, "tests", i, "record", name), key=True)
        condition = self.compiler.condition(entry.when, (*path, "when"))
        return Rule(
            entry.id,
            entry.kind,
            entry.stage,
            entry.action or self.usual_action(entry.stage, condition),
            entry.reason,
            condition,
            entry.tests,
            entry.on_unknown or self.file.defaults.on_unknown,
            path,
        )

    def usual_action(self, stages: tuple[Stage, ...], condition: when.Condition) -> Action:
        """What a hit does where the file does not say: text never excludes before a person."""
        by_text = any(isinstance(leaf, when.TextTest) for leaf in when.leaves(condition))
        people = self.file.screening.mode == "people"
        return "suggest" if people and (by_text or "metadata" not in stages) else "exclude"

    def coding(self, entry: CodingEntry, i: int) -> Coding:
        codes = self.compiler.codes(entry, i)
        order = entry.order or entry.values
        chosen = [Code(value, codes[value]) for value in order if value in codes]
        return Coding(entry.id, entry.stage, entry.select, tuple(chosen))

    def rule_if_none(self, entry: CodingEntry, i: int) -> Iterator[Rule]:
        """A coding's `reason_if_none`: at full text one of its values is required.

        What a guard takes back gives no code, but no study is lost for it either.
        """
        if entry.reason_if_none is not None:
            condition = when.unguarded(when.AnyOf(tuple(self.compiler.codes(entry, i).values())))
            stages: tuple[Stage, ...] = ("full-text",)
            action = self.usual_action(stages, condition)
            yield Rule(
                entry.id, "require", stages, action, entry.reason_if_none, condition, (),
                self.file.defaults.on_unknown, ("coding", i),
            )  # fmt: skip

    def flags(self) -> tuple[Flag, ...]:
        found = []
        for i, entry in enumerate(self.file.quality.flags if self.file.quality else ()):
            path = ("quality", "flags", i)
            if entry.ask == (entry.when is not None):
                message = "a flag has either a condition (when) or 'ask: true'"
                self.complaints.add(message, self.document.where(path), "Write one of the two.")
            made = self.compiler.condition(entry.when, (*path, "when")) if entry.when else None
            found.append(Flag(entry.id, made))
        return tuple(found)


def _placed(reason: Reason, rules: list[Rule]) -> Reason:
    """A reason that is only given because the full text could not be had is "not retrieved"."""
    giving = [rule for rule in rules if rule.reason == reason.id]
    asked = {
        leaf.field if isinstance(leaf, when.FieldTest) else ""
        for rule in giving
        for leaf in when.leaves(rule.condition)
    }
    if reason.counts_as is None and asked == {"fulltext_status"}:
        return reason.model_copy(update={"counts_as": "not-retrieved"})
    return reason
