"""Collective authors: which names are those of organisations, and how they are written.

A person is never taken for one: what decides is words that nobody has as a family name
(University, Consortium, Group), `for the`, `&`, a number; words that people do have (Bank, Press)
only beside `of`, `for` or `the`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from litsieve.ingest.values.name_parts import is_suffix, words_of
from litsieve.text import fold, squeeze

#: Folded words that are in no person's name.
SURE = words_of("""
university universities universitat universite universidad universidade universita universiteit
univ uniwersytet univerzita institute institutes institut instituto istituto instituut institutet
institution institutions organization organizations organisation organisations organisatie
organizacion organizacao consortium consortia consorcio committee committees comite comitato
commission comision kommission council councils consejo collaboration collaborations collaborative
collaborators collaborating investigators association associations associacao associazione
asociacion federation federations federacion federazione foundation fondation fondazione fundacion
fundacao stiftung ministry ministere ministerio ministerium department departments departamento
departement agency agencies agence agencia society societies societe sociedad sociedade societa
gesellschaft academy academies academie akademie hospital hospitals trialists initiative
secretariat laboratory laboratories corporation company nations network networks netzwerk
programme program coalition authority bureau registry administration division clinic group groups
groupe gruppe grupo gruppo team teams government parliament unicef headquarters subcommittee
workgroup taskforce national international european federal interdisciplinary multicenter
multicentre centre centres guideline guidelines
""")
_SURE_PAIRS = frozenset((
    "task force", "working party", "working parties", "editorial board", "editorial office",
    "editorial staff", "the editors", "the editor", "for the", "on behalf", "of the",
    "royal college", "united states", "united kingdom", "world bank", "european union",
    "african union", "red cross",
))  # fmt: skip
#: Folded words that some people are called, too.
_PERHAPS = words_of("""
bank center centers church college colleges house library museum office panel press
project school schools service services station study survey trial trials union republic kingdom
state city county board faculty facultad faculdade faculte clinica alliance
""")
_LINKS = frozenset(("of", "for", "and", "the", "in", "de", "des", "du", "fur", "para", "pour"))
_LINKS_IN_CAPITALS = frozenset(("FOR", "AND", "THE"))
_COMPANY_WORD = re.compile(r"\b(?:Inc|Ltd|LTD|GmbH)\b")
_COMPANY = re.compile(r"(?:co |pty )?(?:inc|ltd|gmbh|limited|corp|incorporated)")
#: `Organization, World Health`: programs that take the last word for a family name.
INVERTED = words_of("""
organization organisation collaboration collaborators investigators consortium committee
commission association university institute council foundation federation society agency network
initiative group team trialists academy nations programme program workgroup
""")
_LEAD = re.compile(r"^(?:(?:and\s+)?(?:on behalf of|for)\s+(?:the\s+)?(?=\S)|and\s+the\s+)+", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_BEHALF = re.compile(r"\b(?:for|behalf)\b", re.IGNORECASE)
_INITIAL = re.compile(r"\b[^\W\d_]\.")
_INITIALS = re.compile(r"(?:[^\W\d_]\b\W*)+")
_COMMAS = {",": "，", ";": "；"}
_WIDE = str.maketrans(_COMMAS)
_PLAIN = str.maketrans({wide: plain for plain, wide in _COMMAS.items()})


def organisation(name: str) -> str:
    """The name in canonical form: without a comma, for that is what tells it from a person's.

    Commas and semicolons that belong to the name become full-width ones (U+FF0C, U+FF1B), which
    Unicode's compatibility form makes plain again: nothing is lost, and folded text is the same.
    """
    return squeeze(_LEAD.sub("", squeeze(name).strip(" ,;")).translate(_WIDE))


def as_written(name: str) -> str:
    """An organisation's name with its own commas and semicolons, as `organisation` was given it."""
    return name.translate(_PLAIN)


@lru_cache(maxsize=1 << 14)
def is_organisation(name: str) -> bool:
    """Whether a name without a comma is surely that of an organisation."""
    words = fold(name).split()
    if not words or " " not in name:
        return False
    if not SURE.isdisjoint(words) or " & " in name or any(map(_is_number, words)):
        return True
    if any(f"{a} {b}" in _SURE_PAIRS for a, b in pairwise(words)):
        return True
    if _COMPANY_WORD.search(name):
        return True
    return not _PERHAPS.isdisjoint(words) and _is_linked(name) and not _INITIAL.search(name)


def _is_linked(name: str) -> bool:
    """Whether there is an `of` or `for` in a name; `DE` and `OF` may be initials."""
    words = name.split()
    if len(words) > 2 and not _LINKS_IN_CAPITALS.isdisjoint(words):
        return True
    return not _LINKS.isdisjoint(words) or words[0].lower() == "the"


def _is_number(word: str) -> bool:
    """Whether there is a digit in a word, and it is no `3rd`."""
    return not word.isalpha() and not is_suffix(word) and any(c.isdigit() for c in word)


def with_comma(family: str, rest: str) -> str | None:
    """Canonical form of the organisation whose name was parted at a comma; None for a person.

    `Organization` + `World Health`, `Department of Health` + `Education`, `Elsevier` + `Ltd.`
    """
    words = _WORD.findall(rest)
    longest = max(map(len, words), default=0)
    if fold(family) in INVERTED:
        return organisation(f"{rest} {family}") if longest > 2 else None
    if f"{rest} {family}".lower() in _SURE_PAIRS:
        return organisation(f"{rest} {family}")
    if " " in family and is_organisation(family):
        sure = not SURE.isdisjoint(fold(family).split())
        if sure or (family[0].isupper() and not _INITIALS.fullmatch(rest)):
            return organisation(f"{family}, {rest}")
        return None
    if longest < 3 or (len(words) == 1 and words[0].isupper()):
        return None
    if is_company(rest) or (describes(rest) and not _BEHALF.search(rest)):
        return organisation(f"{family}, {rest}")
    return None


def is_company(rest: str) -> bool:
    """Ltd., Inc., Co., Ltd. – what stands behind the comma of a company's name."""
    return _COMPANY.fullmatch(fold(rest)) is not None


def describes(rest: str) -> bool:
    """Whether what stands behind a comma has a word that no given name is."""
    if " " not in rest:
        return False
    return not SURE.isdisjoint(rest.replace(".", " ").replace(",", " ").lower().split())
