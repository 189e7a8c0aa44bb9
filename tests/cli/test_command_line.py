"""How the command line behaves, whatever the command."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import litsieve
from litsieve.cli import COMMANDS

Run = Callable[..., Any]
PACKAGE = Path(litsieve.__file__).parent
REVIEW = [sys.executable, "-m", "litsieve"]


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['review', '--help']\n"
        "from litsieve.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'pyarrow', 'numpy', 'pydantic', 'yaml', 'rapidfuzz', 'bibtexparser'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    for command, said in COMMANDS.items():
        assert f"{command} " in done.stdout
        assert said in " ".join(done.stdout.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_that_says_what_the_list_says(run: Run, command: str) -> None:
    got = run(command, "-h")
    assert got.code == 0
    assert COMMANDS[command] in " ".join(got.out.split())


def test_click_stays_in_the_command_line() -> None:
    for path in PACKAGE.rglob("*.py"):
        if "cli" in path.relative_to(PACKAGE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not any(name.split(".")[0] == "click" for name in names), path.name


def test_an_unknown_command_is_answered_with_the_nearest(run: Run) -> None:
    got = run("dedup")
    assert got.code == 2
    assert "Did you mean 'dedupe'?" in got.err


def test_a_closed_pipe_is_no_error(screened: Run, review: Path) -> None:
    command = f"{sys.executable} -m litsieve export records | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=review, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_full_disk_behind_stdout_is_one_clear_message(screened: Run, review: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [*REVIEW, "export", "records"], cwd=review, stdout=full, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
    assert done.returncode == 2
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("color", "env", "styled"),
    [
        ("always", {}, True),
        ("never", {}, False),
        ("auto", {}, False),  # stderr is a pipe here
        ("auto", {"NO_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),  # what was asked for in so many words wins
    ],
)
def test_colour_is_used_when_wanted(
    review: Path, color: str, env: dict[str, str], styled: bool
) -> None:
    done = subprocess.run(
        [*REVIEW, "--color", color, "explain", "x"], cwd=review, capture_output=True, text=True,
        env={**os.environ, **env},
    )  # fmt: skip
    assert done.returncode == 2
    assert ("\x1b[" in done.stderr) is styled


def test_a_defect_is_told_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("once")

    monkeypatch.setattr("litsieve.pipeline.states", broken)
    monkeypatch.setattr("litsieve.cli.status.states", broken, raising=False)
    got = run("status")
    assert got.code == 3
    assert "a defect in review" in got.err
    assert "ZeroDivisionError: once" in got.err
    assert "Traceback" not in got.err


def test_an_interrupt_exits_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("litsieve.pipeline.states", interrupted)
    monkeypatch.setattr("litsieve.cli.status.states", interrupted, raising=False)
    assert run("status").code == 130


def test_the_folder_option_works_from_anywhere(run: Run, review: Path, tmp_path: Path) -> None:
    got = run("-C", review, "status")
    assert got.code == 0
    assert "missing" in got.out
    assert run("-C", tmp_path / "nowhere", "status").code == 2


def test_options_come_from_the_environment_too(
    screened: Run, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (review / "criteria.yaml").rename(review / "other.yaml")
    monkeypatch.setenv("REVIEW_SCREEN_CRITERIA", "other.yaml")
    assert screened("screen").code == 0


def test_quiet_leaves_results_and_errors(screened: Run) -> None:
    got = screened("-q", "screen")
    assert got.err == ""
    assert "included" in got.out


def test_a_closed_stdout_is_no_traceback(review: Path) -> None:
    command = f"{sys.executable} -m litsieve status >&-"
    done = subprocess.run(["bash", "-c", command], cwd=review, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
