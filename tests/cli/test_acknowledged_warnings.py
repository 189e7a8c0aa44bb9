"""What is acknowledged in review.yaml, from the file to every command that tells of checks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_review import CRITERIA, Outcome

from litsieve.shipped import TEMPLATES

Run = Callable[..., Outcome]
SEARCHES = """\
version: 1
searches:
  - {file: scopus.csv, database: Scopus, hits: 9}
  - {file: scholar.bib, database: Google Scholar, hits: 9}
"""


def write(review: Path, **reasons: str) -> None:
    said = "".join(f"    {code}: {json.dumps(why)}\n" for code, why in reasons.items())
    (review / "review.yaml").write_text(
        SEARCHES + (f"check:\n  acknowledge:\n{said}" if said else ""), encoding="utf-8"
    )


@pytest.fixture
def reported(run: Run, review: Path) -> Run:
    write(review)
    assert run("run").code == 0
    return run


def test_a_warning_fails_until_it_is_acknowledged(reported: Run, review: Path) -> None:
    got = reported("check")
    assert got.code == 1
    assert re.search(r"^P193 warning hits of scholar.bib .*✗$", got.out, re.M)
    assert got.out.count("export again, or say in review.yaml why") == 1  # of two
    assert reported("report", "--strict").code == 1

    write(review, P193="All that the databases show.", P197="An exercise.")
    stale = reported("check")
    assert stale.code == 1
    assert "report is stale: review.yaml has changed" in stale.err
    strict = reported("report", "--strict")
    assert strict.code == 0
    assert "P19" not in strict.err.replace("(P193)", "")
    assert "3 acknowledged" in strict.err
    got = reported("check")
    assert got.code == 0
    assert re.search(r"^P193 hits of scholar.bib .*✗ acknowledged: All that the databases show\.$",
                     got.out, re.M)  # fmt: skip
    assert re.search(r"^\d+ checks: 3 acknowledged \(P193 ×2, P197\)$", got.out, re.M)
    assert "hint" not in got.out


def test_what_else_is_wrong_still_fails(reported: Run, review: Path) -> None:
    write(review, P193="All that the databases show.")
    assert reported("run").code == 0
    got = reported("check")
    assert got.code == 1
    assert "P197 warning" in got.out
    assert re.search(r"^\d+ checks: 1 warning, 2 acknowledged \(P193 ×2\)$", got.out, re.M)
    assert reported("report", "--strict").code == 1


def test_machines_get_the_reason_and_the_promised_keys(reported: Run, review: Path) -> None:
    write(review, P193="All that they show.", P197="An exercise.", P190="Nothing.")
    reported("run")
    told = json.loads(reported("check", "--json").out)
    by = {check["code"]: check for check in told["checks"]}
    assert by["P193"]["ok"] is False
    assert by["P193"]["acknowledged"] == "All that they show."
    assert by["I1"]["acknowledged"] is None
    assert all({"code", "text", "ok"} <= check.keys() for check in told["checks"])
    assert len(told["needless"]) == 1
    lines = reported("check", "--format", "github").out.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("::notice title=P19") for line in lines)
    assert lines[0].endswith("✗ acknowledged: All that they show.")


def test_a_needless_acknowledgement_is_told_and_fails_nothing(reported: Run, review: Path) -> None:
    write(review, P193="All that they show.", P197="An exercise.", P113="None.", P191="None.")
    assert reported("run").code == 0
    for got in (reported("report", "--strict"), reported("check")):
        assert got.code == 0
        assert "P113 is acknowledged in review.yaml, but the check holds: take it out" in got.err
        assert "P191 is acknowledged in review.yaml, but no such check is made here" in got.err


@pytest.mark.parametrize(
    ("code", "says"), [("I1", "cannot be acknowledged"), ("P913", "did you mean 'P193'")]
)
def test_what_cannot_be_acknowledged_exits_2_with_its_line(
    reported: Run, review: Path, code: str, says: str
) -> None:
    write(review, P193="All that they show.", **{code: "An estimate."})
    got = reported("check")
    assert got.code == 2
    assert "review.yaml:8:" in got.err
    assert says in got.err


# -- the new checks, from the files ------------------------------------------------------------


def checks(run: Run) -> dict[str, dict[str, Any]]:
    return {check["code"]: check for check in json.loads(run("check", "--json").out)["checks"]}


def test_a_report_of_a_year_that_a_rule_excludes_is_told_if_people_include_it(
    reported: Run, review: Path
) -> None:
    (review / "criteria.yaml").write_text(CRITERIA.replace("mode: rules", "mode: people"))
    assert reported("run").code == 0
    rows = reported("export", "screened").out.splitlines()
    old = next(row.split(",")[0] for row in rows if "before the window" in row)
    folder = review / "decisions" / "title-abstract"
    folder.mkdir(parents=True)
    for by in ("alice", "bob"):
        line = {"v": 1, "record": old, "stage": "title-abstract", "by": by,
                "at": "2025-05-02T10:03:11Z", "decision": "include", "reasons": []}  # fmt: skip
        (folder / f"{by}.jsonl").write_text(json.dumps(line) + "\n")
    assert reported("run").code == 0
    found = checks(reported)
    assert found["P198"]["text"] == f"1 of 1 included report: date ({old}) ✗"
    assert found["P197"]["ok"]


def test_rules_alone_include_nothing_against_a_rule(reported: Run) -> None:
    assert checks(reported)["P198"]["ok"]


def test_a_template_that_reports_as_it_is_is_told(run: Run, review: Path) -> None:
    for name in ("review.yaml", "criteria.yaml"):
        text = (TEMPLATES["plain"] / name).read_text("utf-8")
        (review / name).write_text(text.replace("searches: []", SEARCHES.partition("\n")[2]))
    assert run("run").code == 0
    told = checks(run)["P200"]
    assert not told["ok"]
    for part in ("title “My review”", "reason “Not about the topic”", "template plain (@topic)"):
        assert part in told["text"]


def test_a_file_that_nobody_names_stands_in_the_figure_and_is_told(run: Run, review: Path) -> None:
    (review / "part-3.ris").write_text("TY  - JOUR\nTI  - A peer support trial\nER  - \n")
    (review / "Scopus.csv").write_bytes((review / "scopus.csv").read_bytes())
    assert run("ingest", "Scopus.csv", "part-3.ris").code == 0
    assert run("run").code == 0
    told = checks(run)["P201"]
    assert (told["ok"], told["text"]) == (False, "1 of 2 sources; not part-3 (part-3.ris) ✗")
    write(review)
    with (review / "review.yaml").open("a") as stream:
        stream.write("  - {file: part-3.ris, database: part-3}\n")
    assert run("run").code == 0
    assert checks(run)["P201"]["ok"]


def test_keys_that_change_nothing_are_told_by_lint_with_their_place_and_by_check(
    reported: Run, review: Path
) -> None:
    assert checks(reported)["P202"]["ok"]
    more = CRITERIA.replace("{mode: rules}", "\n  mode: rules\n  pilot: {sample: 5}")
    (review / "criteria.yaml").write_text(more)
    found = json.loads(reported("criteria", "lint", "--json").out)
    (note,) = [f for f in found if f["code"] == "C028"]
    line = more.splitlines().index("  pilot: {sample: 5}") + 1
    assert (note["line"], note["severity"]) == (line, "note")
    assert reported("run").code == 0
    told = checks(reported)["P202"]
    assert not told["ok"]
    assert told["text"].endswith("not criteria.yaml: screening.pilot.sample ✗")
    write(review, P193="All that they show.", P197="An exercise.")
    assert reported("run").code == 0
    assert reported("check").code == 0  # a note fails nothing


def test_the_title_is_the_short_name_where_there_is_no_other(run: Run, review: Path) -> None:
    (review / "criteria.yaml").write_text(CRITERIA.replace(", title: A small review", ""))
    assert run("run").code == 0 or run("ingest", "scopus.csv").code == 0
    assert run("run").code == 0
    assert json.loads((review / "report" / "prisma.json").read_text())["title"] == "small"
