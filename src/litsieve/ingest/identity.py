"""record_id: the same for an entry however its export is named, split, ordered or repeated.

`r_` and 16 hex digits say what the entry is of: the id that its database gives it; else DOI and
title; else title, year, first author, pages, venue, volume and issue. Several entries may be of
that; so, where the database gives no id, 8 hex digits more say which: `r_…-…`, 6 by its abstract,
address and registration number, and 2 by the name of the database, which may change: what else an
id says is enough to find the record again. Never a citation key, a file name, a position, or
anything that changes between two downloads.

Entries that are alike in all that differ in what else they say: then the 8 digits are of their
whole content. Only entries that say the very same are numbered, `-2`, `-3` …: which of these is
which makes no difference to what a person decided.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from litsieve.ingest.entry import Value
from litsieve.text import fold

Record = dict[str, Value]

#: What says nothing of the entry itself: where it stands, or what may differ between two downloads.
_FLEETING = frozenset(
    {"record_id", "source", "file", "line", "source_id", "cited_by", "url", "flags"}
)
_DESCRIPTION = ("title", "year", "authors", "pages", "venue", "volume", "issue")
#: Of a record_id, without the number of one that says the very same.
ID = re.compile(r"(?P<name>(?P<base>r_[0-9a-f]{16})(?:-[0-9a-f]{8})?)(?:-(?P<number>\d{1,7}))?")
#: Digits of an id that say by what the entry is told apart; those after them say its database.
_TOLD = 6
#: What looks like an id of a database or a library, and like no citation key or count of entries.
_NUMBER = re.compile(r"(?=\D*\d)(?!\d{1,5}$)[^a-z]+")
#: What looks like the number that a register gave (NCT01234567, JPRN-UMIN000012345), and like no
#: citation key or count of entries.
_REGISTERED = re.compile(r"(?=(?:\D*\d){6})(?=(?:[^A-Z]*[A-Z]){2})[A-Z][\w/.: -]*")
#: Of an address, what does not say where it leads.
_WAY = re.compile(r"^https?://(?:www\.)?|;jsessionid=[^?#]*|[?&]utm_\w+=[^&#]*|/+$", re.I)


class Identity(NamedTuple):
    """A row of schema.IDENTITY: the ids of an entry as far as it depends on nothing else."""

    identity: str
    former: str
    own: bool


def identity(shown: str | None, called: str | None, own_id: str | None, record: Record) -> Identity:
    """The ids of an entry.

    `shown`: the database as the file itself shows it, `called`: as the reviewer calls it, or else
    the same; None if neither says. `own_id`: the id that the database gives the entry. Of a file
    that does not show whose ids these are, an id is only as good as the title beside it.
    """
    if own_id:
        own = ["id", own_id.lower()]
        title = [] if shown else [_folded(record, "title")]
        return Identity(_base(shown, [*own, *title]), _base(called, own), own=True)
    described, told = _described(record), _digest(_telling(record))
    full = f"{_base(None, described)}-{told[:_TOLD]}{_label(called)}"
    return Identity(full, _base(called, described), own=False)


@lru_cache(maxsize=1 << 10)
def _label(database: str | None) -> str:
    return _digest([_database(database)])[:2]


def _base(database: str | None, parts: Sequence[str]) -> str:
    return "r_" + _digest([_database(database), *parts])[:16]


@lru_cache(maxsize=1 << 10)
def _database(name: str | None) -> str:
    return fold(name or "")


def _described(record: Record) -> list[str]:
    """Which work the entry is of, as far as it says."""
    if record.get("doi"):
        return ["doi", str(record["doi"]), _folded(record, "title")]
    return ["description", *(_folded(record, column) for column in _DESCRIPTION)]


def _telling(record: Record) -> list[str]:
    """What tells entries of one work apart that have no id of their database's; "" if missing."""
    abstract = None if record.get("abstract_partial") else record.get("abstract")
    number = str(record.get("source_id") or "")
    return [
        "".join(str(abstract or "").casefold().split()),
        number.upper() if _REGISTERED.fullmatch(number) else "",
        _WAY.sub("", str(record.get("url") or "")),
    ]


def _folded(record: Record, column: str) -> str:
    value = record.get(column)
    if value is None:
        return ""
    if column == "authors":  # the first one's family name: lists get cut, given names abbreviated
        value = str(value).split(";", 1)[0].split(",", 1)[0]
    return fold(str(value)) or str(value)


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def content(record: Record) -> str:
    """Digest of all that an entry says, apart from what is fleeting."""
    number = str(record.get("source_id") or "")
    return _digest(
        [
            *_telling(record),
            number if _NUMBER.fullmatch(number) else "",
            *(
                f"{column}={record[column]}"
                for column in sorted(record)
                if column not in _FLEETING and record[column] is not None
            ),
        ]
    )


def without_label(record_id: str) -> str:
    """An id without what is of the name of its database; one that its database gives has none."""
    base, dash, rest = record_id.partition("-")
    return base + dash + rest[:_TOLD]


def number(record_id: str) -> int:
    """An id as 64 bits, to find out whether another entry has it; twins have the same."""
    return int(_digest([_unnumbered(record_id)])[:16], 16)


def _unnumbered(record_id: str) -> str:
    """An id without the number of a twin."""
    found = ID.fullmatch(record_id)
    return found["name"] if found else record_id


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry whose identity another one has too; `place` is its source, file and line."""

    record_id: str
    content: str
    place: tuple[str, str, int]

    @property
    def whole(self) -> str:
        """Its id if others of its identity say something else."""
        return whole(self.record_id, self.content)


def whole(record_id: str, content: str) -> str:
    """The id that says of an entry its whole content."""
    return f"{record_id.partition('-')[0]}-{content[:8]}"


def twin_ids(twins: Sequence[Twin]) -> list[str]:
    """Their ids, all different: by what each says, so that it keeps its id whatever else there is.

    Only those that say the very same are numbered, by their places. An entry of an export of our
    own keeps the number that it carries.
    """
    said: dict[str, set[str]] = defaultdict(set)
    for twin in twins:
        said[twin.record_id].add(twin.content)
    names = [t.record_id if len(said[t.record_id]) == 1 else t.whole for t in twins]
    found = [""] * len(twins)
    taken: set[str] = set()
    carried = [name != _unnumbered(name) for name in names]
    for at in sorted(
        range(len(twins)), key=lambda at: (not carried[at], twins[at].content, twins[at].place)
    ):
        free, count = names[at], 2
        while free in taken:
            free, count = f"{_unnumbered(names[at])}-{count}", count + 1
        taken.add(free)
        found[at] = free
    return found
