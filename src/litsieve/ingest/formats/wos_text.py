"""Web of Science plain text: *Export → Plain text file* or *EndNote desktop* (.txt, .ciw).

Recognised by the lines `FN …` and `VR …`, or by `PT J` with its tags; the same layout serves every
database on the platform: Core Collection, MEDLINE, Zoological Record, BIOSIS, SciELO …

- The accession numbers (`UT WOS:…`, `UT ZOOREC:…`) name the database; a file that mixes several is
  of Web of Science.
- Authors are the full names (`AF`), else `AU`; groups (`CA`) follow; e-mail addresses in Zoological
  Record are left out, `[Anonymous]` is nobody.
- `Article; Early Access` is an article; a record with no year takes that of early access.
- `[Title unknown.]` is missing; titles and abstracts in another language (`X1`, `Y1`, `Z1` …) are
  alternatives.
- An entry without `ER` was cut and says so. Two `ER`, or none of the lines `FN` and `EF`, do no
  harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litsieve.ingest import wos
from litsieve.ingest.entry import CUT, Block, Entry, Item, Reading, Reject, Text
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.shapes.tagged import grouped, pairs, trimmed

NAME = "wos-text"
LABEL = "Web of Science plain text"
DATABASE = "Web of Science"
SIGN = "the lines FN and VR, or PT J and its two-letter tags"

_HEADER = re.compile(r"^\ufeff?FN \S.*\n+VR \d", re.MULTILINE)
_FIRST_TAG = re.compile(r"^PT [A-Z][ \t\r]*$", re.MULTILINE)
_OTHER_TAGS = re.compile(r"^(?:TI|UT|SO) \S", re.MULTILINE)
_TAG = re.compile(r"([A-Z][A-Z0-9])(?: |$|(?=\r$))")
_START = re.compile(
    r"^(?=PT[ \t])|^(?:ER[ \t\r]*|(?<=\n)[ \t\r]*)\n(?:[ \t\r]*\n)*(?=[^\sE]|E[^RF]|E[RF]\S)", re.M
)
_END = re.compile(r"^ER[ \t\r]*$", re.MULTILINE)
_UT = re.compile(r"^UT ([A-Z]+:)", re.MULTILINE)

#: The file's own lines, which belong to no entry.
_OF_FILE = frozenset({"FN", "VR", "EF", "ER"})
#: Fields whose lines are separate values.
_BY_LINE = frozenset({"AU", "AF", "BA", "BF", "BE", "CA", "GP"})
_OURS = {headings[0].upper(): name for name, headings in wos.FIELDS.items()}


def detect(head: str) -> bool:
    """Whether it begins as Web of Science's files do."""
    return bool(_HEADER.search(head)) or bool(_FIRST_TAG.search(head) and _OTHER_TAGS.search(head))


def read(text: Text) -> Reading:
    """The entries of a plain text file."""
    return Reading(cut(text, _starts), entries, database=wos.database(_UT.findall(text.head)))


def _starts(window: str, _last: bool) -> Iterator[int]:
    return (found.end() for found in _START.finditer(window))


def entries(blocks: Sequence[Block]) -> Iterator[Item]:
    """The entry of each block, as far as its ER."""
    for block in blocks:
        end = _END.search(block.text)
        block = trimmed(Block(block.line, block.text[: end.end()] if end else block.text))
        tags = grouped(pairs(block.text, _TAG))
        if not block.text or tags.keys() <= _OF_FILE:
            continue
        values = {_OURS[tag]: _values(tag, found) for tag, found in tags.items() if tag in _OURS}
        found = wos.record(values)
        if found is None:
            yield Reject(block.line, block.text, "nothing in it that a record could be made of")
            continue
        flags = [] if end else [f"{CUT}: the end of the entry"]
        yield Entry(block.line, block.text, found.fields, found.own_id, flags + found.flags)


def _values(tag: str, found: list[str]) -> list[str]:
    if tag == "C1":  # every address ends in a full stop and a line
        return [part for value in found for part in re.split(r"\.\n", value)]
    return "\n".join(found).split("\n") if tag in _BY_LINE else found
