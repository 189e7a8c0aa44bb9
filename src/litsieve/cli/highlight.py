"""Texts from the outside with words in them marked: bold on terminals, [brackets] elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from litsieve.cli.console import clean, wants_color

#: Characters before and after a match that are shown.
_CONTEXT = 45
#: From start to end, in characters; sorted, apart from one another.
Spans = Sequence[tuple[int, int]]


def styled() -> bool:
    """Whether marks may be a style: on a terminal, unless colour was refused."""
    wanted = wants_color()
    return sys.stdout.isatty() if wanted is None else wanted


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places; those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def marked(text: str, spans: Iterable[tuple[int, int]], style: bool) -> str:
    """The whole text, on one line, with what lies in the spans marked."""
    return _between(text, 0, len(text), merged(spans), style)


def snippets(text: str, spans: Iterable[tuple[int, int]], style: bool, most: int = 3) -> list[str]:
    """The words around each span, neighbours in one piece; … where something was left out."""
    apart = merged(spans)
    windows = merged(_window(text, start, end) for start, end in apart)
    return [
        ("… " if start else "")
        + _between(text, start, end, apart, style)
        + (" …" if end < len(text) else "")
        for start, end in windows[:most]
    ]


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """From the beginning of a word before the span to the end of one behind it."""
    first = max(0, start - _CONTEXT)
    if first:
        blank = text.find(" ", first, start)
        first = blank + 1 if blank >= 0 else first
    last = min(len(text), end + _CONTEXT)
    if last < len(text):
        blank = text.rfind(" ", end, last)
        last = blank if blank >= 0 else last
    return first, last


def _between(text: str, start: int, end: int, spans: Spans, style: bool) -> str:
    return "".join(_pieces(text, start, end, spans, style)).strip()


def _pieces(text: str, start: int, end: int, spans: Spans, style: bool) -> Iterator[str]:
    at = start
    for first, last in spans:
        if last <= start or first >= end:
            continue
        first, last = max(first, start), min(last, end)
        found = _line(text[first:last])
        yield _line(text[at:first])
        yield click.style(found, bold=True, underline=True) if style else f"[{found}]"
        at = last
    yield _line(text[at:end])


def _line(text: str) -> str:
    """Without line ends and control characters; as long as it was."""
    return clean(text.replace("\n", " ").replace("\r", " ").replace("\t", " "))
