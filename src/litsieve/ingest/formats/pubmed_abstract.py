"""PubMed abstracts (text): *Save → Format: Abstract (text)* of PubMed, `efetch` as abstract.

Recognised by a first line that begins with a number, as `1. J Name. 2020 Jan 3;12(3):45-67.`, and
lines that begin with `PMID: `.

- An entry begins with its number after two blank lines, or after one where the entry before has
  its `PMID: ` already or a citation follows: paragraphs of an abstract may be numbered, too.
- `[Title in brackets].` is a translation and loses its brackets; `[Article in German]` below it
  tells the language. English is never stated: it stays missing.
- Authors have initials; groups stand between semicolons. Collaborators are no authors.
- Affiliations are those of `Author information:`; in old files, the address above the abstract.
- Notes (`Comment in`, `Erratum in` …), the publisher's line and the statement of interests are no
  part of the abstract; `Retraction in` marks a retraction.
- A date that names the year alone is made precise by `Epub` of that year.
- Books: the chapter's book (`In: …`) is the venue.
- The record's own id is the PubMed id. For keywords and publication types use *Format: PubMed*; old
  files may list them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from litsieve.ingest import pubmed
from litsieve.ingest.entry import Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.shapes.tagged import joined, trimmed
from litsieve.ingest.values import identifiers, names, places
from litsieve.text import squeeze

NAME = "pubmed-abstract"
LABEL = "PubMed abstracts (text)"
DATABASE = "PubMed"
SIGN = "a first line that begins with a number, as 1. J Name. 2020, and lines PMID: 12345678"

_NUMBER = re.compile(r"[ \t]*\d{1,6}[.:][ \t]+(?=\S)")
_PMID = re.compile(r"^PMID:[ \t]*(\d+)", re.MULTILINE)
_DOI = re.compile(r"^DOI:[ \t]*(\S+)", re.MULTILINE)
_GAP = re.compile(r"\n(?:[ \t\r]*\n)+(?=[ \t]*\S)")
#: A citation at the beginning of an entry, on its first two lines.
_CITED = re.compile(
    rf"[ \t]*\d{{1,6}}[.:][ \t]+[^\n]{{1,150}}?\n?[^\n]{{0,80}}?\.\s+{pubmed.DATE}[;:.]"
)
_OTHERS = re.compile(r"^(?:PMID-|TY {1,2}- |<\d+\.? *>)", re.MULTILINE)

_LANGUAGE = re.compile(r"\[Articles? in ([^;\]]+)[^\]]*\]", re.IGNORECASE)
_NOTE = re.compile(rf"{pubmed.NOTE}:?[ \t\r]*(?:\n|$)|{pubmed.NOTE}: ")
#: Lists in old files, one thing a line: the fields that they are.
_LIST = re.compile(r"(?P<name>Publication Types|MeSH Terms):[ \t\r]*\n(?P<lines>.+)", re.DOTALL)
_OF_LISTS = {
    "Publication Types": ("document_type_raw", "; ".join),
    "MeSH Terms": ("keywords", joined),
}
_OTHER_PART = re.compile(
    r"(?:Collaborators?|Conflict of interest statement|Substances|Grant Support):|\[[^\]]*\]\.?$"
)
#: Abstracts that stand beside the author's own.
_SECOND = re.compile(r"(?:Publisher|Plain[ -]language[ -]summary): ", re.IGNORECASE)
_INFORMATION = re.compile(r"Author information:\s*")
#: What stands below authors only.
_OF_AUTHORS = re.compile(r"Author information:|Collaborators:")
_OF_ADDRESS = re.compile(r"^\((?:\d+|#|\*)\)[ \t]*", re.MULTILINE)
_EQUAL = re.compile(r"contributed equally|equal contribut", re.IGNORECASE)
_RIGHTS = re.compile(
    r"\W*(?:©|\(c\)|copyright|crown copyright|published by|this article is protected|"
    r"\d{4}\W{1,3}(?:©|the author)|creative commons|the authors?\b.{0,40}(?:©|licen[cs]))|"
    r".{0,300}(?:all rights reserved|©)",
    re.IGNORECASE | re.DOTALL,
)
_IN_BOOK = re.compile(r"In:\s+(?:.+?,\s+editors?\.\s+)?(?P<book>.+?)(?:\s+\[Internet\])?\.\s")
_IMPRINT = re.compile(rf"(?:.*\. )?[^.;:]+: (?P<publisher>[^;]+); {pubmed.DATE}")
_LAST_DATE = re.compile(rf".*[.;–-]\s+{pubmed.DATE}\W*$", re.DOTALL)
_EDITORS = re.compile(r",?\s+editors?\.?$")
_INTERNET = re.compile(r"\s*\[Internet\]")
_WORD = re.compile(r"[^\W\d_]{4,}")


def detect(head: str) -> bool:
    """Whether it begins with a numbered entry whose PubMed id stands on a line of its own."""
    start = head.lstrip("\ufeff \t\r\n")
    if not _NUMBER.match(start) or _OTHERS.search(head):
        return False
    opening = start.replace("\r", "").split("\n\n", 1)[0]
    has_ids = _PMID.search(start) or _INFORMATION.search(start)
    return "PMID:" not in opening and bool(has_ids)


def read(text: Text) -> Reading:
    """The numbered entries of a file of abstracts."""
    return Reading(cut(text, _starts), entries, database=DATABASE)


def _starts(window: str, _last: bool) -> Iterator[int]:
    start = 0
    for gap in _GAP.finditer(window):
        is_wide = gap[0].count("\n") > 2
        numbered = _NUMBER.match(window, gap.end())
        if not (is_wide or numbered):
            continue
        is_next = numbered and (is_wide or _CITED.match(window, gap.end()))
        if is_next or _PMID.search(window, start, gap.start()):
            start = gap.end()
            yield start


def entries(blocks: Sequence[Block]) -> Iterator[Item]:
    """The entry of each block."""
    for block in map(trimmed, blocks):
        number = _NUMBER.match(block.text)
        if not number:
            yield Reject(block.line, block.text, "has no number before it, as entries of PubMed do")
            continue
        fields = _fields(block.text[number.end() :])
        pmid = fields["pmid"]
        if not (pmid or fields.get("venue")):
            yield Reject(block.line, block.text, "has neither PubMed id nor citation")
            continue
        yield Entry(block.line, block.text, fields, f"pmid:{pmid}" if pmid else None)


def _fields(text: str) -> dict[str, Value]:
    paragraphs = [part.strip("\r\n") for part in re.split(r"\n[ \t\r]*\n", text) if part.strip()]
    ids = next((at for at, part in enumerate(paragraphs) if _PMID.search(part)), len(paragraphs))
    doi = _DOI.search("\n".join(paragraphs[ids : ids + 1]))
    number = _PMID.search("\n".join(paragraphs[ids : ids + 1]))
    pmid = identifiers.pmid(number[1]) if number else None
    fields: dict[str, Value] = {"pmid": pmid, "source_id": pmid}
    body = paragraphs[:ids]
    opening = squeeze(body[0]) if body else ""
    if found := pubmed.CITATION.search(opening):
        fields |= pubmed.reference(found, opening[found.end() :])
        fields |= pubmed.venue_and_kind(opening[: found.start()])
        body = body[1:]
    if doi:
        fields["doi"] = doi[1]
    return fields | _body(body, is_book=not found)


def _body(body: list[str], is_book: bool) -> dict[str, Value]:
    """Title, authors and what follows them, paragraph by paragraph."""
    fields: dict[str, Value] = {}
    notes = list(takewhile(_NOTE.match, body))  # above the title in old files
    rest = body[len(notes) :]
    if rest:
        title, _ = pubmed.title_and_original(squeeze(rest.pop(0)))
        fields["title"] = _INTERNET.sub("", title) if is_book else title
    if rest and (language := _LANGUAGE.fullmatch(squeeze(rest[0]))):
        fields["language"] = language[1]
        rest.pop(0)
    if rest and _are_authors(rest):
        fields["authors"], fields["authors_cut"] = _authors(rest.pop(0))
    if any(part.startswith("Retraction in") for part in (*notes, *rest)):
        fields["retracted"] = True
    texts: list[str] = []
    others: list[str] = []
    for at, part in enumerate(rest):
        line = squeeze(part)
        if _INFORMATION.match(part):
            fields |= _affiliations(_OF_ADDRESS.split(_INFORMATION.sub("", part, count=1)))
        elif listed := _LIST.match(part):
            field, as_cell = _OF_LISTS[listed["name"]]
            fields[field] = as_cell(map(str.strip, listed["lines"].split("\n")))
        elif is_book and (found := _IN_BOOK.match(line) or _IMPRINT.match(line)):
            fields |= _of_book(found, line)
        elif at == 0 and _is_address(line):
            fields |= _affiliations([part])
        elif _SECOND.match(part):
            others.append(_SECOND.sub("", line, count=1))
        elif not (_NOTE.match(part) or _OTHER_PART.match(part)):
            texts.append(line)
    if texts and _RIGHTS.match(texts[-1]):
        texts.pop()
    return fields | {"abstract": " ".join(texts) or " ".join(others)}


def _are_authors(rest: Sequence[str]) -> bool:
    """Whether the first of these paragraphs is the list of authors."""
    line = pubmed.unmarked(squeeze(rest[0]))
    if _NOTE.match(rest[0]) or _INFORMATION.match(rest[0]) or _OTHER_PART.match(rest[0]):
        return False
    is_informed = any(map(_OF_AUTHORS.match, rest[1:3]))
    return is_informed or pubmed.are_authors(_EDITORS.sub("", line))


def _authors(text: str) -> tuple[list[str], bool]:
    found, is_cut = pubmed.authors(_EDITORS.sub("", pubmed.unmarked(squeeze(text))))
    return list(found), is_cut


def _affiliations(parts: Sequence[str]) -> dict[str, Value]:
    found = [squeeze(part) for part in parts]
    found = list(dict.fromkeys(part for part in found if part and not _EQUAL.search(part)))
    return {"affiliations": "; ".join(found), "countries": pubmed.countries(found)}


def _is_address(line: str) -> bool:
    """Whether a paragraph above the abstract is an address: an organisation, most words capital."""
    words = _WORD.findall(line)
    if len(line) > 600 or "," not in line or not names.is_organisation(line) or not words:
        return False
    capital = sum(word[0].isupper() for word in words)
    return 3 * capital >= 2 * len(words) or (places.country(line) is not None and "@" in line)


def _of_book(found: re.Match[str], line: str) -> dict[str, Value]:
    """The book of a chapter, or of a book its publisher; and the last date that is given."""
    parts = found.groupdict()
    imprint, dated = _IMPRINT.match(line), _LAST_DATE.match(line)
    fields: dict[str, Value] = {
        "document_type": "chapter" if parts.get("book") else "book",
        "source_type": "book",
        "venue": parts.get("book"),
        "publisher": imprint["publisher"] if imprint else None,
    }
    if when := dated or imprint:
        date = pubmed.published(when["date"])
        fields |= {"published": date, "year": date[:4] if date else None}
    return fields
