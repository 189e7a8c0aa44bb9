"""What `review init` writes for those who work in git, with git, make and a shell themselves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from litsieve import __version__
from litsieve.scaffold import WORKFLOW, lacking, project_files

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
FILES = {".gitignore", ".gitattributes", "Makefile", WORKFLOW}
GIT = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def git(folder: Path, *args: str) -> str:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        [*GIT, *args], cwd=folder, env=env, check=True, capture_output=True, text=True
    ).stdout


def shell(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A command line, with the `review` of this interpreter first on the path."""
    script = folder.parent / "bin" / "review"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m litsieve "$@"\n')
    script.chmod(0o755)
    env = {**os.environ, "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}"}
    for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL"):  # of the make that runs the tests
        env.pop(name, None)
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True
    )


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def repo(tmp_path: Path, run: Run) -> Path:
    """A new review in a git repository of its own."""
    assert run("init", "ours").code == 0
    git(tmp_path / "ours", "init", "-q", "-b", "main")
    return tmp_path / "ours"


# --- what is written, and what is left alone --------------------------------------------------


def test_a_new_review_gets_what_a_team_needs(run: Run, review: Path) -> None:
    got = run("init", "new")
    assert got.code == 0
    assert files(review / "new") == FILES | {"review.yaml", "criteria.yaml"}
    for name in FILES:
        assert (review / "new" / name).read_bytes() == project_files()[name].encode()
        assert f"wrote new/{name}" in got.out


@pytest.mark.parametrize("more", [[], ["--example"], ["--template", "scoping"]])
def test_bare_leaves_it_out(run: Run, review: Path, more: list[str]) -> None:
    assert run("init", "new", "--bare", *more).code == 0
    assert files(review / "new") & FILES == set()
    assert not (review / "new" / ".github").exists()


@pytest.mark.parametrize("name", sorted(FILES))
def test_what_is_there_is_kept(run: Run, review: Path, name: str) -> None:
    mine = review / "new" / name
    mine.parent.mkdir(parents=True)
    mine.write_text("# mine\n")
    got = run("init", "new")
    assert got.code == 0
    assert mine.read_text() == "# mine\n"
    assert f"kept new/{name}" in got.out
    assert f"wrote new/{name}" not in got.out
    assert files(review / "new") == FILES | {"review.yaml", "criteria.yaml"}


def test_of_a_gitignore_that_is_there_only_what_it_lacks_is_named(run: Run, review: Path) -> None:
    (review / "new").mkdir()
    (review / "new" / ".gitignore").write_text("work/\n*.swp\nreport\n")
    told = run("init", "new").out.splitlines()
    assert "  /fulltexts/" in told
    assert {"  /work/", "  /report/", "  *.swp"} & set(told) == set()
    whole = project_files()[".gitattributes"]
    assert lacking(whole, whole) == []
    assert lacking("decisions/**/*.jsonl   merge=union\n*.csv -text", whole) == [
        "decisions/**/*.jsonl text eol=lf", "searches/** -text", "*.yaml text eol=lf"
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["searches", ".github"])
def test_a_file_where_a_folder_must_be_is_said_before_anything_is_written(
    run: Run, review: Path, name: str
) -> None:
    (review / "new").mkdir()
    (review / "new" / name).write_text("mine")
    got = run("init", "new")
    assert got.code == 2
    assert f"new/{name}: error: is a file" in got.err
    assert files(review / "new") == {name}


@needs_git
@pytest.mark.parametrize("name", ["heat", "studies/heat in cities"])
def test_in_a_folder_of_a_repository_the_workflow_is_left_to_its_root(
    run: Run, review: Path, name: str
) -> None:
    git(review, "init", "-q")
    got = run("init", name)
    assert got.code == 0
    assert files(review / name) == FILES - {WORKFLOW} | {"review.yaml", "criteria.yaml"}
    assert not (review / ".github").exists()
    folder = f"'{name}'" if " " in name else name
    assert f"  review -C {folder} check --format github" in got.out.splitlines()
    assert f'  pip install "litsieve[lang]=={__version__}"' in got.out.splitlines()
    assert f"keeps {name}/report/" in got.out
    git(review, "add", "-A")
    (review / name / "work").mkdir()
    (review / name / "work" / "x").write_text("x")
    assert git(review, "status", "--porcelain", "--", name + "/work") == ""


@needs_git
def test_in_the_root_of_a_repository_the_workflow_is_written(run: Run, review: Path) -> None:
    git(review, "init", "-q", "new")
    assert run("init", "new").code == 0
    assert (review / "new" / WORKFLOW).is_file()
    (review / "tree").mkdir()  # a worktree or a submodule: there .git is a file
    (review / "tree" / ".git").write_text("gitdir: ../new/.git\n")
    assert run("init", "tree").code == 0
    assert (review / "tree" / WORKFLOW).is_file()


# --- git --------------------------------------------------------------------------------------


@needs_git
def test_git_keeps_what_people_made_and_leaves_out_what_is_derived(repo: Path) -> None:
    ignored = [
        "work/ingest/records.parquet", "report/report.html", ".report.new/prisma.json",
        "fulltexts/a.pdf", "searches/.~lock.scopus.xlsx#", "searches/~$scopus.xlsx", ".DS_Store",
        "decisions/title-abstract/.DS_Store", "Thumbs.db", "notes.md~",
    ]  # fmt: skip
    kept = [
        "review.yaml", "criteria.yaml", "searches/scopus.csv", "searches/report/scopus.ris",
        "searches/work/a.bib", "decisions/duplicates.jsonl", "decisions/title-abstract/alice.jsonl",
        "report-edited/included.xlsx", "report-edited/methods.md", "fulltexts.csv", "workplan.md",
    ]  # fmt: skip
    for name in (*ignored, *kept):
        (repo / name).parent.mkdir(parents=True, exist_ok=True)
        (repo / name).write_text("x\n")
    git(repo, "add", "-A")
    tracked = set(git(repo, "-c", "core.quotepath=off", "ls-files").splitlines())
    assert set(kept) <= tracked
    assert tracked & set(ignored) == set()


@needs_git
@pytest.mark.parametrize(
    "name",
    ["decisions/duplicates.jsonl", "decisions/title-abstract/alice.jsonl",
     "decisions/full-text/adjudication.jsonl", "decisions/a/b/c.jsonl"],
)  # fmt: skip
def test_git_merges_every_file_of_decisions_line_by_line(repo: Path, name: str) -> None:
    said = git(repo, "check-attr", "merge", "eol", "--", name).splitlines()
    assert said == [f"{name}: merge: union", f"{name}: eol: lf"]
    others = ["searches/a.jsonl", "review.yaml", "decisions.jsonl"]
    assert "union" not in git(repo, "check-attr", "merge", "--", *others)


@needs_git
@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
def test_exports_and_decisions_are_the_same_bytes_on_every_machine(
    repo: Path, tmp_path: Path, autocrlf: str
) -> None:
    exports = {
        "searches/a.csv": b"a,b\r\n1,2\n", "searches/2025/b.ris": b"TY  - JOUR\nER  - \n",
        "searches/c.txt": b"PT J\r\nER\r\n",
    }  # fmt: skip
    said = b'{"v":1}\n{"v":1}\n'
    for name, content in {**exports, "decisions/duplicates.jsonl": said}.items():
        (repo / name).parent.mkdir(parents=True, exist_ok=True)
        (repo / name).write_bytes(content)
    git(repo, "config", "core.autocrlf", autocrlf)
    git(repo, "add", "-A")
    git(repo, "commit", "-qm", "exports")
    git(tmp_path, "clone", "-q", "-c", f"core.autocrlf={autocrlf}", str(repo), "clone")
    clone = tmp_path / "clone"
    assert {name: (clone / name).read_bytes() for name in exports} == exports
    assert (clone / "decisions/duplicates.jsonl").read_bytes() == said
    assert (clone / "criteria.yaml").read_bytes() == (repo / "criteria.yaml").read_bytes()


@needs_git
@pytest.mark.parametrize("file", ["decisions/title-abstract/alice.jsonl", "decisions/pairs.jsonl"])
def test_two_branches_that_decided_are_merged_with_the_lines_of_both(repo: Path, file: str) -> None:
    from litsieve.decisions import append, read

    path = repo / file
    said = [{"v": 1, "record": f"r_{n}", "decision": "include"} for n in range(5)]
    append(path, said[:2])
    git(repo, "add", "-A")
    git(repo, "commit", "-qm", "a start")
    for branch, lines in (("there", said[2:3]), ("main", said[3:])):
        git(repo, "switch", "-q", *(["-c"] if branch == "there" else []), branch)
        append(path, lines)
        git(repo, "commit", "-qam", branch)
    git(repo, "merge", "-q", "there", "-m", "both")
    lines = [dict(line.values) for line in read(path, file)]
    assert sorted(lines, key=lambda line: str(line["record"])) == said
    assert git(repo, "status", "--porcelain") == ""


@needs_git
def test_merged_votes_and_answers_are_counted_by_the_review(screened: Run, review: Path) -> None:
    """Both branches vote in one file and answer in one: the next run reads all of it."""
    shutil.copy(ROOT / "configs" / "project" / "gitattributes", review / ".gitattributes")
    shutil.copy(ROOT / "configs" / "project" / "gitignore", review / ".gitignore")
    table = json.loads(screened("status", "--json").out)
    assert {row["state"] for row in table} == {"fresh"}
    ids = [line.split(",")[0] for line in screened("export", "records").out.splitlines()[1:]]
    git(review, "init", "-q", "-b", "main")
    from litsieve.decisions import append

    at = "2025-05-02T10:03:11Z"

    def decide(n: int) -> None:
        vote = {"v": 1, "record": ids[n], "stage": "title-abstract", "by": "alice", "at": at,
                "decision": "include"}  # fmt: skip
        append(review / "decisions" / "title-abstract" / "alice.jsonl", [vote])
        pair = {"v": 1, "a": ids[n], "b": ids[n + 3], "answer": "different", "by": "alice",
                "at": at}  # fmt: skip
        append(review / "decisions" / "duplicates.jsonl", [pair])

    decide(0)
    git(review, "add", "-A")
    git(review, "commit", "-qm", "a start")
    git(review, "switch", "-qc", "there")
    decide(1)
    git(review, "commit", "-qam", "there")
    git(review, "switch", "-q", "main")
    decide(2)
    git(review, "commit", "-qam", "here")
    git(review, "merge", "-q", "there", "-m", "both")
    got = screened("decide", "duplicates", "--json")
    assert got.code == 0, got.err
    counts = json.loads(got.out)["counts"]
    assert (counts["different"], counts["problems"]) == (3, 0)
    got = screened("run")
    assert got.code == 0, got.err
    assert "decision" not in got.err  # no line is a problem
    votes = (review / "decisions" / "title-abstract" / "alice.jsonl").read_text().splitlines()
    assert {json.loads(vote)["record"] for vote in votes} == set(ids[:3])


# --- make -------------------------------------------------------------------------------------


@needs_make
def test_make_carries_out_a_review_from_nothing_but_its_exports(run: Run, review: Path) -> None:
    assert run("init", "new").code == 0
    new = review / "new"
    for name in ("scopus.csv", "scholar.bib"):
        shutil.copy(review / name, new / "searches")
    with (new / "review.yaml").open("a") as file:  # it is the template's criteria, unattended
        file.write("check: {acknowledge: {P197: Made up., P200: Made up.}}\n")
    done = shell(new, "make")
    assert done.returncode == 0, done.stderr
    assert (new / "report" / "report.html").is_file()
    for target, says in (
        ("status", "everything is up to date"), ("check", "checks:"),
        ("run check report", "report/report.html"), ("-j4 report run", "report/report.html"),
    ):  # fmt: skip
        done = shell(new, f"make {target}")
        assert says in done.stdout, (target, done.stderr)
        assert done.returncode == 0, (target, done.stderr)


@needs_make
def test_make_fails_where_the_review_does(run: Run, review: Path) -> None:
    assert run("init", "new").code == 0
    done = shell(review / "new", "make")
    assert done.returncode != 0
    assert "no exports to read" in done.stderr
    assert shell(review / "new", "make status REVIEW='echo it is'").stdout == "it is status\n"


# --- the workflow -----------------------------------------------------------------------------


def workflow(text: str) -> list[dict[str, Any]]:
    plain = yaml.safe_load(text)
    assert set(plain) == {"name", True, "permissions", "jobs"}  # `on` is a yes to YAML 1.1
    assert plain["permissions"] == {"contents": "read"}
    (job,) = plain["jobs"].values()
    steps: list[dict[str, Any]] = job["steps"]
    return steps


def test_the_workflow_installs_this_version_and_keeps_the_report_come_what_may() -> None:
    steps = workflow(project_files()[WORKFLOW])
    assert [step["uses"].split("@")[0] for step in steps if "uses" in step] == [
        "actions/checkout", "actions/setup-python", "actions/upload-artifact"
    ]  # fmt: skip
    assert [step["run"] for step in steps if "run" in step] == [
        f'pip install "litsieve[lang]=={__version__}"',
        "review run", "review status --check", "review check --format github",
    ]  # fmt: skip
    kept = steps[-1]
    assert kept["with"]["path"] == "report/"
    assert kept["if"] == "${{ !cancelled() }}"


def test_the_manual_has_the_same_for_a_folder_of_a_repository() -> None:
    page = (ROOT / "docs" / "team.md").read_text("utf-8")
    (block,) = (part.split("```")[0] for part in page.split("```yaml\n")[1:])
    ours = workflow(project_files()[WORKFLOW].replace(__version__, "VERSION"))
    theirs = workflow(block)
    assert [step for step in theirs if "with" not in step] == [s for s in ours if "with" not in s]
    (job,) = yaml.safe_load(block)["jobs"].values()
    folder = job["defaults"]["run"]["working-directory"]
    assert theirs[-1]["with"]["path"] == f"{folder}/report/"


def outcomes(folder: Path) -> dict[str, int]:
    """The workflow's commands in their order, as far as they come: command → exit code."""
    done: dict[str, int] = {}
    for step in workflow((folder / WORKFLOW).read_text()):
        command = step.get("run", "")
        if command.startswith("review "):
            done[command] = shell(folder, f"set -eo pipefail; {command}").returncode
            if done[command]:
                break
    return done


def test_the_workflow_holds_for_the_sample_which_says_why_its_warnings_stand(
    run: Run, review: Path
) -> None:
    assert run("init", "--example", "new").code == 0
    assert outcomes(review / "new") == {
        "review run": 0, "review status --check": 0, "review check --format github": 0
    }  # fmt: skip
    assert (review / "new" / "report" / "report.html").is_file()


def test_the_workflow_fails_for_a_review_that_still_is_its_template(run: Run, review: Path) -> None:
    assert run("init", "new").code == 0
    for name in ("scopus.csv", "scholar.bib"):
        shutil.copy(review / name, review / "new" / "searches")
    assert outcomes(review / "new") == {
        "review run": 0, "review status --check": 0, "review check --format github": 1
    }  # fmt: skip
    assert (review / "new" / "report" / "report.html").is_file()  # to be kept all the same


def test_the_workflow_stops_at_an_input_that_is_wrong(run: Run, review: Path) -> None:
    assert run("init", "new").code == 0
    (review / "new" / "criteria.yaml").write_text("version: 1\nrulez: []\n")
    shutil.copy(review / "scopus.csv", review / "new" / "searches")
    assert outcomes(review / "new") == {"review run": 2}
