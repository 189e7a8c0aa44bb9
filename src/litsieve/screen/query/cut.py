"""The texts of reports, cut by Arrow at what can be no part of a word: ASCII blanks and signs.
A comma between digits stays, because it may be that of 1,000.

A token is what stands between two of these: "self-harm", "(Ärzte’s" without the parenthesis. Words
are found within tokens, so that all thinking is done once for each that is different. To fold a
token gives what folding the whole text would give there: Unicode composes and reorders nothing
across a blank, and signs that compose with a mark after them (<, =, >) are part of no word. What
does depend on the rest of the text is marked in the token: see notation.IN_GREEK.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from litsieve.screen.notation import GREEK, IN_GREEK, is_greek, rewritten
from litsieve.screen.query.tree import ABSTRACT, KEYWORDS, TITLE

if TYPE_CHECKING:
    from litsieve.screen.words import Folding

#: The parts of a report in the order of their segments.
PARTS = (TITLE, ABSTRACT, KEYWORDS)
_BETWEEN_KEYWORDS = ";"
_BLANK, _COMMA = ord(" "), ord(",")


@dataclass(frozen=True)
class Tokens:
    """The tokens of segments: titles, abstracts, single keywords, in this order.

    For each segment its report, its part (a place in PARTS) and how many tokens it has; for each
    token, segment by segment, its place in `different`, where a few may stand twice.
    """

    reports: npt.NDArray[np.int64]
    parts: npt.NDArray[np.int8]
    lengths: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int32]
    different: Any  # pyarrow strings


def tokens_of(reports: pd.DataFrame, folding: Folding) -> Tokens:
    """The tokens of the texts of reports (RECORD columns)."""
    found = [_segments(reports[part], part) for part in PARTS]
    texts = pa.concat_arrays([texts for _, texts in found])
    letters, begins = _letters(texts, folding.case)
    starts = _starts(letters, begins)
    # each token with the blanks behind it; they are taken away where it is one of few
    cut = pa.LargeStringArray.from_buffers(
        len(starts), pa.py_buffer(np.append(starts, len(letters))), pa.py_buffer(letters)
    ).dictionary_encode()
    tokens = Tokens(
        np.concatenate([reports for reports, _ in found]),
        np.repeat(np.arange(len(PARTS), dtype=np.int8), [len(texts) for _, texts in found]),
        np.diff(np.searchsorted(starts, begins)),
        cut.indices.to_numpy(zero_copy_only=False),
        pc.ascii_rtrim(cut.dictionary, " "),
    )
    return _greek_marked(tokens) if folding.spelling else tokens


def _letters(texts: Any, lower: bool) -> tuple[bytearray, npt.NDArray[np.int64]]:
    """All texts in one, a blank for each ASCII character that no word holds; where each begins."""
    _, offsets, letters = texts.buffers()
    begins = np.frombuffer(offsets, dtype=np.int64, count=len(texts) + 1)
    kept = bytearray(letters or b"").translate(_table(lower))
    signs = np.frombuffer(kept, dtype=np.uint8)
    digit = signs - np.uint8(ord("0")) < 10  # what is less wraps around
    raw = np.frombuffer(letters or b"", dtype=np.uint8)
    between = (raw[1:-1] == _COMMA) & digit[:-2] & digit[2:]
    signs[1:-1][between] = _COMMA
    return kept, begins


def _greek_marked(tokens: Tokens) -> Tokens:
    """The same; tokens that are read otherwise in Greek are marked where a text has Greek words."""
    beyond = np.flatnonzero(pc.invert(pc.string_is_ascii(tokens.different))).tolist()
    found = zip(
        beyond, tokens.different.take(pa.array(beyond, pa.int64())).to_pylist(), strict=True
    )
    greek = [(row, text) for row, text in found if GREEK.search(text)]
    words = [row for row, text in greek if is_greek(text)]
    other = {row: IN_GREEK + text for row, text in greek
             if words and rewritten(text) != rewritten(IN_GREEK + text)[1:]}  # fmt: skip
    if not words or not other:
        return tokens
    ends = np.cumsum(tokens.lengths)
    in_greek = np.searchsorted(ends, _standing(tokens, words), side="right")
    places = _standing(tokens, list(other))
    places = places[np.isin(np.searchsorted(ends, places, side="right"), in_greek)]
    marked = np.zeros(len(tokens.different), dtype=tokens.codes.dtype)
    marked[list(other)] = len(tokens.different) + np.arange(len(other))
    codes = tokens.codes.copy()
    codes[places] = marked[codes[places]]
    more = pa.array(list(other.values()), tokens.different.type)
    return replace(tokens, codes=codes, different=pa.concat_arrays([tokens.different, more]))


def _standing(tokens: Tokens, rows: list[int]) -> npt.NDArray[np.int64]:
    """Where tokens stand, of which `rows` are the places in `different`."""
    asked = np.zeros(len(tokens.different), dtype=bool)
    asked[rows] = True
    return np.flatnonzero(asked[tokens.codes])


def _starts(letters: bytearray, begins: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Where tokens start: at letters after a blank, or at the beginning of a text."""
    blank = np.frombuffer(letters, dtype=np.uint8) == _BLANK
    after = np.empty(len(blank) + 1, dtype=bool)
    after[1:] = blank
    after[begins] = True
    return np.flatnonzero(after[:-1] & ~blank)


def _segments(texts: pd.Series[str], part: str) -> tuple[npt.NDArray[np.int64], Any]:
    """The report of each segment of a part, and its text."""
    column = pa.array(texts, pa.large_string(), from_pandas=True)
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    there = np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False))
    column = column.drop_null()
    if part == KEYWORDS:
        pieces = pc.split_pattern(column, _BETWEEN_KEYWORDS)
        there = np.repeat(there, pieces.value_lengths().to_numpy(zero_copy_only=False))
        column = pieces.flatten()
    return there.astype(np.int64), column


def keyword_starts(text: str) -> list[tuple[int, str]]:
    """Where the keywords of a cell begin, and they: the segments of one report's keywords."""
    starts, at = [], 0
    for piece in text.split(_BETWEEN_KEYWORDS):
        starts.append((at, piece))
        at += len(piece) + 1
    return starts


def _table(lower: bool) -> bytes:
    kept = {c: ord(chr(c).lower()) if lower else c for c in range(128) if chr(c).isalnum()}
    kept |= {ord(sign): ord(sign) for sign in "-'"}
    return bytes(kept.get(c, _BLANK) if c < 128 else c for c in range(256))
