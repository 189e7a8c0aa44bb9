"""What a file holds: itself; one export (gzip); several (zip); sheets (Excel), each as CSV text.

Nothing is unpacked to disk, so that a member's name can do no harm; it still must be a plain one.
A member is called `searches/all.zip/scopus.csv`, and can be named so in review.yaml.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from litsieve.errors import ReviewError, Where, unreadable

#: Text shrinks to a twentieth, seldom to a fiftieth; what grows more than this is a bomb.
MOST_GROWTH = 200
#: Below this many bytes nothing is a bomb.
HARMLESS = 1 << 26
MOST_MEMBERS = 10_000
#: What tools pack beside an export: Rayyan's log of decisions.
COMPANIONS = frozenset({"customizations_log.csv"})
#: Sheets are held in memory while they are read.
LARGEST_WORKBOOK = 1 << 31

_ZIP, _GZIP, _OLE = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
_EMPTY_ZIP = b"PK\x05\x06"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


@dataclass(frozen=True)
class Member:
    """One export: how it is called, and what opens its bytes, as often as is wanted."""

    name: str
    open: Callable[[], BinaryIO]
    encoding: str | None = None  # of a sheet: it is made here


def locate(path: Path) -> tuple[Path, str | None]:
    """The file on disk and, if `path` leads into an archive, the member's name in it."""
    for parent in path.parents:
        if parent.is_file():
            return parent, path.relative_to(parent).as_posix()
        if parent.exists():
            break
    return path, None


def members(path: Path, name: str) -> list[Member]:
    """The exports that a file holds, sorted by name; `name` is how the file is called.

    `path` may lead into an archive: then that member alone. Raises ReviewError for what is not a
    file, or an archive that is damaged, encrypted, too large or has names that lead outside.
    """
    file, inner = locate(path)
    outer = name if inner is None else name.removesuffix(inner).rstrip("/")
    first = _first_bytes(file, outer)
    if first.startswith((_ZIP, _EMPTY_ZIP)):
        found = _zipped(file, outer)
    elif first.startswith(_OLE):
        found = _sheets(file, outer)
    elif first.startswith(_GZIP):
        found = [Member(outer, partial(_open_gzip, file, outer))]
    else:
        found = [Member(outer, partial(_open_plain, file))]
    if inner is not None:
        wanted = f"{outer}/{inner}"
        if found and [member.name for member in found] == [outer]:
            raise ReviewError(f"is not an archive that could hold {inner}", Where(outer))
        chosen = [member for member in found if member.name == wanted]
        if not chosen:
            inside = ", ".join(m.name.removeprefix(outer + "/") for m in found[:5])
            raise ReviewError(f"has no member {inner}", Where(outer), f"in it are: {inside}")
        return chosen
    return found


def _first_bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():  # Windows would say that it may not be read
            raise IsADirectoryError
        if path.exists() and not path.is_file():  # a device may never end
            raise ReviewError("is not a file", Where(name), "use - to read standard input")
        with path.open("rb") as stream:
            return stream.read(8)
    except OSError as error:
        raise unreadable(error, name) from None


def _open_plain(path: Path) -> BinaryIO:
    return path.open("rb")


# --- gzip and zip ----------------------------------------------------------------------------


class _Bounded(io.RawIOBase):
    """A stream that unpacks, and stops with a message where it grows beyond reason."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, packed: int, name: str) -> None:
        self._stream, self._name = stream, name
        self._left = max(packed * MOST_GROWTH, HARMLESS)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise ReviewError(
                f"is a damaged archive: {error}", Where(self._name), "download or pack it again"
            ) from None
        self._left -= len(data)
        if self._left < 0:
            raise ReviewError(
                f"unpacks to more than {MOST_GROWTH} times its size: it is no export",
                Where(self._name), "unpack it yourself if you trust it",
            )  # fmt: skip
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _bounded(stream: IO[bytes] | gzip.GzipFile, packed: int, name: str) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Bounded(stream, packed, name), 1 << 20))


def _open_gzip(path: Path, name: str) -> BinaryIO:
    return _bounded(gzip.open(path, "rb"), path.stat().st_size, name)


def _zipped(path: Path, name: str) -> list[Member]:
    """Members of a zip file; an Excel file is one too."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReviewError(
            f"is a damaged zip file: {error}", Where(name), "download or pack it again"
        ) from None
    names = {info.filename for info in infos}
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names:
        _refuse_bomb(infos, path, name)
        _refuse_far_cells(infos, path, name)
        return _sheets(path, name)
    if "word/document.xml" in names:
        raise ReviewError(
            "is a Word file, not an export", Where(name), "export the references as RIS or CSV"
        )
    infos = [info for info in infos if not info.is_dir() and not _is_hidden(info.filename)]
    if not infos:
        raise ReviewError("is an empty archive", Where(name), "pack the exports again")
    if len(infos) > MOST_MEMBERS:
        raise ReviewError(
            f"holds {len(infos):,} files", Where(name), f"give at most {MOST_MEMBERS:,} at once"
        )
    seen: set[str] = set()
    for info in infos:
        _refuse(info, seen, name)
        seen.add(info.filename)
    infos.sort(key=lambda info: info.filename)
    return [
        Member(f"{name}/{info.filename}", partial(_open_zipped, path, info.filename, name))
        for info in infos
    ]


def _open_zipped(path: Path, inner: str, name: str) -> BinaryIO:
    archive = zipfile.ZipFile(path)
    try:
        return _bounded(
            archive.open(inner), archive.getinfo(inner).compress_size, f"{name}/{inner}"
        )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ReviewError(
            f"cannot be unpacked: {error}", Where(f"{name}/{inner}"), "pack it again"
        ) from None


def _is_hidden(inner: str) -> bool:
    """What macOS, editors and reviewing tools leave beside the exports."""
    path = PurePosixPath(inner)
    return path.name in COMPANIONS or any(
        part.startswith((".", "__MACOSX")) and part not in ("..", ".") for part in path.parts
    )


def _refuse(info: zipfile.ZipInfo, seen: set[str], name: str) -> None:
    inner = info.filename
    parts = inner.replace("\\", "/").split("/")
    if inner.startswith("/") or ".." in parts or "\\" in inner or ":" in parts[0]:
        raise ReviewError(
            f"has a member whose name leads outside the archive: {inner!r}", Where(name),
            "pack the exports again, by their plain names",
        )  # fmt: skip
    if inner in seen:
        raise ReviewError(f"has two members called {inner}", Where(name), "pack them again")
    if info.flag_bits & 1:
        raise ReviewError("is encrypted", Where(f"{name}/{inner}"), "unpack it yourself")


def _refuse_bomb(infos: list[zipfile.ZipInfo], path: Path, name: str) -> None:
    size = sum(info.file_size for info in infos)
    if size > min(LARGEST_WORKBOOK, max(path.stat().st_size * MOST_GROWTH, HARMLESS)):
        raise ReviewError(
            f"unpacks to {size >> 20:,} MB: it is no export", Where(name),
            "save the sheet as CSV if you trust it",
        )  # fmt: skip


_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"')
_LONGEST_CELL_TAG = 256
#: Cells that a sheet may span; it is held as a whole, with every empty cell in it.
MOST_CELLS = 50_000_000


def _refuse_far_cells(infos: list[zipfile.ZipInfo], path: Path, name: str) -> None:
    """A stray cell far from the table would make millions of empty ones."""
    sheets = [info.filename for info in infos if _SHEET.fullmatch(info.filename)]
    for sheet in sheets:
        width = height = 0
        held = b""
        with _open_zipped(path, sheet, name) as stream:
            while data := stream.read(1 << 22):
                held = held[-_LONGEST_CELL_TAG:] + data
                for column, row in set(_CELL.findall(held)):
                    width, height = max(width, _column(column)), max(height, int(row))
        if width * height > MOST_CELLS:
            raise ReviewError(
                f"has a cell in column {width:,} or row {height:,}, far from any table",
                Where(name), "delete the empty rows and columns, or save the sheet as CSV",
            )  # fmt: skip


def _column(letters: bytes) -> int:
    """`A` → 1, `XFD` → 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


# --- Excel -----------------------------------------------------------------------------------


def _sheets(path: Path, name: str) -> list[Member]:
    """The sheets that hold anything; if it is one, it is called as the file."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        filled = [sheet for sheet in book.sheet_names if book.get_sheet_by_name(sheet).height]
    except (CalamineError, OSError, ValueError) as error:
        raise ReviewError(
            f"cannot be read as a spreadsheet: {error}",
            Where(name),
            "save the sheet as CSV (UTF-8)",
        ) from None
    if not filled:
        raise ReviewError("is an empty spreadsheet", Where(name), "download the export again")
    called = {sheet: name if len(filled) == 1 else f"{name}/{sheet}" for sheet in filled}
    return [Member(called[sheet], _Sheet(path, sheet).open, "utf-8") for sheet in filled]


@dataclass
class _Sheet:
    """A sheet as CSV in UTF-8, one line a row, so that a record's line is its row; made once."""

    path: Path
    sheet: str

    def open(self) -> BinaryIO:
        return io.BytesIO(self._csv)

    @cached_property
    def _csv(self) -> bytes:
        from python_calamine import CalamineWorkbook

        rows = CalamineWorkbook.from_path(str(self.path)).get_sheet_by_name(self.sheet)
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        for row in rows.to_python(skip_empty_area=False):
            writer.writerow([_cell(value) for value in row])
        return out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> str:
    """A cell as it reads: whole numbers without a point, dates as ISO, one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value)
    return " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
