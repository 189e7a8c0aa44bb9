"""The CSV of the R package PRISMA2020 (template v1.1.4): our own counts, or a flow that was read.

A flow that was read from such a CSV is written as it was: only cells whose number has changed are
new. What the template has no place for (those who wait, screening of other methods) is left out.
A comma or semicolon in a name is written as a character that looks the same, because the package
cuts names there; reading gives the name back.
"""

from __future__ import annotations

from litsieve.report.drawn.flow import Drawn, DrawnArm, Listed
from litsieve.report.drawn.listing import written
from litsieve.report.drawn.notes import Notes
from litsieve.report.drawn.ours import drawn_of
from litsieve.report.drawn.template import LISTS, NUMBERS, OTHER, blank
from litsieve.report.drawn.template_csv import Template, read_template
from litsieve.report.inert import plain
from litsieve.report.material import Material
from litsieve.report.writers.cells import neutralise

#: What a cell says of a number that is not known: its line is not drawn.
UNKNOWN = "NA"


def write(material: Material) -> bytes:
    return write_drawn(drawn_of(material.prisma))


def write_drawn(drawn: Drawn) -> bytes:
    """Any flow as the template; byte for byte the file that it was read from, if it was read."""
    sheet = drawn.sheet or blank()
    before = read_template(sheet.text(), "", Notes(""))
    template = Template(sheet, "")
    old, new = _cells(before), _cells(drawn)
    changed: dict[tuple[int, int], str] = {}
    for key, row in template.rows.items():
        fresh = drawn.sheet is None or old.get(key) != new.get(key)
        if fresh and key in new and template.columns["n"] < len(sheet.cells[row]):
            changed[row, template.columns["n"]] = new[key]
    if drawn.sheet is None:
        changed |= _headings(drawn, template)
    return sheet.with_cells(changed).text().encode("utf-8", "replace")


def _cells(drawn: Drawn) -> dict[str, str]:
    """Row → its cell of n."""
    found = {key: _number(drawn, path) for key, path in NUMBERS.items()}
    found |= dict(zip(OTHER, (_shown(n) for _, n in _elsewhere(drawn)), strict=True))
    return found | {key: _list(_listed(drawn, path)) for key, path in LISTS.items()}


def _shown(n: int | None) -> str:
    return UNKNOWN if n is None else str(n)


def _number(drawn: Drawn, path: str) -> str:
    first, _, rest = path.partition(".")
    if first in drawn.pairs:
        return _shown(getattr(drawn.pairs[first], rest))
    arm = drawn.arms.get(first, DrawnArm())
    if rest.startswith("removed."):
        return _shown(arm.removed.of(rest.partition(".")[2]))
    if rest in ("databases", "registers", "excluded"):
        return _shown(_listed(drawn, path).n)
    return _shown(getattr(arm, rest, None))


def _listed(drawn: Drawn, path: str) -> Listed:
    first, _, rest = path.partition(".")
    arm = drawn.arms.get(first, DrawnArm())
    if rest in ("excluded", "excluded_reports"):
        of: Listed = getattr(arm, rest)
        return of
    return arm.sources.get(rest, Listed())


def _list(listed: Listed) -> str:
    """`name, number; name, number`; the total where nothing is listed."""
    if not listed.parts:
        return _shown(listed.n)
    return neutralise(written([(plain(name), _shown(n)) for name, n in listed.parts]))


def _elsewhere(drawn: Drawn) -> list[tuple[str, int | None]]:
    """Three lines for other methods; where there are more sources, the last sums up the rest."""
    arm = drawn.other or DrawnArm()
    listed = arm.sources.get("other", Listed())
    lines = list(listed.parts or ())
    if not lines and listed.total is not None:
        lines = [("Other methods", listed.total)]
    if drawn.sheet is None:
        lines.sort(key=lambda line: (-(line[1] or 0), line[0]))
    if len(lines) > len(OTHER):
        kept, rest = lines[: len(OTHER) - 1], lines[len(OTHER) - 1 :]
        known = [n for _, n in rest if n is not None]
        total = sum(known) if len(known) == len(rest) else None
        lines = [*kept, (f"{len(rest)} other sources", total)]
    return lines + [("", None)] * (len(OTHER) - len(lines))


def _headings(drawn: Drawn, template: Template) -> dict[tuple[int, int], str]:
    """What the diagram calls the sources of other methods: their own names."""
    column = template.columns["boxtext"]
    named = zip(OTHER, _elsewhere(drawn), strict=True)
    return {
        (template.rows[key], column): neutralise(plain(name)) for key, (name, _) in named if name
    }
