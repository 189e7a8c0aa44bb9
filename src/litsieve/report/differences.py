"""In which fields two records contradict each other, whatever way each of them writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rapidfuzz import fuzz

from litsieve.dedupe import fields, names, titles
from litsieve.dedupe.venue import same_venue, venue_form
from litsieve.dedupe.wording import wording
from litsieve.text import fold

#: Titles that are one, in another spelling or shortened.
_ONE_TITLE = ("spelling", "cut")
#: Below this likeness (0–100) two lists of surnames are not of the same people.
_SAME_PEOPLE = 85


def differences(x: Mapping[str, str], y: Mapping[str, str]) -> list[str]:
    """The fields of COMPARED in which two records (column → text) differ in what they mean.

    A field that one of them lacks, or of which the texts are the same, is none.
    """
    both = (name for name in COMPARED if x.get(name) and y.get(name) and x[name] != y[name])
    return [name for name in both if COMPARED[name](x[name], y[name])]


def _title(x: str, y: str) -> bool:
    p, q = titles.title(x), titles.title(y)
    if p.text.replace(" ", "") == q.text.replace(" ", ""):
        return p.kind != q.kind
    return wording(p.text, q.text, fuzz.ratio(p.text, q.text), p.cut or q.cut) not in _ONE_TITLE


def _authors(x: str, y: str) -> bool:
    p, q = names.names(x), names.names(y)
    if not p.people or not q.people:
        return False
    alike = max(
        fuzz.token_set_ratio(p.families, q.families), fuzz.token_set_ratio(p.words, q.words)
    )
    return alike < _SAME_PEOPLE


def _venue(x: str, y: str) -> bool:
    p, q = sorted((venue_form(x), venue_form(y)))
    return bool(p and q) and same_venue(p, q) == "different"


def _pages(x: str, y: str) -> bool:
    """A range and its beginning agree; so do pages counted from 1 and those of the volume."""
    p, q = fields.pages(x), fields.pages(y)
    if not p.first or not q.first or {p.prefix, p.first, q.first} & {"1"}:
        return False
    if p.first != q.first:
        return True
    prefixes = {p.prefix, q.prefix} - {""}
    ranges = p.last > int(p.first) and q.last > int(q.first)
    return len(prefixes) > 1 or (ranges and p.last != q.last)


def _article_number(x: str, y: str) -> bool:
    """Some exports leave out how a number begins: 20160820 and 0820 are one."""
    p, q = sorted((fields.article_number(x), fields.article_number(y)), key=len)
    return bool(p and q) and not (p == q or (len(p) > 2 and q.endswith(p)))


def _form(form: Callable[[str], object]) -> Callable[[str, str], bool]:
    """Two texts differ if their forms do, and neither is empty."""

    def differ(x: str, y: str) -> bool:
        p, q = form(x), form(y)
        return bool(p and q) and p != q

    return differ


def _sets(x: str, y: str) -> bool:
    """Lists of which none holds a thing that the other does."""
    return not {*fold(x).split()} & {*fold(y).split()}


def _type(x: str, y: str) -> bool:
    return "other" not in (x, y)


#: Column → whether two texts of it, neither empty, contradict each other.
COMPARED: dict[str, Callable[[str, str], bool]] = {
    "title": _title,
    "authors": _authors,
    "year": _form(str),
    "venue": _venue,
    "volume": _form(fields.volume),
    "issue": _form(fields.issue),
    "pages": _pages,
    "article_number": _article_number,
    "doi": _form(fields.doi),
    "pmid": _form(lambda text: text.strip().lstrip("0")),
    "isbn": _sets,
    "language": _sets,
    "document_type": _type,
}
