"""Numbers in prose that say where they come from, so that a machine can check them.

`410<!--prisma.json#/identified/total-->`: the comment is shown by no viewer of Markdown and left
out by pandoc. What stands before it, without thousands commas, is

- of `FILE.json#/a/b` the value at that place (JSON pointer, RFC 6901);
- of `FILE.csv?column=value&…` the number of rows with these values, an empty one for a missing;
- of `FILE.csv?column=value&…#column` that cell of the one row that has them.

Parts are percent-encoded, so that a name from outside cannot end the comment.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from litsieve.cells import restore

#: A value is one run of letters, digits and what stands within numbers and versions.
_BOUND = re.compile(r"([\w.,+-]*\w)<!--([\w./?&=#%]+)-->")
#: A fenced block shows what stands in it, comments too: nothing there is bound.
_FENCED = re.compile(r"^(`{3,})\n.*?^\1\n", re.M | re.S)


@dataclass(frozen=True)
class Binding:
    """`text` as it stands in the prose, and the place that it claims to come from."""

    text: str
    place: str


def bound(text: str, place: str) -> str:
    """`text` with its place behind it."""
    return f"{text}<!--{place}-->"


def pointer(file: str, *steps: str | int) -> str:
    """The place of a value in a JSON file."""
    parts = (str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return f"{file}#" + "".join(f"/{_encoded(part)}" for part in parts)


def rows(file: str, **where: str | None) -> str:
    """The place of a number of rows of a CSV file; None is a missing value."""
    return f"{file}?" + "&".join(f"{name}={_encoded(of or '')}" for name, of in where.items())


def cell(file: str, column: str, **where: str | None) -> str:
    """The place of a cell of the one row of a CSV file that has these values."""
    return f"{rows(file, **where)}#{column}"


def _encoded(text: str) -> str:
    """Nothing is left that means anything in a place or ends a comment."""
    text = text.encode("utf-8", "replace").decode()  # as files are written
    return quote(text, safe="").replace("-", "%2D").replace("~", "%7E")


def bindings(text: str) -> Iterator[Binding]:
    """Every bound number of a Markdown text, in order."""
    return (Binding(*match.groups()) for match in _BOUND.finditer(_FENCED.sub("", text)))


def unbound(text: str) -> str:
    """The prose of a Markdown text without its bound numbers."""
    return _BOUND.sub("", _FENCED.sub("", text))


def shown(text: str) -> str:
    """The text as a viewer shows it, without the places of its numbers."""
    return _BOUND.sub(r"\1", text)


def mistakes(text: str, files: Mapping[str, bytes]) -> list[str]:
    """What is bound to something else than it says, in words; `files`: name → content."""
    parsed: dict[str, Any] = {}
    found = []
    for binding in bindings(text):
        value = _value(binding.place, files, parsed)
        if value is None or binding.text.replace(",", "") != str(value):
            found.append(f"{binding.text} ≠ {value} at {binding.place}")
    return found


def _value(place: str, files: Mapping[str, bytes], parsed: dict[str, Any]) -> Any:
    """What stands at a place; None if there is no such place."""
    path, _, fragment = place.partition("#")
    name, _, query = path.partition("?")
    if name not in files:
        return None
    if name not in parsed:
        parsed[name] = json.loads(files[name]) if name.endswith(".json") else _table(files[name])
    if name.endswith(".json"):
        return _at(parsed[name], fragment)
    pairs = [part.partition("=")[::2] for part in query.split("&") if part]
    wanted = {name: unquote(of) for name, of in pairs}
    chosen = [row for row in parsed[name] if wanted.items() <= row.items()]
    if not fragment:
        return len(chosen)
    return chosen[0].get(fragment) if len(chosen) == 1 else None


def _at(value: Any, fragment: str) -> Any:
    for step in fragment.split("/")[1:]:
        key = unquote(step).replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        elif isinstance(value, dict):
            value = value.get(key)
        else:
            return None
    return value


def _table(content: bytes) -> list[dict[str, str]]:
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [{name: restore(of or "") for name, of in row.items()} for row in lines]
