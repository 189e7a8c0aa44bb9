"""record_id: the same for an entry however its export is named, split, ordered or repeated.

It is made from the database and the entry's own identity: the id that the database gives; else DOI
and title; else title, year, first author, pages, venue, volume and issue. Never from a citation
key, a file name, a position or anything that changes between two downloads.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from litsieve.ingest.entry import Value
from litsieve.text import fold

Record = dict[str, Value]

#: What may differ between two downloads of one entry, or says where it stands.
_FLEETING = frozenset({"record_id", "file", "line", "cited_by", "url", "source_id"})
_DESCRIPTION = ("title", "year", "authors", "pages", "venue", "volume", "issue")


def identity(database: str | None, own_id: str | None, record: Record) -> str:
    """`r_` and 16 hex digits of the entry's identity; `database` None is: not known which."""
    parts = [_database(database)]
    if own_id:
        parts += ["id", own_id.lower()]
    elif record.get("doi"):
        parts += ["doi", _folded(record, "doi"), _folded(record, "title")]
    else:
        parts += ["description", *(_folded(record, column) for column in _DESCRIPTION)]
    return "r_" + _digest(parts)[:16]


@lru_cache(maxsize=1 << 10)
def _database(name: str | None) -> str:
    return fold(name or "")


def _folded(record: Record, column: str) -> str:
    value = record.get(column)
    if value is None:
        return ""
    if column == "authors":  # the first one's family name: lists get cut, given names abbreviated
        value = str(value).split(";", 1)[0].split(",", 1)[0]
    if column == "doi":
        return str(value)
    return fold(str(value)) or str(value)


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def content(record: Record) -> str:
    """Digest of all that an entry says, apart from what is fleeting."""
    return _digest(
        [
            f"{column}={record[column]}"
            for column in sorted(record)
            if column not in _FLEETING and record[column] is not None
        ]
    )


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry whose identity another one has too."""

    record_id: str
    content: str
    file: str
    line: int


def twin_ids(twins: Sequence[Twin]) -> list[str]:
    """Their ids with `-2`, `-3` … from the second on, in the order of their content.

    An entry of an export of our own keeps the number that it carries.
    """
    found = [""] * len(twins)
    groups: dict[str, list[int]] = defaultdict(list)
    for position, twin in enumerate(twins):
        groups[twin.record_id.partition("-")[0]].append(position)
    for base, group in groups.items():
        group.sort(key=lambda at: (twins[at].content, twins[at].file, twins[at].line))
        taken: set[str] = set()
        for position in sorted(group, key=lambda at: twins[at].record_id == base):
            name = twins[position].record_id
            number = 2
            while name in taken:
                name, number = f"{base}-{number}", number + 1
            taken.add(name)
            found[position] = name
    return found
