"""Authors of a BibTeX entry: names at ` and `, and what people write instead.

Without authors they are the editors, as in all formats.
"""

from __future__ import annotations

import re

from litsieve.ingest.bib.parse import Parsed
from litsieve.ingest.values import latex, literals, names
from litsieve.ingest.values.author_cells import are_inverted, at_commas, at_marks, one
from litsieve.ingest.values.markup import plain
from litsieve.ingest.values.organisations import is_organisation

_COMMENT_LINE = re.compile(r"^[ \t]*%.*$", re.MULTILINE)
#: `Jane Bell, Kim Orr, and Ann Poe`: no name ends in a comma.
_SERIES = re.compile(r",\s+and\s")
_CUT_IN_BRACES = re.compile(r"\{\s*(et\.?\s+al\.?|others)\s*\}", re.IGNORECASE)
_AND_OTHERS = re.compile(r"\sand\s", re.IGNORECASE)
_FIELDS = ("author", "authors", "editor", "editors")


def authors(item: Parsed) -> tuple[list[str], bool] | None:
    """Canonical names, and whether the list was cut; None if nobody is named."""
    for name in _FIELDS:
        if name in item.fields:
            found, cut = _listed(" and ".join(item.fields[name]))
            if found or cut:
                return found, cut
    return None


def _listed(value: str) -> tuple[list[str], bool]:
    if "%" in value:
        value = _COMMENT_LINE.sub("", value)
    if "\\" in value:
        value = latex.restored(latex.decode(value))
    if "&" in value:  # an entity ends in what parts names
        value = plain(value).replace("{&}", "&")
    if "{" in value:
        value = names.unwrapped(_CUT_IN_BRACES.sub(r"\1", value))
    found, cut = names.take_cut(literals.strings(value) or names.split_and(value))
    found = names.somebody(found)
    found = _whole(found)
    if len(found) == 1 or ";" in value:
        found = [part for name in found for part in at_marks(name)]
    is_series = _SERIES.search(value) is not None
    if cut and _AND_OTHERS.search(value) is None:
        is_series = True  # Jo Bell, Kim Orr, et al.
    parted = [part for name in found for part in at_commas(name, is_series)]
    is_inverted = len(parted) > len(found) or are_inverted(parted)
    return [one(name) if is_inverted else names.from_bibtex(name) for name in parted], cut


def _whole(found: list[str]) -> list[str]:
    """`Ministry of Health` before `Welfare` is one: nobody has one word for a name behind it."""
    whole: list[str] = []
    for name in found:
        if whole and name.isalpha() and not name.isupper() and is_organisation(whole[-1]):
            whole[-1] += f" and {name}"
        else:
            whole.append(name)
    return whole
