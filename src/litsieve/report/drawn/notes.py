"""What is gathered while a flow is read: where its numbers stand, and what was odd about them."""

from __future__ import annotations

from dataclasses import dataclass, field

from litsieve.check_codes import Level
from litsieve.errors import Where
from litsieve.report.drawn.flow import Finding


@dataclass
class Notes:
    """`places` leads from a number's path to its line; `found` is in the order of the file."""

    file: str
    flow: str | None = None
    places: dict[str, int] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def add(
        self, code: str, text: str, line: int | None, found: int | None = None,
        level: Level | None = None,
    ) -> None:  # fmt: skip
        """`level`: where it is not that of the code."""
        where = Where(self.file, line)
        self.found.append(Finding(code, text, where, None, found, self.flow, level))
