"""Names of authors: every layout → "Family, Given"; an organisation has no comma."""

from __future__ import annotations

import re
from functools import lru_cache

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

from litsieve.text import squeeze

#: "J.", "J.-P.", "J.P.S.", "Th.", "Yu.V." – and without stops, capitals only: "JP", "J-P".
_STOPPED = r"(?:[^\W\d_][^\W\d_]{0,3}\.[-‐]?)+"
_INITIALS = re.compile(rf"{_STOPPED}(?: ?{_STOPPED})*|[A-Z](?:[- ]?[A-Z]){{0,3}}")
_FAMILY_INITIALS = re.compile(rf"(?P<family>\S.*?) (?P<given>{_STOPPED}(?: ?{_STOPPED})*)$")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_AUTHOR_ID = re.compile(r"\s*\(\d{5,}\)\s*$")
_BRACKETED_FAMILY = re.compile(r"^(?P<given>[^\[\]]+)\[(?P<family>[^\[\]]+)\]$")
_CUT = re.compile(r"^(?:others|et al\.?|\.\.\.|…)$|\bet al\.?$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def author(family: str, given: str = "") -> str:
    """One author in canonical form; what separates authors or parts is taken out of the parts."""
    family, given = (_bare(part) for part in (family, given))
    return f"{family}, {given}" if family and given else family or given


def _bare(part: str) -> str:
    return squeeze(part.replace(";", " ").replace(",", " "))


def take_cut(names: list[str]) -> tuple[list[str], bool]:
    """Names without "et al.", "others" and "…", and whether one of these was there."""
    kept: list[str] = []
    cut = False
    for name in names:
        shorter = _CUT.sub("", name).strip(" ,")
        cut = cut or shorter != name.strip(" ,")
        if shorter:
            kept.append(shorter)
    return kept, cut


# --- Scopus ----------------------------------------------------------------------------------


def from_full_names(text: str) -> list[str]:
    """`Bradley, Elizabeth A. (57226631324); …`: the column "Author full names" of Scopus."""
    return [
        family_first(name)
        for name in (_AUTHOR_ID.sub("", part).strip() for part in text.split(";"))
        if name
    ]


def from_scopus(text: str) -> list[str]:
    """The four layouts of the column "Authors" of Scopus.

    `Fecil'ak, P., Pekár, A.` · `Hajek A.E., Morris E.E.` · `Barros B.J.; Cunha J.P.S.` ·
    `E.A., Bradley, Elizabeth A.; B.G., Lockaby, B. Graeme`
    """
    if ";" in text:
        return [_scopus_name(part) for part in text.split(";") if part.strip()]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 3 and _INITIALS.fullmatch(parts[0]) and not _INITIALS.fullmatch(parts[1]):
        return [_scopus_name(text)]
    return from_commas(parts)


def _scopus_name(text: str) -> str:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 3 and _INITIALS.fullmatch(parts[0]):
        return author(parts[1], parts[2])
    if len(parts) == 1:
        return family_initials(parts[0])
    return family_first(text.strip())


def family_initials(text: str) -> str:
    """One name, the family first, initials behind it without a comma: `van der Berg J.A.`."""
    found = _FAMILY_INITIALS.match(text)
    return author(found["family"], found["given"]) if found else author(text)


def from_commas(parts: list[str]) -> list[str]:
    """Authors from a list that was split at its commas: initials belong to the family before."""
    authors: list[tuple[str, str]] = []
    for part in parts:
        if authors and _SUFFIX.fullmatch(part):
            family, given = authors[-1]
            authors[-1] = (family, f"{given} {part}")
        elif authors and not authors[-1][1] and _INITIALS.fullmatch(part):
            authors[-1] = (authors[-1][0], part)
        elif found := _FAMILY_INITIALS.match(part):
            authors.append((found["family"], found["given"]))
        else:
            authors.append((part, ""))
    return [author(*name) for name in authors]


def family_first(name: str) -> str:
    """One name with the family before the comma: `Bradley, Elizabeth A.`."""
    family, _, given = name.partition(",")
    return author(family, given)


# --- BibTeX ----------------------------------------------------------------------------------


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


@lru_cache(maxsize=1 << 16)
def from_bibtex(name: str) -> str:
    """One BibTeX name (`von Last, Jr, First` or `First von Last`; braces hold a name together)."""
    name = squeeze(name.replace("~", " "))
    if name.startswith("{") and name.endswith("}") and "}" not in name[1:-1]:
        return author(name[1:-1])  # an organisation, or one word on purpose
    if found := _BRACKETED_FAMILY.match(name):  # ScienceDirect: Wim [Van den Noortgate]
        return author(found["family"], found["given"])
    if "," in name:
        return _with_commas(unbrace(name))
    if "{" in name:
        try:
            parts = parse_single_name_into_parts(name)
        except InvalidNameError:
            return author(unbrace(name))
        return author(unbrace(" ".join([*parts.von, *parts.last])), unbrace(" ".join(parts.first)))
    return first_last(name)


def _with_commas(name: str) -> str:
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 3:  # von Last, Jr, First – some write von Last, First, Jr
        family, middle, last = parts
        given = f"{last} {middle}" if _SUFFIX.fullmatch(middle) else f"{middle} {last}"
        return author(family, given)
    family, _, suffix = parts[0].rpartition(" ")
    if family and _SUFFIX.fullmatch(suffix):  # Google Scholar: Faggion Jr, Clovis
        return author(family, " ".join([*parts[1:], suffix]))
    return author(parts[0], " ".join(parts[1:]))


def first_last(name: str) -> str:
    """`Charles de la Vallée Poussin`: lower-case particles open the family name."""
    words = name.split(" ")
    suffix = f" {words.pop()}" if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) == 1:
        return author(words[0])
    start = next((i for i, word in enumerate(words[1:-1], 1) if word[:1].islower()), len(words) - 1)
    return author(" ".join(words[start:]), " ".join(words[:start]) + suffix)


def unbrace(text: str) -> str:
    """`text` without braces."""
    return text.replace("{", "").replace("}", "")


def any_order(name: str) -> str:
    """One name of a source that keeps no order: by its comma, its initials, else given first."""
    if "," in name:
        return family_first(name)
    if _FAMILY_INITIALS.match(name):
        return family_initials(name)
    return first_last(squeeze(name))
