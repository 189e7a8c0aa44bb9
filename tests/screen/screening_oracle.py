"""The slow, obvious answer: per report, per term, position by position. No index, no arrays.

It folds the whole text at once. Only what makes two single words the same (Folding.keys, spellings
and the cutting of a compound) is shared with the engine. Greek letters are named by their names in
Unicode, letter by letter.
"""

from __future__ import annotations

from functools import lru_cache

from notation_oracle import JOINT, name_of, writings

from litsieve.screen.query.tree import And, ListRef, Near, Not, Or, Scoped, Term
from litsieve.screen.words import APOSTROPHES, COMPOUND, FUNCTION_WORDS, HYPHENS, PARTICLES, parts

GREEK = {name_of(chr(letter)) for letter in range(0x3B1, 0x3CA)}


def glob(pattern: str, word: str) -> bool:
    """`*` any letters, `?` one letter or none, `.` one letter."""
    if not pattern:
        return not word
    if pattern[0] == "*":
        return any(glob(pattern[1:], word[i:]) for i in range(len(word) + 1))
    if pattern[0] == "?":
        return glob(pattern[1:], word) or (bool(word) and glob(pattern[1:], word[1:]))
    return bool(word) and pattern[0] in (word[0], ".") and glob(pattern[1:], word[1:])


def is_wild(word: str) -> bool:
    return any(sign in word for sign in "*?.")


def same(asked: str, written: str, folding) -> bool:
    if is_wild(asked):
        return any(glob(asked, spelling) for spelling in folding.readings(written))
    return bool(folding.keys(asked) & folding.keys(written))


def plain(compound: str) -> str:
    """One hyphen and one apostrophe for all, and no joint."""
    compound = compound.replace(JOINT, "")
    return "".join("-" if c in HYPHENS else "'" if c in APOSTROPHES else c for c in compound)


class Text:
    """One segment: its words, and all units that can be read as one word."""

    def __init__(self, text: str, folding) -> None:
        self.folding = folding
        self.words: list[str] = []
        self.units: list[tuple[int, int, str]] = []
        self.compounds: list[tuple[int, int, str]] = []
        for writing in writings(text, folding):
            self.words = []
            self.cut(COMPOUND.findall(writing))
        self.known: dict[str, set[tuple[int, int]]] = {}

    def cut(self, compounds: list[str]) -> None:
        for compound in compounds:
            words, first = parts(compound), len(self.words)
            for i in range(len(words)):
                for j in range(i, len(words)):
                    if j == i or (self.folding.hyphen and j - i < 3):
                        self.units.append((first + i, first + j, "".join(words[i : j + 1])))
            self.words += words
            self.compounds.append((first, len(self.words) - 1, plain(compound)))

    def word(self, asked: str) -> set[tuple[int, int]]:
        if asked not in self.known:
            self.known[asked] = self.find(asked)
        return self.known[asked]

    def find(self, asked: str) -> set[tuple[int, int]]:
        found = {(i, j) for i, j, unit in self.units if same(asked, unit, self.folding)}
        if self.folding.hyphen and not is_wild(asked):
            for i, j, left in self.units:
                for k, m, right in self.units:
                    if k == j + 1 and self.is_apart(asked, left, right):
                        found.add((i, m))
        return found

    def is_apart(self, asked: str, left: str, right: str) -> bool:
        if left + right not in self.folding.spellings(asked):
            return False
        if (left.isdigit() and right in GREEK) or (left in GREEK and right.isdigit()):
            return True
        if len(left) < 3 or left in FUNCTION_WORDS:
            return False
        return right in PARTICLES or (len(right) >= 3 and right not in FUNCTION_WORDS)

    def phrase(self, words: tuple[str, ...], after: int | None = None) -> set[tuple[int, int]]:
        """Spans of the phrase; after a given word, if one is given."""
        if not words:
            raise AssertionError
        found = set()
        starts = [(self.word(words[0]), words[1:])]
        for many in (2, 3):
            if not self.folding.hyphen or len(words) < many or any(map(is_wild, words[: many - 1])):
                break
            joined = "".join(words[:many])
            units = {(i, j) for i, j, unit in self.units if same(joined, unit, self.folding)}
            starts.append((units, words[many:]))
        for spans, rest in starts:
            for i, j in spans:
                if after is not None and i != after + 1:
                    continue
                found |= {(i, m) for _, m in self.phrase(rest, j)} if rest else {(i, j)}
        return found

    def exactly(self, asked: tuple[str, ...]) -> set[tuple[int, int]]:
        found = {(None, -1)}
        for word in asked:
            found = {
                (i if first is None else first, j)
                for first, last in found
                for i, j, compound in self.compounds
                if compound == word and (first is None or i == last + 1)
            }
        return found

    def guarded(self, query, lists, guard) -> set[tuple[int, int]]:
        """The spans that no cue stands before."""
        found = self.spans(query, lists)
        if guard is None:
            return found
        cues = {end for words in guard.cues for _, end in self.phrase(words)}
        return {(i, j) for i, j in found if not any(0 < i - end <= guard.window for end in cues)}

    def spans(self, query, lists) -> set[tuple[int, int]]:
        if isinstance(query, Term):
            return self.exactly(query.words) if query.exact else self.phrase(query.words)
        if isinstance(query, Or):
            return set().union(*(self.spans(item, lists) for item in query.items))
        if isinstance(query, ListRef):
            return self.spans(lists[query.name], lists)
        assert isinstance(query, Near)
        found = set()
        for a in self.spans(query.left, lists):
            for b in self.spans(query.right, lists):
                if 0 <= b[0] - a[1] - 1 <= query.distance:
                    found.add((a[0], b[1]))
                if not query.ordered and 0 <= a[0] - b[1] - 1 <= query.distance:
                    found.add((b[0], a[1]))
        return found


@lru_cache(maxsize=4096)
def read(text: str, folding) -> Text:
    return Text(text, folding)


def answer(query, fields, record: dict, lists, folding, guard=None) -> int:
    """2 true, 1 unknown, 0 false. `record`: title, abstract, keywords or None, abstract_partial."""
    if isinstance(query, And):
        return min(answer(item, fields, record, lists, folding, guard) for item in query.items)
    if isinstance(query, Or):
        return max(answer(item, fields, record, lists, folding, guard) for item in query.items)
    if isinstance(query, Not):
        return 2 - answer(query.inner, fields, record, lists, folding)
    if isinstance(query, Scoped):
        return answer(query.inner, query.fields, record, lists, folding, guard)
    if isinstance(query, ListRef):
        return answer(lists[query.name], fields, record, lists, folding, guard)
    for field in fields:
        pieces = (record.get(field) or "").split(";" if field == "keywords" else "\0")
        if any(read(piece, folding).guarded(query, lists, guard) for piece in pieces):
            return 2
    if fields == {"keywords"}:
        return 0 if record.get("keywords") is not None else 1
    for field in fields - {"keywords"}:
        if record.get(field) is None:
            return 1
        if field == "abstract" and record.get("abstract_partial"):
            return 1
    return 0
