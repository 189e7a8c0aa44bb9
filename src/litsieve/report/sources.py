"""sources.csv and source_overlaps.csv: what each source brought, and what several brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations as pairs_of

import pandas as pd

from litsieve.report.counts import SELECTIONS
from litsieve.report.material import Material, once

COLUMNS = (
    "source", "kind", "raw", "within", "distinct", "unique", "shared", "screened", "included",
    "included_only_here",
)  # fmt: skip
OVERLAPS = ("counts", "sources", "reports", "screened", "included")
EXACTLY, AT_LEAST = "exactly these", "at least these"


@dataclass(frozen=True)
class Overlap:
    """Reports that exactly these sources hold, no other one; `screened` is None if not known."""

    sources: tuple[str, ...]
    reports: int
    screened: int | None
    included: int


@once
def overlaps(material: Material) -> tuple[Overlap, ...]:
    """Every combination of sources that occurs; each report is in one. The largest come first."""
    rows = material.ledger
    of = _holders(rows)
    known = any(arm.screened is not None for arm in material.prisma.arms.values())
    total = Counter(of.values())
    screened, included = (
        Counter(of[id_] for id_ in rows.loc[SELECTIONS[name](rows), "cluster_id"].to_list())
        for name in ("screened", "included")
    )
    return tuple(
        Overlap(sources, n, screened[sources] if known else None, included[sources])
        for sources, n in sorted(total.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    )


def _holders(rows: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Cluster → the sources that hold a record of it, sorted."""
    held = rows[["cluster_id", "source"]].drop_duplicates()
    found: dict[str, tuple[str, ...]] = {}
    for cluster, source in zip(held["cluster_id"].to_list(), held["source"].to_list(), strict=True):
        found[cluster] = tuple(sorted((*found[cluster], source))) if cluster in found else (source,)
    return found


def sources_table(material: Material) -> pd.DataFrame:
    """COLUMNS, one row a source by its name; a report counts for every source that holds it."""
    found = overlaps(material)
    kinds = _kinds(material)
    rows = []
    for source in material.prisma.sources:
        mine = [overlap for overlap in found if source.name in overlap.sources]
        alone = sum(overlap.included for overlap in mine if len(overlap.sources) == 1)
        rows.append(
            (source.name, kinds.get(source.name), source.raw, source.within, source.distinct,
             source.unique, source.shared, _screened(material, mine),
             sum(overlap.included for overlap in mine), alone)
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype(dict.fromkeys(COLUMNS[2:], "Int64"))


def _kinds(material: Material) -> dict[str, str]:
    """Source → database, register, other; joined if its files are of several kinds."""
    files = material.given.files
    names = files["source"].fillna(files["file"])
    kinds: dict[str, set[str]] = {}
    for name, kind in zip(names, files["kind"].fillna("database"), strict=True):
        kinds.setdefault(str(name), set()).add(str(kind))
    return {name: "; ".join(sorted(of)) for name, of in kinds.items()}


def _screened(material: Material, found: Iterable[Overlap]) -> int | None:
    if not any(arm.screened is not None for arm in material.prisma.arms.values()):
        return None
    return sum(overlap.screened or 0 for overlap in found)


def source_overlaps(material: Material) -> pd.DataFrame:
    """OVERLAPS: every combination of sources, then every pair, whoever else holds the report.

    The rows of the first kind add up to all distinct reports; those of pairs do not.
    """
    found = overlaps(material)
    rows = [(EXACTLY, o.sources, o.reports, _screened(material, [o]), o.included) for o in found]
    pairs = sorted({pair for overlap in found for pair in pairs_of(overlap.sources, 2)})
    for pair in pairs:
        both = [overlap for overlap in found if set(pair) <= set(overlap.sources)]
        reports = sum(overlap.reports for overlap in both)
        included = sum(overlap.included for overlap in both)
        rows.append((AT_LEAST, pair, reports, _screened(material, both), included))
    table = pd.DataFrame(rows, columns=list(OVERLAPS))
    table["sources"] = ["; ".join(names) for names in table["sources"]]
    return table.astype(dict.fromkeys(OVERLAPS[2:], "Int64"))
