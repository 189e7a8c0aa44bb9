"""When two words count as the same: folding of letters, plurals, spelling, wildcards."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from litsieve.screen.notation import HYPHENS as WRITTEN_HYPHENS
from litsieve.screen.notation import JOINT, NAMES, rewritten, umlauts_written_out
from litsieve.screen.spelling import american, british, singulars
from litsieve.text import fold_letters

HYPHENS = WRITTEN_HYPHENS + JOINT
APOSTROPHES = "'’ʼ"
#: Chinese and Japanese write no blanks between words: each character counts as a word, and a term
#: of several as a phrase.
_UNSPACED = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W_{_UNSPACED}]"
#: A word of a text with what hyphens and apostrophes hold together.
COMPOUND = re.compile(rf"[{_UNSPACED}]|{_LETTER}+(?:[{HYPHENS}{APOSTROPHES}]{_LETTER}+)*")
#: Stand for letters in a word of a query: any or none, one or none, exactly one.
WILDCARDS = "*?."
#: A compound of a query, where a person's wildcards are letters too.
_QUERY_COMPOUND = re.compile(
    rf"[{_UNSPACED}]|(?:{_LETTER}|[*?])+(?:[{HYPHENS}{APOSTROPHES}](?:{_LETTER}|[*?])+)*"
)  # fmt: skip
_HYPHEN = re.compile(f"[{HYPHENS}]")
_POSSESSIVE = re.compile(f"[{APOSTROPHES}]s$")
_ELISION = re.compile(f"^(?:[cdjlmnst]|qu)[{APOSTROPHES}](?=..)")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_PLAIN_SIGNS = str.maketrans(
    dict.fromkeys(HYPHENS, "-") | dict.fromkeys(APOSTROPHES, "'") | {JOINT: ""}
)
#: Soft hyphens, joiners and marks without width: they stand inside words and mean nothing. Not so
#: the space without width (U+200B), which parts words.
INVISIBLE = dict.fromkeys((0xAD, 0x200C, 0x200D, 0x2060, 0xFEFF))

#: Never half of a word that a text writes apart: "not able" is not "notable".
FUNCTION_WORDS = frozenset(
    {"the", "and", "for", "not", "but", "can", "may", "are", "was", "has", "had", "all", "any",
     "who", "how", "now", "his", "her", "its", "our", "too", "one", "two", "you", "she", "him",
     "own", "per", "nor", "yet", "out", "off", "over", "under", "with", "from", "this", "that",
     "than", "then"}
)  # fmt: skip
SHORTEST_HALF = 3
#: Words that are also read as one: self-harm, well-to-do.
LONGEST_JOIN = 3
#: But these are the second half of many a word: followup, cutoff, dropout, crossover.
PARTICLES = frozenset({"up", "off", "out", "over"})


@dataclass(frozen=True)
class Folding:
    """Which differences between words are not differences."""

    case: bool = True
    diacritics: bool = True
    hyphen: bool = True
    spelling: bool = True
    plural: bool = True

    def letters(self, text: str) -> str:
        """The text with its letters folded; words, hyphens and punctuation stay."""
        if not text.isascii():
            text = text.translate(INVISIBLE)
        if self.spelling:
            text = rewritten(text)
        if self.case and self.diacritics:
            return fold_letters(text)
        text = unicodedata.normalize("NFKC", text)
        if self.case:
            return unicodedata.normalize("NFC", text.casefold())
        if self.diacritics:
            decomposed = unicodedata.normalize("NFD", text)
            bare = "".join(c for c in decomposed if not unicodedata.combining(c))
            return unicodedata.normalize("NFC", bare)
        return text

    def writings(self, text: str) -> list[str]:
        """`letters` of the text, and of it with umlauts written out (Mueller) if it has any."""
        if text.isascii() or not self.diacritics:
            return [self.letters(text)]
        other = umlauts_written_out(text)
        return [self.letters(text)] + [self.letters(other)] * (other != text)

    def keys(self, word: str) -> set[str]:
        """What a word stands for: two words are the same if their keys meet."""
        found = singulars(word) if self.plural else {word}
        return {american(form) for form in found} if self.spelling else found

    def spellings(self, word: str) -> set[str]:
        """The ways to write this word itself: British and American."""
        return {word, american(word), british(word)} if self.spelling else {word}

    def readings(self, word: str) -> set[str]:
        """What a word with wildcards may fit, where a text has this word: it or its singular.

        `neighbo*rhood` fits "neighbourhoods". Only the regular singulars: that "purposes" might be
        the plural of "purposis" must not make `*osis` fit.
        """
        found = self.spellings(word)
        if self.plural:
            for one in singulars(word):
                if word.startswith(one) or one[-1] == "y":
                    found |= self.spellings(one)
        return found


def parts(compound: str) -> list[str]:
    """The words of a compound, without possessive 's, elision (l') and apostrophes.

    "non-smokers' self-harm" is read as compounds; "self-harm" has the parts self, harm.
    """
    if compound.isalnum():
        return [compound]
    if _APOSTROPHE.search(compound) is None:
        return _HYPHEN.split(compound)
    found = []
    for part in _HYPHEN.split(compound):
        bare = _POSSESSIVE.sub("", part)
        bare = _APOSTROPHE.sub("", _ELISION.sub("", bare))
        found.append(bare)
    return found


def query_words(text: str, folding: Folding) -> tuple[str, ...]:
    """The words of a term of a query, wildcards kept; hyphens part words."""
    folded = folding.letters(text)
    return tuple(
        word for compound in _QUERY_COMPOUND.findall(folded) for word in parts(compound) if word
    )


def plain_signs(compound: str) -> str:
    """A compound as exact terms have it: each hyphen as "-", each apostrophe as "'", no JOINT."""
    return compound.translate(_PLAIN_SIGNS)


def has_wildcard(word: str) -> bool:
    """Whether a query's word has one of the WILDCARDS."""
    return "*" in word or "?" in word or "." in word


@lru_cache(maxsize=4096)
def wildcard_pattern(word: str) -> re.Pattern[str]:
    """The pattern of a query's word with wildcards, for a whole word of text."""
    written = {"*": ".*", "?": ".?", ".": "."}
    return re.compile("".join(written.get(c) or re.escape(c) for c in word), re.DOTALL)


def stem(word: str) -> str:
    """The letters before the first wildcard."""
    return re.split(r"[*?.]", word, maxsplit=1)[0]


def halves(word: str) -> list[tuple[str, str]]:
    """The ways to write one word as two: wellbeing → (well, being) and what is no word."""
    pairs = [(word[:i], word[i:]) for i in range(1, len(word))]
    return [(a, b) for a, b in pairs if _may_part(a, b)]


def _may_part(a: str, b: str) -> bool:
    if (a.isdigit() and b in NAMES) or (a in NAMES and b.isdigit()):  # 17 beta, alpha 1
        return True
    if len(a) < SHORTEST_HALF or a in FUNCTION_WORDS:
        return False
    return b in PARTICLES or (len(b) >= SHORTEST_HALF and b not in FUNCTION_WORDS)
