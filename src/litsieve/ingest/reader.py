"""The verb: export files → records, raw entries, rejects and an account of each file.

A file is cut into blocks here; batches of blocks become rows in as many processes as there are
cores. What is held at once does not grow with the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from litsieve import schema
from litsieve.archives import Member, members
from litsieve.errors import ReviewError, Where
from litsieve.ingest.decode import load
from litsieve.ingest.entry import Block, Reading, Text
from litsieve.ingest.formats import Format, plain_table, recognise
from litsieve.ingest.identity import Record, Twin, content, twin_ids
from litsieve.ingest.rows import Origin, Rows, rows
from litsieve.parallel import spread, workers

#: Characters of a batch.
_BATCH = 1 << 20
#: Below this many bytes starting processes takes longer than it saves.
_WORTH_SPREADING = 1 << 23

#: The flag of a file that has zero bytes, and how many, which no entry has: they are left out.
NULS = "NUL bytes left out"

#: Called with a file's name, how many of its bytes are read, and how many it has.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class ExportFile:
    """One file to read, and what the reviewer says of it; an archive holds several exports."""

    path: Path  # where it is
    name: str  # how it is called in all outputs: relative to the review
    source: str | None = None  # database; else what the format or the entries show, else the stem
    kind: str = "database"  # database | register | other
    format: str | None = None  # NAME of the reader to use; else by content
    search: str | None = None  # the search it belongs to; else its own name
    hits: int | None = None  # hits of that search as the reviewer noted them
    columns: Mapping[str, str] | None = None  # of a plain table: canonical column → heading
    encoding: str | None = None  # what it is written in; else by content


@dataclass
class Account:
    """What became of one export: a row of `schema.FILE` in the making."""

    row: dict[str, object]
    seen: int = 0
    rejected: int = 0
    partial: int = 0
    flags: Counter[str] = field(default_factory=Counter)

    def add(self, batch: Rows) -> None:
        self.seen += len(batch.ids) + len(batch.rejects)
        self.rejected += len(batch.rejects)
        self.partial += batch.partial
        self.flags.update(batch.flags)

    def plain(self) -> dict[str, object]:
        """The row of `schema.FILE`, without what other entries have to do with."""
        flags = "; ".join(f"{flag} {count}" for flag, count in sorted(self.flags.items()))
        return {
            **self.row, "seen": self.seen, "records": self.seen - self.rejected,
            "partial": self.partial, "rejected": self.rejected, "flags": flags or None,
        }  # fmt: skip


@dataclass(frozen=True)
class Overlap:
    """Entries of a file that another file of the same database has too."""

    file: str
    other: str
    entries: int


@dataclass(frozen=True)
class Ingested:
    """What `read` gives: tables in the shapes of `schema.RECORD`, RAW, IDENTITY, REJECT, FILE."""

    records: pd.DataFrame
    raws: pd.DataFrame
    identities: pd.DataFrame
    rejects: pd.DataFrame
    files: pd.DataFrame
    overlaps: tuple[Overlap, ...] = ()


@dataclass
class Ledger:
    """The account of all files while they are read, small beside what they hold."""

    accounts: list[Account] = field(default_factory=list)
    rejects: list[dict[str, object]] = field(default_factory=list)
    ids: list[np.ndarray] = field(default_factory=list)  # identities, one array a batch
    owners: list[int] = field(default_factory=list)  # the account of each batch

    def twins(self) -> np.ndarray:
        """Of every record in turn, whether another one has its identity."""
        return pd.Series(self._all_ids()).duplicated(keep=False).to_numpy()

    def twice(self) -> list[int]:
        """For each account, how many of its entries stand in its file once more."""
        found = self._shared()
        counts = found[found.duplicated()].groupby("file").size()
        return [int(counts.get(at, 0)) for at in range(len(self.accounts))]

    def overlaps(self) -> tuple[Overlap, ...]:
        """What stands in two files."""
        once = self._shared().drop_duplicates()
        pairs = once.merge(once, on="id")
        pairs = pairs[pairs["file_x"] < pairs["file_y"]]
        counts = pairs.groupby(["file_y", "file_x"]).size().reset_index(name="entries")
        name = [str(account.row["file"]) for account in self.accounts]
        return tuple(
            Overlap(name[later], name[earlier], count)
            for later, earlier, count in counts.to_numpy().tolist()
        )

    def _shared(self) -> pd.DataFrame:
        """Id and account of every record whose identity another one of its database has."""
        owners = np.repeat(np.array(self.owners, np.intp), [len(ids) for ids in self.ids])
        sources = pd.Series([str(account.row["source"]) for account in self.accounts], dtype="str")
        database = pd.factorize(sources)[0][owners]
        frame = pd.DataFrame({"id": self._all_ids(), "database": database, "file": owners})
        return frame[frame.duplicated(["id", "database"], keep=False)].drop(columns="database")

    def _all_ids(self) -> np.ndarray:
        return np.concatenate([np.empty(0, np.uint64), *self.ids])


def read(files: Sequence[ExportFile], progress: Progress | None = None) -> Ingested:
    """Read export files; the result does not depend on their order.

    Records and rejects come in the order of file name and line. Raises ReviewError for a file that
    cannot be read at all; a broken entry is a row of `rejects`.
    """
    ledger = Ledger()
    batches = list(batches_of(files, ledger, progress))
    records = pa.Table.from_batches([b.records for b in batches], schema.arrow(schema.RECORD))
    raws = pa.Table.from_batches([b.raws for b in batches], schema.arrow(schema.RAW))
    identities = pa.Table.from_batches(
        [b.identities for b in batches], schema.arrow(schema.IDENTITY)
    )
    twins = np.flatnonzero(ledger.twins())
    found = records.to_pandas()
    if len(twins):
        new = twin_ids([twin_of(row) for row in records.take(twins).to_pylist()])
        found.loc[twins, "record_id"] = new
    return Ingested(
        found, raws.to_pandas(), identities.to_pandas(), rejects_of(ledger), files_of(ledger),
        ledger.overlaps(),
    )  # fmt: skip


def twin_of(row: Record) -> Twin:
    """What tells a record from its twins; `row` has the columns of `schema.RECORD`."""
    place = (str(row["source"]), str(row["file"]), int(str(row["line"])))
    return Twin(str(row["record_id"]), content(row), place)


def rejects_of(ledger: Ledger) -> pd.DataFrame:
    """All rejects, in the shape of `schema.REJECT`."""
    return _table(ledger.rejects, schema.REJECT)


def files_of(ledger: Ledger) -> pd.DataFrame:
    """All files, in the shape of `schema.FILE`."""
    rows = zip(ledger.accounts, ledger.twice(), strict=True)
    return _table([{**account.plain(), "twice": twice} for account, twice in rows], schema.FILE)


def _table(found: Sequence[Mapping[str, object]], table: tuple[schema.Column, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            column.name: pd.Series([row.get(column.name) for row in found], dtype=column.dtype)
            for column in table
        }
    )


# --- file by file ----------------------------------------------------------------------------


def batches_of(
    files: Sequence[ExportFile], ledger: Ledger, progress: Progress | None = None
) -> Iterator[Rows]:
    """Rows of the records and raw entries, batch by batch; the ledger is kept on the way."""
    stems = Counter(Path(file.name).stem for file in files)
    for file in sorted(files, key=lambda file: (file.name, file.path)):
        inside = members(file.path, file.name)
        for member in inside:
            stem = Path(member.name).stem
            # Two folders with a results.bib each are two sources, unless the reviewer names them.
            unnamed = stem if len(inside) > 1 or stems[stem] == 1 else member.name
            yield from _read(member, replace(file, name=member.name,
                                             search=file.search or file.name),
                             unnamed, ledger, progress)  # fmt: skip


def _read(
    member: Member, file: ExportFile, unnamed: str, ledger: Ledger, progress: Progress | None
) -> Iterator[Rows]:
    name = member.name
    decoded = load(member.open, name, member.encoding or file.encoding)
    form = plain_table if file.columns else _recognised(decoded.text, file)
    reading = _open(form, decoded.text, file)
    shown = reading.database or form.DATABASE
    called = file.source or shown
    origin = Origin(name, form.NAME, shown, called, called or unnamed)
    account = Account(
        {"file": name, "source": origin.source, "kind": file.kind, "format": form.NAME,
         "dialect": reading.dialect, "encoding": decoded.encoding, "sha256": decoded.sha256,
         "search": file.search, "hits": file.hits, "named": bool(called)}
    )  # fmt: skip
    if decoded.nuls:
        account.flags[NULS] = decoded.nuls
    ledger.accounts.append(account)
    processes = workers() if decoded.size >= _WORTH_SPREADING else 1
    done = 0
    try:
        for batch in spread(
            partial(rows, reading.entries, origin), batched(reading.blocks), processes
        ):
            account.add(batch)
            done += batch.size
            if progress:
                progress(name, min(done, decoded.size), decoded.size)
            ledger.rejects += batch.rejects
            ledger.ids.append(np.frombuffer(batch.ids, np.uint64))
            ledger.owners.append(len(ledger.accounts) - 1)
            yield batch
    except ReviewError as error:
        raise _named(error, file) from None
    if not account.seen and file.hits != 0:  # a search without results may say so
        hint = "export it again, or take it out of review.yaml"
        if file.format:
            hint = f"it was read as {file.format}: leave that out, and it is told by content"
        raise ReviewError("has no entries", Where(name), hint)
    if progress:
        progress(name, decoded.size, decoded.size)


def batched(blocks: Iterator[Block]) -> Iterator[list[Block]]:
    """Blocks in batches of about as many characters as one process should be given at once."""
    batch: list[Block] = []
    size = 0
    for block in blocks:
        batch.append(block)
        size += len(block.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _recognised(text: Text, file: ExportFile) -> Format:
    try:
        return recognise(text, file.name, file.format)
    except ReviewError as error:
        if file.search is None or not file.name.startswith(f"{file.search}/"):
            raise
        hint = f"name what is to be read ({file.search}/…), or take it out; {error.hint}"
        raise ReviewError(error.message, error.where, hint) from None


def _open(form: Format, text: Text, file: ExportFile) -> Reading:
    try:
        if file.columns:
            return plain_table.read_mapped(text, file.columns)
        return form.read(text)
    except ReviewError as error:
        raise _named(error, file) from None


def _named(error: ReviewError, file: ExportFile) -> ReviewError:
    """A reader does not know how its file is called."""
    if error.where is not None and error.where.file:
        return error
    where = Where(file.name, error.where.line if error.where else None)
    forced = f"leave out the format {file.format}, and it is told by content"
    hints = [error.hint, forced if file.format else None]
    return ReviewError(error.message, where, "; or ".join(filter(None, hints)) or None)
