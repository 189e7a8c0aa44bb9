"""What our own exports say beside the tags that all programs know: by it they are read back whole.

RIS has it in a note, `N1  - litsieve: {"cited_by":5,…}`, CSL-JSON in `"custom": {"litsieve": {…}}`,
BibTeX in fields `litsieve_cited_by = {5}`; keys are canonical columns, values those of the record.

A reader that meets it calls `add(entry, fields(text))` with what it made of the standard tags. It
trumps these; a column of OWN that it does not name is missing in the record, whatever a reader
makes of, say, the type of the entry.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping

from litsieve import schema
from litsieve.ingest.entry import Entry, Value

#: How a note of ours begins.
MARK = "litsieve: "

#: Columns for which the formats of reference managers have no exact place of their own.
OWN = (
    "record_id", "source", "source_id", "title_alternative", "authors_cut", "published",
    "article_number", "pmid", "abstract_partial", "document_type", "document_type_raw",
    "source_type", "source_type_raw", "peer_reviewed", "cited_by", "open_access", "affiliations",
    "countries", "retracted", "flags",
)  # fmt: skip

_TYPES: dict[str, type] = {
    column.name: {schema.TEXT: str, schema.INTEGER: int, schema.FLAG: bool}[column.dtype]
    for column in schema.RECORD
    if column.name not in ("file", "line")
}
_RECORD_ID = re.compile(r"r_[0-9a-f]{16}(?:-\d{1,9})?")
_NOTE = re.compile(r"\s*(?:<\w[^>]*>\s*)*litsieve:\s*(?P<json>.*\S)", re.DOTALL)
_TAG = re.compile(r"</?\w+[^<>]*>")


def note(values: Mapping[str, Value]) -> str:
    """The note of an entry, on one line; missing values are left out."""
    given = {column: value for column, value in values.items() if value is not None}
    return MARK + json.dumps(given, ensure_ascii=False, separators=(",", ":"))


def is_note(text: str) -> bool:
    """Whether a note is one of ours; cheap."""
    return "litsieve:" in text and _NOTE.match(text) is not None


def fields(text: str) -> dict[str, Value]:
    """The canonical values of a note; {} if it is not ours. Also as HTML, as Zotero keeps notes."""
    found = _NOTE.match(text)
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
    """What is a column of the record and of its type; all of OWN, what is not given as None.

    {} if nothing is. The dictionary is not checked further: cleaning is the same for all values.
    """
    sound = {column: _typed(column, value) for column, value in values.items() if column in _TYPES}
    if not any(value is not None for value in sound.values()):
        return {}
    return dict.fromkeys(OWN) | sound


def _typed(column: str, value: object) -> Value:
    kind = _TYPES[column]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return None
    if column == "record_id" and not _RECORD_ID.fullmatch(str(value)):
        return None
    if column == "authors":
        return str(value).split("; ")
    return value if isinstance(value, (str, int)) else None


def add(entry: Entry, values: Mapping[str, Value]) -> Entry:
    """`entry` with the values of a note (of `fields` or `known`), which trump its own."""
    rest = dict(values)
    flags = rest.pop("flags", None)
    if isinstance(flags, str):
        entry.flags += [flag for flag in flags.split("; ") if flag not in entry.flags]
    entry.fields.update(rest)
    return entry
