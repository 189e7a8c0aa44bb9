"""A list of names and counts as someone may have typed it: `Scopus, 700; PubMed (n = 300)`.

What stands before a count is a name, whatever it has in it: `Age 12, 65 or older, 40`. A piece that
can be read in two ways is not read, and said: a count that is dropped may make a sum come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from litsieve.check_codes import Level
from litsieve.report.drawn.flow import Listed
from litsieve.report.drawn.values import APART, instead, is_blank, is_placeholder, signs, whole

#: A name, and what stands beside it as its count; None if nothing does. Where it is not clear what
#: is what, both are the piece as it was typed.
Entry = tuple[str, str | None]


Way = tuple[re.Pattern[str], re.Match[str]]


class Told(NamedTuple):
    """What could not be read in a list."""

    code: str
    text: str
    level: Level | None = None


def read_list(cell: str, points: bool = False) -> tuple[Listed, list[Told]]:
    """The names and counts of a list, None where one is not known, and what has to be told.

    A heading (`Reports excluded (n = 60):`) gives the total. `points` as for `values.whole`.
    """
    heading = _HEADING.match(signs(cell))
    found = entries(cell[heading.end() :] if heading else cell)
    numbered = any(n is not None and whole(n, points) is not None for _, n in found)
    told: list[Told] = []

    def count(name: str, n: str | None) -> int | None:
        if is_placeholder(name) if n in (None, name) else n and is_blank(n):
            return None
        known = whole(n or "", points)
        if known is None:
            told.append(_told(name, n or "", "warning" if numbered else None))
        return known

    parts = tuple((name, count(name, n)) for name, n in found)
    return Listed(whole((heading and heading["n"]) or "", points), parts), told


def _told(name: str, n: str, level: Level | None) -> Told:
    if not any(map(str.isdigit, n)):
        return Told("I003", f"no number beside {name}{n and f', {n}'}", level)
    if n != name:
        return Told("P001", f"{name}: not a count: {n}{instead(n)}")
    if _ALONE.fullmatch(signs(n)):
        return Told("P001", f"not a count: {n}{instead(n)}")
    return Told("P001", f"no clear count in “{name}”: write it as `name, number`")


# -- what is between the entries ---------------------------------------------------------------

#: Our own sign around a name that has anything in it that could be taken for a separator or count.
_QUOTE = "\u2063"
_QUOTED = f"{_QUOTE}[^{_QUOTE}]*{_QUOTE}"
_WRITTEN_BREAK = (
    r"(?<=[0-9)\].;])\s*(?:\\r)?\\n|(?:\\r)?\\n(?=\s*(?:[-–*•‣▪●·]\s|[(\[]?[0-9]|[(\[]?n\s*[=:]))"
)
#: What ends an entry, but within brackets or our own quotation marks.
_SEPARATOR = re.compile(
    rf"{_QUOTED}|[(\[][^()\[\]\n]*[)\]]"
    rf"|(?P<end>;|\r\n|[\r\n\v\u0085\u2028\u2029]|<br\s*/?>|{_WRITTEN_BREAK})",
    re.I,
)
#: What stands before an entry of a list that has a line for each.
_BULLET = re.compile(
    r"[-–—*](?:\s*(?=[^\s\d(])|\s+(?=[(\[]|\d+\s+[^\W\d]))|[•‣◦▪■●·]\s*"
    r"|\(?(?:\d{1,2}[.)]|[a-z]\))\s+(?=\D)",
    re.I,
)
#: Letters of the longest entry.
_LONGEST = 2000
#: Marks of direction, which Arabic and Hebrew texts have around their numbers.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

# -- a name and its count ----------------------------------------------------------------------

_NUMBER = rf"[0-9]+(?:[.{APART}][0-9]+)*(?![0-9])"
_UNIT = (
    r"(?:\s*(?:records?|reports?|stud(?:y|ies)|articles?|papers?|trials?|publications?|citations?"
    r"|references?|hits?|results?|full[- ]texts?|[篇条條项項件]))?"
)
_SHARE = r"(?:(?:\s*[,;/]\s*|\s*(?=[(\[]))[(\[]?\s*[0-9]+(?:[.,][0-9]+)?\s*%\s*[)\]]?)?"
#: A count, or what a template says where none is known; `_HOW_MANY` only a count.
_COUNT = rf"(?P<n>{_NUMBER}|x{{1,3}}|n/?a|\?){_UNIT}{_SHARE}"
_HOW_MANY = rf"(?P<n>{_NUMBER}){_UNIT}{_SHARE}"
_ANY_COUNT = _HOW_MANY.replace("?P<n>", "?:")
_N = r"(?<![^\W_])[nن]\s*[=:]\s*"
_LINK = r"[\s,:=–—-]*"
_NAME = r"(?P<name>.*?)"
#: Words after a number that make it part of a name: `65 or older`, `12 months of follow-up`.
_GOES_ON = (
    r"(?:or|and|to|of|in|at|per|and/or|bis|oder|und|months?|weeks?|days?|years?|hours?|minutes?"
    r"|participants?|patients?|people|persons?|subjects?|cases?|arms?|mg|kg|ml|cm|mm|%)\b"
)
#: Words before a number that make it part of a name: `Under 18`, `Phase 2`.
_LEADS_ON = re.compile(
    r"(?<![^\W_])(?:under|over|above|below|before|after|since|than|from|until|to|in|at|of|up|or|and"
    r"|ages?|aged|phase|stage|grade|type|level|class|step|arm|group|week|day|month|year|no|nr"
    r"|number|criterion|version|vol|part)$",
    re.I,
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.I | re.S)


_DASHED = _pattern(rf"{_NAME}(?:\s+[-–—−]\s+|(?<=[^\W\d])(?:[–—]\s*|-\s+)){_COUNT}")
#: A name and then its count, the surest first.
_AFTER = (
    _pattern(rf"{_NAME}{_LINK}[(\[]\s*(?:{_N})?{_COUNT}\s*[)\]]"),  # Reason (n = 40), Reason (40)
    _pattern(rf"{_NAME}{_LINK}[(\[]?{_N}{_COUNT}"),  # Reason, n = 40
    _pattern(rf"{_NAME}\s*,\s*{_COUNT}"),  # Reason, 40: the template's own
    _pattern(
        rf"{_NAME}\s*(?:(?<![0-9]):\s*|:\s+|(?<![<>≤≥!])=\s*|[\t|→]\s*|\.{{3,}}\s*|…\s*)"
        rf"{_COUNT}"
    ),
    _DASHED,
)
#: A count and then its name.
_FIRST = r"(?P<name>[^\W\d].*)"
_BEFORE = (
    _pattern(rf"[(\[]\s*{_N}{_HOW_MANY}\s*[)\]]\s*{_LINK}{_FIRST}"),
    _pattern(rf"{_N}{_HOW_MANY}(?:\s*[,:]\s*|\s+[-–—]\s+|\s+(?!{_GOES_ON})){_FIRST}"),
    _pattern(rf"{_HOW_MANY}(?:\s*[:×]\s*|,\s+|\s+[-–—]\s+){_FIRST}"),
)
#: `700 Scopus`: only in a list where no name comes first.
_BARE = _pattern(rf"{_HOW_MANY}\s+(?!{_GOES_ON}){_FIRST}")
#: `Scopus 700`: only in a list that is wholly written so.
_LOOSE = _pattern(rf"(?P<name>.*?[^\W\d])\s+(?P<n>[0-9]+(?:[,.'’][0-9]{{3}})*){_UNIT}")
#: What a box of the diagram says above its list, and the number beside it.
_HEADING = _pattern(
    r"\s*(?:(?:full[- ]texts?|reports?|records?|articles?|studies|papers)\b[^;:\n()\[\]\d]{0,60}?"
    r"\b(?:excluded|identified|removed|found)\b[^;:\n()\[\]\d]{0,40}|reasons?(?: for exclusion)?)"
    rf"(?:[(\[]?\s*{_N}(?P<n>{_NUMBER})\s*[)\]]?)?\s*:\s*(?=[^\s\d(])(?!{_N})"
)
_ALONE = _pattern(rf"[(\[]?\s*(?:{_N})?{_COUNT}\s*[)\]]?")
#: A whole count within a name: then there are two of them, and one would be lost.
_INNER = _pattern(
    rf"[(\[]\s*{_N}{_NUMBER}[^()\[\]]*[)\]]"
    rf"|[(\[]{_NUMBER}[)\]]\s*(?:[,|/&]|and\b)\s*[^\W\d]"
    rf"|{_N}{_NUMBER}\s*(?:[,:|]|$)"
    rf"|[^\W\d]\s*[:=]\s*{_NUMBER}\s*(?:[,|]|$)"
    rf"|[^\s\d]\s*,\s*{_NUMBER}\s*,\s*(?!(?:{_GOES_ON}))[^\W\d]"
    rf"|(?:reason|database|register|source)\s*[0-9]{{1,2}}\s*,\s*{_NUMBER}\s*,"
)
#: Several entries with but a comma between them, each with a count that says that it is one.
_RUN = _pattern(
    rf"(?P<item>\S.*?(?:[(\[]\s*(?:{_N})?{_ANY_COUNT}\s*[)\]]"
    rf"|(?:{_N}|[^\W\d]\s*[:=]\s*){_ANY_COUNT}))"
    rf"(?:\s*[,|/&]\s*(?:and\s+)?(?=[^\W\d])|\s+and\s+|(?<=[)\]])\s+(?-i:(?=[A-ZÀ-ÞΑ-ΩА-Я]))|\s*$)"
)


def entries(cell: str) -> list[Entry]:
    """`Scopus, 1,842; Embase (n = 3);` as names with what stands beside them."""
    pieces = _joined(list(_pieces(_TURNS.sub("", cell))))
    ways = _ways(pieces)
    found = [entry for piece in pieces for entry in _entries(piece, ways)]
    return [(decoded(name), decoded(n) if n == name else n) for name, n in found]


def _pieces(cell: str) -> Iterator[str]:
    plain, start = signs(cell), 0
    ends = [m.span("end") for m in _SEPARATOR.finditer(plain) if m["end"] is not None]
    for end, after in (*ends, (len(cell), len(cell))):
        piece = cell[start:end].strip()
        bullet = _BULLET.match(signs(piece))
        piece = piece[bullet.end() :] if bullet else piece
        if piece:
            yield piece
        start = after


def _joined(pieces: Sequence[str]) -> list[str]:
    """A count on a line of its own belongs to the name on the line before it."""
    found: list[str] = []
    for piece in pieces:
        count = _ALONE.fullmatch(signs(piece))
        if found and count and all(n in (None, "", name) for name, n in _entries(found[-1])):
            name = re.sub(r"[\s,:=–—-]+$", "", signs(found[-1]))
            found[-1] = f"{found[-1][: len(name)]}, {piece[slice(*count.span('n'))]}"
        else:
            found.append(piece)
    return found


def _ways(pieces: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """The ways to write an entry that are clear only if the whole list is written so."""
    texts = [_bare(piece) for piece in pieces]
    loose = [match["name"] for text in texts if (match := _LOOSE.fullmatch(text))]
    if 1 < len(texts) == len({name.casefold() for name in loose}) and not any(map(_led, loose)):
        return (_LOOSE,)
    named = any(pattern.fullmatch(text) for text in texts for pattern in _AFTER)
    return () if named else (_BARE,)


def _led(name: str) -> bool:
    """Whether a number after this is likely to be of the name."""
    return is_placeholder(f"{name} 1") or _LEADS_ON.search(name) is not None


def _bare(piece: str) -> str:
    """A piece to be matched, sign for sign; what is too long for an entry matches nothing."""
    return re.sub(r"\s*\.+$", "", signs(piece)) if len(piece) <= _LONGEST else ""


def _matches(plain: str, ways: Sequence[re.Pattern[str]]) -> list[Way]:
    return [(way, match) for way in ways if (match := way.fullmatch(plain))]


def _entries(piece: str, ways: Sequence[re.Pattern[str]] = ()) -> list[Entry]:
    plain = _bare(piece)
    found = _matches(plain, _AFTER) if _LOOSE not in ways else []
    found.sort(key=lambda one: one[1].start("n"))  # the longest count: `Reason: 1,300`
    for way, match in (*found, *_matches(plain, (*ways, *_BEFORE))):
        name = match["name"]
        if way is not _LOOSE and not name.startswith(_QUOTE) and _INNER.search(name):
            return _run(piece, plain)
        loose = None if way is _LOOSE else _LOOSE.fullmatch(plain)
        if (loose and not _led(loose["name"])) or (way is _DASHED and not _dash_ends(name)):
            return [(piece, piece)]
        return [(piece[slice(*match.span("name"))], piece[slice(*match.span("n"))])]
    at = plain.rfind(",")
    name, rest = piece[: max(at, 0)].strip(), piece[at + 1 :].strip()
    if at >= 0 and (any(map(str.isdigit, rest)) or not any(map(str.isdigit, name))):
        return [(name, rest)]
    return [(piece, piece if any(map(str.isdigit, piece)) else None)]


def _dash_ends(name: str) -> bool:
    """Whether a dash after this is not one of a range (`2010 – 2015`) or a minus (`: - 3`)."""
    return is_placeholder(name) or not (name[-1:].isdigit() or name.rstrip()[-1:] in tuple(":=,"))


def _run(piece: str, plain: str) -> list[Entry]:
    """The entries of a piece with several; what is not clear stays in one."""
    found: list[Entry] = []
    at = 0
    while match := _RUN.match(plain, at):
        item = piece[slice(*match.span("item"))]
        found += _entries(item) if match["item"] != plain else [(item, item)]
        at = match.end()
    clear = at == len(plain) and len(found) > 1 and all(name != n for name, n in found)
    return found if clear else [(piece, piece)]


# -- names that have a comma or a semicolon ----------------------------------------------------

# The template's lists have no way to write a comma or a semicolon in a name: the package cuts at
# the first of them. Two characters that look the same are not cut, and lead back.
_COMMA, _SEMICOLON, _MARK = "\u201a", "\u037e", "\u2060"
_LOOKALIKE = re.compile(f"{_COMMA}{_MARK}?|{_SEMICOLON}|{_QUOTE}")


def encoded(name: str) -> str:
    """A name as the template's lists can hold it; `decoded` gives it back."""
    name = name.replace(_MARK, "").replace(_QUOTE, "").replace(_COMMA, _COMMA + _MARK)
    return name.replace(",", _COMMA).replace(";", _SEMICOLON)


def decoded(name: str) -> str:
    says = {_COMMA: ",", _SEMICOLON: ";", _COMMA + _MARK: _COMMA, _QUOTE: ""}
    return _LOOKALIKE.sub(lambda match: says[match[0]], name)


def written(parts: Sequence[tuple[str, str]]) -> str:
    """`name, number; name, number`, so that `entries` gives it back: else names are set apart."""
    names = [encoded(name) or "not reported" for name, _ in parts]
    plain = _row(names, parts)
    if entries(plain) == [(decoded(name), n) for name, (_, n) in zip(names, parts, strict=True)]:
        return plain
    return _row([f"{_QUOTE}{name}{_QUOTE}" for name in names], parts)


def _row(names: Sequence[str], parts: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{name}, {n}" for name, (_, n) in zip(names, parts, strict=True))
