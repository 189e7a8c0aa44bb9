"""A batch of blocks → rows of the tables: what is done in many processes at once."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from litsieve import schema
from litsieve.errors import ReviewError
from litsieve.ingest.clean import clean
from litsieve.ingest.entry import Block, Entry, Item, Reject
from litsieve.ingest.identity import Identity, Record, identity, number
from litsieve.ingest.mixtures import refuse


@dataclass(frozen=True)
class Origin:
    """The file that a batch is of, and whose: as it shows itself, and as the reviewer calls it."""

    file: str
    form: str  # NAME of the format
    shown: str | None  # the database that the file shows
    called: str | None  # the database: as the reviewer says, else as the file shows
    source: str  # the same, else what the file is called


@dataclass
class Rows:
    """What became of a batch: the tables are row by row of the same entries."""

    records: pa.RecordBatch  # schema.RECORD
    raws: pa.RecordBatch  # schema.RAW
    identities: pa.RecordBatch  # schema.IDENTITY
    rejects: list[dict[str, object]]  # schema.REJECT
    ids: array[int]  # identities of the records, as numbers
    size: int  # characters
    partial: int = 0
    flags: Counter[str] = field(default_factory=Counter)


def rows(
    entries: Callable[[Sequence[Block]], Iterable[Item]], origin: Origin, batch: Sequence[Block]
) -> Rows:
    """The records, raw entries and rejects of a batch of blocks.

    Raises ReviewError if entries of another format stand in it.
    """
    refuse(origin.form, batch)
    records: list[Record] = []
    raws: list[str] = []
    identities: list[Identity] = []
    rejects: list[dict[str, object]] = []
    flags: Counter[str] = Counter()
    ids = array("Q")
    partial = 0
    for made in _made(entries, origin, batch):
        if isinstance(made, Reject):
            rejects.append(
                {"source": origin.source, "file": origin.file, "line": made.line,
                 "reason": made.reason, "raw": made.raw}
            )  # fmt: skip
            continue
        item, record, its = made
        records.append(record)
        raws.append(item.raw)
        identities.append(its)
        ids.append(number(its.identity))
        partial += item.partial
        if item.flags:
            flags.update({flag.split(":", 1)[0] for flag in item.flags})
        if record.get("authors_cut"):
            flags["authors cut"] += 1
        if record.get("abstract_partial"):
            flags["abstract partial"] += 1
    return Rows(
        _batch(schema.RECORD, records),
        pa.record_batch([pa.array(raws, pa.large_string())], schema=schema.arrow(schema.RAW)),
        _table(schema.IDENTITY, identities),
        rejects, ids, sum(len(block.text) for block in batch), partial, flags,
    )  # fmt: skip


def _made(
    entries: Callable[[Sequence[Block]], Iterable[Item]], origin: Origin, batch: Sequence[Block]
) -> list[tuple[Entry, Record, Identity] | Reject]:
    """Entries with records and ids, and rejects; one that a reader fails on costs no other."""
    try:
        return [
            item if isinstance(item, Reject) else (item, *_record(item, origin))
            for item in entries(batch)
        ]
    except ReviewError:
        raise
    except Exception as error:
        if len(batch) > 1:
            return [made for block in batch for made in _made(entries, origin, [block])]
        reason = f"the reader failed ({type(error).__name__}: {error}); please report it"
        return [Reject(batch[0].line, batch[0].text, reason)]


def _record(entry: Entry, origin: Origin) -> tuple[Record, Identity]:
    record = clean(entry)
    its = identity(origin.shown, origin.called, entry.own_id, record)
    if carried := record.get("record_id"):  # an export of our own
        its = its._replace(identity=str(carried))
    record["record_id"] = its.identity
    record["source"] = record.get("source") or origin.source
    record["file"] = origin.file
    return record, its


def _table(table: tuple[schema.Column, ...], found: Sequence[tuple[object, ...]]) -> pa.RecordBatch:
    arrow = schema.arrow(table)
    columns = zip(*found, strict=True) if found else [()] * len(arrow)
    cells = [pa.array(of, kind) for of, kind in zip(columns, arrow.types, strict=True)]
    return pa.record_batch(cells, schema=arrow)


def _batch(table: tuple[schema.Column, ...], found: list[Record]) -> pa.RecordBatch:
    arrow = schema.arrow(table)
    there = set().union(*found)
    columns = [
        pa.array([record.get(name) for record in found], kind)
        if name in there
        else pa.nulls(len(found), kind)
        for name, kind in zip(arrow.names, arrow.types, strict=True)
    ]
    return pa.record_batch(columns, schema=arrow)
