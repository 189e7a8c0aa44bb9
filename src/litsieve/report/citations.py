"""A report cited in one line, much as Vancouver style has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

#: Columns of `schema.RECORD` that a citation is made of.
PARTS = (
    "authors", "authors_cut", "title", "venue", "year", "volume", "issue", "pages",
    "article_number", "doi", "url",
)  # fmt: skip
#: Authors that are named before "et al.".
AUTHORS = 6
_BREAK = re.compile(r"[\s.\-‐]+")


def citations(reports: pd.DataFrame) -> list[str]:
    """One line a report; columns as in `schema.RECORD`."""
    cells = reports[list(PARTS)].astype(object)
    return [citation(row) for row in cells.where(cells.notna(), None).to_dict("records")]


def citation(report: Mapping[Any, Any]) -> str:
    """`Okafor A, Lindqvist B. A title. Journal. 2020;12(3):34-56. doi:10.1234/x`.

    What is not known is left out; the link stands in only where there is no DOI.
    """
    parts = (
        _authors(report["authors"], bool(report["authors_cut"])),
        report["title"],
        report["venue"],
        _place(report),
    )
    told = [_ended(str(part)) for part in parts if part]
    if report["doi"]:
        told.append(f"doi:{report['doi']}")
    elif report["url"]:
        told.append(str(report["url"]))
    return " ".join(told)


def _ended(part: str) -> str:
    return part if part[-1] in ".?!" else f"{part}."


def _authors(names: str | None, cut: bool) -> str:
    if not names:
        return ""
    given = names.split("; ")
    shown = [_author(name) for name in given[:AUTHORS]]
    return ", ".join([*shown, "et al."] if cut or len(given) > AUTHORS else shown)


def _author(name: str) -> str:
    """`Okafor, Ada-Lou B.` → `Okafor ALB`; an organisation, which has no comma, stays."""
    family, _, given = name.partition(", ")
    initials = "".join(part[0] for part in _BREAK.split(given) if part)
    return f"{family} {initials}" if initials else family


def _place(report: Mapping[Any, Any]) -> str:
    """`2020;12(3):34-56`, as far as it is known."""
    issue = f"({report['issue']})" if report["issue"] else ""
    volume = f"{report['volume'] or ''}{issue}"
    pages = report["pages"] or report["article_number"] or ""
    year = "" if report["year"] is None else str(report["year"])
    dated = f"{year};{volume}" if year and volume else year or volume
    return f"{dated}:{pages}" if dated and pages else dated or pages
