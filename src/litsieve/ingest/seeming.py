"""What a file that is no export seems to be, by its first characters, and what to do about it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from litsieve.ingest.shapes.json_items import scan
from litsieve.ingest.shapes.tables import header

#: A table has lines as wide as its header; a list of names in a letter has not.
_ROWS = 20
#: Headings, keys and tags that are shown.
_SHOWN = 6
#: A sentence is longer than a heading.
_HEADING = 60
_WORDS = 7

_BIBTEX = re.compile(
    r"^[ \t]*(?:article|book|conference|inbook|incollection|inproceedings|manual|mastersthesis|"
    r"misc|online|phdthesis|proceedings|techreport|thesis|unpublished)[ \t]*[{(]"
    r"[^\n{}=]{0,100},[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
#: A line that is one identifier and nothing else.
_DOI = re.compile(r"\s*(?:https?://\S+/|doi:\s*)?10\.\d{4,9}/\S+\s*", re.IGNORECASE)
_PMID = re.compile(r"\s*(?:PMID:?\s*)?[1-9]\d{5,7}\s*")
_SENTENCES = re.compile(r"[.!?:] .*[.!?:](?: |$)")
_TAG = re.compile(r"^[^\w\n%]{0,3}(%?[A-Z][A-Z0-9]{1,3}|%[A-Z0-9@])\b *[-–—:=]?", re.MULTILINE)
_OF_RIS = frozenset({"TY", "A1", "T1", "Y1", "JO", "JF"})
_ELEMENT = re.compile(r"<([A-Za-z_][\w.:-]*)")
_SIGNS = (
    (re.compile(r"\s*<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE),
     "a web page", "use the export button of the site instead of saving the page"),
    (re.compile(r"\s*\{\\rtf"), "an RTF document", "save it as plain text (UTF-8)"),
    (_BIBTEX, "BibTeX without the @ before its entries",
     "export it again, or put @ before each entry"),
)  # fmt: skip


class Seeming(NamedTuple):
    """What a text seems to be, what to do about it, and its headings if it is a table."""

    what: str
    advice: str
    headings: list[str]


def seeming(head: str) -> Seeming:
    """What a text that begins with `head` seems to be."""
    head = head.lstrip("\ufeff")
    for sign, what, advice in _SIGNS:
        if sign.match(head) or (sign is _BIBTEX and sign.search(head)):
            return Seeming(what, advice, [])
    again = "export it again in another format, such as RIS"
    start = head.lstrip()[:1]
    if start == "<" and (found := _ELEMENT.search(head)):
        return Seeming(f"XML that begins with <{found[1]}>", again, [])
    if start in ("{", "[") and (keys := _keys(head)) is not None:
        return Seeming(f"JSON {_of('the keys', keys)}", again, [])
    if headings := _headings(head):
        return Seeming(f"a table {_of('the headings', headings)}", "", headings)
    if tags := _tags(head):
        advice = again
        if not _OF_RIS.isdisjoint(tags):
            advice = "export it again, or mend its tags: RIS has `TY  - JOUR`, `TI  - …`"
        return Seeming(f"lines {_of('the tags', tags)}", advice, [])
    lines = [line for line in head.splitlines()[:_ROWS] if line.strip()]
    if len(lines) > 1 and all(line.count("|") > 1 for line in lines):
        return Seeming("a table with bars", "save it with commas, semicolons or tabs", [])
    for what, looks in (("DOIs", _DOI), ("PMIDs", _PMID)):
        if lines and all(map(looks.fullmatch, lines)):
            advice = "give the list to a program such as Zotero, and export what it finds as RIS"
            return Seeming(f"a list of {what}", advice, [])
    return Seeming("plain text", "take it out, or export it again in another format", [])


def _shown(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


def _of(what: str, names: list[str]) -> str:
    if not names:
        return f"without {what.removeprefix('the ')}"
    return f"with {what if len(names) > 1 else what.removesuffix('s')} {_shown(names)}"


def _keys(head: str) -> list[str] | None:
    """The keys of an object, or of the first one of a list; None if this is no JSON."""
    at = head.find("{")
    item, _, goes_on = scan(head, at) if at >= 0 else (None, None, False)
    if item is not None:
        return list(item)
    if goes_on:
        found = re.findall(r'"((?:[^"\\\n]|\\.){1,40})"\s*:', head[at : at + 4000])
        return list(dict.fromkeys(found))
    try:
        json.loads(head)
    except (ValueError, RecursionError):
        return None
    return []


def _tags(head: str) -> list[str]:
    """Tags that lines begin with, if most lines have one and some have the same."""
    lines = [line for line in head.splitlines()[:200] if line.strip()]
    found = [match[1] for line in lines if (match := _TAG.match(line))]
    tags = list(dict.fromkeys(found))
    return tags if 2 * len(found) > len(lines) and len(tags) > 2 else []


def _headings(head: str) -> list[str]:
    """The headings of a table: names, with rows of as many cells below them."""
    names, delimiter, number = header(head)
    there = [name for name in names if name]
    if len(there) < 2 or any(map(_is_text, there)) or names[-1].endswith((".", ":", "!")):
        return []
    rows = [line for line in head.splitlines()[number : number + _ROWS] if line.strip()]
    wide = sum(line.count(delimiter) >= len(names) - 1 for line in rows)
    return there if 2 * wide >= len(rows) else []


def _is_text(heading: str) -> bool:
    return (
        len(heading) > _HEADING
        or len(heading.split()) > _WORDS
        or _SENTENCES.search(heading) is not None
    )
