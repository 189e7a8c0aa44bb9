"""Many terms, sorted so that those that a term may imply are found without asking each of them.

A term implies another only if each word of the other fits a word of its own (see implied.py). So
each term is filed under one of its words: the one that the fewest others have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from litsieve.screen.implied import implies, plain_words, ways
from litsieve.screen.query.tree import Near, Node, Term
from litsieve.screen.words import Folding, has_wildcard, stem

#: Where a word is filed: how it is looked up ("word", "stem", "exact"), and its letters.
Place: TypeAlias = tuple[str, str]
#: Of more terms than this under one word (such as *ation, *itis …) the rest are not looked at.
MOST_ALIKE = 200


class Known:
    """Terms and proximities. What lies beyond MOST_ALIKE in one place is taken for unlike."""

    def __init__(self, nodes: Iterable[Node], folding: Folding) -> None:
        self.nodes: Sequence[Node] = list(nodes)
        self.folding = folding
        self._same = {node: i for i, node in reversed(list(enumerate(self.nodes)))}
        self._filed: dict[Place, list[int]] = defaultdict(list)
        self._near: dict[tuple[Node, Node], list[int]] = defaultdict(list)
        words = [self._words(node) for node in self.nodes]
        met = Counter(place for places in words for found in places for place in found)
        for i, (node, places) in enumerate(zip(self.nodes, words, strict=True)):
            if isinstance(node, Near):
                self._near[node.left, node.right].append(i)
            elif places:
                for place in min(places, key=lambda found: max(met[place] for place in found)):
                    self._filed[place].append(i)

    def implied_by(self, one: Node, same_start: bool = False) -> Iterator[int]:
        """Numbers of the nodes that `one` is never found without, in their order."""
        for i in sorted(self._likely(one)):
            if implies(one, self.nodes[i], self.folding, same_start):
                yield i

    def any_implied_by(self, one: Node, same_start: bool = False) -> bool:
        """Whether `one` (a Term or Near) is never found without one of these; False if unsure.

        `same_start`: both must begin at the same word, which a guard looks at.
        """
        if next(self.implied_by(one, same_start), None) is not None:
            return True
        if same_start or not isinstance(one, Near):
            return False
        return any(
            found and all(self.any_implied_by(way) for way in found)
            for found in (ways(one.left), ways(one.right))
        )

    def _words(self, node: Node) -> list[tuple[Place, ...]]:
        """For each word of a term, all places where it is filed."""
        if not isinstance(node, Term):
            return []
        if node.exact:
            return [(("exact", word),) for word in node.words]
        return [
            (("stem", stem(word)),)
            if has_wildcard(word)
            else tuple(("word", key) for key in self.folding.keys(word))
            for word in node.words
        ]

    def _likely(self, one: Node) -> set[int]:
        """Numbers of the nodes that `one` may imply, and itself if it is one of them."""
        found = {self._same[one]} if one in self._same else set()
        if isinstance(one, Near):
            return found.union(self._near.get((one.left, one.right), ()))
        if isinstance(one, Term):
            places = {place for word in plain_words(one) for place in self._looked_up(word)}
            if one.exact:
                places |= {("exact", word) for word in one.words}
            found.update(*(self._filed.get(place, ())[:MOST_ALIKE] for place in places))
        return found

    def _looked_up(self, word: str) -> Iterator[Place]:
        """Where terms are filed that may be found in what `word` finds."""
        spellings = {stem(word)} if has_wildcard(word) else self.folding.readings(word)
        for spelling in spellings:
            yield from (("stem", spelling[:end]) for end in range(len(spelling) + 1))
        if not has_wildcard(word):
            yield from (("word", key) for key in self.folding.keys(word))
