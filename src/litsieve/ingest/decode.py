"""Bytes of an export → text, with everything that can be wrong with a file said in plain words."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from litsieve.errors import ReviewError, Where

#: First bytes of files that people pick by mistake: what they are, and what to do instead.
_SIGNATURES = (
    (b"PK\x03\x04", "an Excel, Word or zip file", "unpack it, or save the sheet as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", "save the sheet as CSV (UTF-8)"),
    (b"%PDF", "a PDF", "export the references from the database instead"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z file", "unpack it first"),
    (b"\x89PNG", "an image", "export the references from the database instead"),
    (b"PAR1", "a Parquet file", "give the export as the database wrote it"),
    (b"SQLite format 3", "a database file", "export the references from the program"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x19\x7f]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_INK = re.compile("[^\0\ufeff \t\r\n]")
_SAMPLE = 1 << 16


@dataclass(frozen=True)
class Decoded:
    """A file's text, what it was written in, and the digest of its bytes."""

    text: str
    encoding: str
    sha256: str


def load(path: Path, name: str) -> Decoded:
    """Read and decode a file; `name` is how it is called in errors.

    Line ends stay as they are, except in a file that mostly ends its lines with a lone CR.
    Raises ReviewError for what is missing, unreadable, a folder, empty or not text.
    """
    data = _bytes(path, name)
    digest = hashlib.sha256(data).hexdigest()
    text, encoding = decode(data, name)
    if not _INK.search(text):
        raise ReviewError("is empty", Where(name), "download the export again")
    if "\0" in text:
        text = text.replace("\0", "")
    if text.count("\r") - text.count("\r\n") > text.count("\n"):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, digest)


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # a device may never end
            raise ReviewError("is not a file", Where(name), "use - to read standard input")
        return path.read_bytes()
    except FileNotFoundError:
        message, hint = "no such file", "check the name, or take it out of review.yaml"
    except IsADirectoryError:
        message, hint = "is a folder, not a file", "name the files in it"
    except PermissionError:
        if path.is_dir():  # so says Windows of a folder
            message, hint = "is a folder, not a file", "name the files in it"
        else:
            message, hint = "may not be read", "change its permissions"
    except OSError as error:
        message, hint = f"cannot be read: {error.strerror or error}", "try another copy"
    raise ReviewError(message, Where(name), hint)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text and encoding of a file's bytes; ReviewError if they are not text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace"), encoding
    for signature, what, hint in _SIGNATURES:
        if data.startswith(signature):
            raise ReviewError(f"is {what}, not an export", Where(name), hint)
    sample = data[:_SAMPLE]
    if bare := _bare_utf16(sample):
        return data.decode(bare, "replace"), bare
    if len(_CONTROL.findall(sample)) > len(sample) // 50 or sample.count(0) > len(sample) // 4:
        raise ReviewError(
            "is not text", Where(name), "give the export as the database wrote it (CSV, BibTeX …)"
        )
    return _eight_bit(data)


def _bare_utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    half = len(sample) // 2
    if half < 8:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _eight_bit(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    sound = sum(1 for char in text if char > "\x7f") - broken
    if sound >= broken:  # UTF-8 with damaged bytes: the other letters must stay whole
        return text, "utf-8"
    if _is_chinese(data):
        return data.decode("gb18030", "replace"), "gb18030"
    # cp1252 leaves five bytes undefined; a browser reads them as latin-1, and so do we
    return data.decode("cp1252", "_as_latin1"), "cp1252"


def _is_chinese(data: bytes) -> bool:
    """GB 2312: high bytes come in pairs only, which accented letters of the West do not."""
    runs = _HIGH_RUN.findall(data)
    if sum(map(len, runs)) < 8 or any(len(run) % 2 for run in runs):
        return False
    try:
        data.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("_as_latin1", _as_latin1)
