"""The queries and lists of criteria.yaml: parsed, their names resolved, their faults located."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from litsieve.config.complaints import did_you_mean, query_hint
from litsieve.config.criteria_file import CriteriaFile, ListEntry, Syntax
from litsieve.config.names import Complaints, circles
from litsieve.screen.conditions import Path
from litsieve.screen.query.faults import faults, unknown_lists
from litsieve.screen.query.parser import LIST_NAME, QueryError, parse, parse_lines
from litsieve.screen.query.tree import ListRef, Node, Or, walk


class Queries:
    """Every query of the file, by the way to it, and the lists by their names.

    `tables`: how the shipped tables that were used are cited. `countries`: the codes of the lists
    that are made of one. What is wrong goes to `complaints`.
    """

    def __init__(self, file: CriteriaFile, complaints: Complaints) -> None:
        self.file, self.complaints = file, complaints
        self.document = complaints.document
        self.folding = file.defaults.query.folding
        self.lists: dict[str, Node] = {}
        self.tables: dict[str, None] = {}
        self.countries: dict[str, tuple[str, ...]] = {}
        self._read: dict[Path, Node] = {}
        self._read_lists()

    def _read_lists(self) -> None:
        for name, entry in self.file.lists.items():
            if not LIST_NAME.fullmatch(name):
                place = self.document.where(("lists", name), key=True)
                hint = "Use letters, digits, _ and -; begin with a letter."
                self.complaints.add(f"a list cannot be called '{name}'", place, hint)
            query = self._list(name, entry)
            if query is not None:
                self.lists[name] = query
        named = {
            name: [n.name for n in walk(query) if isinstance(n, ListRef) and n.name in self.lists]
            for name, query in self.lists.items()
        }
        for circle in circles(named):
            path, at = next(
                (path, node.at)
                for path, query in self._read.items()
                for node in walk(query)
                if path[1] == circle[0] and isinstance(node, ListRef) and node.name == circle[1]
            )
            message = f"lists in a circle: {' → '.join(f'@{name}' for name in circle)}"
            place = self.document.locate(path, at)
            self.complaints.add(message, place, "Take one of them out.", code="circle")

    def _list(self, name: str, entry: ListEntry) -> Node | None:
        path = ("lists", name)
        given = sorted(entry.model_fields_set)
        if given == ["text"]:
            return self.read(entry.text or "", path, None, parse_lines)
        if entry.query is not None and set(given) <= {"query", "syntax"}:
            return self.read(entry.query, (*path, "query"), entry.syntax)
        if entry.table is not None and not {"text", "query", "syntax"} & set(given):
            return self._table(name, entry)
        place = self.document.where(path, key=True)
        hint = "Write text (key: |), or {query: …, syntax: …}, or {table: …, plus: …}."
        self.complaints.add(f"list '{name}' is neither text nor a query nor a table", place, hint)
        return None

    def _table(self, name: str, entry: ListEntry) -> Node | None:
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
            if error.key == "edition":  # FY2019 is near FY2026, and yet another thing
                hint = f"Valid: {', '.join(error.valid)}."
            self.complaints.add(str(error), place, hint, code="unknown-table")
            return None
        self.tables[found.citation] = None
        self.countries[name] = found.codes
        items = [parse(term, self.folding) for term in tables.query_terms(found.codes)]
        if entry.plus is not None:
            plus = self.read(entry.plus, (*path, "plus"), None, parse_lines)
            items += [plus] if plus is not None else []
        return Or(tuple(items))

    def read(self, text: str, path: Path, syntax: Syntax | None, by: Any = parse) -> Node | None:
        """The query that stands at `path`; None, and a complaint, if it cannot be read."""
        try:
            query: Node = by(text, self.folding, syntax or self.file.defaults.query.syntax)
        except QueryError as error:
            error.hint = error.hint or query_hint(error.code)
            self._complain(path, [error])
            return None
        self._complain(path, unknown_lists(query, self.file.lists))
        self._read[path] = query
        return query

    def check(self) -> None:
        """Complain of what can only be told once all lists are known and lead nowhere back."""
        for path, query in self._read.items():
            self._complain(path, faults(query, self.lists))

    def _complain(self, path: Path, errors: Iterable[QueryError]) -> None:
        for error in errors:
            place = self.document.locate(path, error.at)
            self.complaints.add(error.message, place, error.hint, error.code)
