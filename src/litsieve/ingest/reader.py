"""The verb: export files → records, raw entries, rejects and an account of each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from litsieve import schema
from litsieve.errors import ReviewError, Where
from litsieve.ingest.clean import clean
from litsieve.ingest.decode import Decoded, load
from litsieve.ingest.entry import Entry, Reading, Reject
from litsieve.ingest.formats import Format, recognise
from litsieve.ingest.identity import Record, identity, number_twins

#: Entries between two calls of `progress`.
_STEP = 1_000


@dataclass(frozen=True)
class ExportFile:
    """One file to read, and what the reviewer says of it."""

    path: Path  # where it is
    name: str  # how it is called in all outputs: relative to the review
    source: str | None = None  # database; else what the format or the entries show, else the stem
    kind: str = "database"  # database | register | other
    format: str | None = None  # NAME of the reader to use; else by content
    hits: int | None = None  # hits of the search as the reviewer noted them


@dataclass(frozen=True)
class Ingested:
    """What `read` gives: tables in the shapes of `schema.RECORD`, RAW, REJECT and FILE."""

    records: pd.DataFrame
    raws: pd.DataFrame
    rejects: pd.DataFrame
    files: pd.DataFrame


@dataclass
class _Gathered:
    """Rows of the four tables while the files are read."""

    records: list[Record] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)
    rejects: list[dict[str, object]] = field(default_factory=list)
    files: list[dict[str, object]] = field(default_factory=list)


def read(
    files: Sequence[ExportFile], progress: Callable[[str, int, int], None] | None = None
) -> Ingested:
    """Read export files; the result does not depend on their order.

    Records and rejects come in the order of file name and line. `progress` is called with a file's
    name, how many of its characters are read, and how many it has. Raises ReviewError for a file
    that cannot be read at all; a broken entry is a row of `rejects`.
    """
    gathered = _Gathered()
    stems = Counter(Path(file.name).stem for file in files)
    for file in sorted(files, key=lambda file: (file.name, file.path)):
        stem = Path(file.name).stem
        # Two folders with a results.bib each are two sources, unless the reviewer names them.
        _read_file(file, stem if stems[stem] == 1 else file.name, gathered, progress)
    number_twins(gathered.records)
    return Ingested(
        records=_table(gathered.records, schema.RECORD),
        raws=_table(
            [
                {"record_id": record["record_id"], "raw": raw}
                for record, raw in zip(gathered.records, gathered.raws, strict=True)
            ],
            schema.RAW,
        ),
        rejects=_table(gathered.rejects, schema.REJECT),
        files=_table(gathered.files, schema.FILE),
    )


def _read_file(
    file: ExportFile,
    unnamed: str,
    gathered: _Gathered,
    progress: Callable[[str, int, int], None] | None,
) -> None:
    decoded = load(file.path, file.name)
    form = recognise(decoded.text, file.name, file.format)
    reading = _open(form, decoded, file)
    database = file.source or reading.database or form.DATABASE
    source = database or unnamed
    seen = partial = rejected = done = 0
    total = len(decoded.text)
    for seen, entry in enumerate(reading.entries, 1):
        done += len(entry.raw)
        if progress and seen % _STEP == 0:
            progress(file.name, min(done, total), total)
        if isinstance(entry, Reject):
            rejected += 1
            gathered.rejects.append(
                {"source": source, "file": file.name, "line": entry.line,
                 "reason": entry.reason, "raw": entry.raw}
            )  # fmt: skip
            continue
        gathered.records.append(_record(entry, database, source, file.name))
        gathered.raws.append(entry.raw)
        partial += entry.partial
    if not seen:
        raise ReviewError(
            "has no entries", Where(file.name), "export it again, or take it out of review.yaml"
        )
    if progress:
        progress(file.name, total, total)
    gathered.files.append(
        {"file": file.name, "source": source, "kind": file.kind, "format": form.NAME,
         "dialect": reading.dialect, "encoding": decoded.encoding, "sha256": decoded.sha256,
         "seen": seen, "records": seen - rejected, "partial": partial, "rejected": rejected,
         "hits": file.hits}
    )  # fmt: skip


def _open(form: Format, decoded: Decoded, file: ExportFile) -> Reading:
    try:
        return form.read(decoded.text)
    except ReviewError as error:  # a reader does not know how its file is called
        where = Where(file.name, error.where.line if error.where else None)
        hint = f"leave out the format {file.format}, and it is told by content"
        raise ReviewError(error.message, where, hint if file.format else error.hint) from None


def _record(entry: Entry, database: str | None, source: str, name: str) -> Record:
    record = clean(entry)
    record["record_id"] = identity(database, entry.own_id, record)
    record["source"] = source
    record["file"] = name
    return record


def _table(rows: Sequence[Mapping[str, object]], table: tuple[schema.Column, ...]) -> pd.DataFrame:
    """Rows as a table of the schema; `clean` has made every blank None already."""
    return pd.DataFrame(
        {
            column.name: pd.Series([row.get(column.name) for row in rows], dtype=column.dtype)
            for column in table
        }
    )
