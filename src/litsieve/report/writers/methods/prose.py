"""Words of the draft: bound numbers, lists in a sentence, gaps, texts from outside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from litsieve.report.bindings import bound, pointer
from litsieve.report.inert import markdown as md
from litsieve.report.inert import plain

#: Where the counts are.
COUNTS = "prisma.json"
_GAP = re.compile(r"\*\*\[to be stated: (.+?)\]\*\*")
_RUN = re.compile(r"`+")


@dataclass(frozen=True)
class Passage:
    """Some sentences, and the items of the checklists that they answer (S1 …: PRISMA-S)."""

    items: tuple[str, ...]
    text: str

    @property
    def gaps(self) -> list[str]:
        """What they leave to be stated, in order, each once."""
        return list(dict.fromkeys(_GAP.findall(self.text)))

    @property
    def says_something(self) -> bool:
        """Whether anything is left without the gaps."""
        return bool(_GAP.sub("", self.text).strip(" ."))


#: Passages that stand in one paragraph.
Paragraph = Sequence[Passage]


def gap(what: str) -> str:
    """What only the authors know, so that nobody can overlook it. `what` is Markdown."""
    return f"**[to be stated: {what}]**"


def at(*steps: str | int) -> str:
    """A place in prisma.json."""
    return pointer(COUNTS, *steps)


def number(n: int, place: str) -> str:
    """A number that says where it is from."""
    return bound(f"{n:,}", place)


def counted(n: int, noun: str, place: str, plural: str | None = None) -> str:
    """`1 record`, `2,000 records`, bound."""
    return f"{number(n, place)} {noun if n == 1 else plural or noun + 's'}"


def was(n: int) -> str:
    """The verb that agrees."""
    return "was" if n == 1 else "were"


def series(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`; with semicolons if there are commas within."""
    found = list(parts)
    comma = "; " if any(", " in part for part in found) else ", "
    if len(found) < 2:
        return "".join(found)
    return f"{comma.join(found[:-1])}{';' if comma == '; ' else ''} and {found[-1]}"


def sentence(text: str) -> str:
    """What the authors wrote, as a sentence."""
    said = md(text)
    return said if said.endswith((".", "!", "?")) else f"{said}."


def stated(text: str | None, what: str) -> str:
    """What the authors wrote, or the gap that it leaves."""
    return sentence(text) if text and plain(text) else gap(what)


def verbatim(text: str) -> str:
    """A fenced block that holds the text as it is, line by line, and that no text can end."""
    lines = ["".join(map(_tame, line)) for line in text.rstrip().splitlines()]
    fence = "`" * max(3, 1 + max((len(run) for run in _RUN.findall(text)), default=0))
    return "\n".join([fence, *lines, fence])


def _tame(char: str) -> str:
    """No character that a viewer would obey."""
    return char if char == "\t" or char.isspace() or plain(char) else ""
