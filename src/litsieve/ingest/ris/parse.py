"""A file's text → its entries, each a tag → values table.

A line is a tag of two characters, one or two spaces, a hyphen, a value; a line without a tag goes
on with the value before. An entry begins with TY and ends with ER, or wherever another one begins;
in files whose entries do not begin with TY it ends at ER, or before the tag that the first begins
with.
Tags as in the specification of Reference Manager and in what databases write:
https://en.wikipedia.org/wiki/RIS_(file_format)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from litsieve.ingest.entry import Block
from litsieve.ingest.shapes.split import Starts

Fields = dict[str, list[str]]

_TY = re.compile(r"TY {1,2}-")
#: What Ovid (`12.`) and the Cochrane Library write above an entry, up to its TY.
_ABOVE = re.compile(
    r"(?:^|(?<=[\r\n]))[ \t]*(?:\d{1,7}\.|<\d{1,7}>|Record #\d+ of \d+)[ \t]*\r*\n"
    r"(?:(?:(?:Provider|Database|Content):[^\n]*|[ \t\r]*)\n)*[ \t\r]*$"
)
_LONGEST_ABOVE = 300
#: A line's tag: two characters, two spaces, a hyphen.
_TAG = re.compile(r"\n([A-Z][A-Z0-9])  -")
#: With one space, which needs another one behind the hyphen: "T2 -weighted" is text.
_NARROW = re.compile(
    r"\n(?:(?:([A-Z][A-Z0-9]) -|(PMID|PMCID|DOI|ISSN|ISBN) {0,2}-)(?=[ \t\n]|\Z)|(TY) -)"
)
#: Tags of more letters, as other formats have them → those of RIS.
_LONG = {"PMID": "PM", "PMCID": "C7", "DOI": "DO", "ISSN": "SN", "ISBN": "SN"}
_LINE_TAG = re.compile(r"^[ \t\ufeff]*([A-Z][A-Z0-9]) {1,2}-(?=[ \t\r]|$)", re.MULTILINE)
_END_LINE = re.compile(r"^[ \t]*ER {1,2}-[^\n]*\n?", re.MULTILINE)
_END = re.compile(r"[\n\r]ER {1,2}-[^\n\r]*")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_TITLE = re.compile(r"^(?:TI|T1|TY) {1,2}-", re.MULTILINE)
_BLANK = " \t\r\n\ufeff"
_INDENT = re.compile(r"^[ \t\ufeff]+(?=[A-Z][A-Z0-9] {1,2}-)", re.MULTILINE)
#: Rayyan sets the line after a link behind it: `UR  - https://…     U2  - L123`.
_RUN_ON = re.compile(r" {5}(?=[A-Z][A-Z0-9]  - )")

#: Tags that count as such with one space, too, in an entry that otherwise writes two.
_TWO = """
    A1 A2 A3 A4 AB AD AN AU BT C1 C2 C3 C4 C5 C6 C7 C8 CN CP CT CY DA DB DO DP ED EP ER ET ID IS
    J1 J2 JA JF JO KW L1 L2 L3 L4 LA LK M1 M2 M3 N1 N2 NV OP PB PM PP PY RI RN RP SE SN SP ST T1 T2
    T3 TA TI TT TY U1 U2 U3 U4 U5 UR VL VO Y1 Y2 PT
"""
USUAL = frozenset(_TWO.split())
#: An entry has one of these; what has none goes with the entry before.
_TELLING = ("TI", "T1", "CT", "BT", "AU", "DO", "AB", "N2")


@dataclass(slots=True)
class Record:
    """One entry: where and how it stands in the file, and its values that are not empty."""

    line: int
    raw: str
    fields: Fields = field(default_factory=dict)
    has_type: bool = True  # whether it has a TY
    has_end: bool = True  # whether it ends with ER

    @property
    def tells(self) -> bool:
        """Whether it says which work it is of."""
        return any(tag in self.fields for tag in _TELLING)


def starts(window: str, _last: bool) -> Iterator[int]:
    """Where entries begin: at TY at the start of a line, or at the number line above it."""
    for found in _TY.finditer(window):
        at = found.start()
        while at and window[at - 1] in " \t\ufeff":
            at -= 1
        if at == 0 or window[at - 1] in "\n\r":
            if window[max(0, at - 20) : at].rstrip()[-1:] == "-":  # ER, as a rule
                yield at
                continue
            floor = max(0, at - _LONGEST_ABOVE)
            above = _ABOVE.search(window[floor:at])
            yield floor + above.start() if above else at


def starts_of(head: str) -> Starts:
    """Where the entries of a file begin, which begins with `head`: as a rule at TY."""
    ends = [found.end() for found in _END_LINE.finditer(head)]
    blanks = [found.end() for found in _BLANK_LINE.finditer(head)]
    firsts = [found[1] for at in (0, *(ends or blanks)) if (found := _LINE_TAG.search(head, at))]
    if not firsts or firsts[0] == "TY" or 2 * firsts.count("TY") >= len(firsts):
        return starts
    last = _LINE_TAG.findall(head)[-1]
    tags = Counter(_LINE_TAG.findall(head))
    if len(firsts) == 1 and last != "TY" and tags["TY"] and tags["TY"] != tags[firsts[0]]:
        return starts  # the first entry has lost its TY
    opening = rf"(?={Counter(firsts).most_common(1)[0][0]} {{1,2}}-)"
    if len(firsts) == 1:
        return _behind(re.compile(rf"^{opening}", re.MULTILINE))
    closing = "ER" if ends or last != "TY" else "TY"
    pattern = rf"^[ \t\r]*\n{opening}|^[ \t]*{closing} {{1,2}}-[^\n]*\n"
    return _behind(re.compile(pattern, re.MULTILINE))


def _behind(pattern: re.Pattern[str]) -> Starts:
    return lambda window, _last: (found.end() for found in pattern.finditer(window))


def records(block: Block) -> list[Record]:
    """The entries of a block: one, unless a TY is missing; none in a preamble."""
    record, is_all = _record(block)
    many = any(len(record.fields.get(tag, ())) > 1 for tag in ("TI", "T1", "TY"))
    pieces = list(_titled(block)) if is_all and many else []
    if len(pieces) > 1:  # two entries with neither ER nor TY between them
        return [found for piece in pieces for found in records(piece)]
    if is_all:
        return [record] if record.fields or record.has_type else []
    found: list[Record] = []
    for piece in _pieces(block):
        record, _ = _record(piece)
        if found and not record.tells:  # fields behind the end, as Ovid writes NL
            end = block.text.index(record.raw) + len(record.raw)
            found[-1].raw = block.text[block.text.index(found[-1].raw) : end]
            for tag, values in record.fields.items():
                found[-1].fields.setdefault(tag, []).extend(values)
        else:
            found.append(record)
    return found


def _titled(block: Block) -> Iterator[Block]:
    """The block cut at blank lines, where a title stands before and behind."""
    start, line = 0, block.line
    for blank in _BLANK_LINE.finditer(block.text):
        before, behind = block.text[start : blank.start()], block.text[blank.end() :]
        if _TITLE.search(before) and _TITLE.search(behind):
            yield Block(line, before)
            start = blank.end()
            line = block.line + block.text.count("\n", 0, start)
    yield Block(line, block.text[start:] if start else block.text)


def _pieces(block: Block) -> Iterator[Block]:
    """The block cut behind each ER that has a tag somewhere behind it."""
    text, line, start = block.text, block.line, 0
    for end in _END.finditer(text):
        if not _TAG.search(_plain(text[end.end() :])):
            break
        yield Block(line, text[start : end.end()])
        start = end.end()
        while text[start].isspace():
            start += 1
        line = block.line + text.count("\n", 0, start)
    yield Block(line, text[start:] if start else text)


def _record(block: Block) -> tuple[Record, bool]:
    """The fields up to the first ER, and whether there is no tag behind it."""
    parts = iter(_TAG.split(_plain(block.text)))
    next(parts)
    fields: Fields = {}
    authors: dict[str, str] = {}
    has_type = has_end = False
    for tag, value in zip(parts, parts, strict=True):
        if tag == "ER":
            has_end = True
            break
        value = value.strip()
        if tag == "TY":
            has_type = True
        elif tag in ("AU", "A1"):  # the same, in the order in which they stand
            if authors.setdefault(value, tag) != tag:
                continue
            tag = "AU"
        if value:
            if tag in fields:
                fields[tag].append(value)
            else:
                fields[tag] = [value]
    is_all = next(parts, None) is None
    raw = block.text.lstrip(_BLANK)
    line = block.line + block.text.count("\n", 0, len(block.text) - len(raw))
    return Record(line, raw.rstrip(), fields, has_type, has_end), is_all


def _plain(text: str) -> str:
    """The text with LF as line end, every tag as at its best, and an LF before the first."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "     " in text:
        text = _RUN_ON.sub("\n", text)
    if not text.startswith("TY") and _INDENT.search(text):
        text = _INDENT.sub("", text)
    text = "\n" + text
    if _NARROW.search(text):
        every = bool(_NARROW_TYPE.search(text))
        text = _NARROW.sub(lambda found: _widened(found, every), text)
    return text


_NARROW_TYPE = re.compile(r"\nTY -")


def _widened(found: re.Match[str], every: bool) -> str:
    if found[2]:
        return f"\n{_LONG[found[2]]}  -"
    tag = found[1] or found[3]
    return f"\n{tag}  -" if every or tag in USUAL else found[0]
