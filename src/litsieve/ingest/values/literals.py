"""Lists and dictionaries that a program left in a cell: `['a', 'b']` of Python, `["a"]` of JSON."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

#: Longer cells are text: an abstract may begin with a bracket.
_LONGEST = 1 << 20


def parsed(text: str) -> object:
    """The value that the text of a cell stands for; None if it is none of a list or dictionary."""
    text = text.strip()
    if text.startswith(('c("', "c('")) and text.endswith(")"):  # a vector of R
        text = f"[{text[2:-1]}]"
    if len(text) > _LONGEST or text[:1] + text[-1:] not in ("[]", "{}"):
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            value: object = read(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return value if isinstance(value, (list, dict)) else None
    return None


def strings(text: str) -> list[str] | None:
    """The texts of a cell that holds a list of texts; None if it does not."""
    value = parsed(text)
    if not isinstance(value, list) or not value:
        return None
    found = list(_texts(value))
    return found if len(found) == len(value) else None


def _texts(values: list[object]) -> Iterator[str]:
    """Texts as they are; of dictionaries (authors of an API, keywords) what they are called."""
    for value in values:
        if isinstance(value, dict):
            inner = value.get("author")
            value = inner if isinstance(inner, dict) else value
            value = next(
                (
                    value[key]
                    for key in ("display_name", "name", "title", "keyword")
                    if value.get(key)
                ),
                None,
            )
        if isinstance(value, str):
            yield value
