"""Two records side by side: for every field one of a few named levels, for many pairs at once.

`compare` depends on nothing but the forms and the pairs it is given, so that pairs may be cut into
chunks and spread over processes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from litsieve.dedupe.normalise import Codes, Flags, Forms, Texts
from litsieve.dedupe.venue import VENUE_LEVELS, same_venue
from litsieve.dedupe.wording import TITLE_LEVELS, equal_titles, wording

Scorer = Callable[..., float]
Level = npt.NDArray[np.int8]
Scores = npt.NDArray[np.float32]

#: The levels of every field; `Evidence.levels` holds indexes into these.
LEVELS: dict[str, tuple[str, ...]] = {
    "title": TITLE_LEVELS,
    "authors": ("missing", "same", "shortened", "partly", "different"),
    "year": ("missing", "same", "next", "two apart", "far"),
    "venue": VENUE_LEVELS,
    "volume": ("missing", "same", "different"),
    "issue": ("missing", "same", "different"),
    "page": ("missing", "same", "overlap", "other notation", "different"),
    "doi": ("missing", "same", "other registrant", "different"),
    "pmid": ("missing", "same", "different"),
    "abstract": ("missing", "same", "alike", "different"),
}  # fmt: skip

#: Titles less alike than this (0–100) are not looked at, unless an id or the place is the same.
TITLE_CUT = 55.0


@dataclass(frozen=True)
class Evidence:
    """One row per pair: positions, title similarity 0–100, and the level of every field."""

    a: Codes
    b: Codes
    ratio: Scores
    levels: dict[str, Level]

    def __len__(self) -> int:
        return len(self.a)

    def at(self, field: str, *levels: str) -> Flags:
        """Which pairs stand at one of these levels of a field."""
        wanted = np.array([level in levels for level in LEVELS[field]])
        return np.asarray(wanted[self.levels[field]])

    def take(self, rows: npt.NDArray[np.bool_] | Codes) -> Evidence:
        levels = {name: level[rows] for name, level in self.levels.items()}
        return Evidence(self.a[rows], self.b[rows], self.ratio[rows], levels)


def join(chunks: list[Evidence]) -> Evidence:
    """Several chunks as one."""
    return Evidence(
        np.concatenate([chunk.a for chunk in chunks]),
        np.concatenate([chunk.b for chunk in chunks]),
        np.concatenate([chunk.ratio for chunk in chunks]),
        {name: np.concatenate([chunk.levels[name] for chunk in chunks]) for name in LEVELS},
    )


def promising(forms: Forms, a: Codes, b: Codes) -> Flags:
    """Which pairs deserve all comparisons: titles at all alike, or an id or the place the same.

    As in `compare`, what is said of a pair depends on its two records alone; but see `doi_level`.
    """
    ratio, x, y = _best_titles(forms, a, b, cutoff=TITLE_CUT)
    worth: Flags = (ratio >= TITLE_CUT) | _begins(x, y)
    worth |= (
        _equal(forms.doi_written, a, b) | _equal(forms.pmid, a, b) | _equal(forms.accession, a, b)
    )
    place = _equal(forms.year, a, b) & _equal(forms.volume, a, b) & _equal(forms.page, a, b)
    return np.asarray(worth | (place & (forms.first_author[a] == forms.first_author[b])))


def compare(forms: Forms, a: Codes, b: Codes) -> Evidence:
    """The evidence on the pairs (a[i], b[i])."""
    ratio, x, y = _best_titles(forms, a, b)
    venue = _venue(forms, a, b)
    levels = {
        "title": _title(forms, a, b, ratio, x, y),
        "authors": _authors(forms, a, b),
        "year": _year(forms, a, b),
        "venue": venue,
        "volume": _volume(forms, a, b, venue),
        "issue": _code(forms.issue, a, b),
        "page": _page(forms, a, b),
        "doi": doi_level(forms, a, b),
        "pmid": _code(forms.pmid, a, b),
        "abstract": _abstract(forms, a, b),
    }
    return Evidence(a, b, ratio, levels)


def _similarity(x: Texts, y: Texts, scorer: Scorer, cutoff: float = 0.0) -> Scores:
    # One thread: it is chunks of pairs that are spread, over processes.
    return process.cpdist(
        x.tolist(), y.tolist(), scorer=scorer, dtype=np.float32, score_cutoff=cutoff, workers=1
    )


def _equal(codes: Codes, a: Codes, b: Codes) -> Flags:
    return np.asarray((codes[a] == codes[b]) & (codes[a] >= 0))


def _both(codes: Codes, a: Codes, b: Codes) -> Flags:
    return np.asarray((codes[a] >= 0) & (codes[b] >= 0))


def _levels(field: str, *cases: tuple[str, Flags]) -> Level:
    """The first level whose condition holds; "missing" where none does."""
    numbers = [np.int8(LEVELS[field].index(level)) for level, _ in cases]
    return np.select([flags for _, flags in cases], numbers, np.int8(0)).astype(np.int8)


# ------------------------------------------------------------------------------------- title


def _best_titles(
    forms: Forms, a: Codes, b: Codes, cutoff: float = 0.0
) -> tuple[Scores, Texts, Texts]:
    """How alike the titles are, and the two that were most alike (a title may have a second)."""
    x, y = forms.title[a], forms.title[b]
    ratio = _similarity(x, y, fuzz.ratio, cutoff)
    ratio[(x == "") | (y == "")] = 0
    for left, right in (("alternative", "title"), ("title", "alternative"), ("alternative",) * 2):
        p, q = getattr(forms, left)[a], getattr(forms, right)[b]
        there = np.flatnonzero((p != "") & (q != ""))
        if not len(there):
            continue
        other = _similarity(p[there], q[there], fuzz.ratio, cutoff)
        better = there[other > ratio[there]]
        x[better], y[better] = p[better], q[better]
        ratio[there] = np.maximum(ratio[there], other)
    return ratio, x, y


def _begins(x: Texts, y: Texts) -> Flags:
    """Whether one of two titles is the beginning of the other, and long enough to tell."""
    return np.fromiter(
        (min(len(p), len(q)) >= 20 and (p.startswith(q) or q.startswith(p))
         for p, q in zip(x, y, strict=True)),
        dtype=bool, count=len(x),
    )  # fmt: skip


def _title(forms: Forms, a: Codes, b: Codes, ratio: Scores, x: Texts, y: Texts) -> Level:
    missing = (x == "") | (y == "")
    same = np.zeros(len(x), dtype=bool)
    # Titles that differ in nothing but spaces have two letters of three in common at least.
    near = np.flatnonzero(~missing & (ratio >= 60))
    same[near] = [
        p.replace(" ", "") == q.replace(" ", "") for p, q in zip(x[near], y[near], strict=True)
    ]
    names = LEVELS["title"]
    level = np.zeros(len(x), dtype=np.int8)
    for i in np.flatnonzero(same):
        level[i] = names.index(equal_titles(x[i], y[i]))
    for i in np.flatnonzero(~same & ~missing):
        cut = bool(forms.title_cut[a[i]] or forms.title_cut[b[i]])
        level[i] = names.index(wording(x[i], y[i], float(ratio[i]), cut))
    unlike = level == names.index("unlike")
    level[unlike & _same_place(forms, a, b)] = names.index("other language")
    return level


def _same_place(forms: Forms, a: Codes, b: Codes) -> Flags:
    """Same year, volume and page, which for unlike titles leaves a translation or a neighbour."""
    return (
        _equal(forms.year, a, b) & _equal(forms.volume, a, b) & _equal(forms.page, a, b)
        & _equal(forms.page_last, a, b)
    )  # fmt: skip


# ------------------------------------------------------------------------- authors and dates


def _authors(forms: Forms, a: Codes, b: Codes) -> Level:
    named = (forms.author_count[a] > 0) & (forms.author_count[b] > 0)
    # A group in one record, its people in the other: nothing is known of who differs.
    named &= forms.author_group[a] == forms.author_group[b]
    alike = _similarity(forms.families[a], forms.families[b], fuzz.token_set_ratio)
    # Given and family names are swapped or split differently by some exports.
    rest = np.flatnonzero(alike < 85)
    words = forms.name_words[a[rest]], forms.name_words[b[rest]]
    alike[rest] = np.maximum(alike[rest], _similarity(*words, fuzz.token_set_ratio) - 5)
    fewest = np.minimum(forms.author_count[a], forms.author_count[b])
    even = forms.author_count[a] == forms.author_count[b]
    first = _similarity(forms.first_author[a], forms.first_author[b], fuzz.ratio) >= 80
    # One author of one surname, and no initial in common: someone else.
    lone = even & (fewest == 1) & (forms.families[a] == forms.families[b])
    namesake = np.zeros(len(a), dtype=bool)
    at = np.flatnonzero(lone)
    namesake[at] = [
        bool(u and v) and set(u).isdisjoint(v)
        for u, v in zip(forms.initials[a[at]], forms.initials[b[at]], strict=True)
    ]
    cut = forms.authors_cut[a] | forms.authors_cut[b]
    return _levels(
        "authors",
        ("missing", ~named),
        ("different", (alike < 60) | namesake),
        ("same", (alike >= 85) & even),
        ("shortened", (alike >= 85) & (cut | (first & (fewest >= 3)))),
        ("partly", named),
    )


def _year(forms: Forms, a: Codes, b: Codes) -> Level:
    known = _both(forms.year, a, b)
    apart = np.abs(forms.year[a] - forms.year[b])
    return _levels(
        "year",
        ("missing", ~known),
        ("same", apart == 0),
        ("next", apart == 1),
        ("two apart", apart == 2),
        ("far", known),
    )


# ------------------------------------------------------------------------- place and numbers


def _code(codes: Codes, a: Codes, b: Codes) -> Level:
    """0 missing, 1 same, 2 different."""
    return np.where(_both(codes, a, b), np.where(codes[a] == codes[b], 1, 2), 0).astype(np.int8)


def _volume(forms: Forms, a: Codes, b: Codes, venue: Level) -> Level:
    """0 missing, 1 same, 2 different; missing also where one gives its issue for the volume."""
    level = _code(forms.volume, a, b)
    swapped = np.zeros(len(a), dtype=bool)
    for u, v in ((a, b), (b, a)):
        swapped |= (forms.volume[u] == forms.issue_number[v]) & (forms.issue[u] < 0)
    swapped &= venue != LEVELS["venue"].index("different")
    level[(level == LEVELS["volume"].index("different")) & swapped] = 0
    return level


def _venue(forms: Forms, a: Codes, b: Codes) -> Level:
    p, q = forms.venue_code[a], forms.venue_code[b]
    names = LEVELS["venue"]
    level = _code(forms.venue_code, a, b)
    other = np.flatnonzero((p != q) & (level > 0))
    keys = np.minimum(p, q)[other] * np.int64(len(forms) + 1) + np.maximum(p, q)[other]
    _, first, back = np.unique(keys, return_index=True, return_inverse=True)
    pairs = zip(forms.venue[a[other[first]]], forms.venue[b[other[first]]], strict=True)
    found = [names.index(same_venue(*sorted(pair))) for pair in pairs]
    level[other] = np.array(found, dtype=np.int8)[back]
    different = level == names.index("different")
    conferences = (forms.venue_kind[a] == "proceedings") & (forms.venue_kind[b] == "proceedings")
    level[different & conferences] = names.index("other conference name")
    for i in np.flatnonzero((level != names.index("same")) & (forms.issn[a] != "")):
        if set(forms.issn[a[i]].split("; ")) & set(forms.issn[b[i]].split("; ")) - {""}:
            level[i] = names.index("same")
    return level


def _page(forms: Forms, a: Codes, b: Codes) -> Level:
    page, article = forms.page, forms.article
    same = _equal(page, a, b) | _equal(article, a, b)
    for u, v in ((a, b), (b, a)):
        same |= (page[u] == article[v]) & (page[u] >= 0)
    first, last, prefix = forms.page_first, forms.page_last, forms.page_prefix
    paged = _both(page, a, b)
    placed = ((page[a] >= 0) | (article[a] >= 0)) & ((page[b] >= 0) | (article[b] >= 0))
    # Two exports of one work disagree on one end; two works may share a page in the middle.
    within = (first[a] <= first[b]) & (last[b] <= last[a])
    within |= (first[b] <= first[a]) & (last[a] <= last[b])
    overlap = paged & within & (prefix[a] == prefix[b])
    # Supplement pages, e-numbers and pages counted from 1 in each article are other scales; but
    # two prefixes, such as A486 and S321, are of one kind.
    # So are S14 and 500, unless it is a supplement's page that is not named as one.
    vague = forms.page_vague[a] | forms.page_vague[b]
    named = forms.page_named[a] | forms.page_named[b]
    bare = ((prefix[a] < 0) | (prefix[b] < 0)) & ~named | vague
    other = ((prefix[a] != prefix[b]) & bare) | (first[a] == 1) | (first[b] == 1)
    articles = _both(article, a, b) & ~paged
    return _levels(
        "page",
        ("same", same),
        ("overlap", overlap),
        ("other notation", paged & other),
        ("different", paged | articles),
        ("other notation", placed),
    )


def doi_level(forms: Forms, a: Codes, b: Codes) -> Level:
    """The level of the DOI: the only one that may change as other records come and go."""
    known = _both(forms.doi, a, b)
    return _levels(
        "doi",
        ("missing", ~known),
        ("same", forms.doi[a] == forms.doi[b]),
        ("different", forms.registrant[a] == forms.registrant[b]),
        ("other registrant", known),
    )


def _abstract(forms: Forms, a: Codes, b: Codes) -> Level:
    x, y = forms.abstract[a], forms.abstract[b]
    there = np.fromiter((min(len(p), len(q)) >= 100 for p, q in zip(x, y, strict=True)),
                        dtype=bool, count=len(x))  # fmt: skip
    ratio = np.zeros(len(x), dtype=np.float32)
    ratio[there] = _similarity(x[there], y[there], fuzz.ratio)
    return _levels(
        "abstract",
        ("missing", ~there),
        ("same", ratio >= 85),
        ("alike", ratio >= 55),
        ("different", there),
    )
