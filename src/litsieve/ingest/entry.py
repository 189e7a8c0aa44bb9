"""What a reader yields: entries that can become records, and those that cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

Value = str | list[str] | int | bool | None

#: Flags that make a record partial: it was repaired, or part of it is not there.
REPAIRED = "repaired"
CUT = "cut"


@dataclass(slots=True)
class Entry:
    """One entry of an export.

    `fields` is keyed by canonical column (`schema.RECORD`); its values are as the database wrote
    them, apart from the file format's own quoting: cleaning is the same for all (`clean`).
    `authors` is a list of "Family, Given"; lists elsewhere are joined. A column that the reader
    knows nothing of is left out.
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


@dataclass(frozen=True, slots=True)
class Reading:
    """One file being read: who wrote it, what database it shows, its entries in their order."""

    entries: Iterator[Entry | Reject]
    dialect: str | None = None
    database: str | None = None
