"""Which pairs are worth comparing: records that share one of a dozen keys.

A key that many share (a column's title, a long list of abstracts on one page) is capped: records
of such a block meet only their neighbours in a sorted window. A blank never makes a key.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from litsieve.dedupe.columns import Codes, Column, beside, codes, distinct, each, joint, objects
from litsieve.dedupe.normalise import Forms
from litsieve.parallel import spread

Progress = Callable[[str, int, int], None]

CAP = 40
WINDOW = 8
#: So many records are worth several processes.
_MANY = 50_000


def candidates(
    forms: Forms,
    progress: Progress | None = None,
    processes: int = 1,
    cap: int = CAP,
    window: int = WINDOW,
) -> tuple[Codes, Codes]:
    """Positions a < b of every pair to compare, sorted, each once.

    Twins are not looked up: each meets its first copy, which stands for them all.
    """
    size = np.int64(max(len(forms), 1))
    own = np.arange(len(forms), dtype=np.int64)
    twins = own[forms.twin_of != own]
    found = [forms.twin_of[twins] * size + twins]
    firsts = own[forms.twin_of == own]
    look = partial(_of_key, forms, firsts, _sorted_rank(forms), cap, window)
    for pairs in spread(look, KEYS, processes if len(forms) > _MANY else 1):
        found.append(pairs)
        if progress:
            progress("looking for candidates", len(found) - 1, len(KEYS))
    every = distinct(np.concatenate(found))
    return every // size, every % size


def _of_key(forms: Forms, firsts: Codes, order: Codes, cap: int, window: int, name: str) -> Codes:
    """The pairs that one of KEYS finds, each as one number."""
    rows, codes = KEYS[name](forms, firsts)
    a, b = within_blocks(codes, rows, order, cap, window)
    return distinct(np.minimum(a, b) * np.int64(len(forms)) + np.maximum(a, b))


def within_blocks(
    codes: Codes, rows: Codes, order: Codes, cap: int, window: int
) -> tuple[Codes, Codes]:
    """All pairs of `rows` of one code (-1: none), or a window's pairs where a block is over cap."""
    keep = codes >= 0
    codes, rows = codes[keep], rows[keep]
    sort = np.lexsort((order[rows], codes))
    codes, rows = codes[sort], rows[sort]
    counts = np.diff(np.flatnonzero(np.diff(codes, prepend=-1)), append=len(codes))
    reach = np.repeat(np.where(counts > cap, window, counts - 1), counts)
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
    table = pa.table({
        "title": forms.compact.held, "authors": forms.families.held, "year": forms.year,
        "volume": forms.volume, "page": forms.page,
    })  # fmt: skip
    sort = objects(pc.sort_indices(table, [(name, "ascending") for name in table.column_names]))
    rank = np.empty(len(sort), dtype=np.int64)
    rank[sort] = np.arange(len(sort))
    return rank


# -------------------------------------------------------------------------------------- keys

#: Forms and the rows to block → rows (one twice, if it has two keys) and their codes, -1 for none.
Key = Callable[[Forms, Codes], tuple[Codes, Codes]]


def _of(text: Callable[[pa.Array], pa.Array]) -> Key:
    """A key made of the compact title, and of the one in the other language."""

    def key(forms: Forms, rows: Codes) -> tuple[Codes, Codes]:
        other = rows[forms.alternative[rows] != ""]
        titles = forms.compact.held.take(pa.array(rows))
        alternative = pa.array(forms.alternative[other], titles.type)
        both = pa.concat_arrays([titles, pc.replace_substring(alternative, " ", "")])
        return np.concatenate([rows, other]), codes(text(both))

    return key


def _longest_words(forms: Forms, rows: Codes) -> tuple[Codes, Codes]:
    return rows, codes(each(forms.title.held.take(pa.array(rows)), _four_longest))


def _four_longest(title: str) -> str:
    words = set(title.split())
    if len(words) < 4:
        return ""
    return " ".join(sorted(sorted(sorted(words), key=len, reverse=True)[:4]))


def _author_and_title(forms: Forms, rows: Codes) -> tuple[Codes, Codes]:
    name, title = (side.held.take(pa.array(rows)) for side in (forms.first_author, forms.compact))
    known = pc.and_(pc.not_equal(name, ""), pc.not_equal(title, ""))
    both = beside(name, pc.utf8_slice_codeunits(title, 0, 10))
    return rows, codes(pc.if_else(known, both, ""))


def _joined(*columns: str) -> Key:
    """A key made of several fields; blank as soon as one of them is."""

    def key(forms: Forms, rows: Codes) -> tuple[Codes, Codes]:
        joined = np.zeros(len(rows), dtype=np.int64)
        for name in columns:
            form = getattr(forms, name)
            values = (
                codes(form.held.take(pa.array(rows))) if isinstance(form, Column) else form[rows]
            )
            blank = (joined < 0) | (values < 0)
            joined = np.where(blank, -1, joint([joined, values]))
        return rows, joined

    return key


def _middle(compact: pa.Array) -> pa.Array:
    return pa.array([_centre(title) for title in compact.to_pylist()], compact.type)


def _centre(title: str) -> str:
    at = max(len(title) // 2 - 11, 0)
    return title[at : at + 22]


#: What two records of one work are likely to have in common, whatever else differs.
KEYS: dict[str, Key] = {
    "beginning of the title": _of(lambda compact: pc.utf8_slice_codeunits(compact, 0, 24)),
    "end of the title": _of(lambda compact: pc.utf8_slice_codeunits(compact, -24)),
    "middle of the title": _of(_middle),
    "longest words": _longest_words,
    "first author and title": _author_and_title,
    "first author, year, volume": _joined("first_author", "year", "volume"),
    "year, volume, page": _joined("year", "volume", "page"),
    "DOI": _joined("doi"),
    "PMID": _joined("pmid"),
    "accession number": _joined("accession"),
}
