"""One name, by the order of its parts → "Family, Given"; an organisation has no comma.

Where a layout leaves open which word is the family name, nothing is guessed: `王小明` stays one
word, a Hungarian name in its own order is not turned. A canonical name read again stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from litsieve.ingest.values.name_parts import (
    TITLES,
    degrees_off,
    family_start,
    is_suffix,
    is_sure_degree,
    tidied,
    tidied_given,
    untitled,
    words_of,
)
from litsieve.ingest.values.organisations import (
    INVERTED,
    SURE,
    describes,
    is_organisation,
    organisation,
    with_comma,
)
from litsieve.text import squeeze

#: "J.", "J.-P.", "J.P.S.", "Th.", "Yu.V.", "J. P"; "JP", "J-P", "J P S" only in capitals.
_STOPPED = re.compile(r"-?[^\W\d_]{1,4}\.(?:[-‐ ]{0,2}[^\W\d_]{1,4}\.)*[-‐]?(?: ?[^\W\d_])?")
_CAPITALS = re.compile(r"[^\W\d_](?:[- ]?[^\W\d_]){0,3}")
_NOT_INITIALS = TITLES | {"Jr.", "Sr."}
_OWN_SCRIPT = re.compile(
    r"[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]+ [\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)


def author(family: str, given: str = "") -> str:
    """One author in canonical form; what separates authors or parts is taken out of the parts.

    Without given names it is an organisation or a name of one word: its commas are kept, as
    full-width ones (see `organisation`).
    """
    if not given.strip(" ,;"):
        return organisation(family)
    family, given = _bare(family), _bare(given)
    return f"{family}, {given}" if family else organisation(given)


def _bare(part: str) -> str:
    if "," in part or ";" in part:
        part = part.replace(";", " ").replace(",", " ")
    return squeeze(part)


# --- the family first ------------------------------------------------------------------------


def family_first(name: str) -> str:
    """One name with the family before the comma: `Bradley, Elizabeth A.`, `King, Jr., Martin`.

    Degrees, ORCID and marks are left out; a suffix goes behind the given names.
    """
    return name if is_ordinary(name) else _family_first(name)


#: Families that are half of an organisation's name (`World Health Organization`).
_HALVES = (
    INVERTED
    | SURE
    | words_of(
        "bank union cross force party parties board office staff editors editor the behalf college "
        "states kingdom inc ltd gmbh jr sr jnr snr ii iii iv"
    )
)


def is_ordinary(name: str) -> bool:
    """Whether a name is canonical already and has nothing to look into, as most have not."""
    family, _, given = name.partition(", ")
    return family.isalpha() and family.lower() not in _HALVES and _is_ordinary_given(given)


@lru_cache(maxsize=1 << 14)
def _is_ordinary_given(given: str) -> bool:
    """Whether given names are words and initials, single-spaced, and no title, degree or Ltd."""
    letters = given.replace(" ", "").replace(".", "").replace("-", "")
    return (
        letters.isalpha()
        and given[0].isalpha()
        and given[-1] != " "
        and "  " not in given
        and not given.startswith(("D", "M", "P", "Inc", "Co", "L", "G", "Corp"))
        and not is_sure_degree(given[given.rfind(" ") + 1 :])
        and ("r." not in given and "s." not in given and "f." not in given)
        and not describes(given)
    )


@lru_cache(maxsize=1 << 14)
def _family_first(name: str) -> str:
    return settled(_at_the_comma(name))


def settled(name: str) -> str:
    """A canonical name stays as it is when it is read again: what is left over goes at once."""
    for _ in range(4):
        again = _at_the_comma(name)
        if again == name:
            break
        name = again
    return name


def _at_the_comma(name: str) -> str:
    name = tidied(name)
    parts = [part for part in map(str.strip, name.split(",")) if part]
    if len(parts) < 2:
        return organisation(name)
    if whole := with_comma(parts[0], ", ".join(parts[1:])):
        return whole
    family, *rest = degrees_off([untitled(parts[0]), *parts[1:]])
    if rest and all(map(is_suffix, rest)) and (found := split_initials(family)):
        return author(found[0], " ".join([found[1], *rest]))  # Costa P.T., Jr.
    if " " in family and all(map(is_suffix, rest)) and family[0].isupper():
        return _given_first(" ".join([family, *rest]))  # Jane Smith, PhD · John Smith, Jr.
    suffixes = [part for part in rest if is_suffix(part)]
    given = [part for part in rest if not is_suffix(part)]
    words = family.split(" ")
    while len(words) > 1 and given and is_suffix(words[-1]):  # Faggion Jr, Clovis
        suffixes.append(words.pop())
    family = " ".join(words)
    return author(family, " ".join([tidied_given(" ".join(given)), *suffixes]))


def family_initials(text: str) -> str:
    """One name, the family first, initials behind it without a comma.

    `van der Berg J.A.`, `van der Berg JA Jr`, `Smith JA 3rd`; a name without initials stays whole.
    """
    family, _, given = text.rpartition(" ")
    if family.isalpha() and is_initials(given) and family.lower() not in _HALVES:
        return f"{family}, {given}"
    return _family_initials(text)


@lru_cache(maxsize=1 << 14)
def _family_initials(text: str) -> str:
    text = tidied(text).strip(" ,;")
    found = None if "," in text else split_initials(text)
    return settled(author(*found) if found else text)


@lru_cache(maxsize=1 << 12)
def is_initials(text: str) -> bool:
    """`J.`, `J.-P.`, `Yu.V.`, `J. A.`; without stops up to four capitals: `JA`, `J-P`."""
    if "." in text:
        return _STOPPED.fullmatch(text) is not None and text not in _NOT_INITIALS
    return _CAPITALS.fullmatch(text) is not None and text == text.upper() != text.lower()


def split_initials(text: str) -> tuple[str, str] | None:
    """Family and given, if there are initials at the end of a name."""
    words = text.split(" ")
    end = len(words)
    if end > 2 and is_suffix(words[-1].strip(",")):
        end -= 1
    start = end
    while start > 1 and is_initials(words[start - 1]):
        start -= 1
    if start == end or is_organisation(text):
        return None
    head = untitled(" ".join(words[:start])).split(" ")
    words, start = [*head, *words[start:]], len(head)
    if start > 1 and is_suffix(words[start - 1]):  # Smith Jr J
        words.append(words.pop(start - 1))
        start -= 1
    return " ".join(words[:start]).strip(" ,"), " ".join(words[start:])


def first_last(name: str) -> str:
    """`Charles de la Vallée Poussin`: particles open the family name; organisations stay whole."""
    given, _, family = name.rpartition(" ")
    if (
        family.isalpha()
        and given.isupper()
        and ("." in given or " " not in given)
        and is_initials(given)
        and family.lower() not in _HALVES
    ):
        return f"{family}, {given}"
    return _first_last(name)


@lru_cache(maxsize=1 << 14)
def _first_last(name: str) -> str:
    return settled(_given_first(name))


def _given_first(name: str) -> str:
    name = tidied(name)
    if "," in name:
        head, *rest = degrees_off(
            [part for part in map(str.strip, name.split(",")) if part] or [""]
        )
        if not all(map(is_suffix, rest)):
            return name
        name = " ".join([head, *rest])  # John Smith, Jr., PhD
    words = name.split(" ")
    if len(words) == 1 or is_organisation(name):
        return organisation(name)
    words = untitled(name).split(" ")
    suffix: list[str] = []
    while len(words) > 2 and is_suffix(words[-1]):
        suffix.insert(0, words.pop())
    if suffix and not is_initials(words[0]) and (found := split_initials(" ".join(words))):
        return author(found[0], " ".join([found[1], *suffix]))  # Costa P.T. Jr
    if _OWN_SCRIPT.fullmatch(name):  # 山田 太郎: the family comes first in these scripts
        return author(words[0], words[1])
    start = family_start(words)
    given = tidied_given(" ".join(words[:start]))
    return author(" ".join(words[start:]), " ".join([given, *suffix]))


def any_order(name: str) -> str:
    """One name of a source that keeps no order: by its comma, its initials, else given first."""
    name = tidied(name)
    if "," in name:
        return family_first(name)
    family, _, given = name.rpartition(" ")
    if is_initials(given) and not is_initials(family) and ("." in given or not family.isupper()):
        return family_initials(name)
    is_short = "." in given or len(given) == 1
    if is_short and is_initials(given) and len(family) > 1 and "." not in family:
        return author(family, given)  # ROE J.A. · SMITH J
    return first_last(name)
