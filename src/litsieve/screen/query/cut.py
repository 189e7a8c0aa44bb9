"""The texts of reports, cut by Arrow at what can be no part of a word: ASCII blanks and signs.

A token is what stands between two of these: "self-harm", "(Ärzte’s" without the parenthesis. Words
are found within tokens, so that all thinking is done once for each that is different. To fold a
token gives what folding the whole text would give there: Unicode composes and reorders nothing
across a blank, and signs that compose with a mark after them (<, =, >) are part of no word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from litsieve.screen.query.tree import ABSTRACT, KEYWORDS, TITLE

if TYPE_CHECKING:
    from litsieve.screen.words import Folding

#: The parts of a report in the order of their segments.
PARTS = (TITLE, ABSTRACT, KEYWORDS)
_BETWEEN_KEYWORDS = ";"
_BLANK = ord(" ")


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
    return Tokens(
        np.concatenate([reports for reports, _ in found]),
        np.repeat(np.arange(len(PARTS), dtype=np.int8), [len(texts) for _, texts in found]),
        np.diff(np.searchsorted(starts, begins)),
        cut.indices.to_numpy(zero_copy_only=False),
        pc.ascii_rtrim(cut.dictionary, " "),
    )


def _letters(texts: Any, lower: bool) -> tuple[bytes, npt.NDArray[np.int64]]:
    """All texts in one, a blank for each ASCII character that no word holds; where each begins."""
    _, offsets, letters = texts.buffers()
    begins = np.frombuffer(offsets, dtype=np.int64, count=len(texts) + 1)
    return letters.to_pybytes().translate(_table(lower)) if letters else b"", begins


def _starts(letters: bytes, begins: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
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
