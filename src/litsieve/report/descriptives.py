"""descriptives.csv: reports by year, venue, country, document type and language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain, compress

import pandas as pd

from litsieve.dedupe.merge import merged_reports
from litsieve.languages import name_of
from litsieve.report.among import among
from litsieve.report.counts import SELECTIONS
from litsieve.report.material import Material, once
from litsieve.screen.tables.rows import COUNTRIES, read
from litsieve.text import fold

COLUMNS = (
    "dimension", "value", "label", "reports", "screened", "included", "with_others"
)  # fmt: skip
NOT_REPORTED = "not reported"


@dataclass(frozen=True)
class Dimension:
    """What reports are counted by: a column, how its values are named, whether a cell has many."""

    column: str
    label: Callable[[str], str] = str
    many: bool = False
    in_order: bool = False


@cache
def _country_names() -> dict[str, str]:
    return {code: name for code, name, _ in read("countries.tsv", COUNTRIES)}


def country(code: str) -> str:
    """The English name of an ISO 3166-1 alpha-3 code; the code itself if it is not in the table."""
    return _country_names().get(code, code)


DIMENSIONS: dict[str, Dimension] = {
    "year": Dimension("year", in_order=True),
    "venue": Dimension("venue"),
    "country": Dimension("countries", country, many=True),
    "type": Dimension("document_type", lambda code: code.replace("-", " ")),
    "language": Dimension("language", name_of, many=True),
}


@once
def descriptives(material: Material) -> pd.DataFrame:
    """COLUMNS, one row a value of a dimension; the last of each says of how many it is not known.

    Counted are distinct reports, with the values of the merged report; a report with several
    countries or languages counts for each, and `with_others` says how many of the reports do.
    Years are in order, all else by number of reports. `screened` is missing if nobody screened.
    """
    reports = _reports(material)
    rows = [row for name, of in DIMENSIONS.items() for row in _counted(name, of, reports)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    if not any(arm.screened is not None for arm in material.prisma.arms.values()):
        table["screened"] = None
    return table.astype({"value": "str", **dict.fromkeys(COLUMNS[3:], "Int64")})


def _reports(material: Material) -> pd.DataFrame:
    """One row a distinct report: the columns of the dimensions, screened, included."""
    given, ledger = material.given, material.ledger
    columns = [of.column for of in DIMENSIONS.values()]
    merged = given.merged[given.merged["field"].isin(columns)]
    found = merged_reports(given.records[["record_id", *columns]], given.clusters, merged)
    found = found[["record_id", *columns]]
    for name in ("screened", "included"):
        found[name] = among(found["record_id"], ledger.loc[SELECTIONS[name](ledger), "cluster_id"])
    return found


def _counted(name: str, of: Dimension, reports: pd.DataFrame) -> list[tuple[object, ...]]:
    """The rows of one dimension, as in COLUMNS."""
    values = _values(of, reports[of.column])
    total = Counter(chain.from_iterable(values))
    screened, included = (
        Counter(chain.from_iterable(compress(values, reports[mark])))
        for mark in ("screened", "included")
    )
    others = Counter(chain.from_iterable(cell for cell in values if len(cell) > 1))
    known = sorted(
        (value for value in total if value is not None),
        key=lambda value: (int(value),) if of.in_order else (-total[value], of.label(value), value),
    )
    return [
        (name, v, NOT_REPORTED if v is None else of.label(v),
         total[v], screened[v], included[v], others[v])
        for v in [*known, None]
    ]  # fmt: skip


def _values(of: Dimension, column: pd.Series) -> list[tuple[str | None, ...]]:
    """The values of each cell; (None,) of one that is missing."""
    cells = [None if pd.isna(cell) else cell for cell in column.astype("str").to_list()]
    if of.many:
        return [tuple(dict.fromkeys(cell.split("; "))) if cell else (None,) for cell in cells]
    spelled = _one_spelling(Counter(cell for cell in cells if cell))
    return [(spelled[cell] if cell else None,) for cell in cells]


def _one_spelling(cells: Counter[str]) -> dict[str, str]:
    """Cell → the commonest of those that differ in case, signs, spaces or `&` for "and" only."""
    words = {cell: fold(cell.replace("&", " and ")) or cell for cell in cells}
    commonest: dict[str, str] = {}
    for cell in sorted(cells, key=lambda cell: (-cells[cell], cell)):
        commonest.setdefault(words[cell], cell)
    return {cell: commonest[words[cell]] for cell in cells}
