"""How one text gets written in different ways: slips, spellings, capitals, names."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from invented.words import STOP_WORDS

_BRITISH = (
    ("randomis", "randomiz"), ("behaviour", "behavior"), ("hospitalis", "hospitaliz"),
    ("haemato", "hemato"), ("programme", "program"), ("centre", "center"),
    ("neighbour", "neighbor"), ("paediatr", "pediatr"), ("oedema", "edema"), ("-up", " up"),
    ("long-term", "long term"), ("short-term", "short term"), ("school-based", "school based"),
    ("home-based", "home based"), (" versus ", " vs. "), (" versus ", " vs "), (" and ", " & "),
    ("meta-analysis", "metaanalysis"), ("10-year", "ten-year"), ("nonrandom", "non-random"),
)  # fmt: skip
_GREEK = {"α": ("alpha", "a"), "β": ("beta", "b"), "γ": ("gamma", "g"), "κ": ("kappa", "k")}
_LETTERS = "abcdefghijklmnoprstuvw"


def slip(text: str, rng: random.Random) -> str:
    """One slip (sometimes two): a letter lost, doubled, changed or swapped with the next."""
    for _ in range(1 if rng.random() < 0.8 else 2):
        places = [i for i in range(1, len(text) - 1) if text[i].isalpha() and text[i + 1].isalpha()]
        if not places:
            return text
        at = rng.choice(places)
        x, y = text[at], text[at + 1]
        change = rng.choice(("", x + x, rng.choice(_LETTERS), y + x))
        text = text[:at] + change + text[at + (2 if change == y + x else 1) :]
    return text


def capitalised(text: str, _: random.Random) -> str:
    """Capitals for all words but small ones."""
    return " ".join(w if w in STOP_WORDS else w[:1].upper() + w[1:] for w in text.split(" "))


def upper(text: str, _: random.Random) -> str:
    """All in capitals."""
    return text.upper()


def respelt(text: str, _: random.Random) -> str:
    """British words in American spelling, hyphens and signs in another fashion."""
    for old, new in _BRITISH:
        text = text.replace(old, new).replace(old.capitalize(), new.capitalize())
    return text


def in_latin(text: str, rng: random.Random) -> str:
    """Greek letters by their names, or by the letter that looks like them."""
    way = rng.choice((0, 0, 1))
    return "".join(_GREEK[c][way] if c in _GREEK else c for c in text)


def cut_at(length: int) -> Callable[[str, random.Random], str]:
    """Cut behind the last word that ends before `length`, with an ellipsis."""

    def cut(text: str, _: random.Random) -> str:
        return text if len(text) <= length + 5 else text[:length].rsplit(" ", 1)[0] + " …"

    return cut


def noted(text: str, rng: random.Random) -> str:
    """With a librarian's note in brackets."""
    return text + rng.choice((" [Review]", " [Review] [33 refs]", " [abstract]", " [letter]"))


def retracted(text: str, rng: random.Random) -> str:
    """Marked as retracted."""
    return rng.choice(("RETRACTED: ", "RETRACTED ARTICLE: ")) + text


def other_and(text: str, _: random.Random) -> str:
    """`&` for `and`, or the other way round."""
    return text.replace(" & ", " and ") if " & " in text else text.replace(" and ", " & ")


def without_headings(text: str, _: random.Random) -> str:
    """An abstract without BACKGROUND:, METHODS: …"""
    return re.sub(r"\b[A-Z]{7,}: ", "", text)


def bare(text: str) -> str:
    """Without diacritics, in ASCII where it can be; Greek letters stay."""
    text = text.replace("ø", "o").replace("ł", "l").replace("ß", "ss")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def initials(given: str, mark: str) -> str:
    """`Eun-ji B.` → E.B. (mark "."), EB (mark ""), E. B. (mark ". ")."""
    parts = re.split(r"[ -]", given.replace(".", " "))
    return "".join(part[0].upper() + mark for part in parts if part)
