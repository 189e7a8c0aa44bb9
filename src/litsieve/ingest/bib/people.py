"""Authors of a BibTeX entry: names at ` and `, and what people write instead.

Without authors they are the editors, as in all formats.
"""

from __future__ import annotations

import re

from litsieve.ingest.bib.parse import Parsed
from litsieve.ingest.values import latex, literals, names
from litsieve.ingest.values.author_cells import are_inverted, at_commas, at_marks, one
from litsieve.ingest.values.organisations import is_organisation

_COMMENT_LINE = re.compile(r"^[ \t]*%.*$", re.MULTILINE)
#: `Jane Bell, Kim Orr, and Ann Poe`: no name ends in a comma.
_SERIES = re.compile(r",\s+and\s")
_FIELDS = ("author", "authors", "editor", "editors")


def authors(item: Parsed) -> tuple[list[str], bool] | None:
    """Canonical names, and whether the list was cut; None if nobody is named."""
    value = next((" and ".join(item.fields[name]) for name in _FIELDS if name in item.fields), "")
    if not value:
        return None
    if "%" in value:
        value = _COMMENT_LINE.sub("", value)
    if "\\" in value:
        value = latex.restored(latex.decode(value))
    found, cut = names.take_cut(literals.strings(value) or names.split_and(value))
    found = _whole(found)
    if len(found) == 1 or ";" in value:
        found = [part for name in found for part in at_marks(name)]
    is_series = _SERIES.search(value) is not None
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
