"""How wide text is: the advance widths of the bundled font, read from the font files themselves.

Liberation Sans (SIL Open Font License 1.1) has the widths of Arial, so that a viewer without it
breaks no line. Format: OpenType `head`, `hhea`, `hmtx` and `cmap` (format 4).
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from litsieve.errors import DEFECT, ReviewError

FAMILY = "Liberation Sans"
_FOLDER = Path(__file__).with_name("fonts")
FILES = {False: "LiberationSans-Regular.ttf", True: "LiberationSans-Bold.ttf"}  # bold → file

#: What a picture shows for letters that its font does not have.
OMITTED = "[…]"


@dataclass(frozen=True)
class Font:
    """Advance widths in em by code point, of every character that the font has."""

    advance: dict[int, float]


def font_path(bold: bool) -> Path:
    """The font file; a ReviewError if it is missing or broken, as text would vanish."""
    path = _FOLDER / FILES[bold]
    if not path.is_file():
        raise _unusable(path, "missing from")
    if _checksum(path.read_bytes()) != _WHOLE:
        raise _unusable(path, "broken in")
    return path


#: What the 32-bit words of a whole TrueType file sum up to (OpenType `head`: checksumAdjustment).
_WHOLE = 0xB1B0AFBA


def _checksum(data: bytes) -> int:
    words = len(data) // 4
    return sum(struct.unpack_from(f">{words}I", data)) & 0xFFFFFFFF if data else 0


def _unusable(path: Path, how: str) -> ReviewError:
    return ReviewError(
        f"the font {path.name} is {how} this installation",
        hint="install litsieve again",
        exit_code=DEFECT,
    )


@cache
def load(bold: bool) -> Font:
    """The widths of the regular or the bold face."""
    data = font_path(bold).read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {
        bytes(tag): offset
        for tag, _, offset, _ in struct.iter_unpack(">4sIII", data[12 : 12 + 16 * count])
    }
    (em,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (metrics,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
    widths = struct.unpack_from(">" + "Hh" * metrics, data, tables[b"hmtx"])[::2]
    return Font(
        {
            char: widths[min(glyph, metrics - 1)] / em
            for char, glyph in _glyphs(data, tables[b"cmap"]).items()
        }
    )


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Code point → glyph, from the Windows Unicode subtable."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    subtables = [struct.unpack_from(">HHI", data, cmap + 4 + 8 * i) for i in range(count)]
    at = cmap + next(
        offset for platform, coding, offset in subtables if (platform, coding) == (3, 1)
    )
    (twice,) = struct.unpack_from(">H", data, at + 6)
    n, row = twice // 2, f">{twice // 2}H"
    ends, starts, deltas, offsets = (
        struct.unpack_from(row, data, at + 14 + twice * i + (2 if i else 0)) for i in range(4)
    )
    found: dict[int, int] = {}
    for i in range(n):
        for char in range(starts[i], min(ends[i], 0xFFFE) + 1):
            glyph = char
            if offsets[i]:
                place = at + 16 + 3 * twice + 2 * i + offsets[i] + 2 * (char - starts[i])
                (glyph,) = struct.unpack_from(">H", data, place)
            if glyph or not offsets[i]:
                found[char] = (glyph + deltas[i]) & 0xFFFF
    return {char: glyph for char, glyph in found.items() if glyph}


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line in the unit of `size`; a letter that the font lacks is taken as wide."""
    advance = load(bold).advance
    return size * sum(advance[ord(c)] if ord(c) in advance else _estimate(c) for c in text)


def _estimate(char: str) -> float:
    """Em of a letter in whatever font a viewer falls back on: rather too wide than too narrow."""
    if _no_width(char):
        return 0.0
    if unicodedata.category(char) == "So":
        return 1.4  # emoji
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else 1.1


def _no_width(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


def drawable(text: str, bold: bool = False) -> str:
    """`text` with every run of letters that the font does not have replaced by `OMITTED`."""
    advance = load(bold).advance
    out: list[str] = []
    for word in text.split(" "):
        kept, lost = "", False
        for char in word:
            if ord(char) in advance:
                kept, lost = kept + char, False
            elif not _no_width(char) and not lost:
                kept, lost = kept + OMITTED, True
        if not (kept == OMITTED and out and out[-1].endswith(OMITTED)):
            out.append(kept)
    return " ".join(out)


def wrap(text: str, room: float, size: float, bold: bool = False, hang: float = 0.0) -> list[str]:
    """`text` broken at spaces into lines no wider than `room`, those after the first than
    `room − hang`; a word that is wider than a line is broken within. A no-break space holds.
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        space = room - (hang if lines else 0.0)
        if width(longer, size, bold) <= space:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, size, bold) > room - hang:
            head = _fitting(line, room - (hang if lines else 0.0), size, bold)
            lines.append(line[:head])
            line = line[head:]
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, room: float, size: float, bold: bool) -> int:
    """How many letters of `word` fit, at least one; marks stay with the letter before them."""
    used, end = 0.0, 0
    for i, char in enumerate(word):
        used += width(char, size, bold)
        if used > room and i:
            break
        end = i + 1
    while 1 < end < len(word) and (_no_width(word[end]) or word[end - 1] == "\u200d"):
        end -= 1
    return end
