"""RIS, of whoever wrote it: nearly every database and reference manager.

Recognised by a line that begins with `TY  -` or `TY -`, after any preamble, or else by the tags of
title, author, year and the like. Who wrote the file
shows in its entries; the database is the one that two thirds of them state (`DB`, `DP`, accession
numbers, links to Scopus, Embase, EBSCOhost, Ovid). Reference managers often state none: say in
review.yaml what was searched.

- A line goes on until the next tag. Number lines (Ovid), `Record #3 of 18` (Cochrane) and other
  text between entries is no entry. Without `ER` an entry ends where the next begins; without `TY`
  it is read, and said to be repaired where others have it. `TY` need not be the first tag.
- Title from `TI`, `T1`, `CT` or `BT`; a second, different one is the alternative title. Authors
  from `AU` and `A1`, several on one line too; editors only if nobody else is named.
- The year is that of `PY`, `Y1`, `DA`; the date as precise as one of them says. `Y2` is when
  somebody looked.
- The DOI is that of the work: `DO`, else a field that is a DOI, else one in the entry's own links.
  Those in notes and references are of other works.
- PubMed ids are read where each database puts them: `C2` of Scopus, `C5` of Embase, `C3` of
  Cochrane, `AN` of PubMed, `ID` of Ovid MEDLINE.
- The kind of document is what `M3`, `PT` or a note states, else what `TY` means.
- `SP  - 1535-41` is a range; `No` to `Specified` (Ovid) is nothing.
- EBSCOhost's second abstract (“Copyright of …”) and decisions of Rayyan, ASReview and Covidence are
  left in the raw entry; they are no part of an abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, filterfalse
from typing import NamedTuple

from litsieve.ingest import own
from litsieve.ingest.entry import CUT, REPAIRED, Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.ris import affiliations, ids, kinds, people, writers
from litsieve.ingest.ris.parse import Fields, Record, records, starts_of
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.values import abstracts, dates, identifiers, latex, literals
from litsieve.ingest.values.missing import WORDS, is_nothing
from litsieve.ingest.values.titles import bilingual

NAME = "ris"
LABEL = "RIS"
DATABASE = None
SIGN = "TY  - at the start of a line, after any preamble"

_SIGN = re.compile(r"^[ \t\ufeff]*TY {1,2}-", re.MULTILINE)
_TAG = re.compile(r"^[ \t\ufeff]*([A-Z][A-Z0-9]) {1,2}-(?=[ \t\r\n]|\Z)", re.MULTILINE)
#: What has such tags, too: PubMed, Ovid.
_OTHERS = re.compile(r"^(?:PMID- *\d|OWN {1,2}- *[A-Z]|<[ \t]*\d+[ \t]*\.?[ \t]*>)", re.MULTILINE)
_TELLING = frozenset({"AU", "A1", "PY", "Y1", "AB", "N2", "DO", "JO", "JF", "T2", "SP", "VL", "DB"})

#: Canonical column: the tags it is taken from, the first that is there.
_TEXTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("volume", ("VL", "VO")),
    ("issue", ("IS",)),
    ("language", ("LA", "LG")),
    ("publisher", ("PB", "PU")),
)
_TITLES = ("TI", "T1", "CT", "BT", "ST", "T2", "T3")
_VENUES = ("JF", "T2", "JO", "BT", "JA", "J2", "T3", "J1", "JI", "SO")
_BOOKS = ("T2", "BT", "JF", "JO", "T3", "C3", "JA", "J2", "SO")
_IN_BOOKS = frozenset({"CHAP", "ECHAP", "CONF", "CPAPER", "ENCYC", "DICT"})

_COPYRIGHT = re.compile(
    r"^(?:Copyright of |Copyright \(?[c©])[\s\S]{0,400}(?:property of|reserved)", re.I
)
_DECISION = re.compile(r"\s*\|?\s*(?:RAYYAN-[A-Z-]+:|USER-NOTES: \{|ASReview_\w+)[\s\S]*")
_CITED = re.compile(
    r"\bcited by(?: \(since \d+\))? ?: ?([\d,]+)"
    r"|\btimes cited in web of science core collection: *(\d+)|\btotal times cited: *(\d+)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"[^\s-]+\s*[-‐‑–—]+\s*\S+")
_NO_PAGES = re.compile(r"\)?\s*\(no pagination.*$", re.IGNORECASE)  # Ovid: `1) (no pagination`
_VOLUME_LABEL = re.compile(r"^(?:v(?:ol(?:ume)?)?\.?\s+)+", re.IGNORECASE)
_VOLUME_AND_ISSUE = re.compile(r"(\S+?),? (?:issue|iss\.?|no\.?) ?(\S+)", re.IGNORECASE)  # AGRIS
#: What may follow the journal in SO: `. 12(3):45-50, 2019`, ` (2019) 12:3`.
_CITED_AT = re.compile(r"[.,;]?\s+(?:\(?(?:19|20)\d\d\b|(?:vol\.? ?)?\d+ ?[(:,]).*$", re.I | re.S)
_ISBN = re.compile(r"(?:97[89][-– ]?)?(?:\d[-– ]?){9}[\dXx]")
_REGISTERED = re.compile(r"(?:NCT|ISRCTN|ACTRN|PMC|NIHMS)", re.IGNORECASE)
_ARTICLE_NUMBER = re.compile(r"\S{1,30}|(?:Art(?:icle|\.)?|Unsp|Paper) ?(?:No\.? ?)?\S{1,20}", re.I)
_SNIPPET = re.compile(r"…|\.\.\.")


def detect(head: str) -> bool:
    """Whether an entry begins in the beginning of the file, or there are the tags of one."""
    if _SIGN.search(head):
        return True
    tags = set(_TAG.findall(head))
    if {"TI", "T1"}.isdisjoint(tags) or len(tags & _TELLING) < 2:
        return False
    return "ER" in tags or not _OTHERS.search(head)


def read(text: Text) -> Reading:
    """The entries of a RIS file; who wrote it shows in its first million characters."""
    starts = starts_of(text.head)
    sample = [record for block in cut(Text.of(text.head), starts) for record in records(block)]
    database, dialect = writers.database(sample), writers.dialect(sample)
    return Reading(
        cut(text, starts),
        partial(_converted, database, dialect, _habits(sample)),
        dialect=dialect,
        database=database,
    )


class Habits(NamedTuple):
    """What most entries of a file have, so that one without it is damaged."""

    types: bool = True  # a TY
    ends: bool = False  # an ER


def _habits(sample: Sequence[Record]) -> Habits:
    types = sum(record.has_type for record in sample)
    ends = sum(record.has_end for record in sample)
    return Habits(2 * types >= len(sample), 2 * ends > len(sample))


def _converted(
    database: str | None, dialect: str | None, habits: Habits, blocks: Sequence[Block]
) -> Iterator[Item]:
    for block in blocks:
        for record in records(block):
            if values := own.take(record.fields.get("N1", [])):  # one of our own exports
                made = entry(record)
                yield own.add(made, values) if isinstance(made, Entry) else made
            else:
                yield entry(record, database, dialect, habits)


def entry(
    record: Record,
    database: str | None = None,
    dialect: str | None = None,
    habits: Habits = Habits(),  # noqa: B008 - never changes
) -> Entry | Reject:
    """What the tags of an entry say, of a text or of a table whose headings they are."""
    fields = record.fields
    if len(fields) <= record.has_type:
        return Reject(record.line, record.raw, "has no fields")
    if not WORDS.isdisjoint(chain.from_iterable(fields.values())):  # R or pandas wrote it
        known = {tag: [*filterfalse(is_nothing, values)] for tag, values in fields.items()}
        fields = {tag: values for tag, values in known.items() if values}
    if not record.has_type and not record.tells:
        return Reject(record.line, record.raw, "fields without the line that begins an entry")
    stated = frozenset((database,)) if database else writers.stated(fields)
    own_id, number = ids.own(fields, dialect == "Ovid")
    pmid = ids.pmid(fields, stated)
    values: dict[str, Value] = {column: _first(fields, tags) for column, tags in _TEXTS}
    _add_titles(values, fields, stated, own_id)
    _add_dates(values, fields)
    _add_pages(values, fields)
    _add_texts(values, fields, dialect)
    values.update(affiliations.of(fields))
    values.update(kinds.kind_of(fields, str(values["venue"] or "")))
    values["authors"], values["authors_cut"] = people.authors(fields)
    values["doi"], values["url"], values["pmid"] = ids.doi(fields), ids.url(fields), pmid
    values["issn"], values["isbn"] = _standard_numbers(fields)
    values["source_id"] = own_id or ids.shown(fields) or number or pmid
    if not own_id and pmid:
        own_id = f"pmid:{pmid}"
    elif not own_id and number and stated:
        own_id = number if database else f"{min(stated)}:{number}"
    return Entry(record.line, record.raw, values, own_id=own_id, flags=_flags(record, habits))


def _flags(record: Record, habits: Habits) -> list[str]:
    flags = [f"{REPAIRED}: no TY"] if habits.types and not record.has_type else []
    if habits.ends and not record.has_end:
        flags.append(f"{CUT}: the end of the entry")
    for tag in ("TI", "T1", "DO"):
        if len(found := record.fields.get(tag, ())) > 1 and len(set(found)) > 1:
            flags.append(f"repeated field: {tag}")
    return flags


def _first(fields: Fields, tags: tuple[str, ...]) -> str | None:
    for tag in tags:
        if tag in fields:
            return fields[tag][0]
    return None


def _add_titles(
    values: dict[str, Value], fields: Fields, stated: frozenset[str], own_id: str | None
) -> None:
    """Title, alternative title and venue."""
    found = [value for tag in _TITLES[:4] for value in fields.get(tag, ())]
    if "BT" in fields and len(found) > 1:  # the book that a chapter is in
        found = [value for value in found if value not in fields["BT"]] or found
    title = found[0] if found else _first(fields, _TITLES[4:])
    other = next((value for value in found[1:] if value != title), None)
    if other and title and other.startswith(title.rstrip("….")):  # one of them was shortened
        title, other = other, None
    if "Scopus" in stated and title:
        title, in_brackets = bilingual(title)
        other = other or in_brackets or _different(title, fields.get("ST"))
    values["title"] = title
    central = own_id is not None and own_id.startswith("CN-")
    tags = _BOOKS if fields.get("TY", [""])[0] in _IN_BOOKS else _VENUES
    venues = [
        value
        for tag in tags
        for value in fields.get(tag, ())
        if value != title and not value.startswith("http") and not (central and tag == "T2")
        and not (tag == "C3" and "PUBMED" in value)
    ]  # fmt: skip
    if venues and venues[0] in fields.get("SO", ()):
        venues[0] = _CITED_AT.sub("", venues[0])
    is_book = fields.get("TY", [""])[0] in people.EDITED and title in fields.get("T2", ())
    values["venue"] = venues[0] if venues and not is_book else None
    if "T2" in fields and (central or ("DP" in fields and ("JF" in fields or "JO" in fields))):
        known = title or "" if central else venues[0] if venues else ""
        other = other or _different(known, fields["T2"])
    values["title_alternative"] = other or _first(fields, ("TT",))


def _different(text: str, others: list[str] | None) -> str | None:
    """The first of `others`, unless it is a part of `text`."""
    if others and others[0].rstrip(" .…").lower() not in text.lower():
        return others[0]
    return None


def _add_dates(values: dict[str, Value], fields: Fields) -> None:
    year = _first(fields, ("PY", "Y1", "DA", "YR", "PD", "C6"))
    if year:
        texts = (*fields.get("DA", ()), *fields.get("Y1", ()), *fields.get("PY", ()))
        values["year"], values["published"] = _date(year, texts)


@lru_cache(maxsize=1 << 14)
def _date(year_text: str, texts: tuple[str, ...]) -> tuple[int | None, str | None]:
    """The year, and the most precise date in that year."""
    year = dates.year(year_text) or next(filter(None, map(dates.year, texts)), None)
    if year is None:
        return None, None
    found = [date for text in texts if (date := dates.published(str(year), text))]
    return year, max(found, key=len, default=str(year))


def _add_pages(values: dict[str, Value], fields: Fields) -> None:
    first, last = _first(fields, ("SP", "PG")), _first(fields, ("EP",))
    if (first, last) == ("No", "Specified") or (first or "").lower().startswith("no pagination"):
        first = last = None
    if first and last and first != last and not _RANGE.fullmatch(first):
        first = f"{first}-{last}"
    values["pages"] = first or last
    number = _first(fields, ("C7", "AR"))
    if number and _ARTICLE_NUMBER.fullmatch(number) and not _REGISTERED.match(number):
        values["article_number"] = number
    issue: str | None = _NO_PAGES.sub("", str(values["issue"] or ""))
    if volume := values["volume"]:
        values["volume"] = _VOLUME_LABEL.sub("", str(volume))
        if found := _VOLUME_AND_ISSUE.fullmatch(str(values["volume"])):
            values["volume"], issue = found[1], issue or found[2]
    if not issue and len(number := _first(fields, ("CP",)) or "") < 12:  # WoS: a conference
        issue = number
    is_short = issue and len(issue) <= 60  # Covidence puts an address there
    values["issue"] = issue if is_short else None


def _standard_numbers(fields: Fields) -> tuple[str | None, str | None]:
    text = " ".join((*fields.get("SN", ()), *fields.get("BN", ())))
    if not text:
        return None, None
    isbns = identifiers.isbns(text)
    return _ISBN.sub(" ", text) if isbns else text, " ".join(isbns) or None


def _add_texts(values: dict[str, Value], fields: Fields, dialect: str | None) -> None:
    """Abstract, keywords and what stands in notes."""
    abstract = latex.if_written(_abstract(fields) or "") or None
    values["abstract"] = abstract
    if (
        abstract
        and (dialect == "Publish or Perish")
        and _SNIPPET.search(abstract[-4:] + abstract[:4])
    ):
        values["abstract_partial"] = True
    values["keywords"] = _keywords(fields)
    for note in (*fields.get("N1", ()), *fields.get("U3", ())):
        if "ited" in note and (found := _CITED.search(note)):
            values["cited_by"] = found[1] or found[2] or found[3]
            break
        if "Peer Reviewed" in note and "Journal Subset:" in note:
            values["peer_reviewed"] = True


def _abstract(fields: Fields) -> str | None:
    """The abstracts of AB, or of N2 if that says more, without what is no abstract."""
    best = ""
    for tag in ("AB", "N2"):
        texts: list[str] = []
        for value in fields.get(tag, ()):
            if "RAYYAN-" in value or "ASReview_" in value or "USER-NOTES" in value:
                value = _DECISION.sub("", value)
            is_notice = texts and _COPYRIGHT.match(value)
            is_new = value and value not in texts and not is_notice
            if is_new and abstracts.partial(value) is not None:
                texts.append(value)
        text = "\n".join(texts)
        if len(text) > len(best):
            best = text
    return best or None


def _keywords(fields: Fields) -> str | None:
    lines = [
        line
        for value in fields.get("KW", ())
        for line in literals.strings(value) or value.split("\n")
    ]
    if len(lines) == 1 and lines[0].count(",") > 1:
        return lines[0]  # a list in one line
    words = [line.lstrip("* ") for line in lines]
    return "; ".join([*words, ""]) if words else None
