"""The encoding of a file that is not UTF-8 and does not say which it is: the likeliest text wins.

Read in the wrong one, a text has letters beside each other that no language puts there, capitals
and signs in the middle of words, or characters that nobody uses. What does not differ by much is
taken for Windows-1252, as most exports are.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

DEFAULT = "cp1252"
#: Encodings of one byte a letter, and the alphabet that texts in them have.
_EIGHT_BITS = {
    DEFAULT: "western", "mac_roman": "western", "cp850": "western", "cp1250": "central",
    "iso8859_2": "central", "cp1254": "turkish", "cp1251": "cyrillic", "koi8_r": "cyrillic",
    "cp866": "cyrillic", "cp1253": "greek",
}  # fmt: skip
_EAST_ASIAN = {"cp932": "japanese", "euc_jp": "japanese", "cp949": "korean", "cp950": "traditional",
               "gb18030": "simplified"}  # fmt: skip
_SCRIPTS = ("cyrillic", "greek")

UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_XML = re.compile(rb"""\s*<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
#: A word that is not ASCII, with the characters beside it.
_WORD = re.compile(rb".?[A-Za-z]*(?:[\x80-\xff]+[A-Za-z]*)+.?", re.DOTALL)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_MOST_WORDS = 4_000

#: Logarithms of how likely a character is where it stands: what is usual, what may be, what is
#: hardly found in text, and what is not.
_USUAL, _NEUTRAL, _RARE, _WRONG = (math.log(share) for share in (0.03, 0.004, 0.0003, 0.00007))
#: Signs that stand anywhere but in the middle of a word.
_SIGNS = frozenset("£¥¢†‡¶‰°±×·•®™©€§½²³µºª¿¡‐\xad®′″≥≤")
#: How much likelier another encoding must be: in all, and for each letter.
_MARGIN, _MARGIN_EACH = 3.0, 0.02
#: How likely each letter is in Cyrillic or Greek text, at least.
_TEXT = math.log(0.012)
#: Share of the characters of a text in East Asia that are common ones, and how many there must be.
_COMMON, _FEWEST = 0.25, 3
#: How many bytes of it are enough to tell.
_ENOUGH = 1 << 16
#: Share of its bytes beyond ASCII that stand beside another one: there, most of them.
_DENSE = 0.4


def guess(lines: bytes) -> str:
    """The likeliest encoding of lines that are not ASCII."""
    some = lines if len(lines) < _ENOUGH else lines[: lines.rfind(b"\n", 0, _ENOUGH)]
    east_asian = _east_asian(some)
    if east_asian:
        return east_asian
    eight_bits, each = _eight_bits(lines)
    is_script = _EIGHT_BITS[eight_bits] in _SCRIPTS and each > _TEXT
    return "gb18030" if _is_chinese(lines) and not is_script else eight_bits


@cache
def _letters() -> dict[str, dict[str, float]]:
    """Alphabet → `<xy`, `>xy` (y before, behind x) or a letter → logarithm of its share."""
    found: dict[str, dict[str, float]] = {}
    side = {"before": "<", "behind": ">", "alone": ""}
    text = resources.files("litsieve.ingest.values").joinpath("letters.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            alphabet, where, share, letters = line.split("\t")
            likely = math.log(1.5 * int(share) / 1000)
            of = found.setdefault(alphabet, {})
            of.update((side[where] + pair, likely) for pair in letters.split())
    return found


# --- one byte a letter -----------------------------------------------------------------------


def _eight_bits(lines: bytes) -> tuple[str, float]:
    """The likeliest encoding, and how likely each letter is in it."""
    words = sorted(set(_WORD.findall(lines)))[:_MOST_WORDS]
    likely = {
        name: sum(_likely(word.decode(name, "replace"), alphabet) for word in words)
        for name, alphabet in _EIGHT_BITS.items()
    }
    best = max(likely, key=lambda name: likely[name])
    letters = sum(len(run) for word in words for run in _HIGH_RUN.findall(word))
    margin = _MARGIN + _MARGIN_EACH * letters
    best = best if likely[best] - likely[DEFAULT] > margin else DEFAULT
    return best, likely[best] / max(letters, 1)


def _likely(word: str, alphabet: str) -> float:
    """The logarithm of how likely the characters beyond ASCII of a word are."""
    shares = _letters()[alphabet]
    around = f" {word} "
    return sum(
        _letter(around[at - 1 : at + 2], shares, alphabet in _SCRIPTS)
        if char.isalpha()
        else _sign(around[at - 1], char, around[at + 1])
        for at, char in enumerate(around)
        if char > "\x7f"
    )


def _letter(three: str, shares: Mapping[str, float], is_script: bool) -> float:
    """Of a letter between two characters."""
    before, letter, behind = three[0], three[1], three[2]
    if before.islower() and letter.isupper():
        return _WRONG
    low = letter.lower()
    if not before.isalpha() and not behind.isalpha():
        return _NEUTRAL
    if is_script:  # it never stands beside Latin letters
        is_mixed = any(char.isalpha() and char.isascii() for char in (before, behind))
        return _WRONG if is_mixed else shares.get(low, _RARE)
    before = before.lower() if before.isalpha() else "_"
    behind = behind.lower() if behind.isalpha() else "_"
    return (shares.get(f"<{before}{low}", _RARE) + shares.get(f">{low}{behind}", _RARE)) / 2


def _sign(before: str, sign: str, behind: str) -> float:
    """Of a character that is no letter between two others."""
    is_within = before.isalpha() and behind.isalpha()
    if sign in "’‘":
        return _USUAL if before.isalpha() or behind.isalpha() else _NEUTRAL
    if sign in "“«„":
        return _WRONG if before.isalpha() or not behind.isalnum() else _USUAL
    if sign in "”»":
        return _WRONG if behind.isalpha() else _USUAL
    if sign in "–—":
        return _USUAL if before.isalpha() == behind.isalpha() else _NEUTRAL
    if sign in "…\xa0":
        return _NEUTRAL if is_within else _USUAL
    return _NEUTRAL if sign in _SIGNS and not is_within else _WRONG


# --- East Asia -------------------------------------------------------------------------------


def _east_asian(lines: bytes) -> str | None:
    """The encoding in which most characters are common ones; None if that is none."""
    runs = list(map(len, _HIGH_RUN.findall(lines)))
    if sum(length for length in runs if length > 1) < _DENSE * sum(runs):
        return None
    best, most = None, _COMMON
    for name, script in _EAST_ASIAN.items():
        text = lines.decode(name, "replace")
        chars = [char for char in text if char > "\x7f" and (char.isalpha() or char == "\ufffd")]
        common = sum(map(_letters()[script].__contains__, chars))
        if common >= _FEWEST and common > most * len(chars):
            best, most = name, common / len(chars)
    return best


def _is_chinese(lines: bytes) -> bool:
    """GB 2312: high bytes come in pairs only, which accented letters of the West do not."""
    runs = _HIGH_RUN.findall(lines)
    if sum(map(len, runs)) < 8 or any(len(run) % 2 for run in runs):
        return False
    try:
        b" ".join(runs).decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


# --- what a file says itself ------------------------------------------------------------------


def declared(data: bytes) -> str | None:
    """The encoding that XML says it is in, if it is one of eight bits that is known."""
    found = _XML.match(data)
    if not found or UTF8_LETTER.search(data):
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii"))
    except LookupError:
        return None
    return None if codec.name.startswith(("utf", "ascii")) else codec.name


def bare_utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    half = len(sample) // 2
    if half < 8:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.3 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.3 * half:
        return "utf-16-be"
    return None


def is_sound(lines: bytes) -> bool:
    """Whether lines that are not ASCII are UTF-8, but for damage or lines of another file.

    So they are if at least half of the letters are, or a tenth of the lines: in other encodings
    hardly a line is UTF-8 by chance.
    """
    text = lines.decode("utf-8", "replace")
    broken = text.count("\ufffd") - lines.count("\ufffd".encode())
    if len(text) - len(text.encode("ascii", "ignore")) >= 2 * broken:
        return True
    each = [line.decode("utf-8", "replace") for line in lines.split(b"\n")]
    return 10 * sum("\ufffd" not in line for line in each) >= len(each)
