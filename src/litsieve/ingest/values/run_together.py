"""Authors without anything between them: `Carmine FerraraGiulia SellittoAndrea De Lucia`.

SpringerLink writes them so. A new name begins where a capital meets a lower-case letter, a full
stop or a bracket; but `McDonald`, `LeBlanc`, `DeAnna`, `J.R.` and `JinYoung Kim` are whole.
"""

from __future__ import annotations

#: Beginnings of a name that are never one alone.
_ALWAYS = frozenset({"mc", "mac", "fitz", "ph"})
#: Beginnings of a name that may also be a family name: `Marie LeBlanc`, `Anh Le`.
_OFTEN = frozenset((
    "de", "di", "da", "du", "del", "della", "dela", "dal", "des", "dos", "la", "le", "lo", "las",
    "los", "van", "von", "vande", "vanden", "vander", "ter", "ten", "te", "el", "al", "ab", "abu",
    "abd", "bin", "ben", "san", "st",
))  # fmt: skip
#: Of these, family names too common to doubt a cut after them: `Hoa Thi LeThuy Thi Bich Phung`.
_FAMILIES = frozenset({"du", "le", "lo", "te", "ten", "ben", "bin"})
_MARKS = "-‐'’`´"  # within a word, after which a capital begins no name
#: Longer than this, a single word is a person's only name rather than a syllable of one.
_SYLLABLE = 5
_MANY_WORDS = 6
_LONG = 60  # letters; what is before them tells nothing of where a name ends


def cut(text: str) -> tuple[list[str], bool]:
    """The names in their order, and whether all cuts are sure."""
    if ";" in text:
        return [name for part in text.split(";") if (name := part.strip())], True
    names: list[list[str]] = [[]]
    sure = True
    words = text.split()
    for number, word in enumerate(words):
        parts, certain = _parts(word, names[-1], last=number == len(words) - 1)
        sure = sure and certain
        names[-1].append(parts[0])
        names += [[part] for part in parts[1:]]
    whole = _with_syllables(names)
    if len(names) > 1:
        sure = sure and len(whole) == len(names)
        sure = sure and all(2 <= len(name) <= _MANY_WORDS for name in whole)
    return [" ".join(name) for name in whole if name], sure


def _parts(word: str, before: list[str], last: bool) -> tuple[list[str], bool]:
    """A word cut where names meet in it; `before`: the words of the name that it goes on with."""
    parts: list[str] = []
    sure = True
    start = 0
    meetings = [at for at in range(1, len(word)) if word[at].isupper() and _meet(word, at)]
    for number, at in enumerate(meetings):
        part = word[max(start, at - _LONG) : at]
        earlier = before if not parts else []
        ends = last or number + 1 < len(meetings)
        new, certain = _is_new(part, word[at : at + 2], earlier, ends)
        sure = sure and certain
        if new:
            parts.append(word[start:at])
            start = at
    return [*parts, word[start:]], sure


def _meet(word: str, at: int) -> bool:
    left = word[at - 1]
    return left.islower() or left in ".)" or (left.isupper() and word[at + 1 : at + 2].islower())


def _is_new(part: str, rest: str, before: list[str], ends: bool) -> tuple[bool, bool]:
    """Whether a name begins with `rest`, and whether that is sure.

    `part` stands right before it, `before` are the words of the same name before that; `ends`:
    the word that `rest` begins with is the last one of its name.
    """
    left = part[-1]
    has_name = any(_is_full(word) for word in before)
    if left == ".":
        is_initial = rest[1:2] == "." or not (has_name or _is_full(part))
        return not is_initial, True
    if left == ")":
        return bool(before), True
    if left.isupper():  # `Prasad KXin Li`, `JANOWSKIJeanne Holm`
        is_new = (len(part) > 2 or has_name) and part != "I"  # van IJzendoorn
        return is_new, not is_new
    beginning = part
    for mark in _MARKS:
        beginning = beginning.rpartition(mark)[2]
    beginning = beginning.casefold()
    if beginning in _ALWAYS:
        return False, True
    if beginning in _OFTEN:
        return (has_name and not ends), (not has_name or ends or beginning in _FAMILIES)
    return True, True


def _is_full(word: str) -> bool:
    """Whether a word is more than initials."""
    return sum(map(str.isalpha, word)) > 1 and any(map(str.islower, word)) and word[-1] != "."


def _with_syllables(names: list[list[str]]) -> list[list[str]]:
    """`Jin` before `Young Kim` is `JinYoung Kim`."""
    whole: list[list[str]] = []
    for name in names:
        if whole and len(whole[-1]) == 1 and len(name) > 1 and len(whole[-1][0]) <= _SYLLABLE:
            name = [whole.pop()[0] + name[0], *name[1:]]
        whole.append(name)
    return whole
