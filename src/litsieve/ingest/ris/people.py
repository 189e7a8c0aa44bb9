"""Authors of RIS: one a line by the book, `Family, Given, Suffix`; in life also otherwise."""

from __future__ import annotations

import re
from functools import lru_cache

from litsieve.ingest.ris.parse import Fields
from litsieve.ingest.values import latex, literals, names
from litsieve.ingest.values.author_cells import at_commas
from litsieve.ingest.values.markup import plain
from litsieve.ingest.values.organisations import is_organisation
from litsieve.text import squeeze

#: What may part the names of a line.
_MANY = re.compile(r"[;&\[]| and |,.*,| [A-Z]+\.?,")
_SPLIT = re.compile(r"\s*(?:;|\n)\s*")
_AND = re.compile(r"\s+(?:and|&)\s+")
_ROLE = re.compile(r"\s*(?:,\s*(?:Eds?|Comps?|Trans)\.?|[\[(](?:Eds?|Comps?|Trans)\.?[\])])$", re.I)
_NULL = re.compile(r",\s*(?:null|undefined|n/?a)$", re.IGNORECASE)
_INITIALS = re.compile(r"^(?:[A-Z]\.?[ -]?){1,4}$")
_HAS_INITIALS = re.compile(r"\b[A-Z](?:\b|[A-Z]\b)")


def authors(fields: Fields) -> tuple[list[str], bool]:
    """Canonical names in their order, and whether the list was cut.

    Without authors they are the editors (ED, of books also A2, A3).
    """
    kind = fields["TY"][0] if "TY" in fields else ""
    lines = list(fields.get("AU") or fields.get("ED") or ())
    if not lines and kind in _IN_BOOKS:
        lines = fields.get("A2") or fields.get("A3") or []
    text = "\n".join(lines)
    found = [line for line in lines if line != kind]  # `AU  - JOUR`
    if _MANY.search(text) or text.count("\n") >= len(lines):
        found = [name for line in found for name in _names(line)]
    kept, cut = names.take_cut(found)
    kept = names.somebody(kept)
    whole: list[str] = []
    for name in kept:
        if len(name) < 9 and whole and _INITIALS.match(name):  # `Dos Santos`, `H B`: two lines
            whole[-1] += f" {name}" if "," in whole[-1] else f", {name}"
        else:
            whole.append(name)
    return [canonical for name in whole if (canonical := _canonical(name))], cut


#: Works that have editors in A2; of those EDITED nothing else says who they are by.
EDITED = frozenset({"BOOK", "EDBOOK", "EBOOK", "SER", "CONF"})
_IN_BOOKS = EDITED | {"CHAP", "ECHAP", "CPAPER", "ENCYC", "DICT", "WHOLE"}


@lru_cache(maxsize=1 << 16)
def _names(line: str) -> tuple[str, ...]:
    """The names of one line: as a rule one."""
    if listed := literals.strings(line):
        return tuple(listed)
    if "&" in line and ";" in line:  # an entity ends in what parts names
        line = plain(line)
    if ";" in line or "\n" in line:
        return tuple(part for part in _SPLIT.split(line) if part)
    parts = [line]
    if (" and " in line or " & " in line) and not is_organisation(line):
        parts = [part for part in _AND.split(line) if part]
        told = names.take_cut(parts)[0]
        if not (all("," in part for part in told) or all(map(_HAS_INITIALS.search, told))):
            parts = [line]
    return tuple(name for part in parts for name in at_commas(part))


@lru_cache(maxsize=1 << 16)
def _canonical(name: str) -> str:
    if len(name) > _LONGEST_NAME:
        return names.author(name)
    if "{" in name or "\\" in name:  # made from BibTeX
        return names.from_bibtex(latex.restored(latex.decode(name)))
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
