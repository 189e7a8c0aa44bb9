"""Bytes → flows: what kind of file it is shows in its first characters, not in its name."""

from __future__ import annotations

import re

from litsieve.errors import ReviewError, Where
from litsieve.report.drawn.flow import Drawn, Finding
from litsieve.report.drawn.flow_json import FlowReader
from litsieve.report.drawn.located import Node, parse
from litsieve.report.drawn.notes import Notes
from litsieve.report.drawn.own_json import is_own, read_own
from litsieve.report.drawn.template_csv import read_template

#: Bytes; counts that are longer are something else.
LARGEST = 50_000_000
#: What a file without a flow lacks.
_GIVE = "give a CSV or JSON with counts"
_NAME = re.compile(r"[^\x00-\x1f]{1,200}")


def read(data: bytes, name: str) -> list[Drawn]:
    """Every flow of a file: the PRISMA2020 package's CSV, or JSON (one, a list, JSON lines).

    `name` is what errors call the file. Raises ReviewError where it is none of these, or has a key
    that nobody knows.
    """
    notes = Notes(name)
    text = _text(data, name, notes)
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if not start:
        raise ReviewError("nothing in it", Where(name), _GIVE)
    if start not in "{[":
        return [read_template(text, name, notes)]
    nodes = parse(text.removeprefix("\ufeff"), name)
    if len(nodes) == 1 and isinstance(nodes[0].value, list):
        nodes = nodes[0].value
    if not nodes:
        raise ReviewError("no flow in it: an empty list", Where(name), _GIVE)
    return [_flow(node, name, notes.found) for node in nodes]


def _flow(node: Node, name: str, found: list[Finding]) -> Drawn:
    """One flow; in a wrapper ({"id", "flow", …}) what stands around it only names it."""
    label = next(
        (
            of.value
            for of in map(node.members.get, ("id", "name"))
            if of and isinstance(of.value, str) and _NAME.fullmatch(of.value)
        ),
        None,
    )
    notes = Notes(name, label)
    notes.found.extend(found)
    reader = FlowReader(name, notes)
    inner = node.members.get("flow", node)
    return read_own(inner, reader) if is_own(inner) else reader.flow(inner)


def _text(data: bytes, name: str, notes: Notes) -> str:
    if len(data) > LARGEST:
        raise ReviewError(f"{len(data) / 1e6:,.0f} MB: too large for counts", Where(name))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise ReviewError("not text", Where(name), "save it as UTF-8") from None
    if b"\0" in data:
        raise ReviewError("not text", Where(name), _GIVE)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{data[error.start]:02x}"
        notes.add("I001", f"not UTF-8 ({byte}): read as Windows-1252", line)
        return data.decode("cp1252", "replace")
