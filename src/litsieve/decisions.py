"""People's decisions on disk: JSON lines in files that are only ever appended to.

Here a line is one JSON object; what it must say, and which of several lines on one thing holds, is
for the caller to tell. The history in a file is the record of who decided what and when.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from litsieve.errors import ReviewError, ReviewErrors, Where, unreadable

#: What git leaves in a file that two people changed.
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


@dataclass(frozen=True)
class Line:
    """One line of a file of decisions, and where it stands."""

    where: Where
    values: Mapping[str, Any]


def read(path: Path, name: str) -> list[Line]:
    """The lines of a file in their order; none if there is no file. `name` is how it is called.

    Raises ReviewErrors of every line that is not a JSON object; blank lines say nothing.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # a device may never end
            raise ReviewError("is not a file", Where(name))
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise unreadable(error, name) from None
    found: list[Line] = []
    errors: list[ReviewError] = []
    rows = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, raw in enumerate(rows, 1):
        if not raw.strip():
            continue
        where = Where(name, number)
        try:
            found.append(Line(where, _object(raw, where)))
        except ReviewError as error:
            if number == len(rows) and not error.hint:
                error.hint = (
                    "its end is missing, as after a crash: delete the line, and decide again"
                )
            error.hint = error.hint or "mend the line, or take it back from git; delete no other"
            errors.append(error)
    if errors:
        raise ReviewErrors(errors)
    return found


def _object(raw: bytes, where: Where) -> dict[str, Any]:
    """The JSON object of a line."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise ReviewError(f"not UTF-8: byte 0x{raw[error.start]:02x}", where) from None
    if text.startswith(_CONFLICT):
        raise ReviewError(
            "a merge of git left its mark here", where,
            "delete the marks and keep the lines of both sides: they are all decisions",
        )  # fmt: skip
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_refused)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        place = Where(where.file, where.line, error.colno, text)
        raise ReviewError(f"not JSON: {error.msg}", place) from None
    except UnicodeEncodeError:
        raise ReviewError(
            "half a character: a surrogate by itself", where,
            "write the character itself, not its escapes",
        ) from None  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise ReviewError(f"not JSON: {error}", where) from None
    if not isinstance(value, dict):
        raise ReviewError("not a JSON object", where)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _refused(word: str) -> None:
    raise ValueError(f"{word} is no value")


def append(path: Path, decisions: Iterable[Mapping[str, Any]]) -> None:
    """Add a line for each decision: all of them are on the disk when this returns, or none is.

    What is in the file stays as it is. A last line without a newline gets one first, so that
    whatever it holds stays a line of its own.
    """
    content = b"".join(
        json.dumps(decision, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        for decision in decisions
    )
    if not content:
        return
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileIO(path, "ab+") as stream:
        _lock(stream)
        end = stream.seek(0, os.SEEK_END)
        if end:
            stream.seek(end - 1)
            content = content if stream.read(1) == b"\n" else b"\n" + content
        done = 0
        try:
            while done < len(content):
                done += stream.write(content[done:])
        finally:
            if done < len(content):  # a full disk: half a line would be worse than none
                stream.truncate(end)
        os.fsync(stream.fileno())
    if is_new:
        _flush_folder(path.parent)


def _lock(stream: FileIO) -> None:
    """Wait until no other command appends to the file; the lock goes when the file is closed."""
    try:
        import fcntl
    except ImportError:  # Windows: one write of whole lines is all the protection there is
        return
    fcntl.flock(stream, fcntl.LOCK_EX)


def _flush_folder(folder: Path) -> None:
    """Have a new file's name on the disk, too, where folders can be flushed."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
