"""Names of authors: every layout → "Family, Given"; an organisation has no comma.

One name by the order of its parts (`name_orders`, all of it is offered here); here lists of names
as databases write them, and BibTeX.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

from litsieve.ingest.values.name_orders import (
    any_order,
    author,
    family_first,
    family_initials,
    first_last,
    is_initials,
    is_ordinary,
    settled,
    split_initials,
)
from litsieve.ingest.values.name_parts import is_suffix, is_sure_degree, tidied
from litsieve.ingest.values.organisations import is_organisation, organisation
from litsieve.text import squeeze

__all__ = [
    "any_order", "author", "family_first", "family_initials", "first_last", "from_bibtex",
    "from_commas", "from_full_names", "from_scopus", "is_initials", "is_organisation",
    "organisation", "somebody", "split_and", "take_cut", "unbrace",
]  # fmt: skip

_BRACKETED_FAMILY = re.compile(r"^(?P<given>[^\[\]]+)\[(?P<family>[^\[\]]+)\]$")
_AND = re.compile(r"\sand(?=\s)|^and(?=\s)", re.IGNORECASE)
#: Left over where a list was cut or joined: `Tojo, T. and`, `& Yasu, S.`, `; and Poe, K.`
_LOOSE_BEFORE, _LOOSE_BEHIND = ("and ", "AND ", "& "), (" and", " &")
#: biblatex: `family=Doe, given=Jane, prefix=von`.
_EXTENDED = re.compile(r"""(?:^|,)\s*"?(?:family|given|prefix|suffix)\s*=""")
_PART = re.compile(
    r"""\s*"?(?P<name>[\w-]+)\s*=\s*(?P<value>\{[^{}]*\}|"[^"]*"|[^,]*)"?\s*(?:,|$)"""
)
#: Of a person in braces, a comma among them.
_FEW_WORDS = 4
_WORDS_IN_BRACES = re.compile(r"\{[^{}]*\s[^{}]*\}")
_CUT = re.compile(
    r"^others,?\s+and$|(?:^|[\s,;]+)(?:[\[(]?(?:(?:and|&)\s+)?et\.?,?\s*al(?:ii|ia)?\b\.?[\])]?|al\.?,\s*et\.?"
    r"|(?:and\s+|&\s*)?[\[(]?others[\])]?\.?|(?:(?:and|&|\+)\s*)?\d+\s+(?:more|others)\.?"
    r"|and\s+colleagues|(?-i:u\.\s?a\.)|y\s+otros|e\s+outros|(?:y|e)\s+cols?\.|et\s+coll?\.|m\.\s?fl\."
    r"|и\s+др\.|외(?:\s*\d+\s*[명인])?)$"
    r"|\s*(?:…|\.\.\.)$|(?:(?<=[\u3040-\u9fff])|^|[\s,]+)(?:等人?|ほか|他)$",
    re.IGNORECASE,
)
#: One of these is in every list that was cut; most lists have none.
_CUT_MARKS = ("et al", "et. al", "et, al", "al., et", "al, et", "etal", "others", "…", "...",
              " more", "colleagues", "u.a", "u. a", "otros", "outros", "col", "fl.", "др.",
              "等", "ほか", "他", "외")  # fmt: skip


#: What stands in the place of a name where nobody is named.
_NOBODY = re.compile(
    r"\W*(?:anonymous|anon|no authors? (?:name )?(?:listed|available|given)|author unknown)\W*",
    re.I,
)
_NOBODYS = frozenset("[(<*AaNn")  # how such a name begins
#: The same, in the words of programs, if it is the whole list: people may be called Na or None.
_NULL = frozenset(("NA", "N/A", "n/a", "nan", "NaN", "None", "null", "NULL", "Unknown", "unknown"))
#: Of these, what is nobody's name among others.
_NULL_IN_LIST = frozenset(("NA", "N/A", "<NA>", "nan", "NaN", "NULL", "None"))
#: Only the end of a name can say that the list was cut.
_TAIL = 60


def take_cut(names: list[str]) -> tuple[list[str], bool]:
    """Names without "et al.", "others", "…", "等" and the like, and whether one was there."""
    names = [_without_and(name.strip(" ,")) for name in names]
    text = "\n".join(names).lower()
    for mark in _CUT_MARKS:
        if mark in text:
            break
    else:
        return list(filter(None, names)), False
    kept = [(name[:-_TAIL] + _CUT.sub("", name[-_TAIL:])).strip(" ,") for name in names]
    return list(filter(None, kept)), kept != names


def _without_and(name: str) -> str:
    """A name without the `and` of a list that was left on it."""
    while name.startswith(_LOOSE_BEFORE):
        name = name[name.index(" ") :].lstrip(" ,")
    while name.endswith(_LOOSE_BEHIND):
        name = name[: name.rindex(" ")].rstrip(" ,")
    return "" if name in ("and", "&") else name


def somebody(names: list[str]) -> list[str]:
    """Names without those of nobody: `[Anonymous]`, `Anon.`, `No authors listed`."""
    if len(names) == 1 and names[0] in _NULL:
        return []
    return [
        name
        for name in names
        if name[:1] not in _NOBODYS or not (_NOBODY.fullmatch(name) or name in _NULL_IN_LIST)
    ]


def from_commas(parts: list[str]) -> list[str]:
    """Authors from a list that was split at its commas: initials belong to the family before."""
    authors: list[tuple[str, str]] = []
    for part in map(tidied, parts):
        if not any(map(str.isalpha, part)):
            continue
        family, given = authors[-1] if authors else ("", "")
        if authors and is_suffix(part):
            authors[-1] = (family, f"{given} {part}")
        elif authors and is_initials(part) and (not given or is_suffix(given.strip())):
            authors[-1] = (family, f"{part}{given}")  # Costa, Jr., P. T.
        elif authors and given and is_sure_degree(part):
            continue
        else:
            authors.append(split_initials(part) or (part, ""))
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
    if len(parts) == 2 and _is_one(*parts):
        return [family_first(text)]
    if len(parts) == 3 and is_initials(parts[0]) and not is_initials(parts[1]):
        return [_scopus_name(text)]
    return from_commas(parts)


def _is_one(first: str, second: str) -> bool:
    """Whether two parts are family and given names of one author: `Olsen, David L.`."""
    return not (split_initials(first) or is_initials(second) or is_organisation(first))


def _scopus_name(text: str) -> str:
    if "," not in text:
        return family_initials(text)
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 3 and is_initials(parts[0]):
        return author(parts[1], parts[2])
    return family_initials(parts[0]) if len(parts) == 1 else family_first(text.strip())


def split_and(text: str) -> list[str]:
    """Split at ` and ` outside braces."""
    if "{" not in text:
        return [name.strip() for name in _AND.split(text)]
    names: list[str] = []
    start = 0
    for found in _AND.finditer(text):
        name = text[start : found.start()]
        if name.count("{") <= name.count("}"):
            names.append(name.strip())
            start = found.end()
    return [*names, text[start:].strip()]


def unwrapped(text: str) -> str:
    """`{Roe, Ann and Poe, Kim}`: a list in braces, each with a comma, without them."""
    if text[0] == "{" and _are_one(text):
        inner = text[1:-1]
        if len(parts := split_and(inner)) > 1 and all(part.count(",") == 1 for part in parts):
            return inner
    return text


def from_bibtex(name: str) -> str:
    """One BibTeX name (`von Last, Jr, First` or `First von Last`; braces hold a name together)."""
    return name if is_ordinary(name) else _from_bibtex(name)


@lru_cache(maxsize=1 << 14)
def _from_bibtex(name: str) -> str:
    name = squeeze(name.replace("~", " "))
    if "=" in name and _EXTENDED.search(name):
        return _of_parts({part["name"]: part["value"] for part in _PART.finditer(name)})
    if "{" in name:
        return _with_braces(name)
    if found := _BRACKETED_FAMILY.match(name):  # ScienceDirect: Wim [Van den Noortgate]
        return settled(author(found["family"], found["given"]))
    return family_first(name) if "," in name else first_last(name)


def _of_parts(part: Mapping[str, str]) -> str:
    """The name whose parts biblatex names; initials (`given-i`) count where no name is given."""
    bare = {name: squeeze(unbrace(value).strip(' "')) for name, value in part.items()}
    family = " ".join(filter(None, (bare.get("prefix"), bare.get("family"))))
    given = " ".join(filter(None, (bare.get("given") or bare.get("given-i"), bare.get("suffix"))))
    return author(family, given)


def _with_braces(name: str) -> str:
    bare = squeeze(unbrace(name))
    if name.startswith("{") and name.endswith("}") and _are_one(name):
        _, comma, given = bare.partition(", ")
        is_short = comma and "," not in given and bare.count(" ") < _FEW_WORDS
        if is_initials(given) or (is_short and not is_organisation(bare)):
            return family_first(bare)  # {Futuyma, DJ}: old exports of Web of Science
        return organisation(bare)  # or one word on purpose
    if "," in name or not _WORDS_IN_BRACES.search(name):
        return _from_bibtex(bare)
    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return organisation(bare)
    family = unbrace(" ".join([*parts.von, *parts.last]))
    return settled(author(family, unbrace(" ".join(parts.first))))


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
