"""The JSON Schema of criteria.yaml: what an editor completes and checks while one writes.

The models give keys, types and descriptions. Three things they cannot say are put in: numbers and
true/false count as text where text is wanted (the loader takes them as they are written); a list
has one of four forms; a condition is one of its heads with the keys that belong to it. What needs
the whole file (names, queries, circles) is left to `review criteria lint`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from litsieve.config.criteria_file import CriteriaFile
from litsieve.screen.predicates import FIELDS, PREDICATES
from litsieve.screen.query.parser import LIST_NAME
from litsieve.screen.tables import TABLES

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_TEXTS: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
_TRUTH: Schema = {"enum": [True, False, "true", "false"]}
_CONDITION: Schema = {"$ref": "#/$defs/ConditionEntry"}
#: Types whose values may also stand there as text, and how that is written.
_AS_TEXT = {
    "integer": r"^\s*[-+]?[0-9]+(\.0+)?\s*$",
    "number": r"^\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*$",
    "boolean": "^([Tt](rue|RUE)?|[Ff](alse|ALSE)?|[Yy](es|ES)?|[Nn][Oo]?|[Oo]([Nn]|[Ff]{2})|[01])$",
}
#: An id: not empty, no semicolon (config/names).
_ID = r"^[^;]*[^;\s][^;]*$"


def criteria_schema() -> Schema:
    """The schema as plain values for json."""
    schema = CriteriaFile.model_json_schema(by_alias=True)
    kinds = schema["$defs"]
    asked, listed = kinds["ConditionEntry"]["properties"], kinds["ListEntry"]["properties"]
    made = {
        "ConditionEntry": {
            "description": kinds["ConditionEntry"]["description"],
            "oneOf": [_written_as_text(form) for form in _conditions(asked)],
        },
        "ListEntry": {
            "description": kinds["ListEntry"]["description"],
            "oneOf": [{"type": "string"}, *map(_written_as_text, _lists(listed))],
        },
    }
    schema = _written_as_text(schema)
    schema["$defs"] |= made
    schema["$defs"]["FlagEntry"] |= {"oneOf": _flag_forms()}
    schema["$defs"]["RuleTest"]["properties"]["record"]["propertyNames"] = {"enum": sorted(FIELDS)}
    schema["properties"]["lists"] |= {
        "additionalProperties": {"$ref": "#/$defs/ListEntry"},
        "propertyNames": {"pattern": f"^{LIST_NAME.pattern}$"},
    }
    schema["anyOf"] = list(_deciding())
    return {"$schema": DIALECT, "title": "Criteria of a literature review (Litsieve)", **schema}


def schema_text() -> str:
    """The schema as the file that ships."""
    return json.dumps(criteria_schema(), indent=2, ensure_ascii=False) + "\n"


# -- forms --------------------------------------------------------------------------------


def _form(says: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """A mapping with these keys and no others; the first ones must be there."""
    return {
        "type": "object",
        "properties": says | (optional or {}),
        "required": list(says),
        "additionalProperties": False,
    }


def _conditions(asked: dict[str, Schema]) -> Iterator[Schema]:
    """One form for each head of a condition; of `field`, one for each question."""
    many = {"type": "array", "items": _CONDITION, "minItems": 1}
    yield _form({"all": _with(asked, "all", many)})
    yield _form({"any": {**many, "description": "At least one is true."}})
    yield _form({"not": _with(asked, "not", _CONDITION)})
    beside = ("fields", "syntax", "negation")
    query = _with(asked, "query", {"type": "string"})
    yield _form({"query": query}, {key: asked[key] for key in beside})
    for name, predicate in PREDICATES.items():
        fields = [field for field, kind in FIELDS.items() if kind in predicate.kinds]
        value = _with(asked, name, _VALUES.get(name, _TEXTS))
        yield _form({"field": _with(asked, "field", {"enum": sorted(fields)}), name: value})
    language = _with(asked, "field", {"const": "language"})
    detect = _with(asked, "detect", {"$ref": "#/$defs/Detect"})
    yield _form({"field": language, "in": _with(asked, "in", _TEXTS), "detect": detect})
    values = {"type": "array", "items": _TEXT, "minItems": 1}
    wanted = {**values, "description": "The values that are asked for."}
    yield _form({"code": _with(asked, "code", {"type": "string"}), "any": wanted})
    mapped = _with(asked, "from", _TEXTS)
    yield _form({"map": _with(asked, "map", {"type": "string"}), "from": mapped})


_ONE: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": 1}]}
_YES_OR_NO: Schema = {
    "anyOf": [_TRUTH, {"type": "array", "items": _TRUTH, "minItems": 1, "maxItems": 1}]
}
_TWO: Schema = {
    "type": "array",
    "items": {"type": ["string", "number", "null"]},
    "minItems": 2,
    "maxItems": 2,
}
#: What stands behind a predicate that does not take any number of values.
_VALUES = {
    "between": _TWO, "below": _ONE, "above": _ONE, "is": _YES_OR_NO, "present": _YES_OR_NO,
}  # fmt: skip


def _lists(says: dict[str, Schema]) -> Iterator[Schema]:
    """A list as a mapping: text, a query in some syntax, countries of a table."""
    yield _form({"text": _with(says, "text", {"type": "string"})})
    yield _form({"query": _with(says, "query", {"type": "string"})}, {"syntax": says["syntax"]})
    for table in TABLES.values():
        optional = {key: says[key] for key in ("plus", table.key)}
        # written without quotes, an edition such as 2025 is a number
        known = [text for name in table.editions for text in _spellings(name)]
        optional["edition"] = _with(says, "edition", {"enum": [*known, None]})
        yield _form({"table": _with(says, "table", {"const": table.name})}, optional)


def _spellings(name: str) -> list[str | int]:
    return [name, int(name)] if name.isdigit() else [name]


def _deciding() -> Iterator[Schema]:
    """Who decides: rules, a coding that excludes, or people."""
    yield {"properties": {"rules": {"minItems": 1}}, "required": ["rules"]}
    coding = {"contains": {"required": ["reason_if_none"]}}
    yield {"properties": {"coding": coding}, "required": ["coding"]}
    people = {"properties": {"mode": {"const": "people"}}, "required": ["mode"]}
    yield {"properties": {"screening": people}, "required": ["screening"]}


def _flag_forms() -> list[Schema]:
    asking = {"properties": {"ask": {"enum": [True, "true", "yes", "on"]}}, "required": ["ask"]}
    return [{"required": ["when"]}, asking]


def _with(says: dict[str, Schema], key: str, schema: Schema) -> Schema:
    """A schema with the description that the model gives its key."""
    told = says[key].get("description")
    return {"description": told, **schema} if told else schema


# -- values as they are written -----------------------------------------------------------


def _written_as_text(schema: Any) -> Any:
    """The same schema, where text, numbers and true/false may stand as the loader takes them."""
    if isinstance(schema, list):
        return [_written_as_text(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {
        key: _inner(key, value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str)) and (key, value) != ("default", None)
    }
    if "anyOf" in made and made.pop("minLength", None):
        made["anyOf"][0]["minItems"] = 1
    if "enum" in made or "const" in made:
        return _of_fixed_words(made)
    if made.get("type") == "string":
        made["type"] = _TEXT["type"]
    elif isinstance(made.get("type"), str) and made["type"] in _AS_TEXT:
        pattern = _AS_TEXT[made["type"]]
        made |= {"type": [made["type"], "string"], "pattern": pattern}
    return made


def _inner(key: str, value: Any) -> Any:
    """What stands behind a keyword: schemas by name, a schema, schemas, or a plain value."""
    if key in ("properties", "$defs"):
        return {name: _with_id(name, _written_as_text(inner)) for name, inner in value.items()}
    return value if key in ("default", "enum", "required") else _written_as_text(value)


def _with_id(name: str, schema: Any) -> Any:
    return {**schema, "pattern": _ID} if name == "id" and "anyOf" not in schema else schema


def _of_fixed_words(schema: Schema) -> Schema:
    """The words "true" and "false" may be written without quotes."""
    words = schema.get("enum", [])
    bare = [word == "true" for word in words if word in ("true", "false")]
    if bare and True not in words:
        schema = {key: value for key, value in schema.items() if key != "type"}
        schema["enum"] = [*words, *bare]
    return schema
