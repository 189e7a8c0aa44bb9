"""What YAML and pydantic complain about, in the words of the person who wrote the file."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from litsieve.errors import Where, nearest

#: Errors that go away if a number or true/false is taken as the text that was written.
WANTS_TEXT = {"string_type", "literal_error", "enum"}

_QUOTE = "Put the whole value in single quotes, or below the key as a block (key: |)."

#: A part of PyYAML's message → what to say, and what to do.
_SYNTAX = (
    ("found character '\\t'", "a tab is not allowed here", "Indent with spaces."),
    ("that cannot start any token", "a value cannot begin with this character", _QUOTE),
    ("while scanning an alias", "aliases (*name) are not allowed",
     "A value that begins with * must stand in quotes."),
    ("while scanning an anchor", "anchors (&name) are not allowed",
     "A value that begins with & must stand in quotes; repeat shared parts."),
    ("aliases (", None, "A value that begins with * must stand in quotes."),
    ("anchors (", None, "A value that begins with & must stand in quotes; repeat shared parts."),
    ("tags (", None, "A value that begins with ! must stand in quotes."),
    ("mapping values are not allowed", "a colon inside an unquoted value, or wrong indentation",
     _QUOTE),
    ("expected <block end>", "this does not belong to the line above or its indentation",
     "Line it up with its neighbours. A value that begins with a quotation mark ends at the next "
     "one: put a whole query in single quotes, or below its key as a block (key: |)."),
    ("could not find expected ':'", "a key without a colon", "Write 'key: value'."),
    ("while scanning a quoted scalar", "a quotation mark is not closed", "Close it."),
    ("expected a single document", "a second document in one file", "Remove the line '---'."),
    ("expected ',' or", "a comma or closing bracket is missing", None),
)  # fmt: skip


def syntax(error: yaml.MarkedYAMLError, where: Where) -> tuple[str, str | None]:
    """Message and hint for a YAML syntax error."""
    told = f"{error.context or ''} {error.problem or ''}"
    if "cannot start any token" in told and where.text and where.column:
        told = told.replace("found character", f"found character {where.text[where.column - 1]!r}")
    for part, message, hint in _SYNTAX:
        if part in told:
            return message or str(error.problem), hint
    return (error.problem or "not valid YAML"), None


_KINDS = {dict: "keys and values", list: "a list", str: "text", bool: "true or false",
          int: "a whole number", float: "a number", type(None): "nothing"}  # fmt: skip
_WANTED = {
    "string_type": "text", "list_type": "a list", "tuple_type": "a list", "dict_type":
    "keys and values", "model_type": "keys and values", "model_attributes_type": "keys and values",
    "bool_type": "true or false", "bool_parsing": "true or false", "int_type": "a whole number",
    "int_parsing": "a whole number", "int_from_float": "a whole number", "float_type": "a number",
    "float_parsing": "a number", "date_from_datetime_parsing": "a date (2024-05-17)",
}  # fmt: skip


def explain(
    item: ErrorDetails, path: tuple[str | int, ...], model: type[BaseModel]
) -> tuple[str, str | None, bool]:
    """Message, hint, and whether the error points at a key rather than at its value."""
    kind, given = item["type"], item["input"]
    name = str(item["loc"][-1]) if item["loc"] else ""
    if kind == "extra_forbidden":
        keys = sorted(set(_keys(model, path[:-1])))
        return f"unknown key '{name}'", did_you_mean(name, keys), True
    if kind == "missing":
        return f"key '{name}' is missing", None, True
    if kind in ("literal_error", "enum"):
        values = [str(value) for value in _values(model, path)]
        return f"'{given}' is not valid here", did_you_mean(str(given), values), False
    if kind in _WANTED:
        found = _KINDS.get(type(given), "something else")
        shown = f"'{given}'" if found == "text" else found
        return f"expected {_WANTED[kind]}, found {shown}", None, False
    if kind == "too_short":
        return f"'{name}' needs at least one", None, False
    if kind == "value_error":
        return str(item["ctx"]["error"]), None, False
    return item["msg"][:1].lower() + item["msg"][1:], None, False


def did_you_mean(word: str, valid: list[str]) -> str | None:
    """The nearest valid name, else all of them if they are few."""
    near = nearest(word, valid)
    if near is not None:
        return f"Did you mean '{near}'?"
    return f"Valid: {', '.join(valid)}." if 0 < len(valid) <= 40 else None


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> Iterator[str]:
    for kind in _kinds_at(model, path):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from (field.alias or name for name, field in kind.model_fields.items())


def _values(model: type[BaseModel], path: tuple[str | int, ...]) -> Iterator[Any]:
    for kind in _kinds_at(model, path):
        if typing.get_origin(kind) is typing.Literal:
            yield from typing.get_args(kind)
        elif hasattr(kind, "__members__"):
            yield from (member.value for member in kind)


def _kinds_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[Any]:
    """The types that a value at `path` may have."""
    kinds: list[Any] = [model]
    for step in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, step)]
    return kinds


def _inside(kind: Any, step: str | int) -> Iterator[Any]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if step in (name, field.alias):
                yield from _members(field.annotation)
        return
    inner = [arg for arg in typing.get_args(kind) if arg is not Ellipsis]
    if inner:
        yield from _members(inner[-1])  # list[X], tuple[X, ...], dict[str, X]


def _members(kind: Any) -> Iterator[Any]:
    """A union's members; Annotated without its notes."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        for member in typing.get_args(kind):
            yield from _members(member)
    elif origin is typing.Annotated:
        yield from _members(typing.get_args(kind)[0])
    else:
        yield kind
