"""Registers of trials: what their exports share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from litsieve.ingest.entry import Value
from litsieve.ingest.shapes.columns import Cells, Found
from litsieve.ingest.shapes.tagged import joined
from litsieve.ingest.values import dates, places

_BETWEEN = re.compile(r"\s*(?:[|;]|<br\s*/?>|\r?\n)\s*", re.IGNORECASE)
#: A longer part of conditions and interventions is a text, and no keyword.
_LONGEST_KEYWORD = 200
#: `Korea, Republic of`; `Congo, The Democratic Republic of the`.
_INVERTED = re.compile(
    r"(?P<name>[^,]+), (?P<form>(?:The )?[\w ]*\b(?:Republic|Province) of(?: the| China)?)\.?$"
)


def listed(text: str) -> list[str]:
    """The parts of a cell: between bars, semicolons or line ends."""
    return [part for part in _BETWEEN.split(text) if part]


def record(
    cell: Cells, registered: str, keywords: Iterable[str], sponsors: Iterable[str], sites: list[str]
) -> Found | None:
    """A trial: the day of its registration, what it is about, who runs it, and where.

    A register names who is responsible for a trial; nobody is the author of an entry.
    """
    number, title = cell.get("number"), cell.get("title")
    if not (number or title):
        return None
    date = dates.published(registered, registered)
    fields: dict[str, Value] = {
        "source_id": number,
        "title": title,
        "abstract": cell.get("abstract"),
        "year": date[:4] if date else None,
        "published": date,
        "url": cell.get("url"),
        "keywords": joined(word for word in keywords if len(word) <= _LONGEST_KEYWORD),
        "affiliations": "; ".join(sponsors),
        "countries": places.countries([_INVERTED.sub(r"\g<form> \g<name>", s) for s in sites]),
        "document_type": "other",
        "document_type_raw": cell.get("study_type"),
        "source_type": "web",
    }
    return Found(fields, own_id=number)
