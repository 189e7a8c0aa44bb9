"""Counts as JSON, in the shape that docs/checks.md describes → Drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from litsieve.errors import ReviewError, Where, nearest
from litsieve.report.drawn.flow import Drawn, DrawnArm, Listed, Pair
from litsieve.report.drawn.listing import read_list
from litsieve.report.drawn.located import Literal, Node
from litsieve.report.drawn.notes import Notes
from litsieve.report.drawn.values import counted, instead, whole

#: What may stand beside a flow without being a count.
SAID = ("id", "title", "source", "url", "doi", "note", "notes", "comment", "profile", "schema")
#: The keys of one arm; lists may have a total beside them.
STEPS = (
    "removed", "removed_total", "screened", "excluded", "excluded_total", "sought",
    "not_retrieved", "assessed", "excluded_reports", "excluded_reports_total",
    "awaiting", "ongoing", "ongoing_studies", "ongoing_reports",
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
#: Where reports wait → other words for it. Without a stage, and in ongoing studies: the last.
STAGES = {
    "title-abstract": ("title and abstract", "titles and abstracts", "screening"),
    "retrieval": ("sought",),
    "full-text": ("full texts", "eligibility", "assessment", "classification"),
}
_STAGE = {re.sub(r"\W", "_", word): stage for stage, of in STAGES.items() for word in (stage, *of)}


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

    def pair(self, of: Mapping[str, Node], key: str, name: str, alone: bool = False) -> Pair:
        """`new_studies` and `new_reports`, or `new: {studies, reports}`.

        `alone`: whether a number alone is one of reports, too.
        """
        there = {_MA.get(key, key): node for key, node in of.items()}
        both = there.get(key)
        if alone and both is not None and not isinstance(both.value, dict):
            there[f"{key}_reports"] = both
        elif both is not None and both.value is not None:
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
            awaiting=self.awaiting(of, arm),
        )

    def awaiting(self, of: Mapping[str, Node], arm: str) -> Mapping[str, int | None]:
        """Stage → how many wait there, studies that are not finished with the full texts."""
        waits = [*self._waits(of.get("awaiting"), f"{arm}.awaiting")]
        going = self.pair(of, "ongoing", f"{arm}.ongoing", alone=True)
        n = going.studies if going.reports is None else going.reports
        if n is not None or any(key.startswith("ongoing") for key in of):
            waits.append(("full-text", n))
        found: dict[str, int | None] = {}
        for stage, n in waits:
            before = found.get(stage, 0)
            found[stage] = None if n is None or before is None else before + n
        return found

    def _waits(self, node: Node | None, path: str) -> Iterator[tuple[str, int | None]]:
        if node is not None and not isinstance(node.value, dict):
            yield "full-text", self.number(node, path)
            return
        for key, one in (node.members if node else {}).items():
            stage = _STAGE.get(_plain(key))
            if stage is None:
                close = nearest(key.casefold(), list(STAGES))
                hint = f"did you mean {close}?" if close else f"the stages are {', '.join(STAGES)}"
                raise self.wrong(f"awaiting has no stage {key}", one, hint)
            yield stage, self.number(one, f"{path}.{stage}")

    # -- values ---------------------------------------------------------------------------

    def number(self, node: Node | None, path: str) -> int | None:
        """A count; None where it is null or not there. What is no count is noted (P001)."""
        if node is None or node.value is None:
            return None
        self.notes.places[path] = node.line
        n = whole(node.value) if isinstance(node.value, Literal) else None
        if n is None:
            text = f"{_said(path)}: not a count: {_shown(node)}{_instead(node)}"
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
        if _is_list(node):
            listed = self.written(node, path)
            return listed if stated is None else Listed(stated, listed.parts)
        if not isinstance(node.value, (dict, list)):
            n = self.number(node, path)
            if n is None:
                return Listed(stated, ((path, None),))
            return Listed(n) if stated is None or stated == n else Listed(stated, ((path, n),))
        parts: list[tuple[str, int | None]] = []
        for name, one in self._entries(node, path):
            if name is None:
                parts += self.written(one, path).parts or ()
                continue
            close = nearest(name, list(known))
            if close and name not in known and _alike(name, close):
                raise self.wrong(f"there is no {name} here", one, f"did you mean {close}?")
            parts.append((name, self.number(one, f"{path}.{name}")))
        return Listed(stated, tuple(parts))

    def written(self, node: Node, path: str) -> Listed:
        """A list as a text: `Scopus (n = 700); PubMed (n = 300)`."""
        listed, told = read_list(node.value)
        for one in told:
            self.notes.add(one.code, f"{_said(path)}: {one.text}", node.line, level=one.level)
        return listed

    def _entries(self, node: Node, path: str) -> Iterator[tuple[str | None, Node]]:
        """Names and their numbers; no name where both are in one text."""
        if isinstance(node.value, dict):
            yield from node.value.items()
            return
        for item in node.value:
            if _is_text(item):
                yield None, item
                continue
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
                plain = _plain(key)
                if close := nearest(plain, list(keys)):
                    raise self.wrong(f"{what} has no {key}", value, f"did you mean {close}?")
                parts = (word for word in keys if len(word) > 6 and f"_{word}_" in f"_{plain}_")
                longest = max(parts, key=len, default=None)
                meant = f"; did you mean {longest}?" if longest else ""
                self.notes.add("I003", f"{what} has no {key}: it was not read{meant}", value.line)
        return {key: value for key, value in node.members.items() if key in keys}

    def wrong(self, message: str, node: Node, hint: str | None = None) -> ReviewError:
        return ReviewError(message, Where(self.name, node.line), hint)


def _plain(key: str) -> str:
    """A key as ours are written: `notRetrieved`, `Not retrieved` and `not-retrieved` are one."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[\W_]+", "_", key).casefold().strip("_")


def _alike(name: str, known: str) -> bool:
    """Whether a name can hardly be anything but a mistyped `known`."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name.casefold(), known).ratio() > 0.87


def _is_text(node: Node) -> bool:
    return isinstance(node.value, str) and not isinstance(node.value, Literal)


def _is_list(node: Node) -> bool:
    """Whether a text is a list with numbers, and no number itself."""
    return _is_text(node) and counted(node.value) is None and any(map(str.isdigit, node.value))


def _instead(node: Node) -> str:
    if not _is_text(node):
        return instead(node.value) if isinstance(node.value, Literal) else ""
    n = counted(node.value)
    return instead(node.value) if n is None else f": write {n} without the quotation marks"


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
