"""One damaged entry of XML → well-formed XML, token by token; what was mended is said."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.entities import html5

from litsieve.ingest.entry import CUT, REPAIRED

#: Neither holds a beginning of its own kind, so that what is never closed costs one look. (Groups
#: are not possessive: before Python 3.11.5 those with a look-ahead match wrongly.)
COMMENT = r"<!--(?:[^<-]|<(?!!--)|-(?!->))*-->"
CDATA = r"<!\[CDATA\[(?:[^<\]]|<(?!!\[CDATA\[)|\](?!\]>))*\]\]>"
CLOSER = {"<!--": "-->", "<![CDATA[": "]]>"}
#: Tags nested deeper than this are no markup of an export.
_DEEPEST = 200


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


def plain_name(name: str) -> str:
    """A name as a grammar has it, without the prefix of its namespace."""
    return _local(name).lower().replace("_", "-")


def _local(name: str) -> str:
    """A name without a prefix: what declares it stands elsewhere in the file."""
    return name.rpartition(":")[2]


_NAME = r"[A-Za-z_][A-Za-z0-9_.:-]*"
_ATTRIBUTE = rf"""({_NAME})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')"""
_TOKEN = re.compile(
    rf"""(?P<cdata>{CDATA})
    |(?P<dropped>{COMMENT}|<\?(?:[^?<]|\?(?!>))*\?>|<!\[CDATA\[|<!--)
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
class Mending:
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
        elif found[0] in CLOSER:  # a section that does not end
            self.repairs.add(_TAGS)

    def _is_tag(self, found: re.Match[str], closed: Counter[str]) -> bool:
        """Whether `<…>` is a tag: known, or written like one and closed somewhere."""
        name = plain_name(found["open"])
        if len(self.open) >= _DEEPEST:
            return False
        if name in self.grammar.leaves or name in self.grammar.nodes | self.grammar.inline:
            return True
        if found["open"] in self.grammar.entries:
            return not self.open
        is_strict = _STRICT_ATTRIBUTES.fullmatch(found["attributes"]) is not None
        return is_strict and bool(found["empty"] or closed[found["open"]])

    def _begin(self, found: re.Match[str]) -> None:
        name = plain_name(found["open"])
        is_leaf = name in self.grammar.leaves
        if self.leaf is not None and (is_leaf or name in self.grammar.nodes):
            self.repairs.add(_TAGS)
            self._close_down_to(self.leaf)
        attributes = {
            key.replace(":", "-"): value or other
            for key, value, other in _ATTRIBUTES.findall(found["attributes"])
        }
        tag = _local(found["open"])
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
            self.out.append(f"</{_local(name)}>")
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
