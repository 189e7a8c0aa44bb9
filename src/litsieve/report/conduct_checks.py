"""How the review was carried out: who included, what was left open, what is not the review's own.

Codes, levels and meanings are in `check_codes.py`. A check with nothing to look at is not made.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from litsieve.report.counts import Check
from litsieve.report.finished import check, some
from litsieve.report.given import ReportInput
from litsieve.report.prisma import Prisma
from litsieve.text import counted

Found = Iterator[Check]


def _by_rules_alone(given: ReportInput, ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P197: on whatever is included a person voted, at the stage that included it."""
    rows = ledger[ledger["box"] == "included"]
    if rows.empty:
        return
    voted = given.decisions[given.decisions["votes"].fillna(0) > 0]
    judged = pd.MultiIndex.from_frame(voted[["cluster_id", "stage"]])
    asked = pd.MultiIndex.from_frame(rows[["cluster_id", "stage"]])
    nobody = rows.loc[(rows["by"] != "human") & ~asked.isin(judged), "record_id"]
    text = f"{len(nobody):,} of {counted(len(rows), 'included report')} by rules alone"
    text += f" ({some(nobody)})" if len(nobody) else ""
    yield check("P197", "a person voted on each included report", text, nobody.empty)


def _overruled(given: ReportInput, ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P198: what is included meets the criteria of the metadata."""
    rows = ledger.loc[ledger["box"] == "included", ["record_id", "cluster_id"]]
    if given.overruled is None or rows.empty:
        return
    hit = given.overruled.merge(rows, on="cluster_id")
    of = [f"{rule} ({some(ids)})" for rule, ids in hit.groupby("rule", sort=True)["record_id"]]
    text = f"{hit['record_id'].nunique():,} of {counted(len(rows), 'included report')}"
    text += f": {'; '.join(of)}" if of else ""
    yield check("P198", "no rule of the metadata hits an included report", text, hit.empty)


def _open_pairs(given: ReportInput, _ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P199: pairs that might be one report have been answered."""
    pairs = given.pairs
    left = pairs[pairs["answer"] == "review"]
    asked = len(left) + int(((pairs["answer"] != "review") & pairs["by"].notna()).sum())
    if not asked:
        return
    text = f"{len(left):,} of {counted(asked, 'pair')} still open"
    if len(left):
        records = len({*left["a"], *left["b"]})
        names = some(f"{a} and {b}" for a, b in zip(left["a"], left["b"], strict=True))
        text += f", of {counted(records, 'record')} ({names}); `review decide duplicates`"
    yield check("P199", "possible duplicates are decided on", text, left.empty)


def _examples(given: ReportInput, _ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P200: what a template has for an example is the review's own by now."""
    if given.examples is None:
        return
    text = "; ".join(given.examples) or "nothing is left of the examples of a template"
    yield check("P200", "title, reasons and terms are the review's own", text, not given.examples)


def _sources(given: ReportInput, _ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P201: sources are called by what was searched, not by a file."""
    files = given.files[given.files["named"].notna() & (given.files["seen"] > 0)]
    if files.empty:
        return
    bare = files[~files["named"].astype(bool)]
    names = {
        f"{source} ({file})" if source != file else file
        for source, file in zip(bare["source"], bare["file"], strict=True)
    }
    sources, wrong = files["source"].nunique(), bare["source"].nunique()
    text = f"{sources - wrong:,} of {counted(sources, 'source')}"
    text += f"; not {some(names)}" if names else ""
    yield check("P201", "sources are called by the name of the database", text, not names)


def _keys(given: ReportInput, _ledger: pd.DataFrame, _p: Prisma) -> Found:
    """P202: what is set has a consequence."""
    written = sum(keys.written for keys in given.keys.values())
    if not written:
        return
    idle = [f"{file}: {', '.join(keys.inert)}" for file, keys in given.keys.items() if keys.inert]
    n = sum(len(keys.inert) for keys in given.keys.values())
    text = f"{written - n:,} of {counted(written, 'key')}"
    text += f"; not {'; '.join(idle)}" if idle else ""
    yield check("P202", "each key that is set changes something", text, not idle)


#: Every check of this module, in the order of the codes.
CONDUCT = (_by_rules_alone, _overruled, _open_pairs, _examples, _sources, _keys)
