"""JSON whose every value knows the line on which it stands (RFC 8259; no NaN, no repeated keys)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from litsieve.errors import ReviewError, Where

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None}
#: How deep values may lie in one another.
_DEEPEST = 40
_CUT = "the text ends here, and is not finished"


@dataclass(frozen=True)
class Node:
    """A value: dict[str, Node], list[Node], str, bool, None, or a number as it is written."""

    value: Any
    line: int

    @property
    def members(self) -> dict[str, Node]:
        return self.value if isinstance(self.value, dict) else {}


class Literal(str):
    """A number as it is written."""

    __slots__ = ()


def parse(text: str, name: str, first_line: int = 1) -> list[Node]:
    """The values of a text, one after the other: one of a JSON file, many of JSON lines.

    Raises ReviewError with the line where it is not JSON.
    """
    return list(_Reader(text, name, first_line).all())


class _Reader:
    def __init__(self, text: str, name: str, first_line: int) -> None:
        self.text, self.name, self.first = text, name, first_line
        self.at, self.counted, self.line = 0, 0, first_line

    def all(self) -> Iterator[Node]:
        self._skip()
        while self.at < len(self.text):
            yield self._value(0)
            self._skip()

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _here(self) -> int:
        """The line of the place that is being read; it is asked for from front to back."""
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.line

    def _wrong(self, what: str) -> ReviewError:
        start = self.text.rfind("\n", 0, self.at) + 1
        end = self.text.find("\n", self.at)
        shown = self.text[start : end if end >= 0 else len(self.text)]
        where = Where(self.name, self._here(), self.at - start + 1, shown)
        return ReviewError(f"not JSON: {what}", where, "`review docs checks` says what can be read")

    def _value(self, depth: int) -> Node:
        self._skip()
        line = self._here()
        if depth > _DEEPEST:
            raise self._wrong(f"more than {_DEEPEST} values deep")
        match self.text[self.at : self.at + 1]:
            case "":
                raise self._wrong(_CUT)
            case "{":
                return Node(self._object(depth), line)
            case "[":
                return Node(self._array(depth), line)
            case '"':
                return Node(self._string(), line)
            case _:
                return Node(self._scalar(), line)

    def _scalar(self) -> Any:
        for word, value in _WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        match = _NUMBER.match(self.text, self.at)
        if match is None:
            raise self._wrong("a value was expected")
        self.at = match.end()
        return Literal(match[0])

    def _string(self) -> str:
        try:
            found, self.at = scanstring(self.text, self.at + 1, True)
        except JSONDecodeError as error:
            raise self._wrong(error.msg.lower()) from None
        return str(found.encode("utf-8", "replace").decode())

    def _array(self, depth: int) -> list[Node]:
        found: list[Node] = []
        while self._more("[", "]", first=not found):
            found.append(self._value(depth + 1))
        return found

    def _object(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while self._more("{", "}", first=not found):
            self._skip()
            if not self.text.startswith('"', self.at):
                raise self._wrong("a name in quotation marks was expected")
            start = self.at
            key = self._string()
            if key in found:
                self.at = start
                raise self._wrong(f"{key} is there twice")
            self._skip()
            self._take(":")
            found[key] = self._value(depth + 1)
        return found

    def _more(self, opening: str, closing: str, first: bool) -> bool:
        """Take what stands before the next member; False if the last one has been read."""
        if first:
            self._take(opening)
        self._skip()
        if self.text.startswith(closing, self.at):
            self.at += 1
            return False
        if not first:
            self._take(",")
        return True

    def _take(self, char: str) -> None:
        if self.at >= len(self.text):
            raise self._wrong(_CUT)
        if not self.text.startswith(char, self.at):
            raise self._wrong(f"{char} was expected")
        self.at += 1
