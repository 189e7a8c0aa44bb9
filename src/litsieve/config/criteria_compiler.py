"""From the words of criteria.yaml to conditions: queries parsed, lists and codes resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litsieve.config.complaints import did_you_mean
from litsieve.config.criteria_file import (
    CodingEntry,
    ConditionEntry,
    CriteriaFile,
    Detect,
)
from litsieve.config.criteria_queries import Queries
from litsieve.config.names import Complaints
from litsieve.config.yaml import Document
from litsieve.screen import conditions as when
from litsieve.screen.language import Detection
from litsieve.screen.predicates import FIELDS, PREDICATES, BadValue, make_test
from litsieve.screen.query.tree import FIELD_SETS, Guard
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
#: How many codings may stand one upon the other: theme from level is one.
HIGHEST = 2
#: Stands in for a condition that is wrong; never asked, because the error is raised.
_NOTHING = when.AllOf(())


class Compiler:
    """Turns the file's words into conditions and collects what is wrong with them."""

    def __init__(self, document: Document, file: CriteriaFile) -> None:
        self.document, self.file = document, file
        self.complaints = Complaints(document)
        self.queries = Queries(file, self.complaints)
        self._codes: dict[str, dict[str, when.Condition]] = {}
        self._opened: list[str] = []
        #: On how many codings, one upon the other, each is built.
        self._heights: dict[str, int] = {}
        self.guard = _guard(file)

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
        query = self.queries.read(text, (*path, "query"), entry.syntax)
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
            if asked:
                keys = " and ".join(f"'{key}'" for key in asked)
                message = f"field takes only one question; found {keys}"
            place = self.document.where(path if not asked else (*path, asked[-1]))
            hint = "Ask each in a condition of its own: all: [{field: …}, {field: …}]."
            self.complaints.add(message, place, hint if asked else None, code="condition")
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
            elif value[1:] in self.queries.countries:
                found += self.queries.countries[value[1:]]
            else:
                exact = self.document.where(self.document.path_of((*path, i)))
                hint = did_you_mean(value[1:], list(self.queries.countries))
                message = f"'{value}' is not a list made of a table"
                self.complaints.add(message, exact, hint, "unknown-list")
                found.append(value)
        return tuple(found)

    # -- codes ----------------------------------------------------------------------------

    def codes(self, entry: CodingEntry, i: int) -> dict[str, when.Condition]:
        """The condition of each value of a coding; a circle of codings is complained of."""
        if entry.id not in self._codes:
            self._opened.append(entry.id)
            self._heights[entry.id] = 0
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
        if self._opened:
            height = self._heights[name] + 1
            if height > HIGHEST:
                place = self.document.where((*path, head))
                message = f"codings built on codings more than {HIGHEST} times over"
                hint = "Their conditions multiply: name the values of an earlier coding."
                self.complaints.add(message, place, hint, code="depth")
                return _NOTHING
            self._heights[self._opened[-1]] = max(self._heights[self._opened[-1]], height)
        return when.AnyOf(
            tuple(
                _chosen(codes, order[: order.index(value)], value)
                if entry.select == "one"
                else codes[value]
                for value in values
                if value in codes and value in order
            )
        )

    # -- guards ----------------------------------------------------------------------------

    def check_guards(self, condition: when.Condition, kind: str) -> None:
        """A guard may only make a rule of kind exclude hit less."""
        for leaf, positive in when.signed_leaves(condition):
            if isinstance(leaf, when.TextTest) and leaf.guard is not None:
                place = self.document.where((*leaf.path, "negation"), key=True)
                if kind == "require":
                    message = "'negation' cannot be set on what a rule requires"
                    hint = "A study may be lost to a stray 'no': take it out."
                    self.complaints.add(message, place, hint, "negation")
                elif not positive:
                    message = "'negation' under 'not' would make the rule hit more"
                    self.complaints.add(message, place, "Take it out.", "negation")


def _chosen(codes: dict[str, when.Condition], before: Sequence[str], value: str) -> when.Condition:
    """That a value is true and none before it is: what `select: one` chooses."""
    if not before:
        return codes[value]
    earlier = when.AnyOf(tuple(codes[name] for name in before if name in codes))
    return when.AllOf((codes[value], when.NotThis(earlier)))


def _guard(file: CriteriaFile) -> Guard:
    negation, folding = file.defaults.negation, file.defaults.query.folding
    cues = (query_words(cue, folding) for cue in negation.cues)
    return Guard(tuple(filter(None, cues)), negation.window)


def _detection(entry: Detect | None) -> Detection | None:
    return None if entry is None else Detection(entry.min_chars, entry.min_confidence)


def _belongs(key: str, heads: Sequence[str]) -> bool:
    """Whether a key may stand beside the head of its condition."""
    return len(heads) == 1 and key in _HEADS[heads[0]]
