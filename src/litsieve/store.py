"""The only reader and writer of a review's derived folders (work/ and report/).

A stage writes into a fresh folder beside its own, which is then swapped in whole: after a crash
the old state or the new one is there. Tables are Parquet with the columns of `litsieve.schema`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litsieve.errors import ReviewError, Where

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from litsieve.schema import Column


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    about = path.stat()
    return _sha256(path, about.st_ino, about.st_size, about.st_mtime_ns)


@lru_cache(maxsize=1 << 10)
def _sha256(path: Path, *_when: int) -> str:
    """The same; a file that has not been written to since is not gone through again."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest(value: Any) -> str:
    """Hex digest of plain data (mappings, lists, strings, numbers), whatever the key order."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def dump_json(value: Any) -> bytes:
    """Plain data as people-readable JSON, ending in one newline."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def read_json(path: Path) -> Any:
    """The data of a JSON file; None if it is not there or not JSON (as after editing by hand)."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def write_table(path: Path, frame: pd.DataFrame, table: tuple[Column, ...]) -> None:
    """Write `frame` as Parquet, its columns conformed to `table`."""
    from litsieve.schema import conform

    conform(frame, table).to_parquet(path, compression="zstd", index=False)


class TableWriter:
    """Writes a Parquet table in batches; what is held does not grow with the table.

    The groups of rows depend on the batches only by their sizes, so that equal batches give equal
    bytes.
    """

    _GROUP = 1 << 26  # bytes of a group of rows, before they are compressed

    def __init__(self, path: Path, table: tuple[Column, ...]) -> None:
        import pyarrow.parquet as pq

        from litsieve.schema import arrow

        self._schema = arrow(table)
        # Long texts differ from row to row: a dictionary would only be tried and thrown away.
        self._writer = pq.ParquetWriter(
            path, self._schema, compression="zstd", use_dictionary=False
        )
        self._held: list[Any] = []
        self._size = 0

    def write(self, batch: Any) -> None:
        """Add a pyarrow RecordBatch or Table with the columns of the table."""
        self._held.append(batch)
        self._size += batch.nbytes
        if self._size >= self._GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        tables = [b if isinstance(b, pa.Table) else pa.Table.from_batches([b]) for b in self._held]
        if tables:
            self._writer.write_table(pa.concat_tables(tables), row_group_size=1 << 30)
        self._held, self._size = [], 0

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._writer.close()


def row_groups(path: Path, where: np.ndarray | None = None) -> Iterator[tuple[int, Any]]:
    """A table as pyarrow Tables, group by group, each with the number of its first row.

    With `where`, true or false of every row, only groups that hold a wanted row.
    """
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        at = 0
        for group in range(file.num_row_groups):
            count = file.metadata.row_group(group).num_rows
            if where is None or where[at : at + count].any():
                yield at, file.read_row_group(group)
            at += count


def read_rows(path: Path, where: np.ndarray) -> pd.DataFrame:
    """The rows of a table where `where` is true; their index says which rows they are.

    At least one row must be wanted; the groups of rows without one are not read.
    """
    import pandas as pd

    groups = row_groups(path, where)
    wanted = [group.filter(where[at : at + len(group)]).to_pandas() for at, group in groups]
    frame: pd.DataFrame = pd.concat(wanted)
    return frame.set_axis(where.nonzero()[0])


def plain_rows(path: Path, where: np.ndarray) -> Iterator[dict[str, Any]]:
    """The rows of a table where `where` is true, as plain mappings; missing is None."""
    for at, group in row_groups(path, where):
        yield from group.filter(where[at : at + len(group)]).to_pylist()


def replace_cells(
    path: Path, table: tuple[Column, ...], column: str, rows: np.ndarray, values: list[str]
) -> None:
    """Write a table again with `values` in the cells of `column` where `rows` is true."""
    import pyarrow as pa
    import pyarrow.compute as pc

    again = path.with_name(f"{path.name}.again")
    done = 0
    with TableWriter(again, table) as writer:
        for at, group in row_groups(path):
            chosen = rows[at : at + len(group)]
            count = int(chosen.sum())
            place = group.schema.get_field_index(column)
            new = pa.array(values[done : done + count], group.schema.field(place).type)
            cells = pc.replace_with_mask(
                group.column(place).combine_chunks(), pa.array(chosen), new
            )
            writer.write(group.set_column(place, group.schema.field(place), cells))
            done += count
    again.replace(path)


def read_table(path: Path, table: tuple[Column, ...]) -> pd.DataFrame:
    """Read a table that `write_table` wrote."""
    import pyarrow.parquet as pq

    from litsieve.schema import names

    wanted = names(table)
    try:
        with pq.ParquetFile(path) as file:  # pandas would import pyarrow.dataset for it
            frame: pd.DataFrame = file.read(columns=wanted).select(wanted).to_pandas()
            return frame
    except (OSError, ValueError, KeyError) as error:
        raise ReviewError(
            f"cannot be read: {error}",
            Where(path.name),
            "it is derived: run `review run --force` to write it again",
        ) from None


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    if path.exists() and not path.is_file():  # /dev/full, a pipe: nothing to swap
        path.write_bytes(content)
        return
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


# --- swapping folders ------------------------------------------------------------------------


def _beside(folder: Path, word: str) -> Path:
    return folder.with_name(f".{folder.name}.{word}")


def recover(folder: Path) -> None:
    """Bring a folder back to a whole state after a run that was killed."""
    old, new = _beside(folder, "old"), _beside(folder, "new")
    if old.exists() and not folder.exists():  # killed between the two renames
        old.rename(folder)
    for left in (old, new):
        if left.exists():
            shutil.rmtree(left)


@contextlib.contextmanager
def replacing(folder: Path, keep: Callable[[str], bool] = lambda _: False) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `folder` if the block succeeds.

    What lies in the old folder is gone then, except names that `keep` asks for (people's files).
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    recover(folder)
    old, new = _beside(folder, "old"), _beside(folder, "new")
    new.mkdir()
    try:
        yield new
        if folder.exists():
            for path in sorted(folder.iterdir()):
                if keep(path.name) and not (new / path.name).exists():
                    copy = shutil.copytree if path.is_dir() else shutil.copy2
                    copy(path, new / path.name)
        for path in new.iterdir():
            _flush(path)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _flush(path: Path) -> None:
    """Have the file on the disk before its folder is renamed (a power cut is a crash too)."""
    if path.is_file():
        with path.open("rb") as stream:
            os.fsync(stream.fileno())


class Busy(ReviewError):
    """Another command writes to this review right now."""


#: In the folder of a review's tables: who holds it writes.
LOCK = ".lock"


@contextlib.contextmanager
def locked(work: Path) -> Iterator[None]:
    """Keep a second command from writing to the same review; the lock dies with the process.

    `work` is made if need be, and is gone again if nothing came to lie in it.
    """
    new = not work.exists()
    with _held(work):
        try:
            yield
        finally:
            if new and work.is_dir() and all(path.name == LOCK for path in work.iterdir()):
                (work / LOCK).unlink(missing_ok=True)
                work.rmdir()


@contextlib.contextmanager
def _held(work: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows: no advisory locks; the swap still keeps every state whole
        yield
        return
    work.mkdir(parents=True, exist_ok=True)
    with (work / LOCK).open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever held it may have taken it away meanwhile: a lock that nobody else sees.
            ours = os.path.samestat(os.fstat(stream.fileno()), (work / LOCK).stat())
        except (BlockingIOError, FileNotFoundError):
            ours = False
        if not ours:
            raise Busy(
                "another review command is writing to this review",
                Where(work.name),
                "wait until it has finished, then try again",
            ) from None
        yield
