"""The look of the flow diagram on paper (PDF, LaTeX, Word): the light scheme of prisma.svg."""

from __future__ import annotations

from litsieve.report.flow import Bar, Box, Text

#: What is drawn → its colour, red, green and blue as two hexadecimal digits each.
COLOURS = {
    "text": "111111",
    "dim": "595959",
    "note": "444444",
    "line": "222222",
    "unknown": "999999",
    "box": "FFFFFF",
    "grey": "EEEEEE",
    "head": "F3C24F",
    "other": "DCDCDC",
    "band": "A9C3E8",
}

PT = 0.75  # points a px of the layout


def fill(box: Box) -> str:
    return COLOURS["grey" if box.content.grey else "box"]


def border(box: Box) -> str:
    return COLOURS["line" if box.content.known else "unknown"]


def heading(bar: Bar) -> str:
    return COLOURS["other" if bar.grey else "head"]


def ink(text: Text) -> str:
    return COLOURS["text" if text.known else "dim"]


def rgb(colour: str) -> tuple[int, int, int]:
    """`F3C24F` as 0 to 255 of red, green and blue."""
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue
