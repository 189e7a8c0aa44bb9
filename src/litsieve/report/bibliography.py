"""The list of references that the paper gives of its included reports, held against the review.

`bibliography` is the table: a row an entry of the list, then a row an included report that the list
does not have. `differences` says in one line how the two sets differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from litsieve import schema
from litsieve.config.dedupe import DedupeSettings
from litsieve.report.counts import SELECTIONS
from litsieve.report.given import ReportInput
from litsieve.report.prisma import Prisma
from litsieve.text import squeeze

if TYPE_CHECKING:
    from litsieve.dedupe.listed import Found

COLUMNS = (
    "state", "source_id", "line", "title", "authors", "year", "doi", "record_id", "box", "reason",
    "reason_label", "how",
)  # fmt: skip
#: What an entry of the list can be; the last is an included report without an entry.
INCLUDED = "included"
OUT = "not included"
LINKED = "another report of a study"
PERHAPS = "perhaps"
STRANGER = "not among the records"
UNREAD = "could not be read"
UNLISTED = "included, not listed"

#: What is named before it is said how many more there are, and letters of a title.
_NAMED, _TITLE = 3, 60
#: Letters of an entry that could not be read, in the place of its title.
_LETTERS = 200
_CITED = ["title", "authors", "year", "doi"]


def bibliography(given: ReportInput, ledger: pd.DataFrame) -> pd.DataFrame | None:
    """The table, columns as in COLUMNS; None where no list is given.

    `record_id`, `box` and `reason` are of the report that the entry is, is linked with, or may be.
    """
    listed = given.bibliography
    if listed is None:
        return None
    from litsieve.dedupe.listed import LINKED_TO, SAME, found_in  # with it comes all of dedupe

    settings = DedupeSettings(**given.dedupe.get("settings", {}))
    found = found_in(given.records, given.clusters, listed, settings)
    standing = ledger[SELECTIONS["clusters"](ledger)].set_index("cluster_id")
    places = standing[["record_id", "study_id", "box", "reason"]].astype(object)
    reports = places.where(places.notna(), None).to_dict("index")
    rows: list[dict[Any, Any]] = []
    here, maybe, studies = set[str](), set[str](), set[str]()
    cells = listed[["source_id", "line", *_CITED]]
    for entry, one in zip(cells.to_dict("records"), found, strict=True):
        if one is None:
            rows.append({**entry, "state": STRANGER})
            continue
        report = reports[one.cluster_id]
        if one.answer == SAME:
            state = INCLUDED if report["box"] == "included" else OUT
            here.add(one.cluster_id)
        elif one.answer == LINKED_TO:
            state = LINKED
            studies.add(report["study_id"])
        else:
            state = PERHAPS
            maybe.add(one.cluster_id)
        place = {name: report[name] for name in ("record_id", "box", "reason")}
        rows.append({**entry, "state": state, **place, "how": _how(one)})
    unread = given.unread[["line", "raw", "reason"]]
    rows += [
        {"state": UNREAD, "line": line, "title": squeeze(raw)[:_LETTERS], "how": reason}
        for line, raw, reason in unread.itertuples(index=False, name=None)
    ]
    left = standing[SELECTIONS["included"](standing) & ~standing.index.isin(here | maybe)]
    rows += _unlisted(given, left, studies)
    labels = {reason.id: reason.label for reason in given.reasons}
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["reason_label"] = [labels.get(reason, reason) for reason in table["reason"]]
    numbers = {"line": schema.INTEGER, "year": schema.INTEGER}
    return table.astype({name: numbers.get(name, schema.TEXT) for name in COLUMNS})


def _how(one: Found) -> str:
    from litsieve.dedupe.listed import BY_ID, BY_SCORE

    if one.how == BY_ID:
        return BY_ID
    sure = f"score {one.score:.2f}"
    return sure if one.how == BY_SCORE else f"{one.how}, {sure}"


def _unlisted(
    given: ReportInput, left: pd.DataFrame, studies: set[str]
) -> Iterable[dict[Any, Any]]:
    """Included reports that no entry is, with the words of the record that stands for each."""
    cells = given.records[["record_id", "source_id", *_CITED]]
    rows = left[["record_id", "study_id", "box"]].merge(cells, on="record_id", validate="1:1")
    for row in rows.sort_values("record_id").to_dict("records"):
        how = "another report of its study is listed" if row.pop("study_id") in studies else None
        yield {**row, "state": UNLISTED, "how": how}


def differences(table: pd.DataFrame, p: Prisma) -> tuple[str, bool]:
    """How the listed and the included differ, in words, and whether they are the same reports.

    In an update, entries that are not among the records may be those of the previous version: as
    many as it had reports, any number where that is not known.
    """
    of = {str(name): rows for name, rows in table.groupby("state", sort=False)}
    none = table[:0]
    same = of.get(INCLUDED, none)["record_id"].nunique()
    entries = len(table) - len(of.get(UNLISTED, none))
    text = f"{same:,} of {p.included.reports:,} included reports are among the {entries:,} listed"
    strangers = of.get(STRANGER, none)
    before = 0
    if p.previous is not None:
        known = p.previous.reports
        before = len(strangers) if known is None else min(known, len(strangers))
    if before:
        text += f"; {before:,} not among the records may be reports of the previous version"
    strange = [STRANGER] if len(strangers) > before else []
    told = [OUT, LINKED, PERHAPS, *strange, UNREAD, UNLISTED]
    faults = [(name, of[name]) for name in told if name in of]
    for name, rows in faults:
        n = len(rows) - (before if name == STRANGER else 0)
        more = " more" if name == STRANGER and before else ""
        text += f"; {_WORDS[name].format(n=f'{n:,}{more}')}: {_some(rows)}"
    return text, not faults


_WORDS = {
    OUT: "{n} listed, not included",
    LINKED: "{n} listed, another report of a study",
    PERHAPS: "{n} listed, perhaps a report of the review: give the entry a DOI or its pages",
    STRANGER: "{n} listed, not among the records",
    UNREAD: "{n} of the list could not be read",
    UNLISTED: "{n} included, not listed",
}


def _some(rows: pd.DataFrame) -> str:
    cells = rows.astype(object).where(rows.notna(), None)
    named = [_named(row) for row in cells[:_NAMED].to_dict("records")]
    rest = f" and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
    return ", ".join(named) + rest


def _named(row: Mapping[Any, Any]) -> str:
    """`Okafor 2019 “A title” (r_…: excluded, E4 Wrong population)`."""
    title = str(row["title"] or "untitled")
    short = title if len(title) <= _TITLE else title[:_TITLE].rstrip() + "…"
    first = str(row["authors"] or "").split("; ")[0].partition(", ")[0]
    who = " ".join(str(part) for part in (first, row["year"]) if part)
    place = str(row["record_id"] or row["source_id"] or "")
    if row["record_id"] and row["state"] != UNLISTED:
        label = row["reason_label"] if row["reason_label"] != row["reason"] else None
        why = " ".join(str(part) for part in (row["reason"], label) if part)
        place += f": {row['box']}" + (f", {why}" if why else "")
    return f"{who} “{short}”".strip() + (f" ({place})" if place else "")
