"""JSON that lists items → a block an item, one at a time: arrays, wrapped arrays, JSON Lines.

Items are read one after the other by the standard library's scanner, so that braces in strings
are no matter. Where that fails, the item is damaged, and the next one begins where an object does
that opens like the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from litsieve.ingest.shapes.split import Starts


def _integer(digits: str) -> int | str:
    """A number; one of so many digits that it cannot be meant as one stays text."""
    return int(digits) if len(digits) < 19 else digits


#: Control characters in strings are common and harmless; fractions stay as they are written.
_DECODER = json.JSONDecoder(
    strict=False, parse_int=_integer, parse_float=str, parse_constant=lambda _: None
)
_LIST = re.compile(r'"(?P<key>[^"\\]{1,40})"\s*:\s*(?P<list>\[)\s*(?=\{)')
_BETWEEN = re.compile(r"[\s,\[\]\ufeff\x1e]*")
_FIRST_KEYS = frozenset({"id", "type", "title", "DOI", "indexed", "citation-key"})
#: An item at the start of a line, where what the file begins with is none.
_FIRST = re.compile(rf'^[\s,]*(\{{)\s*"(?:{"|".join(sorted(_FIRST_KEYS))})"\s*:', re.MULTILINE)
#: What stands before an item: no colon, and no bracket behind one, for these open what is in it.
_BEFORE = r"(?:^|\n|[^\s:\[]|(?<!:)(?<!: )\[)"
_FIRST_KEY = re.compile(r'\{\s*"((?:[^"\\\n]|\\.){1,80})"\s*:')
_KEY = re.compile(r'"((?:[^"\\\n]|\\.){1,40})"\s*:\s*')

#: Keys that an item has and a wrapper has not.
_OF_ITEM = re.compile(r'"(?:title|author|DOI)"\s*:')
#: What wrappers call their list, as a rule.
_LISTS = frozenset({"items", "results"})
#: A wrapper has no more lists before that of the items.
_MOST_LISTS = 20
#: Few items are longer than this, and no value of a damaged one is longer than that.
_USUAL, _LONGEST = 1 << 16, 1 << 20
#: A value that stands in a damaged item is passed over only as often as this if it is damaged too.
_MOST_FAILURES = 100
#: What stands behind a value, and before one of a list.
_AFTER = re.compile(r"\s*(?:[,\]}]|\Z)")
_NEXT = re.compile(r"[\s,]*(?=[\[{\"\w-])")

Item = dict[str, Any]


@dataclass(frozen=True)
class Layout:
    """Where the first item of a file begins, and what the beginning of one looks like."""

    first: int
    opening: re.Pattern[str]  # group 1 is its brace
    keys: frozenset[str]  # of which an item has two at least
    is_damaged: bool = False  # what stands before the first item is the rest of one


def layout(head: str, keys: frozenset[str]) -> Layout | None:
    """The layout of a JSON file that begins with `head`; None if it lists no objects.

    An item opens with the first key of the first one or a usual one; `keys` are what items have.
    """
    at = _skip(head, 0)
    key = None
    is_damaged = head[at : at + 1] != "{"
    if is_damaged:
        first = _FIRST.search(head)
        if first is None:
            return None
        at = first.start(1)
    elif wrapped := _wrapped(head, at, keys):
        at, key = wrapped
    found = _FIRST_KEY.match(head, at)
    names = "|".join(sorted(_FIRST_KEYS | ({re.escape(found[1])} if found else set())))
    lists = "|".join(sorted(_LISTS | ({re.escape(key)} if key else set())))
    before = rf'(?:{_BEFORE}|"(?:{lists})"\s*:\s*\[)'
    return Layout(at, re.compile(rf'{before}\s*(\{{)\s*"(?:{names})"\s*:'), keys, is_damaged)


def _wrapped(head: str, at: int, keys: frozenset[str]) -> tuple[int, str] | None:
    """Where the first item of a list in an object begins, and the key of that list.

    None if the object is an item itself: it has keys of one before the list, or as many as what it
    lists (references, say).
    """
    whole, _, _ = scan(head, at)
    own = len(keys & whole.keys()) if whole else 0
    is_listed = "[" in head[:at]
    if own and is_listed:
        return None
    for found in islice(_LIST.finditer(head, at), _MOST_LISTS):
        before = head[at : found.start("list")]
        if _OF_ITEM.search(before) or (is_listed and keys.intersection(_KEY.findall(before))):
            return None
        item, _, _ = scan(head, found.end())
        if item is None:
            item, _ = salvage(head[found.end() : found.end() + _USUAL], keys)
        if (listed := len(keys & item.keys())) > 1:
            return (found.end(), found["key"]) if own < listed else None
    return None


def starts(shape: Layout) -> Starts:
    """Blocks begin where items do."""
    ahead = shape.first  # of the first item, while the window begins with what is before it

    def find(window: str, last: bool) -> Iterable[int]:
        nonlocal ahead
        if ahead >= len(window):
            return ()
        first, ahead = ahead, 0
        return _items(window, first, shape, last)

    return find


def _items(window: str, at: int, shape: Layout, last: bool) -> Iterator[int]:
    """Where items begin from `at` on; the last may go on behind the window."""
    while True:
        yield at
        _, end, goes_on = scan(window, at)
        if goes_on and not last:
            return
        if end is not None:
            following = _skip(window, end)
            if window[following : following + 1] == "{":
                at = following
                continue
        found = resume(window, at + 1 if end is None else end, shape)
        if found is None:
            return
        at = found


def resume(text: str, at: int, shape: Layout) -> int | None:
    """Where the next item begins behind a damaged one; sound objects that are none are passed."""
    while found := shape.opening.search(text, at):
        at = found.start(1)
        item, end, _ = scan(text, at)
        if item is None or end is None or len(shape.keys & item.keys()) > 1:
            return at
        at = end if shape.keys & item.keys() else at + 1  # or one that wraps a list of items
    return None


def scan(text: str, at: int = 0) -> tuple[Item | None, int | None, bool]:
    """The object that begins at `at`, where it ends, and whether it may go on behind the text.

    Object and end are None for what is no whole object.
    """
    for size in (_USUAL, len(text)):
        piece = text[at : at + size] if size < len(text) - at else text[at:] if at else text
        try:
            item, end = _DECODER.raw_decode(piece)
        except json.JSONDecodeError as error:
            if error.msg.startswith("Unterminated string") or error.pos >= len(piece) - 10:
                if at + len(piece) < len(text):
                    continue
                return None, None, True
            return None, None, False
        except (ValueError, RecursionError):
            return None, None, False
        return (item, at + end, False) if isinstance(item, dict) else (None, None, False)
    return None, None, True


def _skip(text: str, at: int) -> int:
    """Where the white space, commas and brackets of lists that begin at `at` end."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def is_rest(text: str) -> bool:
    """Whether what follows an item is nothing but the end of the list, or of its wrapper."""
    return text.lstrip(" \t\r\n,")[:1] in ("", "]", "}", "[", "\x1e")


def salvage(text: str, keys: frozenset[str]) -> tuple[Item, list[str]]:
    """What can still be read of a damaged item, and the keys whose value lost its end.

    Of each of the keys the first value counts, if it is sound; of a list that is not, what is sound
    at its beginning. What stands in a sound value is none of the item's own.
    """
    item: Item = {}
    cut: list[str] = []
    seen: set[str] = set()
    at, failures = 0, 0
    while found := _KEY.search(text, at):
        key, at = found[1], found.end()
        is_wanted = key in keys and key not in seen
        seen.add(key)
        if not is_wanted and (text[at : at + 1] not in ("{", "[") or failures > _MOST_FAILURES):
            continue
        piece = text[at : at + _LONGEST]
        try:
            value, length = _DECODER.raw_decode(piece)
        except json.JSONDecodeError as error:
            failures += 1
            if is_wanted and piece.startswith('"') and error.msg.startswith("Unterminated string"):
                item[key] = _broken_off(piece)
                return item, [*cut, key]
            if is_wanted and piece.startswith("["):
                value, length = _beginning(piece)
                if value:
                    item[key] = value
                    cut.append(key)
                at += length
        except (ValueError, RecursionError):
            failures += 1
        else:
            if _AFTER.match(text, at + length):  # else a quotation mark is missing
                at += length
            if is_wanted:
                item[key] = value
    return item, cut


def _beginning(piece: str) -> tuple[list[Any], int]:
    """The sound values at the beginning of a list, and where they end."""
    values: list[Any] = []
    end = 1
    while found := _NEXT.match(piece, end):
        try:
            value, end = _DECODER.raw_decode(piece, found.end())
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values, end


def _broken_off(piece: str) -> str:
    """The text of a string that has no end, without an escape that was cut in two."""
    for end in (len(piece), piece.rfind("\\")):
        try:
            return str(_DECODER.raw_decode(piece[:end] + '"')[0])
        except ValueError:
            continue
    return ""
