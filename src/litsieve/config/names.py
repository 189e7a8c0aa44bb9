"""Names in a file that a person wrote: unique, known, not in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from litsieve.config.complaints import did_you_mean
from litsieve.config.yaml import Document, Step, raise_errors
from litsieve.errors import ReviewError, Where


class Complaints:
    """What was found wrong with a document, raised together."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.errors: list[ReviewError] = []

    def add(self, message: str, where: Where, hint: str | None = None, code: str = "value") -> None:
        """Note an error; `code` is its stable name."""
        self.errors.append(ReviewError(message, where, hint, code=code))

    def raise_all(self) -> None:
        """Raise what was noted, in the order of the file; nothing if nothing was."""
        raise_errors(self.errors)

    def unique(self, what: str, ids: list[str], path: tuple[Step, ...]) -> None:
        """No id twice, none empty; each stands at (*path, its number, "id")."""
        for i, name in enumerate(ids):
            place = self.document.where((*path, i, "id"))
            if name in ids[:i]:
                first = self.document.where((*path, ids.index(name), "id")).line
                self.add(
                    f"{what} '{name}' again; first on line {first}",
                    place,
                    f"Give each {what} an id of its own.",
                    code="duplicate-id",
                )
            if not name.strip() or ";" in name:
                self.add(f"a {what}'s id cannot be empty or hold a semicolon", place)

    def known(self, what: str, name: str, valid: Sequence[str], path: tuple[Step, ...]) -> None:
        """`name`, which stands at `path`, must be one of `valid`."""
        if name not in valid:
            hint = did_you_mean(name, list(valid))
            place = self.document.where(path)
            self.add(f"unknown {what} '{name}'", place, hint, code=f"unknown-{what}")


def circles(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Each circle of names once: [a, b, a]."""
    done: set[str] = set()
    for start in graph:
        trail: list[str] = []

        def follow(name: str, trail: list[str] = trail) -> list[str] | None:
            if name in trail:
                return [*trail[trail.index(name) :], name]
            if name in done:
                return None
            trail.append(name)
            found = next(filter(None, map(follow, graph.get(name, ()))), None)
            if found is None:
                trail.pop()
            done.add(name)
            return found

        circle = follow(start)
        if circle is not None:
            yield circle
