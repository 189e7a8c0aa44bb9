"""YAML that a person wrote: read strictly, checked by a pydantic model, every error with its place.

YAML 1.1 reads `no` as False, `12:30` as 750 and `017` as 15. Here only true/false, plain decimal
numbers and null mean anything but themselves; everything else is text, and where a model wants
text a number is taken as it was written (`published: 2014`, `prefix: 10.10`).
Repeated keys, anchors, aliases and tags are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from litsieve.config import complaints
from litsieve.config.text_file import LINE_END
from litsieve.config.yaml_nodes import DEEPEST, NULL, WRITTEN, Loader, means_space, plain
from litsieve.errors import ReviewError, ReviewErrors, Where

M = TypeVar("M", bound=BaseModel)
Step = str | int


def raise_errors(errors: list[ReviewError]) -> None:
    """Raise what was found, in the order of the file; nothing if nothing was found."""
    ordered = sorted(errors, key=_position)
    if len(ordered) > 1:
        raise ReviewErrors(ordered)
    if ordered:
        raise ordered[0]


def _position(error: ReviewError) -> tuple[int, int]:
    where = error.where
    return (0, 0) if where is None else (where.line or 0, where.column or 0)


def load_yaml(text: str, name: str, model: type[M]) -> M:
    """The text as an instance of `model`.

    Raises ReviewError (ReviewErrors for several) with file, line, column, the line and a hint.
    """
    return Document(text, name).validate(model)


class Document:
    """A YAML text that knows where each of its values stands.

    A path is the way to a value from the top: ("rules", 0, "when", "query").
    """

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.text = text.removeprefix("\ufeff")
        self.lines = LINE_END.split(self.text)
        self.root = self._compose()
        self._refuse_repeated_keys()
        self._refuse_half_characters()

    # -- places ---------------------------------------------------------------------------

    def at(self, line: int, column: int) -> Where:
        """The place of a line and column that count from 0."""
        shown = self.lines[line] if line < len(self.lines) else None
        return Where(self.name, line + 1, column + 1, shown)

    def where(self, path: tuple[Step, ...], *, key: bool = False) -> Where:
        """Where a value stands, or (`key`) the key that it belongs to."""
        node = self._key(path) if key else self._node(path)
        mark = (node or self._node(path) or self.root).start_mark
        return self.at(mark.line, mark.column)

    def locate(self, path: tuple[Step, ...], offset: int) -> Where:
        """Where character `offset` of a text value stands: quoted, plain or block.

        The nth visible character of the value is the nth visible one of its source, whatever
        quoting, escapes, folding and indentation lie between. An offset in a gap gives the
        character after the gap; one past the end gives the place after the last character.
        """
        node = self._node(path)
        if not isinstance(node, yaml.ScalarNode):
            return self.where(path)
        visible = sum(not c.isspace() for c in node.value[:offset])
        last = node.start_mark.index
        for start, end in self._visible(node):
            if visible == 0:
                return self._at_index(start)
            visible, last = visible - 1, end
        return self._at_index(last)

    def _at_index(self, index: int) -> Where:
        ends = [m.end() for m in LINE_END.finditer(self.text, 0, index)]
        return self.at(len(ends), index - (ends[-1] if ends else 0))

    def _visible(self, node: yaml.ScalarNode) -> Iterator[tuple[int, int]]:
        """Start and end, in the source, of each character of a scalar that is not a space."""
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in ('"', "'"):
            start, end = start + 1, end - 1
        elif node.style in ("|", ">"):
            header = LINE_END.search(self.text, start)
            start = header.end() if header else end
        for match in WRITTEN[node.style or ""].finditer(self.text, start, end):
            if not means_space(match[0], node.style):
                yield match.span()

    # -- values ---------------------------------------------------------------------------

    def value(self, path: tuple[Step, ...]) -> Any:
        """What stands at the end of a path; None if nothing does."""
        node = self._node(path)
        return None if node is None else plain(node)

    def validate(self, model: type[M]) -> M:
        """The document as an instance of `model`; raises ReviewError(s)."""
        value = plain(self.root)
        try:
            return model.model_validate(value)
        except ValidationError as error:
            found = error
        if self._take_as_written(value, found):
            try:
                return model.model_validate(value)
            except ValidationError as error:
                found = error
        raise_errors(list(self._complaints(found, model)))
        raise AssertionError("a validation error without errors")

    def _take_as_written(self, value: Any, error: ValidationError) -> bool:
        """Where text was wanted and a number or true/false stands, put what was written there."""
        changed = False
        for item in error.errors():
            path = self.path_of(item["loc"])
            node = self._node(path)
            if item["type"] not in complaints.WANTS_TEXT or not isinstance(node, yaml.ScalarNode):
                continue
            if path and node.tag != NULL:
                holder = value
                for step in path[:-1]:
                    holder = holder[step]
                changed = changed or holder[path[-1]] != node.value
                holder[path[-1]] = node.value
        return changed

    def _complaints(self, error: ValidationError, model: type[BaseModel]) -> Iterator[ReviewError]:
        seen = set()
        found = error.errors()
        for item in found:
            if item["type"] == "too_short" and any(_is_inside(other, item) for other in found):
                continue  # only because what is in it is wrong
            path = self.path_of(item["loc"])
            told = complaints.explain(item, path, model)
            where = self.where(path, key=told.at_key)
            if (where, item["type"] == "missing", item["loc"][-1:]) not in seen:
                seen.add((where, item["type"] == "missing", item["loc"][-1:]))
                yield ReviewError(told.message, where, told.hint, code=told.code)

    def path_of(self, location: tuple[Step, ...]) -> tuple[Step, ...]:
        """A pydantic location without what is not in the document (names of union members)."""
        path: tuple[Step, ...] = ()
        for step in location:
            if self._node((*path, step)) is not None:
                path = (*path, step)
        return path

    def _node(self, path: tuple[Step, ...]) -> yaml.Node | None:
        node: yaml.Node | None = self.root
        for step in path:
            if isinstance(node, yaml.MappingNode):
                node = next((v for k, v in node.value if k.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step] if 0 <= step < len(node.value) else None
            else:
                return None
        return node

    def _key(self, path: tuple[Step, ...]) -> yaml.Node | None:
        parent = self._node(path[:-1])
        if not path or not isinstance(parent, yaml.MappingNode):
            return None
        return next((k for k, _ in parent.value if k.value == path[-1]), None)

    # -- reading --------------------------------------------------------------------------

    def _compose(self) -> yaml.Node:
        try:
            loader = Loader(self.text)
            root: yaml.Node | None = loader.get_single_node()
        except yaml.reader.ReaderError as error:
            message = f"character U+{error.character:04X} is not allowed in YAML"
            hint = "Delete it; such characters come along with copied text."
            raise _not_yaml(message, self._at_index(error.position), hint) from None
        except yaml.MarkedYAMLError as error:
            mark = complaints.mark_of(error)
            where = self.at(mark.line, mark.column) if mark else Where(self.name)
            message, hint = complaints.syntax(error, where)
            raise _not_yaml(message, where, hint) from None
        except RecursionError:
            hint = f"Nest at most {DEEPEST} levels."
            raise _not_yaml("nested too deeply", Where(self.name), hint) from None
        if root is None:
            hint = "`review init` writes one to begin with."
            raise _not_yaml("the file is empty", Where(self.name), hint)
        if not isinstance(root, yaml.MappingNode):
            message = "expected keys and values (key: value) at the top of the file"
            where = self.at(root.start_mark.line, root.start_mark.column)
            raise _not_yaml(message, where, "Begin with 'version: 1'; see `review init`.")
        return root

    def _refuse_repeated_keys(self) -> None:
        errors = []
        for mapping in _mappings(self.root):
            first: dict[str, int] = {}
            for key, _ in mapping.value:
                place = self.at(key.start_mark.line, key.start_mark.column)
                if not isinstance(key, yaml.ScalarNode):
                    message = "a key must be a word, not a list or mapping"
                    hint = "Write 'key: value'; put a value that begins with [ or { in quotes."
                    errors.append(_not_yaml(message, place, hint))
                elif key.value in first:
                    message = f"key '{key.value}' again; first on line {first[key.value]}"
                    hint = "Keep one of the two; each entry of a list begins with a dash."
                    errors.append(ReviewError(message, place, hint, code="duplicate-key"))
                else:
                    first[key.value] = key.start_mark.line + 1
        raise_errors(errors)

    def _refuse_half_characters(self) -> None:
        r"""A lone surrogate (an escape such as "\ud83d" by itself) cannot be written anywhere."""
        errors = [
            _not_yaml(
                "half a character: a surrogate by itself",
                self.at(scalar.start_mark.line, scalar.start_mark.column),
                "Write the character itself, not its escapes.",
            )
            for scalar in _scalars(self.root)
            if any("\ud800" <= letter <= "\udfff" for letter in scalar.value)
        ]
        raise_errors(errors)


def _not_yaml(message: str, where: Where, hint: str) -> ReviewError:
    return ReviewError(message, where, hint, code="yaml")


def _is_inside(inner: ErrorDetails, outer: ErrorDetails) -> bool:
    at = len(outer["loc"])
    return len(inner["loc"]) > at and inner["loc"][:at] == outer["loc"]


def _mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _mappings(value)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for part in pair:
                yield from _scalars(part)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _scalars(value)
