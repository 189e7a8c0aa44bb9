"""search_log.csv: what was searched, where, when and how (PRISMA-S), and what came of it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from litsieve.report.inert import storable
from litsieve.report.material import Material, once

#: Columns that `searches:` of review.yaml states.
STATED = ("database", "platform", "kind", "date", "query", "limits", "filters")
COLUMNS = (
    "search", *STATED, "files", "hits", "rows", "parsed", "rejected", "difference"
)  # fmt: skip
_NUMBERS = COLUMNS[-5:]


@once
def search_log(material: Material) -> pd.DataFrame:
    """COLUMNS, one row a search: those of review.yaml in its order, then files that it lacks.

    `rows` = `parsed` + `rejected`; `difference` = `rows` − `hits`. What is not known is missing.
    """
    files = material.given.files
    files = files.assign(search=files["search"].fillna(files["file"])).sort_values("file")
    found = {str(name): of for name, of in files.groupby("search", sort=True)}
    stated = {str(search["file"]): search for search in material.given.searches}
    rows = [
        _row(name, dict(stated.get(name, {})), found.get(name, files.head(0)))
        for name in [*stated, *(name for name in found if name not in stated)]
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    words = dict.fromkeys(set(COLUMNS) - set(_NUMBERS), "str")
    return table.astype({**words, **dict.fromkeys(_NUMBERS, "Int64")})


def _row(name: str, stated: dict[str, Any], files: pd.DataFrame) -> dict[str, Any]:
    noted = files["hits"].dropna()
    hits = stated.get("hits")
    if hits is None and len(noted):
        hits = int(noted.iloc[0])
    rows = _sum(files["seen"])
    return {
        **{key: _text(stated.get(key)) for key in STATED},
        "search": _text(name),
        "database": _text(stated.get("database")) or _joined(files["source"]),
        "kind": stated.get("kind") or _joined(files["kind"]),
        "files": _joined(files["file"]),
        "hits": hits,
        "rows": rows,
        "parsed": _sum(files["records"]),
        "rejected": _sum(files["rejected"]),
        "difference": None if rows is None or hits is None else rows - hits,
    }


def _text(value: Any) -> str | None:
    return None if value is None else storable(str(value))


def _joined(column: pd.Series) -> str | None:
    return "; ".join(sorted(set(column.dropna()))) or None


def _sum(column: pd.Series) -> int | None:
    """None if any is not known, or nothing was read at all."""
    return None if column.empty or column.isna().any() else int(column.sum())
