"""Authors of RIS: one a line by the book, `Family, Given, Suffix`; in life also otherwise."""

from __future__ import annotations

import re
from functools import lru_cache

from litsieve.ingest.ris.parse import Fields
from litsieve.ingest.values import names
from litsieve.ingest.values.organisations import is_organisation
from litsieve.text import squeeze

#: What may part the names of a line.
_MANY = re.compile(r"[;&]| and |,.*,| [A-Z]+,")
_SPLIT = re.compile(r"\s*(?:;|\n)\s*")
_AND = re.compile(r"\s+(?:and|&)\s+")
_ROLE = re.compile(r"\s*(?:,\s*(?:Eds?|Comps?|Trans)\.?|[\[(](?:Eds?|Comps?|Trans)\.?[\])])$", re.I)
_NULL = re.compile(r",\s*(?:null|undefined|n/?a)$", re.IGNORECASE)
#: `Larsen LJ`, `Brownstein C D`: initials without stops behind the family name.
_UNSTOPPED = re.compile(
    r"^(?P<family>[^,.]*[^\W\d_]{2}[^,.]*?) (?P<given>[A-Z](?:[ -]?[A-Z]){0,3})$"
)
_INITIALS = re.compile(r"^(?:[A-Z]\.?[ -]?){1,4}$")
_HAS_INITIALS = re.compile(r"\b[A-Z](?:\b|[A-Z]\b)")


def authors(fields: Fields) -> tuple[list[str], bool]:
    """Canonical names in their order, and whether the list was cut.

    Of a book without authors they are its editors (ED, A2, A3).
    """
    lines = [*fields.get("AU", ()), *fields.get("A1", ())]
    if "AU" in fields and "A1" in fields:
        lines = list(dict.fromkeys(lines))
    kind = fields["TY"][0] if "TY" in fields else ""
    if not lines and kind in EDITED:
        lines = fields.get("ED") or fields.get("A2") or fields.get("A3") or []
    text = "\n".join(lines)
    found = [line for line in lines if line != kind]  # `AU  - JOUR`
    if _MANY.search(text) or text.count("\n") >= len(lines):
        found = [name for line in found for name in _names(line)]
    kept, cut = names.take_cut(found)
    whole: list[str] = []
    for name in kept:
        if len(name) < 9 and whole and _INITIALS.match(name):  # `Dos Santos`, `H B`: two lines
            whole[-1] += f" {name}" if "," in whole[-1] else f", {name}"
        else:
            whole.append(name)
    return [canonical for name in whole if (canonical := _canonical(name))], cut


EDITED = frozenset({"BOOK", "EDBOOK", "EBOOK", "SER", "CONF"})


@lru_cache(maxsize=1 << 16)
def _names(line: str) -> tuple[str, ...]:
    """The names of one line: as a rule one."""
    if ";" in line or "\n" in line:
        return tuple(part for part in _SPLIT.split(line) if part)
    if (" and " in line or " & " in line) and not is_organisation(line):
        parts = _AND.split(line)
        if all("," in part for part in parts) or all(_HAS_INITIALS.search(p) for p in parts):
            return tuple(parts)
    if line.count(",") > 1 or (line.count(",") == 1 and _UNSTOPPED.match(line.split(",")[0])):
        parts = [part.strip() for part in line.split(",") if part.strip()]
        if all(
            len(part) < 60 and _UNSTOPPED.match(part) for part in parts
        ):  # Achterbergh RCA, van der Helm JJ
            return tuple(parts)
    return (line,)


@lru_cache(maxsize=1 << 16)
def _canonical(name: str) -> str:
    if len(name) > _LONGEST_NAME:
        return names.author(name)
    if name.endswith(_BEHIND):
        name = _ROLE.sub("", squeeze(name))
        if found := _NULL.search(name):  # Mendeley: `van den Hoven, null`
            return names.author(name[: found.start()])
    return names.family_first(name) if ", " in name else names.any_order(name)


#: What is longer is no person.
_LONGEST_NAME = 500
_BEHIND = (
    "]",
    ")",
    "Ed",
    "Eds",
    "Ed.",
    "Eds.",
    "Comp",
    "Comps",
    "Trans",
    "null",
    "undefined",
    "/a",
)
