"""Parts of a person's name: where the family begins, suffixes, degrees, and what is no name."""

from __future__ import annotations

import re
from functools import lru_cache

from litsieve.ingest.values.markup import plain
from litsieve.text import fold_letters, squeeze


def words_of(text: str) -> frozenset[str]:
    """A set of words from a table that is written as text."""
    return frozenset(text.split())


SUFFIX = re.compile(r"(?:jr|sr|jnr|snr|ii|iii|iv|2nd|3rd|4th)\.?", re.IGNORECASE)

#: Degrees that cannot be initials.
_DEGREE = re.compile(
    r"(?:Ph\.? ?D|D\.? ?Phil|M\.? ?Phil|M\.? ?Sc|B\.? ?Sc|D\.? ?Sc|Dr\.? ?P\.?H|Psy\.? ?D|"
    r"Pharm\.? ?D|Ed\.? ?D|M\.?Ed|MBBS|MBChB|MBBCh|FRCPC?|FRCS|FACP|FACS|FAAP|FACC|FAHA|FESC|"
    r"BPharm|CRNP|h\.c)\.?"
)
#: What else is a degree, but only behind family and given names, or beside one of the former.
_CAPITALS = re.compile(r"(?:[A-Z][a-z]{0,2}\.?[ -]?){2,5}")
_ORCID = r"(?:https?://)?(?:www\.)?(?:orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dXx]/?"
_EMAIL = r"\S+@[\w.-]+\.\w+"
_FOREIGN = re.compile(
    rf"[(\[<]?\s*(?:ORCID(?: iD)?:?\s*)?{_ORCID}\s*[)\]>]?"
    rf"|[(\[<]?\s*(?:e-?mail:?\s*)?{_EMAIL}\s*[)\]>]?"
    r"|\(\d{5,}\)",
    re.IGNORECASE,
)
#: Marks that lead to an affiliation or a note: `Smith J.1,*`, `Müller²`, `Doe†`.
_MARKS = re.compile(r"(?:(?<=[a-zß-ÿ.])\d{1,2}(?:,\s?\d{1,2})*)?[\s,]*[*†‡§¶#∗✉⁎¹²³⁰⁴-⁹]*$")
_SIGNS = "*†‡§¶#∗✉⁎¹²³⁰⁴⁵⁶⁷⁸⁹"
_MARK_SIGNS = frozenset("0123456789*†‡§¶#∗✉⁎¹²³⁰⁴⁵⁶⁷⁸⁹@")
#: Nobody's name is longer: a cell with a whole list in it, or worse.
_LONGEST = 400
TITLES = frozenset(("Dr.", "Prof.", "Mr.", "Mrs.", "Ms."))
_TITLES_BEGIN = ("P", "D", "M")
_TITLE = re.compile(r"^(?:(?:Prof|Dr|Mr|Mrs|Ms|Professor|Doctor)\.?\s+)+(?=\S)")

#: Before the last word of a name they belong to the family, in capitals or not.
_PARTICLES = words_of("""
van von vom zu zur zum der den de del della delle dello degli dei di da dal dalla das do dos du des
la le los las lo ten ter te het af av el al ul bin ibn ben bint abu abou abd dela mac mc st st.
saint san santa 't vander vanden op
""")
#: Written with a capital, these are given or middle names as often: they count in lower case only.
_ALSO_GIVEN = frozenset(
    ("ben", "do", "te", "op", "lo", "af", "av", "abd", "zu", "zum", "zur", "mac", "san", "santa",
     "saint", "das", "des", "dal", "la", "le", "da", "di", "du", "al", "el", "bint",
     "ul", "dei", "den", "der", "ten", "st")
)  # fmt: skip
_BETWEEN_FAMILIES = frozenset(("y", "e", "i"))  # Ortega y Gasset, Cruz e Silva, Puig i Cadafalch
#: Before these, Van, Le, Di or Da is a given name of Vietnam or China.
_OF_EAST_ASIA = words_of("""
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly truong dinh doan luong trinh
wang zhang li liu chen yang zhao huang zhou wu xu sun ma zhu hu lin guo he gao luo zheng liang xie
tang han cao deng feng xiao cheng cai peng pan yuan dong yu lu jiang wei su ye du ding ren yao shen
chan wong lee cheung lau leung tsai hsu chang kim park choi
""")
_MARIA = frozenset(("maria", "ma", "ma.", "mª", "m.", "m.a"))
_OF_MARIA = words_of("""
carmen pilar mar rosario rocio angeles dolores luz fatima lourdes jesus graca gracas conceicao
concepcion socorro gloria dios mercedes nieves consuelo amparo sol valle soledad paz cruz remedios
""")


@lru_cache(maxsize=1 << 12)
def is_suffix(word: str) -> bool:
    """Jr, Sr, III, 3rd …"""
    return SUFFIX.fullmatch(word) is not None


def tidied(name: str) -> str:
    """A name without ORCID, e-mail address, author id and marks of affiliations; squeezed.

    Numbers that are part of a name stay (`GBD 2019 Collaborators`, `NCT01234567`).
    """
    if len(name) > _LONGEST:
        return squeeze(name)
    if "&" in name and ";" in name:
        name = plain(name)
    if not _MARK_SIGNS.isdisjoint(name):
        name = squeeze(name)
        if "@" in name or "-" in name or "(" in name:
            name = _FOREIGN.sub(" ", name)
        if " " in name or "," in name:
            name = ",".join(_MARKS.sub("", part) for part in name.split(","))
        name = " ".join(filter(None, (word.strip(_SIGNS) for word in name.split()))).strip(" ,")
    return squeeze(name)


def untitled(name: str) -> str:
    """`Prof. Dr. Jane Doe` → `Jane Doe`."""
    if "." not in name and name[:1] not in _TITLES_BEGIN:
        return name
    if found := _TITLE.match(name):
        name = name[found.end() :]
    return " ".join(word for word in name.split(" ") if word not in TITLES) or name


def degrees_off(parts: list[str]) -> list[str]:
    """What stood between commas without the degrees at its end: `Smith`, `Jane`, `MD`, `PhD`.

    `MD` or `MA` may be initials: it is a degree behind given names, or beside `PhD`.
    """
    end = len(parts)
    while end > 1 and is_degree(parts[end - 1]):
        end -= 1
    if end > 1 and all(map(is_suffix, parts[1:end])) and _is_given(parts, end):
        return parts[: end + 1]  # Costa, Jr., P. T. · Steele, Jr., Guy L.
    if end > 1 or len(parts) == 1:
        return parts[:end]
    sure = any(map(is_sure_degree, parts[1:]))
    initials = not sure or (" " not in parts[0] and not is_sure_degree(parts[1]))
    return parts[:2] if initials else parts[:1]  # Smith, MD · Smith, MD, PhD · Jane Smith, MD, PhD


def _is_given(parts: list[str], at: int) -> bool:
    """Whether what looks like a degree behind a suffix are the given names: there are no others."""
    if at == len(parts) or is_sure_degree(parts[at]):
        return False
    is_whole = " " in parts[0] and parts[0][0].isupper()  # John Smith, Jr., MD
    return not is_whole or "." in parts[at] or " " in parts[at]


def is_degree(part: str) -> bool:
    """Whether it looks like a degree: `MD`, `M.P.H.`, `PhD`."""
    if is_suffix(part):
        return False
    return is_sure_degree(part) or _CAPITALS.fullmatch(part) is not None


@lru_cache(maxsize=1 << 12)
def is_sure_degree(word: str) -> bool:
    """`PhD`, `M.Sc.`: a degree that cannot be initials."""
    return _DEGREE.fullmatch(word) is not None


def tidied_given(given: str) -> str:
    """Given names without a title before and a degree behind them: `Dr. Jane PhD`."""
    given = untitled(given)
    while " " in given and is_sure_degree(given[given.rfind(" ") + 1 :]):
        given = given[: given.rfind(" ")].rstrip()
    return "" if is_sure_degree(given) else given


def family_start(words: list[str]) -> int:
    """Where the family name begins in a name whose given names come first."""
    last = len(words) - 1
    lower_means = not words[0][:1].islower()
    at = 3 if _is_maria(words) else 1
    while at < last:
        word = words[at]
        folded = word.lower()
        if word[:1].islower() and lower_means:
            return at - 1 if folded in _BETWEEN_FAMILIES and at > 1 else at
        if folded in _PARTICLES and _counts(words, at, folded):
            before = words[at - 1].lower().rpartition("-")
            return at - 1 if before[0] and before[2] in _PARTICLES and at > 1 else at
        at += 1
    return last


def _is_maria(words: list[str]) -> bool:
    """`María del Carmen …`, `Maria de Fátima …`: given names with a particle."""
    if len(words) < 4 or words[1].lower() not in ("de", "del", "da", "das", "dos", "do"):
        return False
    if fold_letters(words[0]) not in _MARIA:
        return False
    return fold_letters(words[2]) in _OF_MARIA


def _counts(words: list[str], at: int, folded: str) -> bool:
    """Whether a particle with a capital (or in a name without capitals) belongs to the family."""
    if words[at].isupper() and not words[-1].isupper():
        return False  # JA DE Smith
    if fold_letters(words[-1]) in _OF_EAST_ASIA:
        return False
    if folded not in _ALSO_GIVEN:
        return True
    following = words[at + 1].lower()
    return at == len(words) - 2 or following in _PARTICLES
