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
from litsieve.ingest.encodings import (
    DEFAULT,
    UTF8_LETTER,
    bare_utf16,
    declared,
    guess,
    is_sound,
)
from litsieve.ingest.entry import Text
from litsieve.text import codec

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
#: Of a damaged disk; in no encoding so many are text.
_NULS = re.compile(rb"\0{16,}")
_INK = re.compile(rb"[^\0\xef\xbb\xbf\xfe\xff \t\r\n]")
_SAMPLE = 1 << 16
_PIECE = 1 << 22
HEAD = 1 << 20

#: UTF-8 of which some lines are cp1252: exports that were joined.
MIXED = "utf-8/cp1252"
#: As in browsers, an encoding is read as the wider one that programs write under its name.
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "shift_jis": "cp932",
          "euc_kr": "cp949", "big5": "cp950", "gb2312": "gb18030", "gbk": "gb18030"}  # fmt: skip
#: How many bytes of lines that are not ASCII are looked at to tell the encoding.
_STRANGE = 1 << 20


@dataclass(frozen=True)
class Decoded:
    """A file's text, what it was written in, the digest of its bytes and how many there are."""

    text: Text
    encoding: str
    sha256: str
    size: int
    nuls: int  # bytes that are zero where no letter has them: they are left out


@dataclass(frozen=True)
class _Seen:
    """What the first pass finds out."""

    sample: bytes  # the first bytes without runs of NUL, about a _PIECE at most
    sha256: str
    size: int
    is_utf8: bool
    has_ink: bool
    nuls: int
    skipped: int  # NULs before all else
    has_lone_cr: bool  # and mostly so


def load(open_: Callable[[], BinaryIO], name: str, stated: str | None = None) -> Decoded:
    """Decode what `open_` opens, as often as it is called; `name` is how it is called in errors.

    `stated` is the encoding that somebody says. Raises ReviewError for what is missing, unreadable,
    a folder, empty or not text, and for an encoding that there is not or that it is not in.
    """
    try:
        seen = _look(open_)
        strange = b"" if seen.is_utf8 else _strange(open_)
    except OSError as error:
        raise unreadable(error, name) from None
    if not seen.has_ink:
        raise ReviewError("is empty", Where(name), "download the export again")
    encoding = _encoding(seen, strange, name, stated)

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
    nuls = 0 if encoding.startswith("utf-16") else seen.nuls
    return Decoded(Text(head[:HEAD], pieces), encoding, seen.sha256, seen.size, nuls)


def _look(open_: Callable[[], BinaryIO]) -> _Seen:
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample, size, is_utf8, has_ink = b"", 0, True, False
    nuls = skipped = crs = lfs = crlfs = 0
    with open_() as stream:
        while data := stream.read(_PIECE):
            digest.update(data)
            begins = data
            if nuls == size and data.startswith(b"\0"):  # and nothing else so far
                begins = data.lstrip(b"\0")
                skipped += len(data) - len(begins)
            nuls += data.count(b"\0")
            size += len(data)
            if len(sample) < _SAMPLE:
                sample += _NULS.sub(b"", begins)
            has_ink = has_ink or _INK.search(data) is not None
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
    if skipped == 1:  # half a letter of UTF-16
        sample, skipped = b"\0" + sample, 0
    lone = crs - crlfs > lfs
    return _Seen(sample, digest.hexdigest(), size, is_utf8, has_ink, nuls, skipped, lone)


def _strange(open_: Callable[[], BinaryIO]) -> bytes:
    """The first lines that are not ASCII."""
    found: list[bytes] = []
    left = _STRANGE
    with open_() as stream:
        for lines in _whole_lines(stream):
            for line in lines.split(b"\n"):
                if not line.isascii():
                    found.append(line[:left])
                    left -= len(line)
                    if left <= 0:
                        return b"\n".join(found)
    return b"\n".join(found)


# --- encodings -------------------------------------------------------------------------------


def is_guessed(encoding: str) -> bool:
    """Whether an encoding, unless somebody states it, is only the likeliest."""
    return encoding == MIXED or not encoding.startswith("utf-")


def _encoding(seen: _Seen, strange: bytes, name: str, stated: str | None) -> str:
    """What the file is written in; ReviewError if it is not text."""
    data = seen.sample
    for signature, what, hint in _SIGNATURES:
        if data.startswith(signature):
            raise ReviewError(f"is {what}, not an export", Where(name), hint)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    if stated:
        return _stated(seen, strange, name, stated)
    sample = data[:_SAMPLE]
    if bare := bare_utf16(sample):
        return bare
    if len(_CONTROL.findall(sample)) > len(sample) // 50 or sample.count(0) > len(sample) // 4:
        raise ReviewError(
            "is not text", Where(name), "give the export as the database wrote it (CSV, BibTeX …)"
        )
    if seen.is_utf8:
        return "utf-8"
    if named := declared(data):
        return named
    likeliest = DEFAULT if is_sound(strange) else guess(strange)
    return MIXED if likeliest == DEFAULT and UTF8_LETTER.search(strange) else likeliest


def _stated(seen: _Seen, strange: bytes, name: str, stated: str) -> str:
    """The encoding that somebody says, if the file can be in it."""
    encoding = codec(stated)
    if encoding is None:
        raise ReviewError(
            f"is said to be in {stated}, and there is no such encoding", Where(name),
            "leave it out, and the encoding is told by content",
        )  # fmt: skip
    encoding = _WIDER.get(encoding, encoding)
    text = (strange or seen.sample).decode(encoding, "replace")
    wrong, wide = text.count("\ufffd"), len(text) - len(text.encode("ascii", "ignore"))
    if 10 * wrong > wide or (encoding.startswith(("utf-16", "utf-32")) and not seen.nuls):
        raise ReviewError(
            f"is said to be in {stated}, and is not", Where(name),
            "say another encoding, or none: it is then told by content",
        )  # fmt: skip
    return encoding


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
        if UTF8_LETTER.search(line)
        else line.decode("cp1252", "_as_latin1")
        for line in data.splitlines(keepends=True)
    )


# --- pieces ----------------------------------------------------------------------------------


def _pieces(open_: Callable[[], BinaryIO], encoding: str, seen: _Seen) -> Iterator[str]:
    with open_() as stream:
        left = seen.skipped
        while left and (data := stream.read(min(left, _PIECE))):
            left -= len(data)
        decoded: Iterator[str] = (
            map(_mixed, _whole_lines(stream))
            if encoding == MIXED
            else _incremental(stream, encoding)
        )
        if seen.nuls:
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
