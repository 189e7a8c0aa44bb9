"""Litsieve JSON Lines: what `review export … --to jsonl` has written.

Recognised by lines that are JSON objects with `record_id`, `source_id` and `title`.

- Every column of the record comes back as it was, the record's id and its database too; the file
  and line are those of the file that is read.
- Other keys (verdicts, reasons, clusters) are left alone.
- A damaged line is read as far as it is sound, and says so; its neighbours are whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litsieve.ingest import own
from litsieve.ingest.entry import CUT, REPAIRED, Block, Entry, Reading, Reject, Text
from litsieve.ingest.shapes.json_items import is_rest, salvage, scan
from litsieve.ingest.shapes.split import cut, matches

NAME = "litsieve-jsonl"
LABEL = "Litsieve JSON Lines"
DATABASE = None
SIGN = "lines that are JSON objects with record_id, source_id and title"

_KEYS = frozenset(own.TYPES)
_LINE = re.compile(r"^.", re.MULTILINE)
#: Lines that are looked at to tell whose they are.
_LOOKED_AT = 20


def detect(head: str) -> bool:
    """Whether one of the first lines is a record of ours."""
    lines = head.removeprefix("\ufeff").split("\n", _LOOKED_AT)[:_LOOKED_AT]
    items = (scan(line)[0] for line in lines if line.startswith("{"))
    return any(item and {"record_id", "source_id", "title"} <= item.keys() for item in items)


def read(text: Text) -> Reading:
    """The records of an export of our own."""
    return Reading(cut(text, matches(_LINE)), _entries)


def _entries(blocks: Sequence[Block]) -> Iterator[Entry | Reject]:
    for block in blocks:
        raw = block.text.strip("\ufeff \t\r\n")
        item, end, _ = scan(raw)
        flags: list[str] = []
        if item is None or not is_rest(raw[end:]):
            item, broken_off = salvage(raw, _KEYS)
            flags = [f"{REPAIRED}: damaged JSON", *(f"{CUT}: {key}" for key in broken_off)]
        fields = own.known(item)
        if any(fields.values()):
            entry = own.add(Entry(block.line, raw, {}), fields)
            entry.flags += flags
            yield entry
        else:
            yield Reject(block.line, raw, "damaged JSON" if flags else "no record of ours")
