"""Where the blocks of a BibTeX file begin.

A block begins with `@type{` at the start of a line, or after the brace that closed the last one
(`}}@ARTICLE{key, author=`). Inside an entry that is still open, only what goes on like an entry
counts: an abstract may have a line `@article{x is not one}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from litsieve.ingest.bib.values import end_of_braces
from litsieve.ingest.entry import Block

#: The beginning of a block: its type, and what opens it.
TYPE = re.compile(r"@[ \t]*([A-Za-z]\w*)\s*([{(])")
#: What must follow if something other than a line's beginning comes before.
_SURE = re.compile(r"""@[A-Za-z]\w*[ \t]*\{[ \t]*[^\s{}=,"]+[ \t]*,\s*[A-Za-z][\w-]*\s*=""")
#: What goes on as an entry does: a brace, an equals sign before any other brace.
_GOES_ON = re.compile(r"@[^{(]*[{(][^{}()=]{0,1000}=")
#: Blocks that are no entries; @xdata holds fields for others, @set keys.
NOT_ENTRIES = frozenset({"comment", "preamble", "string", "xdata", "set"})
#: What a field, or an entry, ends in.
_ENDS = ("", "}", ")", ",", '"')
#: A block that is not closed within so many characters never is.
_LONGEST_COMMENT = 1 << 20


def kind_of(block: Block) -> str:
    """The type of a block in lower case; "" for what stands before the first."""
    found = TYPE.match(block.text)
    return found[1].lower() if found else ""


def starts(window: str, last: bool) -> Iterator[int]:
    """Where blocks begin; entries inside a balanced `@comment{…}` are commented out."""
    closed = 0
    opened: int | None = None  # behind the brace that opened the block before
    for found in TYPE.finditer(window):
        at = found.start()
        if at < closed or not _begins(window, at):
            continue
        kind = found[1].lower()
        if opened and kind not in NOT_ENTRIES and _is_inside(window, opened, at):
            continue
        yield at
        opened = found.end() if found[2] == "{" else None
        if kind == "comment" and opened:
            end = end_of_braces(window, opened - 1, opened + _LONGEST_COMMENT)
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


def _is_inside(window: str, opened: int, at: int) -> bool:
    """Whether what looks like a beginning is text of the block before, whose brace is open.

    What goes on like an entry is text only behind text, and if that brace is closed behind it.
    """
    if not _GOES_ON.match(window, at):
        return end_of_braces(window, opened - 1, at) is None
    if window[max(opened, at - 200) : at].rstrip()[-1:] in _ENDS:
        return False
    end = end_of_braces(window, opened - 1, opened + _LONGEST_COMMENT)
    return end is not None and end > at
