"""XML of exports: where entries begin in it, and one entry's text → its element tree.

Every entry is parsed by itself and never with a DTD: a damaged one costs only itself, nothing is
fetched, and no entity but XML's own five can be expanded. What XML does not allow but programs
write nonetheless (a bare `&`, `&nbsp;`, control characters, an end tag that is missing) is mended,
and the entry says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from xml.etree import ElementTree as ET

from litsieve.errors import ReviewError, Where
from litsieve.ingest.entry import Block, Entry, Item, Reject
from litsieve.ingest.shapes.columns import Found, judged
from litsieve.ingest.shapes.mending import CDATA, CLOSER, COMMENT, Grammar, Mending, plain_name
from litsieve.ingest.shapes.split import Starts

#: No comment and no CDATA section is as long as this: one that is was never closed.
_LONGEST_SECTION = 1 << 20
_SHORTEST_ENTRY = 300
_SECTION = re.compile(f"{COMMENT}|{CDATA}")
_NO_INK = re.compile(r"<[?!/]?[A-Za-z][^<>]*>|\s+")


def name_of(element: ET.Element) -> str:
    """An element's name as a grammar has it."""
    return plain_name(element.tag)


def text_of(element: ET.Element | None) -> str:
    """All text inside an element, whatever the markup; "" if there is no element."""
    return "" if element is None else "".join(element.itertext()).strip()


# --- where entries begin ---------------------------------------------------------------------


def beginnings(entries: tuple[str, ...]) -> Starts:
    """Blocks begin at the start tags of entries, not in comments or CDATA.

    In an attribute there can be none: a tag that seems to be in one shows that the attribute was
    never closed.
    """
    names = "|".join(entries)
    tag = re.compile(rf"<(?:{names})(?=[\s/>])")
    token = re.compile(rf"<!--|-->|<!\[CDATA\[|\]\]>|</?(?:{names})(?=[\s/>])")

    def starts(window: str, last: bool) -> Iterable[int]:
        if "<!--" in window or "<![CDATA[" in window:
            return _outside_sections(token, window, last)
        return (found.start() for found in tag.finditer(window))

    return starts


def _outside_sections(token: re.Pattern[str], window: str, last: bool) -> Iterator[int]:
    """Start tags that are in no comment and no CDATA section.

    A section was never closed if another of its kind begins in it, if it is endless, or if an
    entry ends in it that did not begin there: then what begins in it counts. (In CDATA, which may
    hold anything, only if what begins there is as long as an entry.)
    """
    opener, opened, hidden, is_doubtful = "", 0, list[int](), False
    for found in token.finditer(window):
        mark, at = found[0], found.start()
        if opener and at - opened > _LONGEST_SECTION:
            yield from hidden
            opener, hidden = "", []
        if mark == opener:
            yield from hidden
            opened, hidden, is_doubtful = at, [], False
        elif mark in CLOSER:
            if not opener:
                opener, opened, is_doubtful = mark, at, False
        elif mark == CLOSER.get(opener):
            if is_doubtful and hidden and at - hidden[0] > _SHORTEST_ENTRY:
                yield from hidden
            opener, hidden = "", []
        elif mark[0] != "<":
            continue
        elif mark[1] == "/":
            if not hidden:
                opener, is_doubtful = "" if opener == "<!--" else opener, True
        elif opener:
            hidden.append(at)
        else:
            yield at
    if hidden and (last or len(window) - opened > _LONGEST_SECTION):
        yield from hidden


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
    grammar: Grammar, convert: Callable[[ET.Element], Found], blocks: Iterable[Block]
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
    kinds = {plain_name(name) for name in ended} & grammar.leaves
    is_part = len(kinds) > 1 or not ended.isdisjoint(grammar.entries)
    return is_part and bool(_NO_INK.sub("", text))


def _item(grammar: Grammar, convert: Callable[[ET.Element], Found], block: Block) -> Entry | Reject:
    root, repairs = parse(block.text, grammar)
    if root is None:
        return Reject(block.line, block.text, "is not XML, and could not be mended")
    found = judged(convert(root))
    if found is None:
        return Reject(block.line, block.text, "nothing in it that a record could be made of")
    return Entry(block.line, block.text, found.fields, found.own_id, [*repairs, *found.flags])


def parse(text: str, grammar: Grammar) -> tuple[ET.Element | None, list[str]]:
    """The tree of one entry's text, and flags for what had to be mended; None if it is none."""
    flags: list[str] = []
    try:
        root = ET.fromstring(text)  # noqa: S314 - a fragment has no DTD, and so no entities
    except (ET.ParseError, ValueError):
        mending = Mending(grammar)
        try:
            root = ET.fromstring(mending.mend(text))  # noqa: S314
        except (ET.ParseError, ValueError):
            return None, []
        flags = sorted(mending.repairs)
    if "xmlns" in text:
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
    return root, flags
