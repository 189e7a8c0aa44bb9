"""Other ways to write the same: Greek letters by name, β as ß, commas in numbers, umlauts.

A Greek letter is its name where it is used as a sign: alone, or in a word with letters of another
script (TNF-α, γδ-cell). In running Greek it is a letter. What is decided for a word of a text
rests on the word itself and on whether the text has Greek words.
"""

from __future__ import annotations

import re
import unicodedata

HYPHENS = "-‐‑‒–−"
#: Where the name of a letter meets other letters (TNFα): a hyphen that nobody wrote. Texts have
#: none, see words.INVISIBLE.
JOINT = "\u2060"
#: Before a piece of a text that has Greek words elsewhere; no word holds it.
IN_GREEK = "\x01"

_NAMES = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
         "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi",
         "chi", "psi", "omega"),
        strict=True,
    )
)  # fmt: skip
#: alpha, beta …
NAMES = frozenset(_NAMES.values())
#: Signs of subunits and chains that stand alone and are no words: γδ T cells, Gβγ.
_PAIRS = ("αβ", "βγ", "γδ")
#: More letters in a row than this are a Greek word, even beside others.
_LONGEST_ROW = 3

_ALPHABET = "\u0370-\u03ff\u1f00-\u1fff"
_MARKS = "\u0300-\u036f"
#: Micro, increment, ohm, and the letters of formulas.
_SIGNS = "µ∆\u2126\U0001d6a8-\U0001d7cb"
GREEK = re.compile(f"[{_ALPHABET}{_SIGNS}]")
_GREEK_WORD = re.compile(
    rf"(?<![A-Za-z0-9{_ALPHABET}])[{_ALPHABET}][{_ALPHABET}{_MARKS}]{{3,}}"
    rf"(?![A-Za-z0-9{_ALPHABET}{_MARKS}])"
)
_BLANKS = "\u00a0\u2007\u2009\u202f"
_WRITTEN = re.compile(
    rf"(?P<greek>[{_ALPHABET}{_SIGNS}][{_ALPHABET}{_SIGNS}{_MARKS}]*)"
    # no word begins with ß, and none has it behind consonants only or beside a digit: ß-blocker
    r"|(?P<before>(?<![^\W_])[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z]*)ß|(?<=[0-9])ß|ß(?=[0-9])"
    # 1,000 and 10,000,000, but not 1,000,5 nor 2019,2020 nor 0,125
    rf"|(?P<number>(?<![^\W_])(?<![0-9][,{_BLANKS}])[1-9][0-9]{{0,2}}"
    rf"(?P<mark>[,{_BLANKS}])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*(?![0-9]|(?P=mark)[0-9]))"
)
#: What follows µ as a unit, and what people write with u for it.
_UNIT = re.compile(
    r"(?i:(?P<u>g|l|mol)|[a-z]|mole|moles|molar|ci|sv|gy|pa|bar|eq|kat|iu|hz|sec|strain|gal|ohm)"
    r"(?![^\W\d_])"
)
_TOUCHING = re.compile(rf"[^\W_]|[{_MARKS}]")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe",
     "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"}
)  # fmt: skip


def is_greek(text: str) -> bool:
    """Whether a text, or the one that a piece was taken from, has Greek words."""
    return text.startswith(IN_GREEK) or _GREEK_WORD.search(text) is not None


def rewritten(text: str) -> str:
    """The text with names for Greek letters and with plain numbers: TNF-α → TNF-alpha."""
    if "," not in text and text.isascii():  # as most words are
        return text
    found = rewritings(text)
    if not found:
        return text
    pieces, end = [], 0
    for start, stop, new in found:
        pieces += [text[end:start], new]
        end = stop
    return "".join(pieces) + text[end:]


def rewritings(text: str) -> list[tuple[int, int, str]]:
    """Start and end of all that is written otherwise, in order, and how."""
    found = []
    for match in _WRITTEN.finditer(text):
        start, end = match.span()
        if match["greek"]:
            new = _sign(text, start, end)
        elif match["number"]:
            new = match[0].replace(match["mark"], "")
        else:  # ß
            start += len(match["before"] or "")
            new = _joined(text, start, end, ["beta"])
        if new is not None:
            found.append((start, end, new))
    return found


def umlauts_written_out(text: str) -> str:
    """Müller → Mueller, Ågren → Aagren; the text itself if it has no umlaut."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    other = composed.translate(_UMLAUTS)
    return other if other != composed else text


def _sign(text: str, start: int, end: int) -> str | None:
    """The names of the Greek letters that stand there; None if they make a word or a unit."""
    letters = unicodedata.normalize("NFKC", text[start:end]).replace("∆", "Δ")
    row = letters.casefold()
    names = [_NAMES.get(letter) for letter in row]
    if None in names:  # also an accent: a sign has none
        return None
    if row == "μ" and not text[start - 1 : start].isalpha() and (unit := _UNIT.match(text, end)):
        return "u" if unit["u"] else None
    mixed = _has_other_letters(text, start, end)
    if len(row) > 1 and row not in _PAIRS and not (mixed and len(row) <= _LONGEST_ROW):
        return None
    if not mixed and is_greek(text):
        return None
    written = [_NAMES[small] for small in row]
    if len(letters) == len(row):
        written = [
            name.capitalize() if letter.isupper() else name
            for letter, name in zip(letters, written, strict=True)
        ]
    return _joined(text, start, end, written)


def _joined(text: str, start: int, end: int, names: list[str]) -> str:
    before = JOINT if start and _TOUCHING.match(text, start - 1) else ""
    after = JOINT if _TOUCHING.match(text, end) else ""
    return before + JOINT.join(names) + after


def _has_other_letters(text: str, start: int, end: int) -> bool:
    """Whether letters of another script stand in the same word; hyphens do not part it."""
    while start and (text[start - 1].isalnum() or text[start - 1] in HYPHENS):
        start -= 1
        if text[start].isalpha() and not GREEK.match(text[start]):
            return True
    while end < len(text) and (text[end].isalnum() or text[end] in HYPHENS):
        if text[end].isalpha() and not GREEK.match(text[end]):
            return True
        end += 1
    return False
