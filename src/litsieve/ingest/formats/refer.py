"""EndNote refer (%0): *Cite → EndNote* of Google Scholar, CNKI, publishers, and EndNote's own.

Recognised by a first line that begins with `%` and a letter or digit, as `%0 Journal Article`.

- An entry begins with `%0`. Where a file's entries begin with another tag, it is a blank line that
  parts them, and `%0` may stand anywhere.
- An entry without its `%0` is found by its title after a blank line: it is not lost in the one
  before.
- `%W CNKI`, or one name of a database (`%~`) in all entries, tells the database; so does the layout
  of Google Scholar, whose long lists of authors end after ten without saying so.
- CNKI: authors parted by semicolons or on one line (`%A 张三 %A 李四`), numbers of their
  affiliations (`张三[1,2]`) are left out.
- The DOI may stand in `%R`, `%U`, `%M` or `%Z`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from litsieve.ingest import wos
from litsieve.ingest.entry import Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.shapes.tagged import (
    Tags,
    every,
    first,
    grouped,
    joined,
    pairs,
    parted,
    trimmed,
)
from litsieve.ingest.values import dates, identifiers, kinds, literals, names, places
from litsieve.ingest.values.author_cells import at_commas
from litsieve.ingest.values.titles import mend_torn

NAME = "refer"
LABEL = "EndNote refer"
DATABASE = None
SIGN = "a first line that begins with a tag like %0 or %T"

_FIRST = re.compile(r"\s*%(?P<tag>[0-9A-Z]) \S")
_PROOF = re.compile(r"^%(?:0|T) \S", re.MULTILINE)
_TAG = re.compile(r"[ \t]*%([^\s%])(?: |$|(?=\r$))")
_ZERO = re.compile(r"^(?=[ \t]*%0 )", re.MULTILINE)
_AFTER_BLANK = re.compile(r"\n[ \t\r]*\n(?=[ \t]*%[^\s%] )")
_TITLE = re.compile(r"^[ \t]*%T ", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]*%[TA] ", re.MULTILINE)
_AUTHORS_ON_ONE_LINE = re.compile(r"\s+%A\s+")
_NUMBERS = re.compile(r"[\[(][\d,，\s*]*[\])]?$|^[\d,，\s]*\]$")
_ISBN = re.compile(r"\d[\d-]{8,}[\dXx]")
_SCHOLAR = frozenset("0TAJBVNP@DIE")

#: Reference types of EndNote: document type, source type.
_TYPES: dict[str, tuple[str | None, str | None]] = {
    "journal article": ("article", "journal"), "electronic article": ("article", "journal"),
    "magazine article": ("article", "journal"), "newspaper article": ("article", None),
    "conference proceedings": ("conference-paper", "proceedings"),
    "conference paper": ("conference-paper", "proceedings"),
    "book": ("book", "book"), "edited book": ("book", "book"), "electronic book": ("book", "book"),
    "book section": ("chapter", "book"), "electronic book section": ("chapter", "book"),
    "encyclopedia": ("chapter", "book"), "dictionary": ("chapter", "book"),
    "thesis": ("thesis", "institution"), "report": ("report", "institution"),
    "government document": ("report", "institution"), "dataset": ("dataset", None),
    "unpublished work": ("preprint", None), "manuscript": ("preprint", None),
    "web page": ("other", "web"), "blog": ("other", "web"), "patent": ("other", None),
    "serial": (None, "book-series"),
}  # fmt: skip


def detect(head: str) -> bool:
    """Whether the first line is one of refer's."""
    return bool(_FIRST.match(head.lstrip("\ufeff"))) and bool(_PROOF.search(head))


def read(text: Text) -> Reading:
    """The entries of a refer file."""
    opening = _FIRST.match(text.head.lstrip("\ufeff"))
    starts = _at_zero if opening and opening["tag"] == "0" else _after_blank
    head = [grouped(pairs(block.text, _TAG)) for block in cut(Text.of(text.head), starts)]
    database = _database(head)
    dialect = database if database in ("Google Scholar", "CNKI") else None
    return Reading(cut(text, starts), partial(entries, dialect or ""), dialect, database)


def _at_zero(window: str, _last: bool) -> Iterable[int]:
    return (found.end() for found in _ZERO.finditer(window))


def _after_blank(window: str, _last: bool) -> Iterable[int]:
    return (found.end() for found in _AFTER_BLANK.finditer(window))


def _database(head: Sequence[Tags]) -> str | None:
    """The database that all entries name, or whose layout all have; the last may have been cut."""
    named = [first(tags, "W") or first(tags, "~") for tags in head]
    if named and not named[-1]:
        named = named[:-1] or named
    if len(set(named)) == 1:
        return named[0] or ("Google Scholar" if all(map(_is_scholar, head[:-1] or head)) else None)
    return None


def _is_scholar(tags: Tags) -> bool:
    """Google Scholar gives nothing but these, the title right after the type, the year late."""
    order = "".join(tags)
    return tags.keys() <= _SCHOLAR and order.startswith("0T") and order.endswith(("D", "DI"))


def entries(dialect: str, blocks: Sequence[Block]) -> Iterator[Item]:
    """The entry of each block; entries that lack their %0 are found in the block before."""
    for block in blocks:
        for part in parted(block, _AFTER_BLANK, _TITLE, _HEADING):
            part = trimmed(part)
            found = pairs(part.text, _TAG)
            tags = grouped(found)
            if not tags:
                continue
            if not tags.keys() & {"T", "A", "X", "R"}:
                yield Reject(part.line, part.text, "has neither title nor author")
                continue
            yield _entry(part, tags, dialect)


def _entry(block: Block, tags: Tags, dialect: str) -> Entry:
    authors, is_cut = names.take_cut(_authors(tags))
    title = first(tags, "T")
    numbers = " ".join(every(tags, "@"))
    year = first(tags, "D")
    affiliations = [part for value in every(tags, "+") for part in value.split(";") if part.strip()]
    fields: dict[str, Value] = {
        "source_id": first(tags, "M", "F", "1"),
        "title": mend_torn(title) if dialect == "Google Scholar" else title,
        "title_alternative": first(tags, "Q"),
        "authors": list(authors),
        "authors_cut": is_cut,
        "year": year,
        "published": dates.published(year, first(tags, "8")),
        "volume": first(tags, "V"),
        "issue": first(tags, "N"),
        "pages": first(tags, "P", "&"),
        "issn": numbers,
        "isbn": numbers if _ISBN.search(numbers) else "",
        "url": first(tags, "U", ">"),
        "abstract": first(tags, "X"),
        "keywords": joined(_keywords(tags)),
        "language": first(tags, "G"),
        "publisher": first(tags, "I"),
        "affiliations": "; ".join(affiliations),
        "countries": places.countries(affiliations),
        "doi": next(filter(identifiers.doi, every(tags, "R", "U", "M", "Z")), ""),
        **_kinds(tags),
    }
    return Entry(block.line, block.text, fields, _own_id(fields))


def _authors(tags: Tags) -> list[str]:
    found: list[str] = []
    for value in every(tags, "A") or every(tags, "E"):
        for part in _AUTHORS_ON_ONE_LINE.split(value):
            listed = literals.strings(part) or part.split(";")
            found += [_NUMBERS.sub("", name.strip()) for name in listed]
    parted = (one for name in found for one in at_commas(name))
    return [_author(name) for name in parted if name.strip(" ,")]


def _author(name: str) -> str:
    """`Straub, Detmar W.`, `Geoffrey Chaucer`; Chinese names have no given name of their own."""
    return names.any_order(name) if name.isascii() or " " in name else names.family_first(name)


def _keywords(tags: Tags) -> list[str]:
    """One a line, or parted by semicolons or commas."""
    text = "\n".join(tags.get("K", ()))
    mark = r"[;；\n]" if re.search(r"[;；\n]", text) else ","
    return [part.strip(" *") for part in re.split(mark, text)]


def _kinds(tags: Tags) -> dict[str, Value]:
    """What the reference type means; an article in a preprint server is a preprint."""
    kind = first(tags, "0")
    document, source = _TYPES.get(kind.lower(), (kinds.document_type(kind), None))
    venue = first(tags, "J", "B") if source == "journal" else first(tags, "B", "J", "S")
    if kinds.is_preprint_venue(venue):
        document, source = "preprint", "repository"
    elif source == "journal" and not venue:
        source = None
    stated = first(tags, "9")
    if stated and (better := kinds.document_type(stated)):
        document, kind = better, stated
    return {
        "venue": venue, "document_type": document, "document_type_raw": kind, "source_type": source,
    }  # fmt: skip


def _own_id(fields: dict[str, Value]) -> str | None:
    found = wos.ACCESSION.search(f"{fields['source_id']} {fields['url']}")
    return found[0].replace("ISI:", "WOS:", 1) if found else None
