"""Files of settings that people write: read whole, as UTF-8 text."""

from __future__ import annotations

import re
from pathlib import Path

from litsieve.errors import ReviewError, Where

#: Bytes; a file of settings that is larger is something else.
LARGEST = 5_000_000
#: What ends a line, in YAML and for every place that an error names.
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def read_text(path: Path, name: str) -> str:
    """The text of a configuration file; `name` is what errors call it.

    Raises ReviewError where the file is missing, unreadable, binary or not UTF-8.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # a device may never end
            raise _unreadable("this is not a file", Where(name), "Name a file of text.")
        size = path.stat().st_size
        if size > LARGEST and path.is_file():
            message = f"{size / 1e6:,.0f} MB: too large for a file of settings"
            raise _unreadable(message, Where(name), "Is this the right file? Check its name.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise _unreadable("no such file", Where(name), "Check its name and folder.") from None
    except IsADirectoryError:
        hint = "Name a file in it."
        raise _unreadable("this is a folder, not a file", Where(name), hint) from None
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise _unreadable(message, Where(name), "Check who may read it.") from None
    if b"\0" in data:
        hint = "Save it as plain UTF-8 text."
        raise _unreadable("this is not a text file", Where(name), hint)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"not UTF-8: byte 0x{data[error.start]:02x}"
        before = data[: error.start].decode("utf-8-sig")
        lines = LINE_END.split(before)
        shown = lines[-1] + LINE_END.split(data[error.start :].decode("latin-1"))[0]
        where = Where(name, len(lines), len(lines[-1]) + 1, shown)
        raise _unreadable(message, where, "Save the file as UTF-8.") from None


def _unreadable(message: str, where: Where, hint: str) -> ReviewError:
    return ReviewError(message, where, hint, code="file")
