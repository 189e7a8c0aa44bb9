r"""Fields of our own in BibTeX: `record_id = {r_…}`, `litsieve_cited_by = {5}`.

Named after canonical columns, escaped as TeX wants it, and decoded here exactly. `litsieve_missing`
names the columns that are missing whatever other fields seem to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from litsieve.ingest import own
from litsieve.ingest.entry import Value

PREFIX = "litsieve_"
MISSING = f"{PREFIX}missing"

#: Column → the field that gives it.
_NAMES = {name: name if name == "record_id" else f"{PREFIX}{name}" for name in own.TYPES}
#: What TeX would read, and how it is written.
ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_READ = re.compile("[" + re.escape("".join(ESCAPED)) + "]")
_UNESCAPED = {written: char for char, written in ESCAPED.items()}
_WRITTEN = re.compile("|".join(re.escape(written) for written in _UNESCAPED))
_FLAGS = {"true": True, "false": False}


def escape(text: str) -> str:
    """`text` so that TeX sets it as it reads."""
    return _READ.sub(lambda found: ESCAPED[found[0]], text)


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return _WRITTEN.sub(lambda found: _UNESCAPED[found[0]], text) if "\\" in text else text


def written(column: str, value: Value) -> tuple[str, str]:
    """Name and value of the field for a column."""
    if column == "record_id":
        return column, str(value)
    name = _NAMES[column]
    return name, str(value).lower() if isinstance(value, bool) else escape(str(value))


def fields(found: Mapping[str, list[str]]) -> dict[str, Value]:
    """The canonical values of the fields of ours; {} if the entry is not one of our exports."""
    if "record_id" not in found:
        return {}
    values: dict[str, object] = {
        column: _typed(column, unescape(found[name][0]))
        for column, name in _NAMES.items()
        if name in found
    }
    if "record_id" not in own.known(values):
        return {}
    for column in ",".join(found.get(MISSING, ())).split(","):
        values[unescape(column.strip())] = None
    return own.known(values)


def _typed(column: str, text: str) -> object:
    kind = own.TYPES[column]
    if kind is int:
        return int(text) if text.lstrip("-").isdecimal() else text
    return _FLAGS.get(text.casefold(), text) if kind is bool else text
