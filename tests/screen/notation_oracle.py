"""Other notations, letter by letter and by the names that Unicode gives to letters.

For screening_oracle: what litsieve.screen.notation does with regular expressions and in pieces.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from litsieve.screen.words import HYPHENS, INVISIBLE

JOINT = HYPHENS[-1]
DIGITS, MARKS_IN_NUMBERS = "0123456789", ",\u00a0\u2007\u2009\u202f"
UNITS = ("mole", "moles", "molar", "ci", "sv", "gy", "pa", "bar", "eq", "kat", "iu", "hz", "sec",
         "strain", "gal", "ohm")  # fmt: skip
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
SIGNS = {"µ": "MU", "∆": "DELTA", "\u2126": "OMEGA"}
NO_MODERN_LETTERS = ("HETA", "ARCHAIC", "SAN", "SHO", "STIGMA", "KOPPA", "SAMPI", "DIGAMMA", "YOT")


def writings(text: str, folding) -> list[str]:
    """The letters of a text; once more with umlauts written out if it has any."""
    composed = unicodedata.normalize("NFC", text)
    other = composed
    for umlaut, two in UMLAUTS.items():
        other = other.replace(umlaut, two).replace(umlaut.upper(), two.capitalize())
    ways = [text, other] if folding.diacritics and other != composed else [text]
    return [letters(way, folding) for way in ways]


def letters(text: str, folding) -> str:
    if not folding.spelling:
        return folding.letters(text)
    pieces = named(text.translate(INVISIBLE)).split(JOINT)
    return JOINT.join(replace(folding, spelling=False).letters(piece) for piece in pieces)


def named(text: str) -> str:
    """Greek letters by name, β for ß, numbers without marks."""
    greek, written, at = has_greek_words(text), [], 0
    while at < len(text):
        end, names = at + 1, None
        if is_greek(text[at]):
            while end < len(text) and (is_greek(text[end]) or is_accent(text[end])):
                end += 1
            names = names_of(text, at, end, greek)
            if names == ["u"]:
                written.append("u")
                at = end
                continue
        elif text[at] == "ß" and is_beta(text, at):
            names = ["beta"]
        elif number := number_at(text, at):
            end = at + len(number)
            written.append("".join(c for c in number if c in DIGITS))
            at = end
            continue
        if names:
            before, after = text[max(at - 1, 0) : at], text[end : end + 1]
            row = [JOINT * is_part(before), JOINT.join(names), JOINT * is_part(after)]
            written += row
        else:
            written.append(text[at:end])
        at = end
    return "".join(written)


def is_part(letter: str) -> bool:
    return bool(letter) and (letter.isalnum() or is_accent(letter))


def is_accent(letter: str) -> bool:
    return "\u0300" <= letter <= "\u036f"


def is_alphabetic(letter: str) -> bool:
    return "\u0370" <= letter <= "\u03ff" or "\u1f00" <= letter <= "\u1fff"


def is_greek(letter: str) -> bool:
    formula = "\U0001d6a8" <= letter <= "\U0001d7cb"
    return is_alphabetic(letter) or letter in SIGNS or formula


def has_greek_words(text: str) -> bool:
    """Four of the alphabet in a row, with no ASCII letter or digit beside them."""
    run, before = "", ""
    for letter in text + " ":
        if is_alphabetic(letter) or (is_accent(letter) and run):
            run += letter
            continue
        beside = [c for c in (before, letter) if c.isascii() and c.isalnum()]
        if len(run) >= 4 and not beside:
            return True
        run, before = "", letter
    return False


def name_of(letter: str) -> str | None:
    """alpha, Delta; None for a letter with an accent and for one that is none of the 24."""
    full = unicodedata.name(letter, "")
    word = SIGNS.get(letter) or full.removesuffix(" SYMBOL").split(" ")[-1]
    if "WITH" in full or "DIALYTIKA" in full or word in NO_MODERN_LETTERS or len(word) > 7:
        return None
    if word not in SIGNS.values() and "GREEK" not in full and "MATHEMATICAL" not in full:
        return None
    word = word.replace("LAMDA", "LAMBDA").lower()
    small = unicodedata.normalize("NFKC", letter).islower()
    return word if small else word.capitalize()


def names_of(text: str, start: int, end: int, greek: bool) -> list[str] | None:
    names = [name_of(letter) for letter in text[start:end]]
    if None in names:
        return None
    before = text[max(start - 1, 0) : start]
    if [str(name).lower() for name in names] == ["mu"] and not before.isalpha():
        unit = ""
        for letter in text[end:]:
            if not letter.isalpha():
                break
            unit += letter.lower()
        if unit in ("g", "l", "mol"):
            return ["u"]
        if unit in UNITS or (len(unit) == 1 and unit.isascii()):
            return None
    first, last = start, end
    while first and (text[first - 1].isalnum() or text[first - 1] in HYPHENS):
        first -= 1
    while last < len(text) and (text[last].isalnum() or text[last] in HYPHENS):
        last += 1
    mixed = any(c.isalpha() and not is_greek(c) for c in text[first:last])
    pair = "".join(map(str, names)).lower() in ("alphabeta", "betagamma", "gammadelta")
    if len(names) > 1 and not pair:
        return names if mixed and len(names) <= 3 else None
    return names if mixed or not greek else None


def is_beta(text: str, at: int) -> bool:
    before = re.split(r"[\W_]", text[:at])[-1]
    beside = text[max(at - 1, 0) : at + 2].replace("ß", "")
    return any(c in DIGITS for c in beside) or all(
        c in "bcdfghjklmnpqrstvwxyz" for c in before.lower() if c != "\u0130"
    )


def number_at(text: str, at: int) -> str | None:
    """A number with marks that begins there."""
    before = text[max(at - 2, 0) : at]
    if before[-1:].isalnum() or (before[:1] in set(DIGITS) and before[1:] in set(MARKS_IN_NUMBERS)):
        return None
    mark = next((c for c in text[at:] if c not in DIGITS), "")
    if not mark or mark not in MARKS_IN_NUMBERS:
        return None
    row = ""
    for letter in text[at:]:
        if letter != mark and letter not in DIGITS:
            break
        row += letter
    first, *groups = row.rstrip(mark).split(mark) if row[-2:] != mark * 2 else row.split(mark)
    if "" in groups:
        groups = groups[: groups.index("")]
    fits = first and len(first) <= 3 and first[0] != "0" and groups
    return mark.join([first, *groups]) if fits and {len(g) for g in groups} == {3} else None
