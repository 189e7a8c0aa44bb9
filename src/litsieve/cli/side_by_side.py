"""Two records beside each other as lines of text, the words in which they differ marked.

Columns are told in cells of a terminal, of which a Chinese letter takes two. Where there is little
room, or a script that runs from right to left would mix up columns, one record stands below the
other. Marks are a style on terminals that have colour, [brackets] elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

import click

from litsieve.cli.console import clean, number
from litsieve.text import fold

DIFFERS, LIKE, LONE, SAME = "≠", "≈", "·", " "
LEGEND = f"{DIFFERS} differs   {LIKE} but for case, accents, punctuation   {LONE} only one has it"
_NOTHING = "–"
_LABELS = {
    "title_alternative": "other title", "article_number": "article no.", "document_type": "type",
    "doi": "DOI", "pmid": "PMID", "isbn": "ISBN", "url": "link",
}  # fmt: skip
_LABEL_WIDTH = 12
#: Cells that a record's column must have; with fewer, records stand below each other.
_LEAST = 24
#: Characters of a value that are shown unless all was asked for.
_BEGINNING = 300
#: Words of a value that are compared one by one.
_COMPARED = 3000
#: A word; but a letter of a script that has no spaces is one by itself.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)


@dataclass(frozen=True)
class Piece:
    """A word, whether a space stands before it, and whether the other record lacks it."""

    text: str
    spaced: bool
    marked: bool = False


def side_by_side(
    a: Mapping[str, str], b: Mapping[str, str], fields: Iterable[str],
    width: int, styled: bool, whole: bool = False, unmarked: Container[str] = (),
) -> list[str]:  # fmt: skip
    """The lines for two records' fields (as `queue.shown` has them); fields of neither left out.

    Of a long value only the beginning, unless `whole` is asked for. In fields `unmarked` a
    difference means nothing.
    """
    lines: list[str] = []
    for field in fields:
        x, y = clean(a.get(field, "")), clean(b.get(field, ""))
        if x or y or field == "title":
            label = _LABELS.get(field, field)
            mark = SAME if field in unmarked else sign(x, y)
            sides = (_pieces(x), _pieces(y)) if field in unmarked else marked(x, y, whole)
            lines += _field(label, mark, x == y, *sides, width, styled)
    return lines


def sign(x: str, y: str) -> str:
    """What stands in the margin of a field."""
    if x == y:
        return SAME
    if not x or not y:
        return LONE
    return LIKE if fold(x) == fold(y) != "" else DIFFERS


def marked(x: str, y: str, whole: bool) -> tuple[list[Piece], list[Piece]]:
    """The words of both, or of their beginnings; marked where the other has something else."""
    p, q = _pieces(x), _pieces(y)
    if p and q and max(len(p), len(q)) <= _COMPARED:
        p, q = _compared(p, q)
    return (p, q) if whole else (_beginning(p, x), _beginning(q, y))


def _pieces(text: str) -> list[Piece]:
    return [
        Piece(found[0], found.start() > 0 and text[found.start() - 1].isspace())
        for found in _WORD.finditer(text)
    ]


def _compared(p: list[Piece], q: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    left, right = ([fold(piece.text) or piece.text for piece in side] for side in (p, q))
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    same_p = {block.a + i for block in blocks for i in range(block.size)}
    same_q = {block.b + i for block in blocks for i in range(block.size)}
    return (
        [Piece(piece.text, piece.spaced, i not in same_p) for i, piece in enumerate(p)],
        [Piece(piece.text, piece.spaced, i not in same_q) for i, piece in enumerate(q)],
    )


def _beginning(pieces: list[Piece], text: str) -> list[Piece]:
    """The first pieces; what is left out is said."""
    shown = 0
    for at, piece in enumerate(pieces):
        shown += len(piece.text) + 1
        if shown > _BEGINNING and at:
            rest = f"… ({number(len(text))} characters; o shows all)"
            return [*pieces[:at], *_pieces(" " + rest)]
    return pieces


# --- lines -----------------------------------------------------------------------------------


def _field(
    label: str, mark: str, is_same: bool, p: list[Piece], q: list[Piece], width: int, styled: bool
) -> Iterator[str]:
    room = (width - _LABEL_WIDTH - 5) // 2
    if room < _LEAST or any(_runs_left(piece.text) for piece in (*p, *q)):
        yield f"{mark} {label}"
        inner = max(width - 6, 8)
        sides = [("=", p)] if is_same else [("A", p), ("B", q)]
        for letter, pieces in sides:
            for i, line in enumerate(_wrapped(pieces, inner, styled)):
                yield f"   {letter if i == 0 else ' '}  {line.text}"
        return
    none = Line("", 0)
    both = zip_longest(_wrapped(p, room, styled), _wrapped(q, room, styled), fillvalue=none)
    for i, (left, right) in enumerate(both):
        head = f"{mark} {label:{_LABEL_WIDTH}}" if i == 0 else " " * (_LABEL_WIDTH + 2)
        yield f"{head}{left.text}{' ' * (room - left.cells)}   {right.text}".rstrip()


@dataclass(frozen=True)
class Line:
    """A line with its styles, and how many cells it takes."""

    text: str
    cells: int


def _wrapped(pieces: list[Piece], room: int, styled: bool) -> Iterator[Line]:
    """Pieces in lines of at most `room` cells."""
    text, used = "", 0
    for piece in _cut(pieces if styled else _bracketed(pieces), room):
        cells = cells_of(piece.text)
        gap = 1 if piece.spaced and used else 0
        if used and used + gap + cells > room:
            yield Line(text, used)
            text, used, gap = "", 0, 0
        marked = styled and piece.marked
        text += " " * gap + (_style(piece.text) if marked else piece.text)
        used += gap + cells
    yield Line(text, used) if used else Line(_NOTHING, 1)


def _style(text: str) -> str:
    return click.style(text, fg="yellow", bold=True, underline=True)


def _bracketed(pieces: list[Piece]) -> list[Piece]:
    """The marks as brackets, one pair for neighbours."""
    out = []
    for i, piece in enumerate(pieces):
        if piece.marked:
            opens = "[" if i == 0 or not pieces[i - 1].marked else ""
            closes = "]" if i + 1 == len(pieces) or not pieces[i + 1].marked else ""
            piece = Piece(f"{opens}{piece.text}{closes}", piece.spaced, True)
        out.append(piece)
    return out


def _cut(pieces: Iterable[Piece], room: int) -> Iterator[Piece]:
    """The same, words that are wider than a line in parts."""
    for piece in pieces:
        text, spaced = piece.text, piece.spaced
        while cells_of(text) > room:
            at = next(i for i in range(1, len(text) + 1) if cells_of(text[:i]) > room) - 1 or 1
            yield Piece(text[:at], spaced, piece.marked)
            text, spaced = text[at:], False
        if text:
            yield Piece(text, spaced, piece.marked)


def cells_of(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf")
        else 2 if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )  # fmt: skip


def _runs_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
