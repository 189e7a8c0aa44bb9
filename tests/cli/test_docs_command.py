"""`review docs`: the manual, wherever the program was installed."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import litsieve
from litsieve.shipped import PAGES

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(litsieve.__file__).parent


def test_every_page_of_the_manual_and_the_readme_is_there() -> None:
    assert set(PAGES) == {"readme", *(path.stem for path in (ROOT / "docs").glob("*.md"))}


def test_without_a_page_every_page_is_listed_with_what_it_is_about(
    run: Run, empty_review: Path
) -> None:
    got = run("docs")
    assert got.code == 0
    told = dict(line.split(maxsplit=1) for line in got.out.splitlines())
    assert list(told) == list(PAGES)
    assert told["decisions"] == "What people decide"
    assert all(re.fullmatch(r"[^#\s].*\w", line) for line in told.values())
    assert run("docs", "--path").out.split("\n")[:-1] == [p.as_posix() for p in PAGES.values()]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_goes_to_a_pipe_as_it_is_written(run: Run, page: str) -> None:
    got = run("docs", page)
    assert got.code == 0
    assert got.out == PAGES[page].read_text("utf-8")
    where = run("docs", page, "--path").out.removesuffix("\n")
    assert Path(where).read_text("utf-8") == got.out


@pytest.mark.parametrize("name", ["docs/checks.md", "checks.md", "Checks"])
def test_a_page_may_be_called_by_its_file(run: Run, name: str) -> None:
    assert run("docs", name).out == PAGES["checks"].read_text("utf-8")
    assert run("docs", "README.md").out == PAGES["readme"].read_text("utf-8")


def test_a_terminal_gets_a_pager(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    paged: list[str] = []
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "echo_via_pager", paged.append)
    got = run("docs", "team")
    assert (got.code, got.out) == (0, "")
    assert paged == [PAGES["team"].read_text("utf-8")]


@pytest.mark.parametrize(
    ("name", "hint"), [("critera", "review docs criteria"), ("format", "review docs formats"),
                       ("xyzzy", "there are readme, checks"), ("../LICENSE", "there are readme")],
)  # fmt: skip
def test_an_unknown_page_is_answered_with_the_nearest(run: Run, name: str, hint: str) -> None:
    got = run("docs", name)
    assert got.code == 2
    assert got.out == ""
    assert f"no page '{name}'" in got.err
    assert hint in got.err


def said() -> Iterator[tuple[str, str]]:
    """Every text of the program that people may be shown: what is no docstring, and all of cli/."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        held = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, held) and ast.get_docstring(node)
            and isinstance(node.body[0], ast.Expr)
        }  # fmt: skip
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            if id(node) not in docstrings or "cli" in path.parts:
                yield path.name, " ".join(node.value.split())


def test_no_message_sends_anyone_to_a_file_that_only_a_checkout_has() -> None:
    found = [(name, text) for name, text in said() if re.search(r"\b(docs/\w+|README)\.md", text)]
    allowed = {"docs.py", "shipped.py"}  # the command that takes such names, and where they lie
    assert [name for name, _ in found if name not in allowed] == []


def test_every_page_that_is_named_is_there() -> None:
    texts = [text for _, text in said()]
    texts += [path.read_text("utf-8") for path in PAGES.values()]
    texts += [path.read_text("utf-8") for path in (ROOT / "configs").rglob("*.yaml")]
    named = {name for text in texts for name in re.findall(r"`review docs (\w+)", text)}
    assert named >= {"checks", "team"}
    assert named <= set(PAGES)
