"""What stands where nothing is known: the words that programs write, and what publishers say."""

from __future__ import annotations

import re

from litsieve.text import fold

#: What pandas, R, Excel, JSON and JavaScript write for a value that is missing, letter by letter:
#: `Na` is a name, and a paper may be called “Null”.
WORDS = frozenset(
    ("NA", "N/A", "n/a", "#N/A", "#NA", "<NA>", "<na>", "NULL", "null", "nan", "NaN", "NAN", "-nan",
     "-NaN", "NaT", "None", "NONE", "none", "nil", "undefined", "[]", "{}", "NA_character_")
)  # fmt: skip
LONGEST_WORD = max(map(len, WORDS))
#: Instead of a volume, an issue or pages, folded; several in a row as of `n.p.-undefined`.
_PLACEHOLDER = re.compile(
    r"(?:(?:no|n ?a|n ?p|n ?pag|s p|o s|nan|null|none|nil|unknown|undefined|tb[acd]"
    r"|not (?:available|applicable|known|paginated|specified|yet \w+)"
    r"|no (?:specified|volume|issue|number|page(?:s| numbers?)?|pagination)(?: \w+)?"
    r"|unpaginated|(?:sin|sem|senza|sans|ohne) (?:paginaci?[oó]n|paginacao|pagination|seiten\w*)"
    r"|(?:e ?pub |publish(?:ed)? |online |article )?ahead of (?:print|publication|issue)"
    r"|(?:published )?online(?: first| early| only| now| version)?|first online"
    r"|early (?:view|access|online)|in ?press|forthcoming|to appear|accepted)(?: |$))+"
)
_DIGIT = re.compile(r"\d")


def is_nothing(text: str) -> bool:
    """Whether a whole value is a word for nothing."""
    return len(text) <= LONGEST_WORD and text in WORDS


def is_placeholder(text: str) -> bool:
    """Whether a volume, an issue or pages say only that there are none, or none yet."""
    if _DIGIT.search(text):
        return False
    words = fold(text)
    return not words or _PLACEHOLDER.fullmatch(words) is not None
