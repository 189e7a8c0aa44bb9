"""`review init`: a new review's folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from litsieve.cli.console import result
from litsieve.errors import ReviewError, Where
from litsieve.project import CONFIG, CRITERIA, SEARCHES, find
from litsieve.scaffold import WORKFLOW, lacking, project_files, repository, steps
from litsieve.shipped import EXAMPLE, EXAMPLE_EXPORTS, TEMPLATES

_EXPORTS = (".csv", ".bib")


@click.command("init")
@click.argument("folder", default=".", metavar="[DIR]")
@click.option(
    "--template",
    type=click.Choice(list(TEMPLATES)),
    help="What to start from: plain (the default, a few rules), or the whole criteria of a review "
    "of its kind, to be adapted: health-intervention (PICO), software-engineering (primary "
    "studies, after Kitchenham), scoping (PRISMA-ScR).",
)
@click.option("--example", is_flag=True, help="Fill it with the sample review, exports included.")
@click.option("--bare", is_flag=True, help="Leave out what is for git, make and GitHub.")
def command(folder: str, template: str | None, example: bool, bare: bool) -> None:
    """Start a review in a folder.

    DIR gets review.yaml, criteria.yaml and searches/; and for those who work in git, .gitignore,
    .gitattributes, a Makefile and a workflow that checks the review on GitHub (`review docs team`).

    Nothing that is there already is touched.
    """
    if template and example:
        raise click.UsageError("--example brings its own criteria: leave --template out")
    source = EXAMPLE if example else TEMPLATES[template or "plain"]
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise ReviewError("is a file, not a folder", Where(folder))
    needed = (SEARCHES,) if bare else (SEARCHES, *map(str, Path(WORKFLOW).parents[:-1]))
    for name in needed:
        if (target / name).exists() and not (target / name).is_dir():
            raise ReviewError("is a file, not a folder", Where((target / name).as_posix()))
    exports = [p for p in sorted(EXAMPLE_EXPORTS.iterdir()) if example and p.suffix in _EXPORTS]
    new = [CONFIG, CRITERIA, *(f"{SEARCHES}/{path.name}" for path in exports)]
    there = [name for name in new if (target / name).exists()]
    if there:
        raise ReviewError(
            f"{there[0]} is there already", Where(folder), "choose another folder: review init DIR"
        )
    (target / SEARCHES).mkdir(parents=True, exist_ok=True)
    for name in (CONFIG, CRITERIA):
        (target / name).write_bytes(_content(source / name))
        result(f"wrote {(target / name).as_posix()}")
    for path in exports:
        shutil.copyfile(path, target / SEARCHES / path.name)
        result(f"wrote {(target / SEARCHES / path.name).as_posix()}")
    if not bare:
        _for_git(target)
    outer = find(target.resolve().parent, anywhere=True)
    if outer.has_config:
        result(f"(it lies inside another review: {outer.root.name})")
    inside = "" if folder == "." else f"-C {folder} "
    put = "" if example else f"put your exports into {(target / SEARCHES).as_posix()}/, then: "
    result(f"{put}review {inside}run")


def _for_git(target: Path) -> None:
    """Write what a review in git needs; keep what is there, and say what it lacks."""
    home = target.resolve()
    root = repository(home) or home
    for name, text in project_files().items():
        path = target / name
        if name == WORKFLOW and root != home:
            _elsewhere(text, home.relative_to(root).as_posix())
        elif path.exists() or path.is_symlink():
            _kept(path, text)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            result(f"wrote {path.as_posix()}")


def _kept(path: Path, text: str) -> None:
    rules = []
    if path.name.startswith(".git") and path.is_file():
        rules = lacking(path.read_text("utf-8", errors="replace"), text)
    result(f"kept {path.as_posix()}" + (", which is there already; add to it:" if rules else ""))
    for rule in rules:
        result(f"  {rule}")


def _elsewhere(workflow: str, folder: str) -> None:
    """Say what to do where the repository's root is not the review's folder."""
    result(
        f"left out {WORKFLOW}: GitHub reads it only in the root of the repository; write one "
        "there (`review docs team`) that runs"
    )
    for step in steps(workflow, folder):
        result(f"  {step}")
    result(f"  and keeps {folder}/report/")


def _content(path: Path) -> bytes:
    """A shipped file; where it names the sample's exports, by their place in the new folder."""
    text = path.read_text(encoding="utf-8")
    return text.replace("../../data/social-support/", f"{SEARCHES}/").encode()
