"""What a reader is given and what it yields: a file's text, its blocks, entries and rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Value = str | list[str] | int | bool | None

#: Flags that make a record partial: it was repaired, or part of it is not there.
REPAIRED = "repaired"
CUT = "cut"


@dataclass(frozen=True)
class Text:
    """A file's text: its first characters, and all of it piece by piece, as often as is wanted.

    Pieces end where a line ends, except in a file of very long lines. Line ends are as in the
    file; a file that mostly ends its lines with a lone CR has LF instead.
    """

    head: str
    pieces: Callable[[], Iterator[str]]

    def __iter__(self) -> Iterator[str]:
        """All of the text from its beginning."""
        return self.pieces()

    @classmethod
    def of(cls, text: str) -> Text:
        """A text that is in memory already."""
        return cls(text, lambda: iter((text,)))


class Block(NamedTuple):
    """A piece of a file that holds one entry, as a rule: it ends where the next one begins."""

    # a tuple, for it goes to other processes by the hundred thousand

    line: int  # on which it starts, from 1
    text: str
    head: str | None = None  # of a table: the header it is to be read by, if not the first


@dataclass(slots=True)
class Entry:
    """One entry of an export.

    `fields` is keyed by canonical column (`schema.RECORD`); its values are as the database wrote
    them, apart from the file format's own quoting: cleaning is the same for all (`clean`).
    `authors` is a list of "Family, Given"; lists elsewhere are joined. A column that the reader
    knows nothing of is left out. An export of our own also gives `record_id` and `source`.
    """

    line: int  # on which the entry starts, from 1
    raw: str  # as it stands in the file, decoded
    fields: dict[str, Value]
    own_id: str | None = None  # the database's own id: EID, accession number, PMID
    flags: list[str] = field(default_factory=list)

    @property
    def partial(self) -> bool:
        """Whether it was repaired or only partly read."""
        return any(flag.startswith((REPAIRED, CUT)) for flag in self.flags)


@dataclass(frozen=True, slots=True)
class Reject:
    """An entry that could not become a record, and why."""

    line: int
    raw: str
    reason: str


Item = Entry | Reject


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read.

    `blocks` cuts the text, cheaply and in order; `entries` makes entries of a batch of blocks, in
    their order. `entries` knows nothing but what it is given and can be pickled (a function of a
    module, or a `functools.partial` of one), so that batches can be spread over processes.
    """

    blocks: Iterator[Block]
    entries: Callable[[Sequence[Block]], Iterable[Item]]
    dialect: str | None = None  # who wrote the file, as far as it shows
    database: str | None = None  # the database that it shows
