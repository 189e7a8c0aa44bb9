"""Of `review explain ID`: the report that a record is part of, and the pairs it was compared in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from litsieve.cli.console import clean, result
from litsieve.project import Project

if TYPE_CHECKING:
    from litsieve.work import OneReport

_PAIRS = {"merge": "one with", "review": "perhaps one with", "distinct": "not one with",
          "linked": "of one study with"}  # fmt: skip
#: Fields that go with another: where it comes from, they do.
_BESIDE = ("_raw", "_cut", "_partial")


def cluster_facts(project: Project, of: OneReport, record_id: str) -> dict[str, Any]:
    """The record's report: its members, the pairs of this record, who gives which value."""
    from litsieve.dedupe.merge import OWN
    from litsieve.schema import RECORD, names, plain
    from litsieve.work import load

    cluster_id, study_id = of.clusters[["cluster_id", "study_id"]].iloc[0]
    pairs = load(project, "dedupe", "pairs")
    touching = pairs[(pairs["a"] == record_id) | (pairs["b"] == record_id)]
    origin = dict(zip(of.merged["field"], of.merged["record_id"], strict=True))
    return {
        "cluster_id": str(cluster_id),
        "study_id": str(study_id),
        "members": [
            {
                "record_id": r["record_id"],
                "source": r["source"],
                "place": f"{r['file']}:{r['line']}",
            }
            for _, r in of.records.sort_values("record_id").iterrows()
        ],
        "pairs": [
            {
                "with": r["b"] if r["a"] == record_id else r["a"],
                "answer": r["answer"],
                "score": r["score"] if r["score"] is None else round(r["score"], 3),
                "rule": r["rule"],
                "by": r["by"],
                "why": r["why"],
            }
            for r in touching.astype(object).where(touching.notna(), None).to_dict("records")
        ],
        "values_from": {
            field: origin.get(field, cluster_id)
            for field in names(RECORD)
            if field not in ("record_id", *OWN) and plain(of.report[field]) is not None
        },
    }


def print_cluster(cluster: dict[str, Any], record_id: str) -> None:
    """The same for people."""
    others = [m for m in cluster["members"] if m["record_id"] != record_id]
    result(f"report {cluster['cluster_id']}" + ("" if others else ", found once"))
    for member in others:
        result(f"  merged with {member['record_id']}  {clean(member['source'])}  "
               f"{clean(member['place'])}")  # fmt: skip
    for pair in cluster["pairs"]:
        result(f"  {_PAIRS[pair['answer']]} {pair['with']} ({_settled(pair)}): "
               f"{clean(pair['why'] or '')}")  # fmt: skip
    if others:
        for line in _values(cluster):
            result(line)
    if cluster["study_id"] != cluster["cluster_id"]:
        result(f"  a report of study {cluster['study_id']}")


def _settled(pair: Mapping[str, Any]) -> str:
    """What settled a pair: a rule, the people who answered, the score."""
    if pair["by"]:
        return f"{pair['rule']}: {clean(pair['by'])}"
    return pair["rule"] or f"score {pair['score']:.3f}"


def _values(cluster: Mapping[str, Any]) -> Iterator[str]:
    """Which member each value of the report comes from, the survivor first."""
    of: dict[str, list[str]] = {cluster["cluster_id"]: []}
    for name, member in cluster["values_from"].items():
        of.setdefault(member, []).append(name)
    for member, fields in of.items():
        survivor = " (survivor)" if member == cluster["cluster_id"] else ""
        told = [name for name in fields if not name.endswith(_BESIDE)]
        yield from wrap(f"  values from {member}{survivor}: {', '.join(told) or 'none'}", 80,
                        subsequent_indent="    ")  # fmt: skip
