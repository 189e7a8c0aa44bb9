"""Entries whose lines begin with a tag → tag and values: PubMed, Web of Science, Ovid, refer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from litsieve.ingest.entry import Block
from litsieve.text import squeeze

#: The values of each tag in their order; a value of several lines keeps them, each stripped.
Tags = Mapping[str, Sequence[str]]


def trimmed(block: Block) -> Block:
    """A block without the blank lines before and after its text."""
    bare = block.text.lstrip("\ufeff \t\r\n")
    if not bare:
        return Block(block.line, "")
    start = block.text.rfind("\n", 0, len(block.text) - len(bare)) + 1
    text = block.text[start:].rstrip().removeprefix("\ufeff")
    return Block(block.line + block.text.count("\n", 0, start), text)


def parted(
    block: Block, gap: re.Pattern[str], title: re.Pattern[str], heading: re.Pattern[str]
) -> Iterator[Block]:
    """The block, cut where behind a `gap` a `heading` stands though it had its `title`.

    Entries that lost the line that begins them would be lost in the one before.
    """
    ends = [*(found.end() for found in gap.finditer(block.text)), len(block.text)]
    start = 0
    for end, following in zip(ends, [*ends[1:], None], strict=True):
        is_next = following is not None and heading.search(block.text, end, following)
        if following is None or (is_next and title.search(block.text, start, end)):
            yield Block(block.line + block.text.count("\n", 0, start), block.text[start:end])
            start = end


def pairs(text: str, tag: re.Pattern[str]) -> list[tuple[str, str]]:
    """Tags and values in the order of the file.

    `tag` matches the beginning of a line up to the value; its first group is the tag. A line
    without one goes on with the value before it; what stands before the first tag is left out.
    """
    found: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        if match := tag.match(line):
            found.append((match[1], [line[match.end() :].strip()]))
        elif found:
            found[-1][1].append(line.strip())
    return [(name, "\n".join(lines).strip()) for name, lines in found]


def grouped(found: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The values of each tag; empty ones are left out."""
    tags: dict[str, list[str]] = {}
    for name, value in found:
        if value:
            tags.setdefault(name, []).append(value)
    return tags


def first(tags: Tags, *names: str) -> str:
    """The first value of the first of these tags that is there, on one line."""
    return next((squeeze(tags[name][0]) for name in names if tags.get(name)), "")


def every(tags: Tags, *names: str) -> list[str]:
    """All values of these tags, each on one line and once."""
    return list(dict.fromkeys(squeeze(value) for name in names for value in tags.get(name, ())))


def joined(values: Iterable[str]) -> str:
    """A list in one cell. It ends in the separator, so that one "Sleep, REM" stays one keyword."""
    text = "; ".join(value.replace(";", ",") for value in values if value)
    return f"{text};" if text else ""
