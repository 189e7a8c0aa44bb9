"""Clusters → merged reports: which record survives, and which field comes from another member."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve import schema
from litsieve.dedupe import fields
from litsieve.dedupe.slim import LENGTH, slim

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: What a record says of itself, not of the work: never taken from another member.
OWN = ("record_id", "source", "file", "line", "source_id", "flags")
#: Fields that only make sense from one record; the first decides which.
_TOGETHER: tuple[tuple[str, ...], ...] = (
    ("authors", "authors_cut"),
    ("abstract", "abstract_partial"),
    ("document_type", "document_type_raw"),
    ("source_type", "source_type_raw"),
)
#: Where a work stands, and when it appeared there: from one record, or from one volume at least.
_PLACE = ("volume", "issue", "pages", "article_number")
_DATE = ("year", "published")
#: What a preprint says of where it appeared does not hold for the article it became.
_OF_VERSION = (
    *_PLACE, *_DATE, "doi", "venue", "issn", "publisher", "url", "document_type", "source_type",
    "peer_reviewed",
)  # fmt: skip
_GOOD, _POOR, _MISSING = 0, 1, 2
#: How publishers end the DOI of what lies beside an article.
_SUPPLEMENT = r"/(?:suppinfo|-/dc\w*)$"
#: An abstract that is this much shorter than another was cut, whatever its export says.
_CUT_BELOW = 0.8


def survivors(
    rows: pd.DataFrame,
    labels: Positions,
    source_priority: tuple[str, ...],
    notices: Flags | None = None,
) -> pd.DataFrame:
    """`record_id`, `cluster_id` and the member's `rank` in its cluster: 0 is the survivor.

    `rows` are records sorted by record_id, `labels` their clusters. The survivor comes from the
    source named first in `source_priority`, then has the most fields, then the smallest id; one of
    the `notices` (corrections, retractions) survives only where nothing else is in its cluster.
    """
    place = {source: i for i, source in enumerate(source_priority)}
    frame = pd.DataFrame({
        "record_id": rows["record_id"],
        "label": labels,
        "notice": np.zeros(len(rows), dtype=bool) if notices is None else notices,
        "source": rows["source"].map(place).fillna(len(place)).astype(int),
        "fields": -sum(rows[name].notna().astype(np.int64) for name in schema.names(schema.RECORD)),
    }).sort_values(["label", "notice", "source", "fields", "record_id"], kind="stable")  # fmt: skip
    frame["rank"] = frame.groupby("label").cumcount()
    frame["cluster_id"] = frame.groupby("label")["record_id"].transform("first")
    return frame.sort_index()[["record_id", "cluster_id", "rank"]]


def merged_fields(rows: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """schema.MERGED: every field that a cluster's report takes from another member.

    All other values are the survivor's. A value is taken where the survivor has none or a poorer
    one: see `_poor`. Volume, issue, pages and article number go together, and the date with them,
    where another member knows the place better: an article is not paged online-first in its final
    volume, nor dated by its preprint.
    """
    several = members.groupby("cluster_id")["rank"].transform("max") > 0
    who = members[several].sort_values(["cluster_id", "rank"])
    if who.empty:
        return schema.empty(schema.MERGED)
    part = slim(rows).loc[who.index].reset_index(drop=True)
    starts = np.flatnonzero(who["rank"] == 0)
    part["cluster"] = np.repeat(np.arange(len(starts)), np.diff([*starts, len(part)]))
    part["preprint"] = _preprints(part)
    part["doi_shared"] = part["doi"].isin(_shared_dois(rows, members, part["doi"]))
    taken = {group: _best(_quality(part, group[0]), starts) for group in _groups()}
    taken |= _places(part, starts)
    ids = part["record_id"].to_numpy(dtype=object)
    table = [
        pd.DataFrame({"cluster_id": ids[starts[other]], "record_id": ids[donors[other]]}).assign(
            field=field
        )
        for group, donors in taken.items()
        for other in (donors != starts,)
        for field in group
        if other.any()
    ]
    if not table:
        return schema.empty(schema.MERGED)
    merged = pd.concat(table).sort_values(["cluster_id", "field"], kind="stable")
    return schema.conform(merged, schema.MERGED)


def merged_reports(
    records: pd.DataFrame, clusters: pd.DataFrame, merged: pd.DataFrame
) -> pd.DataFrame:
    """schema.RECORD: one row per cluster, record_id its cluster_id, sorted by it.

    `records` (schema.RECORD), `clusters` (schema.CLUSTER) and `merged` (schema.MERGED) are of one
    run; a survivor keeps what `merged` does not replace.
    """
    by_id = records.set_index("record_id", drop=False)
    ids = sorted(clusters["cluster_id"].unique())
    reports = by_id.loc[ids].copy()
    for field, rows in merged.groupby("field"):
        values = by_id.loc[rows["record_id"], str(field)]
        reports.loc[rows["cluster_id"], str(field)] = values.to_numpy(dtype=object)
    return schema.conform(reports.reset_index(drop=True), schema.RECORD)


# ------------------------------------------------------------------------- who gives a field


def _groups() -> list[tuple[str, ...]]:
    grouped = {field for group in _TOGETHER for field in group}
    done = grouped | {*OWN, *_PLACE, *_DATE}
    return [*_TOGETHER, *((name,) for name in schema.names(schema.RECORD) if name not in done)]


def _best(quality: npt.NDArray[np.int64], starts: Positions) -> Positions:
    """Which row gives each cluster a field: the first of those of the best (smallest) quality.

    Rows stand in the order of cluster and rank; each cluster begins at one of `starts`.
    """
    ranked = quality * len(quality) + np.arange(len(quality))
    return np.asarray(np.minimum.reduceat(ranked, starts) % len(quality))


def _quality(rows: pd.DataFrame, field: str) -> npt.NDArray[np.int64]:
    """good, poor or missing, for every row."""
    poor = _poor(rows, field)
    if field in _OF_VERSION:
        poor = poor | rows["preprint"].to_numpy(dtype=bool)
    return np.where(rows[field].isna(), _MISSING, np.where(poor, _POOR, _GOOD)).astype(np.int64)


def _poor(rows: pd.DataFrame, field: str) -> Flags:
    """Which values give way to another's: a cut list of authors, a snippet for an abstract …

    Also an abstract much shorter than another, a name that ends in "…", the type "other", a DOI
    of a supplement or one that reports outside the cluster carry too, and a retraction that is
    denied: one that any member states is stated.
    """
    values = rows[field]
    match field:
        case "authors":
            poor = rows["authors_cut"].fillna(False)
        case "abstract":
            whole = ~rows["abstract_partial"].fillna(False).astype(bool)
            length = rows[LENGTH].fillna(0).where(whole, 0)
            longest = length.groupby(rows["cluster"]).transform("max")
            poor = ~whole | (length < _CUT_BELOW * longest)
        case "title" | "venue":
            poor = values.str.contains(r"(?:…|\.\.\.)\W*$", na=False)
        case "document_type":
            poor = values == "other"
        case "doi":
            poor = rows["doi_shared"] | values.str.contains(_SUPPLEMENT, na=False)
        case "retracted":
            poor = ~values.fillna(False).astype(bool)
        case _:
            return np.zeros(len(rows), dtype=bool)
    return np.asarray(poor.fillna(False).to_numpy(dtype=bool))


def _places(rows: pd.DataFrame, starts: Positions) -> dict[tuple[str, ...], Positions]:
    """Who gives volume, issue, pages, article number and date.

    The member that has volume and pages gives all; else the one that has a volume. What it lacks
    comes from another of the same volume, so that no place is put together of two.
    """
    volume = rows["volume"].notna().to_numpy(dtype=bool)
    paged = (rows["pages"].notna() | rows["article_number"].notna()).to_numpy(dtype=bool)
    known = np.select([volume & paged, volume, paged], [0, 1, 2], 3)
    preprint = rows["preprint"].to_numpy(dtype=bool)
    numbers = rows["volume"].fillna("").map(fields.volume).to_numpy(dtype=object)
    donors = _best(known + 4 * preprint.astype(np.int64), starts)
    became = preprint[starts] & ~preprint[donors]
    donors = np.where((numbers[donors] == numbers[starts]) & ~became, starts, donors)
    found: dict[tuple[str, ...], Positions] = {("volume",): donors}
    chosen = donors[rows["cluster"]]
    strange = (numbers != numbers[chosen]) | (preprint & ~preprint[chosen])
    other = (np.arange(len(rows)) != chosen).astype(np.int64)
    for field in _PLACE[1:]:
        there = rows[field].notna().to_numpy(dtype=bool) & ~strange
        found[(field,)] = _best(np.where(there, 0, 2) + other, starts)
    dated = rows["year"].notna().to_numpy(dtype=bool)
    moved = (~volume[starts] | became) & (donors != starts) & dated[donors]
    found[_DATE] = np.where(moved, donors, _best(_quality(rows, "year"), starts))
    return found


# --------------------------------------------------------------------- what a version is worth


def _preprints(rows: pd.DataFrame) -> Flags:
    """Which records are of a preprint: by their type, their DOI or their venue."""
    typed = (rows["document_type"] == "preprint") | (rows["source_type"] == "repository")
    told = [
        fields.preprint_doi(doi) or fields.preprint_server(venue)
        for doi, venue in zip(rows["doi"].fillna(""), rows["venue"].fillna(""), strict=True)
    ]
    return np.asarray(typed.fillna(False).to_numpy(dtype=bool) | np.array(told, dtype=bool))


def _shared_dois(rows: pd.DataFrame, members: pd.DataFrame, dois: pd.Series) -> set[str]:
    """Of `dois` those that records of several clusters carry, as a supplement's are."""
    held = pd.DataFrame({"doi": rows["doi"], "cluster_id": members["cluster_id"]})
    held = held[held["doi"].isin(dois.dropna())].drop_duplicates()
    return set(held.loc[held["doi"].duplicated(), "doi"])
