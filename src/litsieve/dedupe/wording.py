"""In what two titles differ that are not the same letter by letter."""

from __future__ import annotations

import re
from collections import Counter
from os.path import commonprefix

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

#: "other language" is given by `compare` to unlike titles in one place.
TITLE_LEVELS = (
    "missing", "same, long", "same", "same, short", "spelling", "slip", "cut", "main title",
    "longer in one", "reworded", "alike", "unlike", "other language",
)  # fmt: skip

#: Words that carry no subject; they come and go between exports of one title.
_SMALL = frozenset({
    "a", "an", "and", "the", "of", "in", "on", "for", "to", "with", "by", "from", "at", "as", "is",
    "are", "s", "amp", "vs", "versus",
})  # fmt: skip
#: Letters that a slip of the pen may change; with two, one drug becomes another.
_SLIPS = 1
_NEGATIONS = frozenset({"not", "non", "no", "without", "never"})
#: What comes and goes at the end of a word.
_ENDINGS = frozenset({
    "", "s", "es", "ed", "d", "ing", "ings", "al", "ally", "y", "ies", "ion", "ions", "ional",
    "ation", "ations", "ational", "ic", "ical", "ity", "ality",
})  # fmt: skip
#: Scripts without spaces, in which a letter is a word.
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
#: Letters that turn a word into its opposite, which is no slip of the pen.
_OPPOSITES = (
    ("hyper", "hypo"), ("inter", "intra"), ("fe", ""), ("wo", ""), ("pre", "post"), ("un", ""),
    ("macro", "micro"), ("in", "ex"), ("non", ""), ("in", ""), ("im", ""), ("dis", ""), ("re", ""),
    ("uni", "bi"), ("mono", "bi"), ("mono", "poly"), ("over", "under"), ("anti", "pro"),
    ("anti", ""), ("a", ""), ("an", ""),
)  # fmt: skip


def equal_titles(x: str, y: str) -> str:
    """The level of two titles of the same letters: how much they tell.

    A title of eight words or more tells a work by itself, one of a word or two hardly anything. In
    scripts without spaces two letters count as a word.
    """
    words = min(_count(x), _count(y))
    if words < 3 or (len(x) < 20 and x.isascii()):
        return "same, short"
    return "same, long" if words >= 8 else "same"


def _count(title: str) -> int:
    """Words of a title."""
    spaced = title.count(" ") + 1
    return spaced if title.isascii() else spaced + len(_IDEOGRAPHS.findall(title)) // 2


def wording(x: str, y: str, ratio: float, cut: bool) -> str:
    """The level of two titles (of TITLE_LEVELS), given their similarity, 0 to 100.

    `cut` says that one of them ends in an ellipsis.
    """
    short, long = sorted((x, y), key=len)
    if len(short) >= 20:
        rest = long[len(short) :] if long.startswith(short) else ""
        if rest:
            mid_word = len(short) >= 60 and rest[0] != " "
            if cut or mid_word or len(short) >= 150:
                return "cut"
        elif cut and fuzz.ratio(short, long[: len(short)]) >= 95:
            return "cut"
        rest = rest or (long[: -len(short)] if long.endswith(short) else "")
        if " " in rest and not _SMALL.issuperset(rest.split()):
            return "main title"
    if ratio < 60:
        return "unlike"
    own_x, own_y, slip = _own_words(x, y)
    if not own_x and not own_y:
        # Of two short titles, one letter may make two works.
        telling = short.count(" ") > 1 or len(short) > 30
        return ("slip" if slip else "spelling") if telling else "reworded"
    if not (own_x and own_y):
        if not _NEGATIONS.isdisjoint(set(x.split()) ^ set(y.split())):
            return "alike"
        return "longer in one" if ratio >= 70 else "alike"
    return "reworded" if ratio >= 85 else "alike" if ratio >= 70 else "unlike"


def _own_words(x: str, y: str) -> tuple[bool, bool, bool]:
    """Whether each title has words of subject that the other lacks, other spellings set aside.

    Third: whether a slip of the pen was among these spellings.
    """
    only_x, only_y = _apart(_words(x), _words(y))
    if "".join(only_x) == "".join(only_y):
        return False, False, False
    # As soon as so many words of x have no twin, what is left cannot use up either title's.
    enough = len(only_x) - min(len(only_x), len(only_y)) + 1
    alone, slip = 0, False
    for word in only_x:
        twin = next(((other, how) for other in only_y if (how := _respelt(word, other))), None)
        if twin is not None:
            only_y.remove(twin[0])
            slip |= twin[1] == "slip"
            continue
        alone += 1
        if alone == enough:
            return True, True, slip
    return alone > 0, len(only_y) > 0, slip


def _words(title: str) -> list[str]:
    if not title.isascii():
        title = _IDEOGRAPHS.sub(r" \g<0> ", title)
    return [word for word in title.split() if word not in _SMALL]


def _apart(left: list[str], right: list[str]) -> tuple[list[str], list[str]]:
    """The words of either list, each as often as it is there more often than in the other."""
    p, q = set(left), set(right)
    if len(p) == len(left) and len(q) == len(right):  # as most titles are
        return [word for word in left if word not in q], [word for word in right if word not in p]
    counts, others = Counter(left), Counter(right)
    return list((counts - others).elements()), list((others - counts).elements())


def _respelt(p: str, q: str) -> str:
    """What makes one word of the other: an "ending", a "slip" of the pen, or "" for nothing."""
    # Either leaves the first letter, or else the last two, as they were: few pairs get further.
    if p[0] != q[0] and p[-2:] != q[-2:]:
        return ""
    if p.isdecimal() or q.isdecimal() or min(len(p), len(q)) < 4:
        return ""
    if p.replace("ue", "u") == q.replace("ue", "u"):  # ü, in one of its two spellings
        return "ending"
    stem = len(commonprefix((p, q)))  # noqa: RUF071 - letters are meant
    # Where the stem ends in what begins both endings, as in "adapt|ation" and "adapt|ion".
    for at in range(stem, 3, -1):
        if p[at:] in _ENDINGS and q[at:] in _ENDINGS:
            return "ending"
    if OSA.distance(p, q, score_cutoff=_SLIPS) > _SLIPS:
        return ""
    opposites = any(
        (p.startswith(u) and q.startswith(v) and p[len(u) :] == q[len(v) :])
        or (p.startswith(v) and q.startswith(u) and p[len(v) :] == q[len(u) :])
        for u, v in _OPPOSITES
    )
    return "" if opposites else "slip"
