"""What YAML and pydantic complain about, in the words of the person who wrote the file."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from litsieve.errors import Where, nearest

#: Errors that go away if a number or true/false is taken as the text that was written.
WANTS_TEXT = {"string_type", "literal_error", "enum"}

_QUOTE = "Put the whole value in single quotes, or below the key as a block (key: |)."
_STAR = "A value that begins with * must stand in quotes: '*migrant*'; YAML's aliases are not read."
_AND = "A value that begins with & must stand in quotes; YAML's anchors are not read."
_BANG = "A value that begins with ! must stand in quotes; YAML's tags are not read."

#: A part of PyYAML's message → what to say, and what to do.
_SYNTAX = (
    ("found character '\\t'", "a tab is not allowed here", "Indent with spaces."),
    ("that cannot start any token", "a value cannot begin with this character", _QUOTE),
    ("while scanning an alias", "aliases (*name) are not allowed", _STAR),
    ("while scanning an anchor", "anchors (&name) are not allowed", _AND),
    ("aliases (", None, _STAR),
    ("anchors (", None, _AND),
    ("tags (", None, _BANG),
    ("while scanning a directive", "a line cannot begin with %", _QUOTE),
    ("expected '<document start>'", "this does not belong to the lines above",
     "Indent it, or write 'key: value'; a line cannot begin with %."),
    ("mapping values are not allowed", "a colon inside an unquoted value, or wrong indentation",
     _QUOTE),
    ("expected <block end>", "this does not belong to the line above or its indentation",
     "Line it up with its neighbours. A value that begins with a quotation mark ends at the next "
     "one: put a whole query in single quotes, or below its key as a block (key: |)."),
    ("could not find expected ':'", "a key without a colon",
     "Write 'key: value', with a blank after the colon."),
    ("while scanning a quoted scalar", "a quotation mark is not closed",
     "Close it; a ' inside single quotes is written twice."),
    ("while scanning a double-quoted scalar", "a backslash that means nothing in double quotes",
     "Write \\\\ for a backslash, or put the value in single quotes."),
    ("expected a single document", "a second document in one file", "Remove the line '---'."),
    ("expected ',' or", "a comma, closing bracket or quotation mark is missing",
     "Close [ with ] and { with }, and put commas between. A value that begins with a quotation "
     "mark ends at the next one: put a whole query in single quotes."),
    ("while scanning a block scalar", "only + or - or a number may stand after | or >",
     "Begin the text on the next line, indented."),
    ("nested too deeply", None, "Flatten it: nothing here needs more than 60 levels."),
)  # fmt: skip


def mark_of(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Where to point: at the problem, or at what was opened and not closed before it."""
    context, problem = error.context_mark, error.problem_mark
    if context is None or problem is None:
        return problem or context
    told = error.context or ""
    if "flow" in told:  # a bracket: on the same line the problem itself is plainer
        return problem if problem.line == context.line else context
    return context if any(part in told for part in _FROM_ITS_START) else problem


#: Contexts of PyYAML's in which the fault is where something begins, not where reading stopped.
_FROM_ITS_START = ("quoted scalar", "simple key", "alias", "anchor")


def syntax(error: yaml.MarkedYAMLError, where: Where) -> tuple[str, str]:
    """Message and hint for a YAML syntax error."""
    told = f"{error.context or ''} {error.problem or ''}"
    if "cannot start any token" in told and where.text and where.column:
        told = told.replace("found character", f"found character {where.text[where.column - 1]!r}")
    for part, message, hint in _SYNTAX:
        if part in told:
            return message or str(error.problem), hint
    return (error.problem or "not valid YAML"), _QUOTE


_KINDS = {dict: "keys and values", list: "a list", str: "text", bool: "true or false",
          int: "a whole number", float: "a number", type(None): "nothing"}  # fmt: skip
_WANTED = {
    "string_type": "text", "list_type": "a list", "tuple_type": "a list", "dict_type":
    "keys and values", "model_type": "keys and values", "model_attributes_type": "keys and values",
    "bool_type": "true or false", "bool_parsing": "true or false", "int_type": "a whole number",
    "int_parsing": "a whole number", "int_from_float": "a whole number", "float_type": "a number",
    "float_parsing": "a number", "date_from_datetime_parsing": "a date (2024-05-17)",
}  # fmt: skip
#: What was wanted → how to write it.
_WRITE = {
    "text": "Write one value; put it in quotes if it has brackets, braces or a colon in it.",
    "a list": "Write it in brackets, [a, b], or each on a line of its own after a dash.",
    "keys and values": "Write key: value, each on a line of its own below, or {key: value}.",
    "true or false": "Write true or false.",
    "a whole number": "Write it in digits, such as 12.",
    "a number": "Write it in digits, such as 0.95.",
    "a date (2024-05-17)": "Write year, month and day.",
}
_NOTHING = "Write something after the colon, or take the key out."
#: Numbers that are too small or too large: pydantic's name → its limit, and what to say of it.
_LIMITS = {
    "greater_than_equal": ("ge", "too small", "at least"),
    "less_than_equal": ("le", "too large", "at most"),
    "greater_than": ("gt", "too small", "more than"),
    "less_than": ("lt", "too large", "less than"),
}


@dataclass(frozen=True)
class Complaint:
    """What is wrong, what to do, the stable name of its kind; whether it points at the key."""

    message: str
    hint: str | None
    code: str = "value"
    at_key: bool = False


def explain(item: ErrorDetails, path: tuple[str | int, ...], model: type[BaseModel]) -> Complaint:
    """What to say of an error of pydantic's at `path`."""
    kind, given = item["type"], item["input"]
    name = str(item["loc"][-1]) if item["loc"] else ""
    if kind == "extra_forbidden":
        hint = did_you_mean(name, sorted(set(_keys(model, path[:-1]))))
        if name == "<<":
            hint = "YAML's merge keys are not read: write the keys themselves."
        return Complaint(f"unknown key '{name}'", hint, "unknown-key", True)
    if kind == "missing":
        values = [str(value) for value in _values(model, (*path, name))]
        add = f"Add '{name}: {values[0] if len(values) == 1 else '…'}'."
        hint = f"{add} {_description(model, (*path, name))}".strip()
        return Complaint(f"key '{name}' is missing", hint, "missing-key", True)
    if kind in ("literal_error", "enum"):
        values = [str(value) for value in _values(model, path)]
        return Complaint(f"{_shown(given)} is not valid here", did_you_mean(str(given), values))
    if kind in _WANTED:
        in_lists = path[:1] == ("lists",) and len(path) > 1
        return _wrong_kind(
            _WANTED[kind], given, list(_keys(model, path)), str(path[-1]) if in_lists else None
        )
    if kind in _LIMITS:
        limit, what, bound = _LIMITS[kind]
        number = item["ctx"][limit]
        return Complaint(f"{given} is {what}", f"It must be {bound} {number:g}.")
    if kind == "too_short":
        hint = f"Write one, or take '{name}' out if nothing is needed."
        return Complaint(f"'{name}' needs at least one", hint)
    if kind == "value_error":
        return Complaint(str(item["ctx"]["error"]), None)
    return Complaint(item["msg"][:1].lower() + item["msg"][1:], None)


def _wrong_kind(
    wanted: str, given: Any, keys: list[str], name_of_list: str | None = None
) -> Complaint:
    """`name_of_list`: the key, where a list of queries is written."""
    found = _KINDS.get(type(given), "something else")
    hint = _NOTHING if found == "nothing" else _WRITE[wanted]
    if wanted == "keys and values" and keys and found != "nothing":
        hint = f"{hint} Keys: {', '.join(keys)}."
        if found == "a list" and {"all", "any"} <= set(keys):
            hint = "Write all: or any: above the list."
    if wanted in ("text", "keys and values") and found == "a list" and name_of_list:
        hint = f"Write the lines as text, without dashes, below '{name_of_list}: |' and indented."
    shown = _shown(given) if isinstance(given, str) else found
    return Complaint(f"expected {wanted}, found {shown}", hint)


def _shown(given: Any) -> str:
    """A value in quotes; a long one is cut."""
    text = str(given)
    return f"'{text}'" if len(text) <= _LONGEST else f"'{text[:_LONGEST]}…'"


#: Letters of a value that a message repeats.
_LONGEST = 60
#: What to do where a query does not say it itself, by the error's code.
_QUERY_HINTS = {
    "empty": "Write a query, or take it out.",
    "depth": "Make a list of an inner part and name it: @name.",
    "operator": "Write a word on both sides, or take the operator out.",
}


def query_hint(code: str) -> str | None:
    """What to do about a query, where its reader does not say it."""
    return _QUERY_HINTS.get(code)


def did_you_mean(word: str, valid: list[str]) -> str | None:
    """The nearest valid name, else all of them if they are few."""
    near = nearest(word, valid) if len(word) <= _LONGEST else None
    if near is not None:
        return f"Did you mean '{near}'?"
    return f"Valid: {', '.join(valid)}." if 0 < len(valid) <= 40 else None


def _description(model: type[BaseModel], path: tuple[str | int, ...]) -> str:
    """What the model says of the key at the end of a path."""
    for kind in _kinds_at(model, path[:-1]):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            for name, field in kind.model_fields.items():
                if path[-1] in (name, field.alias):
                    return field.description or ""
    return ""


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> Iterator[str]:
    for kind in _kinds_at(model, path):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = kind.model_fields.items()
            yield from (field.alias or name for name, field in fields if not field.exclude)


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
