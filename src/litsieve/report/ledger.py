"""The ledger: one row a record, and the one box of PRISMA 2020 in which it ended.

Every number of a report is the length of a selection of these rows (see `counts.py`).
"""

from __future__ import annotations

import pandas as pd

from litsieve.errors import ReviewError
from litsieve.report.among import among
from litsieve.report.given import ReportInput

#: Every box in which a record can end or wait, in the order of the flow.
BOXES = (
    "duplicate",
    "automation",
    "other",
    "excluded",
    "awaiting-title-abstract",
    "not-retrieved",
    "awaiting-retrieval",
    "excluded-report",
    "awaiting-full-text",
    "included",
)

#: Where a cluster's survivor ends, by verdict and the stage at which it was settled or waits.
BOX_OF = {
    ("excluded", "metadata"): "automation",
    ("excluded", "title-abstract"): "excluded",
    ("excluded", "retrieval"): "not-retrieved",
    ("excluded", "full-text"): "excluded-report",
    ("awaiting", "metadata"): "awaiting-title-abstract",
    ("awaiting", "title-abstract"): "awaiting-title-abstract",
    ("awaiting", "retrieval"): "awaiting-retrieval",
    ("awaiting", "full-text"): "awaiting-full-text",
    ("included", "metadata"): "included",
    ("included", "title-abstract"): "included",
    ("included", "full-text"): "included",
}

#: A reason may move an exclusion: (box, what the reason counts as) → box.
MOVED = {
    ("automation", "other"): "other",
    ("excluded-report", "not-retrieved"): "not-retrieved",
}

COLUMNS = (
    "record_id", "source", "kind", "arm", "file", "line", "source_id", "title", "cluster_id",
    "study_id", "box", "stage", "by", "people", "reason", "rules",
)  # fmt: skip

_RERUN = "run `review run`: the tables in work/ come from different runs"


def ledger(given: ReportInput) -> pd.DataFrame:
    """Where every record ended; columns as in `COLUMNS`, rows sorted by record_id.

    Of each cluster one record stands for the report, in the box of the verdict on the cluster; the
    others are duplicates. It is the survivor, unless that came by other methods and another member
    from a database or register: then the first of those. `arm` is databases or other, by `kind`.
    A cluster without a verdict awaits title and abstract screening.
    A person who removes a record on its metadata does so for "other" reasons: PRISMA keeps
    "marked as ineligible by automation tools" for tools. `kind` is that of the file: database,
    register or other. Raises ReviewError if the tables do not belong together.
    """
    rows = _with_clusters(given)
    rows = rows.merge(_judged(given), on="cluster_id", how="left", validate="m:1")
    rows["box"] = rows["box"].astype("str").fillna(BOX_OF["awaiting", "title-abstract"])
    duplicate = ~among(rows["record_id"], _standing(rows))
    rows.loc[duplicate, ["stage", "people", "reason", "rules"]] = pd.NA
    rows.loc[duplicate, "by"] = "automation"
    rows.loc[duplicate, "box"] = "duplicate"
    return rows[list(COLUMNS)].sort_values("record_id", ignore_index=True)


def _standing(rows: pd.DataFrame) -> pd.Series[str]:
    """The record that stands for each cluster's report."""
    order = rows[["record_id", "cluster_id"]].assign(
        elsewhere=rows["arm"] == "other", member=rows["record_id"] != rows["cluster_id"]
    )
    order = order.sort_values(["elsewhere", "member", "record_id"])
    return order.drop_duplicates("cluster_id")["record_id"]


def _with_clusters(given: ReportInput) -> pd.DataFrame:
    """The records' own columns with their kind, cluster and study."""
    records, clusters = given.records, given.clusters
    _same_ids(records["record_id"], clusters["record_id"], "records", "clusters")
    lost = ~among(clusters["cluster_id"], clusters["record_id"])
    if lost.any():
        name = clusters.loc[lost, "cluster_id"].min()
        raise ReviewError(f"cluster {name} is named after a record that is not there", hint=_RERUN)
    columns = ["record_id", "source", "file", "line", "source_id", "title"]
    rows = records[columns].merge(clusters, on="record_id", validate="1:1")
    kinds = given.files.dropna(subset="file").drop_duplicates("file").set_index("file")["kind"]
    rows["kind"] = rows["file"].map(kinds).astype("str").fillna("database")
    rows["arm"] = rows["kind"].where(rows["kind"] == "other", "databases")
    # An unnamed database still has a name in every table: that of its file.
    rows["source"] = rows["source"].fillna(rows["file"])
    return rows


def _same_ids(left: pd.Series[str], right: pd.Series[str], a: str, b: str) -> None:
    for ids, name in ((left, a), (right, b)):
        if ids.duplicated().any():
            twin = ids[ids.duplicated()].min()
            raise ReviewError(f"record {twin} is twice among the {name}", hint=_RERUN)
    odd = sorted(set(left.to_list()) ^ set(right.to_list()))
    if odd:
        raise ReviewError(
            f"{len(odd)} records are in only one of {a} and {b}, {odd[0]} for one", hint=_RERUN
        )


def _judged(given: ReportInput) -> pd.DataFrame:
    """One row a verdict: cluster_id, stage, by, people, reason, rules, box."""
    verdicts = given.verdicts
    strangers = ~among(verdicts["cluster_id"], given.clusters["cluster_id"])
    if strangers.any():
        name = verdicts.loc[strangers, "cluster_id"].min()
        raise ReviewError(f"there is a verdict on {name}, which is not a cluster", hint=_RERUN)
    if verdicts["cluster_id"].duplicated().any():
        name = verdicts.loc[verdicts["cluster_id"].duplicated(), "cluster_id"].min()
        raise ReviewError(f"there are two verdicts on {name}", hint=_RERUN)
    columns = ["cluster_id", "verdict", "stage", "by", "people", "primary_reason", "rules"]
    judged = verdicts[columns].rename(columns={"primary_reason": "reason"})
    # A verdict that names nobody was a machine's.
    judged["by"] = judged["by"].mask(
        judged["verdict"].ne("awaiting") & judged["by"].isna(), "automation"
    )
    counts_as = {reason.id: reason.counts_as for reason in given.reasons}
    # Verdicts are many and their kinds few: settle each kind once.
    key = ["verdict", "stage", "by", "reason"]
    kinds = judged[key].drop_duplicates()
    kinds["box"] = [
        _box(given.stages, verdict, stage, by, counts_as.get(reason))
        for verdict, stage, by, reason in kinds.astype(object).where(kinds.notna(), None).to_numpy()
    ]
    # Missing keys match each other here, which is what is meant: `kinds` came from `judged`.
    judged = judged.merge(kinds, on=key, how="left", validate="m:1")
    return judged[["cluster_id", "stage", "by", "people", "reason", "rules", "box"]]


def _box(
    stages: tuple[str, ...], verdict: str, stage: str, by: str | None, counts_as: str | None
) -> str:
    if (verdict, stage) not in BOX_OF:
        raise ReviewError(f"a verdict that no box takes: {verdict} at {stage}", hint=_RERUN)
    needs = "full-text" if stage == "retrieval" else stage
    if verdict == "excluded" and needs not in stages:
        raise ReviewError(
            f"a record was excluded at {stage}, but the stages carried out are {', '.join(stages)}",
            hint=_RERUN,
        )
    box = BOX_OF[verdict, stage]
    if verdict == "included" and "full-text" in stages and stage != "full-text":
        return "awaiting-retrieval"  # passed the abstract, nobody has settled the full text yet
    if box == "automation" and by == "human":
        return "other"
    return MOVED.get((box, counts_as or ""), box)
