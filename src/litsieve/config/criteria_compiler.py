"""From the words of criteria.yaml to conditions: queries parsed, lists and codes resolved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from litsieve.config.complaints import did_you_mean, query_hint
from litsieve.config.criteria_file import (
    CodingEntry,
    ConditionEntry,
    CriteriaFile,
    Detect,
    ListEntry,
    Syntax,
)
from litsieve.config.names import Complaints, circles
from litsieve.config.yaml import Document
from litsieve.screen import conditions as when
from litsieve.screen.predicates import FIELDS, PREDICATES, BadValue, make_test
from litsieve.screen.query.match import near_operand
from litsieve.screen.query.parser import LIST_NAME, QueryError, parse, parse_lines
from litsieve.screen.query.tree import FIELD_SETS, Guard, ListRef, Near, Node, Or, walk
from litsieve.screen.words import query_words

#: What a condition begins with, and the keys that may stand beside it.
_HEADS: dict[str, tuple[str, ...]] = {
    "all": (),
    "any": (),
    "not": (),
    "query": ("fields", "syntax", "negation"),
    "field": (*PREDICATES, "detect"),
    "code": ("any",),
    "map": ("from",),
}
_FORMS = "all, any, not, query, field, code"
#: Stands in for a condition that is wrong; never asked, because the error is raised.
_NOTHING = when.AllOf(())


class Compiler:
    """Turns the file's words into conditions and collects what is wrong with them.

    `lists`: the query of every list, once `read_lists` was called. `tables`: those that were used.
    """

    def __init__(self, document: Document, file: CriteriaFile) -> None:
        self.document, self.file = document, file
        self.complaints = Complaints(document)
        self.folding = file.defaults.query.folding
        self.lists: dict[str, Node] = {}
        #: Every query that was read, by the way to it in the file.
        self.queries: dict[when.Path, Node] = {}
        self.tables: dict[str, None] = {}
        self.countries: dict[str, tuple[str, ...]] = {}
        self._codes: dict[str, dict[str, when.Condition]] = {}
        self._opened: list[str] = []
        cues = tuple(query_words(cue, self.folding) for cue in file.defaults.negation.cues)
        self.guard = Guard(tuple(filter(None, cues)), file.defaults.negation.window)

    # -- lists ----------------------------------------------------------------------------

    def read_lists(self) -> None:
        """Read every list; to be called before any condition is made."""
        for name, entry in self.file.lists.items():
            if not LIST_NAME.fullmatch(name):
                place = self.document.where(("lists", name), key=True)
                hint = "Use letters, digits, _ and -; begin with a letter."
                self.complaints.add(f"a list cannot be called '{name}'", place, hint)
            query = self.list(name, entry)
            if query is not None:
                self.lists[name] = query
        named = {
            name: [n.name for n in walk(query) if isinstance(n, ListRef) and n.name in self.lists]
            for name, query in self.lists.items()
        }
        for circle in circles(named):
            path, at = next(
                (path, node.at)
                for path, query in self.queries.items()
                for node in walk(query)
                if path[1] == circle[0] and isinstance(node, ListRef) and node.name == circle[1]
            )
            message = f"lists in a circle: {' → '.join(f'@{name}' for name in circle)}"
            place = self.document.locate(path, at)
            self.complaints.add(message, place, "Take one of them out.", code="circle")

    def list(self, name: str, entry: ListEntry) -> Node | None:
        path = ("lists", name)
        given = sorted(entry.model_fields_set)
        if given == ["text"]:
            return self.query(entry.text or "", path, None, parse_lines)
        if entry.query is not None and set(given) <= {"query", "syntax"}:
            return self.query(entry.query, (*path, "query"), entry.syntax)
        if entry.table is not None and not {"text", "query", "syntax"} & set(given):
            return self.table(name, entry)
        place = self.document.where(path, key=True)
        hint = "Write text (key: |), or {query: …, syntax: …}, or {table: …, plus: …}."
        self.complaints.add(f"list '{name}' is neither text nor a query nor a table", place, hint)
        return None

    def table(self, name: str, entry: ListEntry) -> Node | None:
        """A list of countries: their names and demonyms, and what `plus` adds."""
        from litsieve.screen import tables

        path = ("lists", name)
        try:
            found = tables.choose(
                entry.table or "", entry.edition, entry.groups or (), entry.region or ()
            )
        except tables.TableError as error:
            place = self.document.where((*path, error.key) if error.key else path)
            hint = did_you_mean(error.value, list(error.valid)) if error.valid else None
            self.complaints.add(str(error), place, hint, code="unknown-table")
            return None
        self.tables[found.citation] = None
        self.countries[name] = found.codes
        items = [parse(term, self.folding) for term in tables.query_terms(found.codes)]
        if entry.plus is not None:
            plus = self.query(entry.plus, (*path, "plus"), None, parse_lines)
            items += [plus] if plus is not None else []
        return Or(tuple(items))

    # -- queries --------------------------------------------------------------------------

    def query(
        self, text: str, path: when.Path, syntax: Syntax | None, read: Any = parse
    ) -> Node | None:
        """The query that stands at `path`; None, and a complaint, if it cannot be read."""
        try:
            query: Node = read(text, self.folding, syntax or self.file.defaults.query.syntax)
        except QueryError as error:
            place = self.document.locate(path, error.at)
            hint = error.hint or query_hint(error.code)
            self.complaints.add(error.message, place, hint, error.code)
            return None
        for node in walk(query):
            if isinstance(node, ListRef) and node.name not in self.file.lists:
                hint = did_you_mean(node.name, list(self.file.lists))
                place = self.document.locate(path, node.at)
                self.complaints.add(f"unknown list '@{node.name}'", place, hint, "unknown-list")
        self.queries[path] = query
        return query

    def check_proximity(self) -> None:
        """Complain of what W/n and PRE/n cannot be asked of, in every query that was read."""
        for path, query in self.queries.items():
            for node in walk(query):
                if isinstance(node, Near) and not near_operand(node, self.lists):
                    place = self.document.locate(path, node.at)
                    message = "only words, phrases and OR of them can be near one another"
                    hint = "Take AND, NOT and fields out of this part."
                    self.complaints.add(message, place, hint, "proximity")

    def check_guards(self, condition: when.Condition, kind: str) -> None:
        """A guard may only make a rule of kind exclude hit less."""
        for leaf, positive in _leaves_with_sign(condition, True):
            if isinstance(leaf, when.TextTest) and leaf.guard is not None:
                place = self.document.where((*leaf.path, "negation"), key=True)
                if kind == "require":
                    message = "'negation' cannot be set on what a rule requires"
                    hint = "A study may be lost to a stray 'no': take it out."
                    self.complaints.add(message, place, hint, "negation")
                elif not positive:
                    message = "'negation' under 'not' would make the rule hit more"
                    self.complaints.add(message, place, "Take it out.", "negation")

    # -- conditions -----------------------------------------------------------------------

    def condition(self, entry: ConditionEntry, path: when.Path) -> when.Condition:
        """The condition; a stand-in where something is wrong with it."""
        given = entry.given()
        if entry.word is not None:
            place = self.document.where(path)
            hint = "Write {query: …} to look for words, or {field: …} to ask a field."
            self.complaints.add(f"a condition is missing; found '{entry.word}'", place, hint)
            return _NOTHING
        heads = [key for key in _HEADS if key in given]
        if "code" in heads and "any" in heads:
            heads.remove("any")
        extra = [key for key in given if key not in heads and not _belongs(key, heads)]
        if len(heads) == 1 and extra:
            place = self.document.where((*path, extra[0]), key=True)
            beside = ", ".join(_HEADS[heads[0]]) or "nothing"
            message = f"'{extra[0]}' cannot stand beside '{heads[0]}'"
            self.complaints.add(message, place, f"Valid there: {beside}.", code="condition")
            return _NOTHING
        if len(heads) != 1:
            keys = ", ".join(f"'{key}'" for key in (heads + extra)) or "nothing"
            self.complaints.add(
                f"a condition is one of {_FORMS}; found {keys}",
                self.document.where((*path, (heads + extra)[-1]) if given else path, key=True),
                "Combine several conditions with all: [ … ] or any: [ … ].",
                code="condition",
            )
            return _NOTHING
        return self._of_head(heads[0], entry, given, path)

    def _of_head(
        self, head: str, entry: ConditionEntry, given: dict[str, Any], path: when.Path
    ) -> when.Condition:
        if given[head] is None or given[head] == []:
            place = self.document.where((*path, head))
            self.complaints.add(f"'{head}' needs something", place, code="condition")
            return _NOTHING
        if entry.not_ is not None:
            return when.NotThis(self.condition(entry.not_, (*path, "not")))
        if entry.query is not None:
            return self.text_test(entry, path)
        if entry.field is not None:
            return self.field_test(entry, given, path)
        if entry.code is not None:
            words = [x.word or "" for x in entry.any or ()]
            return self.coded(entry.code, words, path, "code", "any")
        if entry.map is not None:
            return self.coded(entry.map, entry.from_ or [], path, "map", "from")
        items = entry.all or entry.any or []
        inner = tuple(self.condition(x, (*path, head, i)) for i, x in enumerate(items))
        return when.AllOf(inner) if head == "all" else when.AnyOf(inner)

    def text_test(self, entry: ConditionEntry, path: when.Path) -> when.Condition:
        text = entry.query or ""
        query = self.query(text, (*path, "query"), entry.syntax)
        if query is None:
            return _NOTHING
        fields = FIELD_SETS[entry.fields or self.file.defaults.query.fields]
        guard = self.guard if entry.negation else None
        return when.TextTest(query, fields, text, path, guard)

    def check_field(self, name: str, path: when.Path, key: bool = False) -> bool:
        """Whether there is a field of this name; complains if not."""
        if name not in FIELDS:
            place = self.document.where(path, key=key)
            hint = did_you_mean(name, sorted(FIELDS))
            self.complaints.add(f"unknown field '{name}'", place, hint, "unknown-field")
        return name in FIELDS

    def field_test(
        self, entry: ConditionEntry, given: dict[str, Any], path: when.Path
    ) -> when.Condition:
        name = entry.field or ""
        if not self.check_field(name, (*path, "field")):
            return _NOTHING
        asked = [key for key in given if key in PREDICATES]
        if len(asked) != 1:
            message = f"field needs one of: {', '.join(PREDICATES)}"
            place = self.document.where(path if not asked else (*path, asked[-1]))
            self.complaints.add(message, place, code="condition")
            return _NOTHING
        if entry.detect is not None and (name != "language" or asked != ["in"]):
            place = self.document.where((*path, "detect"), key=True)
            hint = "Write it beside field: language, in: [ … ]."
            self.complaints.add("only a language can be detected", place, hint, "condition")
            return _NOTHING
        at = (*path, asked[0])
        wanted = tuple("" if value is None else str(value) for value in given[asked[0]] or ())
        try:
            test = make_test(name, asked[0], self.with_countries(name, wanted, at))
        except BadValue as error:
            exact = self.document.path_of((*at, -1 if error.index is None else error.index))
            self.complaints.add(error.message, self.document.where(exact), error.hint)
            return _NOTHING
        return when.FieldTest(name, asked[0], wanted, test, path, _detection(entry.detect))

    def with_countries(self, field: str, wanted: Sequence[str], path: when.Path) -> tuple[str, ...]:
        """`in: ['@lmic']` asked of countries means those of the list."""
        found: list[str] = []
        for i, value in enumerate(wanted):
            if field != "countries" or not value.startswith("@"):
                found.append(value)
            elif value[1:] in self.countries:
                found += self.countries[value[1:]]
            else:
                exact = self.document.where(self.document.path_of((*path, i)))
                hint = did_you_mean(value[1:], list(self.countries))
                message = f"'{value}' is not a list made of a table"
                self.complaints.add(message, exact, hint, "unknown-list")
                found.append(value)
        return tuple(found)

    # -- codes ----------------------------------------------------------------------------

    def codes(self, entry: CodingEntry, i: int) -> dict[str, when.Condition]:
        """The condition of each value of a coding; a circle of codings is complained of."""
        if entry.id not in self._codes:
            self._opened.append(entry.id)
            self._codes[entry.id] = {
                value: self.condition(made, ("coding", i, "values", value))
                for value, made in entry.values.items()
            }
            self._opened.pop()
        return self._codes[entry.id]

    def coded(
        self, name: str, values: Sequence[str], path: when.Path, head: str, of: str
    ) -> when.Condition:
        """Whether the coding `name` has one of the values: for `select: one`, as its choice."""
        ids = [coding.id for coding in self.file.coding]
        self.complaints.known("coding", name, ids, (*path, head))
        if name not in ids:
            return _NOTHING
        entry = self.file.coding[ids.index(name)]
        order = list(entry.order or entry.values)
        if not values:
            place = self.document.where((*path, head))
            self.complaints.add(f"which values of '{name}'?", place, f"Write {of}: [ … ].")
        for i, value in enumerate(values):
            exact = self.document.path_of((*path, of, i))
            self.complaints.known("value", value, order, exact)
        if name in self._opened:
            circle = " → ".join([*self._opened[self._opened.index(name) :], name])
            place = self.document.where((*path, head))
            hint = "Take one of them out."
            self.complaints.add(f"codings in a circle: {circle}", place, hint, code="circle")
            return _NOTHING
        codes = self.codes(entry, ids.index(name))
        return when.AnyOf(
            tuple(
                _chosen(codes, order[: order.index(value)], value)
                if entry.select == "one"
                else codes[value]
                for value in values
                if value in codes and value in order
            )
        )


def _chosen(codes: dict[str, when.Condition], before: Sequence[str], value: str) -> when.Condition:
    """That a value is true and none before it is: what `select: one` chooses."""
    if not before:
        return codes[value]
    earlier = when.AnyOf(tuple(codes[name] for name in before if name in codes))
    return when.AllOf((codes[value], when.NotThis(earlier)))


def _detection(entry: Detect | None) -> when.Detection | None:
    return None if entry is None else when.Detection(entry.min_chars, entry.min_confidence)


def _belongs(key: str, heads: Sequence[str]) -> bool:
    """Whether a key may stand beside the head of its condition."""
    return len(heads) == 1 and key in _HEADS[heads[0]]


def _leaves_with_sign(
    condition: when.Condition, positive: bool
) -> Iterator[tuple[when.FieldTest | when.TextTest, bool]]:
    """Questions and queries, each with whether its truth speaks for the whole."""
    match condition:
        case when.AllOf(items) | when.AnyOf(items):
            for item in items:
                yield from _leaves_with_sign(item, positive)
        case when.NotThis(inner):
            yield from _leaves_with_sign(inner, not positive)
        case _:
            yield condition, positive
