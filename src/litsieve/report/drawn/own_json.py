"""Our own prisma.json → Drawn: checked like any other counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from litsieve.errors import Where
from litsieve.report.drawn.flow import NOTHING, Drawn, DrawnArm, Listed, Pair
from litsieve.report.drawn.flow_json import FlowReader
from litsieve.report.drawn.located import Node

_NULL = Node(None, 0)


def is_own(node: Node) -> bool:
    """Whether a document is a prisma.json: they say their schema and are grouped as it is."""
    return {"schema", "identified"} <= node.members.keys()


def read_own(node: Node, reader: FlowReader) -> Drawn:
    """The flow. What the document says beside its counts is not looked at."""
    identified = _of(node, "identified")
    other, awaiting = _of(node, "other"), _of(node, "awaiting")
    elsewhere = _of(other, "awaiting")
    waits = {
        stage: (reader.number(n, f"awaiting.{stage}") or 0)
        - (reader.number(elsewhere.members.get(stage), f"other.awaiting.{stage}") or 0)
        for stage, n in awaiting.members.items()
    }
    kinds = ("databases", "registers")
    sources = {kind: _listed(identified, kind, reader, "databases") for kind in kinds}
    found = _listed(identified, "other", reader, "other")
    return Drawn(
        where=Where(reader.name, node.line),
        name=reader.notes.flow,
        databases=_arm(node, "databases", sources, waits, reader),
        other=_other(other, found, elsewhere, reader),
        identified=reader.number(identified.members.get("total"), "identified"),
        previous=_pair(node, "previous", "previous", reader),
        new=_pair(node, "included", "new", reader),
        total=_pair(node, "total", "total", reader),
        places=reader.notes.places,
        notes=tuple(reader.notes.found),
    )


def _other(node: Node, found: Listed, waits: Node, reader: FlowReader) -> DrawnArm | None:
    if not node.members:
        return None
    stated = reader.number(node.members.get("identified"), "other.sources.total")
    awaiting = {s: reader.number(n, f"other.awaiting.{s}") or 0 for s, n in waits.members.items()}
    sources = {"other": Listed(stated, found.parts)}
    return _arm(node, "other", sources, awaiting, reader)


def _arm(
    node: Node, arm: str, sources: Mapping[str, Listed], awaiting: Mapping[str, int], r: FlowReader
) -> DrawnArm:
    def number(key: str) -> int | None:
        return r.number(node.members.get(key), f"{arm}.{key}")

    removed, excluded, reports = (
        _of(node, key) for key in ("removed", "excluded", "excluded_reports")
    )
    duplicates = {"duplicates": _of(removed, "duplicates").members.get("total", _NULL)}
    gone = {**duplicates, **{key: removed.members.get(key, _NULL) for key in _OTHERWISE}}
    people = {key: excluded.members.get(key, _NULL) for key in ("human", "automation")}
    return DrawnArm(
        sources=sources,
        removed=_parts(gone, f"{arm}.removed", r),
        screened=number("screened"),
        excluded=Listed(
            r.number(excluded.members.get("total"), f"{arm}.excluded.total"),
            _parts(people, f"{arm}.excluded", r).parts,
        ),
        sought=number("sought"),
        not_retrieved=number("not_retrieved"),
        assessed=number("assessed"),
        excluded_reports=r.listed(
            reports.members.get("reasons"), reports.members.get("total"), f"{arm}.excluded_reports"
        ),
        awaiting=awaiting,
    )


_OTHERWISE: Sequence[str] = ("automation", "other")


def _parts(of: Mapping[str, Node], path: str, reader: FlowReader) -> Listed:
    """Named numbers; nothing at all where none of them is known."""
    parts = tuple((name, reader.number(node, f"{path}.{name}")) for name, node in of.items())
    return Listed(None, parts) if any(n is not None for _, n in parts) else NOTHING


def _pair(node: Node, key: str, name: str, reader: FlowReader) -> Pair:
    of = _of(node, key).members
    studies, reports = (
        reader.number(of.get(what), f"{name}.{what}") for what in ("studies", "reports")
    )
    return Pair(studies, reports)


def _of(node: Node, key: str) -> Node:
    return node.members.get(key, _NULL)


def _listed(node: Node, key: str, reader: FlowReader, arm: str) -> Listed:
    return reader.listed(node.members.get(key), None, f"{arm}.{key}")
