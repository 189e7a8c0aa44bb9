"""What our own exports say beside the tags that all programs know: by it they are read back whole.

RIS has it in a note, `N1  - litsieve: {"record_id":"r_…","cited_by":5}`, CSL-JSON in
`"custom": {"litsieve": {…}}`, BibTeX in fields `litsieve_cited_by = {5}` (`ingest.bib.own`). Keys
are canonical columns, values those of the record; `null` is: missing, whatever the tags seem to
say. It trumps the tags, so it holds only what they lose, and an entry that a person has changed in
another program keeps the changes.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping

from litsieve import schema
from litsieve.ingest.entry import Entry, Value
from litsieve.ingest.identity import ID

#: How a note of ours begins.
MARK = "litsieve: "

#: The columns that an export of ours gives back, and the types of their values.
TYPES: dict[str, type] = {
    column.name: {schema.TEXT: str, schema.INTEGER: int, schema.FLAG: bool}[column.dtype]
    for column in schema.RECORD
    if column.name not in ("file", "line")
}
_NOTE = re.compile(r"\s*(?:<\w[^>]*>\s*)*litsieve:\s*(?P<json>.*\S)", re.DOTALL)
_TAG = re.compile(r"</?\w+[^<>]*>")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
#: Line ends of Unicode, which some programs take for the end of a line of the file.
_LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def note(values: Mapping[str, Value]) -> str:
    """The note of an entry, on one line."""
    return MARK + _JSON.encode(values).translate(_LINE_ENDS)


def take(notes: list[str]) -> dict[str, Value]:
    """Takes the note of ours out of the notes of an entry; {} if there is none."""
    for at, text in enumerate(notes):
        if values := fields(text):
            del notes[at]
            return values
    return {}


def fields(text: str) -> dict[str, Value]:
    """The canonical values of a note; {} if it is not ours. Also as HTML, as Zotero keeps notes."""
    found = _NOTE.match(text) if "litsieve:" in text else None
    if not found:
        return {}
    for json_text in (found["json"], html.unescape(_TAG.sub("", found["json"]))):
        try:
            values = json.loads(json_text)
        except ValueError:
            continue
        return known(values) if isinstance(values, dict) else {}
    return {}


def known(values: Mapping[str, object]) -> dict[str, Value]:
    """What is a column of the record, of its type or missing; authors as a list."""
    return {
        column: typed
        for column, value in values.items()
        if column in TYPES
        for typed in [_typed(column, value)]
        if value is None or typed is not None
    }


def _typed(column: str, value: object) -> Value:
    kind = TYPES[column]
    if kind is int and isinstance(value, str) and value.lstrip("-").isdecimal():
        value = int(value)
    if type(value) is not kind:
        return None
    if column == "record_id" and not ID.fullmatch(str(value)):
        return None
    if column == "authors":
        return str(value).split("; ")
    if column == "keywords":
        return f"{value};"  # that one keyword with a comma is one
    return value if isinstance(value, (str, int)) else None


def add(entry: Entry, values: Mapping[str, Value]) -> Entry:
    """`entry` with the values of `take`, `fields` or `known`, which trump its own."""
    rest = dict(values)
    if "flags" in rest:
        entry.flags = list(filter(None, str(rest.pop("flags") or "").split("; ")))
    entry.fields.update(rest)
    return entry
