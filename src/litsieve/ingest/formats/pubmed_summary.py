"""PubMed summaries (text): *Save → Format: Summary (text)* of PubMed.

Recognised by a first paragraph that begins with a number and has `PMID: ` in it, as `1: Smith J.
Title. J Name. 2020 Jan 3;12(3):45-67. doi: 10.5555/x. PMID: 31234567`.

- There is no abstract in it: use *Save → Format: PubMed* for one.
- An entry is a paragraph, or begins with its number where the one before ends with its ids.
- Authors are what stands before the first full stop, if it is a list of names; the journal is what
  stands before the date, back to the end of the title.
- `[Title in brackets].` is a translation and loses its brackets; the language stands behind the
  pages (`1-5. German.`).
- DOI and dates are the article's own, never those of its errata and comments; `Retraction in`
  marks a retraction.
- The record's own id is the PubMed id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litsieve import languages
from litsieve.ingest import pubmed
from litsieve.ingest.entry import Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.shapes.tagged import trimmed
from litsieve.ingest.values import identifiers
from litsieve.text import squeeze

NAME = "pubmed-summary"
LABEL = "PubMed summaries (text)"
DATABASE = "PubMed"
SIGN = "a first paragraph that begins with a number and has PMID: in it"

_NUMBER = re.compile(r"[ \t]*\d{1,6}[.:][ \t]+(?=\S)")
_PMID = re.compile(r"\bPMID:\s*(\d+)")
_GAP = re.compile(r"\n(?:[ \t\r]*\n)+(?=[ \t]*\S)|\n(?=[ \t]*\S)")
#: The end of an entry: its ids, `PMID: 31234567; PMCID: PMC1.`
_END = re.compile(r"(?:PMID:\s*|PMCID:\s*PMC)\d+\.?(?: ?\[[^\]\n]*\]\.?)?\s*\Z")
#: PubMed's own lines are not as long as this: it is an entry on one line.
_LONG = 81
_ONE_LINE = re.compile(rf"[^\n]{{{_LONG},}}\bPMID: *\d")
_NOTE = re.compile(rf"(?<=[.?!]) {pubmed.NOTE}:")
#: What goes on with an entry, though a line begins with it: `Epub 2021 Mar`, `2. PMID: 1`.
_GOES_ON = re.compile(
    rf"\s*(?:\d+[.:]\s+)?(?:{pubmed.NOTE}:|doi:|PM(?:C?ID)?:|Epub\b|eCollection\b|Online\b|PubMed )"
)
_NO_AUTHORS = re.compile(r"\[No authors listed\]\.?\s*", re.IGNORECASE)
_JOURNAL = re.compile(r"(?P<before>.*[.?!][\"”'’»)\]]{0,2})\s+(?P<venue>\S.*)")
_SENTENCE = re.compile(r"(?P<authors>[^.]+)\.\s+(?P<title>\S.*)")
_EDITORS = re.compile(r",?\s+editors?$")
_LANGUAGE = re.compile(r"\s*(?P<names>[A-Z][a-z]+(?:(?:,| and|;) [A-Z][a-z]+)*)\.(?=\s|$)")
_IN_BOOK = re.compile(
    rf"\.\s+{pubmed.DATE}\.\s+In:\s+(?:.+?,\s+editors?\.\s+)?(?P<book>.+?)(?:\s+\[Internet\])?\.\s"
)
_OF_BOOK = re.compile(
    rf"\s+\[Internet\]\.\s+[^.;:]+: (?P<publisher>[^;]+); {pubmed.DATE}|"
    r"\.\s+[^.;:]+: (?P<press>[^.;]+); (?P<year>\d{4})"
)


def detect(head: str) -> bool:
    """Whether its first paragraph is a numbered citation with a PubMed id."""
    start = head.lstrip("\ufeff \t\r\n").replace("\r", "")
    opening = start.split("\n\n", 1)[0]
    return bool(_NUMBER.match(start)) and bool(_PMID.search(opening))


def read(text: Text) -> Reading:
    """The numbered citations of a file of summaries."""
    return Reading(cut(text, _starts), entries, database=DATABASE)


def _starts(window: str, _last: bool) -> Iterator[int]:
    for gap in _GAP.finditer(window):
        at = gap.end()
        if gap[0].count("\n") < 2:
            numbered = _NUMBER.match(window, at)
            is_long = gap.start() - window.rfind("\n", 0, gap.start()) > _LONG
            ends = (numbered or is_long) and _END.search(
                window, max(0, gap.start() - 100), gap.start() + 1
            )
            is_line = numbered and _ONE_LINE.match(window, at)
            if not (ends or is_line) or _GOES_ON.match(window, at):
                continue
        yield at


def entries(blocks: Sequence[Block]) -> Iterator[Item]:
    """The entry of each block."""
    for block in map(trimmed, blocks):
        number = _NUMBER.match(block.text)
        fields = _fields(squeeze(block.text[number.end() :])) if number else {}
        pmid = fields.get("pmid")
        if not (pmid or fields.get("venue")):
            why = "has neither PubMed id nor citation" if number else "has no number before it"
            yield Reject(block.line, block.text, why)
            continue
        yield Entry(block.line, block.text, fields, f"pmid:{pmid}" if pmid else None)


def _fields(text: str) -> dict[str, Value]:
    ids = _PMID.findall(text)
    pmid = identifiers.pmid(ids[-1]) if ids else None
    fields: dict[str, Value] = {"pmid": pmid, "source_id": pmid}
    note = _NOTE.search(text)
    own = text[: note.start()] if note else text
    if note and " Retraction in:" in text[note.start() :]:
        fields["retracted"] = True
    if found := _IN_BOOK.search(own):
        date = pubmed.published(found["date"])
        fields |= {"document_type": "chapter", "source_type": "book", "venue": found["book"],
                   "published": date, "year": date[:4] if date else None}  # fmt: skip
        return fields | _authors_and_title(own[: found.start() + 1])
    if found := _citation(own):
        journal = _JOURNAL.fullmatch(own[: found.start()])
        before, venue = journal.groups() if journal else ("", own[: found.start()])
        behind = own[found.end() :]
        language = _LANGUAGE.match(behind)
        if language and languages.codes(language["names"]):
            fields["language"] = language["names"].replace(" and ", "; ")
        fields |= pubmed.reference(found, behind) | pubmed.venue_and_kind(venue)
        return fields | _authors_and_title(before)
    if found := _OF_BOOK.search(own):
        date = pubmed.published(found["date"] or found["year"])
        fields |= {"document_type": "book", "source_type": "book", "published": date,
                   "year": date[:4] if date else None,
                   "publisher": found["publisher"] or found["press"]}  # fmt: skip
        return fields | _authors_and_title(own[: found.start()])
    return fields | _authors_and_title(_PMID.split(own, maxsplit=1)[0])


def _citation(text: str) -> re.Match[str] | None:
    """The first that has volume or pages (a title may end in a year), else the last."""
    found = list(pubmed.CITATION.finditer(text))
    placed = (one for one in found if one["volume"] or one["issue"] or one["pages"])
    return next(placed, found[-1] if found else None)


def _authors_and_title(text: str) -> dict[str, Value]:
    text = _NO_AUTHORS.sub("", text, count=1)
    parts = _SENTENCE.fullmatch(text)
    fields: dict[str, Value] = {}
    if parts and pubmed.are_authors(_EDITORS.sub("", parts["authors"])):
        authors, fields["authors_cut"] = pubmed.authors(_EDITORS.sub("", parts["authors"]))
        fields["authors"] = list(authors)
        text = parts["title"]
    fields["title"], _ = pubmed.title_and_original(text.strip())
    return fields
