"""Where the blocks of a BibTeX file begin.

A block begins with `@type{` at the start of a line, or after the brace that closed the last one
(`}}@ARTICLE{key, author=`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from litsieve.ingest.entry import Block

#: The beginning of a block: its type, and what opens it.
TYPE = re.compile(r"@[ \t]*([A-Za-z]\w*)\s*([{(])")
#: What must follow if something other than a line's beginning comes before.
_SURE = re.compile(r"""@[A-Za-z]\w*[ \t]*\{[ \t]*[^\s{}=,"]+[ \t]*,\s*[A-Za-z][\w-]*\s*=""")
_BRACES = re.compile(r"(?<!\\)[{}]")
#: A comment that is not closed within so many characters never is.
_LONGEST_COMMENT = 1 << 20


def kind_of(block: Block) -> str:
    """The type of a block in lower case; "" for what stands before the first."""
    found = TYPE.match(block.text)
    return found[1].lower() if found else ""


def starts(window: str, last: bool) -> Iterator[int]:
    """Where blocks begin; entries inside a balanced `@comment{…}` are commented out."""
    closed = 0
    for found in TYPE.finditer(window):
        at = found.start()
        if at < closed or not _begins(window, at):
            continue
        yield at
        if found[1].lower() == "comment" and found[2] == "{":
            end = _balanced(window, found.end())
            if end is None and not last and len(window) - at < _LONGEST_COMMENT:
                return  # it may be closed in what comes next
            closed = end or closed


def _begins(window: str, at: int) -> bool:
    before = at - 1
    while before >= 0 and window[before] in " \t\ufeff":
        before -= 1
    return (
        before < 0
        or window[before] in "\n\r"
        or (window[before] == "}" and _SURE.match(window, at) is not None)
    )


def _balanced(text: str, start: int) -> int | None:
    """Where the brace that was opened before `start` is closed; None if it never is."""
    depth = 1
    for found in _BRACES.finditer(text, start, start + _LONGEST_COMMENT):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.end()
    return None
