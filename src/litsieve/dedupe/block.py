"""Which pairs are worth comparing: records that share one of a dozen keys.

A key that many share (a column's title, a long list of abstracts on one page) is capped: records
of such a block meet only their neighbours in a sorted window. A blank never makes a key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from litsieve.dedupe.normalise import Codes, Forms

Progress = Callable[[str, int, int], None]

CAP = 40
WINDOW = 8


def candidates(
    forms: Forms, progress: Progress | None = None, cap: int = CAP, window: int = WINDOW
) -> tuple[Codes, Codes]:
    """Positions a < b of every pair to compare, sorted, each once.

    Twins are not looked up: each meets its first copy, which stands for them all.
    """
    size = np.int64(max(len(forms), 1))
    own = np.arange(len(forms), dtype=np.int64)
    twins = own[forms.twin_of != own]
    found = [forms.twin_of[twins] * size + twins]
    firsts = own[forms.twin_of == own]
    order = _sorted_rank(forms)
    blocking = list(KEYS)
    for done, name in enumerate(blocking):
        rows, codes = KEYS[name](forms, firsts)
        a, b = within_blocks(codes, rows, order, cap, window)
        found.append(np.unique(np.minimum(a, b) * size + np.maximum(a, b)))
        if progress:
            progress("looking for candidates", done + 1, len(blocking))
    pairs = np.unique(np.concatenate(found))
    return pairs // size, pairs % size


def within_blocks(
    codes: Codes, rows: Codes, order: Codes, cap: int, window: int
) -> tuple[Codes, Codes]:
    """All pairs of `rows` of one code (-1: none), or a window's pairs where a block is over cap."""
    keep = codes >= 0
    codes, rows = codes[keep], rows[keep]
    sort = np.lexsort((order[rows], codes))
    codes, rows = codes[sort], rows[sort]
    _, where, counts = np.unique(codes, return_inverse=True, return_counts=True)
    reach = np.where(counts > cap, window, counts - 1)[where]
    left: list[Codes] = []
    right: list[Codes] = []
    at = np.arange(len(rows), dtype=np.int64)
    for distance in range(1, int(reach.max(initial=0)) + 1):
        at = at[(reach[at] >= distance) & (at + distance < len(rows))]
        same = at[codes[at] == codes[at + distance]]
        left.append(rows[same])
        right.append(rows[same + distance])
    none = np.empty(0, dtype=np.int64)
    a, b = np.concatenate([none, *left]), np.concatenate([none, *right])
    return a[a != b], b[a != b]


def _sorted_rank(forms: Forms) -> Codes:
    """Where each record stands when all are sorted by title, authors, year and place."""
    frame = pd.DataFrame({
        "title": forms.compact, "authors": forms.families, "year": forms.year,
        "volume": forms.volume, "page": forms.page,
    })  # fmt: skip
    sort = frame.sort_values(list(frame.columns), kind="stable").index.to_numpy()
    rank = np.empty(len(sort), dtype=np.int64)
    rank[sort] = np.arange(len(sort))
    return rank


# -------------------------------------------------------------------------------------- keys

#: Forms and the rows to block → rows (one twice, if it has two keys) and their codes, -1 for none.
Key = Callable[[Forms, Codes], tuple[Codes, Codes]]


def _coded(values: Iterable[str]) -> Codes:
    texts = pd.Series(list(values), dtype=object)
    codes, _ = pd.factorize(texts.where(texts != ""))
    return codes.astype(np.int64)


def _of(text: Callable[[str], str]) -> Key:
    """A key made of the compact title, and of the one in the other language."""

    def key(forms: Forms, rows: Codes) -> tuple[Codes, Codes]:
        other = rows[forms.alternative[rows] != ""]
        alternative = [value.replace(" ", "") for value in forms.alternative[other]]
        values = [text(value) for value in [*forms.compact[rows], *alternative]]
        return np.concatenate([rows, other]), _coded(values)

    return key


def _longest_words(forms: Forms, rows: Codes) -> tuple[Codes, Codes]:
    return rows, _coded(_four_longest(title) for title in forms.title[rows])


def _four_longest(title: str) -> str:
    words = set(title.split())
    if len(words) < 4:
        return ""
    return " ".join(sorted(sorted(words, key=lambda word: (-len(word), word))[:4]))


def _author_and_title(forms: Forms, rows: Codes) -> tuple[Codes, Codes]:
    pairs = zip(forms.first_author[rows], forms.compact[rows], strict=True)
    return rows, _coded(f"{name}\t{title[:10]}" if name and title else "" for name, title in pairs)


def _joined(*columns: str) -> Key:
    """A key made of several fields; blank as soon as one of them is."""

    def key(forms: Forms, rows: Codes) -> tuple[Codes, Codes]:
        joined = np.zeros(len(rows), dtype=np.int64)
        for name in columns:
            values = getattr(forms, name)[rows]
            codes = _coded(values) if values.dtype == object else values
            blank = (joined < 0) | (codes < 0)
            joined, _ = pd.factorize(joined * (codes.max(initial=0) + 1) + codes)
            joined = np.where(blank, -1, joined)
        return rows, joined

    return key


def _middle(compact: str) -> str:
    at = max(len(compact) // 2 - 11, 0)
    return compact[at : at + 22]


#: What two records of one work are likely to have in common, whatever else differs.
KEYS: dict[str, Key] = {
    "beginning of the title": _of(lambda compact: compact[:24]),
    "end of the title": _of(lambda compact: compact[-24:]),
    "middle of the title": _of(_middle),
    "longest words": _longest_words,
    "first author and title": _author_and_title,
    "first author, year, volume": _joined("first_author", "year", "volume"),
    "year, volume, page": _joined("year", "volume", "page"),
    "DOI": _joined("doi"),
    "PMID": _joined("pmid"),
    "accession number": _joined("accession"),
}
