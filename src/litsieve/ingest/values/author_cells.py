"""Authors in one cell of a table of any origin: what a comma means is told by all cells together.

`Smith, Jane; Roe, Max` · `Smith, Jane and Roe, Max` · `Jane Smith | Max Roe` · one name a line ·
`Jane Smith, Max Roe` · `Smith J, Roe M` · `Smith, J., Roe, M.` · `['Smith, Jane', 'Roe, Max']`
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from litsieve.ingest.values import literals, names
from litsieve.ingest.values.markup import plain
from litsieve.ingest.values.name_parts import is_degree, is_suffix
from litsieve.ingest.values.organisations import is_organisation
from litsieve.text import squeeze

#: Between authors and never inside a name; the first that is there.
_MARKS = (";", "|", "\n")
#: `Smith JA`, `van der Berg J`: a family name with lower case, then initials without stops.
_VANCOUVER = re.compile(r"(?P<family>\S*[^\W\d_A-Z].*) (?P<given>[A-Z](?:-?[A-Z]){0,2})")
#: What stands behind a name without being of it.
_ROLE = re.compile(r"\(?(?:Eds?|Comps?|Trans|Hrsg)\.?\)?|[BM]\w{0,3} ?\(Hons?\.?\)", re.IGNORECASE)
_AMPERSAND = re.compile(r",?\s+&\s+")
_AND_COMMA = re.compile(r",\s+and\s+", re.IGNORECASE)


def comma_separates(cells: Iterable[str]) -> bool:
    """Whether a comma stands between authors (`Jane Smith, Max Roe`) and not inside their names."""
    between = inside = 0
    for cell in cells:
        parts = _parts(cell)
        with_comma = sum("," in part for part in parts)
        if not with_comma:
            continue
        if len(parts) > 1:
            if "," in parts[-1]:
                inside += 1
            else:
                between += _is_list(parts[0].split(","))
        else:
            pieces = parts[0].split(",")
            if _is_list(pieces) and (len(pieces) > 2 or _are_sure(pieces)):
                between += 1
            elif not _is_list(pieces):
                inside += 1
    return between > inside


def authors(cell: str, comma_separates: bool = False) -> tuple[list[str], bool]:
    """Canonical names, and whether the list was cut (et al.)."""
    if "&" in cell and ";" in cell:  # an entity ends in what parts names
        cell = plain(cell)
    found, cut = names.take_cut(_listed(cell, comma_separates))
    return [name for name in map(one, found) if name], cut


def _parts(cell: str) -> list[str]:
    """What stands between semicolons, bars, line ends, `and` or `&`."""
    listed = literals.strings(cell)
    if listed is not None:
        return listed
    cell = cell.strip()
    for mark in _MARKS:
        if mark in cell:
            parts = [part for part in map(squeeze, cell.split(mark)) if part.strip(" ,")]
            return [name for part in parts for name in _joined_by_and(part)]
    cell = _AMPERSAND.sub(" and ", _AND_COMMA.sub(" and ", squeeze(cell)))
    return [part.strip(" ,") for part in names.split_and(cell) if part.strip(" ,")]


def _joined_by_and(part: str) -> list[str]:
    """`Zhao, W and Lee, JHW` among names parted by semicolons are two; organisations stay whole."""
    names_ = names.split_and(part)
    return names_ if all("," in name for name in names_) else [part]


def _listed(cell: str, comma_separates: bool) -> list[str]:
    """The names of a cell one by one, each as it is written."""
    parts = _parts(cell)
    if len(parts) > 1 and (any(mark in cell for mark in _MARKS) or literals.strings(cell)):
        return parts
    if len(parts) > 1 and "," not in parts[-1] and _is_list(parts[0].split(",")):
        return [*_of_commas(parts[0]), *parts[1:]]  # Jane Smith, Max Roe and Ann Lee
    if len(parts) == 1 and parts[0].count(",") == 1:
        pieces = parts[0].split(",")
        return pieces if _is_list(pieces) and (comma_separates or _are_sure(pieces)) else parts
    return [
        name for part in parts for name in (_of_commas(part) if part.count(",") > 1 else [part])
    ]


def are_inverted(found: list[str]) -> bool:
    """Whether all names have the family first and initials behind it: `Smith JA`, `Smith J.A.`"""
    return all("," not in name and " " in name and _ends_in_initials(name) for name in found)


def at_marks(text: str) -> list[str]:
    """The names of a text without an ` and `: at semicolons, or at an `&` between persons."""
    if ";" in text and "{" not in text:
        return names.take_cut(text.split(";"))[0]
    parts = _AMPERSAND.split(text)
    words = [part.replace(",", " ").split() for part in parts]
    if len(parts) > 1 and all(
        "," in part or _has_initials(part) or (len(of) > 1 and not is_organisation(part))
        for part, of in zip(parts, words, strict=True)
    ):
        return parts
    return [text]


def at_commas(text: str, is_series: bool = False) -> list[str]:
    """The names of a text that may hold several with nothing but commas between them.

    `Wilsh E, Rink G`, `Jane Bell, Kim Orr, Ann Poe`, `Bell, J., Orr, K.` are several;
    `Last, Jr., First`, `Last, First, MD`, what is in braces and organisations are one. Two whole
    names with one comma are two only in a series (`Jane Bell, Kim Orr, and Ann Poe`).
    """
    first, comma, rest = text.partition(",")
    if not comma or ("," not in rest and " " not in first.strip()):
        return [text]
    if "{" in text or "=" in text:
        return [text]
    pieces = [piece.strip() for piece in text.split(",") if piece.strip(" &")]
    pieces = [piece.removeprefix("& ").removeprefix("and ") for piece in pieces]
    if len(pieces) > 2 and any(map(_ROLE.fullmatch, pieces[2:])):  # Wise, Steve L., Ed.
        pieces = [*pieces[:2], *(p for p in pieces[2:] if not _ROLE.fullmatch(p))]
        text = ", ".join(pieces)
    if len(pieces) < 2:
        return [text]
    if _is_list(pieces) and (is_series or _are_sure(pieces)):
        return pieces
    people = [piece for piece in pieces if not _is_extra(piece)]
    if len(pieces) == 2 or _is_one(pieces):
        return [text]
    if len(people) > 1 and _is_list(people) and not is_suffix(pieces[1]):
        return people  # Jane Bell, MD, Kim Orr, PhD
    found = _of_commas(", ".join(pieces))
    return [text] if found == pieces else found


def _is_one(pieces: list[str]) -> bool:
    """Whether pieces between commas are family and given names of one person, and what follows."""
    end = len(pieces)
    while end > 1 and _is_extra(pieces[end - 1]):
        end -= 1
    return end - is_suffix(pieces[1]) < 3


def _is_extra(piece: str) -> bool:
    """Whether it may be a suffix or a degree: `Jr.`, `PhD`, `MD`, `M. D.`"""
    return is_suffix(piece) or (is_degree(piece) and (" " not in piece or "." in piece))


def _is_list(pieces: list[str]) -> bool:
    """Whether pieces between commas may be whole names: each of two words, none just initials."""
    return all(" " in piece.strip() and not names.is_initials(piece.strip()) for piece in pieces)


def _are_sure(pieces: list[str]) -> bool:
    """Whether each of them has initials beside a name: `J. Smith`, `Smith J`, `Hajek A.E.`."""
    return all(_has_initials(piece.strip()) for piece in pieces)


def _has_initials(piece: str) -> bool:
    """`J. Smith`, `Smith J.`, `Smith JA`."""
    first, space, _ = piece.partition(" ")
    return bool(space and (names.is_initials(first) or _ends_in_initials(piece)))


def _ends_in_initials(piece: str) -> bool:
    first, _, last = piece.rpartition(" ")
    if is_suffix(last):
        return _ends_in_initials(first)
    if "." in last or len(last) == 1:
        return names.is_initials(last) and len(first) > 1 and "." not in first
    return _VANCOUVER.fullmatch(piece) is not None


def _of_commas(text: str) -> list[str]:
    """Names that only commas part: whole ones, or family and given by turns."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if _is_list(pieces):
        return pieces
    if len(pieces) == 3 and is_suffix(pieces[1]):  # Ford, Jr., Henry
        return [f"{pieces[0]}, {pieces[2]} {pieces[1]}"]
    by_turns = pieces[1::2]
    families = pieces[::2]
    if len(pieces) % 2 == 0 and (
        all(map(_may_be_given, by_turns)) or not any(" " in family for family in families)
    ):
        return [f"{a}, {b}" for a, b in zip(pieces[::2], by_turns, strict=True)]
    if any(map(names.is_initials, pieces)):
        return names.from_commas(pieces)
    return pieces


def _may_be_given(piece: str) -> bool:
    """`Jane`, `J. A.`, `Jane A.`"""
    return " " not in piece or names.is_initials(piece.rpartition(" ")[2])


def one(name: str) -> str:
    """One name, in whatever order: `Smith JA`, `Smith, Jane`, `Jane Smith`."""
    name = squeeze(name)
    if "," in name:
        return names.family_first(name)
    if found := _VANCOUVER.fullmatch(name):
        return names.author(found["family"], found["given"])
    return names.any_order(name)
