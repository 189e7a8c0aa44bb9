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
#: A record written but for its note: what the note must say → the entry's text.
Draft = Callable[[Mapping[str, Value]], str]

#: Entries that are read at once, and the letters that show a reader who wrote them: few beside
#: many, as the beginning of a file is read twice.
_BATCH, _HEAD = 2_000, 20_000


class Reader(Protocol):
    """The part of a format that reads."""

    def read(self, text: Text) -> Reading:
        """How to read a file's text."""


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, values as Python's own types on one line each, missing ones None."""
    names = [str(name) for name in frame.columns]
    columns = [_cells(frame.iloc[:, i]) for i in range(frame.shape[1])]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _cells(column: pd.Series) -> list[Any]:
    """A column's values; most columns of most exports have none, which is quickly seen."""
    there = column.notna()
    if not there.any():
        return [None] * len(column)
    return [
        _plain(value) if known else None
        for value, known in zip(column.astype(object).tolist(), there.tolist(), strict=True)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return squeeze(value)
    return value.item() if hasattr(value, "item") else value


def entries(
    records: Sequence[Row],
    draft: Callable[[Row], Draft],
    reader: Reader,
    join: Callable[[Sequence[str]], str],
) -> Iterator[str]:
    """The text of each record; `join` makes a file of several of them."""
    for start in range(0, len(records), _BATCH):
        batch = records[start : start + _BATCH]
        notes = [{"record_id": row["record_id"]} if row.get("record_id") else {} for row in batch]
        drafts = [draft(row) for row in batch]
        texts = [written(note) for written, note in zip(drafts, notes, strict=True)]
        found = _read(reader, join(texts))
        if len(found) != len(batch):  # a text that reads as two: which one shows one by one
            found = [next(iter(_read(reader, join([text]))), {}) for text in texts]
        every = zip(batch, notes, drafts, texts, found, strict=True)
        for row, note, written, text, back in every:
            lost = {name: value for name in TYPES if (value := row.get(name)) != back.get(name)}
            yield written({**note, **lost}) if lost else text


def _read(reader: Reader, text: str) -> list[dict[str, Value]]:
    """The records of a file's text, as ingest makes them."""
    reading = reader.read(Text(text[:_HEAD], lambda: iter((text,))))
    items = list(reading.entries(list(reading.blocks)))
    return [clean(item) if isinstance(item, Entry) else {} for item in items]
