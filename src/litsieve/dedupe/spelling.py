"""Letters and spellings: one form for what one word looks like in different exports."""

from __future__ import annotations

import re

#: A Greek letter that is a sign and not part of a Greek word.
_GREEK_LETTER = re.compile("(?<![α-ω])[α-ω](?![α-ω])")
_GREEK = dict(zip("αβγδεζηθικλμνξοπρςστυφχψω", (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi",
    "chi", "psi", "omega",
), strict=True))  # fmt: skip
#: "20 μg": a unit's thousandth of a thousandth.
_MICRO = re.compile(r"\bμ(?=(?:g|l|m|mol|s|sv|gy|v|a|w)\b)")
#: Signs that are no letters: hyphens and spaces that nobody sees; marks that Unicode spells out.
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff™®©℠", ""))
_TEX_ACCENT = re.compile(r"\\(?:['\"`^~=.]|[uvHckrbdt](?![A-Za-z]))\s*")
_TEX_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_TEX_LETTERS = {"ss": "ss", "o": "o", "l": "l", "ae": "ae", "oe": "oe", "aa": "a", "i": "i"}
#: UTF-8 that was read as Windows-1252.
_SCRAMBLED = re.compile("[Â-ô][\u0080-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]+")
#: Spellings of one word in British and American English, and with and without ligatures.
_VARIANTS = (
    ("ae", "e"), ("oe", "e"), ("iz", "is"), ("yz", "ys"), ("ll", "l"), ("olour", "olor"),
    ("umour", "umor"), ("avour", "avor"), ("aviour", "avior"), ("bour", "bor"), ("sulph", "sulf"),
    ("gramme", "gram"),
)  # fmt: skip


def legible(raw: str) -> str:
    """A text without invisible signs, and decoded anew where it was decoded wrongly."""
    if any(sign in raw for sign in ("Ã", "â€", "Â", "Î")):
        raw = _SCRAMBLED.sub(_unscrambled, raw)
    return raw.translate(_UNSEEN)


def _unscrambled(run: re.Match[str]) -> str:
    try:
        signs = (sign.encode("latin-1" if sign <= "\xff" else "cp1252") for sign in run[0])
        return b"".join(signs).decode("utf-8")
    except UnicodeError:
        return run[0]


def without_tex(text: str) -> str:
    """A text without TeX's commands; its letters and accents plain."""
    return _TEX_COMMAND.sub(_tex_letter, _TEX_ACCENT.sub("", text))


def _tex_letter(command: re.Match[str]) -> str:
    name = command[1]
    return name if name.lower() in _GREEK.values() else _TEX_LETTERS.get(name, "")


def spelt_out(folded: str) -> str:
    """A folded text in which Greek letters that are signs are words."""
    if folded.isascii():
        return folded
    return _GREEK_LETTER.sub(lambda letter: _GREEK[letter[0]], _MICRO.sub("micro", folded))


def respelt(folded: str) -> str:
    """A folded text in one of the spellings that its words may have."""
    for one, other in _VARIANTS:
        if one in folded:
            folded = folded.replace(one, other)
    return folded
