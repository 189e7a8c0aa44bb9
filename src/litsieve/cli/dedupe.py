"""`review dedupe`: records → clusters."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import click

from litsieve.cli.common import run_stage, say_done, summary, warn_of
from litsieve.cli.console import Bar, clean, notice, number, result, result_json, table
from litsieve.pipeline import THIS_RUN, Counts, require, usable
from litsieve.project import Project, find
from litsieve.text import counted

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.dedupe.tally import Changes

#: Changes of one kind that a dry run lists.
_LISTED = 20
#: Answers to a pair, and how they are headed.
_ANSWERS = {
    "merge": "merged", "linked": "linked", "review": "to look at", "distinct": "kept apart",
}  # fmt: skip
_CHANGES = {
    "joins": ("report would join another", "reports would join another", "joins"),
    "leaves": ("report would part from another", "reports would part from another", "leaves"),
    "asks": ("pair would newly need a person", "pairs would newly need a person", "and"),
}


@click.command("dedupe")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def command(dry_run: bool, as_json: bool) -> None:
    """Find the records of one and the same report.

    What is sure is merged, what is too uncertain is kept apart and left for a person: `review
    decide duplicates`. `review explain A B` says why two records are, or are not, one; `review
    export duplicates` says it of all.
    """
    project = find()
    if dry_run:
        _trial(project, as_json)
        return
    counts = run_stage(project, "dedupe")
    _print(counts, as_json)
    once = counts[THIS_RUN]
    known = f", {number(once['known'])} known from the last run" if once["known"] else ""
    notice(f"{counted(once['compared'], 'pair')} of records compared{known}")
    say_done("dedupe", counts)


def _written(project: Project) -> tuple[pd.DataFrame, pd.DataFrame]:
    from litsieve.work import load

    return load(project, "dedupe", "clusters"), load(project, "dedupe", "pairs")


def _records(project: Project) -> pd.DataFrame:
    """Of all records, what the counts are made of and a list shows."""
    from litsieve.schema import RECORD
    from litsieve.store import read_table

    columns = tuple(c for c in RECORD if c.name in ("record_id", "source", "title"))
    return read_table(project.folder("ingest") / "records.parquet", columns)


# ------------------------------------------------------------------------------- what it says


def _print(counts: Counts, as_json: bool) -> None:
    if as_json:
        result_json({key: value for key, value in counts.items() if key != THIS_RUN})
        return
    result(per_kind(counts))
    result()
    result(per_source(counts))
    if counts["by_rule"]:
        result()
        result(per_rule(counts))


def per_kind(counts: Counts) -> str:
    """The counts, one line each."""
    return table(
        [
            ["records", counts["records"]],
            ["duplicates within a source", counts["within"]],
            ["duplicates across sources", counts["across"]],
            ["reports left", counts["left"]],
            ["pairs linked as one study", counts["linked"]],
            ["pairs for a person", counts["review"]],
            ["records in these pairs", counts["review_records"]],
        ],
        ("", "count"),
    )


def per_source(counts: Counts) -> str:
    """How many reports each source has, has alone and shares with each other source."""
    names = [row["source"] for row in counts["sources"]]
    shared = {frozenset(row["sources"]): row["reports"] for row in counts["shared"]}
    several = len(names) > 1
    rows = [
        [
            f"{at} {row['source']}", row["records"], row["reports"], row["alone"],
            *(shared.get(frozenset((row["source"], other))) for other in names if several),
        ]
        for at, row in enumerate(counts["sources"], 1)
    ]  # fmt: skip
    numbers = [f"in {at}" for at in range(1, len(names) + 1) if several]
    return table(rows, ("source", "records", "reports", "only here", *numbers))


def per_rule(counts: Counts) -> str:
    """Pairs by what settled them and how; of those kept apart, the ones that were near."""
    rows: dict[str, dict[str, int]] = {}
    for row in counts["by_rule"]:
        rows.setdefault(row["rule"], {})[row["answer"]] = row["pairs"]
    there = [a for a in _ANSWERS if any(a in found for found in rows.values())]
    return table(
        [[rule, *(found.get(answer) for answer in there)] for rule, found in rows.items()],
        ("pairs settled by", *(_ANSWERS[answer] for answer in there)),
    )


# -------------------------------------------------------------------------------- the dry run


def _trial(project: Project, as_json: bool) -> None:
    """A run that is not kept, beside the last one."""
    from litsieve.dedupe.tally import changes
    from litsieve.stages import dedupe_counts, find_duplicates

    require(project, "dedupe")
    bar = Bar()
    try:
        found = find_duplicates(project, bar)
    finally:
        bar.close()
    records = _records(project)
    counts = dedupe_counts(project, records, found)
    now = (found.clusters, found.pairs)
    differ = changes(_written(project), now) if usable(project, "dedupe") else None
    titles = dict(zip(records["record_id"], records["title"].fillna(""), strict=True))
    if as_json:
        _print({**counts, "changes": _plain(differ, titles) if differ else None}, as_json)
    else:
        _print(counts, as_json)
        result()
        for line in _told(differ, titles):
            result(line)
    warn_of("dedupe", counts)
    notice(f"dedupe: {summary('dedupe', counts)}; dry run, nothing was written")


def _plain(differ: Changes, titles: dict[str, str]) -> dict[str, Any]:
    return {
        kind: [
            {**row, "title": titles[row["record_id"]], "other_title": titles[row["other"]]}
            for row in frame.to_dict("records")
        ]
        for kind, frame in _kinds(differ)
    }


def _kinds(differ: Changes) -> Iterator[tuple[str, pd.DataFrame]]:
    return ((kind, getattr(differ, kind)) for kind in _CHANGES)


def _told(differ: Changes | None, titles: dict[str, str]) -> Iterator[str]:
    """The changes in lines; of each kind the first, then how many more."""
    if differ is None:
        yield "there is no earlier run of this version to compare with"
        return
    if not len(differ):
        yield "nothing would change"
    for kind, frame in _kinds(differ):
        one, several, word = _CHANGES[kind]
        if len(frame):
            yield counted(len(frame), one, several)
        for a, b in frame.head(_LISTED).itertuples(index=False):
            yield f"  {'':6} {a}  {_short(titles[a])}"
            yield f"  {word:>6} {b}  {_short(titles[b])}"
        if len(frame) > _LISTED:
            yield f"  … and {len(frame) - _LISTED:,} more; --json lists them all"


def _short(title: str) -> str:
    return shorten(clean(title), 50, placeholder=" …") or "(no title)"
