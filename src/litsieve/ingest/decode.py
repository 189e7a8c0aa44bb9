"""Bytes of an export → text in pieces, with everything that can be wrong with a file said plainly.

A file is gone through twice: first for its digest, encoding and line ends, then piece by piece for
its text. Neither holds more than a piece, so that the size of an export does not matter.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from litsieve.errors import ReviewError, Where, unreadable
from litsieve.ingest.entry import Text

#: First bytes of files that people pick by mistake: what they are, and what to do instead.
_SIGNATURES = (
    (b"PK\x03\x04", "a zip, Excel or Word file inside another", "take it out first"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "save it as plain text or CSV (UTF-8)"),
    (b"%PDF", "a PDF", "export the references from the database instead"),
    (b"\x1f\x8b", "a gzip file inside another", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z file", "unpack it first"),
    (b"Rar!", "a RAR file", "unpack it first"),
    (b"\x89PNG", "an image", "export the references from the database instead"),
    (b"PAR1", "a Parquet file", "give the export as the database wrote it"),
    (b"SQLite format 3", "a database file", "export the references from the program"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x19\x7f]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_XML = re.compile(rb"""\s*<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_INK = re.compile(rb"[^\0\xef\xbb\xbf\xfe\xff \t\r\n]")
_SAMPLE = 1 << 16
_PIECE = 1 << 22
HEAD = 1 << 20

#: UTF-8 of which some lines are cp1252: exports that were joined.
MIXED = "utf-8/cp1252"


@dataclass(frozen=True)
class Decoded:
    """A file's text, what it was written in, the digest of its bytes and how many there are."""

    text: Text
    encoding: str
    sha256: str
    size: int


@dataclass(frozen=True)
class _Seen:
    """What the first pass finds out."""

    sample: bytes  # the first bytes, at most _PIECE
    sha256: str
    size: int
    is_utf8: bool
    has_nul: bool
    has_lone_cr: bool  # and mostly so


def load(open_: Callable[[], BinaryIO], name: str) -> Decoded:
    """Decode what `open_` opens, as often as it is called; `name` is how it is called in errors.

    Raises ReviewError for what is missing, unreadable, a folder, empty or not text.
    """
    try:
        seen = _look(open_)
    except OSError as error:
        raise unreadable(error, name) from None
    if not _INK.search(seen.sample) and seen.size <= len(seen.sample):
        raise ReviewError("is empty", Where(name), "download the export again")
    encoding = _encoding(seen, name)

    def pieces() -> Iterator[str]:
        try:
            yield from _pieces(open_, encoding, seen)
        except OSError as error:
            raise unreadable(error, name) from None

    head = ""
    for piece in pieces():
        head += piece
        if len(head) >= HEAD:
            break
    return Decoded(Text(head[:HEAD], pieces), encoding, seen.sha256, seen.size)


def _look(open_: Callable[[], BinaryIO]) -> _Seen:
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample, size, is_utf8, has_nul, crs, lfs, crlfs = b"", 0, True, False, 0, 0, 0
    with open_() as stream:
        while data := stream.read(_PIECE):
            sample = sample or data
            digest.update(data)
            size += len(data)
            has_nul = has_nul or b"\0" in data
            lfs += data.count(b"\n")
            if b"\r" in data:
                crs += data.count(b"\r")
                crlfs += data.count(b"\r\n")
            if is_utf8:
                try:
                    decoder.decode(data)
                except UnicodeDecodeError:
                    is_utf8 = False
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    return _Seen(sample, digest.hexdigest(), size, is_utf8, has_nul, crs - crlfs > lfs)


# --- encodings -------------------------------------------------------------------------------


def _encoding(seen: _Seen, name: str) -> str:
    """What the file is written in; ReviewError if it is not text."""
    data = seen.sample
    for signature, what, hint in _SIGNATURES:
        if data.startswith(signature):
            raise ReviewError(f"is {what}, not an export", Where(name), hint)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    sample = data[:_SAMPLE]
    if bare := _bare_utf16(sample):
        return bare
    if len(_CONTROL.findall(sample)) > len(sample) // 50 or sample.count(0) > len(sample) // 4:
        raise ReviewError(
            "is not text", Where(name), "give the export as the database wrote it (CSV, BibTeX …)"
        )
    if seen.is_utf8:
        return "utf-8"
    if declared := _declared(data):
        return declared
    if not _sound(data) and _is_chinese(data):
        return "gb18030"
    return MIXED if _UTF8_LETTER.search(data) else "cp1252"


def _declared(data: bytes) -> str | None:
    """The encoding that XML says it is in, if it is one of eight bits that is known."""
    found = _XML.match(data)
    if not found or _UTF8_LETTER.search(data):
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii"))
    except LookupError:
        return None
    return None if codec.name.startswith(("utf", "ascii")) else codec.name


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


def _sound(data: bytes) -> bool:
    """Whether at least half of what is not ASCII is UTF-8: the rest is damage or another file."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return sound >= broken


def _is_chinese(data: bytes) -> bool:
    """GB 2312: high bytes come in pairs only, which accented letters of the West do not."""
    runs = _HIGH_RUN.findall(data)
    if len(data) == _PIECE:  # a pair may be cut in two
        runs = runs[:-1]
    if sum(map(len, runs)) < 8 or any(len(run) % 2 for run in runs):
        return False
    try:
        b" ".join(runs).decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    """Cp1252 leaves five bytes undefined; a browser reads them as latin-1, and so do we."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("_as_latin1", _as_latin1)


def _mixed(data: bytes) -> str:
    """Each line as UTF-8 if it has any, damaged or not, else as cp1252."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return "".join(
        line.decode("utf-8", "replace")
        if _UTF8_LETTER.search(line)
        else line.decode("cp1252", "_as_latin1")
        for line in data.splitlines(keepends=True)
    )


# --- pieces ----------------------------------------------------------------------------------


def _pieces(open_: Callable[[], BinaryIO], encoding: str, seen: _Seen) -> Iterator[str]:
    with open_() as stream:
        decoded: Iterator[str] = (
            map(_mixed, _whole_lines(stream))
            if encoding == MIXED
            else _incremental(stream, encoding)
        )
        if seen.has_nul:
            decoded = (text.replace("\0", "") for text in decoded)
        if seen.has_lone_cr:
            decoded = _with_lf(decoded)
        yield from _at_line_ends(decoded)


def _incremental(stream: BinaryIO, encoding: str) -> Iterator[str]:
    errors = "_as_latin1" if encoding == "cp1252" else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    while data := stream.read(_PIECE):
        yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


def _whole_lines(stream: BinaryIO) -> Iterator[bytes]:
    held = b""
    while data := stream.read(_PIECE):
        held += data
        end = held.rfind(b"\n") + 1 or (len(held) if len(held) > 4 * _PIECE else 0)
        if end:
            yield held[:end]
            held = held[end:]
    yield held


def _with_lf(texts: Iterator[str]) -> Iterator[str]:
    """CR and CR LF as LF; a CR at the end of a piece may be the half of one."""
    held = ""
    for text in texts:
        text = held + text
        held = "\r" if text.endswith("\r") else ""
        text = text[:-1] if held else text
        yield text.replace("\r\n", "\n").replace("\r", "\n")
    if held:
        yield "\n"


def _at_line_ends(texts: Iterator[str]) -> Iterator[str]:
    """The same text in pieces that end where a line does, if lines are not longer than a piece."""
    held = ""
    for text in texts:
        end = text.rfind("\n") + 1
        if end:
            yield held + text[:end] if held else text[:end]
            held = text[end:]
        else:
            held += text
            if len(held) > _PIECE:
                yield held
                held = ""
    if held:
        yield held
