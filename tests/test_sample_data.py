"""The sample review: its files are what its script writes, and the pipeline finds its truth."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "social-support"
CONFIG = ROOT / "configs" / "social-support"

#: An entry of these may be repaired, or rejected with a reason.
BROKEN = {"broken-bibtex", "broken-csv"}


def _script(path: Path) -> ModuleType:
    """A script of the project, imported."""
    import importlib

    folder = str(path.parent)
    sys.path.insert(0, folder)
    try:
        return importlib.import_module(path.stem)
    finally:
        sys.path.remove(folder)


@pytest.fixture(scope="module")
def make() -> ModuleType:
    return _script(SAMPLE / "make.py")


@pytest.fixture(scope="module")
def sample(make):
    return make.build()


# --- the files ---------------------------------------------------------------------------------


def test_the_committed_files_are_what_the_script_writes(make, sample):
    for name, content in sample.files().items():
        assert (SAMPLE / name).read_bytes() == content, name


def test_running_the_script_again_writes_the_same_bytes(make, tmp_path):
    (tmp_path / "README.md").write_bytes((SAMPLE / "README.md").read_bytes())
    make.write(tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (SAMPLE / path.name).read_bytes(), path.name


def test_the_counts_on_the_readme_are_true(sample):
    text = (SAMPLE / "README.md").read_text("utf-8")
    said = dict(re.findall(r"^\| (.+?) \| (\d+) \|$", text, re.M))
    with (SAMPLE / "scopus.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = len(list(csv.reader(lines))) - 1
    entries = len(re.findall(r"^@", (SAMPLE / "scholar.bib").read_text("utf-8"), re.M))
    with (SAMPLE / "truth.tsv").open(encoding="utf-8", newline="") as lines:
        truth = list(csv.DictReader(lines, delimiter="\t"))
    reports = {row["report"]: row["verdict"] for row in truth}
    both = Counter(report for report, _ in {(r["report"], r["database"]) for r in truth})
    assert int(said["entries in scopus.csv"]) == rows
    assert int(said["entries in scholar.bib"]) == entries
    assert int(said["reports that they describe"]) == len(reports)
    read = rows + entries - int(said["entries that cannot be read"])
    assert int(said["duplicates (entries read − reports)"]) == read - len(reports)
    assert int(said["reports in both files"]) == sum(n == 2 for n in both.values())
    for verdict, number in Counter(reports.values()).items():
        assert int(said[f"expected: {verdict}"]) == number


def test_every_case_is_on_the_readme_with_its_keys(sample):
    text = (SAMPLE / "README.md").read_text("utf-8")
    for number, item in enumerate(sample.items):
        if item.case not in ("ordinary", "reference"):
            line = next(x for x in text.splitlines() if f"| p{number:03d} |" in x)
            assert line.startswith(f"| {item.case} |")
            assert all(key in line for key, _ in (*item.scopus, *item.scholar))


def test_every_promised_case_is_there(make, sample):
    assert set(make.CASES) == {item.case for item in sample.items} - {"ordinary", "reference"}


def test_invented_records_are_plainly_invented_and_references_have_no_abstract(sample):
    for item in sample.items:
        assert all(eid.startswith("2-s2.0-9990000") for eid, _ in item.scopus)
        if item.case == "reference":
            assert not item.paper.abstract
        else:
            assert item.paper.doi == "" or item.paper.doi.startswith("10.5555/")


def test_about_four_reports_in_ten_are_in_both_databases(sample):
    both = sum(bool(item.scopus and item.scholar) for item in sample.items)
    assert 0.35 < both / len(sample.items) < 0.45


def test_the_broken_entry_stands_between_whole_ones(sample):
    cases = [sample.items[e.report].case for e in sample.scholar]
    at = cases.index("broken-bibtex")
    assert 0 < at < len(cases) - 1
    text = sample.scholar[at].text
    assert text.count("{") == text.count("}") + 1


# --- the configuration -------------------------------------------------------------------------


def test_the_review_loads_and_the_hits_are_noted(sample):
    from litsieve.config.review import load_review

    review = load_review(CONFIG / "review.yaml", "review.yaml")
    scopus, scholar = review.searches
    assert scopus.hits == len(sample.scopus)
    assert scholar.hits is not None
    assert scholar.hits > len(sample.scholar)


# --- the generator for speed measurements ------------------------------------------------------


def test_generated_exports_have_the_records_asked_for_and_overlap(tmp_path):
    command = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), "401", "--seed", "5"]
    for name in ("a", "b"):
        subprocess.run([*command, "-o", str(tmp_path / name)], check=True, capture_output=True)
    for name in ("scopus.csv", "scholar.bib"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    text = (tmp_path / "a" / "scopus.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    bib = (tmp_path / "a" / "scholar.bib").read_text("utf-8")
    titles = {t.replace(r"\&", "&").lower() for t in re.findall(r"^  title=\{(.*)\},$", bib, re.M)}
    assert len(rows) == 201
    assert bib.count("\n@") + bib.startswith("@") == 200
    shared = sum(row["Title"].lower() in titles for row in rows)
    assert 0.2 * 200 < shared <= 0.3 * 200  # titles with quotation marks are written differently


# --- the pipeline against the truth ------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """What the pipeline made of the sample, with the truth beside every record."""

    records: pd.DataFrame  # schema.RECORD + report, case, cluster_id, study_id
    rejects: pd.DataFrame
    pairs: pd.DataFrame
    merged: pd.DataFrame
    verdicts: pd.DataFrame  # by cluster_id


@pytest.fixture(scope="module")
def run(sample) -> Run:
    from litsieve.config.criteria import load_criteria
    from litsieve.config.review import load_review
    from litsieve.dedupe import dedupe, merged_reports
    from litsieve.ingest import ExportFile, read
    from litsieve.screen import screen

    review = load_review(CONFIG / "review.yaml", "review.yaml")
    files = [
        ExportFile(
            path=CONFIG / s.file, name=s.file, source=s.database, kind=s.kind, format=None,
            hits=s.hits,
        )
        for s in review.searches
    ]  # fmt: skip
    found = read(files)
    found_clusters = dedupe(found.records, review.dedupe)
    reports = merged_reports(found.records, found_clusters.clusters, found_clusters.merged)
    criteria = load_criteria(CONFIG / review.criteria, review.criteria)
    judged = screen(reports, criteria)
    records = _with_truth(sample, found.records, found.rejects)
    return Run(
        records.merge(found_clusters.clusters, on="record_id", validate="1:1"),
        found.rejects,
        found_clusters.pairs,
        reports.set_index("record_id"),
        judged.verdicts.set_index("cluster_id"),
    )


def _with_truth(sample, records: pd.DataFrame, rejects: pd.DataFrame) -> pd.DataFrame:
    """The report of every record, found by the entry's place among the file's entries."""
    parts = []
    for name, entries in (("scopus.csv", sample.scopus), ("scholar.bib", sample.scholar)):
        mine = records[records["file"].str.endswith(name)]
        lost = rejects[rejects["file"].str.endswith(name)]
        lines = sorted([*mine["line"], *lost.loc[~_broke_off(lost), "line"]])
        assert len(lines) == len(entries), f"{name}: an entry was lost or made up"
        report = {line: entry.report for line, entry in zip(lines, entries, strict=True)}
        parts.append(mine.assign(report=mine["line"].map(report).astype(int)))
    table = pd.concat(parts, ignore_index=True)
    return table.assign(case=[sample.items[n].case for n in table["report"]])


def _broke_off(rejects: pd.DataFrame) -> pd.Series:
    """The last entry of scholar.bib, of which nothing is left."""
    return rejects["raw"].str.startswith("@article{lost2023")


def test_every_entry_is_a_record_but_the_broken_ones(sample, run):
    rejected = len(sample.scopus) + len(sample.scholar) + 1 - len(run.records)
    assert _broke_off(run.rejects).sum() == 1
    assert rejected == len(run.rejects) <= len(BROKEN) + 1
    assert run.rejects["reason"].notna().all()
    repaired = run.records[run.records["case"].isin(BROKEN)]
    assert repaired["flags"].notna().all()


def test_ids_and_titles_are_those_of_the_entries(sample, run):
    for row in run.records[~run.records["case"].isin(BROKEN)].itertuples():
        item = sample.items[row.report]
        ids = [i for i, _ in (item.scopus if row.file.endswith(".csv") else item.scholar)]
        assert row.source_id in ids


def test_no_two_reports_are_merged(sample, run):
    mixed = run.records.groupby("cluster_id")["report"].nunique()
    wrong = run.records[run.records["cluster_id"].isin(mixed.index[mixed > 1])]
    assert wrong.empty, wrong[["cluster_id", "report", "case", "source_id", "title"]].to_string()


def test_every_duplicate_is_merged(sample, run):
    split = run.records.groupby("report")["cluster_id"].nunique()
    missed = run.records[run.records["report"].isin(split.index[split > 1])]
    missed = missed.sort_values("report")
    assert missed.empty, missed[["report", "case", "source_id", "title", "year"]].to_string()


def test_reports_of_one_study_are_linked_and_others_are_not(sample, run):
    study = run.records["report"].map(lambda n: sample.items[n].study or f"p{n}")
    table = run.records.assign(study=study)
    told = table.groupby("study")["study_id"].nunique()
    assert (told == 1).all(), table[table["study"].isin(told.index[told > 1])].to_string()
    taken = table.groupby("study_id")["study"].nunique()
    assert (taken == 1).all()


def test_every_report_gets_its_verdict_and_primary_reason(sample, run):
    wrong = []
    for row in run.records.drop_duplicates("cluster_id").itertuples():
        item = sample.items[row.report]
        found = run.verdicts.loc[row.cluster_id]
        reason = "" if pd.isna(found["primary_reason"]) else found["primary_reason"]
        if (found["verdict"], reason) != (item.verdict, item.reason):
            wrong.append(
                f"p{row.report:03d} {item.case}: expected {item.verdict} {item.reason}, found "
                f"{found['verdict']} {reason} ({found['rules']}): {row.title}"
            )
    assert not wrong, "\n".join(wrong)


def test_markup_and_formulas_are_read_as_they_are_meant(sample, run):
    titles = run.records.groupby("report")["title"].agg(list)
    by_case = {case: [titles[n] for n in titles.index if sample.items[n].case == case]
               for case in ("markup", "formula", "special")}  # fmt: skip
    flat = {case: [t for group in groups for t in group] for case, groups in by_case.items()}
    assert not any(tag in t for t in flat["markup"] for tag in ("<b>", "<i>", "&amp;"))
    assert any("aged <25 years" in t for t in flat["markup"])
    assert any(t.startswith('=cmd("help")') for t in flat["formula"])
    assert {"R&D", "50%", "$2"} <= {word for t in flat["special"] for word in t.split()}
    assert not any("\\" in t for t in run.records["title"].dropna())


def test_merged_reports_carry_the_abstract_of_the_copy_that_has_one(sample, run):
    for row in run.records.drop_duplicates("cluster_id").itertuples():
        item = sample.items[row.report]
        if item.scopus and item.paper.abstract and item.case not in BROKEN:
            assert not pd.isna(run.merged.loc[row.cluster_id, "abstract"])
