"""References that our own readers give back whole: what the standard tags lose goes into a note.

Which values a format loses is not listed anywhere: every entry is written, read, and compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import pandas as pd

from litsieve.ingest.clean import clean
from litsieve.ingest.entry import Entry, Reading, Text, Value
from litsieve.ingest.own import TYPES
from litsieve.text import squeeze

#: A record by canonical column, its missing values None.
Row = Mapping[str, Any]
#: An entry's text, of the record and of what its note must say.
Write = Callable[[Row, Mapping[str, Value]], str]

#: Entries that are read at once.
_BATCH = 500


class Reader(Protocol):
    """The part of a format that reads."""

    def read(self, text: Text) -> Reading:
        """How to read a file's text."""


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, values as Python's own types on one line each, missing ones None."""
    found = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(column): _plain(value) for column, value in row.items()} for row in found]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return squeeze(value)
    return value.item() if hasattr(value, "item") else value


def entries(
    records: Sequence[Row], write: Write, reader: Reader, join: Callable[[Sequence[str]], str]
) -> Iterator[str]:
    """The text of each record; `join` makes a file of several of them."""
    for start in range(0, len(records), _BATCH):
        batch = records[start : start + _BATCH]
        notes = [{"record_id": row["record_id"]} if row.get("record_id") else {} for row in batch]
        texts = [write(row, note) for row, note in zip(batch, notes, strict=True)]
        found = _read(reader, join(texts))
        if len(found) != len(batch):  # a text that reads as two: which one shows one by one
            found = [next(iter(_read(reader, join([text]))), {}) for text in texts]
        for row, note, text, back in zip(batch, notes, texts, found, strict=True):
            lost = {
                column: row.get(column) for column in TYPES if row.get(column) != back.get(column)
            }
            yield write(row, {**note, **lost}) if lost else text


def _read(reader: Reader, text: str) -> list[dict[str, Value]]:
    """The records of a file's text, as ingest makes them."""
    reading = reader.read(Text.of(text))
    items = list(reading.entries(list(reading.blocks)))
    return [clean(item) if isinstance(item, Entry) else {} for item in items]
