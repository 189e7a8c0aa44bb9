"""Names of authors: every layout → "Family, Given"; an organisation has no comma.

Where a layout leaves open which word is the family name, nothing is guessed: `王小明` stays one
word, a Hungarian name in its own order is not turned. A canonical name read again stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

from litsieve.ingest.name_parts import (
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
from litsieve.ingest.organisations import (
    INVERTED,
    SURE,
    describes,
    is_organisation,
    organisation,
    with_comma,
)
from litsieve.text import squeeze

#: "J.", "J.-P.", "J.P.S.", "Th.", "Yu.V."; "JP", "J-P", "J P S" only in capitals.
_STOPPED = re.compile(r"(?:-?(?:[^\W\d_][^\W\d_]{0,3}\.[-‐]?)+ ?)+[^\W\d_]?")
_CAPITALS = re.compile(r"[^\W\d_](?:[- ]?[^\W\d_]){0,3}")
_BRACKETED_FAMILY = re.compile(r"^(?P<given>[^\[\]]+)\[(?P<family>[^\[\]]+)\]$")
_NOT_INITIALS = TITLES | {"Jr.", "Sr."}
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_WORDS_IN_BRACES = re.compile(r"\{[^{}]*\s[^{}]*\}")
_OWN_SCRIPT = re.compile(
    r"[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]+ [\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)

_CUT = re.compile(
    r"(?:^|[\s,;]+)(?:[\[(]?(?:(?:and|&)\s+)?et\.?\s*al(?:ii|ia)?\b\.?[\])]?"
    r"|(?:and\s+|&\s*)?[\[(]?others[\])]?\.?|(?:(?:and|&|\+)\s*)?\d+\s+(?:more|others)\.?"
    r"|and\s+colleagues|u\.\s?a\.|y\s+otros|e\s+outros|(?:y|e)\s+cols?\.|et\s+coll?\.|m\.\s?fl\."
    r"|и\s+др\.|외(?:\s*\d+\s*[명인])?)$"
    r"|\s*(?:…|\.\.\.)$|(?:(?<=[\u3040-\u9fff])|^|[\s,]+)(?:等人?|ほか|他)$",
    re.IGNORECASE,
)
#: One of these is in every list that was cut; most lists have none.
_CUT_MARKS = ("et al", "et. al", "etal", "others", "…", "...", " more", "colleagues", "u.a", "u. a",
              "otros", "outros", "col", "fl.", "др.", "等", "ほか", "他", "외")  # fmt: skip


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


def take_cut(names: list[str]) -> tuple[list[str], bool]:
    """Names without "et al.", "others", "…", "等" and the like, and whether one was there."""
    text = "\n".join(names).lower()
    suspect = any(mark in text for mark in _CUT_MARKS)
    kept: list[str] = []
    cut = False
    for name in names:
        name = name.strip(" ,")
        if suspect:
            shorter = _CUT.sub("", name).strip(" ,")
            cut = cut or shorter != name
            name = shorter
        if name:
            kept.append(name)
    return kept, cut


# --- the family first ------------------------------------------------------------------------


def family_first(name: str) -> str:
    """One name with the family before the comma: `Bradley, Elizabeth A.`, `King, Jr., Martin`.

    Degrees, ORCID and marks are left out; a suffix goes behind the given names.
    """
    family, _, given = name.partition(", ")
    if family.isalpha() and family.lower() not in _HALVES and _is_ordinary(given):
        return name  # as most are; the rest would change nothing
    return _family_first(name)


#: Families that are half of an organisation's name (`World Health Organization`).
_HALVES = (
    INVERTED
    | SURE
    | words_of(
        "bank union cross force party parties board office staff editors editor the behalf college "
        "states kingdom inc ltd gmbh jr sr jnr snr ii iii iv"
    )
)


def _is_ordinary(given: str) -> bool:
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
    return _settled(_at_the_comma(name))


def _settled(name: str) -> str:
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
    if not rest and " " in family:  # Jane Smith, PhD
        return _given_first(family)
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
    found = None if "," in text else _split_initials(text)
    return _settled(author(*found) if found else text)


@lru_cache(maxsize=1 << 12)
def is_initials(text: str) -> bool:
    """`J.`, `J.-P.`, `Yu.V.`, `J. A.`; without stops up to four capitals: `JA`, `J-P`."""
    if "." in text:
        return _STOPPED.fullmatch(text) is not None and text not in _NOT_INITIALS
    return _CAPITALS.fullmatch(text) is not None and text == text.upper() != text.lower()


def _split_initials(text: str) -> tuple[str, str] | None:
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


def from_commas(parts: list[str]) -> list[str]:
    """Authors from a list that was split at its commas: initials belong to the family before."""
    authors: list[tuple[str, str]] = []
    for part in map(tidied, parts):
        if not any(map(str.isalpha, part)):
            continue
        if authors and is_suffix(part):
            family, given = authors[-1]
            authors[-1] = (family, f"{given} {part}")
        elif authors and not authors[-1][1] and is_initials(part):
            authors[-1] = (authors[-1][0], part)
        else:
            authors.append(_split_initials(part) or (part, ""))
    return [author(*name) for name in authors]


# --- Scopus ----------------------------------------------------------------------------------


def from_full_names(text: str) -> list[str]:
    """`Bradley, Elizabeth A. (57226631324); …`: the column "Author full names" of Scopus."""
    found = []
    for name in text.split(";"):
        name = name.strip()
        if name.endswith(")"):
            head, _, number = name.rpartition(" (")
            if number[:-1].isdigit():
                name = head
        if name:
            found.append(family_first(name))
    return found


def from_scopus(text: str) -> list[str]:
    """The four layouts of the column "Authors" of Scopus.

    `Fecil'ak, P., Pekár, A.` · `Hajek A.E., Morris E.E.` · `Barros B.J.; Cunha J.P.S.` ·
    `E.A., Bradley, Elizabeth A.; B.G., Lockaby, B. Graeme`
    """
    if ";" in text:
        return [_scopus_name(part) for part in map(str.strip, text.split(";")) if part]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 3 and is_initials(parts[0]) and not is_initials(parts[1]):
        return [_scopus_name(text)]
    return from_commas(parts)


def _scopus_name(text: str) -> str:
    if "," not in text:
        return family_initials(text)
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 3 and is_initials(parts[0]):
        return author(parts[1], parts[2])
    return family_initials(parts[0]) if len(parts) == 1 else family_first(text.strip())


# --- the given names first, and BibTeX -------------------------------------------------------


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
    return _settled(_given_first(name))


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
    if is_initials(given) and ("." in given or not family.isupper()) and not is_initials(family):
        return family_initials(name)
    return first_last(name)


def split_and(text: str) -> list[str]:
    """Split at ` and ` outside braces."""
    if "{" not in text:
        return _AND.split(text)
    names: list[str] = []
    start = 0
    for found in _AND.finditer(text):
        before = text[: found.start()]
        if before.count("{") <= before.count("}"):
            names.append(text[start : found.start()])
            start = found.end()
    return [*names, text[start:]]


def from_bibtex(name: str) -> str:
    """One BibTeX name (`von Last, Jr, First` or `First von Last`; braces hold a name together)."""
    family, _, given = name.partition(", ")
    if family.isalpha() and family.lower() not in _HALVES and _is_ordinary(given):
        return name
    return _from_bibtex(name)


@lru_cache(maxsize=1 << 14)
def _from_bibtex(name: str) -> str:
    name = squeeze(name.replace("~", " "))
    if "{" in name:
        return _with_braces(name)
    if found := _BRACKETED_FAMILY.match(name):  # ScienceDirect: Wim [Van den Noortgate]
        return author(found["family"], found["given"])
    return _family_first(name) if "," in name else first_last(name)


def _with_braces(name: str) -> str:
    bare = squeeze(unbrace(name))
    if name.startswith("{") and name.endswith("}") and _are_one(name):
        given = bare.partition(",")[2].strip()
        if given and is_initials(given):  # {Futuyma, DJ}: old exports of Web of Science
            return _family_first(bare)
        return organisation(bare)  # or one word on purpose
    if "," in name or not _WORDS_IN_BRACES.search(name):
        return _from_bibtex(bare)
    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return organisation(bare)
    return author(unbrace(" ".join([*parts.von, *parts.last])), unbrace(" ".join(parts.first)))


def _are_one(name: str) -> bool:
    """Whether the first brace is closed by the last."""
    depth = 0
    for at, sign in enumerate(name):
        depth += (sign == "{") - (sign == "}")
        if depth <= 0:
            return at == len(name) - 1
    return False


def unbrace(text: str) -> str:
    """`text` without braces."""
    return text.replace("{", "").replace("}", "")
