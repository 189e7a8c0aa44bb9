"""XML of exports: where entries begin in it, and one entry's text → its element tree.

Every entry is parsed by itself and never with a DTD: a damaged one costs only itself, nothing is
fetched, and no entity but XML's own five can be expanded. What XML does not allow but programs
write nonetheless (a bare `&`, `&nbsp;`, control characters, an end tag that is missing) is mended,
and the entry says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.entities import html5
from xml.etree import ElementTree as ET

from litsieve.errors import ReviewError, Where
from litsieve.ingest.columns import Found
from litsieve.ingest.entry import CUT, REPAIRED, Block, Entry, Item, Reject
from litsieve.ingest.split import Starts

#: No comment and no CDATA section is as long as this: one that is was never closed.
_LONGEST_SECTION = 1 << 20
#: Neither holds a beginning of its own kind, so that what is never closed costs one look.
_COMMENT = r"<!--(?:[^<-]|<(?!!--)|-(?!->))*+-->"
_CDATA = r"<!\[CDATA\[(?:[^<\]]|<(?!!\[CDATA\[)|\](?!\]>))*+\]\]>"
_SECTION = re.compile(f"{_COMMENT}|{_CDATA}")
#: Tags nested deeper than this are no markup of an export.
_DEEPEST = 200
_ATTRIBUTE_OPEN = re.compile(
    r"""<[\w:.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s+[\w:.-]+\s*=\s*(?:"[^"]*|'[^']*)"""
)
_NO_INK = re.compile(r"<[?!/]?[A-Za-z][^<>]*>|\s+")


@dataclass(frozen=True)
class Grammar:
    """Names of the elements that a format knows, in lower case with hyphens (`pub-dates`).

    `entries` and `roots` are as they are written. A leaf holds text and inline elements only: where
    another known element begins in one, its end tag is missing.
    """

    entries: tuple[str, ...]
    roots: tuple[str, ...]
    leaves: frozenset[str]
    nodes: frozenset[str]
    inline: frozenset[str] = frozenset()


def name_of(element: ET.Element) -> str:
    """An element's name as a grammar has it."""
    return _plain(element.tag)


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def text_of(element: ET.Element | None) -> str:
    """All text inside an element, whatever the markup; "" if there is no element."""
    return "" if element is None else "".join(element.itertext()).strip()


# --- where entries begin ---------------------------------------------------------------------


def beginnings(entries: tuple[str, ...]) -> Starts:
    """Blocks begin at the start tags of entries, not in comments, CDATA or attributes."""
    names = "|".join(entries)
    tag = re.compile(rf"<(?:{names})(?=[\s/>])")
    token = re.compile(rf"<!--|-->|<!\[CDATA\[|\]\]>|</?(?:{names})(?=[\s/>])")

    def starts(window: str, last: bool) -> Iterable[int]:
        if "<!--" in window or "<![CDATA[" in window:
            return _outside_sections(token, window, last)
        return (at.start() for at in tag.finditer(window) if not _in_attribute(window, at.start()))

    return starts


_CLOSER = {"<!--": "-->", "<![CDATA[": "]]>"}


def _outside_sections(token: re.Pattern[str], window: str, last: bool) -> Iterator[int]:
    """Start tags that are in no comment and no CDATA section.

    A section was never closed if another of its kind begins in it, if it is endless, or if it is
    a comment in which an entry ends that did not begin there: what begins in it counts.
    """
    opener, opened, hidden = "", 0, list[int]()
    for found in token.finditer(window):
        mark, at = found[0], found.start()
        if opener and at - opened > _LONGEST_SECTION:
            yield from hidden
            opener, hidden = "", []
        if mark == opener:
            yield from hidden
            opened, hidden = at, []
        elif mark in _CLOSER:
            if not opener:
                opener, opened = mark, at
        elif mark == _CLOSER.get(opener):
            opener, hidden = "", []
        elif mark[0] != "<":
            continue
        elif mark[1] == "/":
            if opener == "<!--" and not hidden:
                opener = ""
        elif opener:
            hidden.append(at)
        elif not _in_attribute(window, at):
            yield at
    if hidden and (last or len(window) - opened > _LONGEST_SECTION):
        yield from hidden


def _in_attribute(window: str, at: int) -> bool:
    """Whether `at` is inside an attribute's value that has not ended."""
    before = window.rfind("<", max(0, at - 2_000), at)
    if before < 0 or window.find("=", before, at) < 0:
        return False
    return _ATTRIBUTE_OPEN.fullmatch(window, before, at) is not None


def guarded(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks; ReviewError at the first that declares an entity (billion laughs, XXE)."""
    for block in blocks:
        if "<!ENTITY" in block.text and "<!ENTITY" in _SECTION.sub("", block.text):
            line = block.line + block.text.count("\n", 0, block.text.index("<!ENTITY"))
            raise ReviewError(
                "declares entities of its own (<!ENTITY …>), which no export does", Where("", line),
                "such declarations can read files or fill the memory: download the export again",
            )  # fmt: skip
        yield block


# --- an entry's text → its tree --------------------------------------------------------------


def items(
    grammar: Grammar, convert: Callable[[ET.Element], Found | None], blocks: Iterable[Block]
) -> Iterator[Item]:
    """The entries of blocks; `convert` makes values of an entry's tree, None if it has none."""
    start = re.compile(rf"<(?:{'|'.join(grammar.entries)})(?=[\s/>])")
    for block in blocks:
        end = _end(block.text, grammar) if start.match(block.text) else 0
        if end:
            yield _item(grammar, convert, Block(block.line, block.text[:end]))
        rest = block.text[end:]
        if _is_part_of_entry(rest, grammar):
            ahead = len(rest) - len(rest.lstrip())
            line = block.line + block.text.count("\n", 0, end + ahead)
            yield Reject(line, rest.strip(), "an entry whose start tag is missing or damaged")


def _end(text: str, grammar: Grammar) -> int:
    """Where the entry that begins `text` ends: after its end tag, else before those of the file."""
    names = "|".join(grammar.entries)
    for found in re.finditer(rf"{_SECTION.pattern}|(</(?:{names})\s*>)", text):
        if found[1]:
            return found.end()
    last = re.compile(rf"</(?:{'|'.join(grammar.roots)})\s*>\Z")
    text = text.rstrip()
    while found_last := last.search(text, max(0, len(text) - 80)):
        text = text[: found_last.start()].rstrip()
    return len(text)


def _is_part_of_entry(text: str, grammar: Grammar) -> bool:
    """Whether text outside entries has ink, and ends an entry or two kinds of what is in one."""
    text = _SECTION.sub("", text)
    ended = set(re.findall(r"</([\w:.-]+)", text))
    kinds = {_plain(name) for name in ended} & grammar.leaves
    is_part = len(kinds) > 1 or not ended.isdisjoint(grammar.entries)
    return is_part and bool(_NO_INK.sub("", text))


def _item(
    grammar: Grammar, convert: Callable[[ET.Element], Found | None], block: Block
) -> Entry | Reject:
    root, repairs = parse(block.text, grammar)
    if root is None:
        return Reject(block.line, block.text, "is not XML, and could not be mended")
    found = convert(root)
    if found is None:
        return Reject(block.line, block.text, "nothing in it that a record could be made of")
    return Entry(block.line, block.text, found.fields, found.own_id, [*repairs, *found.flags])


def parse(text: str, grammar: Grammar) -> tuple[ET.Element | None, list[str]]:
    """The tree of one entry's text, and flags for what had to be mended; None if it is none."""
    flags: list[str] = []
    try:
        root = ET.fromstring(text)  # noqa: S314 - a fragment has no DTD, and so no entities
    except (ET.ParseError, ValueError):
        mending = _Mending(grammar)
        try:
            root = ET.fromstring(mending.mend(text))  # noqa: S314
        except (ET.ParseError, ValueError):
            return None, []
        flags = sorted(mending.repairs)
    if "xmlns" in text:
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
    return root, flags


# --- mending ---------------------------------------------------------------------------------

_NAME = r"[A-Za-z_][A-Za-z0-9_.:-]*"
_ATTRIBUTE = rf"""({_NAME})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')"""
_TOKEN = re.compile(
    rf"""(?P<cdata>{_CDATA})
    |(?P<dropped>{_COMMENT}|<\?(?:[^?<]|\?(?!>))*+\?>|<!\[CDATA\[|<!--)
    |</\s*(?P<close>{_NAME})\s*>
    |<(?P<open>{_NAME})(?P<attributes>(?:\s+{_ATTRIBUTE})*\s*|[^<>]*?)(?P<empty>/?)>
    |(?P<torn></?(?:{_NAME}[^<>]*)?\Z)
    |&(?P<entity>\#\d{{1,7}}|\#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z][A-Za-z0-9]*);
    |(?P<bare>[<&]|\]\]>)""",
    re.VERBOSE,
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_STRICT_ATTRIBUTES = re.compile(rf"(?:\s+{_ATTRIBUTE})*\s*")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHARACTERS = f"{REPAIRED}: characters that XML does not allow"
_TAGS = f"{REPAIRED}: tags that were not closed"
_END = f"{CUT}: the end of the entry is missing"


@dataclass
class _Mending:
    """One damaged entry made well-formed, token by token."""

    grammar: Grammar
    repairs: set[str] = field(default_factory=set)
    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    leaf: int | None = None  # where the leaf that is open stands in `open`

    def mend(self, text: str) -> str:
        """`text` with one root, every tag closed and every character allowed."""
        legal = _ILLEGAL.sub("", text)
        if legal != text:
            self.repairs.add(_CHARACTERS)
        closed = Counter(found["close"] for found in _TOKEN.finditer(legal))
        at = 0
        for found in _TOKEN.finditer(legal):
            self.out.append(legal[at : found.start()])
            at = found.end()
            self._token(found, closed)
        self.out.append(legal[at:])
        if self.open:
            self.repairs.add(_END)
            self._close_down_to(0)
        return "".join(self.out)

    def _token(self, found: re.Match[str], closed: Counter[str]) -> None:
        if found["cdata"]:
            self.out.append(found[0])
        elif found["open"]:
            if self._is_tag(found, closed):
                self._begin(found)
            else:
                self._escape(found[0])
        elif name := found["close"]:
            self._finish(name)
        elif found["entity"]:
            self._entity(found[0], found["entity"])
        elif found["bare"]:
            self._escape(found[0])
        elif found[0] in _CLOSER:  # a section that does not end
            self.repairs.add(_TAGS)

    def _is_tag(self, found: re.Match[str], closed: Counter[str]) -> bool:
        """Whether `<…>` is a tag: known, or written like one and closed somewhere."""
        name = _plain(found["open"])
        if len(self.open) >= _DEEPEST:
            return False
        if name in self.grammar.leaves or name in self.grammar.nodes | self.grammar.inline:
            return True
        if found["open"] in self.grammar.entries:
            return not self.open
        is_strict = _STRICT_ATTRIBUTES.fullmatch(found["attributes"]) is not None
        return is_strict and bool(found["empty"] or closed[found["open"]])

    def _begin(self, found: re.Match[str]) -> None:
        name = _plain(found["open"])
        is_leaf = name in self.grammar.leaves
        if self.leaf is not None and (is_leaf or name in self.grammar.nodes):
            self.repairs.add(_TAGS)
            self._close_down_to(self.leaf)
        attributes = {
            key.replace(":", "-"): value or other
            for key, value, other in _ATTRIBUTES.findall(found["attributes"])
        }
        tag = found["open"].replace(":", "-")
        written = "".join(f' {key}="{_escaped(text)}"' for key, text in attributes.items())
        self.out.append(f"<{tag}{written}{found['empty']}>")
        if not found["empty"]:
            if is_leaf:
                self.leaf = len(self.open)
            self.open.append(found["open"])

    def _finish(self, name: str) -> None:
        if name not in self.open:
            self.repairs.add(_TAGS)
            return
        depth = len(self.open) - 1 - self.open[::-1].index(name)
        if depth != len(self.open) - 1:
            self.repairs.add(_TAGS)
        self._close_down_to(depth)

    def _close_down_to(self, depth: int) -> None:
        for name in reversed(self.open[depth:]):
            self.out.append(f"</{name.replace(':', '-')}>")
        del self.open[depth:]
        if self.leaf is not None and self.leaf >= depth:
            self.leaf = None

    def _entity(self, written: str, name: str) -> None:
        if name in ("amp", "lt", "gt", "quot", "apos"):
            self.out.append(written)
            return
        if name[0] == "#":
            code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
            if code < 0x110000 and not _ILLEGAL.match(chr(code)):
                self.out.append(written)
            else:
                self.repairs.add(_CHARACTERS)
            return
        self._escape(html5.get(f"{name};", written))

    def _escape(self, text: str) -> None:
        self.repairs.add(_CHARACTERS)
        self.out.append(_escaped(text, "&"))


_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[0-9A-Fa-f]{1,5});)")


def _escaped(text: str, ampersand: str = "") -> str:
    """`text` as XML writes it; entities in it are kept unless `ampersand` is to be escaped."""
    text = text.replace("&", "&amp;") if ampersand else _ENTITY.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
