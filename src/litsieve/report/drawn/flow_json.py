"""Counts as JSON, in the shape that docs/checks.md describes → Drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from litsieve.errors import ReviewError, Where, nearest
from litsieve.report.drawn.flow import Drawn, DrawnArm, Listed, Pair
from litsieve.report.drawn.located import Literal, Node
from litsieve.report.drawn.notes import Notes
from litsieve.report.drawn.values import whole

#: What may stand beside a flow without being a count.
SAID = ("id", "title", "source", "url", "doi", "note", "notes", "comment", "profile", "schema")
#: The keys of one arm; lists may have a total beside them.
STEPS = (
    "removed", "removed_total", "screened", "excluded", "excluded_total", "sought",
    "not_retrieved", "assessed", "excluded_reports", "excluded_reports_total",
)  # fmt: skip
KINDS = ("databases", "databases_total", "registers", "registers_total")
#: Studies and reports: the key of both as an object, or the beginning of one key each.
PAIRS = ("previous", "new", "total", "meta_analysis")
_PAIR = ("studies", "reports", "citation")
#: What the template calls two of these.
_MA = {"total_studies_ma": "meta_analysis_studies", "total_reports_ma": "meta_analysis_reports"}
_SINGLE = tuple(f"{key}_{what}" for key in PAIRS for what in _PAIR[:2])
TOP = (*SAID, *KINDS, *STEPS, *PAIRS, *_SINGLE, *_MA, "identified_total", "other")
OTHER = ("sources", "sources_total", *STEPS)
_REMOVED = ("duplicates", "automation", "other")


class FlowReader:
    """Reads the nodes of one flow; wrong keys and shapes are errors, wrong numbers are notes."""

    def __init__(self, name: str, notes: Notes) -> None:
        self.name, self.notes = name, notes

    def flow(self, node: Node) -> Drawn:
        of = self.members(node, "a flow", TOP)
        if not of.keys() - set(SAID):
            raise self.wrong("no counts here", node, "`review docs checks` says what can be read")
        other = of.get("other")
        if not of.keys() & {*KINDS, "other"} and "identified_total" in of:
            of = {**of, "databases_total": of["identified_total"]}  # wherever they came from
        return Drawn(
            where=Where(self.name, node.line),
            name=self.notes.flow,
            databases=self.arm(of, "databases", ("databases", "registers")),
            other=self.other(other) if other is not None and other.value is not None else None,
            identified=self.number(of.get("identified_total"), "identified"),
            previous=self.pair(of, "previous", "previous"),
            new=self.pair(of, "new", "new"),
            total=self.pair(of, "total", "total"),
            pooled=self.pair(of, "meta_analysis", "pooled"),
            places=self.notes.places,
            notes=tuple(self.notes.found),
        )

    def pair(self, of: Mapping[str, Node], key: str, name: str) -> Pair:
        """`new_studies` and `new_reports`, or `new: {studies, reports}`."""
        there = {_MA.get(key, key): node for key, node in of.items()}
        both = there.get(key)
        if both is not None and both.value is not None:
            inner = self.members(both, key, _PAIR)
            there |= {f"{key}_{what}": node for what, node in inner.items()}
        studies, reports = (
            self.number(there.get(f"{key}_{what}"), f"{name}.{what}") for what in _PAIR[:2]
        )
        return Pair(studies, reports)

    def other(self, node: Node) -> DrawnArm:
        return self.arm(self.members(node, "other", OTHER), "other", ("sources",))

    def arm(self, of: Mapping[str, Node], arm: str, kinds: Sequence[str]) -> DrawnArm:
        def number(key: str) -> int | None:
            return self.number(of.get(key), f"{arm}.{key}")

        def listed(key: str, known: Sequence[str] = ()) -> Listed:
            path = f"{arm}.{key}"
            return self.listed(of.get(key), of.get(f"{key}_total"), path, known)

        return DrawnArm(
            sources={"other" if kind == "sources" else kind: listed(kind) for kind in kinds},
            removed=listed("removed", _REMOVED),
            screened=number("screened"),
            excluded=listed("excluded", ("human", "automation")),
            sought=number("sought"),
            not_retrieved=number("not_retrieved"),
            assessed=number("assessed"),
            excluded_reports=listed("excluded_reports"),
        )

    # -- values ---------------------------------------------------------------------------

    def number(self, node: Node | None, path: str) -> int | None:
        """A count; None where it is null or not there. What is no count is noted (P001)."""
        if node is None or node.value is None:
            return None
        self.notes.places[path] = node.line
        n = whole(node.value) if isinstance(node.value, Literal) else None
        if n is None:
            text = f"{_said(path)}: not a count: {_shown(node)}"
            self.notes.add("P001", text, node.line)
        return n

    def listed(
        self, node: Node | None, total: Node | None, path: str, known: Sequence[str] = ()
    ) -> Listed:
        """A number, {name: number} or [{label, n}], and the total beside it.

        `known` are names with a meaning: one that is nearly such a name is an error.
        """
        stated = self.number(total, f"{path}.total")
        if node is None or node.value is None:
            return Listed(stated)
        self.notes.places[f"{path}.parts"] = node.line
        if not isinstance(node.value, (dict, list)):
            n = self.number(node, path)
            if n is None:
                return Listed(stated, ((path, None),))
            return Listed(n) if stated is None or stated == n else Listed(stated, ((path, n),))
        parts: list[tuple[str, int | None]] = []
        for name, one in self._entries(node, path):
            close = nearest(name, list(known))
            if close and name not in known and _alike(name, close):
                raise self.wrong(f"there is no {name} here", one, f"did you mean {close}?")
            parts.append((name, self.number(one, f"{path}.{name}")))
        return Listed(stated, tuple(parts))

    def _entries(self, node: Node, path: str) -> Iterator[tuple[str, Node]]:
        if isinstance(node.value, dict):
            yield from node.value.items()
            return
        for item in node.value:
            keys = ("id", "label", "name", "reason", "n")
            of = self.members(item, f"an entry of {_said(path)}", keys)
            words = (of.get(key) for key in ("label", "name", "reason", "id"))
            label = next((word.value for word in words if word and _is_text(word)), None)
            yield label or "Reason not reported", of.get("n", Node(None, item.line))

    def members(self, node: Node, what: str, keys: Sequence[str]) -> Mapping[str, Node]:
        """The members of an object that have these keys; one that is mistyped is an error.

        What somebody else keeps beside the counts is left out, and noted.
        """
        if not isinstance(node.value, dict):
            raise self.wrong(f"{what} is an object ({{…}}), not {_shown(node)}", node)
        for key, value in node.members.items():
            if key not in keys and not key.startswith("_"):
                if close := nearest(key, list(keys)):
                    raise self.wrong(f"{what} has no {key}", value, f"did you mean {close}?")
                self.notes.add("I003", f"{what} has no {key}: it was not read", value.line)
        return {key: value for key, value in node.members.items() if key in keys}

    def wrong(self, message: str, node: Node, hint: str | None = None) -> ReviewError:
        return ReviewError(message, Where(self.name, node.line), hint)


def _alike(name: str, known: str) -> bool:
    """Whether a name can hardly be anything but a mistyped `known`."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name.casefold(), known).ratio() > 0.87


def _is_text(node: Node) -> bool:
    return isinstance(node.value, str) and not isinstance(node.value, Literal)


def _said(path: str) -> str:
    return path.removeprefix("databases.").replace("_", " ")


def _shown(node: Node) -> str:
    match node.value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case bool() | None:
            return str(node.value).lower() if node.value is not None else "null"
        case Literal():
            return str(node.value[:40])
        case _:
            return f"“{node.value[:40]}”"
