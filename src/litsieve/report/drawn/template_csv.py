"""The PRISMA2020 package's CSV → Drawn: any version of the template, filled in or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from litsieve.cells import neutralise
from litsieve.errors import ReviewError, Where, nearest
from litsieve.report.drawn.flow import NOTHING, Drawn, DrawnArm, Listed, Pair
from litsieve.report.drawn.listing import read_list
from litsieve.report.drawn.notes import Notes
from litsieve.report.drawn.sheet import Sheet, read_sheet
from litsieve.report.drawn.template import LISTS, NUMBERS, OTHER, boxes
from litsieve.report.drawn.values import counted, instead, is_blank, is_placeholder, points_apart

#: Rows of the side bars hold no number, and rows of headings no name.
_NO_COUNT = ("", "NA", "identification", "screening", "included")
#: Such a cell is not drawn; any other that says nothing is drawn and not known.
_NOT_DRAWN = ("", "NA")


@dataclass(frozen=True)
class Template:
    """A sheet of which it is known what its rows and columns are."""

    sheet: Sheet
    name: str

    @cached_property
    def columns(self) -> dict[str, int]:
        head = self.sheet.cells[0] if self.sheet.cells else ()
        return {cell.strip().casefold(): i for i, cell in enumerate(head)}

    @cached_property
    def rows(self) -> dict[str, int]:
        """Row of the sheet by its name, of those that hold a count."""
        found: dict[str, int] = {}
        for i, row in enumerate(self.sheet.cells[1:], 1):
            key = row[self.columns["data"]].strip() if len(row) > self.columns["data"] else ""
            if key in _NO_COUNT:
                continue
            if key in found:
                where = Where(self.name, self.sheet.lines[i])
                hint = f"its other row is line {self.sheet.lines[found[key]]}: keep one of them"
                raise ReviewError(f"the row {key} is there twice", where, hint)
            found[key] = i
        return found

    def cell(self, key: str, column: str = "n") -> str:
        """The text of a cell, without what only keeps it from being a formula; "" if not there."""
        i, j = self.rows.get(key), self.columns.get(column)
        if i is None or j is None or j >= len(self.sheet.cells[i]):
            return ""
        text = self.sheet.cells[i][j].strip()
        return text[1:] if text[:1] == "'" and neutralise(text[1:]) == text else text

    def spilled(self, key: str) -> str:
        """What stands behind the last column, as of an unquoted `1,000` or list; "" if nothing."""
        row, head = self.sheet.cells[self.rows[key]], self.sheet.cells[0]
        behind = range(self.columns["n"] + 1, len(row))
        return "".join(row[j] for j in behind if not "".join(head[j : j + 1]).strip()).strip()

    def line(self, key: str) -> int:
        return self.sheet.lines[self.rows[key]]


def read_template(text: str, name: str, notes: Notes) -> Drawn:
    """One flow. Raises ReviewError if it is no such CSV; what is odd in a cell is a note."""
    template = Template(read_sheet(text, name), name)
    if not {"data", "n"} <= template.columns.keys():
        raise ReviewError(
            "not the CSV of the PRISMA2020 package: its columns are data, node, box, …, n",
            Where(name, 1),
            "give that CSV, or counts as JSON: `review docs checks`",
        )
    _tell_rows(template, notes)
    values = _Values(template, notes)
    for path, default in values.defaults():
        key = next(key for key, of in NUMBERS.items() if of == path)
        text = f"{key}=0 while {default}: left at the template default; treated as not reported"
        notes.add("I004", text, template.line(key), 0)
        values.numbers[path] = None
        values.drawn_rows.discard(path)
    return values.flow()


def _tell_rows(template: Template, notes: Notes) -> None:
    """Boxes of the template that are not there, and rows that it does not have."""
    known = boxes()
    missing = [key for key in known if key not in template.rows]
    if len(missing) == len(known):
        hint = "its first column names the rows: database_results, records_screened, …"
        raise ReviewError("no row of the PRISMA2020 template is there", Where(template.name), hint)
    first = {known[key]: key for key in reversed(missing)}
    for key in missing:
        if first[known[key]] == key:
            notes.add("I002", f"row {key} missing (older template)", 1)
    for key, row in template.rows.items():
        if key not in known:
            near = nearest(key, list(known))
            meant = f"; did you mean {near}?" if near else ""
            text = f"row {key} is not of the template and was not read{meant}"
            notes.add("I003", text, template.sheet.lines[row])


class _Values:
    """The cells as numbers and lists. `drawn_rows` are those whose line stands in the diagram."""

    def __init__(self, template: Template, notes: Notes) -> None:
        self.template, self.notes = template, notes
        cells = [template.cell(key) for key in NUMBERS]
        self.points = points_apart(cells, template.sheet.delimiter)
        self.drawn_rows = {
            path for key, path in NUMBERS.items() if template.cell(key) not in _NOT_DRAWN
        }
        self.numbers = {path: self._number(key, path) for key, path in NUMBERS.items()}
        self.lists = {path: self._list(key, path) for key, path in LISTS.items()}

    def _number(self, key: str, path: str) -> int | None:
        cell = self.template.cell(key)
        if is_blank(cell):
            return None
        self.notes.places[path] = self.template.line(key)
        if self._spills(key, cell):
            return None
        n = counted(cell, self.points)
        if n is None:
            text = f"{key}: not a count: {cell}{instead(cell)}"
            self.notes.add("P001", text, self.template.line(key))
        return n

    def _spills(self, key: str, cell: str) -> bool:
        """Whether more cells than columns are there, so that this one is not whole; it is told."""
        spilled = self.template.spilled(key)
        if spilled:
            sign = self.template.sheet.delimiter
            text = f"{key}: {spilled} stands behind {cell} in a cell of its own"
            hint = f"put what has {sign!r} in it into quotation marks"
            self.notes.add("P001", f"{text}: {hint}", self.template.line(key))
        return bool(spilled)

    def _list(self, key: str, path: str) -> Listed:
        cell = self.template.cell(key)
        if is_blank(cell):
            return NOTHING
        line = self.template.line(key)
        self.notes.places[f"{path}.parts"] = line
        if self._spills(key, cell):
            return Listed(None, ((cell, None),))
        total = counted(cell, self.points)
        if total is not None:
            return Listed(total)
        listed, told = read_list(cell, self.points)
        if all(n is None and is_placeholder(name) for name, n in listed.parts or ()):
            return NOTHING
        for one in told:
            self.notes.add(one.code, f"{key}: {one.text}", line, level=one.level)
        return listed

    def defaults(self) -> Iterator[tuple[str, str]]:
        """Noughts that cannot be: where they stand, and what speaks against them."""
        names = {path: key for key, path in NUMBERS.items()}

        def said(path: str) -> str:
            return f"{names[path]}={self.numbers[path]}"

        for zero, against in _AGAINST:
            if self.numbers[zero] != 0:
                continue
            if zero == "databases.databases" and self.numbers["databases.registers"]:
                against = ()  # all of the records may be the registers'
            found = next((path for path in against if self.numbers[path]), None)
            listed = self.lists.get(zero, NOTHING).sum
            if found:
                yield zero, said(found)
            elif listed:
                yield zero, f"its list sums to {listed}"

    def _listed(self, path: str) -> Listed:
        """A stated total and its list together."""
        listed = self.lists[path]
        if path in self.drawn_rows and self.numbers.get(path) is None and listed.sum is None:
            return Listed(None, ((path, None),))  # drawn, and not known
        total = self.numbers.get(path)
        return Listed(listed.total if total is None else total, listed.parts)

    def _parts(self, lines: list[tuple[str, str]]) -> Listed:
        """Lines of one box, of those that are drawn: their names and paths."""
        parts = [(name, self.numbers[path]) for name, path in lines if path in self.drawn_rows]
        return Listed(None, tuple(parts)) if parts else NOTHING

    def _pair(self, name: str) -> Pair:
        return Pair(self.numbers[f"{name}.studies"], self.numbers[f"{name}.reports"])

    def flow(self) -> Drawn:
        registers = self._listed("databases.registers")
        databases = self._listed("databases.databases")
        n, names = self.numbers, ("duplicates", "automation", "other")
        excluded = Listed(n["databases.excluded"])
        return Drawn(
            where=Where(self.template.name),
            databases=DrawnArm(
                sources={
                    "databases": databases,
                    # No register, and nothing of databases, is not nought records identified.
                    "registers": registers if databases.given or registers.n else NOTHING,
                },
                removed=self._parts([(name, f"databases.removed.{name}") for name in names]),
                screened=n["databases.screened"],
                excluded=excluded,
                sought=n["databases.sought"],
                not_retrieved=n["databases.not_retrieved"],
                assessed=n["databases.assessed"],
                excluded_reports=self.lists["databases.excluded_reports"],
            ),
            other=self._other(),
            previous=self._pair("previous"),
            new=self._pair("new"),
            total=self._pair("total"),
            pooled=self._pair("pooled"),
            places=self.notes.places,
            notes=tuple(self.notes.found),
            sheet=self.template.sheet,
        )

    def _other(self) -> DrawnArm | None:
        """Other methods; None where the template's column is empty or all nought."""
        names = [(self.template.cell(key, "boxtext") or key, NUMBERS[key]) for key in OTHER]
        n, reports = self.numbers, self.lists["other.excluded_reports"]
        if not any(n[path] for path in n if path.startswith("other.")) and not reports.n:
            return None
        return DrawnArm(
            sources={"other": self._parts(names)},
            sought=n["other.sought"],
            not_retrieved=n["other.not_retrieved"],
            assessed=n["other.assessed"],
            excluded_reports=reports,
        )


def _against() -> Iterator[tuple[str, tuple[str, ...]]]:
    """A nought that is one only by default → the numbers that it cannot stand beside."""
    for pair in ("previous", "new", "total", "pooled"):
        studies, reports = f"{pair}.studies", f"{pair}.reports"
        newer = {"studies": ("new.studies",), "reports": ("new.reports",)}
        yield studies, (reports, *(newer["studies"] if pair == "total" else ()))
        yield reports, (studies, *(newer["reports"] if pair == "total" else ()))
    main = ("screened", "sought", "assessed")
    chain = ["databases.databases", *(f"databases.{name}" for name in main)]
    for i, path in enumerate(chain):
        yield path, tuple(chain[i + 1 :])
    yield "databases.registers", ()
    yield "other.sought", ("other.assessed",)


_AGAINST = tuple(_against())
