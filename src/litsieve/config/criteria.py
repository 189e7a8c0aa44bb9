"""criteria.yaml: the eligibility criteria, checked to the last word of the last query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from litsieve.config.complaints import did_you_mean
from litsieve.config.criteria_file import (
    STAGES,
    ConditionEntry,
    CriteriaFile,
    Defaults,
    Reason,
    Review,
    RuleEntry,
    RuleTest,
    Stage,
)
from litsieve.config.yaml import Document, raise_errors, read_text
from litsieve.errors import ReviewError, Where
from litsieve.screen import conditions as when
from litsieve.screen.predicates import FIELDS, PREDICATES, BadValue, make_test
from litsieve.screen.query.match import near_operand
from litsieve.screen.query.parser import LIST_NAME, QueryError, parse, parse_lines
from litsieve.screen.query.tree import FIELD_SETS, ListRef, Near, Node, walk
from litsieve.screen.words import Folding


@dataclass(frozen=True)
class Rule:
    """A rule whose condition is ready to be asked. It hits: require and false, exclude and true."""

    id: str
    kind: Literal["require", "exclude"]
    stages: tuple[Stage, ...]
    action: Literal["exclude", "suggest"]
    reason: str
    condition: when.Condition
    tests: tuple[RuleTest, ...]


@dataclass(frozen=True)
class Criteria:
    """The criteria, ready to screen by. Reasons in order of priority, rules in the file's order."""

    review: Review
    defaults: Defaults
    lists: dict[str, Node]
    reasons: tuple[Reason, ...]
    rules: tuple[Rule, ...]
    #: The stages that this run carries out, in the order of the work.
    stages: tuple[Stage, ...]
    document: Document = field(repr=False, compare=False)

    @property
    def folding(self) -> Folding:
        """Which differences between words are overlooked."""
        return self.defaults.query.folding


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
    """Turns the file's words into conditions and collects what is wrong with them."""

    def __init__(self, document: Document, file: CriteriaFile) -> None:
        self.document, self.file = document, file
        self.folding = file.defaults.query.folding
        self.errors: list[ReviewError] = []
        self.lists: dict[str, Node] = {}

    def criteria(self) -> Criteria:
        self.check_ids()
        for name, text in self.file.lists.items():
            if not LIST_NAME.fullmatch(name):
                place = self.document.where(("lists", name), key=True)
                hint = "Use letters, digits, _ and -; begin with a letter."
                self.complain(f"a list cannot be called '{name}'", place, hint)
            query = self.query(text, ("lists", name), parse_lines)
            if query is not None:
                self.lists[name] = query
        self.check_cycles()
        rules = [self.rule(rule, ("rules", i)) for i, rule in enumerate(self.file.rules)]
        raise_errors(self.errors)
        self.check_proximity(rules)
        raise_errors(self.errors)
        named = {stage for rule in self.file.rules for stage in rule.stage}
        chosen = self.file.screening.stages or named
        return Criteria(
            self.file.review,
            self.file.defaults,
            self.lists,
            self.file.reasons,
            tuple(rules),
            tuple(stage for stage in STAGES if stage in chosen),
            self.document,
        )

    def complain(self, message: str, where: Where, hint: str | None = None) -> None:
        self.errors.append(ReviewError(message, where, hint))

    # -- names ----------------------------------------------------------------------------

    def check_ids(self) -> None:
        reasons = [reason.id for reason in self.file.reasons]
        self.check_unique("reason", reasons, "reasons")
        self.check_unique("rule", [rule.id for rule in self.file.rules], "rules")
        for i, reason in enumerate(self.file.reasons):
            if reason.parent is not None:
                self.check_known("reason", reason.parent, reasons, ("reasons", i, "parent"))
        for i, rule in enumerate(self.file.rules):
            self.check_known("reason", rule.reason, reasons, ("rules", i, "reason"))
        parents = {r.id: [r.parent] if r.parent in reasons else [] for r in self.file.reasons}
        for circle in _circles(parents):
            place = self.document.where(("reasons", reasons.index(circle[0]), "parent"))
            self.complain(f"reasons in a circle: {' → '.join(circle)}", place)

    def check_unique(self, what: str, ids: list[str], key: str) -> None:
        for i, name in enumerate(ids):
            place = self.document.where((key, i, "id"))
            if name in ids[:i]:
                first = self.document.where((key, ids.index(name), "id")).line
                self.complain(f"{what} '{name}' again; first on line {first}", place)
            if not name.strip() or ";" in name:
                self.complain(f"a {what}'s id cannot be empty or hold a semicolon", place)

    def check_known(self, what: str, name: str, valid: list[str], path: when.Path) -> None:
        if name not in valid:
            place = self.document.where(path)
            self.complain(f"unknown {what} '{name}'", place, did_you_mean(name, valid))

    # -- queries --------------------------------------------------------------------------

    def query(self, text: str, path: when.Path, read: Any = parse) -> Node | None:
        try:
            query: Node = read(text, self.folding)
        except QueryError as error:
            self.complain(error.message, self.document.locate(path, error.at), error.hint)
            return None
        for node in walk(query):
            if isinstance(node, ListRef) and node.name not in self.file.lists:
                hint = did_you_mean(node.name, list(self.file.lists))
                place = self.document.locate(path, node.at)
                self.complain(f"unknown list '@{node.name}'", place, hint)
        return query

    def check_cycles(self) -> None:
        named = {
            name: [n.name for n in walk(query) if isinstance(n, ListRef) and n.name in self.lists]
            for name, query in self.lists.items()
        }
        for circle in _circles(named):
            at = next(
                n.at for n in walk(self.lists[circle[0]])
                if isinstance(n, ListRef) and n.name == circle[1]
            )  # fmt: skip
            place = self.document.locate(("lists", circle[0]), at)
            self.complain(f"lists in a circle: {' → '.join(f'@{name}' for name in circle)}", place)

    def check_proximity(self, rules: Iterable[Rule]) -> None:
        queries: list[tuple[when.Path, Node]] = [(("lists", n), q) for n, q in self.lists.items()]
        for rule in rules:
            for leaf in when.leaves(rule.condition):
                if isinstance(leaf, when.TextTest):
                    queries.append(((*leaf.path, "query"), leaf.query))
        for path, query in queries:
            for node in walk(query):
                if isinstance(node, Near) and not near_operand(node, self.lists):
                    place = self.document.locate(path, node.at)
                    message = "only words, phrases and OR of them can be near one another"
                    self.complain(message, place, "Take AND, NOT and fields out of this part.")

    # -- rules ----------------------------------------------------------------------------

    def rule(self, entry: RuleEntry, path: when.Path) -> Rule:
        for i, test in enumerate(entry.tests):
            for name in test.record:
                if name not in FIELDS:
                    place = self.document.where((*path, "tests", i, "record", name), key=True)
                    self.complain(f"unknown field '{name}'", place, _nearest_field(name))
        condition = self.condition(entry.when, (*path, "when"))
        return Rule(
            entry.id, entry.kind, entry.stage, entry.action, entry.reason, condition, entry.tests
        )

    def condition(self, entry: ConditionEntry, path: when.Path) -> when.Condition:
        """The condition; a stand-in without items where something is wrong with it."""
        given = entry.given()
        heads = [key for key in ("all", "any", "not", "query", "field") if key in given]
        extra = [key for key in given if key not in heads and not _belongs(key, heads)]
        if len(heads) != 1 or extra:
            keys = ", ".join(f"'{key}'" for key in (heads + extra)) or "nothing"
            self.complain(
                f"a condition is one of all, any, not, query, field; found {keys}",
                self.document.where((*path, (heads + extra)[-1]) if given else path, key=True),
                "Combine several conditions with all: [ … ] or any: [ … ].",
            )
            return when.AllOf(())
        if heads == ["not"] and entry.not_ is not None:
            return when.NotThis(self.condition(entry.not_, (*path, "not")))
        if heads == ["query"] and entry.query is not None:
            return self.text_test(entry, path)
        if heads == ["field"] and entry.field is not None:
            return self.field_test(entry.field, given, path)
        items = entry.all if heads == ["all"] else entry.any
        if not items:
            self.complain(f"'{heads[0]}' needs something", self.document.where((*path, heads[0])))
            return when.AllOf(())
        inner = tuple(self.condition(x, (*path, heads[0], i)) for i, x in enumerate(items))
        return when.AllOf(inner) if heads == ["all"] else when.AnyOf(inner)

    def text_test(self, entry: ConditionEntry, path: when.Path) -> when.Condition:
        text = entry.query or ""
        query = self.query(text, (*path, "query"))
        fields = FIELD_SETS[entry.fields or self.file.defaults.query.fields]
        return when.TextTest(query, fields, text, path) if query is not None else when.AllOf(())

    def field_test(self, name: str, given: dict[str, Any], path: when.Path) -> when.Condition:
        if name not in FIELDS:
            place = self.document.where((*path, "field"))
            self.complain(f"unknown field '{name}'", place, _nearest_field(name))
            return when.AllOf(())
        asked = [key for key in given if key in PREDICATES]
        if len(asked) != 1:
            message = f"field needs one of: {', '.join(PREDICATES)}"
            self.complain(message, self.document.where(path if not asked else (*path, asked[-1])))
            return when.AllOf(())
        wanted = tuple("" if value is None else str(value) for value in given[asked[0]] or ())
        try:
            test = make_test(name, asked[0], wanted)
        except BadValue as error:
            exact = self.document.path_of(
                (*path, asked[0], -1 if error.index is None else error.index)
            )
            self.complain(error.message, self.document.where(exact), error.hint)
            return when.AllOf(())
        return when.FieldTest(name, asked[0], wanted, test, path)


def _belongs(key: str, heads: Sequence[str]) -> bool:
    """Whether a key may stand beside the head of its condition."""
    return (key == "fields" and heads == ["query"]) or (key in PREDICATES and heads == ["field"])


def _nearest_field(name: str) -> str | None:
    return did_you_mean(name, sorted(FIELDS))


def _circles(graph: dict[str, list[Any]]) -> Iterator[list[str]]:
    """Each circle of names once: [a, b, a]."""
    done: set[str] = set()
    for start in graph:
        trail: list[str] = []

        def follow(name: str, trail: list[str] = trail) -> list[str] | None:
            if name in trail:
                return [*trail[trail.index(name) :], name]
            if name in done:
                return None
            trail.append(name)
            found = next(filter(None, map(follow, graph.get(name, ()))), None)
            if found is None:
                trail.pop()
            done.add(name)
            return found

        circle = follow(start)
        if circle is not None:
            yield circle
