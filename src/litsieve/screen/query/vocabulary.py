"""All words that queries ask for, so that a text is read once for all of them.

What queries ask for are forms: a word and its like, a word with wildcards, just these letters, an
exact compound. Every different token of the texts is read once and tells which forms it holds; of
most a look (one regular expression, one set of words) tells that they hold none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from litsieve.screen.query.forms import EXACT, JUST, LIKE, WILD, Form, cue_terms, forms_of
from litsieve.screen.query.tree import Guard, ListRef, Node, Term, walk
from litsieve.screen.spelling import ENDINGS, IRREGULAR, TWO_SPELLINGS
from litsieve.screen.words import (
    COMPOUND,
    LONGEST_JOIN,
    WILDCARDS,
    Folding,
    parts,
    plain_signs,
    stem,
    wildcard_pattern,
)

#: Different tokens that are remembered with their readings: bounds the memory.
_REMEMBERED = 2_000_000
#: Wildcards in one regular expression: RE2 is slow with very many.
_AT_ONCE = 100

Numbers: TypeAlias = npt.NDArray[np.int32]
_NONE = np.empty(0, dtype=np.int32)


@dataclass(frozen=True)
class Readings:
    """What tokens hold. For each: how many words it is; where in the three columns its uses begin,
    and how many there are. A use is the number of a form, at which word, how many more words.
    """

    sizes: Numbers
    first: Numbers
    counts: Numbers
    forms: Numbers
    words: Numbers
    more: Numbers


#: Words that a text may hold: at which word they begin, how many more they are, their letters.
Units: TypeAlias = list[tuple[int, int, str]]
#: The number of a form, at which word of a token it stands, how many more words it is.
Use: TypeAlias = tuple[int, int, int]
#: A query and what guards it.
Asked: TypeAlias = tuple[Node, Guard | None]


class Vocabulary:
    """The forms that some queries ask for. Build with `Vocabulary.of`."""

    def __init__(self, asked: frozenset[Asked], forms: Iterable[Form], folding: Folding) -> None:
        self.asked, self.folding = asked, folding
        self.forms = sorted(set(forms), key=lambda form: (form.kind, form.text))
        self.numbers = {form: number for number, form in enumerate(self.forms)}
        self._whole: dict[str, dict[str, list[Form]]] = {LIKE: {}, JUST: {}, EXACT: {}}
        self._wild: dict[str, list[tuple[re.Pattern[str], Form]]] = defaultdict(list)
        for form in self.forms:
            if form.kind == WILD:
                self._wild[stem(form.text)].append((wildcard_pattern(form.text), form))
                continue
            for key in folding.keys(form.text) if form.kind == LIKE else (form.text,):
                self._whole[form.kind].setdefault(key, []).append(form)
        self._written = pa.array(sorted(self._plain_words()), pa.large_string())
        self._patterns = list(self._plain_patterns())
        self._forget()

    @classmethod
    def of(cls, asked: Iterable[Asked], lists: Mapping[str, Node], folding: Folding) -> Vocabulary:
        """The vocabulary of queries with their guards; `lists` are those that they name."""
        whole = frozenset(asked)
        return cls(whole, {f for t in _terms(whole, lists) for f in forms_of(t, folding)}, folding)

    # -- tokens ---------------------------------------------------------------------------

    def read(self, tokens: Any) -> Readings:
        """What each of the tokens (pyarrow strings, few of them twice) holds."""
        known = pc.index_in(tokens, value_set=self._tokens)
        strange = known.is_null().to_numpy(zero_copy_only=False)
        if len(self._tokens) and len(self._tokens) + int(strange.sum()) > _REMEMBERED:
            self._forget()
            return self.read(tokens)
        rows = known.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
        rows[strange] = len(self._tokens) + np.arange(int(strange.sum()))
        if strange.any():
            self._learn(tokens.filter(pa.array(strange)))
        held = self._held
        return replace(
            held, sizes=held.sizes[rows], first=held.first[rows], counts=held.counts[rows]
        )

    def _forget(self) -> None:
        self._tokens = pa.array([], pa.large_string())
        self._held = Readings(_NONE, _NONE, _NONE, _NONE, _NONE, _NONE)

    def _learn(self, tokens: Any) -> None:
        """Read tokens. Most are one word each that no query asks for, which is soon seen."""
        held = self._held
        rows = np.flatnonzero(self._remarkable(tokens) | _compound(tokens))
        sizes, counts = np.ones(len(tokens), np.int32), np.zeros(len(tokens), np.int32)
        uses: list[Use] = []
        texts = tokens.take(pa.array(rows)).to_pylist()
        for row, (size, found) in zip(rows.tolist(), self._readings(texts), strict=True):
            sizes[row], counts[row] = size, len(found)
            uses += found
        columns = np.array(uses, dtype=np.int32).reshape(-1, 3).T
        first = len(held.forms) + np.cumsum(counts, dtype=np.int32) - counts
        self._held = Readings(
            *(
                np.concatenate([old, new])
                for old, new in zip(
                    (held.sizes, held.first, held.counts, held.forms, held.words, held.more),
                    (sizes, first, counts, *columns),
                    strict=True,
                )
            )
        )
        self._tokens = pa.concat_arrays([self._tokens, tokens])

    def _readings(self, tokens: list[str]) -> list[tuple[int, list[Use]]]:
        """Size and uses of each token; all different words in them are looked at together."""
        written = [(row, text) for row, token in enumerate(tokens)
                   for text in self.folding.writings(token)]  # fmt: skip
        compounds = [COMPOUND.findall(text) for _, text in written]
        pieces = [[self._units(parts(compound)) for compound in found] for found in compounds]
        forms = self._forms_of(sorted({u for found in pieces for us in found for _, _, u in us}))
        read: list[tuple[int, list[Use]]] = []
        for (row, _), found, split in zip(written, compounds, pieces, strict=True):
            size, uses = self._uses(found, split, forms)
            if row == len(read):
                read.append((size, uses))
            else:  # the same words, written otherwise
                read[row] = size, list({*read[row][1], *uses})
        return read

    def _uses(
        self, compounds: list[str], split: list[Units], forms: Mapping[str, set[Form]]
    ) -> tuple[int, list[Use]]:
        """How many words the compounds are, and which forms they hold."""
        size, exact = 0, self._whole[EXACT]
        uses: list[Use] = []
        for compound, units in zip(compounds, split, strict=True):
            for first, more, unit in units:
                if unit in forms:
                    uses += [(self.numbers[f], size + first, more) for f in forms[unit]]
            last = units[-1][0]
            if exact and (asked := exact.get(plain_signs(compound))):
                uses += [(self.numbers[form], size, last) for form in asked]
            size += last + 1
        return size, uses

    def _units(self, words: list[str]) -> Units:
        """The words of a compound, and those that may be joined: first, how many more, letters."""
        if len(words) == 1:
            return [(0, 0, words[0])]
        longest = LONGEST_JOIN if self.folding.hyphen else 1
        return [
            (first, count - 1, "".join(words[first : first + count]))
            for first in range(len(words))
            for count in range(1, min(longest, len(words) - first) + 1)
        ]

    def _forms_of(self, units: list[str]) -> dict[str, set[Form]]:
        """The forms that words of texts answer to, for those that answer to any."""
        column = pa.array(units, pa.large_string())
        asked = column.filter(pa.array(self._remarkable(column))).to_pylist()
        return {unit: forms for unit in asked if (forms := self._forms(unit))}

    def _forms(self, unit: str) -> set[Form]:
        found = set(self._whole[JUST].get(unit, ()))
        for key in self.folding.keys(unit):
            found.update(self._whole[LIKE].get(key, ()))
        for spelling in self.folding.readings(unit) if self._wild else ():
            for end in range(len(spelling) + 1):
                for pattern, form in self._wild.get(spelling[:end], ()):
                    if pattern.fullmatch(spelling):
                        found.add(form)
        return found

    # -- what most words are not ----------------------------------------------------------

    def _remarkable(self, words: Any) -> npt.NDArray[np.bool_]:
        """Which words might be asked for.

        Not so: ASCII letters and digits with one spelling, that no wildcard fits, and of which
        neither they nor their singulars are the key of a form.
        """
        found = pc.is_in(words, value_set=self._written)
        for pattern in self._patterns:
            found = pc.or_(found, pc.match_substring_regex(words, pattern))
        remarkable = np.array(found.to_numpy(zero_copy_only=False), dtype=bool)
        singulars = ENDINGS if self.folding.plural and self._patterns[1:] else ()
        for plural, singular, _ in singulars:
            ending = pc.ends_with(words, plural).to_numpy(zero_copy_only=False)
            rows = np.flatnonzero(ending & ~remarkable)
            one = pc.replace_substring_regex(words.take(pa.array(rows)), f"{plural}$", singular)
            for pattern in self._patterns[1:]:
                fits = pc.match_substring_regex(one, pattern)
                remarkable[rows] |= fits.to_numpy(zero_copy_only=False)
        return remarkable

    def _plain_words(self) -> Iterator[str]:
        """All that can be the key of a form, or have one as its singular."""
        keys = {key for keys in self._whole.values() for key in keys}
        yield from keys
        if self.folding.plural:
            yield from IRREGULAR
            for plural, singular, _ in ENDINGS:
                cut = len(singular)
                yield from (k[: len(k) - cut] + plural for k in keys if k.endswith(singular))

    def _plain_patterns(self) -> Iterator[str]:
        yield "[^0-9A-Za-z]"
        if self.folding.spelling:
            yield TWO_SPELLINGS
        written = {"*": "[0-9A-Za-z]*", "?": "[0-9A-Za-z]?", ".": "[0-9A-Za-z]"}
        wild = sorted(form.text for form in self.forms if form.kind == WILD)
        plain = [word for word in wild if word.translate(_NO_WILDCARDS).isascii()]
        for at in range(0, len(plain), _AT_ONCE):
            words = ("".join(written.get(c, c) for c in w) for w in plain[at : at + _AT_ONCE])
            yield f"^(?:{'|'.join(words)})$"


def _compound(tokens: Any) -> npt.NDArray[np.bool_]:
    """Which tokens may be other than one word."""
    found = pc.or_(pc.match_substring_regex(tokens, "[^0-9A-Za-z]"), pc.equal(tokens, ""))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


_NO_WILDCARDS = str.maketrans("", "", WILDCARDS)


def _terms(asked: Iterable[Asked], lists: Mapping[str, Node]) -> Iterator[Term]:
    """The terms of queries and guards; each list is entered once."""
    waiting: list[Node] = []
    for query, guard in asked:
        waiting += [query, *(cue_terms(guard) if guard else ())]
    entered: set[str] = set()
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, Term):
                yield node
            elif isinstance(node, ListRef) and node.name not in entered:
                entered.add(node.name)
                waiting.append(lists[node.name])
