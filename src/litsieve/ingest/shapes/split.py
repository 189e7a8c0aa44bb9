"""A text that comes in pieces → blocks, each from where an entry begins to where the next does.

Because every place at which an entry can begin is a new beginning, a damaged entry ends there too
and its neighbours stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from litsieve.errors import ReviewError, Where
from litsieve.ingest.entry import Block, Text

#: Where blocks begin in a window of the text; `last` is: nothing comes after this window.
Starts = Callable[[str, bool], Iterable[int]]

#: No entry is as long as this, and no line.
LONGEST = 1 << 26


def matches(pattern: re.Pattern[str]) -> Starts:
    """Blocks begin wherever `pattern` matches."""
    return lambda window, _last: (found.start() for found in pattern.finditer(window))


def cut(text: Text, starts: Starts) -> Iterator[Block]:
    """The blocks of `text` in their order; what stands before the first is a block if it has ink.

    Raises ReviewError where no entry begins for LONGEST characters.
    """
    line, held = 1, ""
    for piece in text:
        held = held + piece if held else piece
        *whole, kept = _parts(held, starts, last=False)
        for part in whole:
            if part and not part.isspace():
                yield Block(line, part)
            line += part.count("\n")
        if len(kept) > LONGEST:
            raise ReviewError(
                f"no entry begins for {LONGEST >> 20} million characters", Where("", line),
                "this is not an export as a database writes it; download it again",
            )  # fmt: skip
        held = kept
    for part in _parts(held, starts, last=True):
        if part and not part.isspace():
            yield Block(line, part)
        line += part.count("\n")


def _parts(window: str, starts: Starts, last: bool) -> list[str]:
    """`window` cut at all beginnings; the last part may go on in the next piece."""
    at = [0, *(start for start in starts(window, last) if start), len(window)]
    return [window[a:b] for a, b in pairwise(at)]


def lines(text: Text) -> Iterator[str]:
    """The lines of `text` without their ends (a CR before the LF is left)."""
    held = ""
    for piece in text:
        found = (held + piece).split("\n")
        held = found.pop()
        yield from found
        if len(held) > LONGEST:
            raise ReviewError(
                f"a line is longer than {LONGEST >> 20} million characters",
                hint="this is not an export as a database writes it; download it again",
            )
    if held:
        yield held
