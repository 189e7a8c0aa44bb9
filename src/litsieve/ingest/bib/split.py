"""A BibTeX file → its blocks, each from its `@` to where the next begins.

A block begins with `@type{` at the start of a line, or after the brace that closed the last one
(`}}@ARTICLE{key, author=`). Because every such place is a new beginning, a damaged entry ends
there too and its neighbours stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TYPE = re.compile(r"@[ \t]*([A-Za-z]\w*)\s*([{(])")
#: What must follow if something other than a line's beginning comes before.
_SURE = re.compile(r"""@[A-Za-z]\w*[ \t]*\{[ \t]*[^\s{}=,"]+[ \t]*,\s*[A-Za-z][\w-]*\s*=""")
_BRACES = re.compile(r"(?<!\\)[{}]")


@dataclass(frozen=True, slots=True)
class Block:
    """`@type{…` and all up to the next block; `kind` is the type in lower case."""

    line: int  # of the @, from 1
    kind: str
    text: str


def split(text: str) -> tuple[str, Iterator[Block]]:
    """What stands before the first block, and the blocks in their order."""
    first = next(_starts(text), len(text))
    return text[:first], _blocks(text)


def _blocks(text: str) -> Iterator[Block]:
    line, counted, skip_to = 1, 0, 0
    starts = _starts(text)
    here = next(starts, None)
    while here is not None:
        following = next(starts, None)
        if here >= skip_to:
            line += text.count("\n", counted, here)
            counted = here
            found = _TYPE.match(text, here)
            assert found is not None
            kind = found[1].lower()
            if kind == "comment" and (end := _balanced(text, found.end())) is not None:
                skip_to = end  # entries inside are commented out
                while following is not None and following < end:
                    following = next(starts, None)
            yield Block(line, kind, text[here:following])
        here = following


def _starts(text: str) -> Iterator[int]:
    for found in _TYPE.finditer(text):
        at = found.start()
        before = at - 1
        while before >= 0 and text[before] in " \t\ufeff":
            before -= 1
        if (
            before < 0
            or text[before] in "\n\r"
            or (text[before] == "}" and _SURE.match(text, at) is not None)
        ):
            yield at


def _balanced(text: str, start: int) -> int | None:
    """Where the brace that was opened before `start` is closed; None if it never is."""
    if text[start - 1] != "{":
        return None
    depth = 1
    for found in _BRACES.finditer(text, start):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.end()
    return None
